"""What drafts of reports lack, as "Who has not sent?" gathers it over all rooms."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from loa.plans.models import Plan
from loa.plans.owed import Owed
from loa.reports.models import KeptReport


def figures_missing(_today: date) -> Iterable[Owed]:
    """Yield, for each draft of a real report, how many figures each organisation owes it.

    A figure that a plan's report and a unit's both lack is owed once: to the one due first.
    """
    issuers = dict(Plan.objects.values_list("key", "issuer_key"))
    drafts = KeptReport.objects.filter(frozen_at=None, simulated=False, missing__gt=0)
    told_of: set[tuple[str, ...]] = set()
    for row in drafts.order_by("due_on", "pk"):
        owing: dict[tuple[str, str], int] = {}
        for line in row.report().missing:
            body = line.figure.owed
            if body is not None and body.organisation:
                same = (body.organisation, str(row.starts), str(row.until), *line.key)
                if same in told_of:
                    continue
                told_of.add(same)
                key = (body.organisation, body.name)
                owing[key] = owing.get(key, 0) + 1
        for (organisation, name), count in owing.items():
            told = ngettext(
                "%(n)s figure of “%(report)s”", "%(n)s figures of “%(report)s”", count
            ) % {"n": count, "report": row.title}
            yield Owed(
                organisation=organisation,
                name=name,
                what=told,
                due=row.due_on,
                url=reverse("reports:owing", args=(row.pk,)),
                plan=row.plan_key,
                issuer=row.organisation_key or issuers.get(row.plan_key, ""),
            )
