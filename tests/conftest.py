"""What every test stands on: a data folder of its own, and a browser where one is asked for."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
from django.db import DEFAULT_DB_ALIAS  # noqa: E402
from django.db.models.signals import post_migrate  # noqa: E402

django.setup()  # test modules import models as they are collected
if settings.DATA_DIR != DATA_DIR:  # read earlier, by pytest-django, from pyproject.toml
    settings.DATA_DIR = DATA_DIR
    settings.MEDIA_ROOT = DATA_DIR / "media"
    settings.STATIC_ROOT = DATA_DIR / "static"

# A password's hash is slow on purpose; here nobody guesses.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

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


def _as_wagtail_begins(sender: Any, using: str, **_: object) -> None:
    """Give again what Wagtail's migrations leave, after a test that commits was flushed.

    The next file on the same worker counts on it.
    """
    if sender.label != "wagtailcore" or using != DEFAULT_DB_ALIAS:
        return
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 - models are ready by now
    from wagtail.models import Collection, Locale, Page, Site  # noqa: PLC0415 - as above

    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    if not Page.objects.filter(depth=2).exists():
        greeting = Page(title="Welcome to your new Wagtail site!", slug="home")
        root.add_child(instance=greeting)
        Site.objects.create(hostname="localhost", root_page=greeting, is_default_site=True)
    DBTaskResult.objects.all().delete()  # saved pages ask to be indexed; a migration's do not


post_migrate.connect(_as_wagtail_begins, dispatch_uid="as-wagtail-begins")
