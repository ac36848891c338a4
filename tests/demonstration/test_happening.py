"""A visitor of the demonstration finds an event that goes on, with its log and its results."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from loa.channels.portal.live import queries
from loa.channels.portal.models import EventResult, LiveLine
from loa.demonstration import cast, happening, load, portal
from loa.demonstration.load import Folders
from loa.people import decisions
from loa.places.actions import load_units
from loa.plans.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(folders: Folders) -> date:
    now = timezone.now()
    today = now.astimezone(ZoneInfo(load.network.ZONE)).date()
    load_units()
    cast.raise_curtain(folders.demo)
    load._plan((load.PLANS / f"{load.STANDING}.toml").read_text(encoding="utf-8"), now)
    portal.open_portal()
    desk = load._desk(folders, cast.PROVINCE_CENTRE, today, now)
    for _twice in range(2):
        plan = Plan.objects.get(key=load.STANDING)
        happening.let_it_happen(plan, desk, today=today, now=now)
    return today


def test_the_log_is_told_once_with_one_correction_in_the_open() -> None:
    entries = queries.log(load.STANDING, happening.KEY)
    assert len(entries) == len(happening.LOG)
    assert [one.text for one in entries if one.changed_at] == [happening.COUNTED]
    assert LiveLine.objects.count() == len(happening.LOG) + 1
    assert decisions.verify().ok


def test_the_results_stand_as_a_table_and_say_that_they_are_invented() -> None:
    page = Client().get(f"/su-kien/{load.STANDING}/{happening.KEY}/").content.decode()
    assert '<th scope="row">Hộ được đến kiểm tra</th>' in page
    assert '<td class="number">2.318</td>' in page
    assert "minh hoạ" in page
    assert EventResult.objects.count() == 1
