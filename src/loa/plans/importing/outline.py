"""A document's parts: head, preamble, body with its sections, tables, recipients.

What a section is about (its roles) is read from its heading, and holds for what stands
under it until another heading says otherwise.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loa.core.fold import fold
from loa.plans.importing.markers import RANKS, Marker, marker
from loa.plans.importing.reading.document import Document, Paragraph

KINDS = (
    "kế hoạch",
    "hướng dẫn",
    "công văn",
    "chương trình",
    "phương án",
    "thông báo",
    "đề án",
)
PLAIN = 30  # the rank of a paragraph without a marker
_ROLES = (
    (
        "slogans",
        r"^((phu luc|phan|muc)( so)?( [ivx]+| \d+)? )?(mot so |cac |danh muc |he thong |nhung "
        r"|noi dung |goi y |mau |cau |bang |\d+ |tuyen truyen bang )*khau hieu",
    ),
    ("basis", r"\bcan cu\b|\bco so phap ly\b"),
    (
        "purpose",
        r"^(muc dich|yeu cau|muc tieu|quan diem|nguyen tac|su can thiet|dac diem|thuc trang"
        r"|danh gia|rut kinh nghiem|khai quat|bai hoc)"
        r"|\b(muc dich|yeu cau|muc tieu|tinh hinh|dieu kien|boi canh|giai thich|hien trang)\b",
    ),
    (
        "forms",
        r"\b(hinh thuc|phuong thuc|cach thuc|phuong tien|kenh|cach lam|cach to chuc"
        r"|cach tuyen truyen|phuong phap)\b",
    ),
    (
        "time",
        r"\b(thoi gian|tien do|lo trinh|dot|giai doan|thoi ky|buoc|chang|cao diem|moc|thoi diem"
        r"|lich truyen thong|lich trinh)\b",
    ),
    (
        "assign",
        r"\b((to chuc|trien khai) thuc hien|to chuc trien khai|don vi thuc hien"
        r"|bien phap to chuc|phan cong|trach nhiem|giao viec|nhiem vu|ai lam"
        r"|phan viec|nguoi lam|ai phu trach|don vi phu trach|dau moi)\b|^(to chuc|thuc hien)$",
    ),
    (
        "other",
        r"^(kinh phi|nguon kinh phi|che do|bao cao|hieu luc|chi tieu|dieu khoan|khen thuong"
        r"|du toan|lien he|thong tin lien he|nhung thoa thuan|cong tac bao cao|mot so luu y"
        r"|mot so diem|luu y|ghi chu)",
    ),
    (
        "content",
        r"\b(noi dung|thong diep|van de can)\b|^trong tam\b|^chu de\b"
        r"|\b(can|phai) (noi|biet|nho|tuyen truyen|thong tin|truyen thong|truyen dat)\b"
        r"|\b(noi|tuyen truyen|thong tin|truyen thong|truyen dat) (dieu |nhung )?gi\b",
    ),
)
_EXACT = {
    "thoi gian",
    "thoi gian thuc hien",
    "hinh thuc",
    "hinh thuc tuyen truyen",
    "noi dung",
    "noi dung tuyen truyen",
    "khau hieu",
    "phan cong",
    "to chuc thuc hien",
    "muc dich",
    "yeu cau",
    "kinh phi",
}
_FOOT = re.compile(r"^noi nhan\b")
_SIGNED = re.compile(r"^(T\s*/?\s*M|K\s*/?\s*T|TL|T\s*/?\s*L|TUQ)\s*[./]?\s+[A-ZĐÀ-Ỹ]")
_ANNEX = re.compile(r"^phu luc\b")
_LEAD = re.compile(
    r"(ve )?(thoi gian|noi dung|hinh thuc|phan cong|khau hieu|to chuc thuc hien|muc dich|kinh phi)"
    r"( tuyen truyen| truyen thong| thuc hien| to chuc)?$"
)
_PHASE_LINE = re.compile(
    r"(?:Đợt|Giai\s+đoạn|Bước|Chặng|Thời\s+kỳ)\s+(?:\d|[IVX]+\b|thứ|một|hai|ba|cao)", re.IGNORECASE
)
_ABOUT = re.compile(
    r"(?P<ve>về\s+)?(?:mục đích|yêu cầu|nội dung|thời gian|tiến độ|lộ trình|hình thức"
    r"|phương thức|cách làm|phân công"
    r"|tổ chức thực hiện|trách nhiệm|khẩu hiệu|kinh phí)(?:[ ,]+(?:và\s+)?(?:yêu cầu"
    r"|tuyên truyền|truyền thông|thực hiện"
    r"|thông tin|nhiệm vụ|tổ chức|hình thức|thời gian))*\s*[,:.]",
    re.IGNORECASE,
)
_HEAD_WORDS = 18
_BARE_HEAD_WORDS = 7
_LAST_WORDS = 5  # of a line that introduces a list name its subject
_FIRST_WORDS = 4  # of a low heading name its subject


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph of the body in its place: what it stands under and what that is about.

    `start` is where its words begin after the marker; `text` is those words; `inline` is
    where the text goes on after a heading in the same paragraph, or -1.
    """

    at: int
    paragraph: Paragraph
    marker: Marker | None
    rank: int
    start: int
    parent: int | None
    roles: frozenset[str]
    heading: bool
    inline: int = -1

    @property
    def text(self) -> str:
        return self.paragraph.words[self.start :]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data: rows of cells, each the paragraphs in it, and the section's roles."""

    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]
    roles: frozenset[str]
    annex: bool

    def words(self, row: int, column: int) -> str:
        cells = self.rows[row]
        return " ".join(p.words for p in cells[column]) if column < len(cells) else ""


@dataclass(frozen=True, slots=True)
class Outline:
    """A document in its parts; each paragraph of the main text is in one of them."""

    document: Document
    kind_at: int | None  # index in `head`
    head: tuple[Paragraph, ...]
    preamble: tuple[Paragraph, ...]
    items: tuple[Item, ...]
    foot: tuple[Paragraph, ...]
    annexes: tuple[Item, ...]
    tables: tuple[Table, ...] = field(default=())

    def children(self, item: Item) -> list[Item]:
        return [one for one in self._family(item) if one.parent == item.at]

    def parent(self, item: Item) -> Item | None:
        family = self.items if item in self.items else self.annexes
        return None if item.parent is None else next(i for i in family if i.at == item.parent)

    def _family(self, item: Item) -> tuple[Item, ...]:
        return self.items if item in self.items else self.annexes


def roles(heading: str) -> frozenset[str]:
    """Return what a heading says that its section is about."""
    folded = re.sub(r"^ve ", "", fold(heading))
    found = [role for role, pattern in _ROLES if re.search(pattern, folded)]
    if found and found[0] == "slogans":
        return frozenset({"slogans"})
    return frozenset(found)


def outline(document: Document) -> Outline:
    """Return a document's parts."""
    main = [p for p in document.paragraphs if p.part in {"body", "box"}]
    kind_at = _kind_at(main)
    begins = _head_ends(main, kind_at)
    foot_at = next((n for n, p in enumerate(main) if n > 3 and _FOOT.match(fold(p.words))), None)
    ends = len(main) if foot_at is None else foot_at
    signed = [n for n in range(begins, ends) if _SIGNED.match(main[n].words)]
    body_ends = signed[0] if signed and ends - signed[0] < 16 else ends
    after = _foot_ends(main, ends)
    opens = next((n for n in range(begins, body_ends) if _opens(main, n)), body_ends)
    preamble, late = main[begins:opens], []
    if opens == body_ends:  # a document without sections: what follows "như sau:" is its body
        cut = _introduced(preamble)
        preamble, late = preamble[:cut], preamble[cut:]
    body = late + main[opens:body_ends]
    items, tables = _items(body, annex=False)
    annexes, more = _items(main[after:], annex=True)
    return Outline(
        document,
        kind_at,
        tuple(main[:begins]),
        tuple(preamble),
        tuple(items),
        tuple(p for p in main[ends:after] if p.cell is None),
        tuple(annexes),
        tuple([*tables, *more]),
    )


def _introduced(preamble: list[Paragraph]) -> int:
    ends = (n + 1 for n, p in enumerate(preamble) if p.words.endswith(":"))
    return next(ends, len(preamble))


def _kind_at(main: list[Paragraph]) -> int | None:
    for n, paragraph in enumerate(main[:30]):
        folded = fold(paragraph.words)
        for kind in KINDS:
            long = folded.startswith(fold(kind) + " ") and paragraph.words.isupper()
            if folded == fold(kind) or (long and len(folded.split()) < 7):  # noqa: PLR2004
                return n
    return None


def _head_ends(main: list[Paragraph], kind_at: int | None) -> int:
    """Return where the head ends: after the title, or in a letter before its first sentence."""
    if kind_at is None:
        addressed = (n for n, p in enumerate(main[:30]) if fold(p.words).startswith("kinh gui"))
        at = next(addressed, None)
        if at is None:
            return min(len(main), 6)
        at += 1
        while at < len(main) and _addressee(main[at]):
            at += 1
        return at
    at = kind_at + 1
    while at < len(main) and at < kind_at + 6 and _of_title(main, at, kind_at):
        at += 1
    return at


def _addressee(paragraph: Paragraph) -> bool:
    found = marker(paragraph.words)
    return found is not None and found.form in {"bullet", "plus"}


def _of_title(main: list[Paragraph], at: int, kind_at: int) -> bool:
    paragraph = main[at]
    if re.fullmatch(r"[\W_]+", paragraph.words):
        return True
    if at == kind_at + 1:
        return True
    if paragraph.words.startswith("(") and not paragraph.gap:
        return True
    if paragraph.gap or begins_basis(paragraph.words) or marker(paragraph.words):
        return False
    spaced = any(p.gap for p in main[kind_at + 1 : at + 6])  # plain text: a blank line ends it
    if spaced and main[kind_at].gap and not paragraph.words.isupper():
        return True
    return paragraph.centred and main[at - 1].centred and not paragraph.words.isupper()


def begins_basis(words: str) -> bool:
    """Say whether a sentence begins as the preamble's do."""
    return bool(
        re.match(
            r"(can cu|thuc hien|theo|xet|tren co so|nham|de trien khai|tiep tuc thuc hien"
            r"|trien khai)\b",
            fold(words),
        )
    )


def _foot_ends(main: list[Paragraph], foot_at: int) -> int:
    for n in range(foot_at + 1, len(main)):
        if main[n].cell is not None or _ANNEX.match(fold(main[n].words)):
            return n
        if "slogans" in roles(main[n].words) and marker(main[n].words) is None:
            return n
    return len(main)


def _opens(main: list[Paragraph], n: int) -> bool:
    """The body opens with the first numbered or otherwise marked heading or item."""
    words = main[n].words
    if main[n].cell is not None:
        return True
    found = marker(words)
    if (
        found is not None
        and begins_basis(words[found.length :])
        and re.search(r"số\s*\d|Luật|đề nghị", words)
    ):
        return False
    if found is not None:
        return found.form not in {"bullet", "plus"} or bool(n and main[n - 1].words.endswith(":"))
    return _bare_heading(main, n)


def _bare_heading(paragraphs: list[Paragraph], n: int) -> bool:
    """A heading without a number: capitals, or a few words that name a section."""
    paragraph = paragraphs[n]
    words = paragraph.words
    count = len(words.split())
    if paragraph.cell is not None or not any(c.isalpha() for c in words) or count > _HEAD_WORDS:
        return False
    if words.isupper() and count > 1:
        return True
    if words.endswith((".", ";", ",", "!")) or count > _BARE_HEAD_WORDS:
        return False
    named = bool(roles(words) - {"other"}) and words[0].isupper() and ":" not in words[:-1]
    if "slogans" in roles(words) and words.endswith(":"):
        return True
    follows = n + 1 < len(paragraphs) and (
        marker(paragraphs[n + 1].words) is not None or paragraph.gap or paragraph.bold
    )
    return named and follows


def _led(words: str, stack: list[Item]) -> bool:
    """A line such as "Thời gian: …" divides a document that numbers nothing."""
    numbered = any(one.marker and one.marker.form not in {"bullet", "plus"} for one in stack)
    lead, colon, rest = words.partition(":")
    about = _ABOUT.match(words)
    if not numbered and about and about["ve"] and words[about.end() :].strip():
        return True
    return not numbered and bool(colon and rest.strip()) and bool(_LEAD.match(fold(lead)))


def _items(paragraphs: list[Paragraph], *, annex: bool) -> tuple[list[Item], list[Table]]:
    items: list[Item] = []
    tables: list[Table] = []
    stack: list[Item] = []
    cells: list[Paragraph] = []
    for n, paragraph in enumerate(paragraphs):
        if paragraph.cell is not None:
            cells.append(paragraph)
            if _last_of_table(paragraphs, n):
                tables.append(_table(cells, stack[-1].roles if stack else frozenset(), annex=annex))
                cells = []
            continue
        item = _item(paragraphs, n, stack)
        stack = [one for one in stack if one.rank < item.rank]
        if item.rank < PLAIN:
            stack.append(item)
        items.append(item)
    return items, tables


def _leads(paragraphs: list[Paragraph], n: int) -> bool:
    """A line without a marker over a list: a phase's label, a unit's name, "trong đó:"."""
    words = paragraphs[n].words
    if _PHASE_LINE.match(words):
        return True
    after = marker(paragraphs[n + 1].words) if n + 1 < len(paragraphs) else None
    listed = after is not None and after.rank > RANKS["leading"] and paragraphs[n + 1].cell is None
    short = len(words.split()) <= _HEAD_WORDS and not words.endswith((".", ";", ",", "!"))
    return listed and short


def _last_of_table(paragraphs: list[Paragraph], n: int) -> bool:
    here = paragraphs[n].cell
    after = paragraphs[n + 1].cell if n + 1 < len(paragraphs) else None
    return here is not None and (after is None or after.table != here.table)


def _item(paragraphs: list[Paragraph], n: int, stack: list[Item]) -> Item:
    paragraph = paragraphs[n]
    found = marker(paragraph.words)
    bare = found is None and (_bare_heading(paragraphs, n) or _led(paragraph.words, stack))
    rank = found.rank if found else RANKS["heading"] if bare else PLAIN
    if rank == PLAIN and _leads(paragraphs, n):
        rank = RANKS["leading"]
    parents = [one for one in stack if one.rank < rank]
    parent = parents[-1] if parents else None
    start = found.length if found else 0
    inherited = parent.roles if parent else frozenset()
    ends = _heading_ends(paragraph.words[start:], found)
    own = roles(paragraph.words[start : start + ends]) if ends and (found or bare) else frozenset()
    if own and found and rank > RANKS["ordinal"] and ends > 0 and not inherited:
        own = _last_subject(paragraph.words[start:]) or own
    if own and not _may_turn(own, paragraph.words[start : start + ends], rank, inherited):
        own = frozenset()
    high = rank <= RANKS["article"]
    rest = paragraph.words[start + ends :].strip(" :.,")
    inline = paragraph.words.index(rest, start + ends) if own and rest else -1
    return Item(
        n,
        paragraph,
        found,
        rank,
        start,
        parent.at if parent else None,
        own if own or high or bare else inherited,
        heading=bool(own) or high or bare,
        inline=inline,
    )


def _heading_ends(words: str, found: Marker | None) -> int:
    """Return how much of an item's words can be a heading; 0 for none."""
    about = _ABOUT.match(words)
    if about and (found is None or found.form in {"ordinal", "said"} or about["ve"]):
        return about.end() - 1
    cut = re.search(r"[:.](?:\s|$)", words)
    if found and found.form == "ordinal" and cut:
        return cut.start()
    if cut and words[cut.start()] == ":" and len(words[: cut.start()].split()) <= _BARE_HEAD_WORDS:
        return cut.start()
    whole = words.rstrip(" .:")
    return len(whole) if len(whole.split()) <= _HEAD_WORDS and not words.endswith(";") else 0


def _last_subject(words: str) -> frozenset[str]:
    """Return what a long line that introduces a list says last: "… những nội dung sau:"."""
    count = len(words.split())
    if not words.rstrip().endswith(":") or count <= _BARE_HEAD_WORDS:
        return frozenset()
    tail = " ".join(words.rstrip(" :").split()[-_LAST_WORDS:])
    folded = fold(tail)
    found = [(hit.start(), role) for role, pattern in _ROLES if (hit := re.search(pattern, folded))]
    return frozenset({max(found)[1]}) if found else frozenset()


def _may_turn(own: frozenset[str], words: str, rank: int, inherited: frozenset[str]) -> bool:
    """Say whether an item may change what its section is about.

    Under a heading of one subject, items are its matter, even where their words could name a
    section; under none or under several subjects, they divide it.
    """
    if rank <= RANKS["ordinal"]:
        return True
    if len(words.split()) > _BARE_HEAD_WORDS and "slogans" not in own:
        return not inherited and bool(_last_subject(words + ":"))
    subjects = inherited - {"purpose", "other"}
    if not inherited:
        return bool(roles(" ".join(words.split()[:_FIRST_WORDS])))
    if words[:2].lower() == "về" and subjects != {"content"}:
        return True
    if _LEAD.match(fold(words)) and inherited & {"time", "content"} and rank > RANKS["number"]:
        return True  # "- Hình thức: …" under a phase
    return len(subjects) > 1 or (fold(words) in _EXACT and rank <= RANKS["number"])


def _table(cells: list[Paragraph], roles_: frozenset[str], *, annex: bool) -> Table:
    placed: dict[int, dict[int, list[Paragraph]]] = {}
    for one in cells:
        if one.cell is not None:
            placed.setdefault(one.cell.row, {}).setdefault(one.cell.column, []).append(one)
    rows = tuple(
        tuple(tuple(row.get(column, ())) for column in range(max(row) + 1))
        for _, row in sorted(placed.items())
    )
    return Table(rows, roles_, annex)


def leaves(items: tuple[Item, ...]) -> Iterator[Item]:
    """Yield the items that nothing marked stands under."""
    parents = {one.parent for one in items if one.rank < PLAIN}
    yield from (one for one in items if one.at not in parents)
