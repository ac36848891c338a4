"""Which list a sheet is, and which of its columns says what: told by the headings. Pure.

Headings are compared without marks and in small letters. A word that is known exactly counts
most, then one that begins or ends with a known one, then one that is nearly spelt so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from types import MappingProxyType

from loa.control.first_day.sheets import Row, Sheet
from loa.core.fold import fold

LOOKED_AT = 30  # rows from above in which a heading may stand
NEARLY = 0.86
EXACT, PART, ALMOST = 3, 2, 1
HINTED = 2
SHORTEST_ALMOST = 5  # letters: "xa" and "xe" are no misspelling of one another


class Listed(StrEnum):
    """What a sheet lists, in the order in which lists rest on one another."""

    UNITS = "units"
    OFFICES = "offices"
    PEOPLE = "people"
    STATIONS = "stations"
    CLUSTERS = "clusters"
    SITES = "sites"


@dataclass(frozen=True, slots=True)
class Known:
    """A column of a list: its headings, folded; `telling` ones are of this list alone."""

    needed: bool
    headings: tuple[str, ...]
    telling: tuple[str, ...] = ()


def _known(*headings: str, telling: str = "", needed: bool = False) -> Known:
    special = tuple(filter(None, telling.split("|")))
    return Known(needed, (*special, *headings), special)


_SINCE = _known("tu ngay", "ngay bat dau", "hieu luc tu", "thoi gian bat dau", "ngay nhan nhiem vu")
_UNTIL = _known("den ngay", "ngay ket thuc", "hieu luc den", "den het ngay")
_UNIT = (
    "xa",
    "xa phuong",
    "xa phuong thi tran",
    "don vi hanh chinh",
    "dia ban",
    "don vi",
    "ten xa",
    "thuoc xa",
    "ma xa",
    "ma don vi",
    "ma dvhc",
    "xa thi tran",
    "dia phuong",
)
LISTS: Mapping[Listed, Mapping[str, Known]] = MappingProxyType(
    {
        Listed.UNITS: {
            "name": _known(
                "ten",
                "ten xa",
                telling="ten don vi|ten don vi hanh chinh|ten thon|thon ban|ten thon ban"
                "|thon to dan pho|ten thon to dan pho|thon|ten xa phuong|ten xa phuong thi tran"
                "|don vi hanh chinh|thon ban to dan pho",
                needed=True,
            ),
            "code": _known("ma", "ma so", telling="ma don vi|ma dvhc|ma don vi hanh chinh|ma xa"),
            "form": _known("loai", "cap", telling="loai don vi|cap hanh chinh|loai hinh don vi"),
            "parent": _known(
                "xa",
                "thuoc xa",
                "huyen",
                "tinh",
                "xa phuong",
                "xa phuong thi tran",
                "truc thuoc",
                telling="don vi cap tren|thuoc don vi|ma don vi cap tren|cap tren|ma cap tren"
                "|don vi truc thuoc|thuoc huyen|thuoc tinh",
            ),
            "since": _SINCE,
            "until": _UNTIL,
        },
        Listed.OFFICES: {
            "name": _known(
                "co quan",
                "ten",
                telling="ten co quan|ten to chuc|ten co quan don vi|co quan don vi|ten phong ban"
                "|ten don vi cong tac|ten ban nganh",
                needed=True,
            ),
            "kind": _known("loai", "loai hinh", telling="loai co quan|loai to chuc|khoi"),
            "unit": _known(*_UNIT, "dia ban phu trach", "dia ban quan ly"),
            "parent": _known(
                "cap tren",
                "truc thuoc",
                telling="co quan cap tren|co quan chu quan|don vi chu quan",
            ),
        },
        Listed.PEOPLE: {
            "name": _known(
                "ten",
                telling="ho va ten|ho ten|ho va ten can bo|ten can bo|ho ten can bo"
                "|nguoi phu trach",
                needed=True,
            ),
            "office": _known(
                "don vi",
                "co quan",
                "co quan don vi",
                "to chuc",
                "don vi cong tac",
                "co quan cong tac",
                "noi cong tac",
                "ten co quan",
            ),
            "title": _known(
                "chuc vu", "chuc danh", "chuc vu chuc danh", telling="chuc vu dang giu"
            ),
            "role": _known("vai tro", "nhiem vu", "phan quyen", telling="vai tro trong he thong"),
            "phone": _known("dien thoai", "so dien thoai", "sdt", "di dong", "so dt", "dt"),
            "email": _known("email", "thu dien tu", "dia chi email", "hop thu"),
            "username": _known("ten dang nhap", "tai khoan", "ten tai khoan", telling="username"),
            "since": _SINCE,
            "until": _UNTIL,
        },
        Listed.STATIONS: {
            "name": _known(
                "ten",
                "dai",
                "tram",
                telling="ten dai|ten tram|dai truyen thanh|ten dai truyen thanh|tram truyen thanh"
                "|ten tram truyen thanh|dai tram|ten dai tram|dai truyen thanh xa",
                needed=True,
            ),
            "kind": _known("loai", "loai hinh", telling="loai dai|loai tram|cong nghe|hinh thuc"),
            "unit": _known(*_UNIT),
            "clusters": _known(
                telling="so cum loa|so cum|so luong cum loa|tong so cum loa|so luong cum"
            ),
            "since": _known(
                "tu ngay",
                "nam dua vao su dung",
                "ngay dua vao su dung",
                "su dung tu",
                "nam lap dat",
                "nam thanh lap",
                "hoat dong tu",
                "nam su dung",
            ),
            "languages": _known("tieng", "ngon ngu", "thu tieng", "tieng dan toc"),
        },
        Listed.CLUSTERS: {
            "name": _known(
                "ten",
                telling="cum loa|ten cum loa|ten cum|cum|vi tri cum loa|cum thu|diem loa",
                needed=True,
            ),
            "station": _known(
                "dai",
                "tram",
                "thuoc dai",
                "thuoc tram",
                "ten dai",
                "ten tram",
                "dai truyen thanh",
                "tram truyen thanh",
                "dai tram",
            ),
            "unit": _known(*_UNIT),
            "speakers": _known(telling="so loa|so luong loa|so loa trong cum|loa"),
            "state": _known("tinh trang", "trang thai", "hien trang", "tinh trang hoat dong"),
        },
        Listed.SITES: {
            "name": _known(
                "ten diem",
                "dia diem",
                "diem",
                telling="diem treo|diem treo bang ron|vi tri treo|vi tri bang ron|ten diem treo"
                "|diem treo bang ron khau hieu|vi tri lap dat|vi tri treo bang ron|diem co dong"
                "|bang tin cong cong",
                needed=True,
            ),
            "kind": _known("loai", "loai diem", "loai hinh", telling="loai dia diem"),
            "unit": _known(*_UNIT),
            "latitude": _known(telling="vi do|lat|latitude"),
            "longitude": _known(telling="kinh do|long|lng|longitude"),
            "position": _known(telling="toa do|vi tri gps|toa do gps|toa do vi tri"),
        },
    }
)
# What stands in lists and says nothing that is kept here; our own column of reasons too.
_EMPTY_WORDS = frozenset({"stt", "tt", "so tt", "so thu tu", "ghi chu", "ly do", "reason", "no"})


# A word in the sheet's name is a hint, no more.
_NAMED: Mapping[Listed, tuple[str, ...]] = MappingProxyType(
    {
        Listed.UNITS: ("don vi hanh chinh", "thon", "to dan pho", "danh muc xa"),
        Listed.OFFICES: ("co quan", "to chuc", "don vi cong tac"),
        Listed.PEOPLE: ("can bo", "nhan su", "nguoi dung", "tai khoan", "danh ba", "con nguoi"),
        Listed.STATIONS: ("dai", "tram"),
        Listed.CLUSTERS: ("cum",),
        Listed.SITES: ("diem treo", "bang ron", "diem"),
    }
)


@dataclass(frozen=True, slots=True)
class Table:
    """A recognised list: where its headings stand, and its fields by column, from 0.

    `unused` are the headings that nothing was made of.
    """

    sheet: Sheet
    kind: Listed
    heading: int  # the number of the (last) row of headings
    columns: Mapping[str, int]
    unused: tuple[str, ...]
    rows: tuple[Row, ...] = field(default=(), repr=False)


def recognise(sheet: Sheet) -> Table | None:
    """Return what a sheet lists, or None when no row of it reads like a heading."""
    best: tuple[int, Table] | None = None
    looked_at = sheet.rows[:LOOKED_AT]
    for place, row in enumerate(looked_at):
        for heads, last in _headings(looked_at, place, row):
            for kind, fields in LISTS.items():
                score, columns = _matched(heads, fields, hinted=_hinted(sheet.name, kind))
                if score and (best is None or score > best[0]):
                    best = (score, _table(sheet, kind, last, columns, heads))
    return best[1] if best else None


def _hinted(name: str, kind: Listed) -> bool:
    said = f" {fold(name)} "
    return any(f" {word} " in said for word in _NAMED[kind])


def _headings(rows: Sequence[Row], place: int, row: Row) -> Iterator[tuple[list[str], Row]]:
    """Yield a row as headings, and together with the next where headings take two rows."""
    yield [fold(cell) for cell in row.cells], row
    if place + 1 < len(rows):
        below = rows[place + 1]
        if below.number == row.number + 1:
            width = max(len(row.cells), len(below.cells))
            yield [fold(below.at(n)) or fold(row.at(n)) for n in range(width)], below


def _matched(
    heads: Sequence[str], fields: Mapping[str, Known], *, hinted: bool
) -> tuple[int, dict[str, int]]:
    """Return how well headings are those of a list (0: not at all), and its columns.

    Some heading has to be of this list alone, unless the sheet's name says what it is.
    """
    pairs = sorted(
        (
            (-_like(head, known), order, column, name)
            for order, (name, known) in enumerate(fields.items())
            for column, head in enumerate(heads)
            if _like(head, known)
        ),
    )
    columns: dict[str, int] = {}
    score = 0
    for negative, _order, column, name in pairs:
        if name not in columns and column not in columns.values():
            columns[name] = column
            score += -negative
    lacking = any(known.needed and name not in columns for name, known in fields.items())
    telling = any(heads[column] in fields[name].telling for name, column in columns.items())
    if lacking or not (telling or hinted):
        return 0, {}
    return score + (HINTED if hinted else 0), columns


def _like(head: str, known: Known) -> int:
    """Return how surely a heading is a known one; what is telling counts more."""
    if not head or head in _EMPTY_WORDS:
        return 0
    more = 2 if head in known.telling else 0
    if head in known.headings:
        return EXACT + more
    words = head.split()
    for one in sorted(known.headings, key=len, reverse=True):
        parts = one.split()
        long_enough = len(parts) > 1
        begins = words[: len(parts)] == parts or words[-len(parts) :] == parts
        if long_enough and begins:
            return PART + (1 if one in known.telling else 0)
    for one in known.headings:
        near = SequenceMatcher(None, head, one).ratio() >= NEARLY
        if len(one) >= SHORTEST_ALMOST and near:
            return ALMOST
    return 0


def _table(
    sheet: Sheet, kind: Listed, last: Row, columns: Mapping[str, int], heads: Sequence[str]
) -> Table:
    taken = set(columns.values())
    unused = tuple(
        last.at(n) for n, head in enumerate(heads) if head not in _EMPTY_WORDS and n not in taken
    )
    rows = tuple(row for row in sheet.rows if row.number > last.number)
    return Table(sheet, kind, last.number, dict(columns), tuple(filter(None, unused)), rows)
