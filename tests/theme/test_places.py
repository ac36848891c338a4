from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from loa.theme import places
from loa.theme.places import NavEntry, Place

TODAY = NavEntry("today", "Hôm nay", "theme:gallery", "today")
SETUP = NavEntry("setup", "Thiết lập", "theme:gallery", "settings", permission="loa.never_given")
WORK = NavEntry("work", "Việc", "field:work", "work")  # a room whose addresses are not included


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(places, "_entries", {})
    return


@pytest.mark.django_db
def test_the_menu_holds_what_this_person_may_open() -> None:
    request = RequestFactory().get("/theme/")
    request.user = get_user_model().objects.create_user("lan")
    assert places.visible(request, "today", [SETUP, WORK, TODAY]) == [
        Place("Hôm nay", "/theme/", "today", current=True)
    ]


def test_nobody_signed_in_has_no_menu() -> None:
    request = RequestFactory().get("/theme/")
    request.user = AnonymousUser()
    assert places.visible(request, "today", [TODAY]) == []


def test_entries_stand_in_the_menus_order_however_rooms_start() -> None:
    places.register(SETUP)
    places.register(TODAY)
    places.register(TODAY)
    assert places.entries() == [TODAY, SETUP]


def test_a_place_is_had_once() -> None:
    places.register(TODAY)
    with pytest.raises(ValueError, match="today: taken by theme:gallery"):
        places.register(NavEntry("today", "Khác", "other:page", "today"))


def test_there_are_no_other_places() -> None:
    with pytest.raises(ValueError, match="extra: no such place"):
        places.register(NavEntry("extra", "Thêm", "other:page", "add"))
