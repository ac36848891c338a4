import json

from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override

from loa.theme import toast


def test_a_toast_for_the_next_page_keeps_its_way_back() -> None:
    request = HttpRequest()
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    toast.say(request, "Đã đẩy 2 tin", undo_url="/undo/7/")
    toast.say(request, "Đã gửi")
    said = [(str(m), toast.undo_url(m.extra_tags)) for m in get_messages(request)]
    assert said == [("Đã đẩy 2 tin", "/undo/7/"), ("Đã gửi", "")]


def test_a_toast_for_this_page_leaves_other_triggers_alone() -> None:
    response = HttpResponse(headers={"HX-Trigger": '{"live:stations": null}'})
    with override("vi"):
        toast.trigger(response, "Đã nhắc", undo_url="/undo/8/")
    assert json.loads(response.headers["HX-Trigger"]) == {
        "live:stations": None,
        "toast": {"text": "Đã nhắc", "undo": "/undo/8/", "undoLabel": "Hoàn tác"},
    }
