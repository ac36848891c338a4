"""The plans that come with loa say what the real ones say, in figures that add up."""

import tomllib
from collections import Counter
from datetime import date

import pytest
from tests.plans.builders import SHIPPED

from loa.core.periods import Days
from loa.places.rules import Register
from loa.plans import rules
from loa.plans.lint import lint
from loa.plans.rules import PlanText, Target

KEYS = ["cho-don-2020", "cho-moi-2020", "phong-dich-2026", "thuong-xuyen"]
BROADCAST = date(2020, 3, 2)  # from this day on there are loudspeakers to count
COUNTED_UNTIL = date(2020, 11, 1)


def read(key: str, register: Register) -> PlanText:
    report = lint((SHIPPED / f"{key}.toml").read_bytes(), register)
    assert report.problems == ()
    assert report.plan is not None
    return report.plan


def promised(plan: PlanText, target: Target, register: Register) -> int:
    resolved = rules.resolve_phases(plan.phases, plan.events)[target.phase].days
    assert resolved is not None
    counted = resolved.overlap(Days(BROADCAST, COUNTED_UNTIL))
    assert counted is not None
    return rules.promised(target, rules.units_by_day(plan.area, counted, register))


def sums(plan: PlanText, channel: str, register: Register) -> dict[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for target in plan.targets:
        if target.channel == channel:
            found[target.phase, target.unit] += promised(plan, target, register)
    return dict(found)


@pytest.mark.parametrize("key", KEYS)
def test_every_plan_is_clean_and_short_enough_to_read(key: str, register: Register) -> None:
    plan = read(key, register)
    assert plan.key == key
    assert len((SHIPPED / f"{key}.toml").read_text().splitlines()) < 200


def test_cho_don_promises_six_thousand_plays(register: Register) -> None:
    plan = read("cho-don-2020", register)
    assert sums(plan, "loudspeaker", register) == {
        ("dot-1", "plays"): 2_880,
        ("dot-2", "plays"): 1_920,
        ("dot-3", "plays"): 1_200,
    }
    items: Counter[str] = Counter()
    for target in plan.targets:
        items[target.phase] += target.items
    assert items == {"dot-1": 24, "dot-2": 16, "dot-3": 10}


@pytest.mark.parametrize(
    ("channel", "quantities"),
    [
        (
            "portal",
            {("dot-1", "articles"): 18, ("dot-2", "articles"): 24, ("dot-3", "articles"): 12},
        ),
        (
            "banner",
            {
                ("dot-1", "banners-up"): 20,
                ("dot-2", "banners-up"): 40,
                ("dot-3", "banners-down"): 60,
                ("dot-2", "flags-up"): 200,
                ("dot-3", "flags-down"): 200,
            },
        ),
        ("vehicle", {("dot-1", "runs"): 5, ("dot-2", "runs"): 10, ("dot-3", "runs"): 5}),
        ("talk", {("dot-1", "talks"): 60, ("dot-2", "talks"): 40, ("dot-3", "talks"): 20}),
        (
            "conference",
            {("dot-1", "conferences"): 6, ("dot-2", "conferences"): 4, ("dot-3", "conferences"): 2},
        ),
        ("culture", {("dot-1", "events"): 2, ("dot-2", "events"): 6, ("dot-3", "events"): 8}),
        ("publication", {("dot-3", "copies"): 600}),
        ("consultation", {("dot-1", "meetings"): 20}),
    ],
)  # fmt: skip
def test_cho_don_promises_on_every_other_channel(
    channel: str, quantities: dict[tuple[str, str], int], register: Register
) -> None:
    assert sums(read("cho-don-2020", register), channel, register) == quantities


@pytest.mark.parametrize(
    ("key", "phases"),
    [
        (
            "cho-don-2020",
            {
                "dot-1": Days(date(2020, 2, 1), date(2020, 7, 15)),
                "dot-2": Days(date(2020, 7, 1), date(2020, 9, 1)),
                "dot-3": Days(date(2020, 9, 1)),
            },
        ),
        (
            "cho-moi-2020",
            {
                "dot-1": Days(date(2020, 3, 2), date(2020, 7, 1)),
                "dot-2": Days(date(2020, 7, 1), date(2020, 10, 26)),
                "dot-3": Days(date(2020, 10, 26)),
            },
        ),
    ],
)
def test_phases_are_those_of_the_documents(
    key: str, phases: dict[str, Days], register: Register
) -> None:
    plan = read(key, register)
    resolved = rules.resolve_phases(plan.phases, plan.events)
    assert {name: found.days for name, found in resolved.items()} == phases


def test_cho_moi_promises_six_eight_and_two_items_to_fourteen_units(register: Register) -> None:
    plan = read("cho-moi-2020", register)
    assert sums(plan, "loudspeaker", register) == {
        (phase, "plays"): items * 14 * 2 * 3
        for phase, items in [("dot-1", 6), ("dot-2", 8), ("dot-3", 2)]
    }


def test_the_standing_plan_airs_eleven_items_a_day_at_every_station(register: Register) -> None:
    plan = read("thuong-xuyen", register)
    assert sum(target.items for target in plan.targets) == 32
    days = Days(date(2020, 3, 2), date(2020, 4, 1))
    units = {day: {"one station"} for day in days}
    plays = sum(rules.promised(target, units) for target in plan.targets)
    assert plays == 5 * 30 // 2 + 27 * 30 // 3  # health every other day, the rest every third


def test_the_tentative_congress_was_moved_once(register: Register) -> None:
    events = {event.key: event for event in read("cho-don-2020", register).events}
    congress = events["dai-hoi-huyen-xxi"]
    assert congress.state == "tentative"
    assert [(one.before, one.after) for one in congress.moves] == [
        (
            Days(date(2020, 7, 27), date(2020, 7, 30)),
            Days(date(2020, 8, 4), date(2020, 8, 7)),
        )
    ]
    assert congress.days == congress.moves[-1].after
    assert events["dai-hoi-toan-quoc-xiii"].days is None
    assert events["dai-hoi-xa"].series


@pytest.mark.parametrize("key", KEYS)
def test_items_written_for_a_plan_are_those_that_it_promises(key: str, register: Register) -> None:
    content = tomllib.loads((SHIPPED.parent / "content" / f"{key}.toml").read_text())
    written = Counter((item.get("phase", ""), item["topic"]) for item in content["item"])
    several = len({phase for phase, _ in written}) > 1
    wanted: Counter[tuple[str, str]] = Counter()
    for target in read(key, register).targets:
        wanted[target.phase if several else "", target.topic] += target.items
    assert written == Counter({cell: count for cell, count in wanted.items() if count})
