"""An upper plan of the province and a commune's plan that implements it; illustrative.

One commune has made its plan in time, takes over most of the upper plan, adds a topic and
goes beyond its days; another has neither acknowledged nor sent anything. Days are counted
from today.
"""

from datetime import date, datetime, timedelta

from loa.demonstration.cast import MARK, PROVINCE_CENTRE
from loa.people.models import Organisation
from loa.plans.actions import advance_assignment, approve_plan, load_plan
from loa.plans.models import Assignment, Plan

UPPER, LOWER = "phong-chay-mua-kho", "phong-chay-mua-kho-nghia-ta"
NGHIA_TA, YEN_THINH = "xa-02071", "xa-02044"
UPPER_PLAN = """
format = "loa.plan"
version = "1.0"

key = "{upper}"
number = "41/KH-TTTTCS"
kind = "campaign"
title = "Tuyên truyền phòng cháy, chữa cháy mùa khô"
issuer = {{ key = "{centre}", name = "{centre_name}" }}
issued_on = {upper_issued}
area = ["02044", "02071"]
notes = "Kế hoạch {mark}: mọi số liệu và ngày tháng là giả định."

phase = [
  {{ key = "ca-mua", name = "Cả mùa khô", starts = {starts}, ends = {ends} }},
]

topic = [
  {{ code = "1", name = "Phòng cháy trong gia đình: bếp củi, bình ga, ổ điện", weights = {{ ca-mua = 2 }} }},
  {{ code = "2", name = "Phòng cháy, chữa cháy rừng", weights = {{ ca-mua = 3 }} }},
  {{ code = "3", name = "Kỹ năng thoát nạn, số điện thoại 114", weights = {{ ca-mua = 2 }} }},
  {{ code = "4", name = "Cài đặt, sử dụng ứng dụng Báo cháy 114", weights = {{ ca-mua = 1 }} }},
]

[[assignment]]
key = "nghia-ta"
organisation = "{nghia_ta}"
name = "{nghia_ta_name}"
duty = "Xây dựng kế hoạch của xã, gửi Trung tâm"
product = "Kế hoạch của xã"
due = {due}

[[assignment]]
key = "yen-thinh"
organisation = "{yen_thinh}"
name = "{yen_thinh_name}"
duty = "Xây dựng kế hoạch của xã, gửi Trung tâm"
product = "Kế hoạch của xã"
due = {due}

[[assignment]]
key = "tong-hop"
organisation = "{centre}"
name = "{centre_name}"
duty = "Theo dõi, tổng hợp kế hoạch của các xã"
due = {gathered}
"""  # noqa: E501 - lines of tables in a plan's file
LOWER_PLAN = """
format = "loa.plan"
version = "1.0"

key = "{lower}"
number = "27/KH-UBND"
kind = "campaign"
title = "Tuyên truyền phòng cháy, chữa cháy mùa khô trên địa bàn xã Nghĩa Tá"
issuer = {{ key = "{nghia_ta}", name = "{nghia_ta_name}" }}
issued_on = {lower_issued}
area = ["02071"]
implements = "{upper}"
basis = ["Kế hoạch số 41/KH-TTTTCS của {centre_name}"]
notes = "Kế hoạch {mark}: mọi số liệu và ngày tháng là giả định."

phase = [
  {{ key = "ca-mua", name = "Cả mùa khô", starts = {starts}, ends = {beyond} }},
]

topic = [
  {{ code = "1", name = "Phòng cháy trong gia đình: bếp củi, bình ga, ổ điện", weights = {{ ca-mua = 2 }} }},
  {{ code = "2", name = "Phòng cháy, chữa cháy rừng", weights = {{ ca-mua = 3 }} }},
  {{ code = "3", name = "Kỹ năng thoát nạn, số điện thoại 114", weights = {{ ca-mua = 2 }} }},
  {{ code = "5", name = "Đốt nương, dọn thực bì đúng quy định", weights = {{ ca-mua = 2 }} }},
]

[[assignment]]
key = "phat-thanh"
organisation = "{nghia_ta}"
name = "{nghia_ta_name}"
duty = "Biên tập và phát tin trên cụm loa của xã"
due = {ends}
"""  # noqa: E501 - as above


def hand_down(*, today: date, now: datetime) -> tuple[Plan, Plan]:
    """Load both plans and let the upper one's duties come some way; once."""
    known = {row.key: row for row in Plan.objects.filter(key__in=(UPPER, LOWER))}
    if len(known) == 2:  # noqa: PLR2004 - both of them
        return known[UPPER], known[LOWER]
    said = _said(today)
    for key, text in ((UPPER, UPPER_PLAN), (LOWER, LOWER_PLAN)):
        if key not in known:
            load_plan(text.format(**said), now=now, by="demo")
            approve_plan(plan_key=key, now=now, by="demo")
    for plan, key, state in (
        (UPPER, "nghia-ta", Assignment.State.DONE),
        (UPPER, "tong-hop", Assignment.State.ACKNOWLEDGED),
        (LOWER, "phat-thanh", Assignment.State.ACKNOWLEDGED),
    ):
        advance_assignment(plan_key=plan, key=key, state=state, now=now, by="demo")
    return Plan.objects.get(key=UPPER), Plan.objects.get(key=LOWER)


def _said(today: date) -> dict[str, object]:
    keys = (PROVINCE_CENTRE, NGHIA_TA, YEN_THINH)
    names = dict(Organisation.objects.filter(key__in=keys).values_list("key", "name"))

    def day(n: int) -> date:
        return today + timedelta(days=n)

    return {
        "upper": UPPER,
        "lower": LOWER,
        "mark": MARK,
        "centre": PROVINCE_CENTRE,
        "centre_name": names[PROVINCE_CENTRE],
        "nghia_ta": NGHIA_TA,
        "nghia_ta_name": names[NGHIA_TA],
        "yen_thinh": YEN_THINH,
        "yen_thinh_name": names[YEN_THINH],
        "upper_issued": day(-20),
        "lower_issued": day(-8),
        "due": day(-5),
        "starts": day(-6),
        "gathered": day(12),
        "ends": day(60),
        "beyond": day(70),
    }
