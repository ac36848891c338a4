"""One reminder for everything that an office owes."""

from datetime import UTC, date, datetime, timedelta

from django.utils.translation import override

from loa.plans.owed import Owed
from loa.plans.reminding import MOST_DETAILS, Debtor, debtors, reminder, theirs

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def owed(organisation: str, what: str, due: date | None, name: str = "") -> Owed:
    return Owed(organisation, name or organisation.upper(), what, due, "/x/")


def test_debts_are_grouped_by_organisation_the_oldest_first() -> None:
    rows = [
        owed("b", "b2", None),
        owed("a", "a1", TODAY),
        owed("b", "b1", TODAY - DAY),
    ]
    found = debtors(rows, [(NOW - DAY, ["a", "c"]), (NOW - 3 * DAY, ["a"])])
    assert found == [
        Debtor("b", "B", (rows[2], rows[0])),
        Debtor("a", "A", (rows[1],), reminded=NOW - DAY),
    ]
    assert [one.late(TODAY) for one in found] == [1, 0]


def test_what_has_no_organisations_key_is_grouped_by_its_name() -> None:
    rows = [Owed("", name, "x", None, "/x/") for name in ("Chi bộ A", "Chi bộ B", "Chi bộ A")]
    assert debtors(rows) == [
        Debtor("", "Chi bộ A", (rows[0], rows[2])),
        Debtor("", "Chi bộ B", (rows[1],)),
    ]


def test_a_reminder_reads_as_a_colleague_would_write_it() -> None:
    rows = [
        Debtor("a", "Đoàn xã", (Owed("a", "Đoàn xã", "Báo cáo tháng 10", TODAY, "/x/"),)),
        Debtor("b", "Hội Phụ nữ", (Owed("b", "", "Kết quả", TODAY - timedelta(1), "/x/"),)),
    ]
    assert reminder(rows, sender="Nguyễn A, Ban Tuyên giáo", today=TODAY) == (
        "Kính gửi: các cơ quan, đơn vị có tên dưới đây\n\n"
        "Đến ngày 23/11/2026, chúng tôi chưa nhận được:\n\n"
        "Đoàn xã:\n- Báo cáo tháng 10 – hạn 23/11/2026\n\n"
        "Hội Phụ nữ:\n- Kết quả – hạn 22/11/2026 (đã quá hạn 1 ngày)\n\n"
        "Kính đề nghị quý cơ quan, đơn vị gửi sớm. Nếu có vướng mắc, xin báo lại để cùng tháo gỡ."
        " Xin cảm ơn.\nNguyễn A, Ban Tuyên giáo"
    )
    alone = reminder(rows[:1], sender="", today=TODAY)
    assert alone.startswith("Kính gửi: Đoàn xã\n\nĐến ngày 23/11/2026")


def test_parts_stand_under_what_they_belong_to_and_a_way_to_send_is_said_once() -> None:
    way = "Điền vào mục Báo cáo."
    parts = tuple(f"phần {n}" for n in range(MOST_DETAILS + 2))
    few = Owed("a", "Xã A", "2 số liệu", None, "/x/", details=parts[:2], how=way)
    many = Owed("a", "Xã A", "nhiều số liệu", None, "/y/", details=parts, how=way)
    with override("en"):
        told = reminder([Debtor("a", "Xã A", (few, many))], sender="", today=TODAY)
    assert told.count(way) == 1
    assert "- 2 số liệu\n  + phần 0\n  + phần 1\n- nhiều số liệu\n" in told
    assert f"  + phần {MOST_DETAILS - 1}\n  + và 2 mục khác\n" in told


def test_what_a_reminder_says_is_gathered_in_its_readers_language() -> None:
    with override("en"), theirs():
        told = reminder([Debtor("a", "Xã A", ())], sender="", today=TODAY)
    assert told.startswith("Kính gửi: Xã A")
