"""What the newsroom's pages answer."""

import pytest
from django.test import Client
from tests.newsroom.desk import Desk

from loa.devices.objects import ObjectStore

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.newsroom.urls")]


@pytest.fixture
def editor(client: Client, desk: Desk) -> Client:
    client.force_login(desk.editor)
    return client


def test_pages_answer(editor: Client, desk: Desk, objects: ObjectStore) -> None:
    item = desk.waiting(objects)
    other = desk.item(key="khac")
    for address in (
        "",
        "?q=tiem",
        "?q=xyz",
        "new/",
        f"{item.key}/",
        f"{other.key}/",
        f"{other.key}/edit/",
    ):
        assert editor.get(f"/bulletin/{address}").status_code == 200, address
    editor.force_login(desk.approver)
    assert editor.get(f"/bulletin/{item.key}/approve/").status_code == 200
    desk.approve(item, desk.approver)
    editor.force_login(desk.editor)
    assert editor.get(f"/bulletin/{item.key}/").status_code == 200
