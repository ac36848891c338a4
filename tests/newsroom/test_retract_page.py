"""The page of a retraction: why, what was reached, what is due."""

import pytest
from django.test import Client
from django.utils import timezone
from tests.channels.broadcast.builders import station
from tests.newsroom.desk import Desk, text_of

from loa.channels.broadcast.models import UsbStick
from loa.delivery.models import SealedMessage
from loa.devices.objects import ObjectStore
from loa.newsroom.models import Item
from loa.people.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def out(desk: Desk, objects: ObjectStore) -> Item:
    """An approved item that lies on a stick."""
    item = desk.waiting(objects)
    desk.approve(item, desk.approver)
    item.refresh_from_db()
    today = timezone.localdate()
    UsbStick.objects.create(
        station=station("fm", unit="02020"),
        first_day=today,
        last_day=today,
        made_at=timezone.now(),
        files=[{"message": item.message}],
    )
    return item


def test_a_reason_is_asked_for(editor: Client, out: Item) -> None:
    answer = editor.post(f"/items/{out.key}/retract/now/", {"reason": " "})
    assert answer.status_code == 422
    assert SealedMessage.objects.get().retracted_at is None


def test_sticks_are_due_until_a_person_says_so(editor: Client, out: Item) -> None:
    page = f"/items/{out.key}/retract/"
    editor.post(f"{page}now/", {"reason": "Sai ngày"})
    assert SealedMessage.objects.get().retracted_at is not None
    assert "rút khỏi USB của Trạm Fm" in text_of(editor.get(page)).replace("Rút", "rút")
    stick = UsbStick.objects.get()
    answer = editor.post(f"{page}loudspeaker/stick-{stick.pk}/")
    assert answer.headers["Location"] == page
    assert "Đã xong ở mọi nơi" in text_of(editor.get(page))
    assert editor.post(f"{page}loudspeaker/stick-99/").status_code == 404
    assert editor.post(f"{page}banner/stick-{stick.pk}/").status_code == 404


def test_a_correction_opens_the_words(editor: Client, out: Item) -> None:
    answer = editor.post(f"/items/{out.key}/retract/now/", {"reason": "Sai", "correct": "1"})
    assert answer.headers["Location"] == f"/items/{out.key}/edit/"
    out.refresh_from_db()
    assert (out.state, out.revision) == (Item.State.DRAFT, 2)
    assert "đính chính đang chờ duyệt" in text_of(editor.get(f"/items/{out.key}/retract/"))


def test_who_only_looks_takes_nothing_back(desk: Desk, out: Item) -> None:
    viewer = Client()
    viewer.force_login(desk.person("xem", Role.VIEWER))
    page = f"/items/{out.key}/retract/"
    assert "Vai trò của anh/chị không thu hồi được" in text_of(viewer.get(page))
    assert viewer.post(f"{page}now/", {"reason": "x"}).status_code == 403
