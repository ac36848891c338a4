"""A frozen report shown to residents, and taken off again; an office's own templates."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from loa.people import decisions
from loa.people.models import Organisation, User
from loa.plans.exporting.layouts import Layout
from loa.reports.actions import ReportError
from loa.reports.documents import checking, word
from loa.reports.documents.heading import office_of
from loa.reports.models import KeptReport, OfficeTemplate, Publication


def published() -> QuerySet[Publication]:
    """Return what residents may read, the latest first."""
    rows = Publication.objects.filter(ended_at=None, report__frozen_at__isnull=False)
    return rows.select_related("report")


def is_published(row: KeptReport) -> bool:
    return published().filter(report=row).exists()


@transaction.atomic
def publish(row: KeptReport, *, by: User, now: datetime) -> Publication:
    """Show a frozen report to residents. Raises ReportError for a draft, and for a trial.

    A demonstration shows simulated reports too: nothing in it is real, and it says so.
    """
    if not row.frozen:
        raise ReportError(_("Freeze the figures first, then publish."))
    if row.simulated and not settings.CONFIG.demo:
        raise ReportError(_("Simulated figures are not published to residents."))
    shown, _new = Publication.objects.update_or_create(
        report=row, defaults={"published_at": now, "published_by": by, "ended_at": None}
    )
    _record(row, "report.publish", by=by, now=now)
    return shown


@transaction.atomic
def take_off(row: KeptReport, *, by: User, now: datetime) -> None:
    """Take a report off the public pages. Raises ReportError for one that is not there."""
    if not Publication.objects.filter(report=row, ended_at=None).update(ended_at=now):
        raise ReportError(_("This report is not on the public pages."))
    _record(row, "report.take-off", by=by, now=now)


def _record(row: KeptReport, verb: str, *, by: User, now: datetime) -> None:
    decisions.record(
        actor=by,
        verb=verb,
        reference=f"report:{row.digest}",
        now=now,
        organisation=office_of(row),
    )


def template_of(row: KeptReport, layout: Layout) -> bytes:
    """Return the template that a report's office keeps, or the one that everybody begins with."""
    kept = OfficeTemplate.objects.filter(
        organisation__key=row.organisation_key, layout=layout.word
    ).first()
    return bytes(kept.content) if kept else word.original(layout)


def keep_template(
    office: Organisation, layout: Layout, *, name: str, content: bytes, by: User, now: datetime
) -> list[checking.Problem]:
    """Keep an office's template if nothing is wrong with it, else return what is wrong.

    Raises checking.TemplateError for what is no Word file.
    """
    found = checking.problems(content)
    if not found:
        OfficeTemplate.objects.update_or_create(
            organisation=office,
            layout=layout.word,
            defaults={"name": name[:200], "content": content, "kept_at": now, "kept_by": by},
        )
    return found


def drop_template(office: Organisation, layout: Layout) -> None:
    """Go back to the template that everybody begins with."""
    OfficeTemplate.objects.filter(organisation=office, layout=layout.word).delete()
