"""The demonstration's portal: a site, articles of its own, an event ahead and a series."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction

from loa.channels.portal.models import AgendaLine, EventNotes, UnitState
from loa.channels.portal.sites import MAIN, open_site
from loa.core.periods import DAY
from loa.core.words import Form
from loa.delivery.actions import Frequency, place
from loa.delivery.models import Placement, SealedMessage
from loa.demonstration import cast, content, programme
from loa.demonstration.content import Written
from loa.demonstration.programme import Desk
from loa.newsroom import actions
from loa.newsroom.models import Item
from loa.people.models import Organisation, User
from loa.plans.models import Event, Plan, Topic

PORTAL = "portal"
ARTICLES = "cong-thong-tin"
NAME = "Bản tin cơ sở Thái Nguyên (minh hoạ)"
WELCOME = "Đọc, nghe lại những gì loa đã phát; hỏi và phản ánh ngay tại đây."
CONTACT = "Trung tâm thông tin cơ sở tỉnh (minh hoạ)\nĐịa chỉ, điện thoại: số liệu minh hoạ"
APART = timedelta(days=2)  # between two articles, so that the news have a past
AHEAD, LONG = timedelta(days=18), timedelta(days=7)
VACCINATION = "tuan-le-tiem-chung"
SERIES = ("cho-don-2020", "dai-hoi-xa")
BOARD = {
    "02071": (UnitState.State.HELD, date(2020, 4, 21)),
    "02053": (UnitState.State.HELD, date(2020, 5, 12)),
    "02038": (UnitState.State.PREPARING, None),
    "02044": (UnitState.State.PREPARING, None),
}


def open_portal() -> None:
    """Open the demonstration's site; it speaks for the province."""
    home = open_site(key=MAIN, name=NAME, unit_code=cast.PROVINCE).root_page.specific
    if not home.welcome:
        home.welcome, home.contact = WELCOME, CONTACT
        home.save()


def place_on_portal(messages: Mapping[str, SealedMessage], *, starts: date, now: datetime) -> None:
    """Place what the loudspeakers say on the portal too, to read and to hear again."""
    for key, message in sorted(messages.items()):
        show(key, message, starts=starts, now=now)


def seal_articles(plan: Plan, desk: Desk, *, today: date) -> None:
    """Write, approve and place the portal's own articles, one every other day until today."""
    written = content.read(ARTICLES)
    for back, item in zip(range(len(written), 0, -1), written, strict=True):
        if SealedMessage.objects.filter(key=item.key).exists():
            continue
        earlier = replace(
            desk, now=desk.now - back * APART, valid_from=desk.valid_from - back * APART
        )
        _seal(item, plan, earlier)
        message = SealedMessage.objects.get(key=item.key)
        show(item.key, message, starts=today - back * APART, now=earlier.now)


def show(key: str, message: SealedMessage, *, starts: date, now: datetime) -> None:
    """Place a message on the portal from a day on, once."""
    name = f"cong/{key}"
    if Placement.objects.filter(key=name).exists():
        return
    place(
        key=name, message=message, channel=PORTAL, areas=[cast.PROVINCE], starts=starts,
        ends=None, frequency=Frequency(every_days=1), now=now,
    )  # fmt: skip


@transaction.atomic
def _seal(written: Written, plan: Plan, desk: Desk) -> None:
    author = User.objects.get(username=programme.AUTHOR)
    approver = User.objects.get(username=programme.APPROVER)
    item = Item(
        key=written.key,
        kind=written.kind,
        form=Form.WEB,
        topic=Topic.objects.get(plan=plan, key=written.topic),
        headline=written.headline,
        issuer=Organisation.objects.get(key=desk.issuer),
        author=author,
        byline=written.author,
        source=written.source,
        valid_from=desk.valid_from,
        valid_until=desk.valid_from + programme.VALID,
    )
    actions.write(item, {"vi": written.text}, now=desk.now)
    actions.send_for_approval(item, by=author, now=desk.now)
    signed = programme.sign(item, desk, programme.APPROVER)
    actions.approve(item, signed, by=approver, now=desk.now)


def announce_events(plan: Plan, *, today: date) -> None:
    """Announce an event ahead, with its agenda, and fill the board of a series."""
    Event.objects.get_or_create(
        plan=plan,
        key=VACCINATION,
        defaults={
            "position": 900,
            "name": "Tuần lễ tiêm chủng nhắc lại cho trẻ em (minh hoạ)",
            "level": "commune",
            "state": Event.State.TENTATIVE,
            "starts": today + AHEAD,
            "ends": today + AHEAD + LONG,
            "theme": "Tiêm đủ mũi, đúng lịch, khoẻ cả thôn",
        },
    )
    notes, new = EventNotes.objects.get_or_create(
        plan_key=plan.key,
        event_key=VACCINATION,
        defaults={"place": "Trạm y tế và nhà văn hoá các thôn"},
    )
    if new:
        for order, (when, what) in enumerate(
            (
                (f"{today + AHEAD:%d/%m}", "Tiêm tại trạm y tế xã, từ 7 giờ 30"),
                (f"{today + AHEAD + 2 * DAY:%d/%m}", "Tổ lưu động đến các thôn vùng trong"),
                (f"{today + AHEAD + 6 * DAY:%d/%m}", "Tiêm vét cho trẻ chưa đủ mũi"),
            )
        ):
            AgendaLine.objects.create(notes=notes, sort_order=order, when=when, what=what)
    series, new = EventNotes.objects.get_or_create(
        plan_key=SERIES[0],
        event_key=SERIES[1],
        defaults={
            "lessons": "Gửi tài liệu cho đại biểu trước ít nhất bảy ngày; bố trí loa ở hội trường "
            "phụ; chuẩn bị phiên dịch tiếng Tày cho phần thảo luận. (Minh hoạ.)"
        },
    )
    if new:
        for order, (code, (state, day)) in enumerate(BOARD.items()):
            UnitState.objects.create(
                notes=series, sort_order=order, unit_code=code, state=state, day=day
            )
