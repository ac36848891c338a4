"""An installation whose items were voiced once already, so that loading is quick."""

import json
from dataclasses import asdict
from functools import cache

from loa.audio.render import render
from loa.audio.standin import stand_in
from loa.demonstration import content, programme
from loa.demonstration.load import Folders
from loa.devices.objects import ObjectStore
from loa.newsroom.voicing import STAND_IN, Spoken

PLANS = ("cho-don-2020", "cho-moi-2020", "thuong-xuyen", "phong-dich-2026")


@cache
def sound() -> tuple[bytes, Spoken]:
    """Render one short sound, which stands for all of them here."""
    import tempfile  # noqa: PLC0415 - beside its only use
    from pathlib import Path  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory() as folder:
        made = render(stand_in("vi", 40, "stage"), Path(folder) / "sound.opus")
        data = made.path.read_bytes()
        ms = round(made.seconds * 1000)
        return data, Spoken(made.sha256, len(data), ms, made.lufs, STAND_IN)


def already_voiced(folders: Folders) -> None:
    """Put a sound and a record for every item into an installation's folders."""
    data, spoken = sound()
    ObjectStore(folders.objects).put(data)
    folders.voices.mkdir(parents=True)
    jobs = [job for plan in PLANS for item in content.read(plan) for job in programme._jobs(item)]
    for job in {*jobs, *programme.sounds_of("phong-dich-2026")}:
        path = folders.voices / f"{job.name()}.json"
        path.write_text(json.dumps(asdict(spoken)), encoding="utf-8")
