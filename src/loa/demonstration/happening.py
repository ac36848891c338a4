"""The demonstration's event that goes on now: its agenda, its log, a result as a table.

A clean-up against mosquitoes, which began yesterday. Counts are of the whole week's first
day, never of one commune beside another, and everything is invented and says so.
"""

from datetime import date, datetime, time

from django.db import transaction

from loa.channels.portal.live import actions as live
from loa.channels.portal.models import AgendaLine, EventNotes, EventResult, LiveLog
from loa.channels.portal.results import post_announced
from loa.channels.portal.tables import Table
from loa.core.periods import DAY
from loa.demonstration import programme
from loa.demonstration.programme import Desk
from loa.newsroom import actions, kinds
from loa.people.models import User
from loa.plans.models import Event, Plan
from loa.website import results
from loa.website.results import Entered

KEY = "tuan-le-diet-bo-gay"
LASTS = 7 * DAY
AGENDA = (
    (0, "7 giờ 30", "Ra quân tại nhà văn hoá các thôn"),
    (0, "8 giờ", "Tổ diệt bọ gậy đến từng hộ"),
    (3, "cả ngày", "Thu gom lốp cũ, chai lọ, vật chứa nước"),
    (6, "14 giờ", "Kiểm tra lại các hộ có nhiều dụng cụ chứa nước"),
)
LOG = (
    (time(7, 30), "Ra quân tại nhà văn hoá các thôn. Loa phát lời kêu gọi lúc 5 giờ 30 và 7 giờ."),
    (time(8, 15), "Các tổ bắt đầu đến từng hộ, mang theo đèn pin và phiếu kiểm tra."),
    (time(9, 40), "Đã đến 310 hộ."),
    (time(11, 0), "Tạm nghỉ trưa. Buổi chiều các tổ đi tiếp từ 14 giờ."),
    (time(16, 45), "Kết thúc ngày đầu. Số liệu cả ngày sẽ công bố sau khi đối chiếu phiếu."),
)
MISCOUNTED, COUNTED = time(9, 40), "Đã đến 301 hộ; số đọc lúc đầu ghi nhầm thứ tự chữ số."
HEADLINE = "Kết quả ngày đầu Tuần lễ diệt bọ gậy (số liệu minh hoạ)"
SAID = "Số liệu tổng hợp từ phiếu kiểm tra của các tổ trong ngày đầu, đã đối chiếu."
TABLE = Table(
    ("Chỉ tiêu", "Đơn vị", "Kết quả"),
    (
        ("Hộ được đến kiểm tra", "hộ", "642"),
        ("Dụng cụ chứa nước đã xem", "cái", "2.318"),
        ("Dụng cụ có bọ gậy, đã xử lý", "cái", "187"),
        ("Lốp cũ, chai lọ đã thu gom", "kg", "940"),
        ("Người tham gia", "người", "128"),
    ),
)
ANNOUNCED_BY = (programme.AUTHOR, programme.APPROVER)


def let_it_happen(plan: Plan, desk: Desk, *, today: date, now: datetime) -> None:
    """Let the event go on since yesterday; what was told of it already stays as it is."""
    event, _new = Event.objects.get_or_create(
        plan=plan,
        key=KEY,
        defaults={
            "position": 899,
            "name": "Tuần lễ ra quân diệt bọ gậy, phòng sốt xuất huyết (minh hoạ)",
            "level": "province",
            "state": Event.State.CONFIRMED,
            "starts": today - DAY,
            "ends": today - DAY + LASTS,
            "theme": "Không có bọ gậy, không có sốt xuất huyết",
            "motto": "Mỗi nhà mười phút, mỗi tuần một lần",
        },
    )
    _write_agenda(event)
    if not LiveLog.objects.filter(plan_key=plan.key, event_key=KEY).exists():
        _write_log(event, today - DAY)
    if not EventResult.objects.filter(plan_key=plan.key, event_key=KEY).exists():
        _tell_results(event, desk)
    post_announced(now)


def _write_agenda(event: Event) -> None:
    notes, new = EventNotes.objects.get_or_create(
        plan_key=event.plan.key,
        event_key=KEY,
        defaults={"place": "Nhà văn hoá các thôn, tổ dân phố"},
    )
    if new and event.starts:
        for order, (days, clock, what) in enumerate(AGENDA):
            day = event.starts + days * DAY
            AgendaLine.objects.create(
                notes=notes, sort_order=order, when=f"{clock}, {day:%d/%m}", what=what
            )


@transaction.atomic  # stopped in between, nothing of it stays
def _write_log(event: Event, day: date) -> None:
    author = User.objects.get(username=programme.AUTHOR)
    for clock, text in LOG:
        at = programme.start_of(day).replace(hour=clock.hour, minute=clock.minute)
        line = live.report(event, text=text, by=author, now=at)
        if clock == MISCOUNTED:
            later = at.replace(minute=at.minute + 12)
            live.correct(event, line.entry, text=COUNTED, by=author, now=later)


@transaction.atomic
def _tell_results(event: Event, desk: Desk) -> None:
    author = User.objects.get(username=programme.AUTHOR)
    topic = event.plan.topics.order_by("position").first()
    if topic is None:
        raise ValueError(f"{event.plan.key}: no topic to put results under")
    entered = Entered(HEADLINE, SAID, TABLE, "Phiếu kiểm tra của các tổ (minh hoạ)", topic)
    item = results.draft(event, entered, by=author, now=desk.now)
    actions.send_for_approval(item, by=author, now=desk.now)
    signed = programme.sign(item, desk, programme.APPROVER)
    approver = User.objects.get(username=programme.APPROVER)
    actions.approve(item, signed, by=approver, now=desk.now)
    item.refresh_from_db()
    for username in ANNOUNCED_BY:
        kinds.announce(item, by=User.objects.get(username=username), now=desk.now)
