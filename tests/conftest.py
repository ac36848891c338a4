"""What every test stands on: a data folder of its own, and a browser where one is asked for."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before Django reads its settings: a test must never touch an installation's data.
DATA_DIR = Path(tempfile.mkdtemp(prefix="loa-tests-"))
(DATA_DIR / "static").mkdir()  # whitenoise warns of a folder that is missing
os.environ["LOA_DATA_DIR"] = str(DATA_DIR)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loa.settings")
# Playwright's synchronous interface runs an event loop in the thread that also asks the ORM.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

import django  # noqa: E402 after the environment is set
from django.conf import settings  # noqa: E402

django.setup()  # test modules import models as they are collected
if settings.DATA_DIR != DATA_DIR:  # read earlier, by pytest-django, from pyproject.toml
    settings.DATA_DIR = DATA_DIR
    settings.MEDIA_ROOT = DATA_DIR / "media"
    settings.STATIC_ROOT = DATA_DIR / "static"

from tests.prepared import use_prepared  # noqa: E402 - needs Django set up

use_prepared()
pytest_plugins = ["tests.browser"]


@pytest.fixture(scope="session", autouse=True)
def _leave_no_data() -> Iterator[None]:
    yield
    shutil.rmtree(DATA_DIR, ignore_errors=True)


@pytest.fixture
def data_dir() -> Path:
    """Give the folder in which this test run keeps its data."""
    return DATA_DIR
