"""Habits of offices beyond the corpus: what people are told, and when; a fragment each."""

from pathlib import Path

import pytest
from tests.plans.importing.fragments import HEAD, of_text, rows

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
            "III. THỜI GIAN\nTừ nay đến hết năm 2024, trọng tâm vào các đợt:\n"
            "- Ngày Môi trường thế giới 05/6: từ 01/6 đến 10/6/2024.\n",
            [
                ("Thời gian", "2024-03-05", "2024-12-31"),
                ("Ngày Môi trường thế giới 05/6", "2024-06-01", "2024-06-10"),
            ],
            id="peaks-inside-the-whole-term",
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
