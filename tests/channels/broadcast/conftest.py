from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone


@pytest.fixture
def as_role(client: Client) -> Callable[..., Client]:
    """Sign somebody in who holds a role in the office of a unit."""
    # This file is read before Django is ready.
    from tests.channels.broadcast.builders import UNIT  # noqa: PLC0415

    from loa.people.actions import create_user, ensure_organisation, grant  # noqa: PLC0415
    from loa.people.models import Organisation  # noqa: PLC0415
    from loa.people.rules import Role  # noqa: PLC0415

    def sign_in(role: Role, unit: str = UNIT) -> Client:
        office = ensure_organisation(
            key=f"xa-{unit}",
            name=f"UBND xã {unit}",
            kind=Organisation.Kind.COMMUNE_OFFICE,
            unit_code=unit,
        )
        person = create_user(username=f"{role}-{unit}", password="dung-cau-mat-khau")
        grant(user=person, organisation=office, role=role, since=timezone.localdate())
        client.force_login(person)
        return client

    return sign_in
