"""People who draw a survey, approve it and ask."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from loa.people.models import User


@pytest.fixture
def planner(village: None) -> "User":
    from tests.feedback.village import person  # noqa: PLC0415 - read before Django is ready

    from loa.people.rules import Role  # noqa: PLC0415

    return person("ke-hoach", Role.PLANNER)


@pytest.fixture
def leader(village: None) -> "User":
    from tests.feedback.village import person  # noqa: PLC0415 - read before Django is ready

    from loa.people import totp  # noqa: PLC0415
    from loa.people.actions import enrol_totp  # noqa: PLC0415
    from loa.people.rules import Role  # noqa: PLC0415

    user = person("lanh-dao", Role.APPROVER)
    enrol_totp(user=user, secret=totp.new_secret())
    return user
