"""What one press changes: the mend of every kind of contradiction, as a table."""

from typing import Any

import pytest

from loa.plans.drafting.mending import Change, mend
from loa.plans.drafting.values import Row


def row(number: int, kind: str, passage: tuple[int, int], **values: Any) -> Row:
    return Row(number, kind, values, *passage, 0.9, "rule")


def wrong(kind: str, passage: tuple[int, int], **facts: Any) -> Row:
    values = {"kind": kind, "facts": facts}
    return Row(99, "contradictions", values, *passage, 0.9, "rule")


ISSUED = row(1, "issued_on", (0, 5), value="2020-03-10")


def phase(starts: str, ends: str) -> Row:
    return row(7, "phases", (10, 20), name="Đợt 1", starts=starts, ends=ends)


@pytest.mark.parametrize(
    ("contradiction", "rows", "changes"),
    [
        pytest.param(
            wrong("term-ends-before-start", (12, 21), proposed="2020-2025"),
            [
                row(2, "title", (0, 30), value="Nhiệm kỳ 2020-2015"),
                row(3, "topics", (40, 50), value="Kết quả 2015 - 2010; 2020-2025"),
            ],
            (
                Change(2, "value", "Nhiệm kỳ 2020-2015", "Nhiệm kỳ 2020-2025"),
                Change(
                    3, "value", "Kết quả 2015 - 2010; 2020-2025", "Kết quả 2015 - 2020; 2020-2025"
                ),
            ),
            id="every-reversed-term",
        ),
        pytest.param(
            wrong("basis-later-than-document", (10, 20), day="2021-01-06"),
            [ISSUED, row(2, "bases", (10, 20), value="Kế hoạch ngày 06/01/2021")],
            (Change(2, "value", "Kế hoạch ngày 06/01/2021", "Kế hoạch ngày 06/01/2020"),),
            id="a-basis-in-the-documents-year",
        ),
        pytest.param(
            wrong("basis-later-than-document", (10, 20), day="2020-06-06"),
            [ISSUED, row(2, "bases", (10, 20), value="Chỉ thị ngày 06/6/2020")],
            (Change(2, "value", "Chỉ thị ngày 06/6/2020", "Chỉ thị ngày 06/6/2019"),),
            id="a-basis-in-the-year-before",
        ),
        pytest.param(
            wrong("phase-ends-before-start", (10, 20), first="2020-11-01", last="2020-02-28"),
            [phase("2020-11-01", "2020-02-28")],
            (Change(7, "ends", "2020-02-28", "2021-02-28"),),
            id="past-december",
        ),
        pytest.param(
            wrong("phase-ends-before-start", (10, 20), first="2020-07-15", last="2020-06-01"),
            [phase("2020-07-15", "2020-06-01")],
            (
                Change(7, "starts", "2020-07-15", "2020-06-01"),
                Change(7, "ends", "2020-06-01", "2020-07-15"),
            ),
            id="days-changed-round",
        ),
        pytest.param(
            wrong("phase-outside-term", (10, 20), first="2020-02-01", last="2020-06-30"),
            [phase("2020-01-15", "2020-07-31")],
            (
                Change(7, "starts", "2020-01-15", "2020-02-01"),
                Change(7, "ends", "2020-07-31", "2020-06-30"),
            ),
            id="within-the-term",
        ),
        pytest.param(
            wrong("phase-outside-term", (10, 20), first="2020-02-01", last="2020-06-30"),
            [phase("2020-08-01", "2020-08-31")],
            (),
            id="nothing-left-within-the-term",
        ),
        pytest.param(
            wrong("date-does-not-exist", (15, 19), month=6, day=31),
            [phase("2020-04-01", "")],
            (Change(7, "ends", "", "2020-06-30"),),
            id="last-day-of-the-month",
        ),
        pytest.param(
            wrong("date-does-not-exist", (15, 19), month=2, day=30),
            [phase("", "2020-04-01")],
            (Change(7, "starts", "", "2020-02-29"),),
            id="first-day-missing",
        ),
        pytest.param(
            wrong("date-does-not-exist", (15, 19), month=6, day=31),
            [row(4, "assignments", (10, 30), unit="Đài", duty="Xong trước 31/6/2020, có báo cáo")],
            (
                Change(
                    4,
                    "duty",
                    "Xong trước 31/6/2020, có báo cáo",
                    "Xong trước 30/6/2020, có báo cáo",
                ),
            ),
            id="in-the-words-of-a-duty",
        ),
        pytest.param(
            wrong("event-date-differs", (15, 19), day="2020-06-01"),
            [phase("2020-04-01", "")],
            (),
            id="only-a-person-knows",
        ),
    ],
)
def test_mend(contradiction: Row, rows: list[Row], changes: tuple[Change, ...]) -> None:
    assert mend(contradiction, [*rows, contradiction]) == changes


def test_what_was_left_out_is_not_mended() -> None:
    gone = Row(2, "title", {"value": "2020-2015"}, 0, 9, 0.9, "rule", dropped=True)
    assert mend(wrong("term-ends-before-start", (0, 9), proposed="2020-2025"), [gone]) == ()
