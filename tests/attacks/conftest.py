from pathlib import Path

import pytest
from tests.devices.authority import Client, Province


@pytest.fixture
def province(tmp_path: Path) -> Province:
    """A province with one policy and one keyring signed, and nothing published."""
    made = Province(tmp_path)
    made.sign(made.policy("nghia-ta"), made.ring())
    return made


@pytest.fixture
def listener(province: Province, tmp_path: Path) -> Client:
    return Client(province, tmp_path / "player")
