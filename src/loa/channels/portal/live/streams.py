"""Logs as server-sent events: a crowd with their phones on one event's page.

Who comes back says which line they had last (Last-Event-ID) and gets what came since. The
view behind answers so too, where there is no ASGI server.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from loa.channels.portal.live.queries import NOTHING_YET, Fragment, Key, News, news_alone
from loa.core.asgi import Application, Scope
from loa.theme import streams

PATH = re.compile(r"/su-kien/([-\w]{1,80})/([-\w]{1,80})/dien-bien/", re.ASCII)
LATER_MS = streams.LATER_MS

Read = Callable[[Mapping[Key, int]], Mapping[Key, News | None]]


@dataclass(frozen=True, slots=True)
class Log:
    """A log as far as it is known: its latest line, and the entries by their numbers."""

    last: int
    entries: Mapping[int, Fragment]

    def since(self, number: int) -> list[Fragment]:
        """Return the entries with a line after that number, in the order of those lines."""
        later = (one for one in self.entries.values() if one.last > number)
        return sorted(later, key=lambda one: one.last)


class Logs:
    """The logs of events, for whoever opens their pages."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def find(self, scope: Scope) -> Key | None:
        """Return whose log is asked for."""
        found = PATH.fullmatch(scope.get("path", ""))
        return (found[1], found[2]) if found else None

    def admits(self, _scope: Scope) -> bool:
        """Everybody may listen: the log stands on a public page."""
        return True

    def listener(self, scope: Scope) -> "Phone":
        """Return a phone that begins where it says it was."""
        return Phone(scope)

    def look(self, known: Mapping[Key, Log | None]) -> Mapping[Key, Log | None]:
        """Read what is new of the logs that somebody listens to."""
        found = self._read({key: log.last if log else NOTHING_YET for key, log in known.items()})
        return {key: _joined(known[key], news) for key, news in found.items()}


def _joined(log: Log | None, news: News | None) -> Log | None:
    if news is None:
        return None
    before = log.entries if log else {}
    return Log(news.last, {**before, **{one.entry: one for one in news.fragments}})


class Phone:
    """One browser: what it has had so far, and in which language it reads."""

    beat = ": ping\n\n"

    def __init__(self, scope: Scope) -> None:
        headers = dict(scope.get("headers", ()))
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1"), max_num_fields=9)
        had = headers.get(b"last-event-id", b"").decode("latin-1")
        self._had = number(had or asked.get("after", [""])[0])
        self._language = asked.get("lang", ["vi"])[0]

    def since(self, log: Log) -> str:
        """Return the entries that are new to this phone."""
        fresh = log.since(self._had)
        self._had = max((one.last for one in fresh), default=self._had)
        return written(fresh, self._language)


class Streams(streams.Streams[Key, Log]):
    """An ASGI application: gives out the logs of events, and hands on whatever else comes."""

    def __init__(
        self,
        behind: Application,
        *,
        read: Read = news_alone,
        most: int = streams.MOST,
        every_s: float = streams.LOOKS_EVERY_S,
        beats_every_s: float = streams.BEATS_EVERY_S,
    ) -> None:
        super().__init__(
            behind, Logs(read), most=most, every_s=every_s, beats_every_s=beats_every_s
        )


def written(fragments: Iterable[Fragment], language: str) -> str:
    """Return entries as server-sent events; each one's id is the number of its latest line."""
    said = []
    for one in fragments:
        html = one.html.get(language) or next(iter(one.html.values()))
        said.append(f"id: {one.last}\nevent: entry\ndata: {' '.join(html.split())}\n\n")
    return "".join(said)


def number(text: str) -> int:
    """Return the number of a line as a browser says it; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("10000000") else 0
