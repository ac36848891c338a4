"""The office: the folder in which the keys of root and leaders are kept, offline.

    office/root.pem      the root's key: new keys, rarely used
    office/leaders.pem   the leaders' key: policies and keyrings
    office/root.json     the first root that this office signed
    office/release.json  what it signed last: an older repository is not signed on

It belongs on a machine or a stick that no server can read; only the repository's folder
travels. The demonstration keeps an office beside the server, and says so. No Django.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from loa.core.bundle import keyring_path, policy_path
from loa.core.canonical import FormatError, canonical, digest, parse
from loa.core.claim import fingerprint
from loa.core.keyring import Keyring, read_keyring
from loa.core.policy import Policy, read_policy
from loa.devices.disk import PRIVATE, Disk, DurableDisk
from loa.devices.keys import KeyFileError, make_key, public_hex, read_key
from loa.devices.repository import leaders
from loa.devices.repository.layout import (
    Release,
    Repository,
    RepositoryError,
    read_release,
)
from loa.devices.repository.reading import open_offline

ROOT_KEY, LEADERS_KEY, ROOT_FILE = "root.pem", "leaders.pem", "root.json"
LAST_FILE = "release.json"


@dataclass(frozen=True, slots=True)
class Office:
    """An office's folder, and the passphrase of its keys (empty: none)."""

    folder: Path
    passphrase: bytes = b""

    @property
    def pinned(self) -> bytes:
        """The first root that this office signed: what all else follows from."""
        try:
            return (self.folder / ROOT_FILE).read_bytes()
        except OSError as error:
            raise KeyFileError(
                f"{self.folder}: no office here; make one with `loa office init`"
            ) from error

    def fingerprint(self) -> str:
        """Return the letters by which a claim code knows the pinned root."""
        return fingerprint(digest(self.pinned))

    def key(self, name: str) -> Ed25519PrivateKey:
        """Return one of the office's keys; KeyFileError when it cannot be opened."""
        return read_key(self.folder / name, self.passphrase)


def init(
    office: Office,
    repository: Repository,
    *,
    online_public: str,
    now: datetime,
    bits: int = leaders.DEFAULT_BITS,
    disk: Disk | None = None,
) -> bytes:
    """Make an office and its repository and return the root.

    Called again after an interruption it goes on with the keys that are there. Raises
    RepositoryError when the repository exists.
    """
    names = (ROOT_KEY, LEADERS_KEY)
    keys = {
        name: office.key(name)
        if (office.folder / name).exists()
        else make_key(office.folder / name, office.passphrase)
        for name in names
    }
    root = leaders.create(
        repository,
        root_key=keys[ROOT_KEY],
        leaders_key=keys[LEADERS_KEY],
        online_public=online_public,
        now=now,
        bits=bits,
    )
    (disk or DurableDisk()).write_all({office.folder / ROOT_FILE: root}, PRIVATE)
    return root


def sign(
    office: Office,
    repository: Repository,
    documents: Iterable[Policy | Keyring],
    *,
    now: datetime,
) -> Release | None:
    """Sign the policies and keyrings that differ from what stands; None when none does.

    The next publication of the online signer carries them.
    """
    offline = open_offline(repository, office.pinned)
    files = {
        path: data
        for path, data in (_target(document) for document in documents)
        if offline.stored(path) != data
    }
    if not files:
        return None
    with _going_on(office, repository):
        return leaders.publish_policies(
            repository, office.key(LEADERS_KEY), files, pinned=office.pinned, now=now
        )


def read_documents(files: Mapping[str, bytes]) -> list[Policy | Keyring]:
    """Read policies and keyrings by file name; FormatError names the file that is neither."""
    documents: list[Policy | Keyring] = []
    for name, data in files.items():
        try:
            if b'"loa.keyring"' in data:
                documents.append(read_keyring(parse(data, "keyring")))
            else:
                documents.append(read_policy(parse(data, "policy")))
        except FormatError as error:
            raise FormatError(f"{name}: {error}") from error
    return documents


def rotate_online_key(
    office: Office, repository: Repository, *, online_public: str, now: datetime
) -> bytes:
    """Name another online key and return the new root; the signer publishes it next."""
    with _going_on(office, repository):
        return leaders.rotate_online(
            repository,
            root_key=office.key(ROOT_KEY),
            leaders_key=office.key(LEADERS_KEY),
            online_public=online_public,
            pinned=office.pinned,
            now=now,
        )


def rotate_leaders_key(office: Office, repository: Repository, *, now: datetime) -> bytes:
    """Make another leaders' key, hand over to it, and return the new root."""
    fresh = office.folder / f"{LEADERS_KEY}.new"
    fresh.unlink(missing_ok=True)  # of a hand-over that did not come to its end
    new = make_key(fresh, office.passphrase)
    with _going_on(office, repository):
        root = leaders.rotate_leaders(
            repository,
            root_key=office.key(ROOT_KEY),
            old=office.key(LEADERS_KEY),
            new=new,
            pinned=office.pinned,
            now=now,
        )
    (office.folder / LEADERS_KEY).replace(office.folder / f"{LEADERS_KEY}.old")
    fresh.replace(office.folder / LEADERS_KEY)
    return root


def renew(office: Office, repository: Repository, *, now: datetime) -> list[str]:
    """Sign anew what runs out within three months and return its names."""
    with _going_on(office, repository):
        return leaders.renew(
            repository,
            root_key=office.key(ROOT_KEY),
            leaders_key=office.key(LEADERS_KEY),
            pinned=office.pinned,
            now=now,
        )


def online_key(folder: Path) -> str:
    """Return the public key (hex) of a signer's folder, made on first use."""
    pems = sorted(folder.glob("*.pem"))
    path = pems[-1] if pems else folder / "online.pem"
    return public_hex(read_key(path) if pems else make_key(path))


@contextmanager
def _going_on(office: Office, repository: Repository) -> Iterator[None]:
    """Sign only on what this office signed last, and remember what it signs now.

    A stolen server could hand back an older release, truly signed: signing on it would
    undo what came after, a key's revocation for one. Raises RepositoryError then.
    """
    memory, brought = office.folder / LAST_FILE, repository.read_release()
    if memory.exists():
        last = read_release(memory.read_bytes())
        older = sorted(n for n, v in last.roles.items() if brought.roles.get(n, 0) < v)
        if older or brought.root < last.root:
            raise RepositoryError(
                f"{repository.folder}: is older than what this office signed last "
                f"({', '.join(older) or 'root'}); bring the newest from the server. If that "
                f"never reached the server and is lost, remove {memory} and sign it anew"
            )
    yield
    DurableDisk().write_all({memory: repository.read_release().encoded()}, PRIVATE)


def _target(document: Policy | Keyring) -> tuple[str, bytes]:
    if isinstance(document, Policy):
        return policy_path(document.station), canonical(document.document())
    return keyring_path(document.unit), canonical(document.document())
