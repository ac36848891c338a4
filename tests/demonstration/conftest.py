from pathlib import Path
from typing import Any

import django
import pytest

django.setup()  # this file is read before pytest-django does it, where its folder is named alone

from tests.demonstration.stage import already_voiced  # noqa: E402 after the set-up

from loa.demonstration.load import Folders  # noqa: E402 after the set-up


@pytest.fixture(autouse=True)
def _quick_hashes(settings: Any) -> None:
    """A real password hash is slow on purpose; here nobody guesses."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Give an installation's folders, where every item has been voiced before."""
    made = Folders.below(tmp_path)
    already_voiced(made)
    return made
