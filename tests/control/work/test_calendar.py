"""A calendar that a telephone asks for by an address that nobody guesses and its owner can end."""

from datetime import date, timedelta

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from tests.control.world import NOW, TODAY, World

from loa.control.models import CalendarAddress
from loa.control.work import rules
from loa.control.work.actions import open_calendar
from loa.control.work.tasks import tidy_calendars
from loa.people.models import Membership, User
from loa.plans.models import Assignment

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(morning: World) -> str:
    return open_calendar(by=morning.planner, now=NOW)


def ask(code: str) -> tuple[int, bytes]:
    answer = Client().get(reverse("control:calendar", args=(code,)))
    return answer.status_code, answer.content


def entries(code: str) -> dict[str, tuple[date, date, str]]:
    book = icalendar.Calendar.from_ical(ask(code)[1])
    return {
        str(one["summary"]): (one.decoded("dtstart"), one.decoded("dtend"), str(one["status"]))
        for one in book.walk("VEVENT")
    }


def test_it_holds_what_is_due_and_the_days_of_its_plan(code: str) -> None:
    found = entries(code)
    assert found == {
        "Hạn: Sản xuất và phát bản tin (12/KH-UBND)": (
            date(2026, 11, 25), date(2026, 11, 26), "CONFIRMED",
        ),
        "Lễ phát động": (date(2026, 12, 4), date(2026, 12, 5), "TENTATIVE"),
        "Bắt đầu: Trước mùa dịch": (date(2026, 11, 1), date(2026, 11, 2), "CONFIRMED"),
        "Ngày cuối: Trước mùa dịch": (date(2026, 11, 29), date(2026, 11, 30), "CONFIRMED"),
        "Bắt đầu: Trong mùa dịch": (date(2026, 11, 27), date(2026, 11, 28), "CONFIRMED"),
    }  # fmt: skip


def test_it_is_whole_and_names_nobody(code: str, morning: World) -> None:
    answer = Client().get(reverse("control:calendar", args=(code,)))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-store", "noindex")
    book = icalendar.Calendar.from_ical(answer.content)
    uids = [str(one["uid"]) for one in book.walk("VEVENT")]
    assert len(uids) == len(set(uids))
    assert (str(book["version"]), bool(book["prodid"])) == ("2.0", True)
    for name in (morning.planner.get_full_name(), "ke-hoach", "Trung tâm thông tin cơ sở"):
        assert name not in answer.content.decode().replace("\r\n ", "")


def test_what_is_done_is_no_longer_due(code: str) -> None:
    Assignment.objects.update(state="done")
    assert not any(name.startswith("Hạn") for name in entries(code))


def test_an_unknown_an_ended_and_an_expired_address_answer_alike(
    code: str, morning: World, planner: Client
) -> None:
    unknown = ask("x" * len(code))
    planner.post(reverse("control:calendar-page"), {"end": "1"})
    ended = ask(code)
    late = open_calendar(by=morning.planner, now=NOW - rules.ADDRESS_LASTS)
    assert unknown == ended == ask(late) == (404, b"")


def test_a_new_address_ends_the_old_one(code: str, morning: World) -> None:
    again = open_calendar(by=morning.planner, now=NOW)
    assert (ask(code)[0], ask(again)[0]) == (404, 200)


def test_whoever_may_see_nothing_any_more_is_answered_nothing(code: str) -> None:
    User.objects.filter(username="ke-hoach").update(is_active=False)
    assert ask(code)[0] == 404


def test_only_the_seal_of_an_address_is_kept(code: str) -> None:
    row = CalendarAddress.objects.get()
    assert code not in str(vars(row))
    assert len(code) >= 43  # 256 bits
    assert ask(row.seal)[0] == 404


def test_it_is_asked_so_often_an_hour_and_then_says_when(code: str) -> None:
    seen = [ask(code)[0] for _ in range(rules.MOST_ASKED + 1)]
    assert seen == [200] * rules.MOST_ASKED + [429]
    answer = Client().get(reverse("control:calendar", args=(code,)))
    assert answer["Retry-After"] == "3600"
    CalendarAddress.objects.update(asked_since=NOW - timedelta(hours=1))
    assert ask(code)[0] == 200


def test_the_address_is_shown_once(planner: Client) -> None:
    page = planner.post(reverse("control:calendar-page"), {"make": "1"})
    address = page.context["address"]
    assert address in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert Client().get(address).status_code == 200
    later = planner.get(reverse("control:calendar-page")).content.decode()
    assert address not in later


def test_with_the_last_role_the_address_ends_for_good(code: str, morning: World) -> None:
    assert tidy_calendars(NOW) == 0
    Membership.objects.filter(user=morning.planner).update(until=TODAY)
    assert ask(code)[0] == 404
    assert (tidy_calendars(NOW), tidy_calendars(NOW)) == (1, 0)
    Membership.objects.filter(user=morning.planner).update(until=None)
    assert ask(code)[0] == 404  # who comes back makes a new one


def test_an_account_that_was_closed_has_no_address(code: str) -> None:
    User.objects.filter(username="ke-hoach").update(is_active=False)
    assert tidy_calendars(NOW) == 1
    assert CalendarAddress.objects.get().revoked_at == NOW


def test_one_role_of_several_is_enough(code: str, morning: World) -> None:
    held = Membership.objects.get(user=morning.planner)
    Membership.objects.create(
        user=morning.planner, organisation=held.organisation, role="viewer", since=held.since
    )
    Membership.objects.filter(pk=held.pk).update(until=TODAY)
    assert (tidy_calendars(NOW), ask(code)[0]) == (0, 200)


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_what_ended_long_ago_is_deleted(code: str, planner: Client, days: int, left: int) -> None:
    planner.post(reverse("control:calendar-page"), {"end": "1"})
    tidy_calendars(NOW + timedelta(days=days))
    assert CalendarAddress.objects.count() == left
