from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from loa.operations.band import ticker_stopped
from loa.operations.models import Duty
from loa.people.models import User

pytestmark = pytest.mark.django_db


def shown(*, ago: timedelta | None, signed_in: bool = True) -> str:
    now = datetime.now(UTC)
    for name in settings.TICKER_DUTIES if ago is not None else []:
        done_at = now - (ago or timedelta())
        Duty.objects.create(name=name, started_at=done_at, done_at=done_at)
    request = RequestFactory().get("/")
    request.user = User(username="can-bo") if signed_in else AnonymousUser()
    return str(ticker_stopped(request))


def test_the_band_is_empty_while_the_ticker_runs() -> None:
    assert shown(ago=timedelta(seconds=10)) == ""


@pytest.mark.parametrize("ago", [None, timedelta(seconds=70)], ids=["never-ran", "stopped"])
def test_a_stopped_ticker_is_said_within_a_minute(ago: timedelta | None) -> None:
    assert 'class="band"' in shown(ago=ago)


def test_strangers_are_told_nothing() -> None:
    assert shown(ago=None, signed_in=False) == ""
