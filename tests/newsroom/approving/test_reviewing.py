"""Claims, remarks, revisions, papers, deputies: what happens around an approval."""

import io
import struct
import zlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from tests.newsroom.approving.conftest import Leader, link
from tests.newsroom.desk import TEXT, Desk, recording, text_of
from tests.simulators import telephone_photo

from loa.devices.keys import make_key
from loa.devices.objects import ObjectStore
from loa.newsroom import actions, queries
from loa.newsroom.actions import NewsroomError
from loa.newsroom.approving import reviewing, revisions
from loa.newsroom.changes import Mark
from loa.newsroom.models import Claim, Comment, Item, PaperApproval
from loa.people import deputies
from loa.people.access import allowed
from loa.people.actions import PeopleError, add_approver_key, appoint
from loa.people.models import ApproverKey, Decision, Deputy
from loa.people.queries import signature_on
from loa.people.rules import Acting, Role


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", size, "white").save(kept, kind)
    return kept.getvalue()


def bomb() -> bytes:
    """Return a small PNG that says it is 30,000 × 30,000."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
    return b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")


def test_a_reviewer_takes_an_item_on_until_a_day(
    desk: Desk, objects: ObjectStore, editor: Client
) -> None:
    item = desk.waiting(objects)
    due = (timezone.localdate() + timedelta(days=2)).isoformat()
    assert editor.post(f"/approvals/review/{item.key}/claim/", {"due": due}).status_code == 302
    row = Claim.objects.get()
    assert (row.reviewer, timezone.localtime(row.due).date().isoformat()) == (desk.editor, due)
    with pytest.raises(NewsroomError, match="claimed: Lan"):
        reviewing.claim(
            item, by=desk.approver, due=timezone.now() + timedelta(days=1), now=timezone.now()
        )
    editor.post(f"/approvals/review/{item.key}/claim/", {"release": "1"})
    assert not Claim.objects.exists()
    verbs = Decision.objects.filter(verb__startswith="review.").values_list("verb", flat=True)
    assert list(verbs) == ["review.claim", "review.release"]


@pytest.mark.parametrize("due", ["", "hôm qua", "2020-01-01", "9999-12-31T"])
def test_a_claim_needs_a_day_to_come(
    desk: Desk, objects: ObjectStore, editor: Client, due: str
) -> None:
    item = desk.waiting(objects)
    answer = editor.post(f"/approvals/review/{item.key}/claim/", {"due": due})
    assert answer.status_code == 422
    assert not Claim.objects.exists()


def test_a_remark_stands_at_its_passage_and_is_settled(
    desk: Desk, objects: ObjectStore, editor: Client, leader: Leader
) -> None:
    item = desk.waiting(objects)
    passage = TEXT[8:30]
    remark = {"language": "vi", "passage": passage, "text": "Nói rõ giờ"}
    editor.post(f"/approvals/review/{item.key}/remarks/", remark)
    page = text_of(leader.client.get(f"/approvals/p/{link(desk, [item])}/"))
    assert "Nói rõ giờ" in page
    one = Comment.objects.get()
    editor.post(f"/approvals/review/{item.key}/remarks/{one.pk}/settle/")
    assert Comment.objects.get().settled_at is not None


@pytest.mark.parametrize(
    ("passage", "text"), [("không có trong tin", "Sao?"), (TEXT[:5], "  "), ("", "")]
)
def test_a_remark_without_words_or_place_is_refused(
    desk: Desk, objects: ObjectStore, editor: Client, passage: str, text: str
) -> None:
    item = desk.waiting(objects)
    remark = {"language": "vi", "passage": passage, "text": text}
    answer = editor.post(f"/approvals/review/{item.key}/remarks/", remark)
    assert answer.status_code == 422
    assert not Comment.objects.exists()


def test_revisions_are_compared(desk: Desk, objects: ObjectStore, editor: Client) -> None:
    item = desk.waiting(objects)
    desk.approve(item, desk.approver)
    item.refresh_from_db()
    actions.revise(item, by=desk.editor, now=timezone.now())
    actions.write(item, {"vi": TEXT.replace("thôn", "xã")}, now=timezone.now())
    known = revisions.versions(item)
    assert [(one.kind, one.revision) for one in known] == [("now", 2), ("sealed", 1)]
    compared = revisions.compare(known, "sealed-1", "now")
    assert compared is not None
    ((_code, _name, pieces),) = compared.texts
    assert [(p.mark, p.text.strip()) for p in pieces if p.mark is not Mark.SAME] == [
        (Mark.GONE, "thôn"),
        (Mark.NEW, "xã"),
    ]
    assert "<ins>" in text_of(editor.get(f"/approvals/review/{item.key}/?before=sealed-1"))


def paper(data: bytes, **changes: str) -> dict[str, object]:
    today = timezone.localdate().isoformat()
    fields = {"signer": "Chủ tịch UBND xã", "number": "12/TB", "signed_on": today, **changes}
    return {**fields, "photo": SimpleUploadedFile("giay.jpg", data)}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_signed_paper_is_a_report_and_approves_nothing(
    desk: Desk, objects: ObjectStore, editor: Client, kind: str
) -> None:
    item = desk.waiting(objects)
    answer = editor.post(f"/approvals/review/{item.key}/papers/", paper(photo(kind)))
    assert answer.status_code == 302
    row = PaperApproval.objects.get()
    assert (row.signer, row.number) == ("Chủ tịch UBND xã", "12/TB")
    assert Image.open(io.BytesIO(objects.path(row.photo).read_bytes())).format == "JPEG"
    shown = editor.get(f"/approvals/review/{item.key}/papers/{row.pk}.jpg")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert Item.objects.get(pk=item.pk).state == "review"
    assert list(queries.approvals(item)) == []
    assert Decision.objects.get(verb="approve.paper").reason.startswith("reported: Chủ tịch")


def test_a_photo_is_made_anew_and_hides_nothing(desk: Desk) -> None:
    hidden = photo() + b"<script>alert(1)</script>"
    assert b"script" not in reviewing.picture(hidden)
    assert telephone_photo.told(reviewing.picture(telephone_photo.photo())) == set()


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(lambda: paper(b"<svg onload=alert(1)>"), id="svg"),
        pytest.param(lambda: paper(b"%PDF-1.7"), id="lies-about-its-type"),
        pytest.param(lambda: paper(bomb()), id="a-picture-bomb"),
        pytest.param(lambda: paper(photo("GIF")), id="another-kind"),
        pytest.param(lambda: paper(photo()[:80]), id="cut"),
        pytest.param(lambda: paper(b""), id="empty"),
        pytest.param(lambda: paper(photo(), signer=" "), id="nobody-signed"),
        pytest.param(lambda: paper(photo(), signed_on="2999-01-01"), id="to-come"),
        pytest.param(lambda: paper(photo(), signed_on="x"), id="no-day"),
    ],
)
def test_what_is_no_paper_is_refused(
    desk: Desk, objects: ObjectStore, editor: Client, form: object
) -> None:
    item = desk.waiting(objects)
    answer = editor.post(f"/approvals/review/{item.key}/papers/", form())  # type: ignore[operator] # a maker
    assert answer.status_code == 422
    assert not PaperApproval.objects.exists()


def test_who_only_looks_sees_no_page_of_reviewers(desk: Desk, objects: ObjectStore) -> None:
    item = desk.waiting(objects)
    viewer = Client()
    viewer.force_login(desk.person("xem", Role.VIEWER))
    assert viewer.get(f"/approvals/review/{item.key}/").status_code == 403
    assert viewer.get(f"/approvals/ask/item/{item.key}/").status_code == 403


def test_a_deputy_approves_and_both_posts_stand_under_it(
    desk: Desk, objects: ObjectStore, approver: Client
) -> None:
    today = timezone.localdate()
    appoint(user=desk.approver, organisation=desk.office, title="Chủ tịch", since=today)
    deputy = desk.person("hoa", Role.PLANNER)
    form = {
        "who": f"{desk.office.key} {deputy.username}",
        "acting": "deputy",
        "since": today.isoformat(),
        "last_day": (today + timedelta(days=6)).isoformat(),
    }
    assert approver.post("/approvals/deputies/", form).status_code == 302
    row = Deputy.objects.get()
    assert (row.deputy, row.until) == (deputy, today + timedelta(days=7))
    assert signature_on(deputy, today, desk.office) == "K/T Chủ tịch, Chuyên viên"
    make_key(desk.key_file(deputy))
    add_approver_key(
        user=deputy,
        organisation=desk.office,
        method=ApproverKey.Method.ED25519,
        public_key=desk.key(deputy).public_key().public_bytes_raw(),
        now=timezone.now(),
        actor="test",
    )
    item = desk.waiting(objects)
    desk.approve(item, deputy)
    assert item.reviews.get().post == "K/T Chủ tịch, Chuyên viên"
    assert Decision.objects.filter(verb="deputy.name").exists()
    approver.post(f"/approvals/deputies/{row.pk}/end/")
    assert not allowed(deputy, "item.approve", organisation=desk.office)
    assert signature_on(deputy, today, desk.office) == "Chuyên viên"


@pytest.mark.parametrize(
    ("days", "who", "code"),
    [
        ((0, 0), "hoa", "period"),
        ((-9, -2), "hoa", "period"),
        ((0, 5), "binh", "oneself"),
        ((0, 5), "la", "not-a-colleague"),
    ],
)
def test_a_deputy_is_a_colleague_for_days_to_come(
    desk: Desk, days: tuple[int, int], who: str, code: str
) -> None:
    from tests.newsroom.desk import office_with, person  # noqa: PLC0415 - only here

    today = timezone.localdate()
    people = {
        "hoa": desk.person("hoa", Role.PLANNER),
        "binh": desk.approver,
        "la": person("la", office_with(key="xa-khac"), Role.PLANNER),
    }
    with pytest.raises(PeopleError, match=code):
        deputies.name_deputy(
            principal=desk.approver,
            deputy=people[who],
            organisation=desk.office,
            acting=Acting.DEPUTY,
            since=today + timedelta(days=days[0]),
            until=today + timedelta(days=days[1]),
            now=timezone.now(),
        )
    assert not Deputy.objects.exists()


def test_who_approves_nothing_names_nobody(desk: Desk, editor: Client) -> None:
    assert editor.get("/approvals/deputies/").status_code == 403


def test_a_spoken_reason_is_heard_by_who_may_see_the_item(
    desk: Desk, objects: ObjectStore, editor: Client
) -> None:
    item = desk.waiting(objects)
    spoken = recording(objects, seed="reason")
    review = actions.send_back(item, by=desk.approver, comment="", now=timezone.now(), spoken=True)
    review.recording, review.recording_ms = spoken.address, spoken.ms
    review.save()
    page = f"/approvals/review/{item.key}/"
    assert spoken.address in text_of(editor.get(page))
    assert editor.get(f"{page}reasons/{spoken.address}.opus").status_code == 200
    assert editor.get(f"{page}reasons/{'0' * 64}.opus").status_code == 404
