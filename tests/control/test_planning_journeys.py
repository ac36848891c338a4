"""The planner's journeys in a real browser: pausing, moving, making good, trying, the roadmap."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from tests.browser import NewPage, sideways, signed_in, violations
from tests.channels.broadcast.builders import Agreeing, grid
from tests.control import world
from tests.control.world import NOW, TODAY, World

from loa.channels.broadcast import actions
from loa.channels.broadcast.models import AsRun, GridFrame, RundownDay
from loa.core.canonical import canonical
from loa.core.periods import DAY, Days
from loa.core.words import Missed, Outcome
from loa.delivery.models import Placement
from loa.devices.disk import HastyDisk
from loa.devices.objects import ObjectStore
from loa.newsroom.models import Item, Variant
from loa.people.models import Organisation
from loa.plans.models import Event, Topic
from loa.rehearsal import runs, trial
from loa.rehearsal.changes import Changes, read_changes
from loa.rehearsal.models import Run

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CELL = "topic=1.1&phase=dot-1&channel=loudspeaker&measure=plays&simulated=1"


@pytest.fixture
def morning(transactional_db: None) -> World:
    """The morning with hours to fill, a festive item, one missed play and one draft."""
    made = world.build()
    GridFrame.objects.update(document=canonical(grid().document()).decode())
    Placement.objects.filter(key="rua-tay").update(ends=TODAY + 10 * DAY)
    Placement.objects.create(
        key="hoi-xuan", message=world.festive(), channel="loudspeaker", areas=made.plan.area,
        starts=TODAY + DAY, ends=TODAY + 20 * DAY, days=3, times_a_day=1, placed_at=NOW,
    )  # fmt: skip
    AsRun.objects.update_or_create(
        rundown=RundownDay.objects.get(station__key="nghia-ta", day=TODAY),
        item_id=made.unheard.id,
        defaults={
            "outcome": Outcome.MISSED, "reason": Missed.OFF, "planned_at": made.unheard.starts,
        },
    )  # fmt: skip
    item = Item.objects.create(
        key="moi", topic=Topic.objects.get(plan=made.plan, key="1"), headline="Mời dự lễ",
        issuer=Organisation.objects.get(key="trung-tam"), valid_from=NOW,
        valid_until=NOW + 60 * DAY, written_at=NOW,
    )  # fmt: skip
    Variant.objects.create(item=item, language="vi", text="Lễ phát động ngày 4/12/2026.")
    return made


def publish(folder: Path, minutes: int) -> None:
    actions.publish_due(
        publisher=Agreeing(), objects=ObjectStore(folder, HastyDisk()), horizon_days=7,
        now=NOW + minutes * (DAY / 1440),
    )  # fmt: skip


def festive_days() -> list[int]:
    rows = RundownDay.objects.filter(station__key="bang-lung").order_by("day")
    return [
        (row.day - TODAY).days
        for row in rows
        if any(item.title == "Hội xuân" for item in row.rundown().items)
    ]


def asked(changes: Changes) -> Run:
    run = runs.ask_for_trial(
        plan_key="phong-dich", starts=TODAY + DAY, ends=TODAY + 8 * DAY, changes=changes,
        by="ke-hoach", now=NOW,
    )  # fmt: skip
    return worked_out(run)


def worked_out(run: Run) -> Run:
    days = Days(run.starts, run.ends)
    run.result = trial.run(run.plan_key, days, read_changes(run.changes), lambda *_: None)
    run.state = Run.State.DONE
    run.save()
    return run


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_every_page_of_planning_is_usable_by_everyone(
    live_server: Any, new_page: NewPage, morning: World, width: int, scheme: str
) -> None:
    run = asked(Changes(day_s=50))
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    signed_in(page, live_server, morning.planner)
    pages = (
        "/roadmap/",
        "/roadmap/?zoom=month",
        "/roadmap/?zoom=all&kind=phase",
        "/pauses/",
        "/plans/phong-dich/events/mit-tinh/",
        "/plans/phong-dich/trials/",
        f"/plans/phong-dich/trials/{run.pk}/",
        f"/plans/phong-dich/coverage/cell/?{CELL}",
    )
    found = {}
    for path in pages:
        answer = page.goto(f"{live_server.url}{path}")
        assert answer is not None
        found[path] = (answer.status, violations(page), sideways(page))
    assert found == dict.fromkeys(pages, (200, [], 0))


def test_two_days_of_pause_empty_the_programme_of_festive_content(
    live_server: Any, page: Page, morning: World, tmp_path: Path
) -> None:
    publish(tmp_path, 0)
    assert festive_days() == [1, 2, 3]
    signed_in(page, live_server, morning.planner)
    page.goto(f"{live_server.url}/plans/")
    page.get_by_role("link", name="Tạm dừng").click()
    page.get_by_label("Từ ngày").fill(f"{TODAY + DAY}")
    page.get_by_label("Đến hết ngày").fill(f"{TODAY + 2 * DAY}")
    page.get_by_label("Lý do, để người dân đọc").fill("Quốc tang")
    page.get_by_role("button", name="Xem sẽ dừng những gì").click()
    expect(page.locator("#preview")).to_contain_text("Hội xuân: 4 lượt ở 2 trạm")
    assert violations(page) == []
    page.get_by_role("button", name="Tạm dừng", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Đã tạm dừng")).to_be_visible()
    publish(tmp_path, 1)
    assert festive_days() == [3, 4, 5]
    page.get_by_role("button", name="Thôi tạm dừng").click()
    expect(page.get_by_text("không có gì bị dừng")).to_be_visible()
    publish(tmp_path, 2)
    assert festive_days() == [1, 2, 3]


def test_one_click_makes_good_what_a_commune_did_not_hear(
    live_server: Any, page: Page, morning: World, tmp_path: Path
) -> None:
    signed_in(page, live_server, morning.planner)
    page.goto(f"{live_server.url}/plans/phong-dich/coverage/cell/?{CELL}")
    expect(page.get_by_role("heading", name="Chưa nghe đủ: 1 đơn vị")).to_be_visible()
    page.get_by_role("button", name="Phát bù 1 lượt").click()
    expect(page.get_by_text("Đã xếp phát bù 1 lượt ở 1 đơn vị.")).to_be_visible()
    publish(tmp_path, 1)
    coming = RundownDay.objects.filter(station__key="nghia-ta", day__gt=TODAY)
    heard = [i.placement for row in coming for i in row.rundown().items]
    assert f"phat-bu/{morning.unheard.id}" in heard


def test_moving_an_event_ends_at_what_still_names_the_old_day(
    live_server: Any, page: Page, morning: World
) -> None:
    signed_in(page, live_server, morning.planner)
    page.goto(f"{live_server.url}/plans/phong-dich/")
    page.get_by_role("link", name="Lễ phát động").click()
    page.get_by_label("Ngày đầu mới").fill("2026-12-11")
    page.get_by_label("Ngày cuối mới").fill("2026-12-11")
    page.get_by_label("Lý do, để người dân đọc").first.fill("Mưa lũ")
    page.get_by_role("button", name="Xem những gì phải đổi").click()
    expect(page.locator("#ahead")).to_contain_text("Mời dự lễ")
    assert violations(page) == []
    page.get_by_role("button", name="Dời sự kiện").click()
    expect(page.get_by_role("heading", name="Còn 1 việc phải làm")).to_be_visible()
    assert str(Event.objects.get(key="mit-tinh").starts) == "2026-12-11"
    page.locator("#left").get_by_role("link", name="Mời dự lễ").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mời dự lễ")


def test_a_trial_is_asked_for_followed_and_compared(
    live_server: Any, page: Page, morning: World
) -> None:
    signed_in(page, live_server, morning.planner)
    page.goto(f"{live_server.url}/plans/phong-dich/")
    page.get_by_role("link", name="Thử thay đổi").click()
    expect(page.locator(".frame-word")).to_contain_text("Chạy thử")
    page.get_by_label("Tự phát mỗi ngày (phút)").fill("1")
    page.get_by_role("button", name="Thử", exact=True).click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    worked_out(Run.objects.get(kind="trial"))
    changed = page.get_by_role("heading", name="Theo thay đổi", exact=True)
    expect(changed).to_be_visible(timeout=10_000)
    expect(page.locator(".trial-changed")).to_contain_text("2 đơn vị thiếu nội dung")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã giữ: bản thử này")).to_be_visible()


def test_the_roadmap_is_walked_by_arrow_keys_and_is_a_list_without_scripts(
    live_server: Any, page: Page, new_page: NewPage, morning: World
) -> None:
    signed_in(page, live_server, morning.planner)
    page.goto(f"{live_server.url}/roadmap/")
    bars = page.locator("[data-bar]")
    bars.first.focus()
    for key, place in (("ArrowDown", 1), ("ArrowRight", 2), ("ArrowUp", 1), ("End", -1)):
        page.keyboard.press(key)
        expect(bars.nth(place)).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/plans/phong-dich/coverage/?phase=dot-1")
    client = Client()
    client.force_login(morning.planner)
    plain = client.get("/roadmap/").content.decode()
    assert plain.index("Trước mùa dịch") < plain.index("Lễ phát động")


def test_paper_is_landscape_and_shows_every_bar(
    live_server: Any, page: Page, morning: World, tmp_path: Path
) -> None:
    signed_in(page, live_server, morning.planner)
    page.goto(f"{live_server.url}/roadmap/")
    sizes = {}
    for paper in ("a4", "a3"):
        page.evaluate(f"document.documentElement.dataset.paper = '{paper}'")
        document = page.pdf(prefer_css_page_size=True)
        box = document.split(b"/MediaBox [")[1].split(b"]")[0].split()
        sizes[paper] = (round(float(box[2])), round(float(box[3])))
    assert sizes == {"a4": (842, 595), "a3": (1191, 842)}
