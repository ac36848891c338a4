"""A plan as a document before anything is drawn: its head, its blocks, its foot, its annexes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from loa.core.fold import fold
from loa.plans.exporting import tables
from loa.plans.exporting.layouts import Layout
from loa.plans.exporting.noted import PURPOSES, RECIPIENTS, SLOGANS, Noted, noted
from loa.plans.exporting.phrases import (
    CHANNELS,
    KINDS,
    languages_said,
    long_day_said,
    sentence,
)
from loa.plans.exporting.tables import Table
from loa.plans.rules import PlanText, Topic
from loa.plans.words import CHANNELS as ALL_CHANNELS

TO_FILL_IN = "[chức vụ của người ký]", "[họ và tên]"
_DOTTED = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,4}")
_LED = re.compile(r"(?:Căn cứ|Thực hiện|Theo|Xét)\s", re.IGNORECASE)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
_COMMITTEE = re.compile(r"(?:tinh|thanh|huyen|thi|quan|dang) uy\b")


class Line(StrEnum):
    """What a paragraph is, and so how it looks."""

    BASIS = "basis"
    PLAIN = "plain"
    SECTION = "section"
    HEADING = "heading"  # an item that others stand under
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Text:
    line: Line
    words: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs; what is not known is left to be filled in.

    `instead_of` is the post that a deputy signs for, `post` the signer's own.
    """

    instead_of: str = ""
    post: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a document shows and no plan states; all of it may be left out."""

    superior: str = ""  # the body above the issuer
    place: str = ""  # where it is signed
    upper: str = ""  # the plan that it implements: "Kế hoạch số 146-KH/HU của …"
    area: str = ""  # the area's units by name
    organisations: tuple[tuple[str, str], ...] = ()  # key and name
    recipients: tuple[str, ...] = ()  # without them: those of the notes, or who has a duty
    slogans: tuple[str, ...] = ()  # without them: those of the notes
    signature: Signature = Signature()


@dataclass(frozen=True, slots=True)
class Annex:
    label: str
    title: str
    blocks: tuple[Text | Table, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    superior: str
    issuer: str
    number: str
    dated: str
    kind: str
    title: str
    blocks: tuple[Text | Table, ...]
    recipients: tuple[str, ...]
    signed: tuple[str, ...]  # the lines over the room for the signature
    signer: str
    annexes: tuple[Annex, ...]


def paper_of(plan: PlanText, layout: Layout, known: Particulars) -> Paper:
    """Return the document of a plan.

    Raises rules.PeriodError or KeyError for a plan that `lint` would have refused.
    """
    said = noted(plan.notes)
    sections = (
        ("MỤC ĐÍCH, YÊU CẦU", _listed(said.under(PURPOSES))),
        ("NỘI DUNG TUYÊN TRUYỀN", _topics(plan)),
        ("THỜI GIAN THỰC HIỆN", _time(plan, known)),
        ("HÌNH THỨC TUYÊN TRUYỀN", _forms(plan)),
        ("TỔ CHỨC THỰC HIỆN", _duties(plan, known)),
        ("MỘT SỐ LƯU Ý", _remarks(plan, said)),
    )
    blocks = [*_bases(plan, layout, known), _introduction(plan)]
    for number, (title, inside) in zip(_ROMAN, (one for one in sections if one[1]), strict=False):
        blocks += [Text(Line.SECTION, f"{number}. {title}"), *inside]
    # Not the title again: a year in it would be read as a phase where the last section tells days.
    closing = f"Trên đây là {_kind(plan).capitalize()} của {plan.issuer_name}./."
    blocks.append(Text(Line.PLAIN, closing))
    return Paper(
        superior=known.superior.upper(),
        issuer=plan.issuer_name.upper(),
        number=_number(plan, layout),
        dated=f"{known.place or '…………'}, {long_day_said(plan.issued_on)}",
        kind=_kind(plan),
        title=" ".join(plan.title.split()),
        blocks=tuple(blocks),
        recipients=(*_recipients(plan, known), layout.marks.kept),
        signed=_signed(plan, layout, known.signature),
        signer=known.signature.name or TO_FILL_IN[1],
        annexes=tuple(_annexes(plan, known)),
    )


def _kind(plan: PlanText) -> str:
    """Return the kind that the number's letters name; without a number it is a plan."""
    letters = re.findall(r"[^\W\d_]+", plan.number.upper())
    return next((KINDS[one] for one in letters if one in KINDS), "KẾ HOẠCH")


def _inner(plan: PlanText) -> str:
    """Return the title as it goes on within a sentence."""
    title = " ".join(plan.title.split()).rstrip(" ./;")
    kind = _kind(plan).lower()
    if title.lower().startswith(kind + " "):
        title = title[len(kind) + 1 :]
    first, _, rest = title.partition(" ")
    return title if first.isupper() or rest[:1].isupper() else title[:1].lower() + title[1:]


def _number(plan: PlanText, layout: Layout) -> str:
    room = f"……{'/' if layout.word == 'state' else '-'}KH"
    return layout.marks.number + (" ".join(plan.number.split()) or room)


def _bases(plan: PlanText, layout: Layout, known: Particulars) -> list[Text | Table]:
    found = [f"Thực hiện {known.upper}"] if known.upper else []
    found += plan.basis
    lead = layout.marks.basis
    bare = lead.removesuffix("Căn cứ ")
    return [
        Text(
            Line.BASIS,
            f"{bare if _LED.match(one) else lead}{' '.join(one.split()).rstrip(' .;,')};",
        )
        for one in found
    ]


def _introduction(plan: PlanText) -> Text:
    kind = _kind(plan).lower()
    return Text(Line.PLAIN, f"{plan.issuer_name} ban hành {kind} {_inner(plan)} như sau:")


def numbered(topics: tuple[Topic, ...]) -> list[tuple[str, Topic]]:
    """Return the topics with their numbers: their codes, where codes are numbers."""
    if all(_DOTTED.fullmatch(one.code) for one in topics):
        return [(one.code, one) for one in topics]
    counts: dict[str, int] = {}
    numbers: dict[str, str] = {}
    for one in topics:
        counts[one.parent] = counts.get(one.parent, 0) + 1
        over = numbers.get(one.parent, "")
        numbers[one.code] = f"{over}.{counts[one.parent]}" if over else str(counts[one.parent])
    return [(numbers[one.code], one) for one in topics]


def _topics(plan: PlanText) -> list[Text | Table]:
    over = {one.parent for one in plan.topics}
    return [
        Text(Line.HEADING if one.code in over else Line.ITEM, f"{number}. {sentence(one.name)}")
        for number, one in numbered(plan.topics)
    ]


def _time(plan: PlanText, known: Particulars) -> list[Text | Table]:
    found: list[Text | Table] = []
    if plan.phases:
        found.append(tables.phases(plan))
    where = f"Địa bàn: {known.area}. " if known.area else ""
    spoken = languages_said(plan.languages)
    said = f"{where}Ngôn ngữ: {spoken}." if spoken else where.strip()
    if said:
        found.append(Text(Line.PLAIN, said))
    if plan.events:
        found += [Text(Line.PLAIN, "Các sự kiện liên quan:"), tables.events(plan)]
    return found


def _forms(plan: PlanText) -> list[Text | Table]:
    used = {one.channel for one in plan.targets}
    used |= {channel for one in plan.assignments for channel in one.channels}
    listed = [CHANNELS[one] for one in ALL_CHANNELS if one in used]
    return [Text(Line.ITEM, f"{n}. {words}.") for n, words in enumerate(listed, 1)]


def _duties(plan: PlanText, known: Particulars) -> list[Text | Table]:
    return [tables.duties(plan, dict(known.organisations))] if plan.assignments else []


def _listed(lines: tuple[str, ...]) -> list[Text | Table]:
    return [
        Text(Line.ITEM, f"{n}. {sentence(' '.join(one.split()))}") for n, one in enumerate(lines, 1)
    ]


def _remarks(plan: PlanText, said: Noted) -> list[Text | Table]:
    rule = plan.consecutive
    found: list[Text | Table] = []
    if any(one.channel == "loudspeaker" for one in plan.targets):
        words = f"Mỗi tin trên loa phát ít nhất {rule.days} ngày liền ({rule.source})."
        found.append(Text(Line.PLAIN, words))
    if plan.pauses:
        found += [Text(Line.PLAIN, "Tạm dừng trong những ngày sau:"), tables.pauses(plan)]
    return [*found, *(Text(Line.PLAIN, sentence(line)) for line in said.rest)]


def _recipients(plan: PlanText, known: Particulars) -> list[str]:
    names = dict(known.organisations)
    given = known.recipients or noted(plan.notes).under(RECIPIENTS)
    given = given or tuple(
        one.organisation_name or names.get(one.organisation, "")
        for one in plan.assignments
        if one.organisation != plan.issuer_key
    )
    tidy = (" ".join(one.split()).rstrip(" .;,") for one in given)
    return list(dict.fromkeys(one for one in tidy if one))


def _signed(plan: PlanText, layout: Layout, by: Signature) -> tuple[str, ...]:
    """Return in whose name and as what is signed; only councils and committees have such a name."""
    folded = fold(plan.issuer_name)
    in_name = ""
    if folded.startswith(("uy ban nhan dan", "ubnd")):
        in_name = "ỦY BAN NHÂN DÂN"
    elif _COMMITTEE.match(folded):
        in_name = "BAN THƯỜNG VỤ"
    lines = [f"{layout.marks.signed_for}{in_name}"] if in_name else []
    if by.instead_of:
        lines.append(f"{layout.marks.acting}{by.instead_of.upper()}")
    return (*lines, by.post.upper() if by.post else TO_FILL_IN[0])


def _targets(plan: PlanText) -> Iterator[Text | Table]:
    promised = [one for one in plan.phases if any(t.phase == one.key for t in plan.targets)]
    for number, one in enumerate(promised, 1):
        yield Text(Line.HEADING, f"{number}. {' '.join(one.name.split())}")
        yield tables.targets(plan, one.key)


def _annexes(plan: PlanText, known: Particulars) -> list[Annex]:
    found: list[tuple[str, tuple[Text | Table, ...]]] = []
    if plan.targets:
        found.append(("CHỈ TIÊU THEO ĐỢT", tuple(_targets(plan))))
    if any(one.weights or one.levels or one.basis for one in plan.topics):
        found.append(("NỘI DUNG TRONG TỪNG ĐỢT", (tables.weights(plan, numbered(plan.topics)),)))
    if slogans := known.slogans or noted(plan.notes).under(SLOGANS):
        lines = [f"{n}. {' '.join(said.split())}" for n, said in enumerate(slogans, 1)]
        found.append(("KHẨU HIỆU TUYÊN TRUYỀN", tuple(Text(Line.ITEM, line) for line in lines)))
    return [
        Annex(f"PHỤ LỤC {number}", title, blocks)
        for number, (title, blocks) in zip(_ROMAN, found, strict=False)
    ]
