"""The month's orientation: what it asks of offices, some of it done, some late; illustrative.

Its days are counted from today, so that there is always something due, something late and
a change of phase ahead.
"""

from datetime import date, datetime, timedelta

from loa.demonstration.cast import PROVINCE_CENTRE
from loa.people.models import Organisation
from loa.plans.actions import advance_assignment, approve_plan, load_plan
from loa.plans.models import Assignment, Plan

KEY = "dinh-huong-thang"
HEALTH, NGHIA_TA, YEN_THINH = "so-y-te-thai-nguyen", "xa-02071", "xa-02044"
PLAN = """
format = "loa.plan"
version = "1.0"

key = "{key}"
kind = "monthly"
title = "Định hướng tuyên truyền tháng {month}"
issuer = {{ key = "{issuer}", name = "{issuer_name}" }}
area = ["02044", "02071"]
notes = "Số liệu minh hoạ."

phase = [
  {{ key = "dau", name = "Nửa đầu tháng", starts = {starts}, ends = {eve} }},
  {{ key = "cuoi", name = "Nửa cuối tháng", starts = {turn}, ends = {ends} }},
]

topic = [
  {{ code = "1", name = "Chuyển đổi số trong giải quyết thủ tục hành chính", weights = {{ cuoi = 1 }} }},
]

target = [
  {{ key = "bai", name = "Bài về dịch vụ công trực tuyến", topic = "1", phase = "cuoi", channel = "portal", quantity = 4 }},
]

[[assignment]]
key = "anh-co-so"
organisation = "{nghia_ta}"
name = "{nghia_ta_name}"
duty = "Chụp ảnh hoạt động tuyên truyền tại cơ sở, gửi Trung tâm đăng cổng"
product = "5 ảnh kèm chú thích"
due = {late}

[[assignment]]
key = "so-lieu"
organisation = "{yen_thinh}"
name = "{yen_thinh_name}"
duty = "Báo số buổi phát thanh và số người dự các buổi tuyên truyền miệng"
product = "Biểu số liệu tháng"
due = {soon}
coordinating = [{{ key = "{nghia_ta}", name = "{nghia_ta_name}" }}]

[[assignment]]
key = "noi-dung-y-te"
organisation = "{health}"
name = "{health_name}"
duty = "Cung cấp nội dung phòng bệnh mùa đông cho bản tin"
product = "2 bài viết"
due = {soon}

[[assignment]]
key = "tong-hop"
organisation = "{issuer}"
name = "{issuer_name}"
duty = "Tổng hợp, báo cáo kết quả tháng"
product = "Báo cáo tháng"
due = {ends}
coordinating = [{{ key = "{nghia_ta}", name = "{nghia_ta_name}" }}, {{ key = "{yen_thinh}", name = "{yen_thinh_name}" }}]
"""  # noqa: E501 - lines of tables in a plan's file


def orient(*, today: date, now: datetime) -> Plan:
    """Load the month's orientation and let its duties come some way; once."""
    known = Plan.objects.filter(key=KEY).first()
    if known is not None:
        return known
    plan = load_plan(_text(today), now=now, by="demo")
    approve_plan(plan_key=KEY, now=now, by="demo")
    for key, state in (
        ("so-lieu", Assignment.State.DOING),
        ("tong-hop", Assignment.State.ACKNOWLEDGED),
    ):
        advance_assignment(plan_key=KEY, key=key, state=state, now=now, by="demo")
    plan.refresh_from_db()
    return plan


def settle_past(plan_key: str, *, now: datetime) -> None:
    """Let the duties of a plan of 2020 be done: nobody is to be chased for them."""
    for row in Assignment.objects.filter(plan__key=plan_key):
        advance_assignment(plan_key=plan_key, key=row.key, state="done", now=now, by="demo")


def _text(today: date) -> str:
    keys = (PROVINCE_CENTRE, HEALTH, NGHIA_TA, YEN_THINH)
    names = dict(Organisation.objects.filter(key__in=keys).values_list("key", "name"))

    def day(n: int) -> date:
        return today + timedelta(days=n)

    return PLAN.format(
        key=KEY,
        month=f"{today.month}/{today.year}",
        issuer=PROVINCE_CENTRE,
        issuer_name=names[PROVINCE_CENTRE],
        health=HEALTH,
        health_name=names[HEALTH],
        nghia_ta=NGHIA_TA,
        nghia_ta_name=names[NGHIA_TA],
        yen_thinh=YEN_THINH,
        yen_thinh_name=names[YEN_THINH],
        starts=day(-10),
        late=day(-3),
        soon=day(2),
        eve=day(4),
        turn=day(5),
        ends=day(20),
    )
