"""Enrolment: whom a new player believes, and what a failed attempt leaves behind."""

import json
from pathlib import Path

import pytest
from tests.simulators.publisher import MemoryFetch

from loa.core.canonical import canonical, digest, header, parse
from loa.core.claim import Claim, new_claim
from loa.player.crypto import DeviceKeyError, load_or_create, verify
from loa.player.enrol import EnrolmentError, enrol, load

ROOT = '{"signed":{"_type":"root"}}'
CLAIM = new_claim(digest(ROOT.encode()))


class Claims(MemoryFetch):
    """Answers one claim, with whatever root it has."""

    def __init__(self, root: str = ROOT, device: str = "") -> None:
        super().__init__({})
        self.root, self.device = root, device

    def post(self, path: str, body: bytes) -> bytes:
        self.posted.append((path, body))
        request = parse(body, "claim-request")
        device = self.device or digest(bytes.fromhex(request["public"]))[:16]
        answer = {"station": "cd-02071", "device": device, "root": self.root, "timestamp": 7}
        return canonical(header("claim-answer") | answer)


def test_a_claim_proves_the_key_and_keeps_the_answer(tmp_path: Path) -> None:
    server = Claims()
    done = enrol(tmp_path, "https://loa.example", CLAIM, server)
    request = json.loads(server.posted[0][1])
    proof = request.pop("proof")
    assert verify("ed25519", request["public"], proof, canonical(request))
    assert request["secret"] == CLAIM.secret
    assert load(tmp_path) == done
    assert done.timestamp == 7  # nothing older will be believed
    assert (tmp_path / "device.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("server", "sentence"),
    [
        (Claims(root=ROOT + " "), "root is not the one that this claim code names"),
        (Claims(device="0" * 16), "for another device"),
    ],
)
def test_another_root_or_device_is_not_believed_and_nothing_is_kept(
    tmp_path: Path, server: Claims, sentence: str
) -> None:
    with pytest.raises(EnrolmentError, match=sentence):
        enrol(tmp_path, "https://loa.example", CLAIM, server)
    with pytest.raises(EnrolmentError, match="not enrolled"):
        load(tmp_path)


def test_after_a_broken_attempt_the_key_stays_the_same(tmp_path: Path) -> None:
    with pytest.raises(EnrolmentError):
        enrol(tmp_path, "https://loa.example", Claim(CLAIM.secret, "0" * 16), Claims())
    first = load_or_create(tmp_path / "device.key").public
    enrol(tmp_path, "https://loa.example", CLAIM, Claims())
    assert load_or_create(tmp_path / "device.key").public == first


def test_a_home_is_enrolled_once(tmp_path: Path) -> None:
    enrol(tmp_path, "https://loa.example", CLAIM, Claims())
    with pytest.raises(EnrolmentError, match="is enrolled as cd-02071 already"):
        enrol(tmp_path, "https://loa.example", CLAIM, Claims())


def test_a_damaged_key_is_never_silently_replaced(tmp_path: Path) -> None:
    (tmp_path / "device.key").write_text("zz")
    with pytest.raises(DeviceKeyError, match="this is no device key"):
        load_or_create(tmp_path / "device.key")
