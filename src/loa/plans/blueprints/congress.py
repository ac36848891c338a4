"""The congress blueprint: before, during and after, all counted from the congress's days.

Moving the congress moves the phases. Numbers of items are proposals that an office edits.
"""

from dataclasses import dataclass
from datetime import date

from loa.plans.blueprints.writing import Value, fields, head, rows

EVENT = "dai-hoi"
# code, name, items by phase
TOPICS: tuple[tuple[str, str, dict[str, int]], ...] = (
    ("1", "Chủ trương, nền tảng tư tưởng", {"truoc": 3}),
    ("2", "Dự thảo văn kiện và việc góp ý", {"truoc": 4}),
    ("3", "Thành tựu, hạn chế, bài học của nhiệm kỳ", {"truoc": 4}),
    ("4", "Công tác tổ chức, ý nghĩa của đại hội", {"truoc": 2, "trong": 3}),
    ("5", "Diễn biến và kết quả đại hội", {"trong": 3}),
    ("6", "Thi đua, nguyện vọng của nhân dân", {"truoc": 1, "trong": 2}),
    ("7", "Nghị quyết, chương trình trọng tâm sau đại hội", {"sau": 4}),
    ("8", "Văn hoá, văn nghệ, thể thao chào mừng", {"sau": 2}),
)


@dataclass(frozen=True, slots=True)
class CongressFacts:
    """What has to be known to begin; the congress's own days may still be open."""

    key: str
    issuer_key: str
    issuer_name: str
    area: tuple[str, ...]
    event_name: str
    level: str  # commune, district, province, country
    campaign_starts: date
    number: str = ""
    starts: date | None = None  # the congress's first and last day
    ends: date | None = None
    during_days: int = 14  # how long before its first day "during" begins
    theme: str = ""
    times_a_day: int = 2
    days: int = 3
    notes: str = ""


def congress(facts: CongressFacts) -> str:
    """Return the text of a plan file."""
    lines = head(
        "Kế hoạch tuyên truyền đại hội.",
        {
            "key": facts.key,
            "number": facts.number,
            "kind": "campaign",
            "title": f"Tuyên truyền {facts.event_name}",
            "issuer": {"key": facts.issuer_key, "name": facts.issuer_name},
            "area": list(facts.area),
            "weight": 3,
            "notes": facts.notes,
        },
    )
    lines += rows("phase", "Các đợt, tính theo ngày đại hội", _phases(facts))
    lines += rows("topic", "Nội dung (trọng số theo đợt)", map(_topic, TOPICS))
    targets = [
        _target(facts, code, phase, items)
        for code, _, by_phase in TOPICS
        for phase, items in by_phase.items()
    ]
    lines += rows("target", "Chỉ tiêu: số tin, số lần một ngày, số ngày liền", targets)
    duty: dict[str, Value] = {
        "key": "chi-dao",
        "organisation": facts.issuer_key,
        "name": facts.issuer_name,
        "duty": "Hướng dẫn, theo dõi, tổng hợp kết quả",
    }
    lines += rows("assignment", "Phân công", [duty])
    event: dict[str, Value | None] = {
        "key": EVENT,
        "name": facts.event_name,
        "level": facts.level,
        "state": "tentative",
        "starts": facts.starts,
        "ends": facts.ends,
        "theme": facts.theme,
    }
    lines += ["", "# --- Sự kiện", "[[event]]", *fields(event)]
    return "\n".join(lines) + "\n"


def _phases(facts: CongressFacts) -> list[dict[str, Value]]:
    of_event: dict[str, Value] = {"event": EVENT}
    return [
        {"key": "truoc", "name": "Trước đại hội", **of_event, "stage": "before"}
        | {"starts": facts.campaign_starts, "ends": {"before": EVENT, "days": 1}},
        {"key": "trong", "name": "Trong đại hội", **of_event, "stage": "during"}
        | {
            "starts": {"before": EVENT, "days": facts.during_days},
            "ends": {"after": EVENT, "days": 0},
        },
        {"key": "sau", "name": "Sau đại hội", **of_event, "stage": "after"}
        | {"starts": {"after": EVENT, "days": 1}},
    ]


def _topic(topic: tuple[str, str, dict[str, int]]) -> dict[str, Value]:
    code, name, by_phase = topic
    return {"code": code, "name": name, "weights": by_phase}


def _target(facts: CongressFacts, code: str, phase: str, items: int) -> dict[str, Value]:
    return {
        "key": f"loa-{code}-{phase}",
        "topic": code,
        "phase": phase,
        "channel": "loudspeaker",
        "items": items,
        "times_a_day": facts.times_a_day,
        "days": facts.days,
    }
