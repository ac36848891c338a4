"""An office that takes documents in: Chợ Đồn's committee of 2020 and a commune of today."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from tests.plans.importing.scoring import CORPUS

from loa.people.actions import create_user, ensure_organisation, grant
from loa.people.models import Organisation, User
from loa.people.rules import Role
from loa.places.actions import load_units
from loa.plans.drafting.actions import take_in
from loa.plans.drafting.models import Found, PlanDocument

NOW = datetime(2026, 11, 23, 1, 14, tzinfo=UTC)
SINCE = date(2020, 1, 1)
PLAN = """\
HUYỆN UỶ CHỢ ĐỒN                    ĐẢNG CỘNG SẢN VIỆT NAM
Số: 77-KH/HU                    Chợ Đồn, ngày 10 tháng 3 năm 2020


                    KẾ HOẠCH
Tuyên truyền đại hội đảng bộ các cấp, nhiệm kỳ 2020-2015

Căn cứ Kế hoạch số 140-KH/TU, ngày 06/01/2021 của Ban Thường vụ Tỉnh uỷ,
Huyện uỷ Chợ Đồn xây dựng kế hoạch như sau:

I. MỤC ĐÍCH
- Tuyên truyền đúng đối tượng, không gây tốn kém.

II. NỘI DUNG TUYÊN TRUYỀN
- Chủ trương của huyện về đại hội;
- Gương điển hình trong các thôn, bản.

III. THỜI GIAN
1. Đợt 1: Trước đại hội: từ ngày 01/4/2020 đến ngày 31/7/2020.
2. Đợt 2: Sau đại hội: từ ngày 01/9/2020 đến ngày 30/11/2020.

IV. HÌNH THỨC
- Phát trên hệ thống loa truyền thanh các xã;
- Treo băng rôn tại trung tâm huyện.
- Gửi tin nhắn Zalo cho đảng viên.

V. PHÂN CÔNG
1. Ban Tuyên giáo Huyện uỷ: Chủ trì, biên soạn đề cương tuyên truyền.
2. Đài Truyền thanh huyện: Xây dựng chuyên mục trên sóng phát thanh.

Nơi nhận:
- Tỉnh uỷ;
- Các xã, thị trấn.
"""

OTHER_PLAN = """
format = "loa.plan"
version = "1.0"
key = "tinh-uy-140"
number = "140-KH/TU"
kind = "campaign"
title = "Tuyên truyền đại hội đảng các cấp"
issuer = { key = "tinh-uy", name = "Ban Thường vụ Tỉnh uỷ" }
area = ["06"]
"""


@dataclass(frozen=True, slots=True)
class World:
    planner: User
    office: Organisation
    neighbour: User  # plans for another district
    viewer: User


def person(name: str, role: Role, office: Organisation) -> User:
    user = create_user(username=name, password="dung-cau-mat-khau", display_name=name)
    grant(user=user, organisation=office, role=role, since=SINCE)
    return user


def build() -> World:
    load_units()
    kind = Organisation.Kind
    office = ensure_organisation(
        key="huyen-uy-cho-don", name="Huyện uỷ Chợ Đồn", kind=kind.COMMITTEE, unit_code="064"
    )
    ensure_organisation(
        key="ban-tuyen-giao-cho-don",
        name="Ban Tuyên giáo Huyện uỷ Chợ Đồn",
        kind=kind.DEPARTMENT,
        parent=office,
    )
    ensure_organisation(
        key="dai-pt-cho-don", name="Đài Truyền thanh Chợ Đồn", kind=kind.CENTRE, unit_code="064"
    )
    other = ensure_organisation(
        key="huyen-uy-cho-moi", name="Huyện uỷ Chợ Mới", kind=kind.COMMITTEE, unit_code="065"
    )
    return World(
        planner=person("ke-hoach", Role.PLANNER, office),
        office=office,
        neighbour=person("cho-moi", Role.PLANNER, other),
        viewer=person("nguoi-xem", Role.VIEWER, office),
    )


def taken(world: World, content: bytes | None = None, name: str = "kế hoạch.txt") -> PlanDocument:
    held = take_in(
        PLAN.encode() if content is None else content,
        name,
        office=world.office,
        by=world.planner,
        now=NOW,
    )
    return held.document


def corpus(name: str) -> bytes:
    return (CORPUS / "seen" / name).read_bytes()


def finding(document: PlanDocument, kind: str, at: int = 0) -> Found:
    return document.findings.filter(kind=kind)[at]
