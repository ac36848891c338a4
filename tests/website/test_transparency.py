"""What a commune's page of transparency tells, and what it keeps to itself."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.channels.broadcast.builders import UNIT, Ledger, day_of, item, placement, sealed, station
from tests.feedback.village import NOW, OTHER, build, noise, question

from loa.channels.broadcast.as_run import settle
from loa.core.words import Scope
from loa.delivery.actions import retract
from loa.delivery.models import SealedMessage
from loa.feedback import rules
from loa.plans.models import Phase, Plan

pytestmark = pytest.mark.django_db
PAGE = f"/minh-bach/{UNIT}/"


@pytest.fixture(autouse=True)
def _at_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def played(key: str = "tiem-phong") -> SealedMessage:
    row = sealed(key)
    placement(row)
    here = station("bang-nghia")
    one = item(row, NOW - timedelta(hours=3))
    day_of(here, [one])
    Ledger(here).plays(one)
    settle(NOW)
    return row


def test_hours_stand_beside_the_document_that_set_them(client: Client) -> None:
    build()
    page = client.get(PAGE).content.decode()
    assert "05:00–06:00" in page
    assert "Quy chế" in page
    assert "mỗi buổi 25 phút, mỗi ngày 45 phút" in page


def test_what_was_aired_is_counted_where_it_was_heard(client: Client) -> None:
    played()
    page = client.get(PAGE).content.decode()
    assert "Tin tiem-phong" in page
    assert "Trạm Bang Nghia" in page
    assert "Có nhật ký" in page
    station("cho-don", unit=OTHER)
    assert "Tin tiem-phong" not in client.get(f"/minh-bach/{OTHER}/").content.decode()


def test_what_was_taken_back_says_so_and_what_is_internal_is_not_there(client: Client) -> None:
    row = played()
    retract(row.digest, now=NOW)
    assert "đã thu hồi" in client.get(PAGE).content.decode()
    SealedMessage.objects.update(scope=Scope.INTERNAL)
    assert "Tin tiem-phong" not in client.get(PAGE).content.decode()


def test_only_approved_plans_of_this_commune_are_shown(client: Client) -> None:
    build()
    for key, state, area in (
        ("duyet", Plan.State.APPROVED, [UNIT]),
        ("tinh", Plan.State.APPROVED, ["19"]),
        ("nhap", Plan.State.DRAFT, [UNIT]),
        ("khac", Plan.State.APPROVED, [OTHER]),
    ):
        plan = Plan.objects.create(
            key=key, title=f"Kế hoạch {key}", issuer_key="xa", issuer_name="UBND", state=state,
            area=area,
        )  # fmt: skip
        Phase.objects.create(plan=plan, key="dot", position=1, name="Đợt một")
    page = client.get(PAGE).content.decode()
    shown = [key for key in ("duyet", "tinh", "nhap", "khac") if f"Kế hoạch {key}" in page]
    assert shown == ["duyet", "tinh"]


def test_few_people_are_not_told_by_their_number(client: Client) -> None:
    build()
    for _n in range(rules.LEAST_PEOPLE - 1):
        noise()
    matter = question("Chuyện riêng của nhà tôi")
    page = client.get(PAGE).content.decode()
    assert page.count("<strong>ít hơn 5</strong>") == 2
    assert matter.number not in page
    assert "Chuyện riêng" not in page
    noise()
    assert "<strong>5</strong>" in client.get(PAGE).content.decode()


def test_a_station_that_somebody_had_turned_down_says_so_and_not_who(client: Client) -> None:
    build()
    matter = noise()
    page = client.get(PAGE).content.decode()
    assert "Đang nhỏ đi một nấc" in page
    assert matter.number not in page


def test_communes_are_chosen_one_at_a_time_and_never_ranked(client: Client) -> None:
    build()
    station("cho-don", unit=OTHER)
    page = client.get("/minh-bach/").content.decode()
    assert page.index(f"/minh-bach/{OTHER}/") < page.index(PAGE)  # by name, Chợ Đồn first
    assert client.get("/minh-bach/99999/").status_code == 404
