"""A lô, from the microphone's file to the ledger, seen through the officer's pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.channels.broadcast.builders import Agreeing, Ledger, day_of, policy, station
from tests.newsroom.desk import Desk, office_with, opened, person

from loa.audio.sound import RATE
from loa.audio.standin import stand_in
from loa.channels.broadcast import amendments
from loa.channels.broadcast.as_run import settle
from loa.channels.broadcast.models import PolicyRevision, RundownDay, Station
from loa.control.rules.hails import At, Known, at
from loa.core.canonical import canonical
from loa.core.dayparts import Daypart
from loa.core.policy import Hailing, Hours
from loa.core.words import Outcome
from loa.delivery.models import Placement, SealedMessage
from loa.devices.disk import HastyDisk
from loa.devices.objects import ObjectStore
from loa.newsroom import actions, hailing
from loa.newsroom.actions import NewsroomError
from loa.newsroom.models import Hail, Item
from loa.people.models import ApproverKey, Membership
from loa.people.rules import ApprovalRule, Role

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=timezone.get_fixed_timezone(420))


@pytest.fixture
def objects(settings: Any, tmp_path: Path) -> ObjectStore:
    settings.DATA_DIR = tmp_path
    return ObjectStore(tmp_path / "objects", HastyDisk())


@pytest.fixture
def desk(db: None, objects: ObjectStore, tmp_path: Path) -> Desk:
    """An office of one person, who writes and signs by its own rule."""
    made = opened(tmp_path / "keys")
    office = office_with(ApprovalRule(needed=1, author_may_approve=True))
    alone = person("mai", office, Role.COMMUNE_OFFICER, Role.APPROVER)
    made = replace(made, office=office, editor=alone, approver=alone)
    made.add_key(alone)
    return made


@pytest.fixture
def here(desk: Desk) -> Station:
    return round_the_clock("cho-don")


def round_the_clock(key: str, *, hailing: Hailing | None = None) -> Station:
    made = station(key, unit="02020")
    hours = (Hours(Daypart(_time(0), _time(0), "Quy chế")),)
    document = policy(key, hours=hours, serial=2, hailing=hailing or Hailing(now=True)).document()
    PolicyRevision.objects.create(
        station=made,
        serial=2,
        document=canonical(document).decode(),
        decided_at=timezone.now(),
    )
    day_of(made, [], day=timezone.localdate())
    day_of(made, [], day=timezone.localdate() + timedelta(days=1))
    return made


def _time(hour: int) -> Any:
    return datetime(2000, 1, 1, hour).time()  # noqa: DTZ001 - wall time


@pytest.fixture
def officer(client: Client, desk: Desk) -> Client:
    client.force_login(desk.editor)
    return client


def speech(seconds: float = 3.0) -> SimpleUploadedFile:
    import io  # noqa: PLC0415 - beside its only use
    import wave  # noqa: PLC0415 - as above

    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(stand_in("vi", seconds, "a-lo").samples.tobytes())
    return SimpleUploadedFile("a-lo.wav", held.getvalue(), "audio/wav")


def said(officer: Client, *, soon: str = "now") -> Hail:
    """Record, choose; it then waits for the signature."""
    answer = officer.post("/alo/record/", {"recording": speech()})
    hail = Hail.objects.get()
    assert answer.headers["Location"] == f"/alo/{hail.item.key}/"
    words = {"soon": soon, "text": "Mời bà con họp thôn tối nay. Họp ở nhà văn hoá."}
    answer = officer.post(f"/alo/{hail.item.key}/choose/", words)
    assert answer.headers["Location"] == f"/items/{hail.item.key}/approve/"
    hail.refresh_from_db()
    return hail


def amend(objects: ObjectStore) -> None:
    amendments.amend_due(publisher=Agreeing(), objects=objects, now=timezone.now())


def test_it_is_spoken_signed_heard_and_proven(
    officer: Client, desk: Desk, objects: ObjectStore, here: Station
) -> None:
    ledger = Ledger(here)
    hail = said(officer)
    assert hail.item.state == Item.State.REVIEW
    assert hail.item.headline == "Mời bà con họp thôn tối nay"
    desk.approve(hail.item, desk.approver)
    placed = Placement.objects.get()
    assert (placed.soon, placed.areas) == ("now", ["02020"])
    page = f"/alo/{hail.item.key}/"
    assert "Đang ký" in officer.get(page).content.decode()
    amend(objects)
    assert "Đã ký, đang về đầu phát" in officer.get(page).content.decode()
    ledger.device.bundle = int(timezone.now().timestamp()) + 10
    ledger.device.save()
    assert "Đầu phát đã nhận" in officer.get(page).content.decode()
    rows = RundownDay.objects.filter(document__contains=placed.message_id)
    (item,) = [i for row in rows for i in row.rundown().items]
    assert item.starts > timezone.now()
    ledger.plays(item)
    settle(item.ends + timedelta(minutes=1))
    shown = officer.get(f"{page}proof/").content.decode()
    assert "Đã phát" in shown
    assert "1 lượt phát có nhật ký" in shown


def test_taken_back_it_is_never_heard(
    officer: Client, desk: Desk, objects: ObjectStore, here: Station
) -> None:
    hail = said(officer)
    desk.approve(hail.item, desk.approver)
    amend(objects)
    answer = officer.post(f"/alo/{hail.item.key}/retract/")
    assert answer.headers["Location"] == f"/items/{hail.item.key}/retract/"
    assert SealedMessage.objects.get().retracted_at is not None
    amend(objects)
    message = SealedMessage.objects.get().digest
    assert not RundownDay.objects.filter(document__contains=message).exists()
    assert "Đã rút khỏi lịch phát" in officer.get(f"/alo/{hail.item.key}/").content.decode()


def test_what_the_policy_does_not_allow_is_kept_and_told(
    officer: Client, desk: Desk, objects: ObjectStore
) -> None:
    round_the_clock("cho-don", hailing=Hailing(day_s=2))
    hail = said(officer, soon="next")
    desk.approve(hail.item, desk.approver)
    hail.refresh_from_db()
    assert hail.placed_at is None
    assert "giới hạn của quy định phát" in hail.trouble
    assert "giới hạn của quy định phát" in officer.get(f"/alo/{hail.item.key}/").content.decode()
    assert not Placement.objects.exists()


def test_a_device_that_keeps_the_recording_is_answered_in_json(
    officer: Client, here: Station
) -> None:
    asks = {"HTTP_ACCEPT": "application/json"}
    answer = officer.post("/alo/record/", {"recording": speech()}, **asks)
    assert answer.json() == {"url": f"/alo/{Item.objects.get().key}/"}
    nothing = SimpleUploadedFile("a.wav", b"no sound", "audio/wav")
    refused = officer.post("/alo/record/", {"recording": nothing}, **asks)
    assert refused.status_code == 422
    assert "chưa giữ lại" in refused.json()["problem"] or refused.json()["problem"]
    assert Item.objects.count() == 1


def test_more_than_a_minute_is_refused_and_nothing_kept(officer: Client, here: Station) -> None:
    answer = officer.post("/alo/record/", {"recording": speech(62)})
    assert answer.status_code == 422
    assert "60 giây" in answer.content.decode()
    assert not Item.objects.exists()


def test_it_may_be_said_again_or_thrown_away(officer: Client, here: Station) -> None:
    officer.post("/alo/record/", {"recording": speech()})
    hail = Hail.objects.get()
    before = hail.item.variants.get().sound
    officer.post("/alo/record/", {"recording": speech(5), "again": hail.item.key})
    assert Hail.objects.get().item.variants.get().sound != before
    officer.post(f"/alo/{hail.item.key}/drop/")
    assert not Item.objects.exists()


def test_words_are_asked_for_and_secrets_refused(officer: Client, here: Station) -> None:
    officer.post("/alo/record/", {"recording": speech()})
    hail = Hail.objects.get()
    for words in ("", "MẬT"):
        answer = officer.post(f"/alo/{hail.item.key}/choose/", {"soon": "next", "text": words})
        assert answer.status_code == 422
    hail.item.refresh_from_db()
    assert hail.item.state == Item.State.DRAFT


def test_an_office_without_a_commune_has_nowhere_to_speak(desk: Desk, objects: ObjectStore) -> None:
    spoken = actions.Spoken("a" * 64, 10, 3000, -20.0, "recorded")
    desk.office.unit_code = ""
    desk.office.save()
    with pytest.raises(NewsroomError, match="no-area-to-hail"):
        hailing.speak(desk.office, spoken, opening="x", by=desk.editor, now=timezone.now())


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Họp thôn tối nay.", "Họp thôn tối nay"),
        ("Mất nước! Từ 8 giờ.", "Mất nước!"),
        ("a " * 100, f"{'a ' * 58}a…"),
    ],
)
def test_the_first_sentence_is_the_headline(text: str, headline: str) -> None:
    assert hailing.headline_of(text) == headline


@pytest.mark.parametrize(
    ("known", "where"),
    [
        (Known(serial=0), At.WAITING),
        (Known(serial=0, why="full"), At.NO_PLACE),
        (Known(serial=5, bundle=4, starts=NOON, planned=True), At.SIGNED),
        (Known(serial=5, bundle=5, starts=NOON, planned=True), At.HELD),
        (Known(serial=5, bundle=5, starts=NOON), At.TAKEN_BACK),
        (Known(serial=5, starts=NOON, planned=True, outcome=Outcome.AIRED), At.HEARD),
        (Known(serial=5, starts=NOON, planned=True, outcome=Outcome.CUT), At.CUT),
        (Known(serial=5, starts=NOON, planned=True, outcome=Outcome.MISSED), At.MISSED),
    ],
)
def test_how_far_it_has_come(known: Known, where: At) -> None:
    assert at(known, NOON - timedelta(minutes=1)) is where


def test_after_its_time_the_report_is_awaited() -> None:
    known = Known(serial=5, bundle=5, starts=NOON, planned=True)
    assert at(known, NOON) is At.DUE


def nobody_approves(desk: Desk) -> None:
    Membership.objects.filter(role=Role.APPROVER).delete()


def no_key_counts(desk: Desk) -> None:
    ApproverKey.objects.update(revoked_at=timezone.now())


def only_the_author_approves(desk: Desk) -> None:
    desk.office.author_may_approve = False
    desk.office.save()
    Membership.objects.filter(role=Role.APPROVER).exclude(user=desk.editor).delete()


@pytest.mark.parametrize(
    ("arranged", "mend"),
    [
        (nobody_approves, "Nhờ Quan-Tri giao vai trò người duyệt"),
        (no_key_counts, "được duyệt ở đây nhưng chưa có khoá truy cập"),
        (only_the_author_approves, "Hãy chỉ định người ký thay"),
    ],
)
def test_that_nobody_can_sign_is_said_before_anybody_speaks(
    officer: Client, desk: Desk, here: Station, arranged: Callable[[Desk], None], mend: str
) -> None:
    person("quan-tri", desk.office, Role.ADMINISTRATOR)
    assert "chưa có ai ký được" not in officer.get("/alo/").content.decode()
    arranged(desk)
    page = officer.get("/alo/").content.decode()
    assert "UBND xã Chợ Đồn chưa có ai ký được" in page
    assert mend in page
    assert page.index(mend) < page.index("data-hold")


def test_what_nobody_could_sign_is_kept_until_somebody_can(
    officer: Client, desk: Desk, objects: ObjectStore, here: Station
) -> None:
    nobody_approves(desk)
    officer.post("/alo/record/", {"recording": speech()})
    hail = Hail.objects.get()
    answer = officer.post(
        f"/alo/{hail.item.key}/choose/", {"soon": "now", "text": "Mời họp."}, follow=True
    )
    assert "Lời đã giữ lại, đang chờ người ký được" in answer.content.decode()
    leader = person("chu-tich", desk.office, Role.APPROVER)
    desk.add_key(leader)
    assert "được duyệt bởi: Chu-Tich" in officer.get(f"/alo/{hail.item.key}/").content.decode()
    hail.item.refresh_from_db()
    desk.approve(hail.item, leader)
    assert Placement.objects.get().soon == "now"
