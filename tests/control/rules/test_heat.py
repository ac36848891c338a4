"""The table of coverage: topics down, phases with their channels across."""

from datetime import date

from loa.control.rules.heat import (
    NO_TOPIC,
    WHOLE,
    Column,
    TopicNode,
    UnitCell,
    by_unit,
    cell,
    chosen,
    heat,
)
from loa.core.words import Grade
from loa.delivery.queries import Coverage, TargetCoverage, UnitCoverage
from loa.delivery.rules import Proven

TOPICS = [TopicNode("1", "Nội dung"), TopicNode("1.1", "Con", "1"), TopicNode("2", "Khác")]
PHASES, CHANNELS = ["dot-1", "dot-2"], ["loudspeaker", "portal", "banner"]


def target(key: str, topic: str, **more: object) -> TargetCoverage:
    values: dict[str, object] = {
        "key": key,
        "topic": topic,
        "phase": "dot-1",
        "channel": "loudspeaker",
        "measure": "plays",
        "promised": 10,
        "proven": Proven({}),
        "units": (),
        "begun": True,
        "installed": True,
    }
    return TargetCoverage(**(values | more))  # type: ignore[arg-type]  # members of the class


PARENT = target("a", "1", proven=Proven({Grade.RECORDED: 4}))
CHILD = target("b", "1.1", proven=Proven({Grade.RECORDED: 1, Grade.REPORTED: 2}))
OTHER = target("c", "2", phase="dot-2", begun=False)
LOOSE = target("d", NO_TOPIC, channel="portal", measure="articles", installed=False)
UP = target("e", NO_TOPIC, channel="banner", measure="up", installed=True)
DOWN = target("f", NO_TOPIC, channel="banner", measure="down", installed=True)


def coverage(*targets: TargetCoverage) -> Coverage:
    return Coverage("thu", False, date(2020, 6, 1), targets)


def test_columns_are_channels_within_phases_those_installed_first() -> None:
    found = heat(coverage(LOOSE, OTHER, CHILD, UP, DOWN), TOPICS, PHASES, CHANNELS)
    assert found.columns == (
        Column("dot-1", "loudspeaker", "plays", installed=True, begun=True),
        Column("dot-1", "banner", "up", installed=True, begun=True),
        Column("dot-1", "banner", "down", installed=True, begun=True),
        Column("dot-1", "portal", "articles", installed=False, begun=True),
        Column("dot-2", "loudspeaker", "plays", installed=True, begun=False),
    )
    assert found.spans == (("dot-1", 4), ("dot-2", 1))


def test_a_topic_holds_what_stands_below_it() -> None:
    found = heat(coverage(PARENT, CHILD, OTHER), TOPICS, PHASES, CHANNELS)
    first, second = found.columns
    both = cell(first, [PARENT, CHILD])
    assert both.proven == Proven({Grade.RECORDED: 5, Grade.REPORTED: 2})
    assert (both.sure, both.reported, both.confirmed, both.fill) == (5, 2, 0, 35)
    assert [(row.code, row.depth, row.cells) for row in found.rows] == [
        (WHOLE, 0, (both, cell(second, [OTHER]))),
        ("1", 0, (both, None)),
        ("1.1", 1, (cell(first, [CHILD]), None)),
        ("2", 0, (None, cell(second, [OTHER]))),
    ]


def test_what_serves_every_topic_has_a_row_of_its_own() -> None:
    found = heat(coverage(LOOSE), TOPICS, PHASES, CHANNELS)
    assert [row.code for row in found.rows] == [WHOLE, NO_TOPIC]


def test_a_cell_leads_back_to_its_targets() -> None:
    slot = ("dot-1", "loudspeaker", "plays")
    whole = coverage(PARENT, CHILD, OTHER, LOOSE)
    assert chosen(whole, TOPICS, topic="1", slot=slot) == [PARENT, CHILD]
    assert chosen(whole, TOPICS, topic="1.1", slot=slot) == [CHILD]
    assert chosen(whole, TOPICS, topic=WHOLE, slot=slot) == [PARENT, CHILD]
    assert chosen(whole, TOPICS, topic="2", slot=slot) == []


def test_units_stand_by_their_codes_and_credit_is_never_a_rank() -> None:
    full = UnitCoverage("02071", 6, Proven({Grade.RECORDED: 7}))
    short = UnitCoverage("02020", 6, Proven({Grade.REPORTED: 5}))
    twice = UnitCoverage("02020", 6, Proven({Grade.RECORDED: 6}))
    found = by_unit([target("a", "1", units=(full, short)), target("b", "1", units=(twice,))])
    assert found == (
        UnitCell("02020", 12, Proven({Grade.REPORTED: 5, Grade.RECORDED: 6})),
        UnitCell("02071", 6, Proven({Grade.RECORDED: 7})),
    )
    assert [one.short for one in found] == [True, False]


def test_credit_stops_at_what_was_promised() -> None:
    column = Column("dot-1", "loudspeaker", "plays", installed=True, begun=True)
    over = target("a", "1", promised=4, proven=Proven({Grade.RECORDED: 9}))
    assert cell(column, [over]).fill == 100
    assert cell(column, [target("a", "1", promised=0)]).fill == 0
