"""Lists are known by their headings, however these are written."""

import pytest

from loa.control.first_day.headings import Listed, recognise
from loa.control.first_day.sheets import Row, Sheet


def sheet(*rows: str, name: str = "Sheet1") -> Sheet:
    return Sheet(name, tuple(Row(n, tuple(row.split("|"))) for n, row in enumerate(rows, start=1)))


HEADINGS = [
    ("STT|Tên đài|Loại hình|Xã, phường|Số cụm loa|Năm đưa vào sử dụng", Listed.STATIONS),
    ("TT|ĐÀI TRUYỀN THANH|ĐƠN VỊ|SỐ CỤM", Listed.STATIONS),
    ("Tên trạm|Công nghệ|Địa bàn", Listed.STATIONS),
    ("Ten dai truyen thanh|Loai|Xa", Listed.STATIONS),
    ("STT|Đài truyền thanh|Cụm loa|Số loa|Tình trạng", Listed.CLUSTERS),
    ("Tên cụm loa|Thuộc đài|Số lượng loa|Hiện trạng", Listed.CLUSTERS),
    ("Cụm loa|Trạm|Tình trạng hoạt động", Listed.CLUSTERS),
    ("STT|Họ và tên|Chức vụ|Cơ quan, đơn vị|Điện thoại|Từ ngày|Đến ngày", Listed.PEOPLE),
    ("Họ tên|Chức danh|Đơn vị công tác|SĐT|Vai trò|Email", Listed.PEOPLE),
    ("Họ và tên cán bộ|Vai trò|Nơi công tác", Listed.PEOPLE),
    ("STT|Tên cơ quan|Loại cơ quan|Địa bàn quản lý|Cơ quan cấp trên", Listed.OFFICES),
    ("Cơ quan, đơn vị|Khối|Trực thuộc", Listed.OFFICES),
    ("Mã|Tên đơn vị hành chính|Loại|Đơn vị cấp trên", Listed.UNITS),
    ("STT|Tên thôn, tổ dân phố|Xã", Listed.UNITS),
    ("Mã xã|Tên xã|Thuộc huyện|Từ ngày", Listed.UNITS),
    ("STT|Điểm treo băng rôn|Loại|Xã|Tọa độ", Listed.SITES),
    ("Vị trí treo băng rôn, khẩu hiệu|Xã phường|Vĩ độ|Kinh độ", Listed.SITES),
    ("Tên điểm|Địa bàn|Vĩ độ|Kinh độ", Listed.SITES),
]


@pytest.mark.parametrize(("headings", "kind"), HEADINGS)
def test_a_list_is_known_by_its_headings(headings: str, kind: Listed) -> None:
    found = recognise(sheet("BIỂU TỔNG HỢP NĂM 2026", headings, "1|a|b|c|d"))
    assert found is not None
    assert (found.kind, found.heading, [row.number for row in found.rows]) == (kind, 2, [3])


@pytest.mark.parametrize(
    "headings",
    ["Ngày|Nội dung|Thời lượng", "STT|Tên", "Chào anh chị|", "1|2|3", "Tiêu đề|Người đọc|Thể loại"],
)
def test_what_is_no_list_of_ours_is_not_guessed(headings: str) -> None:
    assert recognise(sheet(headings, "a|b|c")) is None


def test_each_column_says_one_thing_and_the_rest_is_named() -> None:
    found = recognise(sheet("STT|Tên đài|Xã|Số cụm|Công suất (W)|Ghi chú|Lý do"))
    assert found is not None
    assert (dict(found.columns), found.unused) == (
        {"name": 1, "unit": 2, "clusters": 3},
        ("Công suất (W)",),
    )


def test_headings_may_take_two_rows() -> None:
    found = recognise(
        sheet(
            "STT|Họ và tên|Thời gian giữ chức vụ|Thời gian giữ chức vụ",
            "||Từ ngày|Đến ngày",
            "1|A||",
        )
    )
    assert found is not None
    assert (found.heading, dict(found.columns)) == (2, {"name": 1, "since": 2, "until": 3})


def test_the_name_of_the_sheet_decides_where_headings_do_not() -> None:
    plain = "Tên|Đơn vị|Loại"
    assert recognise(sheet(plain)) is None
    named = recognise(sheet(plain, name="Danh sách đài"))
    assert named is not None
    assert named.kind is Listed.STATIONS
