"""Make-goods: what was missed, offered once more, within what quiet allows."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from loa.core.periods import Days
from loa.core.policy import Policy
from loa.core.reconcile import ItemOutcome
from loa.core.scheduling.request import Candidate
from loa.core.words import Missed, Mood, Outcome

# What the station was told not to play is not owed.
NOT_OWED = frozenset({Missed.REFUSED, Missed.PAUSED, Missed.QUIET})


def propose_make_goods(
    outcomes: Iterable[ItemOutcome],
    candidates: Mapping[str, Candidate],
    *,
    policy: Policy,
    days: Days,
    already: Collection[str] = (),
    cap_s: int | None = None,
) -> list[Candidate]:
    """Return a candidate for each missed or cut item that is owed, at most one per item.

    `candidates` are the station's, by placement; `days` those in which a make-good may be
    heard, which are narrowed to the placement's window; `already` are the ids of items
    that have a make-good. Nothing is proposed for a make-good, for content that a pause
    stops on all those days, for what policy or approval forbade, nor beyond cap_s seconds
    (the policy's day when not given) for each day of the period. Oldest first.
    """
    seconds = policy.day_s if cap_s is None else cap_s
    proposals: list[Candidate] = []
    done = set(already)
    missed = sorted(
        (o for o in outcomes if o.outcome in {Outcome.MISSED, Outcome.CUT}),
        key=lambda o: (o.item.starts, o.item.id),
    )
    room: dict[date, int] = {}
    for one in missed:
        item, origin = one.item, candidates.get(one.item.placement)
        if origin is None or item.make_good_for or item.id in done or one.reason in NOT_OWED:
            continue
        window = origin.window.overlap(days)
        if window is None or not (open_days := _open(window, policy, origin.mood)):
            continue
        day = next((d for d in open_days if room.get(d, 0) + item.ms <= seconds * 1000), None)
        if day is None:
            continue
        room[day] = room.get(day, 0) + item.ms
        done.add(item.id)
        proposals.append(_make_good(one, origin, window))
    return proposals


def _make_good(one: ItemOutcome, origin: Candidate, window: Days) -> Candidate:
    language = one.item.language
    voice = {language: origin.variants[language]} if language in origin.variants else {}
    return replace(
        origin,
        variants=voice or origin.variants,
        languages=(language,) if voice else origin.languages,
        window=window,
        times_a_day=1,
        run=1,
        every_days=0,
        make_good_for=one.item.id,
    )


def _open(window: Days, policy: Policy, mood: Mood) -> list[date]:
    return [d for d in window if policy.dayparts(d) and not policy.paused(d, mood)]
