"""The demonstration's items as their files state them (`content/PLAN.toml`)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent / "content"


@dataclass(frozen=True, slots=True)
class Written:
    """One item; `recorded` are languages for which a person's recording is stood for."""

    key: str
    plan: str
    topic: str
    phase: str
    kind: str
    headline: str
    text: str
    author: str
    source: str
    recorded: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    mood: str = "plain"
    not_before: date | None = None


def read(plan: str) -> list[Written]:
    """Return a plan's items in the order of its file."""
    values = tomllib.loads((FOLDER / f"{plan}.toml").read_text(encoding="utf-8"))
    return [
        Written(
            key=item["key"],
            plan=plan,
            topic=item["topic"],
            phase=item.get("phase", ""),
            kind=item["kind"],
            headline=item["headline"],
            text=item["text"].strip(),
            author=item["author"],
            source=item["source"],
            recorded=tuple(item.get("recorded", ())),
            months=tuple(item.get("months", ())),
            mood=item.get("mood", "plain"),
            not_before=item.get("not_before"),
        )
        for item in values["item"]
    ]
