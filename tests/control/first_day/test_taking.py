"""Recordings, photos and plans: taken in by one word, each where it belongs."""

import gc
import io
import zipfile
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.control.first_day.conftest import MakeUser
from tests.newsroom.bulletins.making import wav
from tests.simulators import telephone_photo
from wagtail.images import get_image_model

from loa.control.first_day import taking, words
from loa.control.models import Dropped
from loa.newsroom.models import Item
from loa.places.actions import load_units
from loa.plans.drafting.models import PlanDocument
from loa.plans.models import Plan

pytestmark = pytest.mark.django_db


def dropped(client: Client, **files: bytes) -> Dropped:
    uploads = [SimpleUploadedFile(name, data) for name, data in files.items()]
    answer = client.post("/first-day/drop/", {"files": uploads})
    assert answer.status_code == 302, answer.content.decode()
    drop = Dropped.objects.get(key=answer.headers["Location"].split("/")[-2])
    client.post(f"/first-day/{drop.key}/confirm/")
    drop.refresh_from_db()
    return drop


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def picture(colour: str = "navy", kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, kind)
    return out.getvalue()


def taken(drop: Dropped) -> list[dict[str, object]]:
    """Let the worker do its part; return what it says of each recording."""
    taking.take_sounds(drop, now=drop.made_at)
    drop.refresh_from_db()
    kept = ("name", "state", "headline", "language", "known")
    return [{key: one[key] for key in kept if key in one} for one in drop.outcome["sounds"]]


def test_recordings_become_items_of_the_archive_once(administrator: Client, drops: Path) -> None:
    stick = {
        "USB/10 - Lịch tiêm phòng.wav": wav(1.5, "b"),
        "USB/2_tin tiếng Tày.wav": wav(1.5, "a"),
        "USB/3 hỏng.mp3": b"khong phai tieng",
    }
    drop = dropped(administrator, **{"usb.zip": zipped(**stick)})
    assert drop.done_at is None
    assert [one["state"] for one in drop.outcome["sounds"]] == ["waiting"] * 3
    assert taken(drop) == [
        {
            "name": "10 - Lịch tiêm phòng.wav",
            "state": "done",
            "headline": "Lịch tiêm phòng",
            "language": "vi",
            "known": False,
        },
        {
            "name": "2_tin tiếng Tày.wav",
            "state": "done",
            "headline": "Tin tiếng Tày",
            "language": "tyz",
            "known": False,
        },
        {"name": "3 hỏng.mp3", "state": "refused"},
    ]
    assert drop.done_at is not None
    (item,) = Item.objects.filter(headline="Lịch tiêm phòng")
    variant = item.variants.get()
    assert (item.state, item.issuer.key, item.topic.plan.kind) == (
        "draft",
        "van-phong-19",
        "standing",
    )
    assert variant.sound_ms > 1_000
    assert variant.lufs is not None
    assert taken(drop) == taken(drop)  # asked for twice, done once

    again = dropped(administrator, **{"lich.wav": wav(1.5, "b")})
    assert [one["known"] for one in taken(again)] == [True]
    assert Item.objects.count() == 2
    page = administrator.get(f"/first-day/{drop.key}/").content.decode()
    assert "3 hỏng.mp3" in page
    assert "hx-get" not in administrator.get(f"/first-day/{drop.key}/sounds/").content.decode()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail's own
def test_photos_go_into_the_pictures_of_the_website_once(administrator: Client) -> None:
    files = {"Lễ ra quân.jpg": picture(), "khong-phai.jpg": b"\xff\xd8\xff khong phai anh"}
    drop = dropped(administrator, **files)
    assert [(one["name"], one.get("problem")) for one in drop.outcome["photos"]] == [
        ("khong-phai.jpg", str(words.BAD_PHOTO)),
        ("Lễ ra quân.jpg", None),
    ]
    again = dropped(administrator, **{"ten-khac.jpg": picture()})
    assert [one["known"] for one in again.outcome["photos"]] == [True]
    assert [image.title for image in get_image_model().objects.all()] == ["Lễ ra quân"]
    gc.collect()  # here, so that no other test is told of it


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # as above
def test_photos_leave_behind_where_and_with_what_they_were_taken(administrator: Client) -> None:
    taken_by_phone = {"Treo băng rôn.jpg": telephone_photo.photo()}
    drop = dropped(administrator, **taken_by_phone)
    assert [one["known"] for one in drop.outcome["photos"]] == [False]
    image = get_image_model().objects.get()
    with image.file.open() as kept:
        assert telephone_photo.told(kept.read()) == set()
    assert (image.width, image.height) == (480, 640)
    again = dropped(administrator, **taken_by_phone)
    assert [one["known"] for one in again.outcome["photos"]] == [True]
    gc.collect()


def plan_paper() -> bytes:
    paper = docx.Document()
    for line in (
        "UBND XÃ NGHĨA TÁ",
        "Số: 12/KH-UBND",
        "KẾ HOẠCH",
        "Tuyên truyền vệ sinh môi trường",
        "I. Mục đích: nâng cao ý thức của nhân dân.",
    ):
        paper.add_paragraph(line)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def test_a_plan_is_handed_to_the_page_that_reads_it(client: Client, make_user: MakeUser) -> None:
    load_units()
    client.force_login(make_user("ke-hoach", "02071", "planner"))
    drop = dropped(client, **{"Kế hoạch.docx": plan_paper()})
    document = PlanDocument.objects.get()
    assert (document.name, document.office.key) == ("Kế hoạch.docx", "van-phong-02071")
    assert (
        f"/plan-documents/{document.pk}/" in client.get(f"/first-day/{drop.key}/").content.decode()
    )
    assert Plan.objects.count() == 0


def test_what_was_cut_off_after_the_word_is_taken_in_later(
    client: Client, make_user: MakeUser, drops: Path
) -> None:
    load_units()
    client.force_login(make_user("ke-hoach", "02071", "planner"))
    uploads = {"Kế hoạch.docx": plan_paper(), "lich.wav": wav(1.5, "b")}
    files = [SimpleUploadedFile(name, data) for name, data in uploads.items()]
    client.post("/first-day/drop/", {"files": files})
    drop = Dropped.objects.get()
    paper = drops / drop.key / "0"
    paper.rename(drops / "away")  # the disk fails in the middle
    with pytest.raises(FileNotFoundError):
        client.post(f"/first-day/{drop.key}/confirm/")
    (drops / "away").rename(paper)
    drop.refresh_from_db()
    assert drop.confirmed_at is not None
    taking.take_sounds(drop, now=drop.confirmed_at)  # too soon: the page may be at it still
    drop.refresh_from_db()
    assert ("plans" in drop.outcome, drop.done_at) == (False, None)
    (sound,) = drop.outcome["sounds"]
    taking.take_sounds(drop, now=drop.confirmed_at + 2 * words.GIVEN_UP)
    drop.refresh_from_db()
    assert drop.outcome["plans"][0]["document"] == PlanDocument.objects.get().pk
    assert drop.outcome["sounds"] == [sound]
    assert sound["state"] == "done"
    assert drop.done_at is not None


def test_an_administrator_is_told_to_give_the_plan_to_the_planner(administrator: Client) -> None:
    files = [SimpleUploadedFile("Kế hoạch.docx", plan_paper())]
    answer = administrator.post("/first-day/drop/", {"files": files}, follow=True)
    assert "Chỉ cán bộ kế hoạch" in answer.content.decode()
    drop = Dropped.objects.get()
    administrator.post(f"/first-day/{drop.key}/confirm/")
    assert PlanDocument.objects.count() == 0
