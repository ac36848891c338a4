"""Habits of offices in laying a document out: tables, heads, letters, breaks, what is left."""

from pathlib import Path
from typing import Any

import docx
import pytest
from tests.plans.importing.fragments import HEAD, of_table, of_text, rows

from loa.plans.importing.extract import extract
from loa.plans.importing.reading import read_file

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
