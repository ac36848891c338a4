"""The first of September 2025, and quick password hashes."""

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

if TYPE_CHECKING:
    from tests.reports.office import Office


@pytest.fixture(autouse=True)
def _in_september(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.reports import world  # noqa: PLC0415 - this file is read before Django is ready

    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture
def office(db: None) -> "Office":
    from tests.reports import office  # noqa: PLC0415 - this file is read before Django is ready

    return office.build()


@pytest.fixture
def planner(office: "Office", client: Client) -> Client:
    client.force_login(office.planner)
    return client
