"""The commune's loudspeaker: leaders' keys that sign its hours, the signer, a real player."""

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from tests.devices.authority import Client as Reader
from tests.simulators.station import KEY, SimulatedStation

from loa.core.bundle import bundle_path, keyring_path, policy_path
from loa.core.canonical import canonical, header
from loa.devices import office
from loa.devices.actions import issue_claim
from loa.devices.disk import HastyDisk
from loa.devices.keys import public_hex
from loa.devices.objects import ObjectStore
from loa.devices.office import Office
from loa.devices.repository.layout import Repository
from loa.devices.signer.signing import Signer
from loa.player.agent import INSTANT, Agent, Identity
from loa.player.crypto import verify
from loa.player.intake import Signed


class Tower:
    """What whoever installs brings along: an office of keys, a repository, a signer."""

    def __init__(self, folder: Path, objects: ObjectStore, *, now: datetime) -> None:
        self.repository = Repository(folder / "repo", HastyDisk())
        self.objects = objects
        self.office = Office(folder / "office")
        online = Ed25519PrivateKey.generate()
        self.root = office.init(
            self.office,
            self.repository,
            online_public=public_hex(online),
            now=now,
            bits=2,
            disk=HastyDisk(),
        )
        self.signer = Signer(
            self.repository,
            online,
            objects,
            folder=folder / "signer",
            pinned=self.root,
            disk=HastyDisk(),
        )
        self.reader = Reader(SimpleNamespace(repository=self.repository, root=self.root), folder)  # type: ignore[arg-type]  # the two things that it reads

    def sign(self, papers: bytes, *, now: datetime) -> None:
        """Sign what came on the stick, as the leaders do on their own machine."""
        with zipfile.ZipFile(io.BytesIO(papers)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        office.sign(self.office, self.repository, office.read_documents(files), now=now)


@dataclass
class Player(SimulatedStation):
    """A player of one station, in virtual time, that believes only what is signed."""

    station: str = ""

    def power_on(self, now: datetime) -> None:
        """Boot, with what the store holds."""
        self.now, self.wake, self.events = now, None, []
        who = Identity(self.station, KEY.keyid)
        self.agent = Agent(who, self.store, verify=verify, tuning=INSTANT)
        self._do(self.agent.boot(now, self.clock, doubt=self.doubt))

    def claim(self, *, now: datetime) -> None:
        """Become the station by the code on the slip."""
        code = issue_claim(station=self.station, issued_by="test", now=now)
        asked: dict[str, Any] = header("claim-request")
        asked |= {"secret": code.secret, "public": KEY.public}
        body = canonical(asked | {"proof": KEY.sign(canonical(asked))})
        assert Client().post("/api/claim", body, content_type="application/json").status_code == 200

    def refresh(self, tower: Tower, units: Iterable[str]) -> None:
        """Fetch and check what is signed, then every sound that it names."""

        def get(path: str) -> bytes:
            data = tower.reader.get(path, now=self.now)
            assert data is not None, path
            return data

        signed = Signed(
            policy=get(policy_path(self.station)),
            keyrings={unit: get(keyring_path(unit)) for unit in units},
            bundle=get(bundle_path(self.station)),
        )
        self._do(self.agent.refreshed(signed, _reading(tower.objects), self.now, confirmed=True))
        self.give(*(address for some in self.wanted for address in some))

    def report(self) -> None:
        """Send the ledger to the server."""
        segment = self.agent.segment(1, sign=KEY.sign, now=self.now)
        answer = Client().post("/api/ledger", segment, content_type="application/octet-stream")
        assert answer.status_code == 200, answer.content


def _reading(objects: ObjectStore) -> Callable[[str], bytes | None]:
    return lambda address: objects.read(address) if objects.has(address) else None
