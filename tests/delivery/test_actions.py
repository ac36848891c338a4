"""What the waist refuses whoever asks, and what two people's word opens."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.core.examples import message

from loa.core.message import Edition, Extra, Message, Sealed, Variant
from loa.core.words import Form, Scope
from loa.delivery import actions, registry
from loa.delivery.actions import Frequency, PlacementError
from loa.delivery.models import Placement, SealedMessage
from loa.delivery.queries import public_messages
from loa.people.actions import create_user
from loa.people.models import User

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 3, 2, 1, tzinfo=UTC)


@pytest.fixture
def people() -> tuple[User, User]:
    return tuple(create_user(username=n, password="x" * 12, display_name=n) for n in ("ha", "lan"))


def published(said: Message) -> SealedMessage:
    return actions.publish_message(Sealed(said, ()), now=NOW)


def place(row: SealedMessage, channel: str = "loudspeaker") -> Placement:
    return actions.place(
        key="p1",
        message=row,
        channel=channel,
        areas=["02071"],
        starts=date(2020, 3, 3),
        ends=None,
        frequency=Frequency(2, days=3),
        now=NOW,
    )


def test_an_internal_message_is_placed_on_no_channel_that_is_installed() -> None:
    row = published(message(scope=Scope.INTERNAL))
    installed = sorted(registry.channels())
    assert "loudspeaker" in installed
    for channel in installed:
        with pytest.raises(PlacementError, match="nội bộ"):
            place(row, channel)
    assert not Placement.objects.exists()


def test_no_channel_decides_whether_an_internal_message_passes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Careless:
        """A channel that objects to nothing."""

        def objections(self, _placing: object) -> list[str]:
            return []

    monkeypatch.setattr(registry, "channels", lambda: {"board": Careless()})
    with pytest.raises(PlacementError, match="nội bộ"):
        place(published(message(scope=Scope.INTERNAL)), "board")
    assert not Placement.objects.exists()


def test_a_row_that_was_made_public_behind_the_message_is_still_internal() -> None:
    row = published(message(scope=Scope.INTERNAL))
    SealedMessage.objects.update(scope=Scope.PUBLIC)
    row.refresh_from_db()
    with pytest.raises(PlacementError, match="nội bộ"):
        place(row)


@pytest.mark.parametrize(
    "said",
    [
        message(headline="TỐI MẬT"),
        message(variants=(Variant("vi", "Độ mật: Mật\nKính gửi"),)),
        message(extra=Extra(editions=(Edition(Form.WEB, "vi", "(Mật) số 3"),))),
    ],
    ids=["headline", "text", "further-form"],
)
def test_secret_material_does_not_pass_the_waist(said: Message) -> None:
    with pytest.raises(PlacementError, match="mật"):
        published(said)
    assert not SealedMessage.objects.exists()


RESULTS = message(extra=Extra(results=True))


def test_results_wait_for_two_people(people: tuple[User, User]) -> None:
    row = published(RESULTS)
    with pytest.raises(PlacementError, match="hai người"):
        place(row)
    assert (row.public_at(NOW), public_messages(NOW).exists()) == (False, False)
    assert actions.announce(row.digest, by=people[0], now=NOW) is False
    with pytest.raises(PlacementError, match="người thứ hai"):
        actions.announce(row.digest, by=people[0], now=NOW)
    with pytest.raises(PlacementError):
        place(SealedMessage.objects.get())
    assert actions.announce(row.digest, by=people[1], now=NOW) is True
    row = SealedMessage.objects.get()
    assert (row.announced_at, row.public_at(NOW)) == (NOW, True)
    place(row)
    assert Placement.objects.get().message == row


def test_what_holds_no_results_is_not_announced(people: tuple[User, User]) -> None:
    row = published(message())
    with pytest.raises(PlacementError):
        actions.announce(row.digest, by=people[0], now=NOW)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        pytest.param(NOW - timedelta(milliseconds=1), False, id="embargo"),
        pytest.param(NOW, True, id="its-first-moment"),
        pytest.param(NOW + timedelta(days=1, milliseconds=-1), True, id="its-last-moment"),
        pytest.param(NOW + timedelta(days=1), False, id="expired"),
    ],
)
def test_the_public_sees_a_message_from_its_embargo_to_its_expiry(
    moment: datetime, *, shown: bool
) -> None:
    said = replace(message(), valid_from=NOW, valid_until=NOW + timedelta(days=1))
    row = published(said)
    assert row.public_at(moment) is shown
    assert public_messages(moment).exists() is shown


def test_the_public_sees_nothing_internal_or_retracted() -> None:
    published(message(scope=Scope.INTERNAL))
    row = published(message(key="news-2"))
    assert [one.key for one in public_messages(NOW)] == ["news-2"]
    actions.retract(row.digest, now=NOW)
    assert not public_messages(NOW).exists()
