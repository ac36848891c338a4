"""The server in a rehearsal: real tables, signer, intake and backup, in one process.

What it is asked to suffer: to be killed between two of its steps, and to get yesterday's
database back.
"""

import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Protocol

from django.db import connection

from loa.channels.broadcast import actions, as_run
from loa.channels.broadcast.models import PolicyRevision, RundownDay, Station
from loa.core.canonical import canonical, header, parse
from loa.core.dayparts import Daypart
from loa.core.policy import Policy
from loa.devices import actions as device_actions
from loa.devices import backup, intake, office
from loa.devices.actions import DeviceError
from loa.devices.disk import HastyDisk
from loa.devices.intake import IntakeError, take_segment
from loa.devices.keys import read_key
from loa.devices.models import Device
from loa.devices.objects import ObjectError, ObjectStore
from loa.devices.office import Office
from loa.devices.replay import recover, replay
from loa.devices.repository.layout import Repository
from loa.devices.signer.signing import Signer
from loa.player.crypto import DeviceKey
from loa.player.ports import FetchError, NotThere

HORIZON_DAYS = 28
HASTY = HastyDisk()  # a rehearsal that loses power is begun again


class Killed(BaseException):
    """The server's process has ended at this very moment."""


class _Killing(HastyDisk):
    """A disk after whose next write the server is killed: bytes are stored, rows are not."""

    def write_all(self, files: Mapping[Path, bytes], mode: int = 0o644) -> None:
        super().write_all(files, mode)
        if files:
            raise Killed


class Watcher(Protocol):
    """Who is told what was published, as anybody could read it."""

    def publish(self, station: str, rundown: bytes) -> None: ...


@dataclass
class Server:
    """One installation in virtual time."""

    data: Path
    objects: ObjectStore
    root: bytes
    now: datetime
    epoch: int = 0  # grows when what the server holds of ledgers has gone back
    timestamps: list[bytes] = field(default_factory=list)
    decided: list[Mapping[str, bytes]] = field(default_factory=list)  # policies by station
    _sounds: dict[str, bytes] = field(default_factory=dict)
    _signer: Signer | None = None

    @property
    def repository(self) -> Path:
        return self.data / "repo"

    @property
    def signer(self) -> Signer:
        """Return the signer, with what it remembers on its own disk."""
        if self._signer is None:
            folder = self.data / "signer"
            key = read_key(next(iter(sorted(folder.glob("*.pem")))))
            repository = Repository(self.repository, HASTY)
            self._signer = Signer(
                repository, key, self.objects, folder=folder, pinned=self.root, disk=HASTY
            )
        return self._signer

    # ---- what stations ask for

    def content(self, address: str) -> bytes:
        if (known := self._sounds.get(address)) is not None:
            return known
        try:
            data = self._sounds[address] = self.objects.read(address)
        except (ObjectError, OSError) as error:
            raise NotThere(address) from error
        return data

    def other_bundle(self, station: str) -> bytes:
        """Return the newest bundle of a station that is not this one."""
        files = sorted((self.repository / "targets" / "station").glob("*.json"))
        return [path for path in files if path.name.split(".")[1] != station][-1].read_bytes()

    def post(self, path: str, body: bytes) -> bytes:
        try:
            if path == "/api/heartbeat":
                receipt = device_actions.hear(parse(body, "heartbeat"), now=self.now)
            else:
                receipt = take_segment(body, now=self.now, disk=HASTY)
        except IntakeError as error:
            raise FetchError(str(error), again=error.again) from error
        except DeviceError as error:
            raise FetchError(str(error), again=False) from error
        return canonical(receipt.document())

    def post_killed(self, body: bytes, dice: Random) -> bytes:
        """Take a segment and be killed: before, in the middle, or just before the answer."""
        match dice.randrange(3):
            case 0:
                with suppress(Killed, IntakeError):
                    take_segment(body, now=self.now, disk=_Killing())
            case 1:
                self.post("/api/ledger", body)
        raise FetchError("the connection broke")

    def enrol(self, station: str, key: DeviceKey) -> int:
        """Let a board claim a station, as a technician does; return the publication named."""
        claim = device_actions.issue_claim(station=station, issued_by="rehearsal", now=self.now)
        request = header("claim-request") | {"secret": claim.secret, "public": key.public}
        document = request | {"proof": key.sign(canonical(request))}
        return device_actions.enrol(document, address="rehearsal", now=self.now).timestamp

    def revoke(self, keyid: str) -> None:
        """Believe a board no longer."""
        device = Device.objects.get(keyid=keyid)
        device_actions.revoke(device=device, why="rehearsal", now=self.now)

    def know_again(self, station: str, boards: Sequence[DeviceKey]) -> None:
        """Enrol a station's boards that a restored database does not know; the last counts."""
        for board in boards:
            if not Device.objects.filter(keyid=board.keyid).exists():
                self.enrol(station, board)
        for board in boards[:-1]:
            self.revoke(board.keyid)

    # ---- what the server does by itself

    def publish(self) -> None:
        """Build and sign what is due."""
        published = actions.publish_due(
            publisher=self.signer, objects=self.objects, horizon_days=HORIZON_DAYS, now=self.now
        )
        if published.refused:
            raise RuntimeError(f"the signer refused: {dict(published.refused)}")

    def see_published(self, watcher: Watcher) -> None:
        """See what has just been published."""
        rows = RundownDay.objects.filter(published_at=self.now).select_related("station")
        for row in rows.iterator():
            watcher.publish(row.station.key, row.document.encode())
        self._note_timestamp()

    def narrow_hours(self, day: date, sessions: Sequence[Daypart]) -> None:
        """Let the leaders set one day's hours for every station, and publish that at once."""
        decided: list[Policy] = []
        for station in Station.objects.all():
            last = PolicyRevision.objects.filter(station=station).order_by("-serial").first()
            if last is None:
                continue
            policy = last.policy()
            special = {**policy.special_days, day: tuple(sessions)}
            narrowed = replace(policy, special_days=special)
            serial = actions.decide_policy(station, narrowed.document(), now=self.now)
            decided.append(replace(narrowed, serial=serial))
        bureau = Office(self.data / "office")
        office.sign(bureau, Repository(self.repository, HASTY), decided, now=self.now)
        PolicyRevision.objects.filter(signed_at=None).update(signed_at=self.now)
        self.signer.publish({}, now=self.now)

    def see_decided(self) -> None:
        """See what the leaders have just decided."""
        rows = PolicyRevision.objects.filter(signed_at=self.now).select_related("station")
        self.decided.append({row.station.key: row.document.encode() for row in rows})
        self._note_timestamp()

    def recover(self) -> None:
        """Take in what it had written when it was killed."""
        recover(self.now, disk=HASTY)

    def settle(self) -> None:
        """Let the tables follow the ledgers."""
        as_run.settle(self.now)

    def make_durable(self) -> None:
        """Run the backup that lets players delete."""
        backup.run(self.data / "backup", now=self.now, disk=HASTY)

    def copy_database(self, to: Path) -> None:
        """Keep the database as it is now."""
        with closing(sqlite3.connect(to)) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)

    def forget_newer_segments(self, keyid: str) -> None:
        """Lose a player's raw ledger from the database's end on, as its disk was put back too.

        It must still be in service: only then can it send again what was not yet durable.
        """
        device = Device.objects.filter(keyid=keyid).first()
        if device is None:
            return
        held = set(device.segments.values_list("path", flat=True))
        for path in (intake.ledgers_folder() / keyid).glob("*.segment"):
            if f"{keyid}/{path.name}" not in held:
                path.unlink()

    def replay(self) -> None:
        """Take in again what the raw ledgers have and the tables lack."""
        replay(now=self.now, disk=HASTY)

    def see_restored(self) -> None:
        """Know that the tables went back: what was held is sent again, the signer begins anew."""
        self._signer = None
        self.epoch += 1

    def _note_timestamp(self) -> None:
        stamp = (self.repository / "metadata" / "timestamp.json").read_bytes()
        if not self.timestamps or self.timestamps[-1] != stamp:
            self.timestamps.append(stamp)


def database_file() -> Path:
    """Return where the rehearsal's database lies; nothing may be using it."""
    connection.close()
    return Path(connection.settings_dict["NAME"])


def put_database(copy: Path) -> None:
    """Put a copy in the database's place."""
    name = database_file()
    for beside in name.parent.glob(f"{name.name}-*"):
        beside.unlink()
    shutil.copyfile(copy, name)
