"""An event that goes on today, in a plan of the province, and people who report on it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from tests.channels.portal.builders import PROVINCE, site

from loa.people.actions import appoint, create_user, ensure_organisation, grant
from loa.people.models import Organisation, User
from loa.people.rules import Role
from loa.plans.models import Event, Plan, Topic

PASSWORD = "mot-mat-khau-dai"
PAGE, STREAM = "/su-kien/ke-hoach/ngay-hoi/", "/su-kien/ke-hoach/ngay-hoi/dien-bien/"
DESK = "/events/ke-hoach/ngay-hoi/"


def event(**changes: Any) -> Event:
    site()
    plan, _new = Plan.objects.get_or_create(
        key="ke-hoach",
        defaults={
            "kind": "campaign", "title": "Kế hoạch", "state": Plan.State.APPROVED,
            "area": [PROVINCE], "issuer_name": "UBND tỉnh",
        },
    )  # fmt: skip
    Topic.objects.get_or_create(plan=plan, key="1", defaults={"name": "Y tế", "position": 1})
    today = timezone.localdate()
    facts: dict[str, Any] = {
        "key": "ngay-hoi", "name": "Ngày hội hiến máu", "level": "province", "position": 1,
        "state": Event.State.CONFIRMED, "starts": today, "ends": today + timedelta(days=2),
    }  # fmt: skip
    return Event.objects.create(plan=plan, **facts | changes)


def person(name: str, role: Role = Role.EDITOR, unit: str = PROVINCE) -> User:
    office = ensure_organisation(
        key=f"co-quan-{unit}", name=f"Trung tâm {unit}", kind=Organisation.Kind.CENTRE,
        unit_code=unit,
    )  # fmt: skip
    user = create_user(username=name, password=PASSWORD, display_name=f"Người {name}")
    grant(user=user, role=role, organisation=office, since=timezone.localdate())
    appoint(user=user, organisation=office, title="Biên tập viên", since=timezone.localdate())
    return user
