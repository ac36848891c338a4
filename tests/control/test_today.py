"""Today and one item of it, as a signed-in planner gets them."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.control import world
from tests.control.world import NOW, TODAY, World, at

from loa.channels.broadcast.models import PolicyRevision, RundownDay, Station, StationUnit
from loa.channels.broadcast.queries.units import stations_in
from loa.control import words
from loa.control.queries.ledgers import aired
from loa.control.queries.today import Unplaced, today
from loa.control.queries.turning import coming
from loa.control.queries.units import named, options
from loa.control.queries.worries import Duties, worries
from loa.control.rules.today import Mark, Quiet, Status, Sums
from loa.core.canonical import canonical, digest
from loa.core.dayparts import Daypart
from loa.core.policy import Hours, Policy
from loa.devices.models import Entry
from loa.devices.objects import ObjectStore
from loa.people.models import User
from loa.plans.models import Assignment
from loa.theme.figures import State

pytestmark = pytest.mark.django_db


def somebody() -> User:
    return User.objects.get_or_create(username="ai-do")[0]


def test_the_day_is_laid_out_by_station(morning: World) -> None:
    found = today(now=NOW)
    assert [(line.key, line.status, [s.mark for s in line.squares]) for line in found.lines] == [
        ("bang-lung", Status.ON_TIME, [Mark.AIRED] * 3 + [Mark.UPCOMING]),
        ("nghia-ta", Status.SILENT, [Mark.AIRED] + [Mark.UNHEARD_OF] * 2 + [Mark.UPCOMING]),
    ]
    assert found.sums == Sums(
        stations=2,
        on_time=1,
        silent=1,
        plays=1,
        due=2,
        planned=4,
        heard_ms=12_000 + 60_000 + 1_800_000 + 12_000,
    )
    assert found.quiet == Quiet(2, at(17, 0))


def test_amber_is_only_for_what_waits_for_a_hand() -> None:
    amber = {mark for mark, (state, _label) in words.MARKS.items() if state is State.DUE}
    assert amber == {Mark.UNTICKED}
    assert [status for status, (state, *_) in words.STATUSES.items() if state is State.DUE] == []


def test_a_station_fed_by_hand_is_amber_once_its_slip_is_owed(
    planner: Client, morning: World
) -> None:
    Station.objects.filter(key="nghia-ta").update(kind=Station.Kind.WIRED)
    (line,) = [s for s in planner.get("/today/").context["lines"] if s.line.key == "nghia-ta"]
    assert (line.line.status, line.state) == (Status.BY_HAND, State.DUE)
    RundownDay.objects.filter(station__key="nghia-ta").delete()
    page = planner.get("/today/")
    (line,) = [s for s in page.context["lines"] if s.line.key == "nghia-ta"]
    assert (line.line.status, line.state) == (Status.BY_HAND, None)
    assert (page.context["sums"].waiting, page.context["sums"].by_hand) == (0, 1)


def test_a_room_that_plays_round_the_clock_is_not_called_quiet(
    planner: Client, morning: World
) -> None:
    room = world.add_station("phong", "Phòng nghe thử", "02020")
    whole = Policy("phong", 2, "Asia/Ho_Chi_Minh", (Hours(Daypart(time(0), time(0))),), 60, 60, "")
    PolicyRevision.objects.create(
        station=room, serial=2, document=canonical(whole.document()).decode(), decided_at=NOW
    )
    assert today(now=NOW).quiet == Quiet(2, at(17, 0), round_the_clock=1)
    page = " ".join(planner.get("/today/").content.decode().split())
    assert "2 trạm đang nghỉ giữa hai buổi" in page
    assert "1 trạm phát cả ngày" in page


def test_what_found_no_place_is_summed_over_stations(morning: World) -> None:
    lost = {"headline": "Tin A", "sentence": "The sessions of the day are full.", "later": False}
    RundownDay.objects.update(unplaced=[lost, {**lost, "headline": "Tin B", "later": True}])
    found = today(now=NOW)
    assert found.unplaced == (Unplaced("Tin A", "The sessions of the day are full.", 2),)
    lacking = worries(found, somebody(), now=NOW)
    assert (lacking.unplaced, lacking.unplaced_stations) == (1, 2)


def test_what_needs_a_hand_is_gathered(morning: World) -> None:
    found = worries(today(now=NOW), somebody(), now=NOW)
    assert [line.key for line in found.silent] == ["nghia-ta"]
    assert [(one.plan.key, one.turn.in_days(TODAY)) for one in found.changes] == [
        ("phong-dich", 4),
        ("phong-dich", 7),
    ]
    assert [one.event.key for one in found.moved] == ["mit-tinh"]
    assert found.duties == Duties((), 0)  # nobody's duty is this person's
    theirs = worries(today(now=NOW), morning.planner, now=NOW).duties
    assert theirs == Duties((), 1)
    Assignment.objects.update(due=TODAY - timedelta(days=1))
    late = worries(today(now=NOW), morning.planner, now=NOW).duties
    assert ([row.key for row in late.overdue], late.unacknowledged) == (["san-xuat"], 1)
    assert coming(TODAY - timedelta(days=5)) == []


def grow(count: int) -> None:
    """Add stations for which only the evening of bang-lung's day is planned."""
    pattern = RundownDay.objects.get(station__key="bang-lung")
    whole, grid = pattern.rundown(), pattern.station.grid
    evening = replace(whole, items=whole.items[-1:]).encoded()
    stations = Station.objects.bulk_create(
        Station(key=f"s-{n}", name=f"Trạm {n}", kind="player", since=TODAY, grid=grid, languages=[])
        for n in range(count)
    )
    StationUnit.objects.bulk_create(
        StationUnit(station=s, unit_code="02020", since=TODAY) for s in stations
    )
    RundownDay.objects.bulk_create(
        RundownDay(
            station=s, day=TODAY, serial=1, address=digest(evening), document=evening.decode()
        )
        for s in stations
    )


def test_the_number_of_queries_does_not_grow_with_the_stations(morning: World) -> None:
    user = somebody()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            shown = today(now=NOW)
            worries(shown, user, now=NOW)
        return len(queries)

    asked()  # what is parsed once is kept
    few = asked()
    grow(500)
    first, again = asked(), asked()
    assert (first, again) == (few + 1, few)
    assert few <= 26


def test_the_page_says_the_day_in_one_line(planner: Client) -> None:
    page = planner.get("/today/").content.decode()
    for sentence in (
        "Thứ Hai 23/11/2026",
        "1 đang đúng lịch",
        "1 im",
        "Trạm Nghĩa Tá im từ",
        "17:00",
        "05:01 Rửa tay với xà phòng: đã phát",
        "1/2",
    ):
        assert sentence in page


def test_the_part_that_is_asked_for_again_is_no_whole_page(planner: Client) -> None:
    part = planner.get("/today/live/").content.decode()
    assert "Trạm Bằng Lũng" in part
    assert "<html" not in part


def test_too_many_stations_show_those_in_trouble(planner: Client) -> None:
    grow(100)
    page = planner.get("/today/").content.decode()
    assert page.count('class="station-line"') == 80
    assert 'id="station-nghia-ta"' in page
    assert "Còn 22 trạm nữa" in page


def test_a_network_that_failed_does_not_flood_the_list(morning: World) -> None:
    found = worries(today(now=NOW), somebody(), now=NOW)
    many = replace(found, silent=found.silent * 8)
    assert (len(many.silent_first), many.silent_rest) == (5, 3)
    assert (len(found.silent_first), found.silent_rest) == (1, 0)


def test_an_empty_installation_says_how_to_begin(client: Client, db: None) -> None:
    client.force_login(world.person("moi", world.Role.PLANNER))
    assert 'href="/first-day/"' in client.get("/today/").content.decode()
    client.force_login(world.person("khach", world.Role.VIEWER))
    assert "loa demo load" in client.get("/today/").content.decode()


def test_an_item_is_followed_to_its_ledger(morning: World) -> None:
    found = aired("bang-lung", TODAY, morning.heard.id)
    assert found is not None
    assert [(line.entry.n, line.entry.event, line.holds) for line in found.lines] == [
        (4, "started", True),
        (5, "finished", True),
    ]
    assert found.reasons["run"] == [2, 3]


def test_a_rewritten_ledger_is_seen_to_be_one(planner: Client, morning: World) -> None:
    Entry.objects.filter(device__station="bang-lung", n=5).update(ms=61_000)
    found = aired("bang-lung", TODAY, morning.heard.id)
    assert found is not None
    assert [line.holds for line in found.lines] == [True, False]
    page = planner.get(f"/day/bang-lung/{TODAY}/{morning.heard.id}/").content.decode()
    assert "Không khớp chuỗi nhật ký" in page


def test_an_item_page_says_what_why_and_how_it_is_known(planner: Client, morning: World) -> None:
    page = planner.get(f"/day/bang-lung/{TODAY}/{morning.heard.id}/").content.decode()
    for sentence in (
        "Rửa tay với xà phòng trước khi ăn.",
        "giọng tổng hợp",
        "Có nhật ký, đã kiểm",
        "Ngày thứ 2 trong 3 ngày liền",
        "lần thứ 1 trong 2 lần của ngày",
        "12/KH-UBND",
    ):
        assert sentence in page


@pytest.mark.parametrize("path", ["/day/bang-lung/2026-11-23/nope/", "/day/x/31-11-2026/y/"])
def test_an_item_that_is_not_there_is_not_found(planner: Client, path: str) -> None:
    assert planner.get(path).status_code == 404


def test_the_chosen_unit_is_kept_and_narrows_the_lines(planner: Client) -> None:
    answer = planner.post("/unit/", {"unit": "02071", "next": "/plans/"})
    assert answer.headers["Location"] == "/plans/"
    page = planner.get("/today/").content.decode()
    assert "Trạm Nghĩa Tá" in page
    assert "Trạm Bằng Lũng" not in page
    planner.post("/unit/", {"unit": "", "next": "https://elsewhere.example/"})
    assert "Trạm Bằng Lũng" in planner.get("/today/").content.decode()


def test_a_stranger_address_is_not_followed_after_choosing(planner: Client) -> None:
    answer = planner.post("/unit/", {"unit": "", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"


def test_a_former_district_groups_what_stood_in_it(morning: World) -> None:
    station = Station.objects.get(key="bang-lung")
    StationUnit.objects.create(
        station=station,
        unit_code="02020",
        since=TODAY.replace(year=2020),
        until=TODAY.replace(year=2025, month=7, day=1),
    )
    offered = [(one.code, one.district, one.past) for one in options(today=TODAY)]
    assert offered == [("064", True, True), ("02020", False, False), ("02071", False, False)]
    assert stations_in("064", today=TODAY) == {station.pk}
    assert named("nowhere", today=TODAY) is None


def test_a_sound_is_served_whole_and_in_part(planner: Client, settings: object) -> None:

    address = ObjectStore(settings.DATA_DIR / "objects").put(b"0123456789")  # type: ignore[attr-defined]
    whole = planner.get(f"/sound/{address}.opus")
    assert (whole.status_code, whole.content) == (200, b"0123456789")
    part = planner.get(f"/sound/{address}.opus", headers={"range": "bytes=4-"})
    assert (part.status_code, part.content) == (206, b"456789")
    assert part.headers["Content-Range"] == "bytes 4-9/10"
    beyond = planner.get(f"/sound/{address}.opus", headers={"range": "bytes=40-"})
    assert beyond.status_code == 416
    assert planner.get(f"/sound/{'00' * 32}.opus").status_code == 404
    assert planner.get("/sound/nonsense.opus").status_code == 404


def test_who_has_no_role_is_refused(client: Client, morning: World) -> None:
    client.force_login(get_user_model().objects.create_user("khach", password="x"))
    assert client.get("/today/").status_code == 403
