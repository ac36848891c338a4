"""Feedback's verbs: receive, answer, forward, decline, hand to the newsroom, forget.

What is asked of a loudspeaker is done before anybody reads the complaint; the answer gives
its loudness back. The decision log keeps the number and who decided, never who complained.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from loa.core.secrecy import is_secret
from loa.core.words import Genre
from loa.delivery import drafts, loudness
from loa.delivery.drafts import Draft, DraftError
from loa.feedback import rules
from loa.feedback.models import Answer, Attempt, Contact, Matter
from loa.feedback.rules import Kind, State, Trouble
from loa.feedback.voice import Voice
from loa.people import decisions
from loa.people.models import Organisation, User
from loa.people.queries import post_on
from loa.places import queries as places


class FeedbackError(Exception):
    """What was asked cannot be done; the sentence is for a person."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What somebody came with. `form` is the seal of the form that it came in."""

    kind: Kind
    unit_code: str
    form: str
    text: str = ""
    place: str = ""
    place_name: str = ""
    trouble: Trouble | None = None
    name: str = ""
    reach: str = ""


@transaction.atomic
def receive(brought: Brought, *, now: datetime, entered_by: User | None = None) -> Matter:
    """Take a matter in; the same form again is the same matter.

    A complaint about loudness turns its place down at once. Raises FeedbackError, and
    nothing is kept, when there are no words, or there is no such place any more.
    """
    known = Matter.objects.filter(form=brought.form).first()
    if known is not None:
        return known
    text = "" if brought.kind is Kind.LOUDNESS else rules.tidy(brought.text)
    _check(brought, text)
    today = timezone.localdate(now)
    matter = Matter.objects.create(
        number=_new_number(),
        kind=brought.kind,
        unit_code=brought.unit_code,
        place=brought.place if brought.kind is Kind.LOUDNESS else "",
        place_name=brought.place_name if brought.kind is Kind.LOUDNESS else "",
        trouble=(brought.trouble or Trouble.LOUD) if brought.kind is Kind.LOUDNESS else "",
        text=text,
        received_on=today,
        due_on=rules.due_on(brought.kind, today, answer_days=settings.CONFIG.answer_days),
        entered_by=entered_by,
        form=brought.form,
    )
    name, reach = (rules.tidy(part) for part in (brought.name, brought.reach))
    if name or reach:
        Contact.objects.create(matter=matter, name=name, reach=reach)
    if brought.kind is Kind.LOUDNESS and not loudness.lower(
        brought.place, reference=matter.number, now=now
    ):
        raise FeedbackError(_("This loudspeaker is not there any more. Please choose another."))
    return matter


def _check(brought: Brought, text: str) -> None:
    if brought.kind is Kind.LOUDNESS:
        return
    if not text:
        raise FeedbackError(_("Please write what it is about."))
    if len(text) > rules.LONGEST_TEXT:
        raise FeedbackError(
            _("At most %(most)s characters; what you wrote is still here.")
            % {"most": rules.LONGEST_TEXT}
        )
    if is_secret(text):
        raise FeedbackError(_("This bears a mark of secrecy: such papers have no place here."))


def _new_number() -> str:
    while Matter.objects.filter(number=(number := rules.number(secrets.choice))).exists():
        pass
    return number


@transaction.atomic
def answer(
    matter: Matter,
    *,
    text: str,
    public: bool,
    question: str = "",
    voice: Voice | None = None,
    by: User,
    now: datetime,
) -> Answer:
    """Answer a matter and close it; a loudspeaker that was turned down is as before.

    `voice` says the words aloud besides: who cannot hear reads them.
    Raises FeedbackError when it is closed, when there are no words, or when a public answer
    does not tell the question in the office's own words.
    """
    row = _still_open(matter)
    words, told = rules.tidy(text), rules.tidy(question)
    if not words:
        raise FeedbackError(_("An answer needs words."))
    if public and not told:
        raise FeedbackError(
            _("Tell the question in your own words: what a resident wrote is never published.")
        )
    if is_secret(words) or is_secret(told):
        raise FeedbackError(_("This bears a mark of secrecy: such papers have no place here."))
    today = timezone.localdate(now)
    given = Answer.objects.create(
        matter=row,
        public=public,
        question=told if public else "",
        text=words,
        voice=voice.address if voice else "",
        voice_ms=voice.ms if voice else 0,
        by=by,
        post=_post(by, row.unit_code, today),
        on=today,
    )
    _close(row, State.ANSWERED, reason="", today=today)
    loudness.restore(row.number, now=now)
    decisions.record(actor=by, verb="feedback.answer", reference=_reference(row), now=now)
    matter.refresh_from_db()
    return given


@transaction.atomic
def forward(matter: Matter, *, to: str, by: User, now: datetime) -> None:
    """Hand a matter to the level above: it stays open, and its receipt says to whom."""
    row, office = _still_open(matter), rules.tidy(to)
    if not office:
        raise FeedbackError(_("Say to which office it goes."))
    row.state, row.reason = State.FORWARDED, office[:200]
    row.save(update_fields=["state", "reason"])
    decisions.record(
        actor=by, verb="feedback.forward", reference=_reference(row), reason=office, now=now
    )
    matter.refresh_from_db()


@transaction.atomic
def decline(matter: Matter, *, reason: str, by: User, now: datetime) -> None:
    """Close a matter without an answer, with a reason that its receipt shows.

    A complaint about loudness is never declined: it is answered.
    """
    row, why = _still_open(matter), rules.tidy(reason)
    if row.kind == Kind.LOUDNESS:
        raise FeedbackError(_("Somebody asked for quiet: that gets an answer."))
    if not why:
        raise FeedbackError(_("Say why, in a sentence: the receipt shows it."))
    _close(row, State.DECLINED, reason=why[:200], today=timezone.localdate(now))
    decisions.record(
        actor=by, verb="feedback.decline", reference=_reference(row), reason=why, now=now
    )
    matter.refresh_from_db()


@transaction.atomic
def broadcast(matter: Matter, *, by: User, now: datetime) -> str:
    """Hand a public answer to the newsroom as a draft; again changes nothing.

    Only the office's own words go: the question as it tells it, and the answer. Raises
    FeedbackError when there is no public answer, or nobody takes it.
    """
    given = Answer.objects.select_for_update().filter(matter=matter, public=True).first()
    if given is None:
        raise FeedbackError(_("Only a public answer can be broadcast."))
    if given.item:
        return given.item
    draft = Draft(
        key=f"tra-loi-{matter.number.lower()}",
        genre=Genre.ANSWER,
        headline=given.question,
        text=_("A resident asks: %(question)s") % {"question": given.question}
        + "\n\n"
        + given.text,
        unit_code=matter.unit_code,
        source=given.post,
    )
    try:
        given.item = drafts.hand_over(draft, by=by, now=now)
    except DraftError as error:
        raise FeedbackError(str(error)) from error
    given.save(update_fields=["item"])
    decisions.record(actor=by, verb="feedback.broadcast", reference=_reference(matter), now=now)
    return given.item


@transaction.atomic
def forget(now: datetime) -> int:
    """Delete the contacts whose day has come, and what limits no longer count."""
    Attempt.objects.filter(at__lt=now - timedelta(days=1)).delete()
    gone, _rows = Contact.objects.filter(delete_on__lte=timezone.localdate(now)).delete()
    return gone


def _post(by: User, unit_code: str, day: date) -> str:
    """Return the post in which somebody answers for a unit: of several, the nearest over it."""
    around = [unit_code, *(unit.code for unit in places.ancestors(unit_code, day))]
    offices = Organisation.objects.filter(unit_code__in=around)
    nearest = sorted(offices, key=lambda office: around.index(office.unit_code))
    posts = (post_on(by, day, office) for office in nearest)
    post = next(filter(None, posts), None) or post_on(by, day)
    return f"{post.title}, {post.organisation.name}" if post else ""


def _still_open(matter: Matter) -> Matter:
    row = Matter.objects.select_for_update().get(pk=matter.pk)
    if not row.open:
        raise FeedbackError(_("This matter is closed already."))
    return row


def _close(matter: Matter, state: State, *, reason: str, today: date) -> None:
    matter.state, matter.reason, matter.closed_on = state, reason, today
    matter.save(update_fields=["state", "reason", "closed_on"])
    Contact.objects.filter(matter=matter).update(
        delete_on=today + timedelta(days=settings.CONFIG.contact_days)
    )


def _reference(matter: Matter) -> str:
    return f"feedback:{matter.number}"
