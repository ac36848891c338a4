"""Events and public answers in the search: found as long as their pages answer."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.urls import reverse
from django.utils import timezone

from loa.channels.portal.live import queries as live
from loa.channels.portal.models import AgendaLine, EventNotes, EventPaper, LiveLog
from loa.feedback.models import Answer
from loa.plans.models import Event, Plan
from loa.search.actions import forget, index
from loa.search.rules import Entry

EVENT, ANSWERED = "event", "answered"


def follow() -> None:
    """Keep the index in step with what is saved and deleted."""
    for model, act in (
        (Event, _event_saved), (Plan, _plan_saved), (EventNotes, _told), (LiveLog, _told),
        (AgendaLine, _part_told), (EventPaper, _part_told), (Answer, _answer_saved),
    ):  # fmt: skip
        post_save.connect(act, sender=model, dispatch_uid=f"website-found-{model.__name__}")
    post_delete.connect(_event_gone, sender=Event, dispatch_uid="website-event-gone")
    post_delete.connect(_answer_gone, sender=Answer, dispatch_uid="website-answer-gone")


def entries() -> Iterator[Entry]:
    """Yield every event of an approved plan, and every public answer."""
    events = Event.objects.filter(plan__state=Plan.State.APPROVED).select_related("plan")
    for row in events.iterator():
        yield _event(row)
    for answer in Answer.objects.filter(public=True).select_related("matter").iterator():
        yield _answer(answer)


def _event(row: Event) -> Entry:
    notes = EventNotes.objects.filter(plan_key=row.plan.key, event_key=row.key).first()
    told = [row.theme, row.motto]
    if notes is not None:
        told += [notes.place, notes.lessons]
        told += [f"{line.when} {line.what}" for line in notes.agenda.all()]
        told += [f"{paper.number} {paper.document.title}" for paper in notes.papers.all()]
    told += [one.text for one in live.log(row.plan.key, row.key) if not one.withdrawn]
    return Entry(
        key=_event_key(row),
        url=reverse("website:event", args=(row.plan.key, row.key)),
        title=row.name,
        text="\n".join(filter(None, told)),
        kind=EVENT,
        unit=" ".join(row.plan.area),
        # When it was announced, not when it is held: what is ahead is found today.
        published_at=row.plan.approved_at,
    )


def _answer(row: Answer) -> Entry:
    begins = timezone.make_aware(datetime.combine(row.on, time.min))
    return Entry(
        key=_answer_key(row),
        url=reverse("website:answer", args=(row.pk,)),
        title=row.question,
        text=f"{row.text}\n{row.post}",
        kind=ANSWERED,
        unit=row.matter.unit_code,
        published_at=begins,
    )


def _event_key(row: Event) -> str:
    return f"website:event:{row.plan.key}/{row.key}"


def _answer_key(row: Answer) -> str:
    return f"website:answer:{row.pk}"


def _keep(row: Event | None) -> None:
    if row is None:
        return
    if row.plan.state == Plan.State.APPROVED:
        index(_event(row))
    else:
        forget(_event_key(row))


def _event_saved(instance: Event, **_facts: Any) -> None:
    _keep(instance)


def _event_gone(instance: Event, **_facts: Any) -> None:
    forget(_event_key(instance))


def _plan_saved(instance: Plan, **_facts: Any) -> None:
    for row in Event.objects.filter(plan=instance).select_related("plan"):
        _keep(row)


def _told(instance: EventNotes | LiveLog, **_facts: Any) -> None:
    rows = Event.objects.filter(plan__key=instance.plan_key, key=instance.event_key)
    _keep(rows.select_related("plan").first())


def _part_told(instance: AgendaLine | EventPaper, **_facts: Any) -> None:
    _told(instance.notes)


def _answer_saved(instance: Answer, **_facts: Any) -> None:
    if instance.public:
        index(_answer(instance))
    else:
        forget(_answer_key(instance))


def _answer_gone(instance: Answer, **_facts: Any) -> None:
    forget(_answer_key(instance))
