"""One commune's office as it begins: two people, what they have on paper, a clock to go by."""

import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.control.first_day.books import Rows, book
from tests.newsroom.desk import PASSWORD
from tests.plans.importing.corpus.docx_writer import write

from loa.people import totp
from loa.people.actions import appoint, create_user, enrol_totp, ensure_organisation, grant
from loa.people.models import Organisation, User
from loa.people.rules import ApprovalRule, Role
from loa.places.actions import load_units

UNIT = "02071"
OFFICE = "UBND xã Nghĩa Tá"
WRONG, RIGHT = "Bằng Lũng", "Nghĩa Tá"
HEAD = """\
@cols
= UỶ BAN NHÂN DÂN
= XÃ NGHĨA TÁ
Số: 12/KH-UBND
||
= CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
= Độc lập - Tự do - Hạnh phúc
Nghĩa Tá, ngày 12 tháng 10 năm 2026
@end
"""


class Clock:
    """The installation's hour: it runs, and can be set."""

    def __init__(self, moment: datetime) -> None:
        self.set(moment)

    def set(self, moment: datetime) -> None:
        self._moment, self._since = moment, time.monotonic()

    def __call__(self) -> datetime:
        return self._moment + timedelta(seconds=time.monotonic() - self._since)


@dataclass(frozen=True)
class Commune:
    """The office, whoever does everything alone there, and its chairman."""

    office: Organisation
    officer: User
    chairman: User


def opened() -> Commune:
    """Let there be the country's units, one office and its two people; nothing else."""
    load_units()
    office = ensure_organisation(
        key="ubnd-xa-nghia-ta",
        name=OFFICE,
        kind=Organisation.Kind.COMMUNE_OFFICE,
        unit_code=UNIT,
        rule=ApprovalRule(),
    )
    alone = (Role.ADMINISTRATOR, Role.PLANNER, Role.COMMUNE_OFFICER)
    officer = _person("can-bo", "Nông Văn Cán", "Công chức Văn hoá - Xã hội", office, *alone)
    chairman = _person("chu-tich", "Triệu Thị Chủ", "Chủ tịch UBND xã", office, Role.APPROVER)
    enrol_totp(user=chairman, secret=totp.new_secret())
    return Commune(office, officer, chairman)


def _person(name: str, shown: str, title: str, office: Organisation, *roles: Role) -> User:
    user = create_user(username=name, password=PASSWORD, display_name=shown)
    since = date(2026, 7, 1)
    for role in roles:
        grant(user=user, organisation=office, role=role, since=since)
    appoint(user=user, organisation=office, title=title, since=since)
    return user


def lists(folder: Path, commune: str = WRONG) -> Path:
    """Write the office's list: a station, and one that stands where no commune is any more."""
    stations: Rows = [
        ["DANH SÁCH ĐÀI TRUYỀN THANH"],
        ["STT", "Tên đài", "Loại hình", "Xã", "Số cụm loa"],
        [1, "Đài Nghĩa Tá", "IP", "Nghĩa Tá", 2],
        [2, "Đài Bản Lạp", "FM không dây", commune, 1],
    ]
    clusters: Rows = [
        ["Cụm loa", "Đài", "Số loa", "Tình trạng"],
        ["Cụm Nà Đẩy", "Đài Nghĩa Tá", 2, "Tốt"],
        ["Cụm Bản Bẳng", "Đài Nghĩa Tá", 2, "Tốt"],
    ]
    path = folder / "Danh sách đài xã Nghĩa Tá.xlsx"
    path.write_bytes(book(**{"Đài truyền thanh": stations, "Cụm loa": clusters}))
    return path


def paper(folder: Path) -> Path:
    """Write the office's plan as its Word file."""
    path = folder / "KH 12 tiem phong.docx"
    write(path, PAPER.splitlines())
    return path


PAPER = (
    HEAD
    + """\
= KẾ HOẠCH
= Tuyên truyền tiêm phòng gia súc và vệ sinh môi trường vụ thu đông năm 2026

Căn cứ Luật Thú y ngày 19 tháng 6 năm 2015;
Uỷ ban nhân dân xã Nghĩa Tá xây dựng kế hoạch tuyên truyền như sau:
# I. MỤC ĐÍCH, YÊU CẦU
- Nhân dân biết lịch tiêm phòng, tự giác đưa gia súc đến điểm tiêm.
# II. NỘI DUNG TUYÊN TRUYỀN
1. Lịch tiêm phòng trâu, bò, lợn vụ thu đông.
2. Vệ sinh chuồng trại, thu gom rác thải.
# III. THỜI GIAN
Đợt 1: từ ngày 19/10/2026 đến ngày 13/11/2026.
# IV. HÌNH THỨC
- Phát trên hệ thống loa truyền thanh của xã;
- Treo băng rôn tại trung tâm xã.
# V. TỔ CHỨC THỰC HIỆN
1. Uỷ ban nhân dân xã Nghĩa Tá: Treo 02 băng rôn tại trung tâm xã và chợ, gửi ảnh.
@cols
Nơi nhận:
- Các thôn trong xã;
- Lưu: VT.
||
= CHỦ TỊCH
@end
"""
)
