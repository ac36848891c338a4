"""Somebody with the web server's account: all rows, all objects, the repository's folder, no key.

It can withhold, which is seen. It cannot make a signer sign, nor a player say, anything
that is not approved; and it cannot reach through the repository into the signer's own folder.
"""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.attacks.village import Village, a_day, village
from tests.devices.authority import NOW, TOMORROW, Approver, Client, Province, item, message
from tests.simulators.programme import seal, tone
from tuf.api.exceptions import RepositoryError as TufError

from loa.core.bundle import bundle_path, policy_path
from loa.core.canonical import canonical, digest
from loa.core.message import Sound, Variant
from loa.devices.disk import HastyDisk
from loa.devices.keys import make_key, public_hex
from loa.devices.office import LAST_FILE, Office, init, sign
from loa.devices.repository.layout import Repository, RepositoryError
from loa.devices.repository.leaders import publish_policies
from loa.devices.repository.online import Publisher

STATION = "nghia-ta"
A_DAY = timedelta(days=1)


@pytest.fixture
def published(province: Province) -> Province:
    province.signer().publish({STATION: province.one_item(STATION)}, now=NOW)
    return province


# ---- at the signer


def test_the_signer_signs_no_word_that_the_account_puts_into_the_object_store(
    published: Province,
) -> None:
    thief, what = Approver(Ed25519PrivateKey.generate()), message("bịa đặt")
    address = published.sealed(what, thief)
    rundown = published.rundown(STATION, TOMORROW, [item(STATION, TOMORROW, what)])
    bundle = published.bundle(STATION, {TOMORROW: rundown}, [address])
    assert published.signer().publish({STATION: bundle}, now=NOW)[STATION]


def test_the_signer_takes_no_other_sound_under_an_approved_text(published: Province) -> None:
    approved = message()
    other = replace(approved.variants[0], sound=Sound(digest(b"x"), 9, 60_000, "recorded"))
    changed = replace(approved, variants=(other,))
    address = published.sealed(approved)
    sealed = published.objects.read(address)
    moved = sealed.replace(approved.variants[0].sound.digest.encode(), digest(b"x").encode())  # type: ignore[union-attr]  # it has a sound
    forged = published.objects.put(moved)
    rundown = published.rundown(STATION, TOMORROW, [item(STATION, TOMORROW, changed)])
    bundle = published.bundle(STATION, {TOMORROW: rundown}, [forged])
    assert published.signer().publish({STATION: bundle}, now=NOW)[STATION]
    assert isinstance(other, Variant)


def test_the_account_signs_no_policy_and_no_keyring(published: Province) -> None:
    thief = Ed25519PrivateKey.generate()
    document = published.policy(STATION, day_s=86_400, keyrings=("thief",))
    files = {policy_path(STATION): canonical(document.document())}
    with pytest.raises(RepositoryError, match="this key is not"):
        publish_policies(published.repository, thief, files, pinned=published.root, now=NOW)


def test_metadata_that_the_account_writes_is_neither_believed_nor_built_upon(
    published: Province, listener: Client
) -> None:
    bundle = listener.get(bundle_path(STATION))
    for path in (published.repository.folder / "metadata").glob("*.rundowns-*.json"):
        path.write_bytes(path.read_bytes().replace(b'"version": 1', b'"version": 9'))
    thief = Publisher(published.repository, [Ed25519PrivateKey.generate()], published.root)
    with pytest.raises(RepositoryError, match="another online key"):
        thief.publish(thief.lay_down({STATION: b"{}"}), now=NOW)
    published.signer().submit({}, now=NOW + 2 * A_DAY)
    assert listener.get(bundle_path(STATION), now=NOW + 2 * A_DAY) == bundle


def test_withholding_is_seen_by_the_player_within_the_timestamps_week(
    published: Province, listener: Client
) -> None:
    assert listener.get(bundle_path(STATION), now=NOW + 6 * A_DAY) is not None
    with pytest.raises(TufError, match="expired"):
        listener.get(bundle_path(STATION), now=NOW + 8 * A_DAY)


@pytest.mark.parametrize("part", ["metadata", "targets", "targets/station", "targets/policy"])
def test_a_folder_turned_into_a_link_never_leads_the_signer_into_its_own(
    published: Province, part: str
) -> None:
    own = published.folder / "signer"
    (own / "memory").mkdir(parents=True, exist_ok=True)
    before = {path: path.read_bytes() for path in own.rglob("*.json")}
    path = published.repository.folder / part
    shutil.move(path, path.with_name(path.name + "-moved"))
    path.symlink_to(own / "memory" if part != "targets" else own)
    signer = published.signer()
    with pytest.raises(RepositoryError, match=r"is a link|cannot be read"):
        signer.submit({STATION: published.one_item(STATION)}, now=NOW + 3 * A_DAY)
    assert {p: p.read_bytes() for p in before} == before


def test_what_the_account_leaves_among_the_targets_stops_no_publication(
    published: Province, listener: Client
) -> None:
    folder = published.repository.folder / "targets" / "station"
    (folder / "a folder").mkdir()
    (folder / "to nowhere").symlink_to("/nonexistent")
    bundle = published.one_item(STATION)
    later = NOW + 3 * A_DAY
    assert published.signer().publish({STATION: bundle}, now=later) == {}
    assert listener.get(bundle_path(STATION), now=later) == bundle


# ---- at the office: the repository comes back on a stick that the server filled


@pytest.fixture
def office(tmp_path: Path) -> tuple[Office, Repository]:
    office, repository = Office(tmp_path / "office"), Repository(tmp_path / "stick", HastyDisk())
    online = public_hex(make_key(tmp_path / "online.pem"))
    init(office, repository, online_public=online, now=NOW, bits=2, disk=HastyDisk())
    return office, repository


def test_the_office_signs_on_no_older_release_than_its_last(
    office: tuple[Office, Repository], tmp_path: Path
) -> None:
    bureau, repository = office
    leaders = Province(tmp_path / "elsewhere")
    ring = leaders.ring()
    sign(bureau, repository, [ring], now=NOW)
    shutil.copytree(repository.folder, tmp_path / "before")
    revoked = replace(ring, serial=ring.serial + 1, keys=(replace(ring.keys[0], revoked=True),))
    sign(bureau, repository, [revoked], now=NOW)
    older = Repository(tmp_path / "before", HastyDisk())
    with pytest.raises(RepositoryError, match="older than what this office signed last"):
        sign(bureau, older, [leaders.policy(STATION)], now=NOW)
    assert sign(bureau, repository, [leaders.policy(STATION)], now=NOW) is not None
    (bureau.folder / LAST_FILE).unlink()  # what the sentence tells to do
    assert sign(bureau, older, [leaders.policy(STATION)], now=NOW) is not None


# ---- the real program


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Village]:
    with village(tmp_path) as made:
        yield made


def test_the_program_plays_nothing_that_was_put_into_the_servers_folders(place: Village) -> None:
    """Every object is replaced by a thief's and every file of the repository may be changed."""
    forged = a_day()
    forged.messages = {
        address: seal(replace(sealed.message, headline="bịa đặt"), 7)
        for address, sealed in forged.messages.items()
    }
    for name in list(place.publisher.files):
        if name.startswith("objects/"):
            place.publisher.files[name] = tone(20_000, 9)
        elif name.startswith("targets/"):
            place.publisher.files[name] = place.publisher.files[name].replace(b"1", b"2")
    played = place.play()
    assert (played.heard, played.code) == ([], 0)


def test_the_program_says_that_it_is_served_nothing_new(place: Village) -> None:
    """A server that withholds for more than a week: the player plays on, and notes it."""
    place.play("--at", "2026-11-23T04:00:00+07:00", "--until", "2026-11-23T04:01:00+07:00")
    late = ("--at", "2026-12-02T04:00:00+07:00", "--until", "2026-12-02T04:01:00+07:00")
    assert place.play(*late).code == 0
    assert any("freeze" in note or "expired" in note for note in place.notes())
