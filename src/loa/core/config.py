"""One configuration: `loa.toml`, then the environment, which wins.

The file is looked for at `LOA_CONFIG`, else `loa.toml` in the data folder, else nowhere:
every setting has a default that works on one machine. A name in the file is the
environment's name without `LOA_`, in lower case: `LOA_DATABASE_URL` is `database_url`.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

SECTIONS = "loa.toml has no sections; every setting stands on a line of its own"


class ConfigError(Exception):
    """A setting that cannot be used; the sentence names the file, the setting and the mend."""


@dataclass(frozen=True, slots=True)
class Config:
    """What an installation may set; `docs/operate/settings.md` explains each."""

    data_dir: Path
    database_url: str = ""  # empty: SQLite in the data folder
    site_url: str = "http://127.0.0.1:8000"
    hosts: str = "127.0.0.1,localhost,[::1]"  # comma-separated
    debug: bool = False
    time_zone: str = "Asia/Ho_Chi_Minh"
    horizon_days: int = 28  # how far ahead rundowns are signed
    answer_days: int = 10  # within which a resident's question or complaint is answered
    contact_days: int = 30  # after an answer, until a resident's name and number are deleted
    signer_socket: str = ""  # empty: signer.sock in the data folder
    log_format: str = "json"  # json or text
    demo: bool = False

    @property
    def signer_address(self) -> Path:
        return Path(self.signer_socket) if self.signer_socket else self.data_dir / "signer.sock"


def load(environ: Mapping[str, str] = os.environ) -> Config:
    """Read the configuration.

    Raises ConfigError for a file that cannot be read, an unknown name or a value of
    the wrong kind.
    """
    data_dir = Path(environ.get("LOA_DATA_DIR") or "data").absolute()
    path = Path(environ.get("LOA_CONFIG") or data_dir / "loa.toml")
    values = _read(path) if path.exists() else {}
    kinds = {f.name: f.type for f in fields(Config)}
    for name, value in values.items():
        if isinstance(value, dict):
            raise ConfigError(f"{path}: [{name}]: {SECTIONS}")
        if name not in kinds:
            raise ConfigError(f"{path}: {name}: no such setting; known: {', '.join(kinds)}")
    for name in kinds:
        if name != "data_dir" and (given := environ.get(f"LOA_{name.upper()}")) is not None:
            values[name] = given
    if environ.get("LOA_DATA_DIR"):
        values.pop("data_dir", None)
    typed: dict[str, Any] = {
        name: _typed(path, name, kinds[name], value) for name, value in values.items()
    }
    return Config(**{"data_dir": data_dir} | typed)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error


def _typed(path: Path, name: str, kind: object, value: object) -> object:
    if kind is bool:
        words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
        if (known := words.get(str(value).lower())) is None:
            raise ConfigError(f"{path}: {name}: {value!r} is neither true nor false")
        return known
    if kind is int:
        try:
            return int(str(value))
        except ValueError:
            raise ConfigError(f"{path}: {name}: {value!r} is not a whole number") from None
    if not isinstance(value, str):
        raise ConfigError(f"{path}: {name}: {value!r} is not text in quotation marks")
    return Path(value).absolute() if kind is Path else value
