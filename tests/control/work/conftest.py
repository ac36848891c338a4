"""A planner over two offices: one that is assigned a duty, and a stranger's."""

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from tests.control.world import TODAY

if TYPE_CHECKING:
    from tests.control.world import World


@pytest.fixture
def officer(morning: "World") -> Client:
    """Somebody of the office that the plan assigns its duty to."""
    from tests.control import world  # noqa: PLC0415 - this file is read before Django is ready

    from loa.people.rules import Role  # noqa: PLC0415 - the same

    client = Client()
    client.force_login(world.person("can-bo", Role.EDITOR))
    return client


@pytest.fixture
def stranger(morning: "World") -> Client:
    """Somebody of another office, who sees plans like everybody."""
    from loa.people.actions import create_user, ensure_organisation, grant  # noqa: PLC0415
    from loa.people.models import Organisation  # noqa: PLC0415 - the same
    from loa.people.rules import Role  # noqa: PLC0415 - the same

    office = ensure_organisation(
        key="noi-khac", name="Xã khác", kind=Organisation.Kind.COMMUNE_OFFICE, unit_code="02071"
    )
    user = create_user(username="nguoi-la", password="dung-cau-mat-khau")
    grant(user=user, organisation=office, role=Role.COMMUNE_OFFICER, since=TODAY)
    client = Client()
    client.force_login(user)
    return client
