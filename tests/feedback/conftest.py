"""A commune with one loudspeaker, and somebody in its office."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from loa.people.models import User


@pytest.fixture(autouse=True)
def _at_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.feedback.village import NOW  # noqa: PLC0415 - read before Django is ready

    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def village(db: None) -> None:
    """Nghĩa Tá with its office and its loudspeaker."""
    from tests.feedback.village import build  # noqa: PLC0415 - read before Django is ready

    build()


@pytest.fixture
def officer(village: None) -> "User":
    from tests.feedback.village import person  # noqa: PLC0415 - read before Django is ready

    from loa.people.rules import Role  # noqa: PLC0415

    return person("can-bo", Role.COMMUNE_OFFICER)


@pytest.fixture
def office(officer: "User", client: Client) -> Client:
    client.force_login(officer)
    return client


@pytest.fixture
def posted(client: Client) -> Callable[..., object]:
    """Send a resident's form as a browser does, some seconds after it was opened."""
    from tests.feedback.village import NOW  # noqa: PLC0415 - read before Django is ready

    from loa.feedback.door import seal_form  # noqa: PLC0415

    def send(address: str, *, after_s: float = 30, **fields: object) -> object:
        seal = fields.pop("seal", None) or seal_form(NOW - timedelta(seconds=after_s))
        return client.post(address, {"seal": seal, **fields})

    return send
