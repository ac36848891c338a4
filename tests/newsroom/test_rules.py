from datetime import UTC, datetime, timedelta

import pytest

from loa.newsroom.rules import FRESH_FOR, LONGEST_MS, SHORTEST_MS, Voiced, fresh, missing

NOW = datetime(2026, 11, 23, 8, 20, tzinfo=UTC)
RECORDED = Voiced("vi", has_sound=True, synthetic=False, listened=False, ms=60_000)
READ_OUT = Voiced("vi", has_sound=True, synthetic=True, listened=False, ms=60_000)
SILENT = Voiced("vi", has_sound=False, synthetic=False, listened=False, ms=0)


@pytest.mark.parametrize(
    ("variants", "lacks"),
    [
        pytest.param([], [("", "text")], id="nothing-at-all"),
        pytest.param([RECORDED], [], id="a-persons-recording"),
        pytest.param([SILENT], [("vi", "sound")], id="silent"),
        pytest.param([READ_OUT], [("vi", "listening")], id="nobody-listened-to-the-machine"),
        pytest.param(
            [Voiced("vi", has_sound=True, synthetic=True, listened=True, ms=60_000)], [], id="heard"
        ),
        pytest.param(
            [Voiced("vi", has_sound=True, synthetic=False, listened=False, ms=SHORTEST_MS - 1)],
            [("vi", "length")],
            id="too-short",
        ),
        pytest.param(
            [Voiced("vi", has_sound=True, synthetic=False, listened=False, ms=LONGEST_MS + 1)],
            [("vi", "length")],
            id="too-long",
        ),
    ],
)
def test_missing(variants: list[Voiced], lacks: list[tuple[str, str]]) -> None:
    assert missing(variants, spoken=True) == lacks


@pytest.mark.parametrize(
    ("given_at", "is_fresh"),
    [
        (NOW, True),
        (NOW - FRESH_FOR, True),
        (NOW - FRESH_FOR - timedelta(milliseconds=1), False),
        (NOW + timedelta(milliseconds=1), False),
    ],
)
def test_an_approval_is_fresh_for_ten_minutes(given_at: datetime, *, is_fresh: bool) -> None:
    assert fresh(given_at, NOW) is is_fresh
