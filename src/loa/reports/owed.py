"""What drafts of reports lack, as "Who has not sent?" gathers it over all rooms.

A report's document may have megabytes, so what it lacks stands beside it, under the digest of
the bytes it was read from: kept in the moment in which the document is, believed for those
bytes and no others.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loa.plans.models import Plan
from loa.plans.owed import Owed
from loa.reports.documents import wording
from loa.reports.models import KeptReport
from loa.reports.rules.report import Report


@dataclass(frozen=True, slots=True)
class Lack:
    """One figure that somebody owes a draft; `key` tells its line from every other."""

    organisation: str
    name: str
    key: tuple[str, ...]
    channel: str
    measure: str
    topic: str  # its name, empty for none


def lacking(report: Report, digest: str) -> dict[str, Any]:
    """Return what a report lacks as it is kept beside its document."""
    topics = {(one.plan, one.key): one.name for one in report.topics}
    figures = [
        [body.organisation, body.name, list(line.key), line.channel, line.measure,
         topics.get((line.plan, line.topic), "")]
        for line in report.missing
        if (body := line.figure.owed) is not None
    ]  # fmt: skip
    return {"digest": digest, "figures": figures}


def figures_missing(_today: date) -> Iterator[Owed]:
    """Yield, for each draft of a real report, the figures that each organisation owes it.

    A figure that a plan's report and a unit's both lack is owed once: to the one due first.
    """
    return (one for one in _owed() if one.organisation)


def figures_missing_in(row: KeptReport) -> list[Owed]:
    """Return what is owed to this report, and by the same bodies to other drafts.

    What both lack is owed to this one. Whoever has no organisation's key stands by the name.
    """
    url = reverse("reports:owing", args=(row.pk,))
    found = list(_owed(first=row.pk))
    bodies = {(one.organisation, one.name) for one in found if one.url == url}
    return [one for one in found if (one.organisation, one.name) in bodies]


def _owed(first: int = 0) -> Iterator[Owed]:
    issuers = dict(Plan.objects.values_list("key", "issuer_key"))
    rows = KeptReport.objects.filter(
        Q(frozen_at=None, simulated=False, missing__gt=0) | Q(pk=first)
    ).defer("document")
    told_of: set[tuple[str, ...]] = set()
    for row in sorted(rows.order_by("due_on", "pk"), key=lambda row: row.pk != first):
        owing: dict[tuple[str, str], list[Lack]] = {}
        for lack in _lacks(row):
            same = (lack.organisation or lack.name, str(row.starts), str(row.until), *lack.key)
            if same not in told_of:
                told_of.add(same)
                owing.setdefault((lack.organisation, lack.name), []).append(lack)
        for (organisation, name), lacks in owing.items():
            yield _one(row, organisation, name, lacks, issuers.get(row.plan_key, ""))


def _lacks(row: KeptReport) -> Iterable[Lack]:
    """Read what a report lacks; the document itself only if nothing is kept of these bytes."""
    kept = row.lacking
    if not kept or kept["digest"] != row.digest:
        kept = lacking(row.report(), row.digest)
        KeptReport.objects.filter(pk=row.pk, digest=row.digest).update(lacking=kept)
    return [
        Lack(organisation, name, tuple(key), channel, measure, topic)
        for organisation, name, key, channel, measure, topic in kept["figures"]
    ]


def _one(row: KeptReport, organisation: str, name: str, lacks: list[Lack], issuer: str) -> Owed:
    told = ngettext("%(n)s figure of “%(report)s”", "%(n)s figures of “%(report)s”", len(lacks)) % {
        "n": len(lacks),
        "report": row.title,
    }
    return Owed(
        organisation=organisation,
        name=name,
        what=told,
        due=row.due_on,
        url=reverse("reports:owing", args=(row.pk,)),
        plan=row.plan_key,
        issuer=row.organisation_key or issuer,
        details=tuple(dict.fromkeys(_detail(lack) for lack in lacks)),
        how=_("Fill figures in under Reports, or send them in a message; where there is none, 0."),
    )


def _detail(lack: Lack) -> str:
    told = f"{wording.channel(lack.channel)}: {wording.phrase(lack.measure).name.lower()}"
    return f"{told} ({lack.topic})" if lack.topic else told
