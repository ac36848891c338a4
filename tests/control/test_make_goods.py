"""One click makes good what a cell's units missed: inside the day's cap, else with the reason."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.channels.broadcast.builders import Agreeing, grid
from tests.control import world
from tests.control.world import NOW, TODAY, World, at

from loa.channels.broadcast import actions
from loa.channels.broadcast.models import AsRun, GridFrame, PolicyRevision, RundownDay, Station
from loa.control.queries import coverage as queries
from loa.core.canonical import canonical
from loa.core.periods import DAY
from loa.core.policy import Pause as PolicyPause
from loa.core.words import Missed, Mood, Outcome
from loa.delivery.models import Placement
from loa.devices.disk import HastyDisk
from loa.devices.objects import ObjectStore
from loa.people.actions import ensure_organisation
from loa.people.models import Decision, Organisation
from loa.people.rules import Role

pytestmark = pytest.mark.django_db
SLOT = ("dot-1", "loudspeaker", "plays")
CELL = "topic=1.1&phase=dot-1&channel=loudspeaker&measure=plays&simulated=1"
ADDRESS = f"/plans/phong-dich/coverage/make-good/?{CELL}"


@pytest.fixture
def silent(morning: World) -> World:
    """The item that Nghĩa Tá did not hear this morning was missed for want of power."""
    GridFrame.objects.update(document=canonical(grid().document()).decode())
    Placement.objects.filter(key="rua-tay").update(ends=TODAY + 10 * DAY)
    row = RundownDay.objects.get(station__key="nghia-ta", day=TODAY)
    AsRun.objects.update_or_create(
        rundown=row,
        item_id=morning.unheard.id,
        defaults={
            "outcome": Outcome.MISSED,
            "reason": Missed.OFF,
            "planned_at": morning.unheard.starts,
        },
    )
    return morning


def owed(morning: World) -> Any:
    found = queries.cell(morning.plan, topic="1.1", slot=SLOT, simulated=True, until=TODAY + DAY)
    assert found is not None
    return queries.missed(morning.plan, found, now=NOW)


def text(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


def policy(**changes: Any) -> None:
    for row in PolicyRevision.objects.all():
        row.document = canonical(replace(row.policy(), **changes).document()).decode()
        row.save()


def again() -> list[str]:
    rows = Placement.objects.filter(key__startswith="phat-bu/", state="active")
    return sorted(rows.values_list("key", flat=True))


def test_a_missed_play_is_offered_where_it_was_missed(silent: World) -> None:
    found = owed(silent)
    assert [(a.station.key, a.unit_code, a.item.id, a.day) for a in found.fits] == [
        ("nghia-ta", "02071", silent.unheard.id, TODAY + DAY)
    ]
    assert (found.units, found.unfit, found.promised) == ({"02071": 1}, (), 0)


def test_one_click_brings_it_into_the_next_programme_and_undo_takes_it_out(
    planner: Client, silent: World, tmp_path: Path
) -> None:
    page = planner.get(f"/plans/phong-dich/coverage/cell/?{CELL}")
    assert "xã Nghĩa Tá: " in text(page.content)
    answer = planner.post(ADDRESS, follow=True)
    assert again() == [f"phat-bu/{silent.unheard.id}"]
    assert owed(silent).promised == 1
    planner.post(ADDRESS)
    assert len(again()) == 1  # once, however often

    actions.publish_due(
        publisher=Agreeing(), objects=ObjectStore(tmp_path, HastyDisk()), horizon_days=7,
        now=NOW + timedelta(minutes=1),
    )  # fmt: skip
    heard = {
        row.station.key
        for row in RundownDay.objects.filter(day__gt=TODAY).select_related("station")
        if any(i.placement == f"phat-bu/{silent.unheard.id}" for i in row.rundown().items)
    }
    assert heard == {"nghia-ta"}  # and nobody else hears it a time too often

    (undo,) = re.findall(r'data-undo="(/[^"]+)"', answer.content.decode())
    planner.post(undo.replace("&amp;", "&"))
    assert again() == []


def test_nobody_takes_back_what_another_place_is_to_hear_again(
    planner: Client, silent: World
) -> None:
    answer = planner.post(ADDRESS, follow=True)
    (undo,) = re.findall(r'data-undo="(/[^"]+)"', answer.content.decode())
    elsewhere = ensure_organisation(
        key="xa-02083", name="UBND xã Yên Phong", kind=Organisation.Kind.COMMUNE_OFFICE,
        unit_code="02083",
    )  # fmt: skip
    stranger = Client()
    stranger.force_login(world.person("xa-khac", Role.COMMUNE_OFFICER, elsewhere.key))
    stranger.post(undo.replace("&amp;", "&"))
    assert again() == [f"phat-bu/{silent.unheard.id}"]
    assert not Decision.objects.filter(verb="placement.make-good-undo").exists()
    planner.post(undo.replace("&amp;", "&"))
    assert again() == []
    assert Decision.objects.get(verb="placement.make-good-undo").actor == "ke-hoach"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        pytest.param({"day_s": 30}, "full", id="the-day-has-too-few-minutes"),
        pytest.param(
            {"pauses": (PolicyPause(TODAY, TODAY + 30 * DAY, Mood.PLAIN, "bão"),)},
            "paused",
            id="silent-on-every-day",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_its_reason(
    planner: Client, silent: World, changes: dict[str, Any], why: str
) -> None:
    policy(**changes)
    found = owed(silent)
    assert (found.fits, [str(one.why) for one in found.unfit]) == ((), [why])
    page = planner.get(f"/plans/phong-dich/coverage/cell/?{CELL}").context["owed"]
    assert [n for _why, n in page["reasons"]] == [1]
    planner.post(ADDRESS)
    assert again() == []


@pytest.mark.parametrize(
    ("placed", "reason", "why"),
    [
        pytest.param(TODAY + DAY, Missed.OFF, "over", id="its-days-are-over"),
        pytest.param(TODAY + 9 * DAY, Missed.QUIET, "forbidden", id="it-was-not-to-be-heard"),
    ],
)
def test_what_is_not_owed_says_why(silent: World, placed: Any, reason: Missed, why: str) -> None:
    Placement.objects.filter(key="rua-tay").update(ends=placed)
    AsRun.objects.filter(item_id=silent.unheard.id).update(reason=reason)
    assert [str(one.why) for one in owed(silent).unfit] == [why]


def test_a_full_day_gives_way_to_the_next_one_and_what_was_promised_counts(silent: World) -> None:
    policy(day_s=100)
    station = Station.objects.get(key="nghia-ta")
    row = RundownDay.objects.get(station=station, day=TODAY)
    evening = row.rundown().items[3]
    AsRun.objects.create(
        rundown=row, item_id=evening.id, outcome=Outcome.MISSED, reason=Missed.OFF,
        planned_at=at(17, 1),
    )  # fmt: skip
    found = owed(silent)
    assert [one.day for one in found.fits] == [TODAY + DAY, TODAY + 2 * DAY]
    actions.make_good(station, found.fits[0].item, found.fits[0].candidate, now=NOW)
    assert [one.day for one in owed(silent).fits] == [TODAY + 2 * DAY]


def test_the_table_leads_to_who_has_not_heard_enough(planner: Client, silent: World) -> None:
    page = planner.get("/plans/phong-dich/coverage/")
    ((phase, url),) = page.context["unheard"]
    assert (phase, url.endswith("#make-good")) == ("dot-1", True)
    assert planner.get(url).context["owed"]["units"] == [("xã Nghĩa Tá", 1)]


def test_who_places_nothing_makes_nothing_good(client: Client, silent: World) -> None:
    client.force_login(world.person("xem", Role.VIEWER))
    assert client.post(ADDRESS).status_code == 403
    page = client.get(f"/plans/phong-dich/coverage/cell/?{CELL}")
    assert "coverage/make-good/" not in page.content.decode()


@pytest.mark.parametrize(
    "cell", ["phase=dot-1&channel=portal&measure=articles", "phase=khong&channel=x&measure=y"]
)
def test_what_is_not_heard_has_no_make_good(planner: Client, silent: World, cell: str) -> None:
    answer = planner.post(f"/plans/phong-dich/coverage/make-good/?topic=*&{cell}")
    assert answer.status_code == 404
