import json
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.newsroom.bulletins.making import recorded, wav
from tests.newsroom.desk import Desk, office_with, person, text_of

from loa.delivery.contract import Session
from loa.delivery.models import Placement
from loa.devices.objects import ObjectStore
from loa.newsroom.bulletins import actions
from loa.newsroom.models import Bulletin, Item, Recording
from loa.people.models import Organisation
from loa.people.rules import Role

JSON = {"headers": {"Accept": "application/json"}}
HTMX = {"headers": {"HX-Request": "true"}}


def sound(name: str, content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, wav() if content is None else content)


def upload(client: Client, bulletin: Bulletin, *files: SimpleUploadedFile, **more: Any) -> Any:
    return client.post(f"/bulletins/{bulletin.key}/recordings/", {"recordings": files}, **more)


def test_an_editor_begins_the_next_session_and_comes_back_to_it(
    editor: Client, desk: Desk, sessions: list[Session]
) -> None:
    page = editor.get("/bulletins/")
    assert "Mai 5:00" in text_of(page)
    begun = editor.post(
        "/bulletins/open/", {"office": desk.office.key, "starts": sessions[0].starts.isoformat()}
    )
    one = Bulletin.objects.get()
    assert (begun.status_code, begun["Location"]) == (302, f"/bulletins/{one.key}/")
    assert editor.get("/bulletins/")["Location"] == f"/bulletins/{one.key}/"
    assert editor.get("/bulletins/?all").status_code == 200


def test_a_session_that_is_not_ahead_is_not_begun(editor: Client, desk: Desk) -> None:
    gone = (timezone.now() - timedelta(days=1)).isoformat()
    answer = editor.post("/bulletins/open/", {"office": desk.office.key, "starts": gone})
    assert (answer.status_code, Bulletin.objects.count()) == (404, 0)


def test_dropped_files_are_taken_or_refused_by_name(editor: Client, bulletin: Bulletin) -> None:
    answer = upload(
        editor,
        bulletin,
        sound("2 Họp thôn.wav"),
        SimpleUploadedFile("1 Tiêm phòng.wav", wav(seed="b")),
        sound("anh.jpg", b"\xff\xd8\xff"),
        sound("gia-mao.mp3", b"MZ khong phai am thanh" * 50),
        sound("rong.mp3", b""),
        **JSON,
    )
    told = json.loads(answer.content)
    assert (answer.status_code, told["kept"]) == (200, 2)
    assert {one["name"] for one in told["refused"]} == {"anh.jpg", "gia-mao.mp3", "rong.mp3"}
    assert all(one["name"] in one["reason"] for one in told["refused"])
    found = [entry.item.headline for entry in bulletin.entries.select_related("item")]
    assert found == ["Tiêm phòng", "Họp thôn"]


def test_a_file_alone_that_cannot_be_used_is_told_with_the_mend(
    editor: Client, bulletin: Bulletin
) -> None:
    answer = upload(editor, bulletin, sound("ghi-chu.txt", b"xin chao"), **JSON)
    (refused,) = json.loads(answer.content)["refused"]
    assert answer.status_code == 422
    assert "ghi-chu.txt" in refused["reason"]
    assert "MP3" in refused["reason"]
    page = upload(editor, bulletin, sound("ghi-chu.txt", b"xin chao"))
    assert (page.status_code, refused["reason"] in text_of(page)) == (422, True)


def test_too_many_files_at_once_are_not_begun(editor: Client, bulletin: Bulletin) -> None:
    files = [sound(f"{n}.mp3", b"x") for n in range(41)]
    assert upload(editor, bulletin, *files, **JSON).status_code == 422
    assert not Item.objects.exists()


def test_the_page_says_how_long_it_is_and_what_is_left(
    editor: Client, desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    for seed in "ab":
        entry = recorded(desk, bulletin, objects, f"{seed}.wav", seed=seed)
        entry.item.variants.update(sound_ms=60_000)
    page = text_of(editor.get(f"/bulletins/{bulletin.key}/"))
    assert "<strong data-total>2:01</strong>" in page
    assert "/ 25:00" in page
    assert "còn 22:58" in page


def test_order_changes_by_button_and_by_list(
    editor: Client, desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    a, b, c = (recorded(desk, bulletin, objects, f"{s}.wav", seed=s).pk for s in "abc")
    address = f"/bulletins/{bulletin.key}/order/"
    editor.post(address, {"up": c})
    assert list(bulletin.entries.values_list("pk", flat=True)) == [a, c, b]
    editor.post(address, {"down": a})
    assert list(bulletin.entries.values_list("pk", flat=True)) == [c, a, b]
    part = editor.post(address, {"entries": [b, a, c]}, **HTMX)
    assert list(bulletin.entries.values_list("pk", flat=True)) == [b, a, c]
    assert text_of(part).lstrip().startswith('<div id="board"')


def test_what_was_taken_out_can_be_put_back(
    editor: Client, desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    entry = recorded(desk, bulletin, objects, "a.wav")
    answer = editor.post(f"/bulletins/{bulletin.key}/entries/{entry.pk}/remove/", **HTMX)
    undo = json.loads(answer["HX-Trigger"])["toast"]["undo"]
    assert not bulletin.entries.exists()
    editor.post(undo)
    assert bulletin.entries.get().item == entry.item


def test_a_cut_is_made_and_one_that_leaves_nothing_is_refused(
    editor: Client, desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    entry = recorded(desk, bulletin, objects, "a.wav", seconds=4)
    address = f"/bulletins/{bulletin.key}/entries/{entry.pk}/cut/"
    editor.post(address, {"from_ms": "500", "until_ms": "2500"})
    assert entry.item.variants.get().sound_ms <= 2000
    refused = editor.post(address, {"from_ms": "2000", "until_ms": "2100"})
    assert (refused.status_code, "ít nhất một giây" in text_of(refused)) == (422, True)


def test_headline_and_words_are_given_on_the_spot(
    editor: Client, desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    entry = recorded(desk, bulletin, objects, "a.wav")
    address = f"/bulletins/{bulletin.key}/entries/{entry.pk}/"
    fields = {"headline": "Tiêm phòng", "source": "Trạm Thú y", "topic": "", "text": "Lời tin."}
    editor.post(address, fields)
    entry.item.refresh_from_db()
    variant = entry.item.variants.get()
    assert (entry.item.headline, variant.text, bool(variant.sound)) == (
        "Tiêm phòng",
        "Lời tin.",
        True,
    )
    refused = editor.post(address, fields | {"headline": "TUYỆT MẬT", "text": "Độ mật: Tối mật"})
    assert refused.status_code == 422


def test_a_written_text_is_read_out_and_has_to_be_listened_to(
    editor: Client, desk: Desk, bulletin: Bulletin
) -> None:
    editor.post(f"/bulletins/{bulletin.key}/write/", {"headline": "Họp", "text": "Mời họp."})
    entry = bulletin.entries.get()
    page = text_of(editor.get(f"/bulletins/{bulletin.key}/"))
    assert "chưa ai nghe" in page
    assert editor.post(f"/bulletins/{bulletin.key}/send/").status_code == 422
    address = entry.item.variants.get().sound
    editor.post(f"/bulletins/{bulletin.key}/entries/{entry.pk}/listened/{address}/")
    assert editor.post(f"/bulletins/{bulletin.key}/send/").status_code == 302


def test_what_was_typed_stays_when_it_cannot_be_kept(editor: Client, bulletin: Bulletin) -> None:
    page = editor.post(f"/bulletins/{bulletin.key}/write/", {"headline": "", "text": "Mời họp."})
    assert (page.status_code, "Mời họp." in text_of(page)) == (422, True)


def test_the_archive_offers_what_is_voiced_and_not_there_yet(
    editor: Client, desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    desk.voiced(objects)
    desk.item(key="cam", headline="Tin không tiếng")
    desk.voiced(objects, key="noi-bo", headline="Tin nội bộ", scope="internal")
    address = f"/bulletins/{bulletin.key}/archive/"
    page = text_of(editor.get(address))
    assert ("Tiêm phòng trâu bò" in page, "không tiếng" in page, "nội bộ" in page) == (
        True,
        False,
        False,
    )
    assert "Tiêm phòng" in text_of(editor.get(f"{address}?q=tiem+phong"))
    editor.post(f"/bulletins/{bulletin.key}/take/tiem-phong/vi/")
    assert "Tiêm phòng" not in text_of(editor.get(address))


def test_an_internal_item_is_refused_by_name_of_the_rule(
    editor: Client, desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    desk.voiced(objects, scope="internal")
    page = editor.post(f"/bulletins/{bulletin.key}/take/tiem-phong/vi/")
    assert (page.status_code, bulletin.entries.count()) == (422, 0)


def test_its_sounds_are_heard_and_no_others(
    editor: Client, desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    entry = recorded(desk, bulletin, objects, "a.wav")
    variant = entry.item.variants.get()
    for address in (variant.sound, variant.recording.source):
        assert editor.get(f"/bulletins/{bulletin.key}/sound/{address}.opus").status_code == 200
    other = objects.put(b"something else of the installation")
    for address in (other, "a" * 64, "khong-phai"):
        assert editor.get(f"/bulletins/{bulletin.key}/sound/{address}.opus").status_code == 404


def test_the_way_to_the_air(
    editor: Client,
    desk: Desk,
    bulletin: Bulletin,
    sessions: list[Session],
    objects: ObjectStore,
) -> None:
    recorded(desk, bulletin, objects, "a.wav")
    here = f"/bulletins/{bulletin.key}/"
    assert "Gửi duyệt để phát mai 5:00" in text_of(editor.get(here))
    assert editor.post(f"{here}send/")["Location"] == here
    assert "Đang chờ Binh" in text_of(editor.get(here))
    desk.approve(Item.objects.get(), desk.approver)
    assert "Phát mai 5:00?" in text_of(editor.get(here))
    starts = {"starts": sessions[1].starts.isoformat()}
    placed = editor.post(f"{here}place/", starts)["Location"]
    assert Placement.objects.get().opens.hour == 17
    page = text_of(editor.get(placed))
    assert "Đã vào lịch phát: mai 17:00" in page
    editor.post(f"{placed}withdraw/")
    assert Placement.objects.get().state == Placement.State.WITHDRAWN


def test_signature_sounds_and_session_are_chosen(
    editor: Client,
    desk: Desk,
    bulletin: Bulletin,
    sessions: list[Session],
    objects: ObjectStore,
) -> None:
    ident = desk.waiting(objects, key="nhac-hieu", headline="Nhạc hiệu xã", kind="ident")
    desk.approve(ident, desk.approver)
    here = f"/bulletins/{bulletin.key}/"
    editor.post(f"{here}signatures/", {"ident": ident.pk, "closing": ""})
    bulletin.refresh_from_db()
    assert (bulletin.ident, bulletin.closing) == (ident, None)
    moved = editor.post(f"{here}session/", {"starts": sessions[1].starts.isoformat()})
    assert "1700" in moved["Location"]
    assert editor.post(f"{here}session/", {"starts": "hom-qua"}).status_code == 404


def test_others_neither_see_nor_change_it(desk: Desk, bulletin: Bulletin, approver: Client) -> None:
    far = office_with(key="xa-khac")
    Organisation.objects.filter(pk=far.pk).update(unit_code="02071")
    far.refresh_from_db()
    stranger = Client()
    stranger.force_login(person("xa", far, Role.EDITOR))
    here = f"/bulletins/{bulletin.key}/"
    assert stranger.get(here).status_code == 403
    assert upload(stranger, bulletin, sound("a.wav")).status_code == 403
    assert approver.get(here).status_code in {200, 302}
    assert upload(approver, bulletin, sound("a.wav")).status_code in {302, 403}
    assert not bulletin.entries.exists()
    assert Client().get(here).status_code == 302


def test_the_sessions_are_asked_for_once_however_many_days(
    editor: Client, desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    recorded(desk, bulletin, objects, "a.wav")
    with CaptureQueriesContext(connection) as seen:
        assert editor.get(f"/bulletins/{bulletin.key}/").status_code == 200
    policies = [one for one in seen if "broadcast_policyrevision" in one["sql"]]
    assert len(policies) == 1


def test_a_bulletin_is_moved_by_whoever_made_it_only_before_it_is_placed(
    editor: Client, desk: Desk, bulletin: Bulletin, sessions: list[Session]
) -> None:
    bulletin.placed_at = timezone.now()
    bulletin.save()
    address = f"/bulletins/{bulletin.key}/session/"
    page = editor.post(address, {"starts": sessions[1].starts.isoformat()})
    assert (page.status_code, actions.queries.session_of(bulletin)) == (422, sessions[0])


def test_its_page_asks_no_more_of_the_database_when_it_is_longer(
    editor: Client, desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    asked = {}
    for entries in (3, 12):
        for number in range(bulletin.entries.count(), entries):
            made = recorded(desk, bulletin, objects, f"Tin {number}.wav")
            # The same recording twice would be refused.
            Recording.objects.filter(variant__item=made.item).update(source=f"{number:064}")
        with CaptureQueriesContext(connection) as queries:
            page = editor.get(f"/bulletins/{bulletin.key}/")
        assert text_of(page).count('class="entry"') == entries
        asked[entries] = len(queries)
    assert asked[12] == asked[3]
    assert asked[12] < 64  # the shell with its band of pauses included
