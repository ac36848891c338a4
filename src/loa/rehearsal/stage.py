"""The stage: a data folder made ready once, and put back to that state for every seed."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils.module_loading import import_string

from loa.core.periods import Days
from loa.devices.disk import HastyDisk
from loa.devices.objects import ObjectStore
from loa.rehearsal.faults import Fault
from loa.rehearsal.server import database_file, put_database
from loa.rehearsal.simulate import Outcome, Scene, simulate

ASIDE = "as-prepared"
LIVED = ("office", "players", "ledgers", "backup", "repo", "signer")  # what a rehearsal writes
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Stage:
    """A prepared scene; `run` plays it with a list of faults, as often as one likes."""

    scene: Scene
    played: bool = False

    def run(
        self, seed: int, faults: tuple[Fault, ...], progress: Progress, *, processes: int = 1
    ) -> Outcome:
        """Rehearse once, from the prepared state."""
        if self.played:
            self._put_back()
        self.played = True
        return simulate(
            replace(self.scene, seed=seed, faults=faults), progress, processes=processes
        )

    def keep_prepared(self) -> None:
        """Keep the prepared state aside, so that there can be more than one run."""
        aside = self.scene.data / ASIDE
        aside.mkdir()
        shutil.copyfile(database_file(), aside / "database")
        for name in LIVED:
            if (self.scene.data / name).exists():
                shutil.copytree(self.scene.data / name, aside / name)

    def _put_back(self) -> None:
        aside = self.scene.data / ASIDE
        put_database(aside / "database")
        for name in LIVED:
            shutil.rmtree(self.scene.data / name, ignore_errors=True)
            if (aside / name).exists():
                shutil.copytree(aside / name, self.scene.data / name)


def prepare(plan: str, days: Days, *, home: Path, scratch: Path, progress: Progress) -> Stage:
    """Fill a rehearsal's data folder; sounds and keys come from the installation's."""
    call_command("migrate", interactive=False, verbosity=0)
    fill = import_string(settings.REHEARSAL_DATA)
    stations = fill(plan, data=scratch, shared=home, days=days, progress=progress)
    return Stage(
        Scene(
            plan_key=plan,
            days=days,
            seed=0,
            data=scratch,
            objects=ObjectStore(home / "objects", HastyDisk()),
            stations=stations,
            root=(scratch / "office" / "root.json").read_bytes(),
        )
    )
