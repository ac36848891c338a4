"""What each row of the recognised lists comes to: new, known, refused and why, or passed over.

Lists are judged in the order in which they rest on one another, whatever their order in the
workbook. Pure: what is known is given, and what the lists bring is added to it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from loa.control.first_day.headings import LISTS, Listed, Table
from loa.control.first_day.judging import naming, people, places, stations
from loa.control.first_day.judging.asking import Asked, Judged, RefusedRowError
from loa.control.first_day.judging.known import Known
from loa.control.first_day.rows import Because, Fate, JudgedTable, Verdict
from loa.control.first_day.sheets import Row
from loa.core.fold import fold
from loa.places.rules import Unit

JUDGES: Mapping[Listed, Callable[[Asked], Judged]] = MappingProxyType(
    {
        Listed.UNITS: places.unit,
        Listed.OFFICES: people.office,
        Listed.PEOPLE: people.person,
        Listed.STATIONS: stations.station,
        Listed.CLUSTERS: stations.cluster,
        Listed.SITES: places.site,
    }
)
_TOTAL = re.compile(
    r"(?:tong|cong|tong cong|tong so|cong tong|tong cong so)"
    r"(?: (?:so )?(?:dai|tram|cum|loa|diem|nguoi|can bo|don vi|co quan|xa|thon|toan)(?: .*)?)?"
)
_SIGNED = re.compile(
    r"(?:nguoi lap|lap bieu|thu truong|ky ten|noi nhan|ghi chu|nguoi tong hop|chu tich|tm |kt "
    r"|ky ghi ro|xac nhan|luu vt).*|.*ngay \d* ?thang \d* ?nam.*"
)
_NUMBERING = re.compile(r"\(?\d{1,2}\)?")
_GROUP_MARK = re.compile(r"(?:[ivxlc]{1,6}|[a-z]|\d{1,3})?")
_MOST_OF_LINE = 2  # cells of a line that is no row of a list


def judge(tables: Sequence[tuple[int, Table]], known: Known) -> list[JudgedTable]:
    """Judge every row of some lists, each with the number of its file; the order stays."""
    order = list(Listed)
    places_of = sorted(range(len(tables)), key=lambda n: order.index(tables[n][1].kind))
    judged: dict[int, JudgedTable] = {}
    seen: dict[tuple[str, ...], tuple[tuple[str, ...], str]] = {}
    for place in places_of:
        file, table = tables[place]
        judged[place] = _table(file, table, known, seen)
    return [judged[place] for place in range(len(tables))]


Seen = dict[tuple[str, ...], tuple[tuple[str, ...], str]]


def _table(file: int, table: Table, known: Known, seen: Seen) -> JudgedTable:
    verdicts: list[Verdict] = []
    group = ""
    for row in table.rows:
        passed = _passed_over(row, table)
        if passed is None and (unit := _group(row, table, known)):
            group = unit.code
            passed = Because("group", {"unit": unit.full_name})
        if passed is not None:
            verdicts.append(Verdict(row.number, Fate.SKIPPED, _line(row), because=passed))
        elif any(row.at(column) for column in table.columns.values()):
            verdicts.append(_row(table, Asked(row, table.columns, known, group), seen))
    return JudgedTable(
        file=file,
        sheet=table.sheet.name,
        kind=table.kind,
        heading=table.heading,
        unused=table.unused,
        converted=table.sheet.converted,
        verdicts=tuple(verdicts),
    )


def _row(table: Table, asked: Asked, seen: Seen) -> Verdict:
    number = asked.row.number
    try:
        found = JUDGES[table.kind](asked)
    except RefusedRowError as error:
        return Verdict(number, Fate.REFUSED, _line(asked.row), because=error.because)
    key = (table.kind, *found.key)
    place = f"{table.sheet.name}, {number}".removeprefix(", ")
    if key in seen:
        said, before = seen[key]
        if said == found.said:
            again = Because("twice", {"row": before})
            return Verdict(number, Fate.SKIPPED, found.said, because=again)
        differs = Because("twice-differs", {"row": before})
        return Verdict(number, Fate.REFUSED, found.said, because=differs)
    seen[key] = (found.said, place)
    return Verdict(number, found.fate, found.said, found.draft, found.because, found.notes)


def _passed_over(row: Row, table: Table) -> Because | None:
    """Return why a row is no entry: a sum, a line of signatures, columns' numbers."""
    texts = [cell for cell in row.cells if cell]
    if all(_NUMBERING.fullmatch(text) for text in texts) and _counted(texts):
        return Because("numbering")
    first = fold(next((text for text in texts if not text.isdecimal()), ""))
    name = row.at(table.columns.get("name"))
    if _TOTAL.fullmatch(first) and (not name or _TOTAL.fullmatch(fold(name))):
        return Because("total")
    if len(set(texts)) <= _MOST_OF_LINE and _SIGNED.fullmatch(first):
        return Because("signature")
    return None


def _counted(texts: Sequence[str]) -> bool:
    """Whether cells count the columns: 1, 2, 3."""
    numbers = [int(text.strip("()")) for text in texts]
    return len(numbers) > _MOST_OF_LINE and numbers == list(
        range(numbers[0], numbers[0] + len(numbers))
    )


def _group(row: Row, table: Table, known: Known) -> Unit | None:
    """Return the unit that a line of its own names: what follows lies in it."""
    texts = list(dict.fromkeys(cell for cell in row.cells if cell))
    if len(texts) > _MOST_OF_LINE or (
        len(texts) == _MOST_OF_LINE and not _GROUP_MARK.fullmatch(fold(texts[0]))
    ):
        return None
    needed = [name for name, column in LISTS[table.kind].items() if column.needed]
    alone = all(row.at(table.columns[name]) in {"", texts[-1]} for name in needed)
    form, _bare = naming.parted(_without_mark(texts[-1]))
    if not alone or form is None or (len(table.columns) == 1 and len(texts) == 1):
        return None
    told = naming.unit(_without_mark(texts[-1]), known)
    return None if isinstance(told, Because) else told


def _without_mark(text: str) -> str:
    """Return a group's name without the "I." or "2." in front of it."""
    return re.sub(r"^(?:[IVXLC]{1,6}|[A-Z]|\d{1,3})\s*[.):/-]\s*", "", text).strip(" :")


def _line(row: Row) -> tuple[str, ...]:
    return tuple(cell for cell in row.cells if cell)[:6]
