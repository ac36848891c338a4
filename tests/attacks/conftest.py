"""A thief meets the same province that the devices' own tests know."""

from tests.devices.conftest import listener, province

__all__ = ["listener", "province"]
