import pytest

from loa.places.rules import Register
from loa.plans.register import shipped_register


@pytest.fixture(scope="session")
def register() -> Register:
    return shipped_register()
