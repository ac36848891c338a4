"""A report is made of evidence, statements, registers and promises, and of nothing else."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.conf import settings
from tests.reports import world
from tests.reports.world import (
    AUGUST,
    JULY,
    JUNE,
    NOW,
    WHOLE,
    at,
    figures,
    heard,
    of_plan,
    two_months,
)

from loa.core.periods import Days
from loa.delivery.actions import take_back, take_evidence
from loa.delivery.models import Evidence
from loa.feedback.models import Matter
from loa.people.models import User
from loa.reports import actions
from loa.reports.actions import Said
from loa.reports.queries import evidence
from loa.reports.queries.composing import compose
from loa.reports.rules import totals
from loa.reports.rules.asking import Ask, AskError
from loa.reports.rules.report import Graded, Kind, Line, Origin, Owed, Report, State

pytestmark = pytest.mark.django_db
NEW, OLD = date(2025, 7, 14), date(2025, 6, 30)
TALKS = Owed("Ban Tuyên giáo", "ban-tuyen-giao", "", date(2025, 6, 15))


@pytest.fixture
def officer() -> User:
    world.build()
    return User.objects.create(username="can-bo", display_name="Cán bộ 01")


def line(report: Report, target: str, measure: str, unit: str = "") -> Line:
    (found,) = [
        one
        for one in report.lines
        if (one.target, one.measure, one.unit) == (target, measure, unit)
    ]
    return found


def said(measure: str, quantity: int, days: Days = JUNE, **more: Any) -> Said:
    of = {"unit_code": "02071", "channel": "talk", "plan": "thu", "target": "noi-chuyen"}
    return Said(days=days, measure=measure, quantity=quantity, **(of | more))


def test_figures_of_the_period_and_since_the_plan_began() -> None:
    world.build()
    two_months()
    assert figures(compose(of_plan(JULY), now=NOW)) == {
        ("", "items", ""): (0, 1),
        ("", "plays", "02071@2025-07-01"): (0, 1),
        ("bai", "articles", ""): (0, 0),
        ("bai", "articles", "064@2004-12-31"): (0, 1),
        ("loa", "plays", "02071@2025-07-01"): (5, 9),
        ("noi-chuyen", "talks", ""): (0, 0),
    }


def test_each_grade_of_a_figure_is_told() -> None:
    world.build()
    two_months()
    figure = line(compose(of_plan(), now=NOW), "loa", "plays", "02071@2025-07-01").figure
    assert figure.cumulative == Graded(reported=3, recorded=6)


def test_cut_by_the_old_units_what_cannot_be_taken_apart_stays_under_its_own_name() -> None:
    world.build()
    two_months()
    report = compose(of_plan(cut_on=OLD), now=NOW)
    assert {unit: f for (target, _m, unit), f in figures(report).items() if target == "loa"} == {
        "02062@2004-12-31": (1, 1),
        "02071@2004-12-31": (3, 3),
        "02071@2025-07-01": (5, 5),
    }
    new = report.place("02071@2025-07-01")
    assert new is not None
    assert (new.parent, new.holds) == ("064@2004-12-31", False)


@pytest.mark.parametrize("cut_on", [OLD, NEW, date(2019, 5, 1)], ids=str)
def test_every_cut_has_the_same_totals(cut_on: date) -> None:
    world.build()
    two_months()
    usual = compose(of_plan(), now=NOW)
    other = compose(of_plan(cut_on=cut_on), now=NOW)
    assert totals.by_channel(other.lines) == totals.by_channel(usual.lines)
    assert totals.by_unit(other)[""] == totals.by_channel(usual.lines)


@pytest.mark.parametrize("cut_on", [OLD, NEW], ids=str)
def test_a_units_total_is_that_of_what_lies_in_it(cut_on: date) -> None:
    world.build()
    two_months()
    report = compose(of_plan(cut_on=cut_on), now=NOW)
    tops = [place.key for place in report.places if not place.parent]
    by_unit = totals.by_unit(report)
    plays = ("loudspeaker", "plays")
    assert sum(by_unit[top][plays].cumulative.total for top in tops if top in by_unit) == 10


def test_rows_in_their_thousands_are_summed_to_the_same_figures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world.build()
    two_months()
    one_by_one = compose(of_plan(JULY), now=NOW)
    monkeypatch.setattr(evidence, "LISTED", 2)
    summed = compose(of_plan(JULY), now=NOW)
    assert figures(summed) == figures(one_by_one)
    assert {s.reference for s in summed.sources if s.origin is Origin.EVIDENCE} == {""}
    (group,) = [s for s in summed.sources if s.starts == date(2025, 7, 1)]
    assert (group.quantity, group.rows, group.until) == (5, 1, date(2025, 7, 15))


def test_a_day_is_one_of_the_installations_clock() -> None:
    world.build()
    take_evidence([heard("02062", date(2025, 6, 15), 1)])
    Evidence.objects.update(at=at(date(2025, 6, 15), hour=0))
    assert (
        figures(compose(of_plan(JUNE), now=NOW)).get(("loa", "plays", "02071@2025-07-01")) is None
    )
    assert figures(compose(of_plan(JULY), now=NOW))["loa", "plays", "02071@2025-07-01"] == (1, 1)


def test_simulated_evidence_is_never_counted_with_real() -> None:
    world.build()
    take_evidence([heard("02062", date(2025, 6, 1), 1, simulated=True, quantity=7)])
    alone = compose(of_plan(), now=NOW)
    assert (alone.simulated, totals.by_channel(alone.lines)["loudspeaker", "plays"].period) == (
        True,
        Graded(recorded=7),
    )
    take_evidence([heard("02062", date(2025, 6, 1), 2)])
    both = compose(of_plan(), now=NOW)
    assert (both.simulated, totals.by_channel(both.lines)["loudspeaker", "plays"].period) == (
        False,
        Graded(recorded=1),
    )
    asked = compose(of_plan(simulated=True), now=NOW)
    assert [one.quantity for one in asked.sources] == [7]


def test_a_trial_beside_real_work_owes_no_statement(officer: User) -> None:
    actions.state(said("talks", 3), by=officer, now=NOW)
    report = compose(of_plan(simulated=True), now=NOW)
    assert report.missing == ()
    assert [s for s in report.sources if s.origin is Origin.SHEET] == []


def test_what_no_system_knows_is_missing_until_somebody_says_it(officer: User) -> None:
    missing = line(compose(of_plan(JUNE), now=NOW), "noi-chuyen", "talks").figure
    assert (missing.state, missing.owed, missing.promised) == (State.MISSING, TALKS, 10)
    actions.state(said("talks", 0), by=officer, now=NOW)
    report = compose(of_plan(JUNE), now=NOW)
    assert line(report, "noi-chuyen", "talks").figure.state is State.KNOWN
    told = line(report, "noi-chuyen", "talks", "02071@2004-12-31").figure
    assert (told.state, told.period) == (State.KNOWN, Graded())


def test_each_unit_owes_what_is_promised_for_each(officer: User) -> None:
    report = compose(of_plan(AUGUST), now=NOW)
    owing = {one.unit: one.figure for one in report.missing}
    nghia_ta = owing["02071@2025-07-01"]
    assert nghia_ta.owed == Owed("UBND xã Nghĩa Tá", "ubnd-nghia-ta", "02071", date(2025, 8, 15))
    assert nghia_ta.promised == 30
    assert {key.partition("@")[0] for key in owing} == {
        "01933", "02014", "02020", "02026", "02038", "02044", "02071", "02083",
    }  # fmt: skip


def test_a_month_that_still_runs_is_not_owed(officer: User) -> None:
    early = datetime(2025, 8, 14, 3, tzinfo=NOW.tzinfo)
    assert compose(of_plan(AUGUST), now=early).missing == ()


def test_a_partly_told_stretch_counts_what_came_and_says_who_owes_the_rest(officer: User) -> None:
    actions.state(said("talks", 4), by=officer, now=NOW)
    report = compose(of_plan(WHOLE), now=NOW)
    july = Owed("Ban Tuyên giáo", "ban-tuyen-giao", "", date(2025, 7, 15))
    assert line(report, "noi-chuyen", "talks").figure.owed == july
    assert totals.by_channel(report.lines)["talk", "talks"].cumulative == Graded(reported=4)


def test_few_people_are_not_told(officer: User) -> None:
    actions.state(said("attendees", 4), by=officer, now=NOW)
    figure = line(compose(of_plan(), now=NOW), "noi-chuyen", "attendees", "02071@2025-07-01").figure
    assert (figure.state, figure.period, figure.sources) == (State.WITHHELD, Graded(), ())
    report = compose(of_plan(), now=NOW)
    assert [s for s in report.sources if s.measure == "attendees"] == []


def test_many_people_are_told_by_their_number(officer: User) -> None:
    actions.state(said("attendees", 45), by=officer, now=NOW)
    figure = line(compose(of_plan(), now=NOW), "noi-chuyen", "attendees", "02071@2025-07-01").figure
    assert (figure.state, figure.period) == (State.KNOWN, Graded(reported=45))


def test_complaints_are_counted_for_the_area_unless_they_are_few() -> None:
    world.build()
    for number in range(6):
        Matter.objects.create(
            number=f"PA-{number}", kind="loudness", unit_code="02062", form=f"{number}",
            received_on=date(2025, 6, 1), due_on=date(2025, 6, 4), state="answered",
        )  # fmt: skip
    Matter.objects.create(
        number="PA-9", kind="question", unit_code="02062", form="9",
        received_on=date(2025, 6, 1), due_on=date(2025, 6, 11),
    )  # fmt: skip
    report = compose(of_plan(), now=NOW)
    told = {one.measure: (one.figure.state, one.figure.period.total) for one in report.lines
            if one.channel == "matters"}  # fmt: skip
    assert told == {
        "loudness": (State.KNOWN, 6),
        "loudness-answered": (State.KNOWN, 6),
        "question": (State.WITHHELD, 0),
    }


def test_a_report_of_a_phase_has_its_targets_alone() -> None:
    world.build()
    two_months()
    days = Days(date(2025, 5, 15), date(2025, 7, 15))
    report = compose(of_plan(days, Kind.PHASE, phase="dot-1"), now=NOW)
    assert {one.target for one in report.lines} == {"loa", "bai", "noi-chuyen"}
    assert report.title == "Kết quả thực hiện Kế hoạch số 1-KH/HU, đợt “Trước”"


def test_a_units_report_holds_its_own_area_in_all_its_plans() -> None:
    world.build()
    two_months()
    take_evidence([heard("02044", date(2025, 7, 1), 9)])
    report = compose(Ask(Kind.MONTH, JULY, unit="02071"), now=NOW)
    assert (report.unit, report.issuer) == ("02071@2025-07-01", "UBND xã Nghĩa Tá")
    assert report.title == (
        "Kết quả thực hiện công tác thông tin cơ sở của xã Nghĩa Tá tháng 7 năm 2025"
    )
    assert figures(report) == {
        ("", "plays", "02071@2025-07-01"): (0, 1),
        ("loa", "plays", "02071@2025-07-01"): (5, 9),
    }
    assert [place.code for place in report.places] == ["02071"]


def test_a_draft_plan_is_no_part_of_a_units_report() -> None:
    world.build(approved=False)
    two_months()
    report = compose(Ask(Kind.MONTH, JULY, unit="02071"), now=NOW)
    assert report.plans == ()
    assert [(one.plan, one.target, one.figure.cumulative.total) for one in report.lines] == [
        ("", "", 1)  # what was heard for no target
    ]


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        pytest.param(Ask(Kind.SPAN, WHOLE, plan="khong-co"), "Không có kế hoạch", id="no-plan"),
        pytest.param(Ask(Kind.MONTH, JULY, unit="02062"), "mã “02062” vào ngày", id="no-unit"),
        pytest.param(Ask(Kind.MONTH, JULY), "chọn một trong hai", id="neither"),
        pytest.param(Ask(Kind.MONTH, JULY, plan="thu", unit="064"), "một trong hai", id="both"),
        pytest.param(Ask(Kind.FINAL, JULY, unit="064"), "một trong hai", id="a-units-final"),
        pytest.param(
            Ask(Kind.PHASE, JULY, unit="064", phase="dot-1"), "đợt của kế hoạch", id="a-units-phase"
        ),
        pytest.param(of_plan(JULY, Kind.MONTH, phase="dot-1"), "đợt của kế hoạch", id="no-phases"),
        pytest.param(of_plan(Days(date(2025, 7, 1))), "ngày cuối", id="open"),
        pytest.param(of_plan(Days(date(2026, 7, 1), date(2026, 8, 1))), "chưa tới", id="future"),
        pytest.param(
            of_plan(Days(date(2025, 4, 1), date(2025, 5, 1))),
            "sau kỳ báo cáo",
            id="before-the-plan",
        ),
    ],
)
def test_what_cannot_be_reported_is_refused_with_its_mend(ask: Ask, sentence: str) -> None:
    world.build()
    with pytest.raises(AskError, match=sentence):
        compose(ask, now=NOW)


def test_what_was_taken_back_is_gone_from_a_new_report() -> None:
    world.build()
    two_months()
    take_back(["asrun:3"])
    report = compose(of_plan(), now=NOW)
    assert figures(report)["loa", "plays", "02071@2025-07-01"] == (4, 4)


def test_in_a_demonstration_the_simulated_stations_are_shown_with_what_was_stated(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, demo=True))
    actions.state(said("talks", 3), by=officer, now=NOW)
    take_evidence([heard("02062", date(2025, 6, 1), 1, simulated=True, quantity=7)])
    take_evidence([heard("02062", date(2025, 6, 1), 2)])
    report = compose(of_plan(), now=NOW)
    found = {what: total.cumulative for what, total in totals.by_channel(report.lines).items()}
    assert (report.simulated, found["loudspeaker", "plays"]) == (True, Graded(recorded=7))
    assert found["talk", "talks"] == Graded(reported=3)


def test_evidence_of_other_days_does_not_decide_what_is_shown() -> None:
    world.build()
    take_evidence([heard("02062", date(2025, 6, 1), 1)])
    take_evidence([heard("02071", date(2025, 8, 1), 2, simulated=True)])
    own = Days(date(2025, 7, 15), date(2025, 8, 15))
    assert compose(of_plan(own, Kind.PHASE, phase="dot-2"), now=NOW).simulated is False
