"""What a draft lacks is told to whoever gathers what organisations owe."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.reports import office, world

from loa.plans.owed import Owed, all_owed
from loa.reports.actions import Said, state
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
        details=("Báo cáo viên, tuyên truyền viên: buổi nói chuyện",),
        how="Số liệu điền ở mục Báo cáo hoặc nhắn lại; không có thì ghi số 0.",
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


def documents_read(queries: CaptureQueriesContext) -> int:
    return sum('"document"' in query["sql"] for query in queries)


def test_what_a_draft_lacks_is_not_read_from_its_document_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)
    office.build().draft()
    with CaptureQueriesContext(connection) as made:
        assert len(list(figures_missing(timezone.localdate()))) == 1
    assert documents_read(made) == 0  # kept when the draft was made
    KeptReport.objects.update(lacking=None)  # a draft of before
    with CaptureQueriesContext(connection) as first:
        found = list(figures_missing(timezone.localdate()))
    with CaptureQueriesContext(connection) as second:
        assert list(figures_missing(timezone.localdate())) == found
    assert (documents_read(first), documents_read(second), len(second)) == (1, 0, 2)


def test_what_is_kept_of_other_bytes_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)
    row = office.build().draft()
    found = list(figures_missing(timezone.localdate()))
    row.lacking["digest"], row.lacking["figures"] = "0" * 64, []
    row.save()
    assert list(figures_missing(timezone.localdate())) == found
    row.refresh_from_db()
    assert row.lacking["digest"] == row.digest


def test_a_draft_made_anew_says_at_once_what_it_lacks_now(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)
    there = office.build()
    there.draft()
    assert list(figures_missing(timezone.localdate())) != []
    talks = Said("02071", world.JUNE, "talk", "talks", 12, plan="thu", target="noi-chuyen")
    state(talks, by=there.planner, now=world.NOW)
    there.draft()
    assert list(figures_missing(timezone.localdate())) == []
