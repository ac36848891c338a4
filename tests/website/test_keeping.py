"""Pages of answers and of loudspeakers may be kept for all; a change makes them void."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import resolve
from tests.channels.broadcast.builders import station
from tests.feedback.surveys import asked
from tests.feedback.village import NOW, UNIT, build, person, question

from loa.channels.broadcast.models import StationUnit
from loa.channels.portal import caching
from loa.feedback import actions
from loa.feedback.models import Answer
from loa.feedback.surveys.actions import withdraw
from loa.people.models import User
from loa.people.rules import Role
from loa.places.models import AdminUnit
from loa.theme.keeping import MAY_BE_KEPT

pytestmark = pytest.mark.django_db
DESK, ONE = "/hoi-dap/", "/cau-hoi/{}/"
CHOICES = ("/tren-loa/", "/minh-bach/")


@pytest.fixture(autouse=True)
def _village(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    build()


def answered() -> Answer:
    by = person("can-bo", Role.COMMUNE_OFFICER)
    matter = question()
    actions.answer(
        matter, text="Sáng thứ Bảy.", public=True, question="Bao giờ phun?", by=by, now=NOW
    )
    return Answer.objects.get()


def may_be_kept(address: str) -> bool:
    request = RequestFactory().get(address)
    request.user = AnonymousUser()
    request.scope = {}  # type: ignore[attr-defined]  # as an ASGI server's request has it
    view = resolve(request.path)
    assert view.func(request, *view.args, **view.kwargs).status_code == 200
    return bool(request.scope.get(MAY_BE_KEPT))  # type: ignore[attr-defined]


@pytest.mark.parametrize("address", [DESK, f"{DESK}?commune={UNIT}", ONE, *CHOICES])
def test_what_is_the_same_for_everybody_may_be_kept(address: str) -> None:
    assert may_be_kept(address.format(answered().pk))


@pytest.mark.parametrize(
    "address", [f"/tren-loa/{UNIT}/", f"/minh-bach/{UNIT}/", "/hoi-dap/gui/", "/hoi-dap/giam-loa/"]
)
def test_what_is_on_air_now_and_a_form_of_ones_own_are_never_kept(address: str) -> None:
    assert not may_be_kept(address)


def rewrite() -> None:
    answer = Answer.objects.get()
    answer.text = "Chiều Chủ nhật."
    answer.save(update_fields=["text"])


def take_back() -> None:
    Answer.objects.get().matter.delete()


def no_longer_stand_there() -> None:
    StationUnit.objects.all().delete()


def another_station() -> None:
    station("tram-khac")


def out_of_service() -> None:
    here = StationUnit.objects.first()
    assert here is not None
    here.station.until = NOW.date()
    here.station.save()


def renamed() -> None:
    unit = AdminUnit.objects.filter(code=UNIT).first()
    assert unit is not None
    unit.name = "Tên khác"
    unit.save()


def withdrawn() -> None:
    survey = asked.survey(User.objects.get(username="can-bo"))
    withdraw(survey, reason="Sai ngày.", by=User.objects.get(username="can-bo"), now=NOW)


@pytest.mark.parametrize(
    "change",
    [
        withdrawn,
        rewrite,
        take_back,
        no_longer_stand_there,
        another_station,
        out_of_service,
        renamed,
    ],
)
def test_whatever_changes_a_page_makes_kept_ones_void(change: Callable[[], None]) -> None:
    answered()
    before = caching.number()
    change()
    assert caching.number() != before


def test_a_new_answer_makes_kept_pages_void_and_a_new_question_does_not() -> None:
    before = caching.number()
    question("Bao giờ có điện?")
    assert caching.number() == before
    answered()
    assert caching.number() != before
