"""Pictures from elsewhere: what they are by their bytes, and never more than can be drawn.

A telephone writes into each photo where it was taken, when, and with which device. Nothing
of that is kept with a picture of the portal, on whichever way it comes.
"""

import io
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from loa.channels.portal.queries import PICTURE

SAVED: Mapping[str, Mapping[str, Any]] = {
    "JPEG": {"quality": 92, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 92},
}
KINDS = {"JPEG": {".jpg", ".jpeg"}, "PNG": {".png"}, "WEBP": {".webp"}}
UNREADABLE = _("This picture cannot be read whole. Save it anew as JPEG or PNG, then send it.")


class PictureError(ValueError):
    """A picture that is refused; the sentence says why."""


def beside(folder: Path, name: str) -> Path:
    """Return a picture's file in a folder; raises PictureError for any other place."""
    path = folder / name
    plain = Path(name).name == name and name not in {"", ".", ".."}
    if not plain or path.is_symlink() or not path.is_file():
        raise PictureError(f"picture {name!r}: there is no such file beside the list")
    return path


def examined(path: Path) -> bytes:
    """Return a picture's bytes; raises PictureError for what is none, lies, or is too large."""
    if path.stat().st_size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise PictureError(f"picture {path.name!r}: larger than 12 MB")
    data = path.read_bytes()
    try:
        kind, pixels = _looked_at(data)
    except Pillow.DecompressionBombError as error:
        raise _too_many(path) from error
    except Exception as error:  # Pillow raises whatever a broken file makes its decoders raise
        raise PictureError(f"picture {path.name!r}: not a JPEG, PNG or WebP") from error
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise _too_many(path)
    if path.suffix.lower() not in KINDS[kind]:
        raise PictureError(f"picture {path.name!r}: is {kind} under another name; rename it")
    return data


def _looked_at(data: bytes) -> tuple[str, int]:
    """Return what a picture is and how many pixels it has; decoded only where it is allowed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)  # our limit is lower
        picture = Pillow.open(io.BytesIO(data), formats=list(KINDS))
        pixels = picture.width * picture.height
        if pixels <= settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
            picture.load()
    return str(picture.format), pixels


def _too_many(path: Path) -> PictureError:
    return PictureError(f"picture {path.name!r}: too many pixels; make it smaller")


def bare(data: bytes) -> bytes:
    """Return a picture made anew, upright, in its own format: its points and nothing else.

    Colours of a camera's own profile become those of every screen (sRGB). Of a moving picture
    the first one is kept. Raises what Pillow raises for a picture that cannot be drawn.
    """
    with Pillow.open(io.BytesIO(data), formats=list(KINDS)) as found:
        kind = str(found.format)
        drawn = _plain(ImageOps.exif_transpose(found))
    if kind == "JPEG" and drawn.mode == "RGBA":
        drawn = drawn.convert("RGB")
    fresh = Pillow.frombytes(drawn.mode, drawn.size, drawn.tobytes())  # carries no notes along
    kept = io.BytesIO()
    fresh.save(kept, kind, **SAVED[kind])
    return kept.getvalue()


def _plain(picture: Pillow.Image) -> Pillow.Image:
    """Return a picture in grey, colours, or colours that let something shine through."""
    profile = picture.info.get("icc_profile")
    clear = "A" in picture.getbands() or "transparency" in picture.info
    grey = picture.mode in {"1", "L"} and not clear
    mode = "L" if grey else "RGBA" if clear else "RGB"
    if profile and picture.mode in {"RGB", "RGBA", "CMYK"}:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            said = "RGBA" if picture.mode == "RGBA" else "RGB"
            usual = ImageCms.createProfile("sRGB")
            done = ImageCms.profileToProfile(picture, own, usual, outputMode=said)
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile is worth no more than none
        else:
            picture = done or picture
    return picture.convert(mode)


class PictureField(WagtailImageField):  # type: ignore[misc]  # Wagtail has no types
    """Wagtail's field, which fails on a picture that breaks off."""

    def to_python(self, data: object) -> object:
        """Raise ValidationError with the mend for what cannot be drawn."""
        try:
            return super().to_python(data)
        except (OSError, SyntaxError) as error:
            raise ValidationError(UNREADABLE) from error


class PictureForm(BaseImageForm):  # type: ignore[misc]  # as above
    """Wagtail's form, which would keep a photo with its place and its device."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if usual := self.fields.get("file"):  # where several were dropped, names are asked alone
            self.fields["file"] = PictureField(
                label=usual.label, required=usual.required, widget=usual.widget
            )

    def clean_file(self) -> object:
        """Return the picture without what hides in it."""
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        file.open()
        try:
            data = bare(file.read())
        except Exception as error:  # as above: decoders raise whatever a broken file makes them
            raise ValidationError(UNREADABLE) from error
        return SimpleUploadedFile(file.name, data, file.content_type)


def keep(name: str, data: bytes, title: str) -> object:
    """Keep an examined picture without what hides in it; return Wagtail's row of it."""
    file = ImageFile(io.BytesIO(bare(data)), name=name)
    image = get_image_model()(title=title[:255], file=file)
    image.save()
    image.get_rendition(PICTURE)  # now, so that no visitor waits for it
    return image
