"""What the tests of feedback stand on."""

from datetime import date
from itertools import count

from django.utils import timezone
from tests.channels.broadcast.builders import DAY, UNIT, at, station

from loa.feedback import actions
from loa.feedback.actions import Brought
from loa.feedback.models import Matter
from loa.feedback.rules import Kind, Trouble
from loa.people.actions import appoint, create_user, ensure_organisation, grant
from loa.people.models import Organisation, User
from loa.people.rules import Role

NOW = at(8)
TODAY = DAY
OTHER = "02020"
PLACE = "loudspeaker:nghia-ta"
SINCE = date(2026, 1, 1)
_forms = count(1)


def build() -> None:
    station()
    for unit, name in ((UNIT, "Nghĩa Tá"), (OTHER, "Chợ Đồn")):
        ensure_organisation(
            key=f"xa-{unit}",
            name=f"UBND xã {name}",
            kind=Organisation.Kind.COMMUNE_OFFICE,
            unit_code=unit,
        )


def person(username: str, role: Role, unit: str = UNIT) -> User:
    office = Organisation.objects.get(key=f"xa-{unit}")
    user = create_user(username=username, password="dung-cau-mat-khau", display_name="Cán bộ xã")
    grant(user=user, organisation=office, role=role, since=SINCE)
    appoint(user=user, organisation=office, title="Công chức", since=SINCE)
    return user


def question(text: str = "Bao giờ có nước sạch?", **more: object) -> Matter:
    plain = {"kind": Kind.QUESTION, "unit_code": UNIT, "form": f"f{next(_forms)}", "text": text}
    return actions.receive(Brought(**plain | more), now=timezone.now())  # type: ignore[arg-type]


def noise(**more: object) -> Matter:
    plain = {
        "kind": Kind.LOUDNESS,
        "unit_code": UNIT,
        "form": f"f{next(_forms)}",
        "place": PLACE,
        "place_name": "Trạm Nghia Ta",
        "trouble": Trouble.LOUD,
    }
    return actions.receive(Brought(**plain | more), now=timezone.now())  # type: ignore[arg-type]
