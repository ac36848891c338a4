"""A lower plan beside the upper one, as tables; and what holds for any two plans."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from tests.plans.exporting.generated import any_plan

from loa.core.periods import Days
from loa.plans.comparing import (
    Clash,
    Comparison,
    Late,
    Odds,
    Part,
    Sort,
    Taken,
    Why,
    alike,
    compare,
    documents_of,
)
from loa.plans.rules import Assignment, Event, Phase, PlanText, Topic, resolve_phases

UPPER = PlanText(
    key="tren",
    number="146-KH/HU",
    kind="campaign",
    title="Tuyên truyền đại hội",
    issuer_key="huyen-uy",
    issuer_name="Huyện uỷ",
    area=("064",),
    issued_on=date(2020, 2, 1),
)
LOWER = replace(UPPER, key="duoi", number="5-KH/ĐU", issuer_key="dang-uy", issued_on=None)


def topics(*rows: tuple[str, str] | tuple[str, str, str]) -> tuple[Topic, ...]:
    codes = {row[0] for row in rows}
    return tuple(
        Topic(
            row[0], row[1], row[0][0] if "." in row[0] and row[0][0] in codes else "", basis=row[2:]
        )
        for row in rows
    )


def phases(*rows: tuple[str, str, str | None]) -> tuple[Phase, ...]:
    return tuple(
        Phase(f"dot-{n}", name, day(starts), day(ends) if ends else None)
        for n, (name, starts, ends) in enumerate(rows)
    )


def day(text: str) -> date:
    return date.fromisoformat(f"2020-{text}")


@pytest.mark.parametrize(
    ("upper", "lower", "taken", "added", "missed"),
    [
        pytest.param(
            [("1", "Dự thảo văn kiện")], [("7", "DỰ THẢO VĂN KIỆN.")],
            [("1", "7", Why.NAME)], [], [], id="same-name",
        ),
        pytest.param(
            [("1", "Học tập và làm theo Bác", "Chỉ thị số 05-CT/TW ngày 15/5/2016")],
            [("2", "Chuyên đề năm 2020", "Chỉ thị 05 - CT/TW")],
            [("1", "2", Why.BASIS)], [], [], id="same-basis",
        ),
        pytest.param(
            [("3.4", "Xây dựng nông thôn mới")], [("3.4", "Xây dựng nông thôn mới nâng cao ở xã")],
            [("3.4", "3.4", Why.CODE)], [], [], id="same-code-and-some-words",
        ),
        pytest.param(
            [("3.4", "Xây dựng nông thôn mới")], [("3.4", "Tiêm phòng cho trâu bò")],
            [], ["3.4"], ["3.4"], id="same-code-alone-says-nothing",
        ),
        pytest.param(
            [("1", "Phòng, chống tham nhũng, lãng phí")],
            [("9", "Phòng, chống tham nhũng, lãng phí, tiêu cực")],
            [("1", "9", Why.WORDS)], [], [], id="most-words",
        ),
        pytest.param(
            [("1", "Thành tựu"), ("1.1", "Kinh tế"), ("1.2", "Văn hoá")], [("4", "Thành tựu")],
            [("1", "4", Why.NAME), ("1.1", "", Why.WITHIN), ("1.2", "", Why.WITHIN)], [], [],
            id="a-heading-takes-what-stands-under-it",
        ),
        pytest.param(
            [("1", "Thành tựu"), ("1.1", "Kinh tế"), ("1.2", "Văn hoá")],
            [("4", "Kinh tế"), ("5", "Thể thao")],
            [("1.1", "4", Why.NAME)], ["5"], ["1", "1.2"], id="one-taken-one-missed-one-added",
        ),
        pytest.param(
            [("1", "Thành tựu"), ("1.1", "Kinh tế")], [("1", "Thành tựu"), ("1.1", "Thể thao")],
            [("1", "1", Why.NAME)], ["1.1"], ["1.1"], id="a-heading-that-both-divide",
        ),
        pytest.param(
            [("1", "Thành tựu")], [("2", "Thành tựu"), ("2.1", "Trường học mới")],
            [("1", "2", Why.NAME)], [], [], id="what-is-said-in-more-detail-is-not-added",
        ),
    ],
)  # fmt: skip
def test_topics(
    upper: list[tuple[str, str]],
    lower: list[tuple[str, str]],
    taken: list[tuple[str, str, Why]],
    added: list[str],
    missed: list[str],
) -> None:
    found = compare(replace(UPPER, topics=topics(*upper)), replace(LOWER, topics=topics(*lower)))
    assert (
        [(one.upper.key, ", ".join(x.key for x in one.lower), one.why) for one in found.taken],
        [one.key for one in found.added],
        [one.key for one in found.missed],
    ) == (taken, added, missed)


@pytest.mark.parametrize(
    ("upper", "lower", "odds"),
    [
        pytest.param(("03-01", "06-30"), ("03-01", "06-30"), [], id="same"),
        pytest.param(("03-01", "06-30"), ("04-01", "05-01"), [], id="within"),
        pytest.param(("03-01", None), ("04-01", None), [], id="both-open"),
        pytest.param(("03-01", "06-30"), ("02-01", "05-01"), [Odds.BEYOND], id="begins-before"),
        pytest.param(("03-01", "06-30"), ("04-01", "07-01"), [Odds.BEYOND], id="ends-after"),
        pytest.param(("03-01", "06-30"), ("04-01", None), [Odds.BEYOND], id="open-at-the-end"),
        pytest.param(("03-01", "06-30"), ("06-30", "07-01"), [Odds.APART], id="apart"),
    ],
)
def test_days_of_a_phase(
    upper: tuple[str, str | None], lower: tuple[str, str | None], odds: list[Odds]
) -> None:
    above = replace(UPPER, phases=phases(("Đợt 1", *upper)))
    below = replace(LOWER, phases=phases(("đợt 1", *lower)))
    assert [one.odds for one in compare(above, below).clashes] == odds


def test_phases_around_one_event_are_one_whatever_they_are_called() -> None:
    event = Event("dai-hoi", "Đại hội Đảng bộ huyện lần thứ XXI", "district")
    again = replace(event, key="huyen", name="Đại hội Đảng bộ huyện lần thứ XXI, năm 2020")
    before = Phase("a", "Giai đoạn chuẩn bị", day("03-01"), event="dai-hoi", stage="before")
    lower = Phase("b", "Đợt 1", day("03-01"), event="huyen", stage="before")
    found = compare(
        replace(UPPER, events=(event,), phases=(before,)),
        replace(LOWER, events=(again,), phases=(lower,)),
    )
    assert [(one.upper.key, one.lower[0].key, one.why) for one in found.taken] == [
        ("a", "b", Why.BASIS),
        ("dai-hoi", "huyen", Why.WORDS),
    ]


def test_an_event_on_another_day_is_at_odds() -> None:
    days, other = Days(day("08-04"), day("08-07")), Days(day("07-27"), day("07-30"))
    event = Event("dai-hoi", "Đại hội Đảng bộ huyện", "district", days=days)
    found = compare(
        replace(UPPER, events=(event,)), replace(LOWER, events=(replace(event, days=other),))
    )
    above, below = (Part(Sort.EVENT, "dai-hoi", event.name, one) for one in (days, other))
    assert found == Comparison(
        taken=(Taken(above, (below,), Why.NAME),), clashes=(Clash(Odds.OTHER_DAY, above, below),)
    )
    unknown = replace(LOWER, events=(replace(event, days=None),))
    assert compare(replace(UPPER, events=(event,)), unknown).clashes == ()


@pytest.mark.parametrize(
    ("issued", "due", "late"),
    [
        pytest.param("02-20", "02-20", (), id="in-time"),
        pytest.param("02-21", "02-20", (Late(Odds.LATE, day("02-21"), day("02-20")),), id="late"),
        pytest.param(
            "01-31", None, (Late(Odds.BEFORE_UPPER, day("01-31"), day("02-01")),), id="before"
        ),
    ],
)
def test_the_day_of_issue(issued: str, due: str | None, late: tuple[Late, ...]) -> None:
    duty = Assignment("a", "dang-uy", "Đảng uỷ", "Lập kế hoạch", due=day(due) if due else None)
    below = replace(LOWER, issued_on=day(issued))
    assert compare(replace(UPPER, assignments=(duty,)), below).late == late


def test_words_and_documents() -> None:
    assert alike("Đại hội Đảng bộ xã", "ĐẠI HỘI đảng bộ huyện") == 4 / 6
    assert alike("", "") == 0
    assert documents_of(["Chỉ thị số 05-CT/TW và Kế hoạch 12/2020/KH-UBND", "Luật A"]) == {
        "05 ct tw",
        "12 2020 kh ubnd",
    }


MANY = settings(deadline=None, max_examples=25)


def is_sound(plan: PlanText) -> bool:
    """Whether its phases end after they start, as `lint` has it."""
    try:
        resolve_phases(plan.phases, plan.events)
    except ValueError:
        return False
    return True


@MANY
@given(any_plan().filter(is_sound))
def test_a_plan_takes_itself_over_whole(plan: PlanText) -> None:
    found = compare(plan, plan)
    assert (found.added, found.missed, found.clashes, found.late) == ((), (), (), ())
    assert [one.upper.key for one in found.taken] == [
        *(one.code for one in plan.topics),
        *(one.key for one in plan.phases),
        *(one.key for one in plan.events),
    ]
    assert found.whole


@MANY
@given(any_plan().filter(is_sound), any_plan().filter(is_sound))
def test_what_one_misses_the_other_adds(one: PlanText, other: PlanText) -> None:
    found, turned = compare(one, other), compare(other, one)
    assert (found.missed, found.added) == (turned.added, turned.missed)
    parts = [*one.topics, *one.phases, *one.events]
    assert len(found.taken) + len(found.missed) == len(parts)
