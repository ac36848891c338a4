"""The morning of `world`, at its hour."""

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

if TYPE_CHECKING:
    from tests.control.world import World


@pytest.fixture(autouse=True)
def _at_eight_fourteen(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.control import world  # noqa: PLC0415 - this file is read before Django is ready

    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """What displays share is kept by a pulse that two tests may have in common."""
    from loa.control.queries import pulse  # noqa: PLC0415 - the same
    from loa.control.views import today  # noqa: PLC0415 - the same

    pulse.forget()
    today.forget()


@pytest.fixture
def morning(db: None) -> "World":
    from tests.control import world  # noqa: PLC0415 - this file is read before Django is ready

    return world.build()


@pytest.fixture
def planner(morning: "World", client: Client) -> Client:
    client.force_login(morning.planner)
    return client
