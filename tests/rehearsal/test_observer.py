"""What the observer makes of a sound at one loudspeaker."""

import json

import pytest
from tests.rehearsal.scenes import (
    APPROVER,
    DAY,
    KEYS,
    SECOND,
    STATION,
    at,
    heard,
    hours,
    item,
    rundown,
    sealed,
    sound,
)

from loa.rehearsal.observer import Heard, Observer, Seen

EVE, NEXT = "2020-03-02", "2020-03-04"


@pytest.mark.parametrize(
    ("attempts", "seen"),
    [
        pytest.param([heard("a", "05:01:00")], Seen.AIRED, id="whole"),
        pytest.param([heard("a", "05:01:00", ms=59_999)], Seen.AIRED, id="a-millisecond-short"),
        pytest.param([heard("a", "05:01:00", ms=59_998)], Seen.CUT, id="two-milliseconds-short"),
        pytest.param([heard("a", "05:01:01")], Seen.AIRED, id="a-second-late"),
        pytest.param([heard("a", "05:01:01.001")], Seen.LATE, id="later"),
        pytest.param([heard("a", "05:01:00", ms=1)], Seen.CUT, id="a-click"),
        pytest.param([], Seen.UNHEARD, id="silence"),
        pytest.param([heard("a", "05:01:00", played="b")], Seen.UNHEARD, id="another-sound"),
        pytest.param([heard("b", "05:01:00")], Seen.UNHEARD, id="another-item"),
        pytest.param(
            [heard("a", "05:01:00", ms=9), heard("a", "05:05:00")], Seen.LATE, id="second-attempt"
        ),
    ],
)
def test_what_became_of_an_item(attempts: list[Heard], seen: Seen) -> None:
    observer = Observer()
    observer.publish(STATION, rundown(item("a", "05:01:00")))
    for one in attempts:
        observer.hear(one)
    assert observer.outcomes() == {(STATION, "a"): seen}


def test_only_messages_are_planned_and_a_later_rundown_replaces_a_day() -> None:
    observer = Observer()
    observer.publish(STATION, rundown(item("a", "05:01:00"), item("b", "05:03:00")))
    observer.publish(
        STATION, rundown(item("b", "05:04:00"), item("jingle", "05:00:00", kind="ident"))
    )
    assert list(observer.planned()) == [(STATION, "b")]


MORNING = (("05:00:00", "06:00:00"),)
TOUCHING = (("05:00:00", "05:30:00"), ("05:30:00", "06:00:00"))
NIGHT = (("22:00:00", "01:00:00"),)
ALWAYS = (("00:00:00", "00:00:00"),)
FROM_FIVE = (("05:00:00", "05:00:00"),)


@pytest.mark.parametrize(
    ("parts", "one", "violations"),
    [
        pytest.param(MORNING, heard("a", "05:00:00"), 0, id="at-opening"),
        pytest.param(MORNING, heard("a", "04:59:59.999"), 1, id="a-millisecond-early"),
        pytest.param(MORNING, heard("a", "05:59:00"), 0, id="ends-at-closing"),
        pytest.param(MORNING, heard("a", "05:59:00.001"), 1, id="a-millisecond-over"),
        pytest.param(MORNING, heard("a", "06:00:00", ms=1), 1, id="at-closing"),
        pytest.param(TOUCHING, heard("a", "05:29:30"), 0, id="over-touching-hours"),
        pytest.param(NIGHT, heard("a", "00:30:00"), 0, id="after-midnight"),
        pytest.param(NIGHT, heard("a", "23:59:30"), 0, id="over-midnight"),
        pytest.param(NIGHT, heard("a", "01:00:00"), 1, id="the-night-is-over"),
        pytest.param(ALWAYS, heard("a", "23:59:30"), 0, id="all-day-over-midnight"),
        pytest.param(ALWAYS, heard("a", "03:15:00"), 0, id="all-day-at-night"),
        pytest.param(FROM_FIVE, heard("a", "04:59:30"), 0, id="all-day-from-five"),
        pytest.param((), heard("a", "05:00:00"), 1, id="no-hours-at-all"),
    ],
)
def test_hours_hold_to_the_millisecond(
    parts: tuple[tuple[str, str], ...], one: Heard, violations: int
) -> None:
    observer = Observer()
    observer.allow(STATION, hours(*parts))
    observer.hear(one)
    assert observer.quiet_hour_violations() == violations


@pytest.mark.parametrize(
    ("changes", "violations"),
    [
        pytest.param({"weekdays": [2]}, 0, id="on-its-weekday"),  # a Tuesday
        pytest.param({"weekdays": [1, 3, 4, 5, 6, 7]}, 1, id="on-another-weekday"),
        pytest.param({"season": ["03-03", "03-03"]}, 0, id="in-season"),
        pytest.param({"season": ["03-04", "12-31"]}, 1, id="before-the-season"),
        pytest.param({"season": ["11-01", "03-03"]}, 0, id="season-over-new-year"),
        pytest.param({"season": ["11-01", "03-02"]}, 1, id="season-over-new-year-has-ended"),
    ],
)
def test_hours_hold_on_their_weekdays_and_in_their_season(
    changes: dict[str, object], violations: int
) -> None:
    policy = json.loads(hours(*MORNING))
    policy["hours"][0] |= changes
    observer = Observer()
    observer.allow(STATION, json.dumps(policy).encode())
    observer.hear(heard("a", "05:00:00"))
    assert observer.quiet_hour_violations() == violations


@pytest.mark.parametrize(
    ("day", "violations"),
    [
        pytest.param(EVE, 0, id="the-day-before"),
        pytest.param(DAY, 1, id="silent-that-day"),
        pytest.param(NEXT, 0, id="the-day-after"),
    ],
)
def test_a_special_day_replaces_the_ordinary_hours(day: str, violations: int) -> None:
    observer = Observer()
    observer.allow(STATION, hours(*MORNING, special_days={DAY: []}))
    observer.hear(heard("a", "05:00:00", day=day))
    assert observer.quiet_hour_violations() == violations


def test_a_station_without_a_policy_may_not_be_heard() -> None:
    observer = Observer()
    observer.hear(heard("a", "05:00:00"))
    assert observer.quiet_hour_violations() == 1


@pytest.mark.parametrize(
    ("signers", "priority", "signed", "urgent"),
    [
        pytest.param([APPROVER], "routine", True, False, id="signed"),
        pytest.param([], "routine", False, False, id="unsigned"),
        pytest.param([APPROVER, SECOND], "routine", True, False, id="two-make-no-emergency"),
        pytest.param([APPROVER], "emergency", True, False, id="one-makes-no-emergency"),
        pytest.param([APPROVER, SECOND], "emergency", True, True, id="two-make-an-emergency"),
        pytest.param([APPROVER, APPROVER], "emergency", True, False, id="the-same-one-twice"),
    ],
)
def test_whose_word_counts(signers: list, priority: str, signed: bool, urgent: bool) -> None:
    observer = Observer()
    observer.believe(sealed("a", *signers, priority=priority), KEYS)
    observer.allow(STATION, hours(*MORNING))
    observer.hear(heard("a", "03:15:00"))
    assert (observer.unsigned_played(), observer.quiet_hour_violations()) == (
        0 if signed else 1,
        0 if urgent else 1,
    )


def test_a_changed_word_undoes_the_signature() -> None:
    observer = Observer()
    observer.believe(sealed("a", APPROVER).replace("phòng".encode(), "phóng".encode()), KEYS)
    assert observer.signed_sounds == set()


def test_a_key_that_is_not_known_signs_nothing() -> None:
    observer = Observer()
    observer.believe(sealed("a", APPROVER), {SECOND.keyid: SECOND.public})
    assert sound("a") not in observer.signed_sounds


# ---- what a power cut, a copy and new hours change


def test_a_sound_that_ends_as_the_power_fails_was_cut() -> None:
    observer = Observer()
    observer.publish(STATION, rundown(item("a", "05:01:00"), item("b", "05:03:00")))
    for name, starts in (("a", "05:01:00"), ("b", "05:03:00")):
        observer.hear(heard(name, starts))
    observer.lose_power(STATION, at("05:02:00"))
    observer.lose_power("another", at("05:04:00"))
    assert observer.outcomes() == {(STATION, "a"): Seen.CUT, (STATION, "b"): Seen.AIRED}
    assert observer.plays() == {(STATION, "b"): 1}


def test_what_a_copy_of_the_board_plays_was_not_heard_at_the_station() -> None:
    observer = Observer()
    observer.publish(STATION, rundown(item("a", "05:01:00")))
    observer.hear(heard("a", "05:01:00", elsewhere=True))
    assert observer.outcomes() == {(STATION, "a"): Seen.UNHEARD}
    assert (observer.plays(), observer.plays(elsewhere=True)) == ({}, {(STATION, "a"): 1})


@pytest.mark.parametrize(
    ("since", "starts", "violations"),
    [
        pytest.param("05:10:00", "05:20:00", 0, id="before-they-have-come"),
        pytest.param("05:10:00", "05:29:00", 0, id="ends-at-the-new-closing"),
        pytest.param("05:10:00", "05:30:00", 1, id="closed-by-the-new-hours"),
        pytest.param("05:40:00", "05:30:00", 0, id="closed-by-hours-that-come-later"),
        pytest.param("05:40:00", "05:39:30", 1, id="goes-on-after-they-have-come"),
        pytest.param("05:40:00", "05:39:00", 0, id="ends-as-they-come"),
    ],
)
def test_new_hours_hold_from_the_moment_at_which_they_have_come(
    since: str, starts: str, violations: int
) -> None:
    observer = Observer()
    observer.allow(STATION, hours(*MORNING))
    observer.allow(STATION, hours(("05:00:00", "05:30:00")), at(since))
    observer.hear(heard("a", starts))
    assert observer.quiet_hour_violations() == violations


MIN = 60_000


@pytest.mark.parametrize(
    ("sounds", "beyond"),
    [
        pytest.param([heard("a", "05:00:00"), heard("b", "05:01:00")], [], id="at-the-cap"),
        pytest.param(
            [heard("b", "05:01:00", ms=MIN + 1), heard("a", "05:00:00")], ["b"], id="over-by-1-ms"
        ),
        pytest.param(
            [heard(n, f"05:0{i}:00") for i, n in enumerate("abcd")], ["c", "d"], id="each-over"
        ),
        pytest.param(
            [heard("a", "05:00:00", ms=2 * MIN), heard("b", "17:00:00")], [], id="another-session"
        ),
        pytest.param(
            [heard("a", "05:00:00", ms=2 * MIN), heard("b", "17:00:00", ms=MIN + 1)],
            ["b"],
            id="over-a-day",
        ),
        pytest.param(
            [heard("a", "05:00:00", ms=2 * MIN), heard("b", "17:00:00", ms=2 * MIN, day=NEXT)],
            [],
            id="another-day",
        ),
        pytest.param(
            [heard("a", "05:00:00", ms=2 * MIN), heard("b", "05:03:00", elsewhere=True)],
            [],
            id="another-loudspeaker",
        ),
        pytest.param(
            [heard("a", "05:00:00", ms=2 * MIN), heard("b", "05:03:00", played="urgent")],
            [],
            id="an-emergency",
        ),
        pytest.param(
            [heard("a", "05:00:00", ms=2 * MIN), heard("b", "05:29:00")],
            [],
            id="ended-by-a-power-cut",
        ),
        pytest.param([heard("a", "03:15:00", ms=3 * MIN)], [], id="outside-all-hours"),
    ],
)
def test_no_session_and_no_day_has_more_than_its_cap(
    sounds: list[Heard], beyond: list[str]
) -> None:
    observer = Observer()
    observer.allow(STATION, hours(*MORNING, ("17:00:00", "18:00:00"), session_s=120, day_s=180))
    observer.believe(sealed("urgent", APPROVER, SECOND, priority="emergency"), KEYS)
    observer.lose_power(STATION, at("05:30:00"))
    for one in sounds:
        observer.hear(one)
    assert [one.item for one in observer.over_caps()] == beyond
