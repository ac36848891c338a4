"""The comparison of a unit's report: its own share beside the median, outages taken off."""

from datetime import date, timedelta

import pytest
from tests.reports import world
from tests.reports.world import JULY, NOW, at, heard, of_plan

from loa.channels.broadcast.models import AsRun, GridFrame, RundownDay, Station, StationUnit
from loa.core.rundown import Item, Rundown
from loa.core.words import Kind as ItemKind
from loa.core.words import Missed, Outcome
from loa.delivery.actions import take_evidence
from loa.feedback.models import Matter
from loa.reports.queries.composing import compose
from loa.reports.rules.asking import Ask
from loa.reports.rules.report import Comparison, Kind, Standing

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 2)
HEARD = {"02071": 6, "02020": 12, "02026": 12, "02038": 9, "02044": 3, "02083": 0}
PROMISED = 2 * 2 * 3


def build() -> None:
    world.build()
    grid = GridFrame.objects.create(key="g", name="g", document="{}")
    for code in HEARD:
        station = Station.objects.create(
            key=f"tram-{code}", name=f"Trạm {code}", kind="player", since=DAY, grid=grid
        )
        StationUnit.objects.create(station=station, unit_code=code, since=DAY)
    take_evidence(
        heard(code, DAY, 100 * place + n)
        for place, (code, count) in enumerate(HEARD.items())
        for n in range(count)
    )


def missed(code: str, count: int, reason: Missed) -> None:
    station = Station.objects.get(key=f"tram-{code}")
    items = tuple(
        Item(
            f"i{n}", at(DAY) + timedelta(minutes=n), 1000, ItemKind.MESSAGE, "Tin",
            message="ab" * 32, sound="cd" * 32, language="vi", placement="loa",
        )
        for n in range(count)
    )  # fmt: skip
    day = RundownDay.objects.create(
        station=station, day=DAY, serial=1, address="0" * 64,
        document=Rundown(station.key, DAY, 1, items).encoded().decode(),
    )  # fmt: skip
    for item in items:
        AsRun.objects.create(
            rundown=day, item_id=item.id, outcome=Outcome.MISSED, reason=reason,
            planned_at=item.starts,
        )  # fmt: skip


def standing() -> Standing:
    compared = compose(Ask(Kind.MONTH, JULY, unit="02071"), now=NOW).comparison
    assert compared is not None
    assert compared == Comparison("02071@2025-07-01", compared.standings)
    (found,) = compared.standings
    return found


def test_a_unit_sees_itself_and_the_median() -> None:
    build()
    # Shares in thousandths: 1000, 1000, 750, 500, 250, 0; the median lies between two of them.
    assert standing() == Standing("loudspeaker", "plays", PROMISED, 6, 500, median=625, units=6)


@pytest.mark.parametrize(
    ("reason", "own"),
    [
        pytest.param(Missed.OFF, 1000, id="power-cut"),
        pytest.param(Missed.NO_REPORT, 1000, id="nothing-came-back"),
        pytest.param(Missed.QUIET, 500, id="outside-the-hours-is-no-outage"),
    ],
)
def test_an_outage_costs_a_unit_nothing(reason: Missed, own: int) -> None:
    build()
    missed("02071", 6, reason)
    assert standing().own == own


def test_complaints_change_nothing() -> None:
    build()
    before = standing()
    for number in range(7):
        Matter.objects.create(
            number=f"PA-{number}", kind="loudness", unit_code="02071", form=f"{number}",
            received_on=DAY, due_on=DAY,
        )  # fmt: skip
    assert standing() == before


def test_a_plans_report_compares_nobody() -> None:
    build()
    assert compose(of_plan(JULY), now=NOW).comparison is None
