"""A pause from the page: what it would stop, stated once, followed everywhere, ended sooner."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.channels.broadcast.builders import Agreeing, grid
from tests.control import world
from tests.control.world import NOW, TODAY, World

from loa.channels.broadcast import actions
from loa.channels.broadcast.models import GridFrame, RundownDay, Station, UsbStick
from loa.control.pausing import queries
from loa.core.canonical import canonical
from loa.core.periods import DAY
from loa.core.words import Kind
from loa.delivery.models import Placement, SealedMessage
from loa.delivery.pausing import Silence
from loa.devices.disk import HastyDisk
from loa.devices.objects import ObjectStore
from loa.people.models import Decision
from loa.people.rules import Role
from loa.plans.actions import approve_plan, load_plan
from loa.plans.models import Pause, Plan

pytestmark = pytest.mark.django_db
TWO_DAYS = {
    "stops": "festive",
    "area": ["02020"],
    "first_day": f"{TODAY + DAY}",
    "last_day": f"{TODAY + 2 * DAY}",
    "channel": "all",
    "reason": "Quốc tang",
    "document": "12/TB-VPCP",
}


@pytest.fixture
def festive(morning: World) -> SealedMessage:
    """An item that mourning stills, placed from tomorrow where two stations have their hours."""
    GridFrame.objects.update(document=canonical(grid().document()).decode())
    message = world.festive()
    Placement.objects.create(
        key="hoi-xuan",
        message=message,
        channel="loudspeaker",
        areas=["02020", "02071"],
        starts=TODAY + DAY,
        ends=TODAY + 20 * DAY,
        days=3,
        times_a_day=1,
        placed_at=NOW,
    )
    return message


def publish(folder: Path, *, hours: int = 0) -> dict[str, list[int]]:
    """Publish what is due; return the days from today on which each station is festive."""
    actions.publish_due(
        publisher=Agreeing(),
        objects=ObjectStore(folder, HastyDisk()),
        horizon_days=7,
        now=NOW + timedelta(hours=hours),
    )
    found: dict[str, list[int]] = {}
    for row in RundownDay.objects.order_by("day").select_related("station"):
        if any(i.title == "Hội xuân" and i.kind is Kind.MESSAGE for i in row.rundown().items):
            found.setdefault(row.station.key, []).append((row.day - TODAY).days)
    return found


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_two_days_of_mourning_empty_the_programme_of_festive_content_there_and_only_there(
    planner: Client, festive: SealedMessage, tmp_path: Path
) -> None:
    assert publish(tmp_path) == {"bang-lung": [1, 2, 3], "nghia-ta": [1, 2, 3]}
    looked = planner.post("/pauses/state/", TWO_DAYS)
    told = words(looked.content.decode())
    assert "Hội xuân" in told
    assert not Pause.objects.filter(in_file=False).exists()

    done = planner.post("/pauses/state/", TWO_DAYS | {"act": "1"}, follow=True)
    assert "Quốc tang" in done.content.decode()
    pause = Pause.objects.get(in_file=False)
    assert (pause.starts, pause.ends, pause.area) == (TODAY + DAY, TODAY + 3 * DAY, ["02020"])
    assert pause.document == "12/TB-VPCP"
    assert Decision.objects.filter(verb="plan.pause", actor="ke-hoach").exists()
    assert publish(tmp_path, hours=1) == {"bang-lung": [3, 4, 5], "nghia-ta": [1, 2, 3]}

    planner.post(f"/pauses/{pause.plan.key}/{pause.key}/end/")
    assert not Pause.objects.filter(in_file=False).exists()
    assert publish(tmp_path, hours=2) == {"bang-lung": [1, 2, 3], "nghia-ta": [1, 2, 3]}


def silence(**changes: Any) -> Silence:
    plain = {
        "starts": TODAY + DAY,
        "ends": TODAY + 3 * DAY,
        "areas": frozenset({"02020"}),
        "festive_only": True,
    }
    return Silence(**plain | changes)


def test_a_look_counts_what_stations_hold_and_says_what_goes_on(
    festive: SealedMessage, tmp_path: Path
) -> None:
    publish(tmp_path)
    UsbStick.objects.create(
        station=Station.objects.get(key="bang-lung"),
        first_day=TODAY,
        last_day=TODAY + 5 * DAY,
        made_at=NOW,
        files=[{"message": festive.digest}, {"message": "ab" * 32}],
    )
    (one,) = queries.preview(silence()).heard
    assert (one.headline, one.plays, one.stations, one.again) == (
        "Hội xuân", 2, 1, TODAY + 3 * DAY,
    )  # fmt: skip
    assert [s.files for s in queries.preview(silence()).sticks] == [1]
    late = queries.preview(silence(ends=TODAY + 19 * DAY))
    assert [one.again for one in late.heard] == [None]  # fewer days are left than it needs
    elsewhere = queries.preview(silence(channels=("portal",)))
    assert (elsewhere.heard, elsewhere.sticks) == ((), ())


def test_everything_but_notices_stops_plain_news_as_well(
    festive: SealedMessage, tmp_path: Path
) -> None:
    stopped = queries.preview(silence(starts=TODAY, festive_only=False)).heard
    assert [one.headline for one in stopped] == ["Rửa tay với xà phòng", "Hội xuân"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({"first_day": f"{TODAY - DAY}"}, "đã qua", id="a-day-that-is-over"),
        pytest.param({"last_day": f"{TODAY}"}, "trước ngày", id="turned-round"),
        pytest.param({"last_day": f"{TODAY + 200 * DAY}"}, "Nhiều nhất", id="too-long"),
        pytest.param({"first_day": "9999-12-31", "last_day": "9999-12-31"}, "2099", id="for-ever"),
        pytest.param({"area": ["99999"]}, "", id="a-place-that-is-not-theirs"),
        pytest.param({"reason": ""}, "", id="no-reason"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_paused(
    planner: Client, change: dict[str, Any], sentence: str
) -> None:
    answer = planner.post("/pauses/state/", TWO_DAYS | {"act": "1"} | change)
    page = answer.content.decode()
    assert answer.context["form"].errors
    assert sentence in page
    assert not Pause.objects.filter(in_file=False).exists()


@pytest.mark.parametrize(
    ("role", "status"), [(Role.EDITOR, 403), (Role.VIEWER, 403), (Role.PLANNER, 302)]
)
def test_who_may_pause(client: Client, morning: World, role: Role, status: int) -> None:
    client.force_login(world.person("ai-do", role))
    assert client.get("/pauses/").status_code == 200
    assert client.post("/pauses/state/", TWO_DAYS | {"act": "1"}).status_code == status


def test_everybody_on_the_staff_knows_that_it_is_quiet(
    planner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner.post("/pauses/state/", TWO_DAYS | {"act": "1"})
    assert "Quốc tang" not in planner.get("/plans/").content.decode()
    monkeypatch.setattr(timezone, "now", lambda: NOW + DAY)
    told = words(planner.get("/plans/").content.decode())
    assert "Tạm dừng nội dung vui đến hết ngày 25/11/2026: Quốc tang" in told


def test_shortening_needs_a_sooner_day(planner: Client) -> None:
    planner.post("/pauses/state/", TWO_DAYS | {"act": "1"})
    pause = Pause.objects.get(in_file=False)
    address = f"/pauses/{pause.plan.key}/{pause.key}/end/"
    for last_day in (f"{TODAY + 9 * DAY}", "hôm nay", "9999-12-31"):
        planner.post(address, {"last_day": last_day})
        assert Pause.objects.get(pk=pause.pk).ends == TODAY + 3 * DAY
    planner.post(address, {"last_day": f"{TODAY + DAY}"})
    assert Pause.objects.get(pk=pause.pk).ends == TODAY + 2 * DAY
    assert planner.post("/pauses/khong/co/end/").status_code == 404


def standing_plan(key: str, area: str) -> None:
    plan = (
        world.PLAN.replace('"phong-dich"', f'"{key}"', 1)
        .replace('number = "12/KH-UBND"', f'number = "{area}/KH-UBND"', 1)
        .replace('kind = "campaign"', 'kind = "standing"', 1)
        .replace('["02020", "02071"]', f'["{area}"]', 1)
    )
    load_plan(plan, now=NOW - DAY)
    approve_plan(plan_key=key, now=NOW - DAY, by="test")


def test_a_pause_is_written_in_no_plan_of_another_place(planner: Client) -> None:
    standing_plan("thuong-xuyen-xa-khac", "02083")
    planner.post("/pauses/state/", TWO_DAYS | {"act": "1"})
    assert Pause.objects.get(in_file=False).plan.key == "phong-dich"
    standing_plan("thuong-xuyen", "02020")
    assert queries.keeper(["02020"], today=TODAY).key == "thuong-xuyen"
    assert queries.keeper(["19"], today=TODAY).key in {"thuong-xuyen", "thuong-xuyen-xa-khac"}
    assert queries.keeper(["02110"], today=TODAY) is None


def test_a_plan_of_a_district_that_is_gone_is_one_of_its_communes(morning: World) -> None:
    Plan.objects.update(area=["064"])
    assert queries.keeper(["02071"], today=TODAY) == morning.plan
