"""Publication as an independent TUF listener sees it."""

import itertools
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.devices.authority import NOW, Client, FailingDisk, PowerCutError, Province
from tuf.api.exceptions import RepositoryError as TufError

from loa.core.bundle import bundle_path, policy_path
from loa.core.canonical import canonical
from loa.devices.keys import public_hex
from loa.devices.repository import leaders
from loa.devices.repository.layout import RepositoryError
from loa.devices.repository.online import Publisher


def test_a_player_finds_its_bundle_and_its_policy(province: Province, listener: Client) -> None:
    bundle = province.one_item("nghia-ta")
    assert province.signer().publish({"nghia-ta": bundle}, now=NOW) == {}
    assert listener.get(bundle_path("nghia-ta")) == bundle
    policy = listener.get(policy_path("nghia-ta"))
    assert policy is not None
    assert b'"station":"nghia-ta"' in policy
    assert listener.get(bundle_path("bang-lung")) is None


def test_only_the_bin_of_a_changed_station_is_written(tmp_path: Path) -> None:
    province = Province(tmp_path, bits=4)
    stations = [f"tram-{n}" for n in range(12)]
    province.sign(*(province.policy(s) for s in stations), province.ring())
    signer = province.signer()
    signer.publish({s: province.one_item(s) for s in stations}, now=NOW)
    before = set((province.repository.folder / "metadata").iterdir())
    answer = signer.submit({"tram-3": province.one_item("tram-3")}, now=NOW)
    assert answer.publication is not None
    assert answer.publication.bins_written == 1
    new = {p.name for p in (province.repository.folder / "metadata").iterdir() if p not in before}
    assert len(new) == 2  # its bin and the snapshot; the timestamp is replaced
    assert "2.snapshot.json" in new


def test_nothing_is_signed_when_nothing_changed_until_the_timestamp_is_a_day_old(
    province: Province,
) -> None:
    signer = province.signer()
    bundle = {"nghia-ta": province.one_item("nghia-ta")}
    assert signer.submit(bundle, now=NOW).publication is not None
    assert signer.submit(bundle, now=NOW + timedelta(hours=23)).publication is None
    renewed = signer.submit({}, now=NOW + timedelta(hours=25)).publication
    assert renewed is not None
    assert (renewed.versions["timestamp"], renewed.versions["snapshot"]) == (2, 1)


def test_bins_and_snapshot_never_run_out_while_the_signer_works(
    province: Province, listener: Client
) -> None:
    signer = province.signer()
    bundle = province.one_item("nghia-ta")
    signer.publish({"nghia-ta": bundle}, now=NOW)
    for days in range(1, 200, 3):
        now = NOW + timedelta(days=days)
        signer.submit({}, now=now)
        assert listener.get(bundle_path("nghia-ta"), now=now) == bundle


def test_a_player_refuses_a_publication_that_was_frozen(
    province: Province, listener: Client
) -> None:
    province.signer().publish({"nghia-ta": province.one_item("nghia-ta")}, now=NOW)
    with pytest.raises(TufError, match="expired"):
        listener.get(bundle_path("nghia-ta"), now=NOW + timedelta(days=8))


def test_power_cut_at_every_write_leaves_the_old_publication_or_the_new(
    province: Province, tmp_path: Path
) -> None:
    old = province.one_item("nghia-ta")
    province.signer().publish({"nghia-ta": old}, now=NOW)
    province.sign(province.policy("nghia-ta", session_s=600))
    new = province.one_item("nghia-ta")
    saved = tmp_path / "saved"
    seen = []
    for cut in itertools.count():
        for part in ("repo", "signer"):
            shutil.rmtree(saved / part, ignore_errors=True)
            shutil.copytree(tmp_path / part, saved / part)
        try:
            province.signer(disk=FailingDisk(cut)).publish({"nghia-ta": new}, now=NOW)
        except PowerCutError:
            finished = False
        else:
            finished = True
        seen.append(Client(province, tmp_path / f"during-{cut}").get(bundle_path("nghia-ta")))
        assert province.signer().publish({"nghia-ta": new}, now=NOW) == {}  # started again
        assert Client(province, tmp_path / f"after-{cut}").get(bundle_path("nghia-ta")) == new
        for part in ("repo", "signer"):
            shutil.rmtree(tmp_path / part)
            shutil.copytree(saved / part, tmp_path / part)
        if finished:
            break
    assert len(seen) > 5
    assert set(seen) == {old, new}
    assert seen == sorted(seen, key=[old, new].index)


@pytest.mark.parametrize("old_key_is_held", [True, False], ids=["planned", "stolen"])
def test_power_cut_at_every_write_of_a_rotation(
    province: Province, tmp_path: Path, old_key_is_held: bool
) -> None:
    bundle = province.one_item("nghia-ta")
    province.signer().publish({"nghia-ta": bundle}, now=NOW)
    fresh = Ed25519PrivateKey.generate()
    leaders.rotate_online(
        province.repository,
        root_key=province.root_key,
        leaders_key=province.leaders_key,
        online_public=public_hex(fresh),
        pinned=province.root,
        now=NOW,
    )
    keys = [fresh, province.online_key] if old_key_is_held else [fresh]
    saved, refused = tmp_path / "saved", 0
    for cut in itertools.count():
        shutil.rmtree(saved, ignore_errors=True)
        shutil.copytree(tmp_path / "repo", saved)
        try:
            province.signer(*keys, disk=FailingDisk(cut)).submit({}, now=NOW)
        except PowerCutError:
            finished = False
        else:
            finished = True
        try:
            assert Client(province, tmp_path / f"d{cut}").get(bundle_path("nghia-ta")) == bundle
        except TufError:
            refused += 1
        province.signer(*keys).submit({}, now=NOW)
        assert Client(province, tmp_path / f"a{cut}").get(bundle_path("nghia-ta")) == bundle
        if finished:
            break
        shutil.rmtree(tmp_path / "repo")
        shutil.copytree(saved, tmp_path / "repo")
    assert cut > 5
    # Without the old key there is one instant, between timestamp and root, that players retry.
    assert refused == (0 if old_key_is_held else 1)


def test_after_a_rotation_the_old_key_is_worth_nothing(
    province: Province, listener: Client
) -> None:
    province.signer().publish({"nghia-ta": province.one_item("nghia-ta")}, now=NOW)
    fresh = Ed25519PrivateKey.generate()
    leaders.rotate_online(
        province.repository,
        root_key=province.root_key,
        leaders_key=province.leaders_key,
        online_public=public_hex(fresh),
        pinned=province.root,
        now=NOW,
    )
    with pytest.raises(RepositoryError, match="rotate-online-key"):
        province.signer().submit({}, now=NOW)
    province.signer(fresh).submit({}, now=NOW)
    after = province.one_item("nghia-ta")
    assert province.signer(fresh).publish({"nghia-ta": after}, now=NOW) == {}
    assert listener.get(bundle_path("nghia-ta")) == after


def test_leaders_and_root_change_hands_without_a_break(
    province: Province, listener: Client
) -> None:
    bundle = province.one_item("nghia-ta")
    province.signer().publish({"nghia-ta": bundle}, now=NOW)
    assert listener.get(bundle_path("nghia-ta")) == bundle
    new_leaders, new_root = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    leaders.rotate_leaders(
        province.repository,
        root_key=province.root_key,
        old=province.leaders_key,
        new=new_leaders,
        pinned=province.root,
        now=NOW,
    )
    leaders.rotate_root(
        province.repository, old=province.root_key, new=new_root, pinned=province.root, now=NOW
    )
    province.signer().submit({}, now=NOW)
    assert listener.get(bundle_path("nghia-ta")) == bundle
    province.leaders_key = new_leaders
    policy = province.policy("nghia-ta")
    province.sign(policy)
    province.signer().submit({}, now=NOW)
    assert listener.get(policy_path("nghia-ta")) == canonical(policy.document())
    assert Client(province, listener.home / "new").get(bundle_path("nghia-ta")) == bundle


def test_an_older_repository_put_back_is_published_above_never_below(
    province: Province, listener: Client, tmp_path: Path
) -> None:
    first, second = province.one_item("nghia-ta"), province.one_item("nghia-ta")
    province.signer().publish({"nghia-ta": first}, now=NOW)
    shutil.copytree(tmp_path / "repo", tmp_path / "old")
    province.signer().publish({"nghia-ta": second}, now=NOW)
    assert listener.get(bundle_path("nghia-ta")) == second
    for part in ("metadata", "staged"):
        shutil.rmtree(tmp_path / "repo" / part)
        shutil.copytree(tmp_path / "old" / part, tmp_path / "repo" / part)
    province.signer().submit({}, now=NOW)
    assert listener.get(bundle_path("nghia-ta")) == second


def test_an_older_release_of_the_leaders_is_refused(province: Province, tmp_path: Path) -> None:
    release = province.repository.release.read_bytes()
    province.sign(province.policy("nghia-ta", session_s=60))
    province.signer().submit({}, now=NOW)
    province.repository.release.write_bytes(release)
    with pytest.raises(RepositoryError, match="older"):
        province.signer().submit({}, now=NOW)


def test_a_bin_that_somebody_else_wrote_is_not_signed_on_top_of(
    province: Province, listener: Client
) -> None:
    signer = province.signer()
    bundle = province.one_item("nghia-ta")
    signer.publish({"nghia-ta": bundle}, now=NOW)
    forged = b'{"format":"loa.bundle"}'
    thief = Publisher(province.repository, [Ed25519PrivateKey.generate()], province.root)
    thief.lay_down({"nghia-ta": forged})
    for path in (province.repository.folder / "metadata").glob("*.rundowns-*.json"):
        path.write_bytes(path.read_bytes().replace(b'"targets":{}', b'"targets":{"x":{}}'))
    province.signer().submit({}, now=NOW)
    assert listener.get(bundle_path("nghia-ta")) == bundle


def test_a_refresh_stays_below_forty_kilobytes_also_after_a_rotation(tmp_path: Path) -> None:
    province = Province(tmp_path, bits=6)
    stations = [f"tram-{n:03}" for n in range(500)]
    province.sign(*(province.policy(s) for s in stations), province.ring())
    publisher = Publisher(province.repository, [province.online_key], province.root)
    standing = publisher.lay_down(dict.fromkeys(stations, b"x" * 6000))
    publisher.publish(standing, now=NOW)
    listener = Client(province, tmp_path / "player")
    listener.get(bundle_path("tram-007"))
    assert listener.fetcher.fetched < 40_000  # from nothing, with the bundle
    fresh = Ed25519PrivateKey.generate()
    leaders.rotate_online(
        province.repository,
        root_key=province.root_key,
        leaders_key=province.leaders_key,
        online_public=public_hex(fresh),
        pinned=province.root,
        now=NOW,
    )
    Publisher(province.repository, [fresh], province.root).publish(standing, now=NOW)
    listener.get(bundle_path("tram-007"))
    assert listener.fetcher.fetched < 40_000
