"""A district in 2020 and 2025: a plan, evidence over the changes of units, statements."""

from datetime import UTC, date, datetime, timedelta

from loa.core.periods import Days
from loa.core.words import Grade
from loa.delivery.actions import take_evidence
from loa.delivery.contract import Fact
from loa.delivery.models import Placement, SealedMessage
from loa.people.models import Organisation
from loa.places.actions import load_units
from loa.plans.actions import load_plan
from loa.plans.models import Plan
from loa.reports.rules.asking import Ask
from loa.reports.rules.report import Kind, Report

NOW = datetime(2025, 9, 1, 2, tzinfo=UTC)
PLAN = """
format = "loa.plan"
version = "1.0"
key = "thu"
number = "1-KH/HU"
kind = "campaign"
title = "Kế hoạch thử"
issuer = { key = "huyen-uy", name = "Huyện uỷ" }
area = ["064"]
phase = [
  { key = "dot-1", name = "Trước", starts = 2025-05-15, ends = 2025-07-14 },
  { key = "dot-2", name = "Sau", starts = 2025-07-15, ends = 2025-08-14 },
]
topic = [{ code = "1", name = "Nội dung", weights = { dot-1 = 1, dot-2 = 1 } }]

[[target]]
key = "loa"
topic = "1"
phase = "dot-1"
channel = "loudspeaker"
items = 2
times_a_day = 2
days = 3

[[target]]
key = "bai"
topic = "1"
phase = "dot-1"
channel = "portal"
quantity = 18

[[target]]
key = "noi-chuyen"
phase = "dot-1"
channel = "talk"
quantity = 10

[[target]]
key = "so-tay"
phase = "dot-2"
channel = "publication"
quantity_per_unit = 30

[[assignment]]
key = "noi"
organisation = "ban-tuyen-giao"
name = "Ban Tuyên giáo"
duty = "Báo cáo viên"
channels = ["talk"]
"""
JUNE = Days(date(2025, 5, 15), date(2025, 6, 15))
JULY = Days(date(2025, 6, 15), date(2025, 7, 15))
AUGUST = Days(date(2025, 7, 15), date(2025, 8, 15))
WHOLE = Days(date(2025, 5, 15), date(2025, 8, 15))


def build(*, approved: bool = True) -> Plan:
    """Load units and the plan; a placement for each target and one that serves none."""
    load_units()
    plan = load_plan(PLAN, now=NOW)
    if approved:
        Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
    message = SealedMessage.objects.create(
        digest="ab" * 32, key="tin", revision=1, plan_key=plan.key, topic_code="1",
        scope="public", priority="routine", headline="Tin", document="{}",
        valid_from=NOW, valid_until=NOW + timedelta(days=30), sealed_at=at(date(2025, 6, 1)),
    )  # fmt: skip
    for key, target in [*((t.key, t) for t in plan.targets.all()), ("khong-chi-tieu", None)]:
        Placement.objects.create(
            key=key, message=message, target=target, areas=plan.area,
            channel=target.channel if target else "loudspeaker",
            starts=date(2025, 5, 15), placed_at=NOW,
        )  # fmt: skip
    Organisation.objects.create(
        key="ubnd-nghia-ta", name="UBND xã Nghĩa Tá", kind="commune_office", unit_code="02071"
    )
    return plan


def at(day: date, hour: int = 6) -> datetime:
    """Return an hour of a day as clocks show it there."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - timedelta(hours=7)


def heard(
    code: str,
    day: date,
    number: int,
    *,
    placement: str = "loa",
    quantity: int = 1,
    unit: str = "plays",
    grade: Grade = Grade.RECORDED,
    simulated: bool = False,
) -> Fact:
    """Return a fact; `number` is its reference, so the same number is the same proof."""
    return Fact(
        placement=placement,
        unit_code=code,
        place="trạm",
        at=at(day),
        quantity=quantity,
        unit=unit,
        grade=grade,
        reference=f"asrun:{number}",
        simulated=simulated,
    )


def two_months(number: int = 0) -> None:
    """Prove 4 plays before the units changed and 5 after, an article, a play for no target."""
    old, new = date(2025, 6, 1), date(2025, 7, 1)
    facts = [
        heard("02062", old, 1, quantity=1),
        heard("02071", old, 2, quantity=3, grade=Grade.REPORTED),
        heard("02071", new, 3, quantity=5),
        heard("064", old, 4, placement="bai", unit="articles"),
        heard("02062", old, 5, placement="khong-chi-tieu"),
    ]
    take_evidence(facts[number:])


def of_plan(period: Days = WHOLE, kind: Kind = Kind.SPAN, **more: object) -> Ask:
    return Ask(kind, period, plan="thu", **more)  # type: ignore[arg-type]  # members of an Ask


def figures(report: Report) -> dict[tuple[str, str, str], tuple[int, int]]:
    """Return period and cumulative by target, measure and unit's code."""
    return {
        (line.target, line.measure, line.unit): (
            line.figure.period.total,
            line.figure.cumulative.total,
        )
        for line in report.lines
    }
