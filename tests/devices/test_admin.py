from typing import Any

import pytest
from django.contrib import admin
from django.test import RequestFactory

from loa.devices.models import Alarm, ClaimCode, Device, Segment


class Person:
    """Somebody with some of Django's permissions."""

    def __init__(self, *held: str) -> None:
        self.held = held

    def has_perm(self, name: str, _of: object = None) -> bool:
        return name in self.held


def request_of(person: Person) -> Any:
    request: Any = RequestFactory().get("/")
    request.user = person
    return request


@pytest.mark.parametrize("model", [Device, ClaimCode, Segment, Alarm])
def test_what_players_signed_is_never_edited(model: type[Any]) -> None:
    page = admin.site._registry[model]
    name = model.__name__.lower()
    request = request_of(Person(*(f"devices.{v}_{name}" for v in ("add", "change", "delete"))))
    assert not page.has_add_permission(request)
    assert not page.has_change_permission(request)
    assert not page.has_delete_permission(request)


@pytest.mark.parametrize(
    ("held", "actions"), [("devices.view_device", set()), ("devices.change_device", {"revoke"})]
)
def test_only_who_may_change_a_player_may_revoke_it(held: str, actions: set[str]) -> None:
    page = admin.site._registry[Device]
    assert set(page.get_actions(request_of(Person(held)))) == actions
