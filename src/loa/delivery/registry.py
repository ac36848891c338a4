"""The channels that this installation runs, found by their word.

Each name in settings.CHANNELS is a package below `loa.channels` whose `channel` module
has a CHANNEL.
"""

from functools import cache
from importlib import import_module

from django.conf import settings

from loa.delivery.contract import Channel, Scheduled


@cache
def channels() -> dict[str, Channel]:
    """Return every installed channel by its word."""
    found: dict[str, Channel] = {}
    for name in settings.CHANNELS:
        channel: Channel = import_module(f"loa.channels.{name}.channel").CHANNEL
        if channel.word in found:
            raise ValueError(f"two channels answer to {channel.word!r}")
        found[channel.word] = channel
    return found


def scheduled() -> dict[str, Scheduled]:
    """Return those that are heard at set hours."""
    return {word: one for word, one in channels().items() if isinstance(one, Scheduled)}
