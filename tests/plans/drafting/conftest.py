from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from pytest_django import Settings

if TYPE_CHECKING:
    from tests.plans.drafting.world import World


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.plans.drafting import world  # noqa: PLC0415 - read before Django is ready

    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture(autouse=True)
def _quick_hashes(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def district(db: None) -> "World":
    from tests.plans.drafting import world  # noqa: PLC0415 - read before Django is ready

    return world.build()
