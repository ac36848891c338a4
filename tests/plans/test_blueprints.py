import tomllib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plans.builders import SHIPPED

from loa.core.periods import Days
from loa.places.rules import Register
from loa.plans import rules
from loa.plans.blueprints import CongressFacts, EpidemicFacts, congress, epidemic
from loa.plans.blueprints.standing import StandingFacts, standing
from loa.plans.blueprints.writing import quoted
from loa.plans.lint import lint
from loa.plans.register import shipped_register

CONGRESS = CongressFacts(
    key="dai-hoi-2025",
    number="01-KH/ĐU",
    issuer_key="dang-uy-nghia-ta",
    issuer_name="Đảng uỷ xã Nghĩa Tá",
    area=("02071",),
    event_name="Đại hội Đảng bộ xã Nghĩa Tá, nhiệm kỳ 2025-2030",
    level="commune",
    campaign_starts=date(2025, 7, 1),
    starts=date(2025, 8, 12),
    ends=date(2025, 8, 13),
)
EPIDEMIC = EpidemicFacts(
    key="phong-dich",
    issuer_key="so-y-te",
    issuer_name="Sở Y tế",
    area=("02020", "02086"),
    starts=date(2026, 11, 22),
    diseases=("sốt xuất huyết", "cúm mùa"),
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(congress(CONGRESS), id="congress"),
        pytest.param(congress(replace(CONGRESS, starts=None, ends=None)), id="no-day-yet"),
        pytest.param(congress(replace(CONGRESS, ends=None)), id="one-day"),
        pytest.param(epidemic(EPIDEMIC), id="epidemic"),
        pytest.param(epidemic(replace(EPIDEMIC, ends=date(2027, 1, 31), diseases=())), id="ended"),
    ],
)
def test_a_blueprint_makes_a_sound_plan(text: str, register: Register) -> None:
    assert lint(text.encode(), register).problems == ()
    assert max(map(len, text.splitlines())) < 220


def test_a_congress_is_planned_around_its_days(register: Register) -> None:
    plan = lint(congress(CONGRESS).encode(), register).plan
    assert plan is not None
    resolved = rules.resolve_phases(plan.phases, plan.events)
    assert {key: phase.days for key, phase in resolved.items()} == {
        "truoc": Days(date(2025, 7, 1), date(2025, 8, 12)),
        "trong": Days(date(2025, 7, 29), date(2025, 8, 14)),
        "sau": Days(date(2025, 8, 14)),
    }


def test_an_epidemic_has_fourteen_items_each_once_a_day(register: Register) -> None:
    plan = lint(epidemic(EPIDEMIC).encode(), register).plan
    assert plan is not None
    assert [(one.topic, one.items) for one in plan.targets] == [
        ("1", 3),
        ("2", 4),
        ("3", 3),
        ("4", 2),
        ("5", 2),
    ]
    day = {date(2026, 11, 22): {"station"}}
    assert sum(rules.promised(target, day) for target in plan.targets) == 14


def test_the_current_plan_that_is_shipped_is_the_epidemic_blueprints(register: Register) -> None:
    shipped = (SHIPPED / "phong-dich-2026.toml").read_text()
    plan = lint(shipped.encode(), register).plan
    assert plan is not None
    facts = EpidemicFacts(
        key=plan.key,
        issuer_key=plan.issuer_key,
        issuer_name=plan.issuer_name,
        area=plan.area,
        starts=date(2026, 1, 1),
        diseases=("sốt xuất huyết", "cúm mùa", "sởi"),
        notes=plan.notes,
    )
    assert epidemic(facts) == shipped


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_survives_being_written(text: str) -> None:
    assert tomllib.loads(f"x = {quoted(text)}") == {"x": text}


REGISTER = shipped_register()
NAMES = st.text(st.characters(categories=["L", "P", "N"]), min_size=1, max_size=30)


@given(NAMES, NAMES)
def test_names_with_quotes_and_apostrophes_make_sound_plans(issuer: str, event: str) -> None:
    facts = replace(CONGRESS, issuer_name=issuer, event_name=event)
    assert all(not one.blocks_loading for one in lint(congress(facts).encode(), REGISTER).problems)


def test_a_standing_plan_has_topics_promises_nothing_and_never_ends(register: Register) -> None:
    facts = StandingFacts(
        "thuong-xuyen-x", "ubnd", 'UBND xã "Nghĩa Tá"', ("02071",), date(2026, 1, 1)
    )
    report = lint(standing(facts).encode(), register)
    assert report.problems == ()
    assert report.plan is not None
    assert (report.plan.kind, len(report.plan.topics), report.plan.targets) == ("standing", 7, ())
    assert [phase.ends for phase in report.plan.phases] == [None]
