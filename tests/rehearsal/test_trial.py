"""A trial builds the same days twice and writes nothing: what fits, what does not, and why."""

from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.channels.broadcast.builders import DAY, UNIT, at, placement, sealed, station
from tests.rehearsal.test_runs import followed, home

from loa.core.dayparts import Daypart
from loa.core.periods import Days
from loa.core.policy import Hours
from loa.delivery.models import Placement
from loa.plans.models import Phase, Plan, Target
from loa.rehearsal import runs, trial
from loa.rehearsal.changes import Changes, Often
from loa.rehearsal.models import Run

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)
WEEK = Days(DAY, DAY + 7 * ONE_DAY)
__all__ = ["home"]  # a fixture of the neighbour


@pytest.fixture
def plan() -> Plan:
    made = Plan.objects.create(
        key="thuong-xuyen", kind="campaign", title="Kế hoạch", issuer_key="x", area=[UNIT],
        state="approved", digest="0" * 64,
    )  # fmt: skip
    phase = Phase.objects.create(plan=made, key="dot-1", position=1, name="Đợt 1", starts=DAY)
    target = Target.objects.create(
        plan=made, key="loa", position=1, phase=phase, channel="loudspeaker", unit="plays",
        items=2, times_a_day=1, days=3,
    )  # fmt: skip
    station()
    for key in ("tiem-phong", "rua-tay"):
        placement(sealed(key), target=target, ends=DAY + 4 * ONE_DAY)
    return made


def tried(changes: Changes, days: Days = WEEK) -> dict[str, Any]:
    return dict(trial.run("thuong-xuyen", days, changes, lambda *_: None))


def test_without_changes_both_sides_are_alike(plan: Plan) -> None:
    found = tried(Changes())
    assert found["now"] == found["changed"]
    assert found["now"]["planned"] == [[UNIT, "loa", 6]]
    assert (found["now"]["lost"], found["stations"]) == ([], 1)


def test_shorter_days_lose_what_they_have_no_room_for_and_say_why(plan: Plan) -> None:
    found = tried(Changes(day_s=70))
    assert found["now"]["lost"] == []
    assert found["changed"]["planned"] == [[UNIT, "loa", 3]]
    assert found["changed"]["lost"] == [[UNIT, "loa", "airtime", 3]]
    ((headline, why, units),) = found["changed"]["items"]
    assert (headline in {"Tin tiem-phong", "Tin rua-tay"}, why, units) == (True, "airtime", [UNIT])


@pytest.mark.parametrize(
    ("changes", "planned"),
    [
        pytest.param(Changes(targets={"loa": Often(2, 4)}), 16, id="more-often"),
        pytest.param(
            Changes(hours=((time(5), time(6)),), targets={"loa": Often(1, 2)}), 4, id="one-session"
        ),
        pytest.param(
            Changes(phases={"dot-1": Days(DAY + 20 * ONE_DAY)}), 0, id="its-phase-comes-later"
        ),
    ],
)
def test_what_is_changed_is_counted(plan: Plan, changes: Changes, planned: int) -> None:
    found = tried(changes)
    assert sum(n for _unit, _target, n in found["changed"]["planned"]) == planned
    assert sum(n for _unit, _target, n in found["now"]["planned"]) == 6


def test_each_station_is_compared_with_its_own_hours(plan: Plan) -> None:
    late = tuple(Hours(Daypart(time(h), time(h + 1), "Quy chế")) for h in (6, 18))
    station("ban-thi", hours=late)
    own = [["05:00", "06:00"], ["17:00", "18:00"]]
    other = [["06:00", "07:00"], ["18:00", "19:00"]]
    assert tried(Changes(day_s=600))["hours"] == [
        [own, own, ["Trạm Nghia Ta"]],
        [other, other, ["Trạm Ban Thi"]],
    ]
    assert tried(Changes(hours=((time(5), time(6)),)))["hours"] == [
        [own, own[:1], ["Trạm Nghia Ta"]],
        [other, own[:1], ["Trạm Ban Thi"]],
    ]


def test_a_rotation_that_finds_no_room_on_a_day_has_lost_it(plan: Plan) -> None:
    Placement.objects.update(days=0, every_days=1, ends=None)
    found = tried(Changes(day_s=70))
    assert found["now"]["planned"] == [[UNIT, "loa", 14]]
    assert found["changed"]["planned"] == [[UNIT, "loa", 7]]
    assert found["changed"]["lost"] == [[UNIT, "loa", "airtime", 7]]


def test_nothing_is_written(plan: Plan) -> None:
    with CaptureQueriesContext(connection) as asked:
        tried(Changes(day_s=70))
    said = {query["sql"].split()[0] for query in asked}
    assert said - {"DECLARE"} == {"SELECT"}  # a cursor is declared where the server has them


@pytest.mark.parametrize(
    ("key", "days"),
    [
        pytest.param("khac", WEEK, id="no-such-plan"),
        pytest.param("thuong-xuyen", Days(DAY), id="no-end"),
        pytest.param("thuong-xuyen", Days(DAY, DAY + 300 * ONE_DAY), id="too-long"),
        pytest.param("thuong-xuyen", Days(DAY, DAY), id="no-day"),
    ],
)
def test_what_cannot_be_tried_is_refused(plan: Plan, key: str, days: Days) -> None:
    with pytest.raises(trial.TrialError):
        trial.run(key, days, Changes(), lambda *_: None)


def test_a_plan_that_no_station_serves_is_refused(plan: Plan) -> None:
    Plan.objects.update(area=["02020"])
    with pytest.raises(trial.TrialError, match="no station"):
        tried(Changes())


def test_a_child_that_finds_no_plan_says_so_and_a_whole_rehearsal_does_not_wait(
    home: Path,
) -> None:
    asked = {"starts": DAY, "ends": DAY + 7 * ONE_DAY, "now": at(8)}
    run = runs.ask_for_trial(plan_key="khac", changes=Changes(), by="ha", **asked)
    Run.objects.create(
        plan_key="small", starts=DAY, ends=DAY, asked_at=at(8), state="running", process=None
    )
    run = followed(run, until={Run.State.FAILED})
    assert run.error
    assert list((home / "rehearsals" / str(run.pk)).glob("changes.json"))
    runs.discard(run)
    assert not (home / "rehearsals" / str(run.pk)).exists()
    assert not Run.objects.filter(kind="trial").exists()
    assert Placement.objects.count() == 0
