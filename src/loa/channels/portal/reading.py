"""Files of articles from elsewhere, read: RSS or CSV, each row with what it says."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

LARGEST = 50 * 1024 * 1024
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
MEDIA = "{http://search.yahoo.com/mrss/}content"
HEADINGS = {
    "title": ("title", "tiêu đề", "tieu de"),
    "text": ("text", "html", "content", "nội dung", "noi dung"),
    "author": ("author", "tác giả", "tac gia"),
    "date": ("date", "ngày", "ngày đăng", "ngay dang"),
    "source": ("source", "nguồn", "nguon"),
    "url": ("url", "link", "địa chỉ", "dia chi"),
    "topic": ("topic", "chuyên mục", "chuyen muc"),
    "picture": ("picture", "image", "ảnh", "anh"),
    "caption": ("caption", "chú thích", "chu thich"),
}


class ReadError(ValueError):
    """A file that cannot be read at all; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One article as the file states it; nothing in it is to be believed yet."""

    number: int  # of the row or the item, from 1
    title: str = ""
    text: str = ""
    author: str = ""
    date: str = ""
    source: str = ""
    url: str = ""
    topic: str = ""
    picture: str = ""  # the name of a file
    caption: str = ""


def rows(path: Path) -> list[Row]:
    """Read a file; raises ReadError for one that is neither RSS nor CSV."""
    try:
        if path.stat().st_size > LARGEST:
            raise ReadError(f"{path.name}: larger than {LARGEST // 2**20} MB; split it")
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path.name}: {error.strerror}") from error
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return list(_rss(path.name, data))
    if b"\0" in data[:4096] and data[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        raise ReadError(f"{path.name}: neither RSS nor CSV; it looks like a program's own format")
    return list(_csv(path.name, data))


def moment(text: str, zone: str) -> datetime | None:
    """Return a date as feeds and offices write it, None for none; ValueError for another."""
    said = text.strip()
    if not said:
        return None
    if "," in said or said[:1].isalpha():
        found = parsedate_to_datetime(said)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    for form in ("%d/%m/%Y", "%d/%m/%Y %H:%M", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(said, form).replace(tzinfo=ZoneInfo(zone))
        except ValueError:
            continue
    found = datetime.fromisoformat(said)
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))


def _rss(name: str, data: bytes) -> Iterator[Row]:
    # An entity may stand for gigabytes, or for a file of this machine; feeds need none.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data[:200]:
        raise ReadError(f"{name}: XML with a DOCTYPE or in UTF-16 is not read; save it as UTF-8")
    try:
        root = ET.fromstring(data)  # noqa: S314 - refused above: what could be declared
    except ET.ParseError as error:
        raise ReadError(f"{name}: not well-formed XML: {error}") from error
    channel = root.find("channel")
    if channel is None:
        raise ReadError(f"{name}: XML, but not RSS 2.0: there is no channel in it")
    home = channel.findtext("title", "")
    for number, item in enumerate(channel.findall("item"), 1):
        yield Row(
            number,
            title=item.findtext("title", ""),
            text=item.findtext(CONTENT, "") or item.findtext("description", ""),
            author=item.findtext(CREATOR, "") or item.findtext("author", ""),
            date=item.findtext("pubDate", ""),
            source=item.findtext("source", "") or home,
            url=item.findtext("link", ""),
            topic=item.findtext("category", ""),
            picture=_picture(item),
            caption=item.findtext(f"{MEDIA}/{MEDIA.removesuffix('content')}title", ""),
        )


def _picture(item: ET.Element) -> str:
    """Return the name of an item's picture; it is looked for beside the file, never fetched."""
    for element in (item.find("enclosure"), item.find(MEDIA)):
        if element is not None and element.get("type", "image/").startswith("image/"):
            return Path(unquote(urlsplit(element.get("url", "")).path)).name
    return ""


def _csv(name: str, data: bytes) -> Iterator[Row]:
    try:
        coding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
        text = data.decode(coding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{name}: not in UTF-8 (byte {error.start}); save it as CSV UTF-8"
        ) from error
    head = text.split("\n", 1)[0]
    table = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count))
    try:
        headings = [_heading(cell) for cell in next(table, [])]
        if "title" not in headings or "text" not in headings:
            raise ReadError(f"{name}: the first row must name the columns title and text")
        for number, cells in enumerate(table, 2):
            if any(cell.strip() for cell in cells):
                named = {key: cell for key, cell in zip(headings, cells, strict=False) if key}
                yield Row(number, **named)
    except csv.Error as error:
        raise ReadError(f"{name}: not CSV: {error}") from error


def _heading(cell: str) -> str:
    said = cell.strip().lower()
    return next((key for key, names in HEADINGS.items() if said in names), "")
