"""Giving the demonstration's items their sounds, two at a time, each only once.

A sound is kept in the object store; beside it a small record says from which words and
voice it came, so that a rehearsal and the live installation share it.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path

from loa.audio import standin
from loa.audio.synthesis import EspeakVoice
from loa.core.canonical import canonical, digest
from loa.devices.objects import ObjectStore
from loa.newsroom.voicing import STAND_IN, Spoken, synthesise, voice_sound

WORKERS = 2
WORDS_A_SECOND = 2.4
RECIPE = 1  # raised when the same words would sound otherwise

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be heard: words, a stand-in for a recording, or the signature sound."""

    kind: str  # "words", "stand-in" or "ident"
    language: str
    text: str

    def name(self) -> str:
        """Return the name of the record of this sound."""
        return digest(
            canonical({"recipe": RECIPE, "kind": self.kind, "lang": self.language, "t": self.text})
        )


def give_voices(
    jobs: Sequence[Job], *, store: Path, records: Path, progress: Progress
) -> list[Spoken]:
    """Return the sounds of the jobs in their order; those known already are not made again."""
    records.mkdir(parents=True, exist_ok=True)
    known = {job: spoken for job in set(jobs) if (spoken := _known(job, store, records))}
    missing = [job for job in dict.fromkeys(jobs) if job not in known]
    done, of = len(known), len(known) + len(missing)
    progress(done, of)
    if missing:
        # Spawned, not forked: this process may hold a database connection and threads.
        with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
            made = pool.map(_make, missing, [store] * len(missing))
            try:
                for job, spoken in zip(missing, made, strict=True):
                    known[job] = spoken
                    _record(job, spoken, records)
                    done += 1
                    progress(done, of)
            except BaseException:  # who stops this need not wait for the rest
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    return [known[job] for job in jobs]


@contextmanager
def voices_ahead(
    jobs: Sequence[Job], *, store: Path, records: Path, progress: Progress
) -> Iterator[Callable[[], list[Spoken]]]:
    """Begin to give voices beside what else is done; yield how to wait for them.

    The sounds are found by `give_voices` afterwards: making them takes most of the time
    that a demonstration needs, and asks nothing of the database.
    """
    with ThreadPoolExecutor(1) as beside:
        making = beside.submit(give_voices, jobs, store=store, records=records, progress=progress)
        yield making.result


def _make(job: Job, store: Path) -> Spoken:
    objects = ObjectStore(store)
    if job.kind == "words":
        return synthesise(job.text, job.language, EspeakVoice(), objects=objects)
    if job.kind == "ident":
        return voice_sound(standin.ident(), voice=STAND_IN, objects=objects)
    seconds = max(8.0, len(job.text.split()) / WORDS_A_SECOND)
    wave = standin.stand_in(job.language, seconds, digest(job.text.encode()))
    return voice_sound(wave, voice=STAND_IN, objects=objects)


def _known(job: Job, store: Path, records: Path) -> Spoken | None:
    path = records / f"{job.name()}.json"
    if not path.exists():
        return None
    spoken = Spoken(**json.loads(path.read_text(encoding="utf-8")))
    return spoken if ObjectStore(store).has(spoken.address) else None


def _record(job: Job, spoken: Spoken, records: Path) -> None:
    path = records / f"{job.name()}.json"
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(asdict(spoken)), encoding="utf-8")
    draft.replace(path)
