"""The epidemic blueprint: what people need to hear while a disease goes round.

One phase from a day on, open at its end; five topics whose items are repeated in
rotation. No figure is invented: numbers of items are proposals that an office edits.
"""

from dataclasses import dataclass
from datetime import date

from loa.plans.blueprints.writing import Value, head, rows

PHASE = "trong-dich"
# code, name, items, times a day: what is proposed
TOPICS = (
    ("1", "Tình hình và khuyến cáo", 3),
    ("2", "Phòng bệnh tại nhà", 4),
    ("3", "Tiêm chủng", 3),
    ("4", "Khi có triệu chứng", 2),
    ("5", "Vệ sinh, nước sạch", 2),
)


@dataclass(frozen=True, slots=True)
class EpidemicFacts:
    """What has to be known to begin; `diseases` as people call them."""

    key: str
    issuer_key: str
    issuer_name: str
    area: tuple[str, ...]
    starts: date
    diseases: tuple[str, ...] = ()
    number: str = ""
    ends: date | None = None  # the last day; None: until the office says so
    weight: int = 5
    notes: str = ""


def epidemic(facts: EpidemicFacts) -> str:
    """Return the text of a plan file."""
    against = f": {', '.join(facts.diseases)}" if facts.diseases else ""
    phase: dict[str, Value] = {"key": PHASE, "name": "Trong thời gian có dịch"}
    phase["starts"] = facts.starts
    if facts.ends:
        phase["ends"] = facts.ends
    lines = head(
        "Kế hoạch tuyên truyền phòng, chống dịch bệnh.",
        {
            "key": facts.key,
            "number": facts.number,
            "kind": "campaign",
            "title": f"Tuyên truyền phòng, chống dịch bệnh{against}",
            "issuer": {"key": facts.issuer_key, "name": facts.issuer_name},
            "area": list(facts.area),
            "weight": facts.weight,
            "notes": facts.notes,
        },
    )
    lines += rows("phase", "Đợt", [phase])
    lines += rows("topic", "Nội dung", [_topic(*topic, against) for topic in TOPICS])
    lines += rows("target", "Chỉ tiêu: mỗi tin một lần một ngày, hằng ngày", map(_target, TOPICS))
    duty: dict[str, Value] = {
        "key": "san-xuat",
        "organisation": facts.issuer_key,
        "name": facts.issuer_name,
        "duty": "Cập nhật tình hình, thu âm, duyệt và phát các tin phòng, chống dịch",
        "channels": ["loudspeaker"],
    }
    lines += rows("assignment", "Phân công", [duty])
    return "\n".join(lines) + "\n"


def _topic(code: str, name: str, items: int, against: str) -> dict[str, Value]:
    full = name + against if code == "2" else name
    return {"code": code, "name": full, "weights": {PHASE: items}}


def _target(topic: tuple[str, str, int]) -> dict[str, Value]:
    code, _, items = topic
    return {
        "key": f"loa-{code}",
        "topic": code,
        "phase": PHASE,
        "channel": "loudspeaker",
        "items": items,
        "times_a_day": 1,
        "every_days": 1,
    }
