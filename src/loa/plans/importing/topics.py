"""Topics: what people are to be told, from the sections on contents and from under phases."""

import re
from collections.abc import Collection, Iterator

from loa.core.fold import fold
from loa.plans.importing.findings import Finding, finding
from loa.plans.importing.markers import marker
from loa.plans.importing.outline import PLAIN, Item, Outline, leaves
from loa.plans.importing.phases import looks_like_phase
from loa.plans.importing.reading.document import Paragraph
from loa.plans.importing.sections import roles
from loa.plans.importing.tables import Table
from loa.plans.importing.unit_words import BY_WHOM

_AUDIENCE = re.compile(
    r"^(?:(?:Đối\s+)?[Vv]ới\s+[^:;]{2,60}"
    r"|(?:[Cc]ác\s+)?(?:[Hh]ọc sinh|[Ss]inh viên|[Nn]ông dân|[Cc]ông nhân|[Pp]hụ nữ"
    r"|[Tt]hanh niên|[Nn]gười"
    r"|[Cc]án bộ|[Đđ]ảng viên|[Hh]ộ|[Cc]hủ|[Pp]hụ huynh|[Cc]ha mẹ|[Đđ]oàn viên|[Hh]ội viên"
    r"|[Tt]iểu thương"
    r"|[Dd]oanh nghiệp|[Đđ]ồng bào|[Dd]u khách|[Tt]rẻ em|[Nn]hân dân|[Cc]ử tri|[Hh]ội\b"
    r"|[Nn]gư dân|[Gg]ia đình|[Bb]à con|[Ll]ái xe|[Tt]ài xế|[Kk]hách|[Gg]iáo viên|[Tt]hầy"
    r"|[Tt]rẻ|[Cc]ông chức|[Ll]ao động|[Cc]ựu chiến binh|[Hh]ợp tác xã|[Cc]ơ sở"
    r"|[Tt]hương nhân|[Nn]hà hàng|[Qq]uán|[Ôô]ng bà|[Pp]hụ lão|[Tt]rưởng thôn"
    r"|[Tt]hanh thiếu|[Tt]hiếu nhi)"
    r"[^:;.]{0,50}):\s+"
)
_SAYS = re.compile(
    r"(?:nội dung(?: chính| chủ yếu| sau)*|làm rõ|tuyên truyền|thông tin|như sau|sau đây|tập trung"
    r"|thông điệp|phổ biến|giới thiệu|những vấn đề sau|nêu rõ)\s*:\s*",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"(?:nội dung|thông điệp|vấn đề|tuyên truyền|làm rõ|truyền thông)[^:;.]{0,30}:\s+",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"^(?:tập trung|chú trọng|đẩy mạnh|tiếp tục)\s+(?:thông tin|tuyên truyền|truyền thông|phổ biến)"
    r"(?:\s+(?:sâu rộng|rộng rãi|đầy đủ|về|các nội dung))*\s+"
    r"|^(?:thông tin|tuyên truyền|phổ biến|giới thiệu|nêu rõ|làm rõ)"
    r"(?:\s+(?:kịp thời|sâu rộng|rộng rãi|đầy đủ|về))+\s+",
    re.IGNORECASE,
)
_LEADS_LIST = re.compile(r"[^:;.]{0,60}:\s+(?=[^.]*;)")  # "Truyền thông về: …; …"
_ASIDE = re.compile(r"^(?:Chú ý|Lưu ý|Ghi chú|Yêu cầu|Riêng)\b", re.IGNORECASE)
_LABEL = re.compile(  # "Chủ đề 1: …": it counts, and says nothing
    r"(?:Nội dung|Chủ đề|Thông điệp|Vấn đề|Chuyên đề)(?:\s+(?:thứ\s+\w+|số\s+\d+|\d+|[IVX]+))?"
    r"(?:\s*[:.–-]\s*|$)",
    re.IGNORECASE,
)
_AUDIENCE_WORDS = 6
_LABEL_WORDS = 4
_TITLE_WORDS = 8  # of a line that only heads what stands under it
_LINES, _LINE_WORDS = 3, 30  # of a list that is not marked
_PART_WORDS = 20  # of a part between semicolons that is one topic
_SURE_HEADER = (
    "noi dung tuyen truyen",
    "noi dung truyen thong",
    "noi dung thong tin",
    "thong diep",
    "noi dung can",
)
_PHASE_HEADER = ("dot", "giai doan", "buoc", "chang", "thoi ky", "ky")
_HEADER = ("noi dung", "thong diep", "chu de", "van de")


def topics(outline: Outline, phase_items: Collection[int]) -> Iterator[Finding]:
    """Yield every topic once; `phase_items` are the items that are phases."""
    seen: set[str] = set()
    for one in _all(outline, phase_items):
        key = fold(str(one.value))
        if key and key not in seen:
            seen.add(key)
            yield one


def _all(outline: Outline, phase_items: Collection[int]) -> Iterator[Finding]:
    last = {item.at for item in leaves(outline.items)}
    lists = _unmarked_lists(outline)
    for item in outline.items:
        if item.at in phase_items and not item.heading:
            if not item.roles & {"time"}:
                yield from _listed_inline(item)
            continue
        if item.heading:
            yield from _after_heading(item, leaf=item.at in last)
        elif _is_topic(item, phase_items) and item.at in last:
            yield from _label_or_topic(outline, item)
        elif not item.roles and _introduced(item.text):
            yield from _listed_inline(item)
        elif item.rank >= PLAIN and item.roles == {"content"}:
            yield from _plain(outline, item, lists)
    for table in outline.tables:
        if not table.annex and (table.roles & {"content", "time"} or not table.roles):
            yield from _of_table(table)


def _after_heading(item: Item, *, leaf: bool) -> Iterator[Finding]:
    """Yield contents that stand behind a heading in its own paragraph."""
    if leaf and "content" in item.roles and item.inline >= 0:
        yield from _running(item.paragraph, _after_colon(item), "topic-in-running-text")


def _is_topic(item: Item, phase_items: Collection[int]) -> bool:
    if item.rank >= PLAIN or _about_else(item.text):
        return False
    if item.parent in phase_items:
        return not item.roles & {"assign", "forms", "slogans"} or "time" in item.roles
    return item.roles >= {"content"} and not item.roles & {"slogans", "assign"}


def _about_else(text: str) -> bool:
    """Say whether a line's own label says what else it is about: "Người thực hiện: …"."""
    label, colon, rest = text.partition(":")
    if not colon or not rest.strip() or len(label.split()) > _LABEL_WORDS:
        return False
    said = roles(label)
    return bool(BY_WHOM.match(text)) or bool(said & {"time", "forms", "other"} - {"content"})


def _beside_audiences(outline: Outline, item: Item) -> bool:
    """In a list whose items all begin "name:", and some of the names are audiences."""
    parent = outline.parent(item)
    if parent is None or ":" not in item.text:
        return False
    beside = outline.children(parent)
    short = all(
        1 <= len(one.text.partition(":")[0].split()) <= _AUDIENCE_WORDS and ":" in one.text
        for one in beside
    )
    return short and len(beside) > 1 and any(_AUDIENCE.match(one.text) for one in beside)


def _label_or_topic(outline: Outline, item: Item) -> Iterator[Finding]:
    """Yield a topic; a bare label ("Nội dung thứ nhất") has it in the lines under it."""
    label = _LABEL.fullmatch(item.text.rstrip(" .:"))
    under = outline.children(item) if label else []
    if not under and item.text[-1].isalnum() and len(item.text.split()) <= _TITLE_WORDS:
        parts = _parts_under(outline, item)
        if parts is not None:
            yield from _running(parts.paragraph, parts.start, "topic-in-running-text")
            return
    for one in under:
        yield finding(one.paragraph, one.start, len(one.paragraph.words), 0.8, "topic-line")
    if not under:
        yield _topic(outline, item)


def _parts_under(outline: Outline, item: Item) -> Item | None:
    """Return the one line under a title, if it lists short parts between semicolons."""
    line = outline.after(item)
    if line is None or line.parent != item.at or line.rank < PLAIN or ";" not in line.text[:-1]:
        return None
    after = outline.after(line)
    alone = after is None or after.parent != item.at
    short = all(len(part.split()) <= _PART_WORDS for part in line.text.split(";"))
    return line if alone and short else None


def _topic(outline: Outline, item: Item) -> Finding:
    start = item.start
    label = _LABEL.match(item.text)
    if label and item.text[label.end() :].strip():
        start += label.end()
        return finding(item.paragraph, start, len(item.paragraph.words), 0.95, "topic-list")
    audience = _AUDIENCE.match(item.text)
    if audience:
        start += audience.end()
    elif _beside_audiences(outline, item):
        start += item.text.index(":") + 1
    return finding(item.paragraph, start, len(item.paragraph.words), 0.95, "topic-list")


def _plain(outline: Outline, item: Item, lists: Collection[int]) -> Iterator[Finding]:
    """Contents in running text: what stands between semicolons after the colon."""
    words = item.paragraph.words
    if _ASIDE.match(words):
        return
    said = _SAYS.search(words)
    colon = words.find(":")
    if said is None and 0 < colon < words.find(";"):
        said = re.compile(r":\s*").search(words)
    if said and words.find(";", said.end()) >= 0:
        yield from _running(item.paragraph, said.end(), "topic-in-running-text")
    elif words.endswith(";") and len(words) < 300:  # noqa: PLR2004 -- a line of an unmarked list
        yield finding(item.paragraph, 0, len(words), 0.75, "topic-line")
    elif ";" in words[:-1] and _alone_under_heading(outline, item):
        yield from _running(item.paragraph, item.start, "topic-in-running-text")
    elif item.parent in lists or _alone_under_stage(outline, item):
        yield finding(item.paragraph, 0, len(words), 0.6, "topic-line")


def _unmarked_lists(outline: Outline) -> set[int]:
    """Return the headings over three lines or more, none long and none marked: a list too."""
    lines: dict[int, int] = {}
    others: set[int] = set()
    for item in outline.items:
        if item.parent is None:
            continue
        lines[item.parent] = lines.get(item.parent, 0) + 1
        if item.marker or len(item.text.split()) > _LINE_WORDS or item.text.endswith(":"):
            others.add(item.parent)
    long = {at for at, count in lines.items() if count >= _LINES} - others
    return {item.at for item in outline.items if item.heading and item.at in long}


def _alone_under_heading(outline: Outline, item: Item) -> bool:
    """Say whether a line of short parts between semicolons is all that stands under a heading."""
    parent = outline.parent(item)
    before, after = outline.after(parent) if parent else None, outline.after(item)
    if parent is None or not parent.heading or before is not item:
        return False
    if after is not None and after.parent == parent.at:
        return False
    return all(len(part.split()) <= _PART_WORDS for part in item.text.split(";"))


def _alone_under_stage(outline: Outline, item: Item) -> bool:
    """Say whether a line by itself under "II. Trong ngày bầu cử" is what is to be told then."""
    parent = outline.parent(item)
    if parent is None or not looks_like_phase(parent) or ":" in item.text:
        return False
    return len(item.text.split()) <= _LINE_WORDS and len(outline.children(parent)) == 1


def _introduced(words: str) -> bool:
    """Say whether a sentence introduces contents and lists them between semicolons."""
    said = _INTRODUCES.search(words)
    return said is not None and ";" in words[said.end() :]


def _listed_inline(item: Item) -> Iterator[Finding]:
    said = _SAYS.search(item.paragraph.words) or _INTRODUCES.search(item.paragraph.words)
    if said:
        yield from _running(item.paragraph, said.end(), "topic-in-running-text")


def _after_colon(item: Item) -> int:
    words = item.paragraph.words
    said = _SAYS.search(words, item.inline) or _LEADS_LIST.match(words, item.inline)
    return said.end() if said else item.inline


def _running(paragraph: Paragraph, start: int, why: str) -> Iterator[Finding]:
    words = paragraph.words
    verb = _VERBS.match(words[start:])
    at = start + verb.end() if verb else start
    end = len(words)
    sentence = re.search(r"\.\s+(?=[A-ZĐÀ-Ỹ])", words[start:])
    if sentence:
        end = start + sentence.start()
    for piece in re.split(r"(;)", words[at:end]):
        if piece != ";" and piece.strip(" .:-"):
            yield finding(paragraph, at, at + len(piece), 0.85, why)
        at += len(piece)


def _of_table(table: Table) -> Iterator[Finding]:
    header = table.header
    phased = any(said.startswith(_PHASE_HEADER) for said in header)
    names = _HEADER if "content" in table.roles else _SURE_HEADER
    column = next((n for n, said in enumerate(header) if said.startswith(names)), None)
    if column is None and phased and "noi dung" in header:
        column = header.index("noi dung")
    if column is None and table.roles == {"content"}:
        column = table.longest()
    if column is None:
        return
    for paragraph in table.column(column):
        found = marker(paragraph.words)
        start = found.length if found else 0
        yield finding(paragraph, start, len(paragraph.words), 0.9, "topic-table")
