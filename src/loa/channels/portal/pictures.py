"""Pictures from elsewhere: what they are by their bytes, and never more than can be drawn."""

import io
import warnings
from pathlib import Path

from django.conf import settings
from django.core.files.images import ImageFile
from PIL import Image as Pillow
from wagtail.images import get_image_model

from loa.channels.portal.queries import PICTURE

KINDS = {"JPEG": {".jpg", ".jpeg"}, "PNG": {".png"}, "WEBP": {".webp"}}


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


def keep(name: str, data: bytes, title: str) -> object:
    """Keep an examined picture; return Wagtail's row of it."""
    image = get_image_model()(title=title[:255], file=ImageFile(io.BytesIO(data), name=name))
    image.save()
    image.get_rendition(PICTURE)  # now, so that no visitor waits for it
    return image
