"""Pruning: old publications go, but never one that a slow player may still be fetching."""

import contextlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from loa.devices.repository import layout
from loa.devices.repository.layout import SNAPSHOT, TIMESTAMP, Repository
from loa.devices.repository.online import Standing


def prune(repository: Repository, standing: Mapping[str, Standing], now: datetime) -> int:
    """Delete what no player can still be fetching and return how many files went.

    A publication superseded less than SLOW_PLAYER ago stays whole; roots stay for ever,
    because a player that was away follows them one by one.
    """
    with repository.lock():
        snapshots = _recent_snapshots(repository, now)
        if not snapshots:
            return 0
        release = repository.read_release()
        kept = {(name, version) for meta in snapshots.values() for name, version in meta.items()}
        kept |= {(SNAPSHOT, version) for version in snapshots} | set(release.roles.items())
        newest = snapshots[max(snapshots)] | {SNAPSHOT: max(snapshots)}
        doomed = [
            path
            for path, name, version in _versioned(repository)
            if name != layout.ROOT and (name, version) not in kept and version < newest.get(name, 0)
        ]
        targets = {
            f"{sha}.{path.rpartition('/')[2]}"
            for name, version in kept
            if name != SNAPSHOT
            for path, sha in _named_targets(repository, name, version)
        }
        targets |= {f"{s.digest}.{station}.json" for station, s in standing.items()}
        doomed += [
            file
            for folder in layout.TARGET_FOLDERS
            for file in (repository.folder / "targets" / folder).glob("*")
            if file.name not in targets and not file.name.startswith(".")
        ]
        for path in doomed:
            with contextlib.suppress(OSError):  # a folder, put there by somebody else
                path.unlink()
        return len(doomed)


def _recent_snapshots(repository: Repository, now: datetime) -> dict[int, dict[str, int]]:
    """Return what each snapshot names that was still the newest SLOW_PLAYER ago."""
    stamp = repository.metadata(TIMESTAMP)
    if not stamp.exists():
        return {}
    current = layout.timestamp_names(stamp.read_bytes())[1]
    recent: dict[int, dict[str, int]] = {}
    superseded = now
    for version in sorted((v for _, n, v in _versioned(repository) if n == SNAPSHOT), reverse=True):
        if version > current:
            continue
        if version != current and superseded < now - layout.SLOW_PLAYER:
            break
        signed = json.loads(repository.metadata(SNAPSHOT, version).read_bytes())["signed"]
        recent[version] = {
            name.removesuffix(".json"): entry["version"] for name, entry in signed["meta"].items()
        }
        superseded = datetime.fromisoformat(signed["expires"]) - layout.SNAPSHOT_LIFE
    return recent


def _versioned(repository: Repository) -> Iterator[tuple[Path, str, int]]:
    for path in repository.folder.glob("metadata/*.*.json"):
        version, _, name = path.name.removesuffix(".json").partition(".")
        if version.isdecimal():
            yield path, name, int(version)


def _named_targets(repository: Repository, name: str, version: int) -> Iterator[tuple[str, str]]:
    """Return a bin's targets with their digests; what cannot be read names nothing."""
    try:
        signed = json.loads(repository.metadata(name, version).read_bytes())["signed"]
        found = [(t, e["hashes"]["sha256"]) for t, e in signed.get("targets", {}).items()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return
    yield from found
