"""What a draft lacks is told to whoever gathers what organisations owe."""

import pytest
from django.utils import timezone
from tests.reports import office, world

from loa.plans.owed import Owed, all_owed
from loa.reports.models import KeptReport
from loa.reports.owed import figures_missing

pytestmark = pytest.mark.django_db


def test_a_draft_says_who_owes_it_figures_and_a_frozen_one_is_silent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)
    row = office.build().draft()
    (body,) = {line.figure.owed for line in row.report().missing}
    assert body is not None
    today = timezone.localdate()
    expected = Owed(
        organisation=body.organisation,
        name=body.name,
        what=f"1 số liệu của “{row.title}”",
        due=row.due_on,
        url=f"/reports/{row.pk}/owing/",
        plan="thu",
        issuer="huyen-uy",
    )
    assert list(figures_missing(today)) == [expected]
    assert expected in all_owed(today)
    KeptReport.objects.update(frozen_at=world.NOW)
    assert list(figures_missing(today)) == []


def test_what_two_drafts_of_the_same_days_lack_is_owed_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)
    row = office.build().draft()
    today = timezone.localdate()
    once = list(figures_missing(today))
    twin = KeptReport.objects.get(pk=row.pk)
    twin.pk, twin.unit_code, twin.plan_key = None, "02071", ""
    twin.save()
    assert list(figures_missing(today)) == once
    twin.starts = twin.starts.replace(day=1)  # of other days: a debt of its own
    twin.save()
    assert len(list(figures_missing(today))) == 2 * len(once)
