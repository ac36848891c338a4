"""Rows of dirty lists: what is new, known, refused and why, or no entry at all."""

from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook
from tests.control.first_day.books import Rows, book, saved

from loa.control.first_day import sheets
from loa.control.first_day.headings import Listed, recognise
from loa.control.first_day.judging import judge
from loa.control.first_day.judging.known import Known, Office, Person, Station, known_units
from loa.control.first_day.rows import (
    ClusterDraft,
    Fate,
    JudgedTable,
    OfficeDraft,
    PersonDraft,
    SiteDraft,
    StationDraft,
    UnitDraft,
)
from loa.people.rules import Role
from loa.places.models import Site
from loa.places.rules import Form
from loa.plans.register import shipped_register

TODAY = date(2026, 11, 23)
REGISTER = shipped_register()
NEW, KNOWN, REFUSED, SKIPPED = Fate.NEW, Fate.KNOWN, Fate.REFUSED, Fate.SKIPPED


def known(**more: object) -> Known:
    units, successors = known_units(REGISTER, TODAY)
    given: dict[str, object] = {"own_unit": "02071", **more}
    return Known(today=TODAY, units=list(units), successors=successors, **given)  # type: ignore[arg-type]


def tables(content: bytes, about: Known) -> list[JudgedTable]:
    found = [recognise(sheet) for sheet in sheets.read(content, "ds.xlsx")]
    return judge([(0, table) for table in found if table], about)


def only(rows: Rows, about: Known | None = None, name: str = "DS") -> JudgedTable:
    (table,) = tables(book(**{name: rows}), about or known())
    return table


def fates(table: JudgedTable) -> list[tuple[int, str, str]]:
    return [(v.number, v.fate.value, v.because.code if v.because else "") for v in table.verdicts]


def test_a_dirty_list_of_stations() -> None:
    table = only(
        [
            ["ỦY BAN NHÂN DÂN HUYỆN", None, None, None, None],
            ["DANH SÁCH ĐÀI TRUYỀN THANH NĂM 2026"],
            [],
            ["STT", "Tên đài", "Loại hình", "Xã", "Số cụm loa", "Năm sử dụng"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
            [1, "Đài Nghĩa Tá", "IP (thông minh)", "X. Nghĩa Tá", "7 cụm", "2019"],
            [2, "Đài Yên Phong", "FM không dây", 2083, 12.0, date(2020, 3, 1)],
            [2, "Đài Yên Phong", "FM không dây", 2083, 12, "01/03/2020"],
            [],
            [3, "Đài Bằng Lũng", "", "thị trấn Bằng Lũng", 3, ""],
            [
                4,
                "Đài Chợ Đồn",
                "hữu tuyến",
                "Xã Chợ Đồn, tỉnh Thái Nguyên",
                "không",
                "tháng 7/2025",
            ],
            [5, "Đài Nam Cường", "loa kéo", "Nam Cường", 2, ""],
            [6, "Đài Yên Thịnh", "IP", "Yên Thinhj", 2, ""],
            [7, "Đài Quảng Bạch", "IP", "Quảng Bạch", "vài cụm", ""],
            [8, "", "IP", "Quảng Bạch", 4, ""],
            ["Tổng cộng", None, None, None, 33, None],
            ["", "", "", "Nghĩa Tá, ngày 20 tháng 11 năm 2026"],
            ["Người lập biểu"],
        ]
    )
    assert fates(table) == [
        (5, "skipped", "numbering"),
        (6, "new", ""),
        (7, "new", ""),
        (8, "skipped", "twice"),
        (10, "refused", "unit-ended"),
        (11, "new", ""),
        (12, "refused", "unknown-kind"),
        (13, "refused", "unit-nearly"),
        (14, "refused", "no-number"),
        (15, "refused", "missing-name"),
        (16, "skipped", "total"),
        (17, "skipped", "signature"),
        (18, "skipped", "signature"),
    ]
    drafts = [verdict.draft for verdict in table.verdicts if verdict.fate is NEW]
    assert drafts == [
        StationDraft(
            "dai-nghia-ta", "Đài Nghĩa Tá", "player", "02071", 7, date(2019, 1, 1), ("vi",)
        ),
        StationDraft(
            "dai-yen-phong", "Đài Yên Phong", "wired", "02083", 12, date(2020, 3, 1), ("vi",)
        ),
        StationDraft("dai-cho-don", "Đài Chợ Đồn", "wired", "02020", 0, date(2025, 7, 1), ("vi",)),
    ]


def test_what_stands_together_in_one_workbook_may_name_one_another() -> None:
    content = book(
        Cụm=[["Cụm loa", "Đài", "Số loa", "Tình trạng"], ["Cụm Nà Khảo", "Nghĩa Tá", 4, "Hỏng"]],
        Đài=[["Tên đài", "Xã", "Số cụm"], ["Đài Nghĩa Tá", "Nghĩa Tá", 9]],
        Thôn=[["Tên thôn, tổ dân phố", "Xã"], ["Thôn Nà Khảo", "Nghĩa Tá"], ["Bản Bẳng", ""]],
        Điểm=[
            ["Điểm treo băng rôn", "Xã", "Tọa độ"],
            ["Cổng chợ Bản Thi", "Yên Thịnh", "22.1573, 105.5941"],
            ["Nhà văn hoá Nà Khảo", "02071/na-khao", ""],
        ],
    )
    clusters, stations, hamlets, sites = tables(content, known())
    assert [table.kind for table in (clusters, stations, hamlets, sites)] == [
        Listed.CLUSTERS,
        Listed.STATIONS,
        Listed.UNITS,
        Listed.SITES,
    ]
    assert clusters.verdicts[0].draft == ClusterDraft("dai-nghia-ta", "Cụm Nà Khảo", 4, faulty=True)
    assert [verdict.draft for verdict in hamlets.verdicts] == [
        UnitDraft("02071/na-khao", "Nà Khảo", Form.HAMLET, "02071", None, None),
        UnitDraft("02071/ban-bang", "Bản Bẳng", Form.HAMLET, "02071", None, None),
    ]
    assert [verdict.draft for verdict in sites.verdicts] == [
        SiteDraft(
            "Cổng chợ Bản Thi",
            Site.Kind.MARKET,
            "02044",
            (Decimal("22.157300"), Decimal("105.594100")),
        ),
        SiteDraft("Nhà văn hoá Nà Khảo", Site.Kind.COMMUNITY_HOUSE, "02071/na-khao", None),
    ]


def staff() -> bytes:
    """Return a workbook of offices and the people in them."""
    return book(
        CoQuan=[
            ["Tên cơ quan", "Địa bàn", "Cơ quan cấp trên"],
            ["UBND xã Nghĩa Tá", "", ""],
            ["Trung tâm Văn hoá - Thông tin", "Nghĩa Tá", "UBND xã Nghĩa Tá"],
            ["Chi bộ thôn Nà Khảo", "", "Đảng uỷ xã Nghĩa Tá"],
        ],
        NhanSu=[
            ["Họ và tên", "Chức vụ", "Đơn vị", "Điện thoại", "Vai trò", "Từ ngày", "Đến ngày"],
            [
                "Người Thứ Nhất",
                "Công chức",
                "UBND xã Nghĩa Tá",
                912345678,
                "Cán bộ xã",
                "01/07/2025",
                "",
            ],
            [
                "Người Thứ Hai",
                "Trưởng thôn",
                "UBND xã Nghĩa Tá",
                "+84 912 345 679",
                "",
                "",
                "31/12/2027",
            ],
            ["Người Thứ Ba", "Kế toán", "UBND xã Nghĩa Tá", "12", "", "", ""],
            ["Người Thứ Tư", "Kế toán", "UBND xã Nghĩa Tá", "", "trợ lý", "", ""],
            ["Người Thứ Năm", "Kế toán", "UBND xã Nghĩa Tá", "", "", "31/02/2026", ""],
            ["Người Thứ Sáu", "Kế toán", "Phòng Nội vụ", "", "", "", ""],
            ["Người Thứ Nhất", "Văn thư", "UBND xã Nghĩa Tá", 912345678, "Cán bộ xã", "", ""],
        ],
    )


def test_offices() -> None:
    offices, _people = tables(staff(), known())
    assert fates(offices) == [(2, "new", ""), (3, "new", ""), (4, "refused", "office-unknown")]
    assert offices.verdicts[1].draft == OfficeDraft(
        "trung-tam-van-hoa-thong-tin",
        "Trung tâm Văn hoá - Thông tin",
        "centre",
        "02071",
        "ubnd-xa-nghia-ta",
    )


def test_people() -> None:
    _offices, people = tables(staff(), known())
    assert fates(people) == [
        (2, "new", ""),
        (3, "new", ""),
        (4, "refused", "no-phone"),
        (5, "refused", "unknown-role"),
        (6, "refused", "no-day"),
        (7, "refused", "office-unknown"),
        (8, "refused", "twice-differs"),
    ]
    office = "ubnd-xa-nghia-ta"
    assert [verdict.draft for verdict in people.verdicts[:2]] == [
        PersonDraft(
            "nhatnt", "Người Thứ Nhất", office, "Công chức", Role.COMMUNE_OFFICER,
            "0912345678", "", date(2025, 7, 1), None,
        ),
        PersonDraft(
            "haint", "Người Thứ Hai", office, "Trưởng thôn", Role.HAMLET_HEAD,
            "0912345679", "", TODAY, date(2028, 1, 1),
        ),
    ]  # fmt: skip


def test_lines_of_their_own_say_where_the_rows_below_them_lie() -> None:
    table = only(
        [
            ["STT", "Tên đài", "Xã"],
            ["I", "Xã Nghĩa Tá", None],
            [1, "Đài trung tâm", None],
            ["II", "Xã Yên Phong", None],
            [1, "Đài trung tâm", None],
        ]
    )
    assert [(v.number, v.fate) for v in table.verdicts] == [
        (2, SKIPPED),
        (3, NEW),
        (4, SKIPPED),
        (5, NEW),
    ]
    found = [v.draft for v in table.verdicts if isinstance(v.draft, StationDraft)]
    assert [(one.key, one.unit_code) for one in found] == [
        ("dai-trung-tam", "02071"),
        ("dai-trung-tam-2", "02083"),
    ]


def test_merged_cells_are_filled_and_formulas_give_their_value_or_say_so() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    for row in (
        ["Tên đài", "Xã", "Số cụm"],
        ["Đài A", "Nghĩa Tá", 2],
        ["Đài B", None, "=1+1"],
        ["Đài C", None, "#REF!"],
    ):
        sheet.append(row)
    sheet.merge_cells("B2:B4")
    (table,) = tables(saved(made), known(own_unit=""))
    assert fates(table) == [
        (2, "new", ""),
        (3, "refused", "cell-formula"),
        (4, "refused", "cell-error"),
    ]
    assert table.verdicts[1].because is not None
    assert table.verdicts[1].because.values == {"cell": "C3"}


def test_what_is_known_is_not_taken_in_twice_and_never_overwritten() -> None:
    about = known(
        stations=[Station("nghia-ta", "Đài Nghĩa Tá", "02071", "player", 4)],
        offices=[Office("ubnd", "UBND xã Nghĩa Tá", "02071", "commune_office")],
        people=[Person("annv", "Nguyễn Văn An", frozenset({"ubnd"}), "", "editor")],
        clusters={("nghia-ta", "cum 01")},
        sites={("02071", "cong cho")},
    )
    content = book(
        A=[
            ["Tên đài", "Xã", "Loại"],
            ["ĐÀI NGHĨA TÁ", "nghĩa tá", ""],
            ["Đài Nghĩa Tá", "Nghĩa Tá", "FM"],
        ],
        B=[["Cụm loa", "Đài"], ["Cụm 01", "Đài Nghĩa Tá"]],
        C=[["Họ và tên", "Vai trò"], ["Nguyễn Văn An", "biên tập viên"]],
        D=[["Điểm treo", "Xã"], ["Cổng chợ", "Nghĩa Tá"]],
        E=[["Mã xã", "Tên xã"], ["02071", "Xã Nghĩa Tá"]],
        F=[["Tên cơ quan", "Địa bàn"], ["UBND xã Nghĩa Tá", ""]],
    )
    found = tables(content, about)
    assert [fates(table) for table in found] == [
        [(2, "known", ""), (3, "refused", "twice-differs")],
        [(2, "known", "")],
        [(2, "known", "")],
        [(2, "known", "")],
        [(2, "known", "")],
        [(2, "known", "")],
    ]


def test_who_plans_here_and_administers_there_enters_people_only_there() -> None:
    about = known(scope=frozenset({"02071", "02083"}), people_scope=frozenset({"02083"}))
    about.add_office(Office("ubnd", "UBND xã Nghĩa Tá", "02071"))
    about.add_office(Office("khac", "UBND xã Yên Phong", "02083"))
    table = only(
        [
            ["Họ và tên", "Đơn vị", "Vai trò"],
            ["Người Một", "UBND xã Nghĩa Tá", "duyệt"],
            ["Người Hai", "UBND xã Yên Phong", "duyệt"],
        ],
        about,
    )
    assert fates(table) == [(2, "refused", "not-your-area"), (3, "new", "")]


def test_a_known_station_of_another_kind_stays_as_it_is() -> None:
    about = known(stations=[Station("nghia-ta", "Đài Nghĩa Tá", "02071", "player")])
    table = only([["Tên đài", "Xã", "Loại"], ["Đài Nghĩa Tá", "Nghĩa Tá", "FM"]], about)
    assert fates(table) == [(2, "similar", "kept-as")]
    assert table.verdicts[0].draft is None


def test_nobody_adds_outside_their_area_nor_people_without_the_right() -> None:
    about = known(scope=frozenset({"02071"}), people_scope=frozenset())
    about.add_office(Office("ubnd", "UBND xã Nghĩa Tá", "02071"))
    content = book(
        A=[["Tên đài", "Xã"], ["Đài A", "Nghĩa Tá"], ["Đài B", "Yên Phong"]],
        B=[["Họ và tên", "Vai trò"], ["Nguyễn Văn An", "quản trị"]],
        C=[["Tên thôn", "Xã"], ["Thôn Nà Khảo", "Nghĩa Tá"], ["Thôn Nà Khảo", "Yên Phong"]],
    )
    stations, people, hamlets = tables(content, about)
    assert fates(stations) == [(2, "new", ""), (3, "refused", "not-your-area")]
    assert fates(people) == [(2, "refused", "not-yours-people")]
    assert fates(hamlets) == [(2, "new", ""), (3, "refused", "not-your-area")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["02999", "Tân Xã", "xã", "Thái Nguyên"], ""),
        (["2998", "Tân Xã", "xã", "19"], ""),
        (["029998", "Tân Xã", "xã", "Thái Nguyên"], "bad-code"),
        (["", "Tân Xã", "xã", "Thái Nguyên"], "missing-code"),
        (["02999", "Tân Xã", "", "Thái Nguyên"], "missing-form"),
        (["02999", "Tân Xã", "bang", "Thái Nguyên"], "unknown-form"),
        (["02999", "Tân Xã", "xã", "Nghĩa Tá"], "parent-not-above"),
        (["", "Thôn Một", "", "Thái Nguyên"], "hamlet-needs-commune"),
        (["02999", "Tân Xã", "xã", "Bắc Kạn"], "unit-ended"),
    ],
)
def test_units(row: list[str], reason: str) -> None:
    table = only([["Mã đơn vị", "Tên đơn vị", "Loại", "Đơn vị cấp trên"], row])
    assert fates(table) == [(2, "refused" if reason else "new", reason)]
