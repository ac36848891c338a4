from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.newsroom.bulletins.making import station
from tests.newsroom.desk import Desk

from loa.delivery.contract import Session
from loa.newsroom.bulletins import actions, queries
from loa.newsroom.models import Bulletin


@pytest.fixture(autouse=True)
def _a_station(request: pytest.FixtureRequest) -> None:
    """The commune's loudspeakers, heard at five in the morning and at five in the evening."""
    if {"db", "transactional_db", "desk"} & set(request.fixturenames):
        request.getfixturevalue("desk")
        station("cho-don", "02020")


@pytest.fixture
def sessions(desk: Desk, _a_station: None) -> list[Session]:
    return queries.sessions_ahead(desk.office, timezone.now())


@pytest.fixture
def bulletin(desk: Desk, sessions: list[Session]) -> Bulletin:
    return actions.open_for(desk.office, sessions[0], by=desk.editor, now=timezone.now())


@pytest.fixture
def tomorrow() -> Any:
    return timezone.localdate() + timedelta(days=1)
