"""Habits of offices beyond the corpus: a fragment each, and what a careful clerk takes from it.

Each fragment is the body of one small plan of a commune; the head is always the same. Tables
are Word tables of their own, since plain text has none.
"""

from pathlib import Path
from typing import Any

import docx
import pytest

from loa.plans.importing.extract import extract
from loa.plans.importing.reading import read_file

HEAD = """\
ỦY BAN NHÂN DÂN
XÃ BẢN MẪU
Số: 21/KH-UBND
Bản Mẫu, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Tuyên truyền phòng cháy, chữa cháy rừng năm 2024

Căn cứ Luật Lâm nghiệp năm 2017;

"""
LISTED = {
    "phases": ("name", "starts", "ends"),
    "assignments": ("unit", "duty"),
}


def rows(found: dict[str, Any], key: str) -> list[Any]:
    """Return a field's values as plain tuples, or as single values."""
    named = LISTED.get(key)
    if named:
        return [tuple(row[one] for one in named) for row in found[key]]
    return [row["value"] for row in found[key]]


def of_text(text: str, folder: Path) -> dict[str, Any]:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    return extract(read_file(path)).said()


def of_table(heading: str, cells: list[list[str]], folder: Path) -> dict[str, Any]:
    """Return what is found in a Word file with one table; "^" goes on with the cell above."""
    document = docx.Document()
    for line in [*HEAD.strip().split("\n"), heading]:
        if line:
            document.add_paragraph(line)
    table = document.add_table(len(cells), len(cells[0]))
    for at, row in enumerate(cells):
        for column, words in enumerate(row):
            if words == "^":
                table.cell(at - 1, column).merge(table.cell(at, column))
            else:
                table.cell(at, column).text = words
    document.save(str(folder / "a.docx"))
    return extract(read_file(folder / "a.docx")).said()


TOPICS = [
    pytest.param(
        "II. NHỮNG VẤN ĐỀ CẦN TRUYỀN TẢI TỚI NGƯỜI DÂN\n1. Cấp dự báo\n2. Mức phạt\n",
        ["Cấp dự báo", "Mức phạt"],
        id="another-word-for-contents",
    ),
    pytest.param(
        "1. Mục đích. Hạn chế cháy rừng.\n2. Nội dung. Truyền thông về: cấp dự báo; mức phạt.\n",
        ["cấp dự báo", "mức phạt"],
        id="a-heading-that-ends-in-a-full-stop",
    ),
    pytest.param(
        "I. NỘI DUNG, THỜI GIAN\n1. Đợt 1 (từ 10/3 đến 20/3/2024)\n- Quy trình đốt nương\n",
        ["Quy trình đốt nương"],
        id="a-word-that-only-without-its-marks-is-a-headings",
    ),
    pytest.param(
        "II. NỘI DUNG TUYÊN TRUYỀN\n1. Nội dung thứ nhất\nCấp dự báo cháy rừng.\n"
        "2. Chủ đề 2: Mức phạt\n",
        ["Cấp dự báo cháy rừng", "Mức phạt"],
        id="labels-that-only-count",
    ),
    pytest.param(
        "II. ĐỐI TƯỢNG, PHẠM VI\n1. Đối tượng\n- Hộ làm nương.\n2. Phạm vi: 12 thôn.\n"
        "III. NỘI DUNG\n- Cấp dự báo.\n",
        ["Cấp dự báo"],
        id="whom-it-is-for-is-no-topic",
    ),
    pytest.param(
        "Phần II. NỘI DUNG KẾ HOẠCH\n1. Mục tiêu\n- Không để cháy rừng\n2. Nội dung tuyên truyền\n"
        "- Cấp dự báo\n",
        ["Cấp dự báo"],
        id="what-the-document-is-divided-into-is-no-list-of-contents",
    ),
    pytest.param(
        "III. NỘI DUNG TUYÊN TRUYỀN\n1. Cấp dự báo cháy rừng\n3. Mức phạt\n3. Cách đốt nương\n",
        ["Cấp dự báo cháy rừng", "Mức phạt", "Cách đốt nương"],
        id="numbers-that-skip",
    ),
    pytest.param(
        "2.1. Thông điệp\n- Mỗi người dân một danh tính số\n2.2. Hình thức\n- Loa xã\n",
        ["Mỗi người dân một danh tính số"],
        id="a-number-under-a-line-that-ends-in-so",
    ),
]


@pytest.mark.parametrize(("body", "expected"), TOPICS)
def test_topics(body: str, expected: list[str], tmp_path: Path) -> None:
    assert rows(of_text(HEAD + body, tmp_path), "topics") == expected


PHASES = [
    pytest.param(
        "III. TIẾN ĐỘ\n1. Giai đoạn triển khai (tháng 4 đến tháng 9/2024)\n",
        [("Giai đoạn triển khai", "2024-04-01", "2024-09-30")],
        id="a-verb-that-is-the-name",
    ),
    pytest.param(
        "III. THỜI GIAN: Cả năm 2024, tập trung vào tháng 4.\n",
        [("Thời gian", "2024-01-01", "2024-12-31")],
        id="the-whole-year",
    ),
    pytest.param(
        "III. THỜI GIAN\nĐợt cao điểm thứ nhất bắt đầu từ ngày 15/3, kết thúc vào 30/3/2024. "
        "Đợt cao điểm thứ hai từ 20/4 đến hết tháng 5/2024.\n",
        [
            ("Đợt cao điểm thứ nhất", "2024-03-15", "2024-03-30"),
            ("Đợt cao điểm thứ hai", "2024-04-20", "2024-05-31"),
        ],
        id="an-ordinal-is-no-weekday",
    ),
    pytest.param(
        "III. TIẾN ĐỘ THỰC HIỆN\n1. Trước ngày 15/3/2024: Viết tin bài.\n"
        "2. Từ 15/3 đến 30/4/2024: Phát thanh.\n",
        [("Từ 15/3 đến 30/4/2024", "2024-03-15", "2024-04-30")],
        id="a-line-that-begins-with-its-days",
    ),
    pytest.param(
        "3. Thời gian tuyên truyền: từ ngày 25/9 đến ngày 20/10/2024, cao điểm từ 05/10 đến "
        "12/10/2024.\n",
        [
            ("Thời gian tuyên truyền", "2024-09-25", "2024-10-20"),
            ("cao điểm", "2024-10-05", "2024-10-12"),
        ],
        id="a-peak-in-the-same-sentence",
    ),
    pytest.param(
        "III. THỜI GIAN\n- Trước Tết Nguyên đán năm 2025;\n- Đợt 2: Tuần cuối tháng 5/2024\n",
        [("Đợt 2", "2024-05-25", "2024-05-31")],
        id="a-year-that-goes-with-a-name",
    ),
    pytest.param(
        "1. Từ ngày 17/3 đến ngày 17/4/2024, các ngành, địa phương tổ chức một tháng cao điểm "
        "tuyên truyền với các nội dung:\na) Cấp dự báo;\nb) Mức phạt.\n",
        [("một tháng cao điểm tuyên truyền", "2024-03-17", "2024-04-17")],
        id="a-campaign-that-somebody-holds",
    ),
    pytest.param(
        "IV. THỜI GIAN\nĐại hội dự kiến diễn ra trong ba ngày, từ ngày 24 đến ngày 26/9/2024.\n"
        "1. Trước Đại hội: từ nay đến trước ngày khai mạc.\n",
        [("Trước Đại hội", "2024-03-05", "2024-09-23")],
        id="an-event-is-told-and-is-no-phase",
    ),
]


@pytest.mark.parametrize(("body", "expected"), PHASES)
def test_phases(body: str, expected: list[tuple[str, str, str]], tmp_path: Path) -> None:
    assert rows(of_text(HEAD + body, tmp_path), "phases") == expected


ASSIGNMENTS = [
    pytest.param(
        "1. Câu lạc bộ Phụ nữ giữ rừng: tuyên truyền trong hội viên.\n"
        "2. Các chủ rừng: làm đường băng cản lửa.\n3. Quân sự xã: trực 24/24 giờ.\n",
        [
            ("Câu lạc bộ Phụ nữ giữ rừng", "tuyên truyền trong hội viên"),
            ("Các chủ rừng", "làm đường băng cản lửa"),
            ("Quân sự xã", "trực 24/24 giờ"),
        ],
        id="units-of-other-names",
    ),
    pytest.param(
        "1. Công chức Văn hóa - Xã hội có trách nhiệm:\na) Viết tin bài;\nb) Tổng hợp kết quả.\n"
        "2. Báo và phát thanh, truyền hình tỉnh\n- Đưa tin.\n3. Các thôn, bản:\nHọp thôn.\n",
        [
            ("Công chức Văn hóa - Xã hội", "Viết tin bài"),
            ("Công chức Văn hóa - Xã hội", "Tổng hợp kết quả"),
            ("Báo và phát thanh, truyền hình tỉnh", "Đưa tin"),
            ("Các thôn, bản", "Họp thôn"),
        ],
        id="a-unit-over-its-duties",
    ),
    pytest.param(
        "1. Giao Công chức Văn hóa xã viết tin bài; Giao Công an xã tuần tra, kiểm soát; "
        "Các thôn tổ chức họp thôn.\n",
        [
            ("Công chức Văn hóa xã", "viết tin bài"),
            ("Công an xã", "tuần tra, kiểm soát"),
            ("Các thôn", "tổ chức họp thôn"),
        ],
        id="one-unit-after-the-other-in-one-item",
    ),
    pytest.param(
        "1. Công an xã ngăn người lạ vào rừng; ghi tên người ra vào.\n",
        [("Công an xã", "ngăn người lạ vào rừng; ghi tên người ra vào")],
        id="a-verb-that-nobody-listed-behind-the-level",
    ),
    pytest.param(
        "1. Công an xã\n- Tuần tra.\n2 Hội Nông dân xã\n- Vận động hội viên.\n",
        [("Công an xã", "Tuần tra"), ("Hội Nông dân xã", "Vận động hội viên")],
        id="a-number-without-its-full-stop",
    ),
    pytest.param(
        "Công an xã: chủ trì tuyên truyền.\nBan Chỉ huy Quân sự xã: phối hợp.\n"
        "Trên đây là Kế hoạch, đề nghị các đơn vị thực hiện./.\n",
        [("Công an xã", "chủ trì tuyên truyền"), ("Ban Chỉ huy Quân sự xã", "phối hợp")],
        id="lines-without-marks",
    ),
    pytest.param(
        "1. Doanh nghiệp, hộ kinh doanh: tùy tâm.\n", [], id="what-is-left-open-is-no-duty"
    ),
]


@pytest.mark.parametrize(("body", "expected"), ASSIGNMENTS)
def test_assignments(body: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    found = of_text(f"{HEAD}IV. TỔ CHỨC THỰC HIỆN\n{body}", tmp_path)
    assert rows(found, "assignments") == expected


TABLES = [
    pytest.param(
        "IV. PHÂN CÔNG",
        [["1", "Công an xã", "Tuần tra rừng"], ["2", "Các thôn", "Họp dân ký cam kết"]],
        {
            "assignments": [
                ("Công an xã", "Tuần tra rừng"),
                ("Các thôn", "Họp dân ký cam kết"),
            ]
        },
        id="no-header",
    ),
    pytest.param(
        "IV. PHÂN CÔNG",
        [
            ["Đơn vị", "Nhiệm vụ", "Hạn"],
            ["Công an xã", "Tuần tra rừng", "15/3"],
            ["^", "Xử lý vi phạm", "30/3"],
        ],
        {"assignments": [("Công an xã", "Tuần tra rừng"), ("Công an xã", "Xử lý vi phạm")]},
        id="a-unit-merged-over-rows",
    ),
    pytest.param(
        "III. TIẾN ĐỘ",
        [
            ["Đợt", "Từ ngày - đến ngày", "Việc cần làm", "Chủ trì"],
            ["Mở đầu", "10/3 - 31/3/2024", "Rà soát chủ rừng", "Công an xã"],
        ],
        {
            "phases": [("Mở đầu", "2024-03-10", "2024-03-31")],
            "assignments": [("Công an xã", "Rà soát chủ rừng")],
        },
        id="phases-with-a-lead",
    ),
    pytest.param(
        "III. LỊCH TRÌNH",
        [
            ["Giai đoạn", "Nội dung", "Thời gian"],
            ["Giai đoạn 1", "- Cấp dự báo\n- Mức phạt", "10/3/2024 - 31/3/2024"],
        ],
        {
            "phases": [("Giai đoạn 1", "2024-03-10", "2024-03-31")],
            "topics": ["Cấp dự báo", "Mức phạt"],
        },
        id="phases-with-contents",
    ),
    pytest.param(
        "Kế hoạch gồm các phần sau:",
        [
            ["Mục", "Chi tiết"],
            ["1. Đối tượng", "Hộ làm nương"],
            ["2. Thông điệp", "Đốt nương phải báo thôn; Có cháy gọi 114"],
            ["3. Hình thức", "- Loa xã\n- Nhóm Zalo"],
            ["4. Thời gian", "Từ 10/3 đến 30/4/2024"],
            ["5. Đơn vị thực hiện", "Công an xã: tuần tra"],
        ],
        {
            "topics": ["Đốt nương phải báo thôn", "Có cháy gọi 114"],
            "channels": ["loudspeaker"],
            "phases": [("Thời gian", "2024-03-10", "2024-04-30")],
            "assignments": [("Công an xã", "tuần tra")],
            "not_understood": ["Nhóm Zalo"],
        },
        id="sections-side-by-side-with-their-matter",
    ),
]


@pytest.mark.parametrize(("heading", "cells", "expected"), TABLES)
def test_tables(
    heading: str, cells: list[list[str]], expected: dict[str, list[Any]], tmp_path: Path
) -> None:
    found = of_table(heading, cells, tmp_path)
    assert {key: rows(found, key) for key in expected} == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            "HUYỆN ĐOÀN - PHÒNG Y TẾ\nHUYỆN BẢN MẪU",
            "Huyện đoàn - Phòng Y tế huyện Bản Mẫu",
            id="two-that-issue-together",
        ),
        pytest.param(
            "UBND XÃ BẢN MẪU - HỘI NÔNG DÂN XÃ",
            "Ủy ban nhân dân xã Bản Mẫu - Hội Nông dân xã",
            id="two-in-one-line",
        ),
        pytest.param(
            "HỘI CHỮ THẬP ĐỎ HUYỆN BẢN MẪU\nBAN THƯỜNG VỤ",
            "Ban Thường vụ Hội chữ thập đỏ huyện Bản Mẫu",
            id="an-organ-takes-the-whole-name-above",
        ),
        pytest.param(
            "SỞ Y TẾ TỈNH MẪU\nTRUNG TÂM KIỂM SOÁT BỆNH TẬT",
            "Trung tâm Kiểm soát bệnh tật tỉnh Mẫu",
            id="a-place-from-the-line-above",
        ),
        pytest.param(
            "ỦY BAN BẦU CỬ XÃ BẢN MẪU\nTIỂU BAN TUYÊN TRUYỀN",
            "Tiểu ban Tuyên truyền xã Bản Mẫu",
            id="a-sub-committee",
        ),
        pytest.param(
            "CÔNG AN HUYỆN NÀ MẪU\nCÔNG AN XÃ BẢN MẪU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Công an xã Bản Mẫu",
            id="the-motto-right-behind-the-name",
        ),
    ],
)
def test_issuer(lines: str, expected: str, tmp_path: Path) -> None:
    text = HEAD.replace("ỦY BAN NHÂN DÂN\nXÃ BẢN MẪU", lines).replace("KH-UBND", "KH-X")
    found = of_text(f"{text}I. MỤC ĐÍCH\n1. Hạn chế cháy rừng.\n", tmp_path)
    issuer = found["issuer"]["value"]
    assert issuer.casefold() == expected.casefold()


LETTER = """\
SỞ Y TẾ TỈNH MẪU
Số: 812/SYT-NVY
Mẫu, ngày 14 tháng 6 năm 2024
V/v truyền thông phòng, chống sốt xuất huyết

Kính gửi: Trung tâm Y tế các huyện, thành phố

Căn cứ Kế hoạch số 180/KH-UBND ngày 20/5/2024 của UBND tỉnh, Sở Y tế đề nghị các đơn vị \
tuyên truyền các nội dung sau:
- Diệt loăng quăng mỗi tuần;
- Ngủ màn cả ban ngày.
Về thời gian: từ 15/6 đến 15/7/2024.
Về hình thức: phát thanh trên loa xã; tin nhắn SMS.
Trung tâm Y tế các huyện, thành phố: hướng dẫn trạm y tế xã; báo cáo trước ngày 20/7/2024.
"""


def test_a_letter_in_lines_that_name_their_section(tmp_path: Path) -> None:
    found = of_text(LETTER, tmp_path)
    said = {key: rows(found, key) for key in ("topics", "phases", "channels", "assignments")}
    assert said == {
        "topics": ["Diệt loăng quăng mỗi tuần", "Ngủ màn cả ban ngày"],
        "phases": [("Thời gian", "2024-06-15", "2024-07-15")],
        "channels": ["loudspeaker"],
        "assignments": [
            (
                "Trung tâm Y tế các huyện, thành phố",
                "hướng dẫn trạm y tế xã; báo cáo trước ngày 20/7/2024",
            )
        ],
    }


@pytest.mark.parametrize(
    ("body", "value", "why"),
    [
        (
            "II. NỘI DUNG TUYÊN TRUYỀN\n1. Cấp dự báo.\nMỗi đợt chọn một hai việc hay mà nói.\n",
            "Mỗi đợt chọn một hai việc hay mà nói",
            "text-without-topic",
        ),
        (
            "III. THỜI GIAN\n- Đợt 1: từ 10/3 đến 20/3/2024. Sau đó duy trì đến hết năm.\n",
            "Sau đó duy trì đến hết năm",
            "days-without-a-phase",
        ),
        (
            "IV. PHÂN CÔNG\n- Công an xã: tuần tra.\nPhải có người trông coi ban đêm.\n",
            "Phải có người trông coi ban đêm",
            "duty-without-unit",
        ),
    ],
)
def test_a_sentence_that_gave_nothing_is_listed(
    body: str, value: str, why: str, tmp_path: Path
) -> None:
    found = of_text(HEAD + body, tmp_path)["not_understood"]
    assert [(row["value"], row["why"]) for row in found] == [(value, why)]


def test_a_row_that_gave_nothing_is_listed(tmp_path: Path) -> None:
    cells = [["Đơn vị", "Nhiệm vụ"], ["Công an xã", "Tuần tra"], ["", "Trông coi ban đêm"]]
    found = of_table("IV. PHÂN CÔNG", cells, tmp_path)["not_understood"]
    assert [(row["value"], row["why"]) for row in found] == [
        ("Trông coi ban đêm", "row-without-finding")
    ]


SIGNS = [
    pytest.param(
        "* UBND xã:\n- Ban hành kế hoạch;\n- Bố trí kinh phí.\n* Ban công tác Mặt trận thôn\n"
        "+ Vận động nhân dân.\n",
        [
            ("UBND xã", "Ban hành kế hoạch"),
            ("UBND xã", "Bố trí kinh phí"),
            ("Ban công tác Mặt trận thôn", "Vận động nhân dân"),
        ],
        id="a-star-over-dashes",
    ),
    pytest.param(
        "+ UBND xã:\n- Ban hành kế hoạch.\n+ Các thôn:\n- Họp dân.\n",
        [("UBND xã", "Ban hành kế hoạch"), ("Các thôn", "Họp dân")],
        id="a-plus-over-dashes",
    ),
    pytest.param(
        "- UBND xã:\n• Ban hành kế hoạch.\n- Các thôn:\n• Họp dân.\n",
        [("UBND xã", "Ban hành kế hoạch"), ("Các thôn", "Họp dân")],
        id="two-signs-of-one-custom",
    ),
    pytest.param(
        "1. Họp thôn\n- Thời gian: tháng 4/2024\n- Người thực hiện: Trưởng thôn\n",
        [("Trưởng thôn", "Họp thôn")],
        id="an-act-and-who-does-it",
    ),
    pytest.param(
        "Công an xã\nTuần tra, xử lý vi phạm.\nCác thôn\nHọp thôn.\n",
        [("Công an xã", "Tuần tra, xử lý vi phạm"), ("Các thôn", "Họp thôn")],
        id="no-sign-at-all",
    ),
    pytest.param(
        "- Công an xã - tuần tra\n- Các thôn - họp dân\n",
        [("Công an xã", "tuần tra"), ("Các thôn", "họp dân")],
        id="a-dash-between",
    ),
]


@pytest.mark.parametrize(("body", "expected"), SIGNS)
def test_what_stands_under_what(body: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    found = of_text(f"{HEAD}IV. TỔ CHỨC THỰC HIỆN\n{body}", tmp_path)
    assert rows(found, "assignments") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "II. NỘI DUNG VÀ THỜI GIAN\n1. Trước ngày bầu cử (từ 01/4 đến 25/5/2024)\n"
            "- Luật Bầu cử.\n2. Ngày bầu cử 26/5/2024\n- Không khí ngày hội.\n",
            [
                ("Trước ngày bầu cử", "2024-04-01", "2024-05-25"),
                ("Ngày bầu cử", "2024-05-26", "2024-05-26"),
            ],
            id="the-days-in-brackets-and-the-day-itself",
        ),
        pytest.param(
            "III. LỘ TRÌNH\n1. Giai đoạn 2024 - 2025: xây dựng.\n2. Giai đoạn 2026 - 2027: nhân.\n",
            [
                ("Giai đoạn 2024 - 2025", "2024-01-01", "2025-12-31"),
                ("Giai đoạn 2026 - 2027", "2026-01-01", "2027-12-31"),
            ],
            id="stages-of-years",
        ),
        pytest.param(
            "Điều 3. Thời gian tuyên truyền từ ngày 10/3/2024 đến ngày 30/4/2024.\n",
            [("Thời gian tuyên truyền", "2024-03-10", "2024-04-30")],
            id="a-sentence-that-opens-with-its-subject",
        ),
        pytest.param(
            "Ba. Thời gian\n- Cao điểm: tháng 3, 4 và tháng 11, 12.\n",
            [("Cao điểm", "2024-03-01", "2024-04-30")],
            id="months-that-do-not-touch-are-no-one-span",
        ),
    ],
)
def test_phases_in_other_places(
    body: str, expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    assert rows(of_text(HEAD + body, tmp_path), "phases") == expected


def test_a_sentence_that_a_hard_break_cut_is_one(tmp_path: Path) -> None:
    document = docx.Document()
    for line in HEAD.strip().split("\n"):
        if line:
            document.add_paragraph(line)
    document.add_paragraph("II. NỘI DUNG TUYÊN TRUYỀN")
    document.add_paragraph("- Tuyên truyền Luật Lâm nghiệp và các văn bản hướng dẫn\nthi hành;")
    document.add_paragraph("- Mức xử phạt khi đốt nương làm cháy rừng, kể cả khi")
    document.add_paragraph("không cố ý.")
    document.save(str(tmp_path / "a.docx"))
    found = extract(read_file(tmp_path / "a.docx")).said()
    assert rows(found, "topics") == [
        "Tuyên truyền Luật Lâm nghiệp và các văn bản hướng dẫn thi hành",
        "Mức xử phạt khi đốt nương làm cháy rừng, kể cả khi không cố ý",
    ]
    assert [
        " ".join(found["text"][one["passage"]["start"] : one["passage"]["end"]].split())
        for one in found["topics"]
    ] == rows(found, "topics")


def test_sections_are_inferred_behind_a_table(tmp_path: Path) -> None:
    document = docx.Document()
    for line in [*HEAD.strip().split("\n"), "I. HÌNH THỨC"]:
        if line:
            document.add_paragraph(line)
    table = document.add_table(2, 2)
    for at, words in enumerate(["TT", "Hình thức", "1", "Loa xã"]):
        table.cell(at // 2, at % 2).text = words
    for line in ["II. CÁC MỐC LỚN", "- Mở đầu: từ 10/3 đến 20/3/2024", "- Kết: 21/3 - 30/3/2024"]:
        document.add_paragraph(line)
    for line in ["III. CHÚNG TA CÙNG LÀM", "- Công an xã: tuần tra.", "- Các thôn: họp dân."]:
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    found = extract(read_file(tmp_path / "a.docx")).said()
    assert (rows(found, "phases"), rows(found, "assignments")) == (
        [("Mở đầu", "2024-03-10", "2024-03-20"), ("Kết", "2024-03-21", "2024-03-30")],
        [("Công an xã", "tuần tra"), ("Các thôn", "họp dân")],
    )
