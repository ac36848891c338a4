"""An editor writes an event's log and enters its results; residents read them, no sooner."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.website.world import DESK, PAGE, PASSWORD, STREAM, event, person

from loa.channels.portal import tasks
from loa.channels.portal.models import EventNotes, EventResult, LiveLine, UnitState
from loa.core.message import Sealed
from loa.delivery import actions as delivery
from loa.delivery.models import SealedMessage
from loa.newsroom.models import Item, Retraction
from loa.newsroom.queries import draft_message
from loa.people.rules import Role
from loa.places.models import AdminUnit
from loa.plans.models import Event, Plan

pytestmark = pytest.mark.django_db
TABLE = "Chỉ tiêu | Đơn vị | Kết quả\nNgười hiến máu | người | 87\nMáu nhận | đơn vị | 91"
COMMUNE = "02071"


@pytest.fixture
def editor(client: Client) -> Client:
    event()
    person("bien-tap")
    client.login(username="bien-tap", password=PASSWORD)
    return client


def shown(address: str = PAGE) -> str:
    return Client().get(address).content.decode()


def test_what_is_written_is_read_at_once(editor: Client) -> None:
    assert "Chưa có dòng nào" in shown()
    answer = editor.post(f"{DESK}log/", {"text": "Khai mạc, 120 người dự."})
    assert answer.headers["Location"] == DESK
    assert "Khai mạc, 120 người dự." in shown()
    stream = Client().get(STREAM)
    assert stream.headers["Content-Type"].startswith("text/event-stream")
    assert stream.content.decode().startswith("retry: 20000\n\nid: 1\nevent: entry\ndata: <li")
    assert Client().get(STREAM, headers={"Last-Event-ID": "1"}).content == b"retry: 20000\n\n"


def test_a_correction_says_when_and_keeps_what_stood_there(editor: Client) -> None:
    editor.post(f"{DESK}log/", {"text": "Có 31 người."})
    editor.post(f"{DESK}log/1/", {"text": "Có 30 người."})
    page = shown()
    assert page.index("Có 30 người.") < page.index("Đính chính lúc") < page.index("Có 31 người.")
    editor.post(f"{DESK}log/1/", {"text": "Chưa đếm xong.", "take_back": "1"})
    page = shown()
    assert "Chưa đếm xong." in page
    assert "Có 30 người." not in page


def test_an_error_keeps_what_was_typed(editor: Client) -> None:
    answer = editor.post(f"{DESK}log/", {"text": "Khai mạc.", "at": "25:99"})
    assert answer.status_code == 422
    assert "Khai mạc.</textarea>" in answer.content.decode()
    assert not LiveLine.objects.exists()


@pytest.mark.parametrize(
    ("role", "unit", "status"),
    [
        pytest.param(Role.EDITOR, "19", 200, id="editor-of-the-province"),
        pytest.param(Role.COMMUNE_OFFICER, COMMUNE, 404, id="officer-of-one-commune"),
        pytest.param(Role.VIEWER, "19", 403, id="viewer"),
    ],
)
def test_only_who_answers_for_the_plans_whole_area_reports(
    client: Client, role: Role, unit: str, status: int
) -> None:
    event()
    person("ai-do", role, unit)
    client.login(username="ai-do", password=PASSWORD)
    assert client.get(DESK).status_code == status
    assert client.get("/events/").status_code == (403 if status == 403 else 200)


@pytest.mark.parametrize(("role", "led"), [(Role.EDITOR, True), (Role.VIEWER, False)])
def test_the_menu_leads_there_whoever_may_report(client: Client, role: Role, *, led: bool) -> None:
    person("ai-do", role, COMMUNE)
    client.login(username="ai-do", password=PASSWORD)
    assert ('href="/events/"' in client.get("/plans/").content.decode()) is led


@pytest.fixture
def officer(client: Client) -> Client:
    """The officer of one commune of a province in which every commune has its congress."""
    made = event(series=True, level="commune", name="Đại hội chi bộ")
    assert made.series
    person("can-bo", Role.COMMUNE_OFFICER, COMMUNE)
    client.login(username="can-bo", password=PASSWORD)
    return client


def test_an_officer_writes_the_log_of_their_communes_own_event_in_a_series(
    officer: Client,
) -> None:
    assert "Đại hội chi bộ" in officer.get("/events/").content.decode()
    assert "Đại hội chi bộ: xã Nghĩa Tá" in officer.get(DESK).content.decode()
    officer.post(f"{DESK}log/", {"text": "Khai mạc tại Nhà văn hoá."})
    line = LiveLine.objects.get()
    assert (line.unit_code, line.byline) == (COMMUNE, f"Biên tập viên, Trung tâm {COMMUNE}")
    assert "Khai mạc tại Nhà văn hoá." in shown()
    officer.post(f"{DESK}log/1/", {"text": "Khai mạc tại sân trường."})
    assert "Khai mạc tại sân trường." in shown()


def test_an_officer_touches_no_entry_of_another_place(officer: Client) -> None:
    person("bien-tap")
    editor = Client()
    editor.login(username="bien-tap", password=PASSWORD)
    editor.post(f"{DESK}log/", {"text": "Toàn tỉnh có 92 xã tổ chức."})
    assert LiveLine.objects.get().unit_code == ""
    for act in ({"text": "x"}, {"text": "x", "take_back": "1"}):
        assert officer.post(f"{DESK}log/1/", act).status_code == 403
    assert officer.post(f"{DESK}log/", {"text": "x", "unit": "02020"}).status_code == 404
    assert officer.get(f"{DESK}results/").status_code == 404
    assert "report-change" not in officer.get(DESK).content.decode()
    officer.post(f"{DESK}log/", {"text": "Của xã."})
    editor.post(f"{DESK}log/2/", {"text": "Của xã Nghĩa Tá."})  # who answers for all, corrects all
    assert "Của xã Nghĩa Tá." in shown()
    assert LiveLine.objects.count() == 3


def test_the_day_of_a_communes_own_event_opens_its_log(officer: Client) -> None:
    Event.objects.update(starts=None, ends=None)
    notes = EventNotes.objects.create(plan_key="ke-hoach", event_key="ngay-hoi")
    today = timezone.localdate()
    state = UnitState.objects.create(
        notes=notes, unit_code=COMMUNE, state="preparing", day=today + timedelta(days=1)
    )
    assert officer.post(f"{DESK}log/", {"text": "Sớm quá."}).status_code == 422
    UnitState.objects.filter(pk=state.pk).update(day=today)
    assert officer.post(f"{DESK}log/", {"text": "Khai mạc."}).status_code == 302


def test_an_officer_of_a_place_outside_the_series_has_no_desk(client: Client) -> None:
    event(series=True, level="commune")
    Plan.objects.update(area=["02020"])
    person("can-bo", Role.COMMUNE_OFFICER, COMMUNE)
    client.login(username="can-bo", password=PASSWORD)
    assert client.get(DESK).status_code == 404
    assert client.post(f"{DESK}log/", {"text": "x"}).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    event()
    assert client.post(f"{DESK}log/", {"text": "x"}).status_code == 302
    assert not LiveLine.objects.exists()


def enter(editor: Client, **changes: str) -> Item:
    given = {"headline": "Kết quả ngày hội", "topic": "1", "rows": TABLE, "said": "Kết quả:"}
    answer = editor.post(f"{DESK}results/", given | changes)
    assert answer.status_code == 302, answer.content.decode()
    return Item.objects.get(key=EventResult.objects.get().item)


def sealed(item: Item) -> SealedMessage:
    row = delivery.publish_message(Sealed(draft_message(item), ()), now=timezone.now())
    Item.objects.filter(pk=item.pk).update(state=Item.State.APPROVED, message=row.digest)
    return row


def test_results_are_nowhere_to_be_read_before_two_people_have_announced_them(
    editor: Client,
) -> None:
    item = enter(editor)
    assert (item.results, item.state, item.form) == (True, Item.State.DRAFT, "web")
    row = sealed(item)
    for name in ("mot", "hai"):
        tasks.settle(timezone.now())
        for address in (PAGE, STREAM, "/", "/tin/", f"/tin/{item.key}/", "/tim-kiem/?q=ket+qua"):
            assert ">87<" not in shown(address), address
            assert "Kết quả ngày hội" not in shown(address), address
        delivery.announce(row.digest, by=person(name), now=timezone.now())
    tasks.settle(timezone.now())
    page = shown()
    assert "<caption>Kết quả ngày hội</caption>" in page
    assert '<th scope="row">Người hiến máu</th><td>người</td><td class="number">87</td>' in page
    assert '<th scope="col">Chỉ tiêu</th>' in shown(f"/tin/{item.key}/")
    assert "mọi người xem được" in editor.get(DESK).content.decode()


def test_retracted_results_are_gone_from_the_event(editor: Client) -> None:
    row = sealed(enter(editor))
    for name in ("mot", "hai"):
        delivery.announce(row.digest, by=person(name), now=timezone.now())
    tasks.settle(timezone.now())
    assert ">87<" in shown()
    delivery.retract(row.digest, now=timezone.now())
    tasks.settle(timezone.now())
    assert "Người hiến máu" not in shown()


def test_the_notice_of_a_retracted_article_gives_the_reason(editor: Client) -> None:
    item = enter(editor)
    row = sealed(item)
    for name in ("mot", "hai"):
        delivery.announce(row.digest, by=person(name), now=timezone.now())
    tasks.settle(timezone.now())
    delivery.retract(row.digest, now=timezone.now())
    Retraction.objects.create(
        item=item, messages=[row.digest], reason="Sai số <b>phiếu</b>.", actor="bien-tap",
        at=timezone.now(), corrects=False, places=[],
    )  # fmt: skip
    answer = Client().get(f"/tin/{item.key}/")
    assert answer.status_code == 410
    assert "<p>Sai số &lt;b&gt;phiếu&lt;/b&gt;.</p>" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"rows": "a | b\n1"}, "Dòng 2", id="ragged"),
        pytest.param({"topic": "x"}, "nội dung", id="no-topic"),
        pytest.param({"headline": " "}, "tiêu đề", id="no-headline"),
        pytest.param({"said": "Tài liệu (MẬT)"}, "mật", id="secret"),
    ],
)
def test_results_that_are_none_are_refused_with_what_was_typed(
    editor: Client, changes: dict[str, str], said: str
) -> None:
    given = {"headline": "Kết quả", "topic": "1", "rows": TABLE, "said": ""} | changes
    answer = editor.post(f"{DESK}results/", given)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Item.objects.exists()


def test_looking_at_a_table_keeps_nothing(editor: Client) -> None:
    given = {"headline": "Kết quả", "topic": "1", "rows": TABLE, "look": "1"}
    answer = editor.post(f"{DESK}results/", given)
    assert '<th scope="row">Máu nhận</th>' in answer.content.decode()
    assert not Item.objects.exists()


def test_a_series_shows_its_board_and_the_lessons_of_its_pilot(client: Client) -> None:
    event(series=True, level="commune", pilot=COMMUNE, motto="Mỗi giọt máu")
    notes = EventNotes.objects.create(
        plan_key="ke-hoach", event_key="ngay-hoi", lessons="Gửi giấy mời sớm."
    )
    held = timezone.localdate() - timedelta(days=1)
    UnitState.objects.create(notes=notes, unit_code=COMMUNE, state=UnitState.State.HELD, day=held)
    page = shown()
    for words in ("xã Nghĩa Tá", "Đã tổ chức", f"{held:%d/%m/%Y}", "Gửi giấy mời sớm.", "Mỗi giọt"):
        assert words in page


def test_the_board_of_a_series_without_a_day_has_the_units_of_the_latest_day_named(
    client: Client,
) -> None:
    event(series=True, level="commune", starts=None, ends=None)
    gone = AdminUnit.objects.create(
        code="02074", name="Phong Huân", form="xã", level="commune", parent_code="19",
        valid_from=date(2025, 7, 1), valid_until=date(2026, 3, 1),
    )  # fmt: skip
    notes = EventNotes.objects.create(plan_key="ke-hoach", event_key="ngay-hoi")
    assert gone.name not in shown()
    unit = UnitState.objects.create(
        notes=notes, unit_code=COMMUNE, state=UnitState.State.HELD, day=date(2026, 2, 1)
    )
    assert gone.name in shown()
    unit.day = date(2026, 4, 1)
    unit.save()
    assert gone.name not in shown()


def test_machines_learn_an_events_days(client: Client) -> None:
    event()
    page = shown()
    today = timezone.localdate()
    assert f'"startDate": "{today}", "eventStatus": "https://schema.org/EventScheduled"' in page
