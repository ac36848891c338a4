"""The worked examples in docs/formats are read by the code that they describe."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pytest

from loa.core.canonical import canonical, digest, parse
from loa.core.grid import read_grid
from loa.core.keyring import read_keyring
from loa.core.message import read_sealed
from loa.core.policy import read_policy
from loa.core.rundown import item_id, read_rundown

DOCS = Path(__file__).parents[2] / "docs" / "formats"


class Document(Protocol):
    def document(self) -> dict[str, Any]: ...


READERS: dict[str, tuple[str, Callable[[object], Document]]] = {
    "grid": ("grid", read_grid),
    "keyring": ("keyring", read_keyring),
    "message": ("sealed-message", read_sealed),
    "policy": ("policy", read_policy),
    "rundown": ("rundown", read_rundown),
}


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def example(name: str) -> dict[str, Any]:
    blocks = re.findall(r"^```json\n(.*?)^```", page(name), flags=re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    found: dict[str, Any] = json.loads(blocks[0])
    return found


@pytest.mark.parametrize("name", READERS)
def test_the_worked_example_is_read_and_written_alike(name: str) -> None:
    word, read = READERS[name]
    document = example(name)
    assert read(parse(canonical(document), word)).document() == document


@pytest.mark.parametrize("name", READERS)
def test_the_page_names_every_member_of_its_example(name: str) -> None:
    def members(value: object) -> set[str]:
        if isinstance(value, dict):
            own = {key for key in value if not re.fullmatch(r"\d{4}-\d\d-\d\d", key)}
            return own.union(*map(members, value.values()))
        return set().union(*map(members, value)) if isinstance(value, list) else set()

    unnamed = members(example(name)) - {"format", "version"} - {"priority"}
    assert {key for key in unnamed if f"{key}`" not in page(name)} == set()


def test_the_page_states_the_address_of_its_message() -> None:
    sealed = read_sealed(example("message"))
    assert f"`{sealed.message.digest}`" in page("message")
    assert sealed.approvals[0].statement().decode() in page("message")


def test_the_page_states_the_address_of_its_rundown_and_the_ids_hold() -> None:
    rundown = read_rundown(example("rundown"))
    address = digest(rundown.encoded())
    assert f"`{address}`" in page("rundown")
    first = rundown.items[0]
    assert first.id == item_id(rundown.station, rundown.day, first.placement, 1)
