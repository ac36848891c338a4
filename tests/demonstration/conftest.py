from pathlib import Path

import django
import pytest

django.setup()  # this file is read before pytest-django does it, where its folder is named alone

from tests.demonstration.stage import already_voiced  # noqa: E402 after the set-up

from loa.demonstration.load import Folders  # noqa: E402 after the set-up


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Give an installation's folders, where every item has been voiced before."""
    made = Folders.below(tmp_path)
    already_voiced(made)
    return made
