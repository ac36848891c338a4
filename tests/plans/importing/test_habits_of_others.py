"""Habits of offices that we had not met: how units share duties, and what contradicts itself."""

from pathlib import Path

import pytest
from tests.plans.importing.fragments import HEAD, of_table, of_text, rows

ASSIGNMENTS = [
    pytest.param(
        "1. Công an xã – chủ trì tuần tra ban đêm.\n2. Đoàn Thanh niên – trực loa tay.\n",
        [("Công an xã", "chủ trì tuần tra ban đêm"), ("Đoàn Thanh niên", "trực loa tay")],
        id="a-long-dash-between",
    ),
    pytest.param(
        "1. Công an xã, Ban Chỉ huy Quân sự xã, Hạt Kiểm lâm: phối hợp tuần tra.\n",
        [("Công an xã, Ban Chỉ huy Quân sự xã, Hạt Kiểm lâm", "phối hợp tuần tra")],
        id="several-units-share-a-duty",
    ),
    pytest.param(
        "Công an xã tuần tra các điểm nóng. Hội Nông dân xã vận động hội viên ký cam kết. "
        "Trưởng các thôn họp dân trước 15/3.\n",
        [
            ("Công an xã", "tuần tra các điểm nóng"),
            ("Hội Nông dân xã", "vận động hội viên ký cam kết"),
            ("Trưởng các thôn", "họp dân trước 15/3"),
        ],
        id="one-paragraph-goes-from-unit-to-unit",
    ),
    pytest.param(
        "1. Giao Văn phòng lập dự toán. Đề nghị Hội Phụ nữ xã vận động hội viên.\n",
        [("Văn phòng", "lập dự toán"), ("Hội Phụ nữ xã", "vận động hội viên")],
        id="giving-and-asking-in-one-item",
    ),
    pytest.param(
        "1. Bà Lò Thị Mai, Chủ tịch Hội Phụ nữ: đọc bài trên loa.\n",
        [("Lò Thị Mai, Chủ tịch Hội Phụ nữ", "đọc bài trên loa")],
        id="a-person",
    ),
    pytest.param(
        "1. Đảng ủy xã: lãnh đạo Công an xã tuần tra; Trung tâm Văn hóa xã viết bài.\n",
        [("Đảng ủy xã", "lãnh đạo Công an xã tuần tra; Trung tâm Văn hóa xã viết bài")],
        id="behind-a-colon-semicolons-divide-nothing",
    ),
    pytest.param(
        "1. Các thôn: họp dân. Trên đây là Kế hoạch của xã, đề nghị các đơn vị thực hiện.\n",
        [("Các thôn", "họp dân")],
        id="a-closing-sentence-in-the-last-item",
    ),
    pytest.param(
        "1. Các thôn: họp dân.\nYêu cầu các ngành, các thôn nghiêm túc thực hiện.\n"
        "UBND xã thông báo để các đơn vị biết, thực hiện.\n",
        [("Các thôn", "họp dân")],
        id="what-obliges-all-assigns-nothing",
    ),
    pytest.param(
        "1. Công an xã: tuần tra.\nNgoài các việc trên, đề nghị Hội Nông dân xã vận động hội "
        "viên ký cam kết.\n",
        [("Công an xã", "tuần tra"), ("Hội Nông dân xã", "vận động hội viên ký cam kết")],
        id="besides-all-that",
    ),
    pytest.param(
        "1. Văn phòng Đăng ký đất đai bố trí bàn tư vấn.\n",
        [("Văn phòng Đăng ký đất đai", "bố trí bàn tư vấn")],
        id="a-verb-within-a-name",
    ),
    pytest.param(
        "1. Công an xã và Quân sự xã cùng phối hợp tuần tra.\n"
        "2. Giao trách nhiệm cho Trưởng thôn đọc bản tin.\n"
        "3. Đài Truyền thanh xã có nhiệm vụ: phát tin.\n",
        [
            ("Công an xã và Quân sự xã", "cùng phối hợp tuần tra"),
            ("Trưởng thôn", "đọc bản tin"),
            ("Đài Truyền thanh xã", "phát tin"),
        ],
        id="words-between-a-unit-and-its-duty",
    ),
    pytest.param(
        "- Tuần tra ban đêm (Công an xã).\n- Viết tin bài (Công chức Văn hóa xã thực hiện).\n",
        [("Công an xã", "Tuần tra ban đêm"), ("Công chức Văn hóa xã", "Viết tin bài")],
        id="the-unit-in-brackets-behind-the-task",
    ),
]


@pytest.mark.parametrize(("body", "expected"), ASSIGNMENTS)
def test_assignments(body: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    found = of_text(f"{HEAD}IV. TỔ CHỨC THỰC HIỆN\n{body}", tmp_path)
    assert rows(found, "assignments") == expected


def test_letter_without_sections_asks_one_unit_after_the_other(tmp_path: Path) -> None:
    body = (
        "Để chủ động phòng cháy, Ủy ban nhân dân xã yêu cầu như sau:\n"
        "Đề nghị Hội Nông dân xã vận động hội viên. Đề nghị Công an xã tuần tra ban đêm.\n"
    )
    assert rows(of_text(HEAD + body, tmp_path), "assignments") == [
        ("Hội Nông dân xã", "vận động hội viên"),
        ("Công an xã", "tuần tra ban đêm"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        ["Nội dung", "Chủ trì", "Phối hợp", "Sản phẩm"],
        ["Sản phẩm", "Phối hợp", "Chủ trì", "Nội dung"],
        ["Phối hợp", "Nội dung", "Sản phẩm", "Đơn vị chủ trì"],
    ],
)
def test_columns_of_a_table_of_tasks_stand_in_any_order(header: list[str], tmp_path: Path) -> None:
    said = {
        "Nội dung": "In sổ tay hỏi đáp",
        "Chủ trì": "Công an xã",
        "Đơn vị chủ trì": "Công an xã",
        "Phối hợp": "Các thôn",
        "Sản phẩm": "300 cuốn",
    }
    cells = [header, [said[name] for name in header]]
    found = of_table("IV. PHÂN CÔNG NHIỆM VỤ", cells, tmp_path)
    assert rows(found, "assignments") == [("Công an xã", "In sổ tay hỏi đáp")]


CONTRADICTIONS = [
    pytest.param(
        "II. THỜI GIAN\n- Đợt 1: ngày bầu cử (Chủ nhật, 19/5/2024).\n"
        "III. TỔ CHỨC THỰC HIỆN\n1. Công an xã: trực suốt ngày bầu cử 20/5/2024.\n",
        ["event-date-differs"],
        id="an-election-on-two-days",
    ),
    pytest.param(
        "II. NỘI DUNG\n- Ngày hội giữ rừng tổ chức ngày 07/5/2024.\n"
        "III. TỔ CHỨC THỰC HIỆN\n1. Các thôn: dựng trại cho Ngày hội ngày 14/5/2024.\n",
        ["event-date-differs"],
        id="an-event-named-in-short-on-another-day",
    ),
    pytest.param(
        "II. NỘI DUNG\n- Ngày hội giữ rừng tổ chức ngày 07 và 08/5/2024.\n"
        "III. TỔ CHỨC THỰC HIỆN\n1. Các thôn: dựng trại cho Ngày hội ngày 08/5/2024.\n",
        [],
        id="one-of-an-events-two-days",
    ),
    pytest.param(
        "II. THỜI GIAN\n- Đợt 1 từ ngày 01/4 đến ngày 31/4/2024.\n",
        ["date-does-not-exist"],
        id="the-31st-of-april",
    ),
    pytest.param(
        "II. THỜI GIAN\n- Đợt 1 từ ngày 10/02 đến ngày 29/02/2025.\n",
        ["date-does-not-exist"],
        id="the-29th-of-february",
    ),
    pytest.param(
        "II. THỜI GIAN\nThời gian thực hiện từ 01/4 đến 30/6/2024, chia làm hai đợt:\n"
        "- Đợt 1: từ 01/4 đến 30/4/2024.\n- Đợt 2: từ 01/6 đến 15/7/2024.\n",
        ["phase-outside-term"],
        id="a-phase-that-goes-on-after-the-term",
    ),
    pytest.param(
        "II. NỘI DUNG\n1. Lễ ra quân tổ chức vào ngày 18/4/2024.\n"
        "III. TỔ CHỨC THỰC HIỆN\n1. Công an xã: giữ trật tự Lễ ra quân sáng 20/4/2024.\n",
        ["event-date-differs"],
        id="a-ceremony-on-two-days",
    ),
]


@pytest.mark.parametrize(("body", "expected"), CONTRADICTIONS)
def test_contradictions(body: str, expected: list[str], tmp_path: Path) -> None:
    found = of_text(HEAD + body, tmp_path)
    assert [one["kind"] for one in found["contradictions"]] == expected


@pytest.mark.parametrize(
    ("ends", "expected"), [("tháng 6/2028", ["phase-outside-term"]), ("tháng 12/2027", [])]
)
def test_years_of_the_title_are_the_term(ends: str, expected: list[str], tmp_path: Path) -> None:
    head = HEAD.replace("năm 2024\n\nCăn", "giai đoạn 2024 - 2027\n\nCăn")
    body = f"II. LỘ TRÌNH\n1. Giai đoạn nhân rộng (từ tháng 01/2026 đến {ends}): mở rộng.\n"
    found = of_text(head + body, tmp_path)
    assert [one["kind"] for one in found["contradictions"]] == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("06 tháng 3 năm 2024", ["basis-later-than-document"]), ("05 tháng 3 năm 2024", [])],
)
def test_basis_is_not_later_than_the_document(
    day: str, expected: list[str], tmp_path: Path
) -> None:
    basis = f"Thực hiện Kế hoạch số 12/KH-UBND ngày {day} của UBND huyện;\n"
    found = of_text(f"{HEAD.rstrip()}\n{basis}\nI. MỤC ĐÍCH\n1. Giữ rừng.\n", tmp_path)
    assert [one["kind"] for one in found["contradictions"]] == expected


PHASES = [
    pytest.param(
        "Chia làm 2 đợt: Đợt 1 (từ nay đến 30/4) và Đợt 2 (từ 01/5 đến hết năm 2024).\n",
        [("Đợt 1", "2024-03-05", "2024-04-30"), ("Đợt 2", "2024-05-01", "2024-12-31")],
        id="two-phases-joined-by-and",
    ),
    pytest.param(
        "1. Quý II (từ ngày 10/4 đến 30/6): họp thôn.\n2. Quý III: duy trì.\n",
        [("Quý II", "2024-04-10", "2024-06-30"), ("Quý III", "2024-07-01", "2024-09-30")],
        id="a-quarter-with-days-of-its-own",
    ),
    pytest.param(
        "1. Lễ ra quân: 07h30, ngày 20/4/2024.\n",
        [("Lễ ra quân", "2024-04-20", "2024-04-20")],
        id="an-hour-is-no-day",
    ),
    pytest.param(
        "1. Đợt 1: từ 02/9/2024 đến hết năm học (31/5/2025).\n",
        [("Đợt 1", "2024-09-02", "2025-05-31")],
        id="the-end-of-the-school-year",
    ),
]


@pytest.mark.parametrize(("body", "expected"), PHASES)
def test_phases(body: str, expected: list[tuple[str, str, str]], tmp_path: Path) -> None:
    assert rows(of_text(f"{HEAD}III. THỜI GIAN\n{body}", tmp_path), "phases") == expected


def test_heading_of_an_annex_may_be_long_and_in_small_letters(tmp_path: Path) -> None:
    body = (
        "I. NỘI DUNG\n1. Giữ rừng.\nNơi nhận:\n- UBND huyện;\n- Lưu: VT.\n\nPHỤ LỤC\n"
        "Khẩu hiệu tuyên truyền về phòng cháy, chữa cháy rừng năm 2024\n"
        "1. Giữ rừng là giữ bản!\n2. Không đốt nương ngày hanh!\n"
    )
    found = of_text(HEAD + body, tmp_path)
    assert rows(found, "slogans") == ["Giữ rừng là giữ bản!", "Không đốt nương ngày hanh!"]
