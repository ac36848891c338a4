"""Old publications go, but never under a player that is still fetching."""

import re
from datetime import timedelta
from pathlib import Path

from tests.devices.authority import NOW, Client, Province

from loa.core.bundle import bundle_path, policy_path
from loa.devices.repository.layout import SLOW_PLAYER
from loa.devices.repository.prune import prune
from loa.devices.repository.reading import load


def names(province: Province) -> set[str]:
    folder = province.repository.folder
    return {p.name for part in ("metadata", "targets") for p in (folder / part).rglob("*.json")}


def test_what_was_superseded_lately_stays_whole_and_what_is_older_goes(
    province: Province, listener: Client
) -> None:
    signer = province.signer()
    signer.publish({"nghia-ta": province.one_item("nghia-ta")}, now=NOW)
    first = names(province)
    second_at = NOW + timedelta(hours=1)
    bundle = province.one_item("nghia-ta")
    signer.publish({"nghia-ta": bundle}, now=second_at)
    assert prune(province.repository, {}, second_at + SLOW_PLAYER - timedelta(minutes=1)) == 0
    assert first - {"timestamp.json"} <= names(province)
    assert prune(province.repository, {}, second_at + SLOW_PLAYER + timedelta(minutes=1)) == 3
    gone = first - names(province)
    assert {re.sub(r"^[0-9a-f]{64}|-\d", "", name) for name in gone} == {
        "1.snapshot.json",
        "1.rundowns.json",
        ".nghia-ta.json",
    }
    assert listener.get(bundle_path("nghia-ta")) == bundle


def test_roots_and_what_the_office_has_signed_for_the_next_publication_stay(
    province: Province, listener: Client
) -> None:
    signer = province.signer()
    signer.submit({}, now=NOW)
    province.sign(province.policy("la"))
    before = names(province)
    assert prune(province.repository, {}, NOW + 2 * SLOW_PLAYER) == 0
    assert names(province) == before
    signer.submit({}, now=NOW)
    assert listener.get(policy_path("la")) is not None
    assert load(Path(listener.home / "root.json").read_bytes(), "root").signed.version == 1


def test_years_of_publishing_do_not_fill_the_disk(province: Province) -> None:
    signer, counts = province.signer(), []
    for day in range(0, 240, 4):
        now = NOW + timedelta(days=day)
        signer.submit({"nghia-ta": province.bundle("nghia-ta", {})}, now=now)
        counts.append(len(names(province)))
    assert max(counts[10:]) <= counts[9] + 10
