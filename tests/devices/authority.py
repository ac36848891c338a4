"""A small province with everything that signs: root, leaders, approver, signer, stations."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tuf.api.exceptions import DownloadHTTPError
from tuf.ngclient import FetcherInterface, Updater

from loa.core.bundle import Bundle, keyring_path, policy_path
from loa.core.canonical import canonical, digest
from loa.core.dayparts import Daypart
from loa.core.keyring import Key, Keyring, keyid
from loa.core.message import Approval, Message, Provenance, Sealed, Sound, Variant
from loa.core.policy import Hours, Policy
from loa.core.rundown import Item, Rundown, item_id
from loa.core.words import Kind, Mood, Priority, Scope
from loa.devices.disk import DurableDisk, HastyDisk
from loa.devices.keys import public_hex
from loa.devices.objects import ObjectStore
from loa.devices.repository import leaders
from loa.devices.repository.layout import Repository
from loa.devices.signer.signing import Signer

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)  # 08:00 in the station's zone
TODAY = NOW.astimezone(ZONE).date()
TOMORROW = TODAY + timedelta(days=1)
UNIT = "02071"
FIVE = time(5)


class PowerCutError(Exception):
    """The machine stops here."""


class FailingDisk(DurableDisk):
    """A disk whose machine loses power before its n-th file."""

    def __init__(self, files: int) -> None:
        self.left = files

    def write_all(self, files: Mapping[Path, bytes], mode: int = 0o644) -> None:
        for path, data in sorted(files.items()):
            if self.left <= 0:
                raise PowerCutError(path)
            self.left -= 1
            super().write_all({path: data}, mode)

    def _flush(self, descriptor: int) -> None:
        """Not what is tested, and slow."""

    def _flush_folder(self, folder: Path) -> None:
        """Not what is tested, and slow."""


@dataclass
class Approver:
    """A person with a key."""

    key: Ed25519PrivateKey

    @property
    def public(self) -> Key:
        public = public_hex(self.key)
        return Key(
            keyid(bytes.fromhex(public)),
            "ed25519",
            public,
            "Bí thư Đảng uỷ xã",
            NOW - timedelta(days=100),
            NOW + timedelta(days=1000),
        )

    def approve(self, message: Message) -> Approval:
        bare = Approval(message.digest, self.public.keyid, NOW, "ed25519", "")
        return replace(bare, signature=self.key.sign(bare.statement()).hex())


def message(key: str = "tiem-phong", **changes: Any) -> Message:
    sound = Sound(digest(key.encode()), 40_000, 60_000, "recorded")
    plain = Message(
        key=key,
        revision=1,
        plan="146-KH/HU",
        topic="T01",
        scope=Scope.PUBLIC,
        priority=Priority.ROUTINE,
        mood=Mood.PLAIN,
        headline="Lịch tiêm phòng",
        variants=(Variant("vi", "Sáng thứ Hai tiêm phòng tại trạm y tế xã.", sound),),
        provenance=Provenance("UBND xã Nghĩa Tá", "Cán bộ văn hoá", "Trạm y tế"),
        valid_from=NOW - timedelta(days=30),
        valid_until=NOW + timedelta(days=400),
        unit=UNIT,
    )
    return replace(plain, **changes)


class Province:
    """Keys, a repository, an object store and a signer in one folder."""

    def __init__(self, folder: Path, *, bits: int = 2, disk: DurableDisk | None = None) -> None:
        self.folder = folder
        self.root_key, self.leaders_key, self.online_key = (
            Ed25519PrivateKey.generate() for _ in range(3)
        )
        self.approver = Approver(Ed25519PrivateKey.generate())
        self.repository = Repository(folder / "repo", disk or HastyDisk())
        self.objects = ObjectStore(folder / "objects", HastyDisk())
        self.root = leaders.create(
            self.repository,
            root_key=self.root_key,
            leaders_key=self.leaders_key,
            online_public=public_hex(self.online_key),
            now=NOW,
            bits=bits,
        )
        self._serials: Iterator[int] = itertools.count(1)

    def signer(self, *keys: Ed25519PrivateKey, disk: DurableDisk | None = None) -> Signer:
        return Signer(
            Repository(self.repository.folder, disk or HastyDisk()),
            keys or (self.online_key,),
            self.objects,
            folder=self.folder / "signer",
            pinned=self.root,
            disk=disk or HastyDisk(),
        )

    def policy(self, station: str, **changes: Any) -> Policy:
        plain = Policy(
            station=station,
            serial=next(self._serials),
            zone=ZONE.key,
            hours=(Hours(Daypart(FIVE, time(6))), Hours(Daypart(time(17), time(18)))),
            session_s=15 * 60,
            day_s=30 * 60,
            source="12/QĐ-UBND",
            keyrings=(UNIT,),
            relays=("VOV1",),
        )
        return replace(plain, **changes)

    def ring(self, *keys: Key) -> Keyring:
        return Keyring(UNIT, next(self._serials), keys or (self.approver.public,))

    def sign(self, *documents: Policy | Keyring, now: datetime = NOW) -> None:
        files = {
            policy_path(d.station) if isinstance(d, Policy) else keyring_path(d.unit): canonical(
                d.document()
            )
            for d in documents
        }
        leaders.publish_policies(
            self.repository, self.leaders_key, files, pinned=self.root, now=now
        )

    def sealed(self, what: Message, *approvers: Approver) -> str:
        """Put a message with approvals into the object store."""
        who = approvers or (self.approver,)
        sealed = Sealed(what, tuple(approver.approve(what) for approver in who))
        return self.objects.put(canonical(sealed.document()))

    def rundown(
        self, station: str, day: date, items: Sequence[Item], *, serial: int | None = None
    ) -> str:
        rundown = Rundown(station, day, serial or next(self._serials), tuple(items))
        return self.objects.put(rundown.encoded())

    def bundle(
        self,
        station: str,
        days: Mapping[date, str],
        messages: Sequence[str] = (),
        *,
        serial: int | None = None,
    ) -> bytes:
        serial = serial or next(self._serials)
        return canonical(Bundle(station, serial, dict(days), tuple(messages)).document())

    def one_item(self, station: str, what: Message | None = None, **changes: Any) -> bytes:
        """A bundle with one item, tomorrow at five."""
        what = what or message()
        address = self.sealed(what)
        rundown = self.rundown(station, TOMORROW, [item(station, TOMORROW, what, **changes)])
        return self.bundle(station, {TOMORROW: rundown}, [address])


def item(
    station: str, day: date, what: Message, at: time = FIVE, n: int = 1, **changes: Any
) -> Item:
    sound = what.sounds()["vi"]
    plain = Item(
        id=item_id(station, day, what.key, n),
        starts=datetime.combine(day, at, ZONE).astimezone(UTC),
        ms=sound.ms,
        kind=Kind.MESSAGE,
        title=what.headline,
        message=what.digest,
        language="vi",
        sound=sound.digest,
        priority=what.priority,
    )
    return replace(plain, **changes)


class FolderFetcher(FetcherInterface):
    """Fetches from a folder, and counts bytes as the network would."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.fetched = folder, 0

    def _fetch(self, url: str) -> Iterator[bytes]:
        path = self.folder / url.removeprefix("repo:/")
        if not path.exists():
            raise DownloadHTTPError("not there", 404)
        data = path.read_bytes()
        self.fetched += len(data)
        yield data


class Client:
    """A player as python-tuf itself would make one: an independent check of what we publish."""

    def __init__(self, province: Province, home: Path) -> None:
        self.home, self.root = home, province.root
        self.fetcher = FolderFetcher(province.repository.folder)
        home.mkdir(parents=True, exist_ok=True)

    def get(self, path: str, *, now: datetime = NOW) -> bytes | None:
        """Refresh and return a target's bytes, or None when nobody signed it."""
        self.fetcher.fetched = 0
        updater = Updater(
            str(self.home),
            "repo:/metadata/",
            target_dir=str(self.home),
            target_base_url="repo:/targets/",
            fetcher=self.fetcher,
            bootstrap=self.root,
        )
        updater._trusted_set.reference_time = now
        updater.refresh()
        info = updater.get_targetinfo(path)
        return Path(updater.download_target(info)).read_bytes() if info else None
