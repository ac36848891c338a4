"""Royalties of a month, the programme of a week, sending on by the share sheet."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.newsroom.desk import Desk, text_of

from loa.delivery.actions import Frequency
from loa.delivery.models import SealedMessage
from loa.devices.objects import ObjectStore
from loa.newsroom import actions, royalties, weekly
from loa.newsroom.actions import Window
from loa.newsroom.models import Item, Share
from loa.newsroom.royalties import Month, Work
from loa.people.rules import Role
from loa.plans.models import Target

pytestmark = pytest.mark.django_db


def approved(desk: Desk, objects: ObjectStore, **changes: object) -> Item:
    item = desk.waiting(objects, **changes)
    desk.approve(item, desk.approver)
    item.refresh_from_db()
    return item


def test_a_month_counts_each_item_once_at_its_rate(desk: Desk, objects: ObjectStore) -> None:
    item = approved(desk, objects)
    approved(desk, objects, key="b", headline="Bài khác", kind="notice", byline="An")
    today = timezone.localdate()
    month = today.replace(day=1)
    royalties.keep_rates(desk.office, {"bulletin": 60_000}, document="15/QĐ-UBND")
    actions.revise(item, now=timezone.now(), by=desk.editor)
    found = royalties.month_of(desk.office, month)
    assert found == Month(
        desk.office.name,
        month,
        (
            Work("An", "Bài khác", "notice", today, None),
            Work("Lan, Biên tập viên", item.headline, "bulletin", today, 60_000),
        ),
    )
    assert (found.total, found.unpriced) == (60_000, 1)
    before = (month - timedelta(days=1)).replace(day=1)
    assert royalties.month_of(desk.office, before).works == ()


def test_the_sheet_holds_text_as_text_and_a_sum() -> None:
    work = Work('=HYPERLINK("http://x")', "+1+1", "article", date(2026, 11, 2), 250_000)
    missing = Work("An", "@SUM(A1)", "notice", date(2026, 11, 3), None)
    month = Month("UBND xã", date(2026, 11, 1), (work, missing))
    book = zipfile.ZipFile(io.BytesIO(royalties.xlsx(month, document="15/QĐ-UBND")))
    texts = book.read("xl/sharedStrings.xml").decode()
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "=HYPERLINK(&quot;http://x&quot;)" in texts or '=HYPERLINK("http://x")' in texts
    assert sheet.count("<f>") == 1
    assert "<f>SUM(F6:F7)</f><v>250000</v>" in sheet
    assert "15/QĐ-UBND" in texts
    assert not [name for name in book.namelist() if "hyperlink" in name.lower()]


@pytest.mark.parametrize(
    ("rates", "kept"),
    [
        ({"rate_bulletin": "60.000", "rate_article": ""}, {"bulletin": 60_000}),
        ({"rate_bulletin": "0"}, {"bulletin": 0}),
        ({"rate_bulletin": "-5"}, {"notice": 1}),
        ({"rate_bulletin": "=1+1"}, {"notice": 1}),
        ({"rate_bulletin": "9" * 12}, {"notice": 1}),
    ],
)
def test_rates_are_the_offices_own(
    editor: Client, desk: Desk, rates: dict[str, str], kept: dict[str, int]
) -> None:
    royalties.keep_rates(desk.office, {"notice": 1}, document="")
    given = {"office": desk.office.key, "document": "15/QĐ-UBND", **rates}
    editor.post("/items/royalties/rates/", given)
    assert {rate.kind: rate.dong for rate in desk.office.royalty_rates.all()} == kept


def test_the_month_is_for_those_who_reckon_it(
    editor: Client, approver: Client, desk: Desk, objects: ObjectStore
) -> None:
    item = approved(desk, objects)
    page = text_of(editor.get("/items/royalties/"))
    assert item.headline in page
    assert "chưa có mức" in page
    sheet = editor.get(f"/items/royalties/sheet.xlsx?office={desk.office.key}")
    assert sheet.content.startswith(b"PK")
    assert approver.get("/items/royalties/").status_code == 403
    assert editor.get("/items/royalties/?office=khac").status_code == 404
    assert editor.get("/items/royalties/?month=2026-99").status_code == 200


def placed(desk: Desk, item: Item, starts: date) -> None:
    actions.place(
        item,
        Target.objects.get(key="loa-1"),
        Window(starts, starts + timedelta(days=3), Frequency(2, days=3)),
        areas=["02020"],
        by=desk.editor,
        now=timezone.now(),
    )


def test_a_week_shows_what_is_placed_on_its_days(
    editor: Client, desk: Desk, objects: ObjectStore
) -> None:
    item = approved(desk, objects)
    monday = weekly.monday_of(timezone.localdate()) + timedelta(days=7)
    placed(desk, item, monday + timedelta(days=5))
    week = weekly.week_of(desk.office, monday)
    heard = [(day, [row.headline for row in rows]) for day, rows in week.days if rows]
    assert heard == [(monday + timedelta(days=n), [item.headline]) for n in (5, 6)]
    page = text_of(editor.get(f"/items/week/?from={monday.isoformat()}"))
    assert page.count(item.headline) == 2
    paper = editor.get(f"/items/week/programme.pdf?from={monday.isoformat()}")
    assert paper.content.startswith(b"%PDF-")
    assert editor.get("/items/week/?from=2026-02-31").status_code == 200


def test_the_same_week_gives_the_same_paper(desk: Desk) -> None:
    now, monday = timezone.now(), date(2026, 11, 23)
    week = weekly.week_of(desk.office, monday)
    assert weekly.pdf(week, made_at=now) == weekly.pdf(week, made_at=now)


def test_what_was_sent_on_is_reported_by_whoever_did(
    editor: Client, desk: Desk, objects: ObjectStore
) -> None:
    item = approved(desk, objects)
    page = text_of(editor.get(f"/items/{item.key}/"))
    assert "data-sharing" in page
    editor.post(f"/items/{item.key}/share/", {"what": "text"})
    row = Share.objects.get()
    assert (row.person, row.what, row.message.key) == (desk.editor, "text", item.key)
    editor.post(f"/items/{item.key}/share/", {"what": "everything"})
    assert Share.objects.count() == 1
    sound = editor.get(f"/items/{item.key}/share/vi.mp3")
    assert sound.headers["Content-Type"] == "audio/mpeg"
    assert sound.content[:2] in {b"\xff\xfb", b"\xff\xf3", b"ID"}
    assert editor.get(f"/items/{item.key}/share/tyz.mp3").status_code == 404


@pytest.mark.parametrize(
    "changes",
    [{"scope": "internal"}, {"valid_from": timezone.now() + timedelta(hours=2)}],
    ids=["internal", "embargo"],
)
def test_what_the_public_may_not_have_is_not_sent_on(
    editor: Client, desk: Desk, objects: ObjectStore, changes: dict[str, object]
) -> None:
    item = approved(desk, objects, **changes)
    assert "data-sharing" not in text_of(editor.get(f"/items/{item.key}/"))
    editor.post(f"/items/{item.key}/share/", {"what": "text"})
    assert not Share.objects.exists()
    assert editor.get(f"/items/{item.key}/share/vi.mp3").status_code == 404


def test_a_retracted_message_is_not_sent_on(
    editor: Client, desk: Desk, objects: ObjectStore
) -> None:
    item = approved(desk, objects)
    SealedMessage.objects.update(retracted_at=timezone.now())
    assert "data-sharing" not in text_of(editor.get(f"/items/{item.key}/"))


def test_a_planner_reckons_royalties_without_writing(desk: Desk) -> None:
    planner = Client()
    planner.force_login(desk.person("ke-hoach", Role.PLANNER))
    assert planner.get("/items/royalties/").status_code == 200
