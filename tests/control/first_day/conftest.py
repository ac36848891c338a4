"""An installation in which nothing has been entered but its first administrator."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from pytest_django import Settings

if TYPE_CHECKING:
    from loa.people.models import User

MakeUser = Callable[..., "User"]


@pytest.fixture(autouse=True)
def drops(settings: Settings, tmp_path: Path) -> Path:
    """Give each test a data folder of its own; return where drops lie in it."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "first-day"


@pytest.fixture
def make_user(db: None) -> MakeUser:
    """Make a person with a role in the office of a unit: `make_user("quan-tri", "19")`."""
    from datetime import date  # noqa: PLC0415 - with what needs Django

    from loa.people.actions import create_user, ensure_organisation, grant  # noqa: PLC0415
    from loa.people.models import Organisation  # noqa: PLC0415 - as above
    from loa.people.rules import Role  # noqa: PLC0415 - as above

    def make(name: str, unit: str, *roles: str, records: bool = False) -> "User":
        office = ensure_organisation(
            key=f"van-phong-{unit}",
            name=f"Văn phòng {unit}",
            kind=Organisation.Kind.CENTRE,
            unit_code=unit,
        )
        user = create_user(
            username=name,
            password="mot-mat-khau-dai",
            display_name=name,
            administers_records=records,
        )
        for role in roles or ("administrator",):
            grant(user=user, organisation=office, role=Role(role), since=date(2026, 1, 1))
        return user

    return make


@pytest.fixture
def administrator(make_user: MakeUser, client: Client) -> Client:
    """Sign in the first administrator of a province."""
    from loa.places.actions import load_units  # noqa: PLC0415 - needs Django

    load_units()
    client.force_login(make_user("quan-tri", "19", records=True))
    return client
