from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

if TYPE_CHECKING:
    from tests.plans.drafting.world import World


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.plans.drafting import world  # noqa: PLC0415 - read before Django is ready

    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture
def district(db: None) -> "World":
    from tests.plans.drafting import world  # noqa: PLC0415 - read before Django is ready

    return world.build()
