"""Findings and answers as one plan, and what still has to be answered before. Pure.

Days of findings are a document's own first and last day; the plan's are half-open.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from loa.plans.drafting.matching import key_of
from loa.plans.drafting.values import Row, in_order, wanting
from loa.plans.importing import channels
from loa.plans.rules import Assignment, Phase, PlanText, Topic
from loa.plans.shape import LONGEST_TEXT

_DAY = timedelta(days=1)
# What a plan has no place of its own for stands in its notes, under these words.
_NOTED = (
    ("purposes", "Mục đích, yêu cầu"),
    ("channels", "Hình thức nêu trong văn bản"),
    ("slogans", "Khẩu hiệu"),
    ("recipients", "Nơi nhận"),
    ("annexes", "Phụ lục"),
    ("not_understood", "Đoạn máy không hiểu, xem trong văn bản gốc"),
)
_CUT = "(còn nữa, xem văn bản gốc)"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person says besides the findings; `issuer_key` empty: not known here."""

    plan_kind: str = "campaign"
    issuer_key: str = ""
    area: tuple[str, ...] = ()
    plan_key: str = ""  # of a draft whose content is replaced


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be answered first: a code, and the finding that it is about (0 for none)."""

    code: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Composed:
    """A plan, and for each of its parts ("phase/dot-1") the finding that it came from."""

    plan: PlanText
    parts: tuple[tuple[str, int], ...] = field(default=())


def one(rows: Sequence[Row], kind: str) -> Row | None:
    """Return the finding of a kind of which a document has one."""
    return next((row for row in rows if row.kind == kind and not row.dropped), None)


def text(rows: Sequence[Row], kind: str) -> str:
    """Return what it says; "" where it says nothing or there is none."""
    row = one(rows, kind)
    return row.text() if row else ""


def first_day(rows: Sequence[Row], today: date) -> date:
    """Return the day on which the plan's places have to exist: of its first phase, of issue."""
    phases = [row.day("starts") for row in rows if row.kind == "phases" and not row.dropped]
    issued = one(rows, "issued_on")
    return min((day for day in phases if day), default=(issued and issued.day()) or today)


def questions(rows: Sequence[Row], answers: Answers) -> Iterator[Question]:
    """Yield what keeps the plan from being made."""
    for kind in ("issuer", "title"):
        if one(rows, kind) is None:
            yield Question(f"{kind}-missing")
    for row in in_order(list(rows), unsure_first=False, below=0):
        if code := wanting(row):
            yield Question(code, row.number)
    if not answers.area:
        yield Question("area-missing")


def compose(
    rows: Sequence[Row], answers: Answers, *, keys: Collection[str], implements: str = ""
) -> Composed:
    """Return the plan of findings that have no question left; `keys` are taken already."""
    live = [row for row in in_order(list(rows), unsure_first=False, below=0) if not row.dropped]
    number, title = text(live, "number"), text(live, "title")
    issued = one(live, "issued_on")
    issuer = text(live, "issuer")
    phases = [(row, _phase(row, at)) for at, row in enumerate(_of(live, "phases"), 1)]
    topics = [(row, Topic(str(at), row.text())) for at, row in enumerate(_of(live, "topics"), 1)]
    duties = [(row, _assignment(row, at)) for at, row in enumerate(_of(live, "assignments"), 1)]
    plan = PlanText(
        key=answers.plan_key or _key(number, title, issued, keys),
        number=number,
        kind=answers.plan_kind,
        title=_titled(text(live, "kind"), title),
        issuer_key=answers.issuer_key or key_of(issuer, fallback="co-quan-ban-hanh"),
        issuer_name=issuer,
        area=answers.area,
        issued_on=issued.day() if issued else None,
        implements=implements,
        basis=tuple(row.text() for row in _of(live, "bases")),
        phases=tuple(phase for _row, phase in phases),
        topics=tuple(topic for _row, topic in topics),
        assignments=tuple(duty for _row, duty in duties),
        notes=notes(live),
    )
    parts = [
        *((f"phase/{phase.key}", row.number) for row, phase in phases),
        *((f"topic/{topic.code}", row.number) for row, topic in topics),
        *((f"assignment/{duty.key}", row.number) for row, duty in duties),
    ]
    return Composed(plan, tuple(parts))


def _of(rows: Sequence[Row], kind: str) -> list[Row]:
    return [row for row in rows if row.kind == kind]


def _key(number: str, title: str, issued: Row | None, keys: Collection[str]) -> str:
    day = issued.day() if issued else None
    year = str(day.year) if day and str(day.year) not in number else ""
    return key_of(f"{number or title} {year}".strip(), keys, fallback="ke-hoach")


def _titled(kind: str, title: str) -> str:
    """Return the abstract as a plan's title: it begins with a capital."""
    return title[:1].upper() + title[1:] if title else kind


def _phase(row: Row, at: int) -> Phase:
    starts, ends = row.day("starts"), row.day("ends")
    if starts is None:
        raise ValueError(f"{row.number}: a phase without a first day; ask `questions` first")
    return Phase(f"dot-{at}", row.text("name"), starts, ends + _DAY if ends else None)


def _assignment(row: Row, at: int) -> Assignment:
    unit, duty = row.text("unit"), row.text("duty")
    key = row.text("organisation") or key_of(unit, fallback=f"don-vi-{at}")
    return Assignment(f"viec-{at}", key, unit, duty, channels=tuple(channels.named(duty)))


def notes(rows: Sequence[Row]) -> str:
    """Return what a plan has no field for, in the document's order, as people read it."""
    blocks = []
    for kind, heading in _NOTED:
        said = [shown(row) for row in rows if row.kind == kind and not row.dropped]
        if said:
            blocks.append("\n".join([f"{heading}:", *(f"- {line}" for line in said)]))
    whole = "\n\n".join(blocks)
    if len(whole) <= LONGEST_TEXT:
        return whole
    cut = whole[: LONGEST_TEXT - len(_CUT) - 1].rpartition("\n")[0]
    return f"{cut}\n{_CUT}"


CHANNEL_WORDS = {
    "loudspeaker": "Loa truyền thanh",
    "portal": "Cổng, trang thông tin điện tử",
    "banner": "Cờ, băng rôn, pa nô",
    "vehicle": "Xe lưu động",
    "talk": "Nói chuyện, tuyên truyền miệng",
    "conference": "Hội nghị, họp dân",
    "culture": "Văn hoá, văn nghệ, thể thao",
    "publication": "Tờ rơi, sách, tài liệu in",
    "consultation": "Lấy ý kiến góp ý",
}


def shown(row: Row) -> str:
    """Return one finding as a line of the plan's notes."""
    return CHANNEL_WORDS.get(row.text(), row.text()) if row.kind == "channels" else row.text()
