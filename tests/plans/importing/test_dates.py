from datetime import date

import pytest

from loa.plans.importing.date_atoms import atoms
from loa.plans.importing.dates import Setting, impossible_days, spans

ELECTION = (date(2021, 5, 23), date(2021, 5, 23))
CONGRESS = (date(2021, 8, 3), date(2021, 8, 5))
SETTING = Setting(
    date(2021, 3, 1), 2021, {"bầu cử": ELECTION, "bế mạc": CONGRESS, "khai mạc": CONGRESS}
)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("từ tháng 2/2020 đến tháng 7/2020", "2020-02-01", "2020-07-31"),
        ("từ ngày 03 đến ngày 07/8/2020", "2020-08-03", "2020-08-07"),
        ("từ ngày 08/8/2020 đến hết năm 2020", "2020-08-08", "2020-12-31"),
        ("Từ ngày 01 tháng 4 năm 2022 đến ngày 30 tháng 11 năm 2022", "2022-04-01", "2022-11-30"),
        ("từ ngày 22 đến ngày 24-7-2015", "2015-07-22", "2015-07-24"),
        ("từ 01.4.2021 đến 30.4.2021", "2021-04-01", "2021-04-30"),
        ("từ 1-15/6/2021", "2021-06-01", "2021-06-15"),
        ("01/4 - 15/4/2022", "2022-04-01", "2022-04-15"),
        ("ngày 14 và 15/8", "2021-08-14", "2021-08-15"),
        ("các ngày 14, 15, 16/8", "2021-08-14", "2021-08-16"),
        ("từ ngày mồng 5 đến ngày 10/3", "2021-03-05", "2021-03-10"),
        ("từ 6 giờ ngày 05/6 đến 18 giờ ngày 07/6/2021", "2021-06-05", "2021-06-07"),
        ("Từ ngày01/4 đến30/4/2019", "2019-04-01", "2019-04-30"),
        # a day, a month, a quarter, a half and a whole year
        ("Chủ nhật, ngày 23 tháng 5 năm 2021", "2021-05-23", "2021-05-23"),
        ("tháng 3/2023", "2023-03-01", "2023-03-31"),
        ("tháng 02 năm 2024", "2024-02-01", "2024-02-29"),
        ("tháng 3, tháng 4/2021", "2021-03-01", "2021-04-30"),
        ("tháng 6, 7, 8/2021", "2021-06-01", "2021-08-31"),
        ("Tháng 6 - tháng 8/2022", "2022-06-01", "2022-08-31"),
        ("quý III/2021", "2021-07-01", "2021-09-30"),
        ("quý I, quý II năm 2022", "2022-01-01", "2022-06-30"),
        ("từ năm 2024 đến hết quý II năm 2025", "2024-01-01", "2025-06-30"),
        ("6 tháng đầu năm 2022", "2022-01-01", "2022-06-30"),
        ("6 tháng cuối năm", "2021-07-01", "2021-12-31"),
        ("năm 2023", "2023-01-01", "2023-12-31"),
        ("nửa đầu tháng 10/2024", "2024-10-01", "2024-10-15"),
        ("trung tuần tháng 02", "2021-02-11", "2021-02-20"),
        ("Từ đầu tháng 5 đến ngày 02/9/2019", "2019-05-01", "2019-09-02"),
        ("9 tháng đầu năm 2021", "2021-01-01", "2021-09-30"),
        ("quý I, II/2022", "2022-01-01", "2022-06-30"),
        ("cuối quý II", "2021-06-01", "2021-06-30"),
        ("tháng ba, tháng tư năm 2021", "2021-03-01", "2021-04-30"),
        ("tháng Mười hai năm 2021", "2021-12-01", "2021-12-31"),
        ("tuần đầu tháng 4", "2021-04-01", "2021-04-07"),
        ("tuần 2 tháng 4/2021", "2021-04-08", "2021-04-14"),
        ("tuần thứ 3 của tháng 4", "2021-04-15", "2021-04-21"),
        ("tuần 1, 2 tháng 4", "2021-04-01", "2021-04-14"),
        ("tuần cuối tháng 02", "2021-02-22", "2021-02-28"),
        ("10 ngày đầu tháng 10", "2021-10-01", "2021-10-10"),
        ("10 ngày cuối tháng 10", "2021-10-22", "2021-10-31"),
        ("từ ngày 10/03/21 đến 20/03/21", "2021-03-10", "2021-03-20"),
        ("từ 10.3 đến 20.3.2021", "2021-03-10", "2021-03-20"),
        ("từ 10-3 đến hết 20-3-2021", "2021-03-10", "2021-03-20"),
        ("từ thứ Tư (10/3) đến Chủ nhật (14/3/2021)", "2021-03-10", "2021-03-14"),
        ("từ ngày 15/11 năm 2021 đến ngày 15/3 năm 2022", "2021-11-15", "2022-03-15"),
        ("từ tháng 11 năm nay đến tháng 2 năm sau", "2021-11-01", "2022-02-28"),
        # what is left out
        ("tháng 4 và tháng 5", "2021-04-01", "2021-05-31"),
        ("từ ngày 15/12 đến ngày 10/01", "2021-12-15", "2022-01-10"),
        ("từ tháng 11 đến tháng 02/2022", "2021-11-01", "2022-02-28"),
        ("từ 20/12/2021 đến 15/01", "2021-12-20", "2022-01-15"),
        # one end
        ("kể từ ngày 01/7/2026", "2026-07-01", None),
        ("từ tháng 8/2025", "2025-08-01", None),
        ("trước ngày 31/8", None, "2021-08-30"),
        ("đến hết tháng 6", None, "2021-06-30"),
        ("chậm nhất ngày 31/10/2022", None, "2022-10-31"),
        ("sau ngày 05/6/2021", "2021-06-06", None),
        # the day of issue and events
        ("từ nay đến ngày 15/6", "2021-03-01", "2021-06-15"),
        ("từ ngày ký ban hành Kế hoạch đến 31/12/2021", "2021-03-01", "2021-12-31"),
        ("trước ngày 31/8/2021, kể từ ngày ký kế hoạch này", "2021-03-01", "2021-08-30"),
        ("từ ngày 01/5 đến trước ngày bầu cử 23/5/2021", "2021-05-01", "2021-05-22"),
        ("ngày bầu cử, Chủ nhật 23/5/2021", "2021-05-23", "2021-05-23"),
        ("từ khi Kế hoạch được ban hành đến 30/4", "2021-03-01", "2021-04-30"),
        ("10 ngày trước ngày bầu cử", "2021-05-13", "2021-05-22"),
        ("sau ngày bầu cử đến hết tháng 6/2021", "2021-05-24", "2021-06-30"),
        ("từ ngày bầu cử (Chủ nhật, ngày 23/5/2021) trở đi", "2021-05-23", None),
        ("từ ngày bế mạc đến hết tháng 9", "2021-08-05", "2021-09-30"),
        ("trước khi khai mạc", None, "2021-08-02"),
        # a day that does not exist
        ("Từ ngày 01/4 đến 31/6/2019", "2019-04-01", None),
    ],
)
def test_a_span_has_the_documents_first_and_last_day(
    words: str, first: str | None, last: str | None
) -> None:
    found = [
        (one.first and one.first.isoformat(), one.last and one.last.isoformat())
        for one in spans(words, SETTING)
    ]
    assert found == [(first, last)]


@pytest.mark.parametrize(
    "words",
    [
        "trực 24/24 giờ",
        "số 118/KH-UBND",
        "nhiệm kỳ 2020 - 2025",
        "trước 10 giờ",
        "12 cụm",
        "mùng 10 tháng 3 âm lịch",
        "từ 10/3 đến 15/3 (âm lịch)",
        "tháng Giêng năm 2024",
        "mỗi tháng hai lần",
    ],
)
def test_what_is_no_day_is_none(words: str) -> None:
    assert atoms(words) == []


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("trước ngày 31/9/2019", [(31, 9)]),
        ("ngày 29/02/2023", [(29, 2)]),
        ("ngày 29/02/2024", []),
        ("ngày 29/02", []),  # some year has it
        ("ngày 30 tháng 02", [(30, 2)]),
    ],
)
def test_days_that_their_month_does_not_have(words: str, days: list[tuple[int, int]]) -> None:
    assert [(one.day, one.month) for one in impossible_days(words)] == days
