"""A photo as a telephone takes it: on its side, with place, device, hour, notes, profile."""

import io

from PIL import Image, ImageCms
from PIL.ExifTags import GPS, IFD, Base

DEVICE, OWNER = "Dienthoai X9", "Nguyen Van Thu"
XMP = f"<x:xmpmeta><exif:GPSLatitude>22,9N</exif:GPSLatitude>{OWNER}</x:xmpmeta>".encode()
HIDDEN = (b"Exif", b"GPSLatitude", DEVICE.encode(), OWNER.encode(), b"xmpmeta", b"Photoshop")
WIDE, HIGH = 640, 480  # as it lies; upright it is 480 wide


def photo(kind: str = "JPEG") -> bytes:
    """Return a photo with everything that tells where, when, by whom and with what."""
    picture = Image.effect_mandelbrot((WIDE, HIGH), (-3, -2.5, 2, 2.5), 40).convert("RGB")
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Model], exif[Base.Artist] = "Hang", DEVICE, OWNER
    exif[Base.Orientation] = 6  # to be turned by a quarter
    exif[Base.DateTime] = "2026:11:22 08:00:00"
    place = exif.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitudeRef], place[GPS.GPSLatitude] = "N", (22.0, 9.0, 30.0)
    place[GPS.GPSLongitudeRef], place[GPS.GPSLongitude] = "E", (105.0, 35.0, 12.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more = {"comment": OWNER} if kind == "JPEG" else {}
    kept = io.BytesIO()
    picture.save(kept, kind, exif=exif, xmp=XMP, icc_profile=profile, **more)
    return kept.getvalue()


def told(data: bytes) -> set[str]:
    """Return all that a picture says besides its points: empty for one that says nothing."""
    with Image.open(io.BytesIO(data)) as found:
        found.load()
        notes = {"exif", "xmp", "XML:com.adobe.xmp", "icc_profile", "comment", "photoshop", "mp"}
        said = notes & found.info.keys()
        said |= {str(tag) for tag in found.getexif()}
        said |= {f"gps-{tag}" for tag in found.getexif().get_ifd(IFD.GPSInfo)}
    return said | {word.decode() for word in HIDDEN if word in data}
