"""What is done with reports: units state figures, drafts are made, reports are frozen."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from loa.core.canonical import digest as digest_of
from loa.core.periods import DAY, Days
from loa.delivery import registry
from loa.people import decisions
from loa.people import queries as people
from loa.people.models import Organisation, User
from loa.places import queries as places
from loa.plans.models import Target
from loa.plans.queries import local_day
from loa.reports.models import LONGEST_NOTE, KeptReport, ReportingPractice, Statement
from loa.reports.owed import lacking
from loa.reports.queries.composing import compose
from loa.reports.queries.earlier import differences_since
from loa.reports.queries.standings import Outages
from loa.reports.rules import sheet, written
from loa.reports.rules.asking import Ask
from loa.reports.rules.periods import Practice
from loa.reports.rules.report import Report


class ReportError(Exception):
    """Something that cannot be done to a report; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Said:
    """One figure as a unit states it; `target` is a key of the plan's, empty for none."""

    unit_code: str
    days: Days
    channel: str
    measure: str
    quantity: int
    plan: str = ""
    target: str = ""
    note: str = ""

    @property
    def until(self) -> date:
        """The first day that is not counted."""
        return self.days.end or self.days.start


@transaction.atomic
def state(said: Said, *, by: User, now: datetime) -> Statement:
    """Take a unit's figure; it replaces what was said of the same before. The same changes nothing.

    Whether this person may speak for the unit is for the caller to know. Raises ReportError
    for what no sheet takes.
    """
    _check(said, now)
    same = _same(said)
    standing = same.first()
    if standing and (standing.quantity, standing.note) == (said.quantity, said.note):
        return standing
    same.update(ended_at=now)
    return Statement.objects.create(
        unit_code=said.unit_code,
        starts=said.days.start,
        until=said.until,
        plan_key=said.plan,
        target_key=said.target,
        channel=said.channel,
        measure=said.measure,
        quantity=said.quantity,
        note=said.note,
        said_by=by,
        said_as=_signed(by, now),
        said_at=now,
    )


@transaction.atomic
def state_all(
    said: Iterable[Said], *, by: User, now: datetime, back: Iterable[Statement] = ()
) -> int:
    """Take the figures of one sheet, all or none, `back` taken back; return how many are new.

    Raises ReportError as `state` and `withdraw` do.
    """
    for statement in back:
        withdraw(statement, now=now)
    return sum(state(one, by=by, now=now).said_at == now for one in said)


@transaction.atomic
def withdraw(statement: Statement, *, now: datetime) -> None:
    """Take a statement back; the figure is missing again. Raises ReportError when it ended."""
    ended = Statement.objects.filter(pk=statement.pk, ended_at=None).update(ended_at=now)
    if not ended:
        raise ReportError(_("This figure was corrected or taken back before."))


def _same(said: Said) -> QuerySet[Statement]:
    return Statement.objects.select_for_update().filter(
        unit_code=said.unit_code,
        starts=said.days.start,
        until=said.until,
        plan_key=said.plan,
        target_key=said.target,
        channel=said.channel,
        measure=said.measure,
        ended_at=None,
    )


def _check(said: Said, now: datetime) -> None:
    today = local_day(now)
    if said.until <= said.days.start:
        raise ReportError(_("A figure needs its first and its last day."))
    if said.days.start > today:
        raise ReportError(
            _("These days begin on %(day)s, which is still to come.")
            % {"day": f"{said.days.start:%d/%m/%Y}"}
        )
    if len(said.note) > LONGEST_NOTE:
        raise ReportError(
            _("The note is longer than %(most)s letters: make it shorter.") % {"most": LONGEST_NOTE}
        )
    refused = sheet.objection(said.channel, said.measure, said.quantity, registry.channels())
    if refused is not None:
        raise ReportError(refused.sentence)
    ends = (said.days.start, said.until - DAY)
    if not any(places.unit_on(said.unit_code, day) for day in ends):
        raise ReportError(
            _("No unit has the code “%(code)s” in these days.") % {"code": said.unit_code}
        )
    if said.target and not _serves(said):
        raise ReportError(_("The plan has no such target, or counts it in another measure."))
    _refuse_overlap(said)


def _serves(said: Said) -> bool:
    rows = Target.objects.filter(plan__key=said.plan, key=said.target, channel=said.channel)
    extra = said.measure in sheet.ATTENDED.get(said.channel, ())
    return (rows if extra else rows.filter(unit=said.measure)).exists()


def _refuse_overlap(said: Said) -> None:
    """Refuse a figure for days of which some are told already: they would count twice."""
    other = (
        Statement.objects.filter(
            unit_code=said.unit_code,
            plan_key=said.plan,
            target_key=said.target,
            channel=said.channel,
            measure=said.measure,
            ended_at=None,
            starts__lt=said.until,
            until__gt=said.days.start,
        )
        .exclude(starts=said.days.start, until=said.until)
        .first()
    )
    if other is not None:
        raise ReportError(
            _(
                "There is a figure from %(first)s until before %(until)s already: take that one "
                "back first, so that nothing counts twice."
            )
            % {"first": f"{other.starts:%d/%m/%Y}", "until": f"{other.until:%d/%m/%Y}"}
        )


def _signed(by: User, now: datetime) -> str:
    title = people.title_on(by, local_day(now))
    return ", ".join(part for part in (by.get_full_name(), title) if part)


@transaction.atomic
def set_practice(organisation: Organisation, practice: Practice) -> ReportingPractice:
    """Keep when an office's months end and its reports are due. It needs a source."""
    if not practice.source.strip():
        raise ReportError(_("Give number and day of the document that sets the cut-off."))
    row, _new = ReportingPractice.objects.update_or_create(
        organisation=organisation,
        defaults={
            "cut_off": practice.cut_off,
            "due_days": practice.due_days,
            "source": practice.source.strip(),
        },
    )
    return row


def make(ask: Ask, *, now: datetime, outages: Outages | None = None) -> Report:
    """Make a report with what differs from the last frozen one; keep nothing.

    Raises AskError for one that cannot be made.
    """
    report = compose(ask, now=now, outages=outages)
    since = differences_since(ask, report, now=now)
    if since is None:
        return report
    return replace(
        report,
        earlier=since.digest,
        differences=since.differences,
        places=(*report.places, *since.places),
    )


def draft(ask: Ask, *, now: datetime, outages: Outages | None = None) -> KeptReport:
    """Make the draft of a report, or make it anew: of one thing there is one draft.

    One in which nothing has changed stays as it is, its bytes included. `outages`: for whoever
    makes many of the same days. Raises AskError for one that cannot be made; the draft that
    there was stays then.
    """
    report = make(ask, now=now, outages=outages)
    same = _standing(ask, report)
    if same is not None and _alike(same.report(), report):
        KeptReport.objects.filter(pk=same.pk, frozen_at=None).update(made_at=now)
        same.made_at = now
        return same
    document = written.written(report)
    digest = digest_of(document)
    facts: Mapping[str, object] = {
        "title": report.title[:500],
        "due_on": report.due_on,
        "missing": len(report.missing),
        "digest": digest,
        "document": zlib.compress(document, 6),
        "lacking": lacking(report, digest),
        "made_at": now,
    }
    row, _new = KeptReport.objects.update_or_create(
        **_identity(ask, report), frozen_at=None, defaults=facts
    )
    return row


def _standing(ask: Ask, report: Report) -> KeptReport | None:
    return KeptReport.objects.filter(**_identity(ask, report), frozen_at=None).first()


def _identity(ask: Ask, report: Report) -> dict[str, Any]:
    """Return what tells this report from every other."""
    return {
        "kind": report.kind,
        "plan_key": ask.plan,
        "phase_key": ask.phase,
        "unit_code": ask.unit,
        "organisation_key": report.issuer_key,
        "starts": report.starts,
        "until": report.until,
        "cut_on": report.cut_on,
        "simulated": report.simulated,
    }


def _alike(one: Report, other: Report) -> bool:
    """Whether two reports say the same, whenever they were made."""
    return replace(one, as_of=other.as_of, watermark=other.watermark) == other


@transaction.atomic
def freeze(row: KeptReport, *, digest: str, by: User, now: datetime) -> KeptReport:
    """Freeze a draft as somebody saw it: `digest` says what they saw. It stands for good.

    Whether this person may is for the caller to know. Raises ReportError when it is frozen
    already, was made anew meanwhile, or its days are not over.
    """
    held = KeptReport.objects.select_for_update().filter(pk=row.pk).first()
    if held is None or held.frozen:
        raise ReportError(_("This report is frozen already, or gone."))
    if held.until > local_day(now):
        raise ReportError(_("Its days are not over: it can be frozen after the last one."))
    if held.digest != digest:
        raise ReportError(
            _("The figures have just changed: open the report again, look, then freeze.")
        )
    held.frozen_at, held.frozen_by = now, by
    held.save(update_fields=["frozen_at", "frozen_by"])
    decisions.record(
        actor=by,
        verb="report.freeze",
        reference=f"report:{held.digest}",
        now=now,
        organisation=Organisation.objects.filter(key=held.organisation_key).first(),
    )
    return held
