"""What a photo hides never reaches the portal, on whichever way the photo comes."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.channels.portal.builders import site
from tests.channels.portal.test_editing import person
from tests.simulators import telephone_photo
from wagtail.images import get_image_model

from loa.channels.portal import pictures
from loa.channels.portal.queries import PICTURE
from loa.people.rules import Role

# Wagtail leaves the file in which it draws a smaller picture to the collector of garbage.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
KINDS = ["JPEG", "PNG", "WEBP"]


def test_the_photo_that_is_tested_with_tells_everything() -> None:
    said = telephone_photo.told(telephone_photo.photo())
    assert {"exif", "xmp", "comment", "gps-2", "gps-4", telephone_photo.DEVICE} <= said


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_made_anew_upright_and_says_nothing(kind: str) -> None:
    data = pictures.bare(telephone_photo.photo(kind))
    assert telephone_photo.told(data) == set()
    with Image.open(io.BytesIO(data)) as found:
        assert (found.format, found.size) == (kind, (480, 640))


@pytest.mark.parametrize(
    ("mode", "kind", "kept"),
    [
        ("L", "JPEG", "L"),
        ("CMYK", "JPEG", "RGB"),
        ("1", "PNG", "L"),
        ("P", "PNG", "RGB"),
        ("LA", "PNG", "RGBA"),
        ("RGBA", "PNG", "RGBA"),
        ("RGBA", "WEBP", "RGBA"),
        ("I;16", "PNG", "RGB"),
    ],
)
def test_pictures_of_every_kind_can_be_made_anew(mode: str, kind: str, kept: str) -> None:
    data = io.BytesIO()
    Image.new(mode, (20, 10)).save(data, kind)
    with Image.open(io.BytesIO(pictures.bare(data.getvalue()))) as found:
        assert (found.format, found.mode, found.size) == (kind, kept, (20, 10))


def test_a_broken_profile_is_left_out() -> None:
    data = io.BytesIO()
    Image.new("RGB", (20, 10), "navy").save(data, "JPEG", icc_profile=b"no profile at all")
    assert telephone_photo.told(pictures.bare(data.getvalue())) == set()


@pytest.fixture
def editor(client: Client, settings: object, tmp_path: Path, db: None) -> Client:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings
    site()
    client.force_login(person(Role.EDITOR))
    return client


def test_what_editors_send_is_kept_and_shown_without_what_hides_in_it(editor: Client) -> None:
    sent = SimpleUploadedFile("hop.jpg", telephone_photo.photo(), "image/jpeg")
    editor.post("/cms/images/add/", {"title": "Hội nghị", "file": sent}, follow=True)
    image = get_image_model().objects.get()
    assert (image.width, image.height) == (480, 640)
    with image.file.open() as original:
        data = original.read()
        assert (telephone_photo.told(data), image.file_size) == (set(), len(data))
    with image.get_rendition(PICTURE).file.open() as shown:
        assert telephone_photo.told(shown.read()) == set()

    other = SimpleUploadedFile("khac.png", telephone_photo.photo("PNG"), "image/png")
    editor.post(f"/cms/images/{image.pk}/", {"title": "Khác", "file": other}, follow=True)
    image.refresh_from_db()
    with image.file.open() as original:
        assert telephone_photo.told(original.read()) == set()


def test_several_that_are_dropped_at_once_are_kept_the_same_way(editor: Client) -> None:
    sent = SimpleUploadedFile("hop.jpg", telephone_photo.photo(), "image/jpeg")
    answer = editor.post(
        "/cms/images/multiple/add/",
        {"title": "Hội nghị", "files[]": sent},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert answer.json()["success"]
    with get_image_model().objects.get().file.open() as original:
        assert telephone_photo.told(original.read()) == set()


def test_a_picture_that_breaks_off_is_refused_with_the_mend(editor: Client) -> None:
    sent = SimpleUploadedFile("hong.jpg", telephone_photo.photo()[:-4000], "image/jpeg")
    page = editor.post("/cms/images/add/", {"title": "Hỏng", "file": sent}).content.decode()
    assert "lưu lại" in page
    assert not get_image_model().objects.exists()


def test_what_is_imported_is_kept_without_what_hides_in_it(editor: Client, tmp_path: Path) -> None:
    file = tmp_path / "cu.jpg"
    file.write_bytes(telephone_photo.photo())
    pictures.keep("cu.jpg", pictures.examined(file), "Ảnh cũ")
    with get_image_model().objects.get().file.open() as original:
        assert telephone_photo.told(original.read()) == set()
