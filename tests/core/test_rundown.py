import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.examples import MONDAY, at, item, message

from loa.core.canonical import FormatError, canonical, parse
from loa.core.rundown import Item, Rundown, item_id, read_rundown
from loa.core.words import Kind, LateRule, Priority

NEWS = item(message(), id="a")
RELAY = Item("r", at("05:30"), 900_000, Kind.RELAY, "Thời sự", source="VOV1", late=LateRule.JOIN)
DAY = Rundown("02071", MONDAY, 4, (NEWS, RELAY))


def test_a_rundown_comes_back_from_its_bytes() -> None:
    assert read_rundown(parse(DAY.encoded(), "rundown")) == DAY


names = st.text(st.characters(categories=["Ll", "Nd"], max_codepoint=0x7F), min_size=1)
items = st.builds(
    lambda key, minute, ms, late, priority, placement: replace(
        NEWS,
        id=key,
        starts=at(f"{minute // 60:02}:{minute % 60:02}"),
        ms=ms,
        late=late,
        priority=priority,
        placement=placement,
    ),
    names,
    st.integers(0, 1439),
    st.integers(1, 86_400_000),
    st.sampled_from(LateRule),
    st.sampled_from(Priority),
    st.just("") | names,
)


@given(st.lists(items, max_size=8, unique_by=lambda one: one.id))
def test_any_rundown_comes_back_from_its_bytes(found: list[Item]) -> None:
    ordered = tuple(sorted(found, key=lambda one: one.starts))
    rundown = replace(DAY, items=ordered)
    assert read_rundown(parse(rundown.encoded(), "rundown")) == rundown


def test_an_id_depends_on_all_that_it_names() -> None:
    ids = {
        item_id(station, day, placement, n)
        for station in ("02071", "02080")
        for day in (MONDAY, MONDAY.replace(day=3))
        for placement in ("p1", "p2")
        for n in (1, 2)
    }
    assert len(ids) == 16
    assert item_id("02071", MONDAY, "p1", 1) in ids


def _with(number: int, **members: object) -> dict[str, Any]:
    document = DAY.document()
    document["items"][number] |= members
    return document


def _without(name: str) -> dict[str, Any]:
    document = DAY.document()
    del document["items"][0][name]
    return document


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ([], "an object is expected"),
        (DAY.document() | {"format": "loa.grid"}, "loa.rundown is expected"),
        (DAY.document() | {"version": "2.0"}, "unknown here"),
        (DAY.document() | {"items": None}, "TypeError"),
        (DAY.document() | {"items": ["a"]}, "TypeError"),
        (DAY.document() | {"items": [{}] * 2001}, "more than 2000 items"),
        (DAY.document() | {"day": "2 March"}, "ValueError"),
        (_with(0, ms=0), "no length"),
        (_with(0, ms=-1), "no length"),
        (_with(0, ms=True), "no length"),
        (_with(0, ms="60000"), "no length"),
        (_with(0, ms=86_400_001), "no length"),
        (_with(0, kind="song"), "ValueError"),
        (_with(0, late="never"), "ValueError"),
        (_with(0, priority="urgent"), "ValueError"),
        (_with(0, starts="2020-03-02T05:10:00+07:00"), "no instant"),
        (_with(0, sound=""), "names no message and sound"),
        (_with(0, message="../../etc/passwd"), "names no message and sound"),
        (_with(0, id="r"), "stands twice"),
        (_with(0, starts="2020-03-02T11:00:00.000Z"), "order of their starts"),
        (_with(1, source=""), "names its source"),
        (_with(1, sound="a" * 64), "no sound of its own"),
        (_without("sound"), "names no message and sound"),
        (_without("title"), "KeyError"),
    ],
)
def test_a_malformed_rundown_is_refused(document: object, reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        read_rundown(document)


odd = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(
    lambda text: unicodedata.normalize("NFC", text)
)


@given(st.lists(st.builds(lambda key, title, source: (key, title, source), odd, odd, odd)))
def test_the_quick_spelling_is_the_canonical_one(parts: list[tuple[str, str, str]]) -> None:
    own = tuple(
        replace(NEWS, id=key, title=title, placement=source, source='"starts":"' + title)
        for key, title, source in parts
    )
    rundown = replace(DAY, station='"items":[]', items=(*own, RELAY))
    assert rundown.encoded() == canonical(rundown.document())


def test_what_has_no_canonical_spelling_is_not_spelled() -> None:
    with pytest.raises(FormatError):
        replace(DAY, items=(replace(NEWS, title="e\u0302"),)).encoded()
