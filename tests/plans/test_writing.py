from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from tests.plans.builders import SHIPPED
from tests.plans.exporting.generated import any_plan

from loa.core.periods import Days
from loa.places.rules import Register
from loa.plans.lint import lint
from loa.plans.rules import (
    Anchor,
    Assignment,
    Consecutive,
    Coordinating,
    Event,
    Move,
    Pause,
    Phase,
    PlanText,
    Target,
    Topic,
)
from loa.plans.text import parse, plan_from
from loa.plans.writing import plan_file

MAY = Days(date(2026, 5, 1), date(2026, 5, 4))
EVERYTHING = PlanText(
    key="het",
    number="1/KH",
    kind="monthly",
    title="Đủ mọi mục",
    issuer_key="ubnd",
    issuer_name="Ủy ban",
    area=("064",),
    issued_on=date(2026, 4, 1),
    implements="cap-tren",
    basis=("Luật A",),
    languages=("vi", "tyz"),
    weight=2,
    consecutive=Consecutive(5, "Quy chế 1"),
    events=(
        Event(
            key="hoi",
            name="Ngày hội",
            level="commune",
            state="moved",
            days=MAY,
            theme="Chủ đề",
            motto="Phương châm",
            series=True,
            pilot="02071",
            moves=(Move(date(2026, 4, 2), MAY, MAY, "Bão", "Công văn 1"),),
            notes="Ghi chú",
        ),
    ),
    phases=(
        Phase("dot.1", "Cả đợt", date(2026, 4, 1)),
        Phase(
            key="dot.2",
            name="Trước",
            starts=Anchor("hoi", "before", 7),
            ends=Anchor("hoi", "after", 0),
            parent="dot.1",
            event="hoi",
            stage="before",
            level="commune",
        ),
    ),
    topics=(
        Topic("1", "Chung"),
        Topic("1.1", "Riêng", "1", ("commune",), ("Chỉ thị 05",), (("dot.1", 2), ("dot.2", 0))),
    ),
    targets=(
        Target(
            key="loa",
            phase="dot.1",
            channel="loudspeaker",
            unit="plays",
            topic="1.1",
            name="Loa",
            area=("064",),
            audience="mọi người",
            languages=("tyz",),
            items=1,
            times_a_day=2,
            days=3,
        ),
        Target("luan-phien", "dot.1", "loudspeaker", "plays", items=1, times_a_day=1, every_days=2),
        Target("co", "dot.1", "banner", "flags-up", quantity=9),
        Target("sach", "dot.1", "publication", "copies", quantity_per_unit=9),
    ),
    assignments=(
        Assignment(
            key="viec",
            organisation="tram",
            organisation_name="Trạm",
            duty="Phát",
            role="coordinate",
            topics=("1",),
            channels=("loudspeaker",),
            due=date(2026, 5, 9),
            coordinating=(Coordinating("hoi-phu-nu", "Hội Phụ nữ"),),
            product="Bản tin",
        ),
    ),
    pauses=(Pause("tang", MAY, "festive", "Tang", ("064",), ("talk",), "Thông báo 2"),),
    notes="Dòng một\n\nDòng hai",
)


def said(thing: object) -> dict[str, set[str]]:
    """Give, for each kind of part, the fields that somewhere say more than their default."""
    found: dict[str, set[str]] = {}
    if is_dataclass(thing) and not isinstance(thing, type):
        mine = found.setdefault(type(thing).__name__, set())
        for field in fields(thing):
            value = getattr(thing, field.name)
            if field.default is MISSING or value != field.default:
                mine.add(field.name)
            for one in value if isinstance(value, tuple) else (value,):
                for kind, names in said(one).items():
                    found.setdefault(kind, set()).update(names)
    return found


def test_a_plan_with_everything_loses_nothing() -> None:
    """Whoever gives plans a new field is told here to have it written, too."""
    parts = (PlanText, Event, Move, Phase, Topic, Target, Assignment, Coordinating, Pause)
    used = said(EVERYTHING)
    assert {one.__name__: used[one.__name__] for one in parts} == {
        one.__name__: {field.name for field in fields(one)} for one in parts
    }
    assert plan_from(parse(plan_file(EVERYTHING).encode()).values) == EVERYTHING


@settings(deadline=None)
@given(any_plan())
def test_what_is_written_says_the_plan_again(plan: PlanText) -> None:
    parsed = parse(plan_file(plan).encode())
    assert parsed.problem is None
    assert plan_from(parsed.values) == plan


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_the_plans_that_come_with_loa_are_written_without_a_problem(
    path: Path, register: Register
) -> None:
    stated = lint(path.read_bytes(), register).plan
    assert stated is not None
    again = lint(plan_file(stated).encode(), register)
    assert (again.problems, again.plan) == ((), stated)
