"""Targets added to a draft: keys of their own, weights where something is heard."""

import pytest
from tests.plans.builders import SOUND

from loa.places.rules import Register
from loa.plans.lint import lint
from loa.plans.promising import promised
from loa.plans.register import shipped_register
from loa.plans.rules import PlanText, Target
from loa.plans.writing import plan_file

HEARD = Target("", "sau", "loudspeaker", "plays", topic="1", items=4, times_a_day=2, days=3)
BANNERS = Target("", "truoc", "banner", "banners-up", quantity=6)


@pytest.fixture(scope="module")
def register() -> Register:
    return shipped_register()


def read(text: str, register: Register) -> PlanText:
    plan = lint(text.encode(), register).plan
    assert plan is not None
    return plan


def test_each_target_gets_a_key_that_nobody_has(register: Register) -> None:
    plan = read(SOUND.replace('"loa-1"', '"banner-2"'), register)
    for _ in range(2):
        plan = promised(plan, BANNERS)
    assert [one.key for one in plan.targets] == ["banner-2", "banner-2-2", "banner-3"]


@pytest.mark.parametrize(
    ("weights", "target", "then"),
    [
        pytest.param("{ truoc = 2 }", HEARD, {"truoc": 2, "sau": 1}, id="heard-and-not-weighed"),
        pytest.param("{ truoc = 2, sau = 0 }", HEARD, {"truoc": 2, "sau": 1}, id="weighed-nought"),
        pytest.param("{ truoc = 2, sau = 5 }", HEARD, {"truoc": 2, "sau": 5}, id="weighed-already"),
        pytest.param("{ truoc = 2 }", BANNERS, {"truoc": 2}, id="nothing-heard"),
    ],
)
def test_a_topic_gets_a_share_of_the_airtime_where_it_is_heard(
    weights: str, target: Target, then: dict[str, int], register: Register
) -> None:
    plan = read(SOUND.replace("{ truoc = 2, sau = 1 }", weights), register)
    written = promised(plan, target)
    assert [dict(topic.weights) for topic in written.topics] == [then]
    assert lint(plan_file(written).encode(), register).ok
