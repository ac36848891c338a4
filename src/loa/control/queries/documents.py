"""What the page of a document shows: findings as cards, the text as pieces, the questions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from loa.control import words as control
from loa.people.models import Organisation, User
from loa.places.rules import Unit
from loa.plans.drafting import composing, mending, passages, queries, values, words
from loa.plans.drafting.composing import Answers
from loa.plans.drafting.matching import Match, Office
from loa.plans.drafting.models import PlanDocument
from loa.plans.drafting.passages import Piece
from loa.plans.drafting.values import DAYS, FIELDS, TOLD, Row
from loa.plans.importing import mends, reasons
from loa.plans.models import Plan

AS_WRITTEN = "-"  # the issuer is nobody who is known here
GROUPS = {
    "phases": "phase",
    "topics": "topic",
    "assignments": "duty",
    "channels": "channel",
    "contradictions": "wrong",
    "not_understood": "unread",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a finding as a form asks for it."""

    name: str
    label: str
    value: str
    kind: str  # text, long, day, channel
    most: int


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a mend changes, as people read it."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as it is shown."""

    row: Row
    title: str
    said: str
    why: str
    sure: str
    group: str
    unsure: bool
    wanting: str
    fields: tuple[Field, ...] = ()
    steps: tuple[Step, ...] = ()
    office: str = ""
    alike: tuple[Office, ...] = ()
    passage: str = ""

    @property
    def droppable(self) -> bool:
        return bool(self.said) and self.row.kind not in {"issuer", "title"}

    @property
    def placed(self) -> bool:
        return self.row.end > self.row.start


@dataclass(frozen=True, slots=True)
class Asked:
    """What has to be answered first, and where."""

    sentence: str
    row: int


@dataclass(frozen=True, slots=True)
class Review:
    """Everything on the page of a document."""

    cards: list[Card]
    pieces: list[Piece]
    look: int
    unread: list[Card]
    wrong: int
    issuer: Match = field(default_factory=Match)
    units: list[Unit] = field(default_factory=list)
    answers: Answers = field(default_factory=Answers)
    asked: list[Asked] = field(default_factory=list)
    same: Plan | None = None
    day: date | None = None
    implements: Plan | None = None


def review(document: PlanDocument, user: User, *, unsure_first: bool, today: date) -> Review:
    """Return the page of a document, with its questions while no plan was made of it."""
    rows = queries.rows_of(document)
    cards = _cards(document, rows, unsure_first=unsure_first)
    shown = Review(
        cards=cards,
        pieces=list(passages.pieces(document.text, [row for row in rows if not row.dropped])),
        look=sum(card.unsure for card in cards),
        unread=[card for card in cards if card.row.kind == "not_understood"],
        wrong=sum(card.row.kind == "contradictions" for card in cards),
    )
    if document.plan_id is not None:
        return shown
    return _asking(shown, document, rows, user, today)


def _asking(
    shown: Review, document: PlanDocument, rows: Sequence[Row], user: User, today: date
) -> Review:
    said = composing.text(rows, "issuer")
    match = queries.matched(said, issuer=said)
    issuer_key = _issuer(document.answers, match)
    known = Organisation.objects.filter(key=issuer_key).first()
    day = composing.first_day(rows, today)
    units = queries.areas(
        document,
        user,
        issuer=said,
        issuer_unit=known.unit_code if known else "",
        day=day,
        today=today,
    )
    area = document.answers.get("area")
    chosen = [unit.code for unit in units if unit.code in area] if area else []
    answers = Answers(
        plan_kind=str(document.answers.get("plan_kind", _kind(composing.text(rows, "title")))),
        issuer_key=issuer_key,
        area=tuple(chosen or [unit.code for unit in units[:1]]),
    )
    names = {row.number: row.text("name") or row.text() or row.text("unit") for row in rows}
    asked = [
        Asked(_sentence(one.code, names.get(one.row, "")), one.row)
        for one in composing.questions(rows, answers)
    ]
    bare = composing.compose(
        [row for row in rows if row.kind in {"number", "issuer"}], answers, keys=()
    )
    same = queries.same_number(bare.plan.issuer_key, bare.plan.number)
    upper = queries.upper_plan_of(rows)
    return Review(
        cards=shown.cards,
        pieces=shown.pieces,
        look=shown.look,
        unread=shown.unread,
        wrong=shown.wrong,
        issuer=match,
        units=units,
        answers=answers,
        asked=asked,
        same=same,
        day=day,
        implements=Plan.objects.filter(key=upper).first() if upper else None,
    )


def _issuer(answers: Mapping[str, Any], match: Match) -> str:
    said = str(answers.get("issuer", ""))
    if said == AS_WRITTEN:
        return ""
    return said or (match.sure.key if match.sure else "")


def _kind(title: str) -> str:
    folded = title.casefold()
    return "monthly" if "định hướng" in folded and "tháng" in folded else "campaign"


def _sentence(code: str, name: str) -> str:
    short = f"{name[:60]}…" if len(name) > 60 else name  # noqa: PLR2004 -- a sentence, not the text
    return str(words.QUESTIONS[code]) % {"name": short}


def _cards(document: PlanDocument, rows: list[Row], *, unsure_first: bool) -> list[Card]:
    ordered = values.in_order(rows, unsure_first=unsure_first, below=reasons.FAIRLY)
    names = dict(Organisation.objects.values_list("key", "name"))
    return [_card(document, row, rows, names) for row in ordered]


def _card(document: PlanDocument, row: Row, rows: list[Row], names: Mapping[str, str]) -> Card:
    language = words.language()
    is_wrong = row.kind == "contradictions"
    title = reasons.TITLES[row.kind][language]
    return Card(
        row=row,
        title=mends.KINDS[row.text("kind")][language] if is_wrong else title,
        said=said(row),
        why=reasons.reason(row.why, language),
        sure=reasons.confidence(row.confidence, language),
        group=GROUPS.get(row.kind, "other"),
        unsure=values.unsure(row, below=reasons.FAIRLY),
        wanting=_want(row),
        fields=() if row.kind in TOLD else tuple(_fields(row)),
        steps=tuple(_steps(row, rows)) if is_wrong and not row.settled else (),
        office=names.get(row.text("organisation"), ""),
        alike=tuple(Office(**one) for one in row.values.get("alike", ())),
        passage=document.text[row.start : row.end],
    )


def _want(row: Row) -> str:
    code = values.wanting(row)
    return _sentence(code, row.text("name") or row.text()) if code else ""


def said(row: Row) -> str:
    """Return a finding as one reads it."""
    if row.kind == "contradictions":
        return mends.mend(row.text("kind"), row.values.get("facts", {}), words.language())
    if row.kind == "phases":
        first, last = (mends.written(row.text(edge)) or "…" for edge in ("starts", "ends"))
        return f"{row.text('name')}: {first} – {last}"
    if row.kind == "assignments":
        return f"{row.text('unit')}: {row.text('duty')}"
    if row.kind == "channels":
        return control.said(control.CHANNELS, row.text())
    return mends.written(row.text())


def _fields(row: Row) -> Iterable[Field]:
    for name in FIELDS[row.kind]:
        most = values.longest(row.kind, name)
        kind = "long" if most > values.LONGEST_NUMBER else "text"
        if (row.kind, name) in DAYS:
            kind = "day"
        elif row.kind == "channels":
            kind = "channel"
        yield Field(name, words.field(row.kind, name), row.text(name), kind, most)


def _steps(contradiction: Row, rows: list[Row]) -> Iterable[Step]:
    by_number = {row.number: row for row in rows}
    for change in mending.mend(contradiction, rows):
        row = by_number[change.number]
        what = reasons.TITLES[row.kind][words.language()]
        yield Step(what, mends.written(change.before), mends.written(change.after))


LEADS_TO = {
    "targets": "control:targets",
    "weights": "control:topics",
    "topics": "control:topics",
    "assignments": "control:assignments",
    "organisations": "control:assignments",
    "due": "control:assignments",
}


def origin(plan: Plan) -> dict[str, Any]:
    """Return what a plan's page says of the document that it came from."""
    documents = queries.documents_of(plan)
    if not documents:
        return {"documents": []}
    lacks = [
        (
            words.LACKS[lack.code],
            ", ".join(control.said(control.CHANNELS, one) for one in lack.about),
            reverse(LEADS_TO.get(lack.code, "control:plan"), args=[plan.key]),
        )
        for lack in queries.lacks(plan, queries.channels_named(documents))
    ]
    came = [
        (one, [(said(found.as_row()), found.pk) for found in one.findings.exclude(part="")])
        for one in documents
    ]
    return {"documents": came, "number": plan.number, "lacks": lacks}
