"""Every installed channel keeps every promise of the contract."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.conf import settings
from tests.delivery.contract import PROMISES, World

from loa.delivery import registry
from loa.delivery.contract import Channel

Promise = Callable[[Channel, World], None]


@pytest.mark.django_db
@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
@pytest.mark.parametrize("name", settings.CHANNELS)
def test_a_channel_keeps_its_promises(name: str, promise: Promise) -> None:
    channel = import_module(f"loa.channels.{name}.channel").CHANNEL
    promise(channel, import_module(f"tests.channels.{name}.world").world())


def test_every_channel_is_found_by_its_word() -> None:
    found = registry.channels()
    assert len(found) == len(settings.CHANNELS)
    assert all(channel.word == word for word, channel in found.items())
