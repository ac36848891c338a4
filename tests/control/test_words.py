"""How often and how many, in both languages."""

import pytest
from django.utils import translation

from loa.control import words
from loa.plans.models import Target

RUN = {"items": 1, "times_a_day": 2, "days": 3}


@pytest.mark.parametrize(
    ("target", "english", "vietnamese"),
    [
        pytest.param(
            RUN, "1 item × 2 a day × 3 days in a row", "1 tin × 2 lượt/ngày × 3 ngày liền", id="one"
        ),
        pytest.param(
            {"items": 2, "times_a_day": 1, "days": 1},
            "2 items × 1 a day × 1 day in a row",
            "2 tin × 1 lượt/ngày × 1 ngày liền",
            id="one-day",
        ),
        pytest.param(
            {"items": 1, "times_a_day": 1, "every_days": 1},
            "1 item × 1 a day, every day",
            "1 tin × 1 lượt/ngày, hằng ngày",
            id="every-day",
        ),
        pytest.param(
            {"quantity_per_unit": 1}, "1 for each unit", "1 cho mỗi đơn vị", id="per-unit"
        ),
        pytest.param({"quantity": 18}, "", "", id="in-all"),
    ],
)
def test_how_often_is_said_in_the_number_it_has(
    target: dict[str, int], english: str, vietnamese: str
) -> None:
    with translation.override("en"):
        assert words.often(Target(**target)) == english
    with translation.override("vi"):
        assert words.often(Target(**target)) == vietnamese


def test_one_of_each_measure_is_one() -> None:
    with translation.override("en"):
        ones = {measure: words.measured(measure, 1) for measure in words.MEASURES}
        assert [one for one in ones.values() if one.split()[0].endswith("s")] == []
        assert words.measured("plays", 2) == "plays"
        assert words.measured("of-its-own", 1) == "of-its-own"
