"""The extractor's rules on small documents of our own, each a turn of phrase that offices use."""

from pathlib import Path
from typing import Any

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


def found(body: str, folder: Path, head: str = HEAD) -> dict[str, Any]:
    path = folder / "ke-hoach.txt"
    path.write_text(head + body, encoding="utf-8")
    return extract(read_file(path)).said()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "- Cao điểm 30/4 - 01/5: từ ngày 27/4 đến ngày 03/5;",
            ("Cao điểm 30/4 - 01/5", "2024-04-27", "2024-05-03"),
            id="the-days-behind-the-colon-are-its-own",
        ),
        pytest.param(
            "- Trước ngày bầu cử: từ ngày ký Kế hoạch đến ngày 20/5/2024;",
            ("Trước ngày bầu cử", "2024-03-05", "2024-05-20"),
            id="a-day-in-the-name-is-no-day-of-the-phase",
        ),
        pytest.param(
            "- Tình huống 1: rừng chưa có cháy (từ nay đến hết tháng 4/2024);",
            ("Tình huống 1: rừng chưa có cháy", "2024-03-05", "2024-04-30"),
            id="a-situation-with-days",
        ),
        pytest.param(
            "- Đợt 2 (ký cam kết): từ ngày 31 tháng 4 đến ngày 10 tháng\n6 năm 2024;",
            ("Đợt 2 (ký cam kết)", None, "2024-06-10"),
            id="a-day-that-is-none-and-a-broken-line",
        ),
        pytest.param(
            "- Thu dọn: chậm nhất ngày 15/6/2024.",
            ("Thu dọn", None, "2024-06-15"),
            id="a-phase-that-only-ends",
        ),
    ],
)
def test_a_line_under_time_is_a_phase(
    line: str, expected: tuple[str, str | None, str | None], tmp_path: Path
) -> None:
    body = f"III. THỜI GIAN\n- Đợt 1: từ ngày 10/3 đến ngày 20/3/2024;\n{line}\n"
    rows = found(body, tmp_path)["phases"]
    assert [(row["name"], row["starts"], row["ends"]) for row in rows][1:] == [expected]


def test_rounds_of_inspection_are_no_phases(tmp_path: Path) -> None:
    body = (
        "1. Đoàn kiểm tra của xã đi hai đợt: đợt 1 từ ngày 02/4 đến ngày 05/4/2024, "
        "đợt 2 từ ngày 02/5 đến ngày 04/5/2024."
    )
    assert found(body, tmp_path)["phases"] == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "Ông Chủ tịch Hội Nông dân xã, Phó Trưởng Tiểu ban: vận động hội viên phát dọn.",
            ("Chủ tịch Hội Nông dân xã", "vận động hội viên phát dọn"),
            id="a-person-by-the-post",
        ),
        pytest.param(
            "- Trung tâm Dịch vụ tổng hợp xã kiểm tra 12 cụm loa trước mùa khô.",
            ("Trung tâm Dịch vụ tổng hợp xã", "kiểm tra 12 cụm loa trước mùa khô"),
            id="a-verb-that-is-part-of-a-name",
        ),
    ],
)
def test_a_unit_and_its_duty(line: str, expected: tuple[str, str], tmp_path: Path) -> None:
    rows = found(f"IV. PHÂN CÔNG\n{line}\n", tmp_path)["assignments"]
    assert [(row["unit"], row["duty"]) for row in rows] == [expected]


def test_phrases_to_be_hung_up_are_slogans(tmp_path: Path) -> None:
    body = "4. CÁC CỤM TỪ CỔ ĐỘNG\n4.1. Giữ rừng là giữ nước!\n4.2. Mỗi nhà một bình chữa cháy!\n"
    rows = found(body, tmp_path)["slogans"]
    assert [row["value"] for row in rows] == [
        "Giữ rừng là giữ nước!",
        "Mỗi nhà một bình chữa cháy!",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Quy ước bảo vệ rừng in khổ A4 dán tại từng nhà;", {"publication"}),
        ("- Kiểm lâm viên về từng thôn hướng dẫn làm đường băng cản lửa;", {"talk"}),
        ("- Phóng sự trên sóng Đài tỉnh;", set()),
    ],
)
def test_a_form_is_a_channel_by_what_it_is(line: str, expected: set[str], tmp_path: Path) -> None:
    rows = found(f"III. HÌNH THỨC\n{line}\n", tmp_path)["channels"]
    assert {row["value"] for row in rows} == expected


def test_why_a_document_is_followed_now_is_no_part_of_its_name(tmp_path: Path) -> None:
    head = HEAD.replace(
        "Căn cứ Luật Lâm nghiệp năm 2017;",
        "Thực hiện Công điện số 05/CĐ-UBND ngày 01/3/2024 của UBND huyện, trước tình hình "
        "nắng nóng kéo dài, UBND xã ban hành Kế hoạch như sau:",
    )
    rows = found("I. MỤC ĐÍCH\n1. Hạn chế cháy rừng.\n", tmp_path, head)["bases"]
    assert [row["value"] for row in rows] == [
        "Công điện số 05/CĐ-UBND ngày 01/3/2024 của UBND huyện"
    ]


def test_what_is_told_at_each_time_may_stand_without_a_number(tmp_path: Path) -> None:
    body = (
        "II. NỘI DUNG TUYÊN TRUYỀN\n1. Trước lễ ra quân\na) Mùa khô đến sớm\n2. Trong lễ ra quân\n"
        "Không khí ra quân ở các thôn\n"
    )
    rows = found(body, tmp_path)["topics"]
    assert [row["value"] for row in rows] == ["Mùa khô đến sớm", "Không khí ra quân ở các thôn"]
