"""Several processes in step: what each does, what is done once, and how all of them end."""

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from loa.rehearsal.crew import Crew, CrewError, together


def _list_shares(crew: Crew) -> list[int]:
    return list(crew.share(range(7)))


@pytest.mark.parametrize(
    ("processes", "shares"),
    [
        (1, [[0, 1, 2, 3, 4, 5, 6]]),
        (2, [[0, 2, 4, 6], [1, 3, 5]]),
        (3, [[0, 3, 6], [1, 4], [2, 5]]),
    ],
)
def test_everybody_is_in_exactly_one_share(processes: int, shares: list[list[int]]) -> None:
    assert together(processes, _list_shares) == shares


def _take_turns(folder: Path, crew: Crew) -> list[str]:
    """Write a file of one's own, let the first write what all have written, and read that."""
    seen = []
    for turn in range(20):
        (folder / f"{crew.number}").write_text(f"{crew.number}:{turn}")

        def gather() -> None:
            texts = [(folder / str(number)).read_text() for number in range(crew.of)]
            (folder / "all").write_text(" ".join(texts))

        crew.once(gather)
        seen.append((folder / "all").read_text())
    return seen


def test_what_is_done_once_comes_after_all_before_it_and_before_all_after_it(
    tmp_path: Path,
) -> None:
    seen = together(3, partial(_take_turns, tmp_path))
    assert seen == [[f"0:{turn} 1:{turn} 2:{turn}" for turn in range(20)]] * 3


def _part(folder: Path, crew: Crew) -> list[str]:
    crew.apart(*(partial((folder / name).write_text, str(crew.number)) for name in "abc"))
    return [(folder / name).read_text() for name in "abc"]


@pytest.mark.parametrize(("processes", "done_by"), [(1, "000"), (2, "010"), (3, "012")])
def test_each_deed_of_several_is_done_by_one(processes: int, done_by: str, tmp_path: Path) -> None:
    assert together(processes, partial(_part, tmp_path)) == [list(done_by)] * processes


def _fail_in(number: int, crew: Crew) -> None:
    crew.meet()
    if crew.number == number:
        raise ValueError("the second station is missing")
    crew.meet()


@pytest.mark.parametrize("number", [1, 2])
def test_the_failure_of_another_is_told_and_ends_all(number: int) -> None:
    with pytest.raises(CrewError, match="ValueError: the second station is missing"):
        together(3, partial(_fail_in, number))


def test_the_first_ones_own_failure_is_its_own() -> None:
    with pytest.raises(ValueError, match="the second station"):
        together(2, partial(_fail_in, 0))


def _be_killed(crew: Crew) -> None:
    if crew.number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    crew.meet()


def test_nobody_waits_for_a_process_that_was_killed() -> None:
    with pytest.raises(CrewError, match="was killed"):
        together(2, _be_killed)
