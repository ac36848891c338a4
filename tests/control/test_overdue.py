"""The band names what should have been answered, and what should have been checked."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone
from tests.newsroom.desk import PLAN

from loa.control.overdue import overdue
from loa.feedback.models import Matter
from loa.newsroom.models import Claim, Item
from loa.people.actions import create_user, ensure_organisation, grant
from loa.people.models import Organisation, User
from loa.people.rules import Role
from loa.places.actions import load_units
from loa.plans.actions import load_plan
from loa.plans.models import Topic

pytestmark = pytest.mark.django_db
UNIT = "02020"


@pytest.fixture
def officer() -> User:
    load_units()
    office = ensure_organisation(
        key="xa", name="UBND xã", kind=Organisation.Kind.COMMUNE_OFFICE, unit_code=UNIT
    )
    user = create_user(username="mai", password="dung-cau-mat-khau")
    grant(user=user, organisation=office, role=Role.COMMUNE_OFFICER, since=timezone.localdate())
    return user


def shown(user: object) -> str:
    request = RequestFactory().get("/")
    request.user = user  # type: ignore[assignment]  # whoever asks
    return str(overdue(request))


def asked(number: str, *, late_days: int) -> None:
    today = timezone.localdate()
    Matter.objects.create(
        number=number,
        kind=Matter.Kind.values[0],
        unit_code=UNIT,
        text="Bao giờ có nước?",
        received_on=today - timedelta(days=30),
        due_on=today - timedelta(days=late_days),
        form=number,
    )


def test_nothing_is_said_while_nothing_is_overdue(officer: User) -> None:
    asked("HD-1", late_days=0)
    assert (shown(officer), shown(AnonymousUser())) == ("", "")


def test_the_oldest_is_named_and_the_others_counted(officer: User) -> None:
    asked("HD-1", late_days=1)
    asked("HD-2", late_days=3)
    told = shown(officer)
    assert "HD-2" in told
    assert "/feedback/HD-2/" in told
    assert "1 việc nữa quá hạn" in told


def test_a_check_that_is_overdue_is_named_to_those_it_concerns(officer: User) -> None:
    now = timezone.now()
    office = Organisation.objects.get(key="xa")
    checker, other = (create_user(username=name, password="dung-cau-mat") for name in ("an", "vu"))
    load_plan(PLAN.format(starts="2026-01-01"), now=now, by="test")
    item = Item.objects.create(
        key="tiem-phong",
        headline="Tiêm phòng trâu bò",
        topic=Topic.objects.get(key="1"),
        issuer=office,
        author=officer,
        state=Item.State.REVIEW,
        valid_from=now,
        valid_until=now + timedelta(days=9),
        written_at=now,
    )
    claim = Claim.objects.create(
        item=item, reviewer=checker, claimed_at=now, due=now + timedelta(hours=1)
    )
    assert [shown(one) for one in (checker, officer, other)] == ["", "", ""]
    claim.due = now - timedelta(hours=1)
    claim.save()
    assert "Quá hạn: anh/chị nhận soát “Tiêm phòng trâu bò”" in shown(checker)
    assert "/approvals/review/tiem-phong/" in shown(checker)
    assert "Quá hạn: an nhận soát “Tiêm phòng trâu bò”" in shown(officer)
    assert shown(other) == ""
    Item.objects.update(state=Item.State.APPROVED)
    assert shown(checker) == ""
