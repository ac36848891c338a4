from pathlib import Path
from typing import Any

import django
import pytest

django.setup()  # this file is read before pytest-django does it, where its folder is named alone

from django.test import Client  # noqa: E402 after the set-up
from tests.newsroom.desk import Desk, opened  # noqa: E402 after the set-up

from loa.devices.objects import ObjectStore  # noqa: E402 after the set-up


@pytest.fixture
def objects(settings: Any, tmp_path: Path) -> ObjectStore:
    """Keep sounds where the views of this test look for them."""
    settings.DATA_DIR = tmp_path
    return ObjectStore(tmp_path / "objects")


@pytest.fixture
def desk(db: None, objects: ObjectStore, tmp_path: Path) -> Desk:
    return opened(tmp_path / "keys")


@pytest.fixture
def editor(client: Client, desk: Desk) -> Client:
    client.force_login(desk.editor)
    return client


@pytest.fixture
def approver(desk: Desk) -> Client:
    client = Client()
    client.force_login(desk.approver)
    return client
