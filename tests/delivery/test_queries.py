# ruff: noqa: ARG002 - the contract names what its methods get
"""Coverage: what targets promise against what evidence proves; the rollup equals its rows."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loa.core.words import Grade
from loa.delivery import registry
from loa.delivery.actions import take_back, take_evidence
from loa.delivery.contract import Fact, Placing, Reach, Roster
from loa.delivery.models import CoverageCell, Evidence, Placement, SealedMessage
from loa.delivery.queries import (
    Coverage,
    Stretch,
    TargetCoverage,
    UnitCoverage,
    coverage,
    coverage_from_evidence,
    evidence_of,
    kinds_of_evidence,
    shared,
)
from loa.delivery.rules import Proof, Proven, roll_up
from loa.places.actions import load_units
from loa.plans import rules
from loa.plans.actions import load_plan
from loa.plans.models import Plan

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 6, 1, 5, tzinfo=UTC)
PLAN = """
format = "loa.plan"
version = "1.0"
key = "thu"
number = "1-KH/HU"
kind = "campaign"
title = "Kế hoạch thử"
issuer = { key = "huyen-uy", name = "Huyện uỷ" }
area = ["02020", "02053", "02056"]
phase = [
  { key = "dot-1", name = "Trước", starts = 2020-02-01, ends = 2020-06-30 },
  { key = "dot-2", name = "Sau", starts = 2020-07-01 },
]
topic = [
  { code = "1", name = "Nội dung", weights = { dot-1 = 1, dot-2 = 1 } },
]

[[target]]
key = "chay"
topic = "1"
phase = "dot-1"
channel = "loudspeaker"
items = 2
times_a_day = 2
days = 3

[[target]]
key = "xoay"
topic = "1"
phase = "dot-2"
channel = "loudspeaker"
items = 4
times_a_day = 1
every_days = 2

[[target]]
key = "bai"
topic = "1"
phase = "dot-1"
channel = "portal"
quantity = 18

[[target]]
key = "co"
phase = "dot-2"
channel = "publication"
quantity_per_unit = 30
"""
STATIONS = {"bang-lung": "02020", "ngoc-phai": "02053", "dong-thang": "02059"}


class Loudspeakers:
    """A channel of three stations; Rã Bản's stands where Đồng Thắng does since its merger."""

    word = "loudspeaker"
    measures = ("plays", "seconds")

    def objections(self, placing: Placing) -> Sequence[str]:
        return ()

    def receivers(self, areas: Sequence[str], day: date) -> Sequence[tuple[str, str]]:
        return [(name, code) for name, code in STATIONS.items() if code in areas]

    def roster(self) -> Roster:
        return self.receivers

    def changed(self, placement: str, *, now: datetime) -> None:
        return

    def carried(self, message: str) -> Sequence[Reach]:
        return ()


@pytest.fixture(autouse=True)
def _one_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "channels", lambda: {"loudspeaker": Loudspeakers()})


@pytest.fixture
def plan(db: None) -> Plan:
    load_units()
    return load_plan(PLAN, now=NOW)


@pytest.fixture
def placements(plan: Plan) -> list[str]:
    message = SealedMessage.objects.create(
        digest="ab" * 32,
        key="tin",
        revision=1,
        plan_key=plan.key,
        topic_code="1",
        scope="public",
        priority="routine",
        headline="Tin",
        document="{}",
        valid_from=NOW,
        valid_until=NOW + timedelta(days=30),
        sealed_at=NOW,
    )
    targets = list(plan.targets.order_by("position"))
    for target in targets:
        Placement.objects.create(
            key=target.key,
            message=message,
            target=target,
            channel=target.channel,
            areas=plan.area,
            starts=date(2020, 6, 1),
            placed_at=NOW,
        )
    return [target.key for target in targets]


def fact(placement: str, number: int, **changes: object) -> Fact:
    values: dict[str, object] = {
        "placement": placement,
        "unit_code": "02020",
        "place": "bang-lung",
        "at": NOW + timedelta(minutes=number),
        "quantity": 1,
        "unit": "plays",
        "grade": Grade.RECORDED,
        "reference": f"asrun:{number}",
    }
    return Fact(**(values | changes))  # type: ignore[arg-type]  # members of a Fact


def by_key(found: Coverage) -> dict[str, TargetCoverage]:
    return {target.key: target for target in found.targets}


def test_a_run_is_promised_whole_to_the_receivers_of_the_last_day(plan: Plan) -> None:
    # Rã Bản (02056) merged into Đồng Thắng (02059) on 1 March: its promise went with it.
    found = by_key(coverage(plan, simulated=False, until=date(2020, 6, 1)))["chay"]
    each = 2 * 2 * 3
    assert found == TargetCoverage(
        key="chay",
        topic="1",
        phase="dot-1",
        channel="loudspeaker",
        measure="plays",
        promised=3 * each,
        proven=Proven({}),
        units=tuple(UnitCoverage(code, each, Proven({})) for code in ("02020", "02053", "02059")),
        begun=True,
        installed=True,
    )


@pytest.mark.parametrize(
    ("until", "promised", "begun"),
    [
        pytest.param(date(2020, 7, 1), 0, False, id="not-begun"),
        pytest.param(date(2020, 7, 2), 3 * 2, True, id="one-day"),
        pytest.param(date(2020, 7, 11), 3 * 2 * 10, True, id="ten-days"),
    ],
)
def test_a_rotation_is_promised_up_to_the_day_asked_for(
    plan: Plan, until: date, promised: int, *, begun: bool
) -> None:
    found = by_key(coverage(plan, simulated=False, until=until))["xoay"]
    assert (found.promised, found.begun) == (promised, begun)
    assert sum(unit.promised for unit in found.units) == promised


def test_a_run_in_an_open_phase_is_owed_to_those_of_its_first_day(plan: Plan) -> None:
    # Long after, the district's 20 communes are a few: what was promised does not shrink.
    plan.targets.filter(key="chay").update(phase=plan.phases.get(key="dot-2"))
    found = by_key(coverage(plan, simulated=False, until=date(2026, 1, 1)))
    assert (found["chay"].promised, found["co"].promised) == (3 * 2 * 2 * 3, 3 * 30)


@given(
    lengths=st.lists(st.integers(1, 40), min_size=1, max_size=6),
    serving=st.lists(st.sets(st.sampled_from("abcde")), min_size=6, max_size=6),
    items=st.integers(1, 9),
    every=st.integers(1, 7),
)
def test_sharing_a_rotation_sums_to_what_the_plan_promises(
    lengths: list[int], serving: list[set[str]], items: int, every: int
) -> None:
    promise = rules.Target(
        "x", "p", "loudspeaker", "plays", items=items, times_a_day=2, every_days=every
    )
    day, stretches, by_day = date(2020, 1, 1), [], {}
    for length, names in zip(lengths, serving, strict=False):
        after = day + timedelta(days=length)
        if names:
            stretches.append(Stretch(day, after, [(name, f"unit-{name}") for name in names]))
            by_day |= {day + timedelta(days=n): names for n in range(length)}
        day = after
    assert sum(shared(promise, stretches).values()) == rules.promised(promise, by_day)


def test_a_channel_that_is_not_installed_still_shows_what_was_promised(plan: Plan) -> None:
    found = by_key(coverage(plan, simulated=False, until=date(2020, 8, 1)))
    assert [(t.installed, t.promised) for t in (found["bai"], found["co"])] == [
        (False, 18),
        (False, 3 * 30),
    ]


def test_proof_keeps_its_grade_and_follows_a_merged_unit(plan: Plan, placements: list[str]) -> None:
    take_evidence(
        [
            fact("chay", 1, unit_code="02056"),
            fact("chay", 2, unit_code="02059", grade=Grade.CONFIRMED, quantity=2),
            fact("chay", 3, unit="seconds", quantity=60),
            fact("chay", 4, grade=Grade.REPORTED, simulated=True),
        ]
    )
    real = by_key(coverage(plan, simulated=False, until=date(2020, 6, 2)))["chay"]
    assert real.proven == Proven({Grade.RECORDED: 1, Grade.CONFIRMED: 2})
    assert [u.proven for u in real.units] == [Proven({}), Proven({}), real.proven]
    simulated = by_key(coverage(plan, simulated=True, until=date(2020, 6, 2)))["chay"]
    assert simulated.proven == Proven({Grade.REPORTED: 1})
    assert kinds_of_evidence(plan) == {True, False}


def test_evidence_is_listed_by_target_unit_and_kind(plan: Plan, placements: list[str]) -> None:
    take_evidence(
        [
            fact("chay", 1),
            fact("chay", 2, unit_code="02053"),
            fact("chay", 3, simulated=True),
            fact("xoay", 4),
            fact("chay", 5),
        ]
    )
    rows = evidence_of(["chay"], plan, unit_codes=["02020"], simulated=False)
    assert [row.reference for row in rows] == ["asrun:5", "asrun:1"]
    assert evidence_of(["chay"], plan, unit_codes=[], simulated=False).count() == 3


FACTS = st.lists(
    st.builds(
        fact,
        st.sampled_from(["chay", "xoay", "bai"]),
        st.integers(0, 12),  # few numbers: many references come again
        unit_code=st.sampled_from(["02020", "02053", "02056", "02059", "09999"]),
        quantity=st.integers(0, 500),
        unit=st.sampled_from(["plays", "seconds", "articles"]),
        grade=st.sampled_from(list(Grade)),
        simulated=st.booleans(),
    ),
    max_size=25,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batches=st.lists(FACTS, max_size=3), back=st.sets(st.integers(0, 12)))
def test_the_rollup_equals_the_evidence(
    plan: Plan, placements: list[str], batches: list[list[Fact]], back: set[int]
) -> None:
    for batch in batches:
        take_evidence(batch)
    references = [f"asrun:{n}" for n in back]
    yielding = Evidence.objects.filter(reference__in=references)
    known = yielding.count()
    assert take_back(references) == known
    assert not yielding.exists()
    proofs = [
        Proof(e.target.key, e.unit_code, e.unit, e.quantity, Grade(e.grade), e.simulated)
        for e in Evidence.objects.select_related("target")
        if e.target is not None
    ]
    cells = CoverageCell.objects.values_list(
        "target__key", "unit_code", "unit", "grade", "simulated", "quantity"
    )
    assert {tuple(key): quantity for *key, quantity in cells} == roll_up(proofs)
    for simulated in (True, False):
        until = date(2020, 7, 10)
        whole = coverage(plan, simulated=simulated, until=until)
        assert whole == coverage_from_evidence(plan, simulated=simulated, until=until)
        counted = sum(target.proven.total for target in whole.targets)
        told = Evidence.objects.filter(simulated=simulated, unit="plays").exclude(
            target__key="bai"
        ) | Evidence.objects.filter(simulated=simulated, unit="articles", target__key="bai")
        assert counted == sum(row.quantity for row in told)
