"""The standing blueprint: what an office says all year, so that every item has a place.

One phase that never ends and seven topics, as commune stations name them. It promises
nothing: targets are the office's to add.
"""

from dataclasses import dataclass
from datetime import date

from loa.plans.blueprints.writing import Value, head, rows

PHASE = "quanh-nam"
TOPICS = (
    ("1", "Thông báo của xã"),
    ("2", "Y tế, dân số"),
    ("3", "Nông nghiệp, thú y"),
    ("4", "Rừng, môi trường"),
    ("5", "An toàn giao thông, an ninh trật tự"),
    ("6", "Thủ tục hành chính, pháp luật"),
    ("7", "Giáo dục, văn hoá"),
)


@dataclass(frozen=True, slots=True)
class StandingFacts:
    """What has to be known to begin."""

    key: str
    issuer_key: str
    issuer_name: str
    area: tuple[str, ...]
    starts: date


def standing(facts: StandingFacts) -> str:
    """Return the text of a plan file."""
    lines = head(
        "Nội dung thường xuyên.",
        {
            "key": facts.key,
            "kind": "standing",
            "title": "Thông tin thường xuyên phục vụ đời sống",
            "issuer": {"key": facts.issuer_key, "name": facts.issuer_name},
            "area": list(facts.area),
            "weight": 1,
            "notes": "Lập ngày đầu để xếp các tin đã có; sửa lại rồi trình duyệt.",
        },
    )
    phase: dict[str, Value] = {"key": PHASE, "name": "Quanh năm", "starts": facts.starts}
    lines += rows("phase", "Đợt", [phase])
    topics: list[dict[str, Value]] = [
        {"code": code, "name": name, "weights": {PHASE: 1}} for code, name in TOPICS
    ]
    lines += rows("topic", "Nội dung", topics)
    duty: dict[str, Value] = {
        "key": "san-xuat",
        "organisation": facts.issuer_key,
        "name": facts.issuer_name,
        "duty": "Cập nhật, thu âm, duyệt và phát các tin thường xuyên",
        "channels": ["loudspeaker"],
    }
    lines += rows("assignment", "Phân công", [duty])
    return "\n".join(lines) + "\n"
