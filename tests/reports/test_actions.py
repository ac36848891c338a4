"""Stating, drafting, freezing; and what is different in a report that is made again."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.reports import world
from tests.reports.world import JULY, JUNE, NOW, heard, of_plan, two_months

from loa.core.canonical import digest
from loa.core.periods import Days
from loa.core.words import Grade
from loa.delivery.actions import take_back, take_evidence
from loa.people.models import Decision, Organisation, User
from loa.places.models import AdminUnit, Succession
from loa.reports import actions
from loa.reports.actions import ReportError, Said
from loa.reports.models import KeptReport, Statement
from loa.reports.queries import evidence
from loa.reports.queries.scope import practice_of
from loa.reports.rules import written
from loa.reports.rules.periods import STATE, Practice
from loa.reports.rules.report import Difference, Graded, Kind, Why

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
SAID = Said("02071", JUNE, "talk", "talks", 4, plan="thu", target="noi-chuyen")
LOUD = ("thu", "loa", "loudspeaker", "plays", "1", "02071@2025-07-01")
TALKS = ("thu", "noi-chuyen", "talk", "talks", "", "02071@2025-07-01")


@pytest.fixture
def officer() -> User:
    world.build()
    two_months()
    return User.objects.create(username="can-bo", display_name="Cán bộ 01")


def changed(said: Said, **more: Any) -> Said:
    return Said(**{name: getattr(said, name) for name in said.__slots__} | more)


def frozen(by: User) -> KeptReport:
    row = actions.draft(of_plan(), now=NOW)
    return actions.freeze(row, digest=row.digest, by=by, now=NOW)


def since(row: KeptReport) -> dict[tuple[str, ...], tuple[tuple[Why, int], ...]]:
    report = actions.make(of_plan(), now=LATER)
    assert report.earlier == row.digest
    for one in report.differences:
        changes = [change for _why, change in one.parts]
        assert sum(changes) == one.after.total - one.before.total
    return {one.line: one.parts for one in report.differences}


def test_a_statement_is_kept_with_who_made_it(officer: User) -> None:
    actions.state(SAID, by=officer, now=NOW)
    row = Statement.objects.get()
    assert (row.quantity, row.said_as, row.said_at) == (4, "Cán bộ 01", NOW)


def test_a_statement_replaces_what_was_said_before_and_keeps_it(officer: User) -> None:
    actions.state(SAID, by=officer, now=NOW)
    actions.state(changed(SAID, quantity=6), by=officer, now=LATER)
    rows = Statement.objects.order_by("pk").values_list("quantity", "ended_at")
    assert list(rows) == [(4, LATER), (6, None)]


def test_the_same_statement_again_changes_nothing(officer: User) -> None:
    first = actions.state(SAID, by=officer, now=NOW)
    assert actions.state(SAID, by=officer, now=LATER) == first
    assert Statement.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({"channel": "portal", "measure": "articles"}, "đã tự ghi", id="machines-know"),
        pytest.param({"measure": "names"}, "không có trong biểu", id="nobody-is-named"),
        pytest.param({"measure": "comments"}, "không có trong biểu", id="opinions"),
        pytest.param({"measure": "signatures"}, "không có trong biểu", id="signatures"),
        pytest.param({"quantity": -1}, "phải từ 0", id="less-than-nothing"),
        pytest.param({"quantity": 10_000_001}, "phải từ 0", id="cannot-be-meant"),
        pytest.param({"unit_code": "99999"}, "mã “99999”", id="no-such-unit"),
        pytest.param({"target": "loa"}, "không có trong kế hoạch", id="of-another-channel"),
        pytest.param({"note": "x" * 301}, "Ghi chú dài", id="too-long-a-note"),
        pytest.param({"days": Days(date(2026, 1, 1), date(2026, 2, 1))}, "chưa tới", id="to-come"),
        pytest.param({"days": Days(date(2025, 6, 1))}, "ngày cuối", id="without-an-end"),
    ],
)
def test_what_no_sheet_takes_is_refused(
    officer: User, change: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ReportError, match=sentence):
        actions.state(changed(SAID, **change), by=officer, now=NOW)
    assert not Statement.objects.exists()


def test_days_that_are_told_already_are_not_told_twice(officer: User) -> None:
    actions.state(SAID, by=officer, now=NOW)
    half = Days(date(2025, 6, 1), date(2025, 7, 1))
    with pytest.raises(ReportError, match="rút số đó trước"):
        actions.state(changed(SAID, days=half), by=officer, now=NOW)


def test_a_statement_that_was_withdrawn_cannot_be_withdrawn_again(officer: User) -> None:
    row = actions.state(SAID, by=officer, now=NOW)
    actions.withdraw(row, now=LATER)
    with pytest.raises(ReportError, match="trước đó"):
        actions.withdraw(row, now=LATER)


def test_an_office_sets_its_own_practice_with_its_source() -> None:
    office = Organisation.objects.create(key="vp", name="Văn phòng", kind="department")
    assert practice_of("vp") == STATE
    own = Practice(1, 5, "Quy chế 01-QC/HU ngày 02/01/2025")
    actions.set_practice(office, own)
    assert practice_of("vp") == own
    with pytest.raises(ReportError, match="văn bản"):
        actions.set_practice(office, Practice(1, 5, " "))


def test_of_one_thing_there_is_one_draft(officer: User) -> None:
    first = actions.draft(of_plan(JULY, Kind.MONTH), now=NOW)
    again = actions.draft(of_plan(JULY, Kind.MONTH), now=LATER)
    assert (first.pk, KeptReport.objects.count(), again.made_at) == (again.pk, 1, LATER)


def test_what_is_kept_reads_back_as_it_was_made(officer: User) -> None:
    actions.state(SAID, by=officer, now=NOW)
    report = actions.make(of_plan(), now=NOW)
    row = actions.draft(of_plan(), now=NOW)
    assert KeptReport.objects.get(pk=row.pk).report() == report
    assert row.digest == written.digest(report) == digest(row.written())


def test_the_same_rows_at_the_same_time_are_the_same_bytes(officer: User) -> None:
    made = [written.written(actions.make(of_plan(), now=NOW)) for _ in range(2)]
    assert made[0] == made[1]


def test_a_frozen_report_keeps_its_figures_whatever_comes(officer: User) -> None:
    row = frozen(officer)
    before = row.written()
    take_evidence([heard("02071", date(2025, 7, 2), 99)])
    actions.draft(of_plan(), now=LATER)
    assert KeptReport.objects.get(pk=row.pk).written() == before
    assert KeptReport.objects.filter(frozen_at=None).count() == 1


def test_freezing_is_a_decision_in_the_log(officer: User) -> None:
    row = frozen(officer)
    entry = Decision.objects.get(verb="report.freeze")
    assert (entry.reference, entry.actor) == (f"report:{row.digest}", "can-bo")


def test_what_was_made_anew_meanwhile_is_not_frozen(officer: User) -> None:
    row = actions.draft(of_plan(), now=NOW)
    seen = row.digest
    take_evidence([heard("02071", date(2025, 7, 2), 99)])
    actions.draft(of_plan(), now=LATER)
    with pytest.raises(ReportError, match="mở lại"):
        actions.freeze(row, digest=seen, by=officer, now=LATER)


def test_a_report_is_frozen_once(officer: User) -> None:
    row = frozen(officer)
    with pytest.raises(ReportError, match="đã chốt"):
        actions.freeze(row, digest=row.digest, by=officer, now=LATER)


def test_days_that_still_run_are_not_frozen(officer: User) -> None:
    row = actions.draft(of_plan(Days(date(2025, 8, 15), date(2025, 9, 15))), now=NOW)
    with pytest.raises(ReportError, match="chưa hết"):
        actions.freeze(row, digest=row.digest, by=officer, now=NOW)


def test_nothing_new_is_no_difference(officer: User) -> None:
    assert since(frozen(officer)) == {}


@pytest.mark.parametrize("listed", [True, False], ids=["row-by-row", "summed"])
def test_late_evidence_and_evidence_taken_back_are_told_apart(
    officer: User, monkeypatch: pytest.MonkeyPatch, *, listed: bool
) -> None:
    monkeypatch.setattr(evidence, "LISTED", 1000 if listed else 0)
    row = frozen(officer)
    take_evidence([heard("02071", date(2025, 7, 2), 99, quantity=7)])
    take_back(["asrun:2"])
    assert since(row) == {LOUD: ((Why.LATE, 7), (Why.TAKEN_BACK, -3))}


def test_the_same_in_another_grade_is_regraded(officer: User) -> None:
    row = frozen(officer)
    take_back(["asrun:2"])
    better = heard("02071", date(2025, 6, 1), 98, quantity=3, grade=Grade.CONFIRMED)
    take_evidence([better])
    (found,) = actions.make(of_plan(), now=LATER).differences
    assert found == Difference(
        LOUD, Graded(reported=3, recorded=6), Graded(recorded=6, confirmed=3), None, None,
        ((Why.REGRADED, 0),),
    )  # fmt: skip
    assert row.frozen


@pytest.mark.parametrize(
    ("first", "then", "parts"),
    [
        pytest.param(None, 5, ((Why.SAID_LATE, 5),), id="came-late"),
        pytest.param(4, 6, ((Why.SAID_ANEW, 2),), id="changed"),
        pytest.param(4, None, ((Why.WITHDRAWN, -4),), id="withdrawn"),
    ],
)
def test_statements_that_changed_are_told(
    officer: User, first: int | None, then: int | None, parts: tuple[tuple[Why, int], ...]
) -> None:
    if first is not None:
        actions.state(changed(SAID, quantity=first), by=officer, now=NOW)
    row = frozen(officer)
    if then is not None:
        actions.state(changed(SAID, quantity=then), by=officer, now=LATER)
    else:
        actions.withdraw(Statement.objects.get(), now=LATER)
    assert since(row)[TALKS] == parts


def test_a_unit_that_merged_handed_its_figures_on(officer: User) -> None:
    # It becomes known only after the report that 02044 had become part of 02071.
    take_evidence([heard("02044", date(2025, 6, 1), 50, quantity=2)])
    row = frozen(officer)
    old = AdminUnit.objects.get(code="02044", valid_until=date(2025, 7, 1))
    Succession.objects.filter(predecessor=old).delete()
    new = AdminUnit.objects.get(code="02071", valid_from=date(2025, 7, 1))
    Succession.objects.create(predecessor=old, successor=new, on=date(2025, 7, 1))
    found = since(row)
    assert found[LOUD] == ((Why.MERGED, 2),)
    assert found[(*LOUD[:5], "02044@2025-07-01")] == ((Why.MERGED, -2),)


def test_late_evidence_of_a_month_shows_in_the_report_of_the_next(officer: User) -> None:
    row = actions.draft(of_plan(JUNE, Kind.MONTH), now=NOW)
    actions.freeze(row, digest=row.digest, by=officer, now=NOW)
    take_evidence([
        heard("02071", date(2025, 6, 2), 98, quantity=2),
        heard("02071", date(2025, 7, 2), 99, quantity=7),
    ])  # fmt: skip
    report = actions.make(of_plan(JULY, Kind.MONTH), now=LATER)
    assert report.earlier == row.digest
    before = (*LOUD[:5], "02071@2004-12-31")  # by the units of June, in which it was cut
    assert {one.line: one.parts for one in report.differences} == {before: ((Why.LATE, 2),)}
    place = report.place("02071@2004-12-31")
    assert place is not None
    assert (place.name, place.holds) == ("xã Nghĩa Tá", False)
