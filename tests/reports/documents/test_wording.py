"""How figures are written and said: one table for each kind of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.reports.documents import wording
from loa.reports.documents.wording import MEASURES
from loa.reports.rules.report import Graded, Why


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (999, "999"), (1000, "1.000"), (1234567, "1.234.567")],
)
def test_numbers_are_grouped_by_points(value: int, written: str) -> None:
    assert wording.number(value) == written


@pytest.mark.parametrize(
    ("parts", "written"),
    [
        pytest.param(0, "0%", id="none"),
        pytest.param(5, "0,5%", id="below-one"),
        pytest.param(483, "48,3%", id="a-decimal-comma"),
        pytest.param(500, "50%", id="no-idle-decimal"),
        pytest.param(999, "99,9%", id="not-yet-all"),
        pytest.param(1000, "100%", id="all"),
        pytest.param(1055, "105,5%", id="more-than-promised"),
    ],
)
def test_shares_have_a_decimal_comma(parts: int, written: str) -> None:
    assert wording.thousandth(parts) == written


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "0 giây"),
        (40, "40 giây"),
        (60, "1 phút"),
        (3600, "1 giờ"),
        (3665, "1 giờ 1 phút 5 giây"),
        (3_600_000, "1.000 giờ"),
    ],
)
def test_lengths_are_said_whole(seconds: int, written: str) -> None:
    assert wording.length(seconds) == written


@pytest.mark.parametrize(
    ("value", "measure", "written"),
    [
        (0, "plays", "0 lượt"),
        (1, "plays", "1 lượt"),
        (1920, "plays", "1.920 lượt"),
        (2, "talks", "2 buổi nói chuyện"),
        (90, "seconds", "1 phút 30 giây"),
        (3, "unheard-of", "3 unheard-of"),
    ],
)
def test_quantities_carry_their_noun(value: int, measure: str, written: str) -> None:
    assert wording.counted(value, measure) == written


@pytest.mark.parametrize(
    ("graded", "said"),
    [
        pytest.param(Graded(), "", id="nothing"),
        pytest.param(Graded(recorded=9), "có nhật ký, ảnh", id="one-grade"),
        pytest.param(
            Graded(reported=20, recorded=2860, confirmed=1),
            "1 đã kiểm tra; 2.860 có nhật ký, ảnh; 20 tự báo cáo",
            id="the-surest-first",
        ),
    ],
)
def test_grades_are_said_in_words(graded: Graded, said: str) -> None:
    assert wording.grades(graded) == said


@pytest.mark.parametrize(
    ("period", "cumulative", "said"),
    [
        pytest.param(Graded(), Graded(), "", id="nothing"),
        pytest.param(Graded(recorded=1), Graded(recorded=2), "Có nhật ký, ảnh", id="alike"),
        pytest.param(Graded(), Graded(reported=2), "Tự báo cáo", id="before-the-period"),
        pytest.param(
            Graded(recorded=1),
            Graded(recorded=1, reported=2),
            "Kỳ: có nhật ký, ảnh\nLuỹ kế: 1 có nhật ký, ảnh; 2 tự báo cáo",
            id="different",
        ),
    ],
)
def test_a_row_says_how_it_is_known(period: Graded, cumulative: Graded, said: str) -> None:
    assert wording.known(period, cumulative) == said


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        pytest.param([(Why.LATE, 12)], f"+12 {wording.REASONS[Why.LATE]}", id="more"),
        pytest.param([(Why.TAKEN_BACK, -3)], f"-3 {wording.REASONS[Why.TAKEN_BACK]}", id="less"),
        pytest.param([(Why.REGRADED, 0)], wording.REASONS[Why.REGRADED], id="as-many"),
        pytest.param(
            [(Why.LATE, 1200), (Why.SAID_ANEW, -1)],
            f"+1.200 {wording.REASONS[Why.LATE]}; -1 {wording.REASONS[Why.SAID_ANEW]}",
            id="two-reasons",
        ),
    ],
)
def test_differences_are_explained(parts: list[tuple[Why, int]], said: str) -> None:
    assert wording.reasons(parts) == said


def test_every_reason_has_its_words() -> None:
    assert set(wording.REASONS) == set(Why)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["xã A"], "xã A"),
        (["xã A", "xã B"], "xã A và xã B"),
        (["A", "B", "C"], "A, B và C"),
        (list("ABCDEFGH"), "A, B, C, D, E, F và 2 đơn vị khác"),
    ],
)
def test_names_are_joined_as_in_a_sentence(names: list[str], said: str) -> None:
    assert wording.listed(names) == said


@pytest.mark.parametrize(("value", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV")])
def test_parts_have_roman_numbers(value: int, written: str) -> None:
    assert wording.roman(value) == written


@given(st.integers(0, 10**9), st.sampled_from(sorted(MEASURES)))
def test_a_quantity_is_never_lost_in_words(value: int, measure: str) -> None:
    said = wording.counted(value, measure)
    if measure != "seconds":
        assert int(said.split(" ")[0].replace(".", "")) == value
