"""An office, its station and its residents' site, as one installation has them together."""

from pathlib import Path
from typing import Any

import pytest
from tests.channels.broadcast.builders import station
from tests.channels.portal.builders import site
from tests.newsroom.desk import Desk, opened
from tests.simulators.programme import STATION

from loa.channels.broadcast.models import Station
from loa.devices.objects import ObjectStore
from loa.plans.models import Phase, Plan, Target, Topic
from loa.theme import shell

OFFICE = "02020"


@pytest.fixture(autouse=True)
def _own_pages_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """The band tells of a ticker that is not running here."""
    monkeypatch.setattr(shell, "_fillings", {slot: [] for slot in shell._fillings})


@pytest.fixture
def objects(settings: Any, tmp_path: Path) -> ObjectStore:
    """Keep sounds where every room of this installation looks for them."""
    settings.DATA_DIR = tmp_path
    return ObjectStore(tmp_path / "objects")


@pytest.fixture
def desk(transactional_db: None, objects: ObjectStore, tmp_path: Path) -> Desk:
    """The office, whose plan also promises articles, and its site for residents."""
    made = opened(tmp_path / "keys")
    site(hostname="localhost")
    plan = Plan.objects.get(key="mua-thu")
    Target.objects.create(
        plan=plan,
        topic=Topic.objects.get(plan=plan, key="1"),
        phase=Phase.objects.get(plan=plan),
        key="cong-1",
        position=2,
        channel="portal",
        unit="articles",
        name="Bài trên cổng",
        quantity=5,
    )
    return made


@pytest.fixture
def here(desk: Desk) -> Station:
    """The commune's station, whose player believes the office's approvers."""
    return station(STATION, unit=OFFICE, keyrings=(OFFICE,))
