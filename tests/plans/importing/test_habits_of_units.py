"""Habits of offices in giving tasks: units of every name, in lists, lines and sentences."""

from pathlib import Path

import pytest
from tests.plans.importing.fragments import HEAD, of_text, rows

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


SIGNS = [
    pytest.param(
        "- Viết tin bài: Công chức Văn hóa.\n- Treo băng rôn - giao Đoàn Thanh niên.\n",
        [("Công chức Văn hóa", "Viết tin bài"), ("Đoàn Thanh niên", "Treo băng rôn")],
        id="the-task-first",
    ),
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
