"""The Update Framework, wrapped: the one file that knows python-tuf.

python-tuf decides what is trusted (rollback, freeze, mix and wrong keys are refused by
it). What it leaves open stands here: metadata lies in our store, written durably; time is
given, never taken; a refresh that changes nothing costs two small requests; and when the
server is away or its metadata has expired, what was verified before stays as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from tuf.api.exceptions import DownloadError, DownloadHTTPError, RepositoryError
from tuf.ngclient.config import UpdaterConfig
from tuf.ngclient.fetcher import FetcherInterface
from tuf.ngclient.updater import Updater

from loa.core.bundle import bundle_path, keyring_path, policy_path
from loa.core.canonical import FormatError, Json, canonical, digest, header, parse
from loa.core.message import instant, read_instant
from loa.core.policy import read_policy
from loa.player.intake import Signed
from loa.player.ports import Fetch, FetchError, NotThere, Store

FOLDER = "tuf"
LEADERS, RUNDOWNS = "leaders", "rundowns"  # the roles whose bins hold our documents
STATE, STATE_NAME = "trusted", f"{FOLDER}/state.json"
DOCUMENTS = "documents"
MAX_DOCUMENT = 2_000_000
LIMITS = UpdaterConfig(
    max_root_rotations=64,
    root_max_length=64_000,
    timestamp_max_length=16_000,
    snapshot_max_length=500_000,
    targets_max_length=1_000_000,
)


class Distrust(Exception):  # noqa: N818 - a verdict about the server, not about this program
    """The server offered metadata that does not verify; what was trusted before still is."""


@dataclass(frozen=True, slots=True)
class Refresh:
    """A refresh that went through: whether anything is new, and what it cost."""

    changed: bool
    requests: int
    bytes: int


class Trusted:
    """One player's trust in one repository. Raises FetchError or Distrust, changes nothing then.

    Nothing is believed that was published before `since`, a version of the timestamp.
    """

    def __init__(
        self, store: Store, fetch: Fetch, station: str, root: bytes, *, since: int = 0
    ) -> None:
        self._store = store
        self._fetch = _Counting(fetch)
        self._station = station
        self._root, self._since = root, since

    def refresh(self, now: datetime) -> Refresh:
        """Bring the station's documents up to date, believing that it is not before `now`."""
        self._fetch.requests = self._fetch.bytes = 0
        if self._unchanged(now):
            return Refresh(changed=False, requests=self._fetch.requests, bytes=self._fetch.bytes)
        try:
            changed = self._full(now)
        except DownloadError as error:
            raise _fetch_error(error) from error
        except (RepositoryError, FormatError) as error:
            raise Distrust(f"the server's metadata is not to be trusted: {error}") from error
        return Refresh(changed=changed, requests=self._fetch.requests, bytes=self._fetch.bytes)

    def signed(self) -> Signed | None:
        """Return the documents that were last verified, or None before the first refresh."""
        return held(self._store, self._station)

    def _unchanged(self, now: datetime) -> bool:
        """Whether there is no newer root and the timestamp is the one already followed."""
        state = _state(self._store)
        if state is None or self.signed() is None:
            return False
        try:
            self._fetch.metadata(f"{state['root'] + 1}.root.json", LIMITS.root_max_length)
        except NotThere:
            pass
        else:
            return False
        data = self._fetch.metadata("timestamp.json", LIMITS.timestamp_max_length)
        if digest(data) != state["timestamp"]:
            return False
        if now >= read_instant(state["expires"]):
            raise Distrust("the server repeats metadata that has expired (a freeze)")
        return True

    def _full(self, now: datetime) -> bool:
        updater = _Updater(self._store, _Fetcher(self._fetch), self._root, now)
        updater.refresh()
        if updater.published < self._since:
            raise Distrust(
                f"the server offers publication {updater.published}; when this station was "
                f"claimed it had {self._since} (a rollback)"
            )
        documents = {path: self._target(updater, path) for path in self._own_paths()}
        policy = read_policy(parse(documents[policy_path(self._station)], "policy"))
        for unit in policy.keyrings:
            documents[keyring_path(unit)] = self._target(updater, keyring_path(unit))
        named = {path: digest(data) for path, data in documents.items()}
        state = _state(self._store)
        changed = state is None or state["documents"] != named
        for data in documents.values():
            name = _document(digest(data))
            if self._store.read(name) != data:
                self._store.write(name, data)
        self._store.write(
            STATE_NAME,
            canonical(
                header(STATE)
                | {
                    "root": updater.root_version,
                    "timestamp": digest(self._store.read(_file("timestamp")) or b""),
                    "expires": instant(updater.expires),
                    "documents": named,
                }
            ),
        )
        for name in self._store.names(DOCUMENTS):
            if name.rpartition("/")[2] not in named.values():
                self._store.remove(name)
        return changed

    def _forget_bins(self) -> None:
        """Have the delegated metadata fetched anew next time.

        All bins are signed by one key, so another bin's file under our bin's name verifies.
        It can say nothing of our station, but once kept it would be read again and again.
        """
        for name in self._store.names(FOLDER):
            if name.startswith((f"{FOLDER}/{LEADERS}", f"{FOLDER}/{RUNDOWNS}")):
                self._store.remove(name)

    def _own_paths(self) -> tuple[str, str]:
        return policy_path(self._station), bundle_path(self._station)

    def _target(self, updater: "_Updater", path: str) -> bytes:
        info = updater.get_targetinfo(path)
        if info is None:
            self._forget_bins()
            raise Distrust(f"the repository does not know {path}; has the station been published?")
        if info.length > MAX_DOCUMENT:
            raise Distrust(f"{path} is {info.length} bytes; at most {MAX_DOCUMENT} are read")
        address = info.hashes.get("sha256", "")
        if (held := self._store.read(_document(address))) is not None and digest(held) == address:
            return held
        folder, _, name = path.rpartition("/")
        data = self._fetch.target(
            f"{folder}/{next(iter(info.hashes.values()))}.{name}", info.length
        )
        info.verify_length_and_hashes(data)
        return data


class _Updater(Updater):
    """python-tuf's client workflow on our store and our time."""

    def __init__(self, store: Store, fetcher: "_Fetcher", root: bytes, now: datetime) -> None:
        self._store = store
        super().__init__("", "metadata/", fetcher=fetcher, config=LIMITS, bootstrap=root)
        self._trusted_set.reference_time = now

    @property
    def root_version(self) -> int:
        return self._trusted_set.root.version

    @property
    def published(self) -> int:
        return self._trusted_set.timestamp.version

    @property
    def expires(self) -> datetime:
        return min(
            part.expires for part in (self._trusted_set.timestamp, self._trusted_set.snapshot)
        )

    def _load_root(self) -> None:
        newer = self._trusted_set.root.version + 1
        for version in range(newer, newer + LIMITS.max_root_rotations):
            held = self._store.read(_file(f"root_history/{version}.root"))
            if held is not None:
                try:
                    self._trusted_set.update_root(held)
                except RepositoryError:
                    pass  # damaged on disk: asked for again
                else:
                    continue
            try:
                data = self._download_metadata("root", LIMITS.root_max_length, version)
            except DownloadHTTPError as error:
                if error.status_code not in {403, 404}:
                    raise
                return
            self._trusted_set.update_root(data)
            self._persist_root(version, data)

    def _load_local_metadata(self, rolename: str) -> bytes:
        data = self._store.read(_file(quote(rolename, "")))
        if data is None:
            raise FileNotFoundError(rolename)
        return data

    def _persist_metadata(self, rolename: str, data: bytes) -> None:
        self._store.write(_file(quote(rolename, "")), data)

    def _persist_root(self, version: int, data: bytes) -> None:
        name = _file(f"root_history/{version}.root")
        if self._store.read(name) != data:
            self._store.write(name, data)

    def _update_root_symlink(self) -> None:
        """Nothing: we start from the enrolled root every time and walk its history."""


class _Fetcher(FetcherInterface):
    """Brings python-tuf's requests to our port."""

    def __init__(self, fetch: "_Counting") -> None:
        self._port = fetch

    def _fetch(self, url: str) -> Iterator[bytes]:
        raise DownloadError(f"{url}: only download_bytes is used")

    def download_bytes(self, url: str, max_length: int) -> bytes:
        try:
            return self._port.metadata(url.removeprefix("metadata/"), max_length)
        except NotThere as error:
            raise DownloadHTTPError(str(error), 404) from error
        except FetchError as error:
            raise DownloadError(str(error)) from error


class _Counting:
    """Counts what a refresh costs."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self.requests = 0
        self.bytes = 0

    def metadata(self, name: str, limit: int) -> bytes:
        self.requests += 1
        return self._counted(self._fetch.metadata(name, limit))

    def target(self, name: str, limit: int) -> bytes:
        self.requests += 1
        return self._counted(self._fetch.target(name, limit))

    def _counted(self, data: bytes) -> bytes:
        self.bytes += len(data)
        return data


def held(store: Store, station: str) -> Signed | None:
    """Return a station's documents as last verified, or None when they are not all held."""
    state = _state(store)
    if state is None:
        return None
    named: dict[str, str] = state["documents"]
    found = {path: store.read(_document(address)) for path, address in named.items()}
    whole = {path: d for path, d in found.items() if d is not None and digest(d) == named[path]}
    if len(whole) < len(named):
        return None  # the disk lost one: the next refresh brings it again
    return Signed(
        policy=whole.pop(policy_path(station)),
        bundle=whole.pop(bundle_path(station)),
        keyrings={p.rpartition("/")[2].removesuffix(".json"): d for p, d in whole.items()},
    )


def _state(store: Store) -> Json | None:
    data = store.read(STATE_NAME)
    if data is None:
        return None
    try:
        return parse(data, STATE)
    except FormatError:  # the disk has damaged it: the next refresh writes it anew
        return None


def _fetch_error(error: DownloadError) -> FetchError:
    cause = error.__cause__
    return cause if isinstance(cause, FetchError) else FetchError(str(error))


def _file(name: str) -> str:
    return f"{FOLDER}/{name}.json"


def _document(address: str) -> str:
    return f"{DOCUMENTS}/{address}"
