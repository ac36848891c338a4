from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from loa.channels.broadcast.models import PolicyRevision, Station
from loa.core.config import ConfigError
from loa.core.keyring import approvers
from loa.core.message import Sealed
from loa.core.periods import Days
from loa.delivery.models import Placement, SealedMessage
from loa.demonstration import load, programme
from loa.demonstration.load import Folders
from loa.demonstration.network import FIRST_DAY
from loa.demonstration.voices import Job, give_voices
from loa.devices.keys import verify
from loa.newsroom import queries
from loa.newsroom.models import Item
from loa.newsroom.voicing import Spoken
from loa.people import decisions
from loa.people.keyrings import keyring
from loa.plans.models import Phase, Target

LAST = date(2020, 11, 1)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def quietly(_step: str, _done: int, _of: int) -> None:
    """Show nothing."""


def past(folders: Folders, plan: str = "cho-don-2020") -> list[Station]:
    return load.load_past(plan, folders, first=FIRST_DAY, last=LAST, progress=quietly)


def state() -> tuple[list[object], ...]:
    return (
        list(SealedMessage.objects.order_by("pk").values_list("digest", "sealed_at")),
        list(Placement.objects.order_by("key").values_list("key", "starts", "ends")),
        list(Item.objects.order_by("key").values_list("key", "state", "message")),
        list(PolicyRevision.objects.order_by("pk").values_list("serial", "signed_at")),
    )


@pytest.mark.django_db
def test_the_past_holds_every_item_approved_and_placed(folders: Folders) -> None:
    stations = past(folders)
    assert len(stations) == 20
    by_plan = Counter(SealedMessage.objects.values_list("plan_key", flat=True))
    assert by_plan == {"cho-don-2020": 50, "thuong-xuyen": 32 + 1}  # and the signature sound
    assert Counter(Item.objects.values_list("state", flat=True)) == {"approved": 83}
    assert decisions.verify().ok
    assert [row.signed_at is not None for row in PolicyRevision.objects.all()] == [True] * 20
    check_windows()
    check_languages()


def check_windows() -> None:
    """Each run has room, lies in its phase, and no target is promised more than it gets."""
    rows = Placement.objects.filter(target__plan__key="cho-don-2020")
    found: Counter[str] = Counter()
    for row in rows.select_related("target__phase", "target__topic"):
        assert row.target is not None
        assert row.ends is not None
        phase = row.target.phase
        assert (row.times_a_day, row.days) == (2, 3)
        assert (row.ends - row.starts).days >= programme.RUN_DAYS
        assert max(FIRST_DAY, phase.starts or FIRST_DAY) <= row.starts
        assert row.ends <= min(LAST, phase.ends or LAST)
        found[row.target.key] += 1
    targets = Target.objects.filter(plan__key="cho-don-2020", channel="loudspeaker")
    assert found == {target.key: target.items for target in targets}


def check_languages() -> None:
    """Recordings that are stood for say so; a machine's Vietnamese never pretends."""
    voices: Counter[str] = Counter()
    for row in SealedMessage.objects.filter(plan_key="cho-don-2020"):
        voices.update(v.language for v in row.message().variants)
    assert voices == {"vi": 50, "tyz": 12, "ium": 6}


@pytest.mark.django_db
def test_what_was_approved_in_the_past_is_believed_by_the_districts_keys(folders: Folders) -> None:
    past(folders)
    ring = keyring("064")
    sealed: list[Sealed] = [row.sealed() for row in SealedMessage.objects.all()]
    assert {len(approvers(one, [ring], verify)) for one in sealed} == {1}


@pytest.mark.django_db
def test_today_is_loaded_once(folders: Folders) -> None:
    first = load.load_today(folders, now=NOW, progress=quietly)
    before = state()
    later = NOW.replace(hour=5)
    assert load.load_today(folders, now=later, progress=quietly) == first
    assert state() == before
    assert Station.objects.count() == 36
    waiting = Item.objects.filter(state=Item.State.REVIEW)
    assert [item.key for item in waiting] == [programme.WAITING.key]
    assert all(
        queries.approval_stands(item) for item in Item.objects.exclude(state=Item.State.REVIEW)
    )


@pytest.mark.parametrize(
    ("plan", "days"),
    [
        pytest.param("khong-co", Days(FIRST_DAY, LAST), id="unknown-plan"),
        pytest.param("cho-don-2020", Days(FIRST_DAY), id="no-last-day"),
    ],
)
def test_a_rehearsal_that_cannot_be_says_so(tmp_path: Path, plan: str, days: Days) -> None:
    with pytest.raises(ConfigError):
        load.for_rehearsal(plan, data=tmp_path, shared=tmp_path, days=days, progress=quietly)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("starts", "ends", "served"),
    [
        pytest.param(
            date(2020, 2, 1),
            date(2020, 7, 15),
            Days(FIRST_DAY, date(2020, 7, 15)),
            id="before-broadcasting",
        ),
        pytest.param(date(2020, 9, 1), None, Days(date(2020, 9, 1), LAST), id="open-end"),
        pytest.param(date(2020, 10, 30), None, None, id="too-short-for-one-run"),
        pytest.param(date(2021, 1, 1), None, None, id="after-the-rehearsal"),
    ],
)
def test_the_days_of_a_phase_that_are_rehearsed(
    starts: date, ends: date | None, served: Days | None
) -> None:
    assert programme._served(Phase(starts=starts, ends=ends), LAST) == served


@pytest.mark.slow
def test_voices_are_made_once(tmp_path: Path) -> None:
    jobs = [
        Job("words", "vi", "Mời họp."),
        Job("stand-in", "tyz", "Mời họp."),
        Job("words", "vi", "Mời họp."),
    ]
    told: list[tuple[int, int]] = []

    def give() -> list[Spoken]:
        told.clear()
        return list(
            give_voices(
                jobs,
                store=tmp_path / "objects",
                records=tmp_path / "voices",
                progress=lambda done, of: told.append((done, of)),
            )
        )

    first = give()
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert [spoken.voice.partition(":")[0] for spoken in first] == [
        "synthetic",
        "stand-in",
        "synthetic",
    ]
    again = give()
    assert told == [(2, 2)]
    assert [spoken.address for spoken in again] == [spoken.address for spoken in first]
