"""What holds for any history of mergers and renames, not only for the one we know."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from loa.places.rules import Form, Level, Lineage, Register, Unit

START = date(2000, 1, 1)
YEAR = timedelta(days=365)


@st.composite
def histories(draw: st.DrawFn) -> Register:
    """Twelve communes; every year some are merged into one that keeps one of their codes."""
    alive = [Unit(f"{n:05}", f"xã {n}", Form.COMMUNE, "", START) for n in range(1, 13)]
    past: list[Unit] = []
    lineage: list[Lineage] = []
    for year in range(1, draw(st.integers(0, 5)) + 1):
        on = START + YEAR * year
        merged = draw(st.lists(st.sampled_from(alive), min_size=1, max_size=4, unique=True))
        kept = draw(st.sampled_from(merged)).code
        past += [_ended(unit, on) for unit in merged]
        alive = [unit for unit in alive if unit not in merged]
        alive.append(Unit(kept, f"xã mới {year}", Form.COMMUNE, "", on))
        lineage += [Lineage(unit.code, kept, on) for unit in merged]
    return Register([*past, *alive], lineage)


def _ended(unit: Unit, on: date) -> Unit:
    return Unit(unit.code, unit.name, unit.form, unit.parent_code, unit.valid_from, on)


days = st.integers(0, 8 * 365).map(lambda n: START + timedelta(days=n))


@settings(deadline=None)  # a busy machine is no counterexample
@given(histories(), days)
def test_never_two_units_of_one_code_at_once(register: Register, day: date) -> None:
    holding = [unit.code for unit in register.units if unit.holds(day)]
    assert len(holding) == len(set(holding))


@settings(deadline=None)  # a busy machine is no counterexample
@given(histories(), days, days)
def test_after_mergers_each_unit_has_exactly_one_successor(
    register: Register, day: date, later: date
) -> None:
    day, later = min(day, later), max(day, later)
    for unit in (unit for unit in register.units if unit.holds(day)):
        followers = register.successors(unit.code, day, later)
        assert len(followers) == 1
        assert followers[0].holds(later)


@settings(deadline=None)  # a busy machine is no counterexample
@given(histories(), days, days, days)
def test_going_there_in_two_steps_leads_to_the_same_place(
    register: Register, one: date, two: date, three: date
) -> None:
    one, two, three = sorted((one, two, three))
    for unit in (unit for unit in register.units if unit.holds(one)):
        direct = register.successors(unit.code, one, three)
        stepwise = [
            last
            for middle in register.successors(unit.code, one, two)
            for last in register.successors(middle.code, two, three)
        ]
        assert direct == stepwise


@settings(deadline=None)  # a busy machine is no counterexample
@given(histories(), days)
def test_a_unit_is_among_its_own_level(register: Register, day: date) -> None:
    for unit in (unit for unit in register.units if unit.holds(day)):
        assert unit in register.within(unit.code, day, Level.COMMUNE)
