"""A document's parts: head, preamble, body with its sections, tables, recipients.

What a section is about (its roles) is read from its heading, and holds for what stands
under it until another heading says otherwise.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile

from loa.core.fold import fold
from loa.plans.importing.markers import RANKS, SIGNS, Marker, marker, sign_rank
from loa.plans.importing.reading.document import Document, Paragraph
from loa.plans.importing.sections import (
    ABOUT,
    BARE_HEAD_WORDS,
    HEAD_WORDS,
    LEAD,
    begins_basis,
    heading_ends,
    last_subject,
    may_turn,
    roles,
)
from loa.plans.importing.tables import Table, table
from loa.plans.importing.unfolding import unfolded
from loa.plans.importing.unit_words import BODY

KINDS = (
    "kế hoạch",
    "hướng dẫn",
    "công văn",
    "chương trình",
    "phương án",
    "thông báo",
    "đề án",
)
_LEAST_HEAD, _SIGNERS = 4, 15  # lines before a foot; between signature and recipients
PLAIN = 30  # the rank of a paragraph without a marker
_FOOT = re.compile(r"^noi (nhan|gui)\b")
_SIGNED = re.compile(r"^(T\s*/?\s*M|K\s*/?\s*T|TL|T\s*/?\s*L|TUQ)\s*[./]?\s+[A-ZĐÀ-Ỹ]")
_MOTTO = re.compile(
    r"(?<=\w)\s+(?=C[ỘO]NG H[OÒ][AÀ] X[ÃA] H[ỘO]I|Đ[ẢA]NG C[ỘO]NG S[ẢA]N V|Độc lập\s*[-–])"
)
_ANNEX = re.compile(r"^phu luc\b")
_ANNEX_LINE = re.compile(r"phu luc( so)?( [ivx]+| \d+)?")
_PHASE_LINE = re.compile(
    r"(?:Đợt|Giai\s+đoạn|Bước|Chặng|Thời\s+kỳ)\s+(?:\d|[IVX]+\b|thứ|một|hai|ba|cao)", re.IGNORECASE
)


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
        """Return what stands directly under an item: it follows, up to the next as high."""
        family = self._family(item)
        after = family[bisect_left(family, item.at, key=lambda one: one.at) + 1 :]
        under = takewhile(lambda one: one.rank > item.rank, after)
        return [one for one in under if one.parent == item.at]

    def parent(self, item: Item) -> Item | None:
        """Return what an item stands under; items of one part are numbered in order."""
        if item.parent is None:
            return None
        family = self._family(item)
        return family[bisect_left(family, item.parent, key=lambda one: one.at)]

    def after(self, item: Item) -> Item | None:
        """Return the next item of the body."""
        at = bisect_left(self.items, item.at + 1, key=lambda one: one.at)
        return self.items[at] if at < len(self.items) else None

    def _family(self, item: Item) -> tuple[Item, ...]:
        at = bisect_left(self.items, item.at, key=lambda one: one.at)
        own = at < len(self.items) and self.items[at].paragraph is item.paragraph
        return self.items if own else self.annexes


def outline(document: Document) -> Outline:
    """Return a document's parts."""
    main = unfolded([p for p in document.paragraphs if p.part in {"body", "box"}])
    kind_at = _kind_at(main)
    begins = _head_ends(main, kind_at)
    foot_at = next(
        (n for n, p in enumerate(main) if n >= _LEAST_HEAD and _FOOT.match(fold(p.words))), None
    )
    ends = len(main) if foot_at is None else foot_at
    signed = [n for n in range(begins, ends) if _SIGNED.match(main[n].words)]
    body_ends = signed[0] if signed and ends - signed[0] <= _SIGNERS else ends
    after = _foot_ends(main, ends)
    opens = next((n for n in range(begins, body_ends) if _opens(main, n)), body_ends)
    preamble, late = main[begins:opens], []
    if opens == body_ends:  # a document without sections: what follows "như sau:" is its body
        cut = _introduced(preamble)
        late = [p for p in preamble[:cut] if ":" in p.words[:-1]] + preamble[cut:]
        preamble = preamble[:cut]
    body = late + main[opens:body_ends]
    head = [half for p in main[:begins] for half in _halves(p)]
    items, tables = _items(body, annex=False)
    annexes, more = _items(main[after:], annex=True)
    return Outline(
        document,
        None if kind_at is None else kind_at + len(head) - begins,
        tuple(head),
        tuple(preamble),
        tuple(items),
        tuple(p for p in main[ends:after] if p.cell is None),
        tuple(annexes),
        (*tables, *more),
    )


def _halves(paragraph: Paragraph) -> list[Paragraph]:
    """Cut a line of the head where the motto stands right behind the issuer's name."""
    words = paragraph.words
    found = _MOTTO.search(words)
    if found is None or paragraph.cell is not None:
        return [paragraph]
    cut = found.start()
    left = replace(paragraph, words=words[:cut], at=paragraph.at[:cut], side=0)
    right = replace(paragraph, words=words[found.end() :], at=paragraph.at[found.end() :], side=1)
    return [left, right]


def _introduced(preamble: list[Paragraph]) -> int:
    ends = [n + 1 for n, p in enumerate(preamble) if p.words.endswith(":")]
    based = [n + 1 for n, p in enumerate(preamble) if begins_basis(p.words)]
    return ends[0] if ends else based[-1] if based else 0


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
    return found is not None and found.form in SIGNS


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


def _foot_ends(main: list[Paragraph], foot_at: int) -> int:
    for n in range(foot_at + 1, len(main)):
        if main[n].cell is not None or _ANNEX.match(fold(main[n].words)):
            return n
        if "slogans" in roles(main[n].words) and marker(main[n].words) is None:
            return n
    return len(main)


def _opens(main: list[Paragraph], n: int) -> bool:
    """Say whether the body opens here: with the first marked heading or item."""
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
        return found.form not in SIGNS or bool(n and main[n - 1].words.endswith(":"))
    return _bare_heading(main, n)


def _bare_heading(paragraphs: list[Paragraph], n: int) -> bool:
    """Say whether this is a heading without a number: capitals, or words that name a section."""
    paragraph = paragraphs[n]
    words = paragraph.words
    count = len(words.split())
    if paragraph.cell is not None or not any(c.isalpha() for c in words) or count > HEAD_WORDS:
        return False
    if paragraph.heading or (words.isupper() and count > 1):
        return True
    longest = BARE_HEAD_WORDS + 3 * fold(words).startswith("ve ")
    longest = HEAD_WORDS if _names_annex(paragraphs, n) else longest
    if words.endswith((".", ";", ",", "!")) or count > longest:
        return False
    named = bool(roles(words) - {"other"}) and words[0].isupper() and ":" not in words[:-1]
    if "slogans" in roles(words) and (words.endswith(":") or _names_annex(paragraphs, n)):
        return True
    follows = n + 1 < len(paragraphs) and (
        marker(paragraphs[n + 1].words) is not None or paragraph.gap or paragraph.bold
    )
    return named and follows


def _names_annex(paragraphs: list[Paragraph], n: int) -> bool:
    """Say whether a line is an annex's title: it stands right under "PHỤ LỤC"."""
    return n > 0 and _ANNEX_LINE.fullmatch(fold(paragraphs[n - 1].words)) is not None


def _led(words: str, stack: list[Item]) -> bool:
    """Say whether a line such as "Thời gian: …" divides a document that numbers nothing."""
    numbered = any(one.marker and one.marker.form not in SIGNS for one in stack)
    lead, colon, rest = words.partition(":")
    about = ABOUT.match(words)
    if not numbered and about and about["ve"] and words[about.end() :].strip():
        return True
    return not numbered and bool(colon and rest.strip()) and bool(LEAD.match(fold(lead)))


def _items(paragraphs: list[Paragraph], *, annex: bool) -> tuple[list[Item], list[Table]]:
    items: list[Item] = []
    tables: list[Table] = []
    stack: list[Item] = []
    cells: list[Paragraph] = []
    for n, paragraph in enumerate(paragraphs):
        if paragraph.cell is not None:
            cells.append(paragraph)
            if _last_of_table(paragraphs, n):
                about = stack[-1].roles if stack else frozenset[str]()
                tables.append(table(cells, about, annex=annex))
                cells = []
            continue
        item = _item(paragraphs, n, stack)
        stack = [one for one in stack if one.rank < item.rank]
        if item.rank < PLAIN:
            stack.append(item)
        items.append(item)
    return items, tables


def _leads(paragraphs: list[Paragraph], n: int) -> bool:
    """Say whether a line leads a list: a phase's label, a unit's name, "trong đó:"."""
    words = paragraphs[n].words
    if _PHASE_LINE.match(words):
        return True
    after = marker(paragraphs[n + 1].words) if n + 1 < len(paragraphs) else None
    listed = after is not None and after.rank > RANKS["leading"] and paragraphs[n + 1].cell is None
    short = len(words.split()) <= HEAD_WORDS and not words.endswith((".", ";", ",", "!"))
    return listed and short


def _names_unit(paragraphs: list[Paragraph], n: int) -> bool:
    """Say whether a line without a mark only names a body, over lines that say what it does."""
    words = paragraphs[n].words
    bare = len(words.split()) <= BARE_HEAD_WORDS + 3 and words[-1].isalnum() and ":" not in words
    after = paragraphs[n + 1].words if n + 1 < len(paragraphs) else ""
    return bare and bool(BODY.match(words)) and after.endswith((".", ";")) and not BODY.match(after)


def _last_of_table(paragraphs: list[Paragraph], n: int) -> bool:
    here = paragraphs[n].cell
    after = paragraphs[n + 1].cell if n + 1 < len(paragraphs) else None
    return here is not None and (after is None or after.table != here.table)


def _item(paragraphs: list[Paragraph], n: int, stack: list[Item]) -> Item:
    paragraph = paragraphs[n]
    found = marker(paragraph.words) or _numbered_on(paragraph.words, stack)
    bare = found is None and (_bare_heading(paragraphs, n) or _led(paragraph.words, stack))
    rank = found.rank if found else RANKS["heading"] if bare else PLAIN
    if found and found.form in SIGNS:
        rank = sign_rank(found.form, paragraph.words[0], _open_signs(stack))
    if rank == PLAIN and _leads(paragraphs, n):
        rank = RANKS["leading"]
    if rank == PLAIN and _names_unit(paragraphs, n) and stack and "assign" in stack[-1].roles:
        rank = RANKS["leading"]
    parents = [one for one in stack if one.rank < rank]
    parent = parents[-1] if parents else None
    start = found.length if found else 0
    own_line = parent is not None and parent.marker is None and parent.inline >= 0
    inherited = parent.roles if parent and not (own_line and rank >= PLAIN) else frozenset()
    ends = heading_ends(paragraph.words[start:], found)
    own = roles(paragraph.words[start : start + ends]) if ends and (found or bare) else frozenset()
    if own and found and rank > RANKS["ordinal"] and ends > 0 and not inherited:
        own = last_subject(paragraph.words[start:]) or own
    if own and not may_turn(own, paragraph.words[start : start + ends], rank, inherited):
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
        own or inherited,
        heading=bool(own) or high or bare,
        inline=inline,
    )


def _open_signs(stack: list[Item]) -> list[tuple[str, int, str]]:
    return [
        (one.paragraph.words[0], one.rank, one.text)
        for one in stack
        if one.marker and one.marker.form in SIGNS
    ]


def _numbered_on(words: str, stack: list[Item]) -> Marker | None:
    """Return a number that has lost its full stop, where the one before it was counted."""
    found = re.match(r"(\d{1,2})\s+(?=[A-ZĐÀ-Ỹ])", words)
    above = next((one for one in stack if one.marker and one.marker.form == "number"), None)
    if found is None or above is None:
        return None
    counted = re.match(r"\d+", above.paragraph.words)
    follows = counted is not None and int(found[1]) == int(counted[0]) + 1
    return Marker("number", RANKS["number"], found.end()) if follows else None


def leaves(items: tuple[Item, ...]) -> Iterator[Item]:
    """Yield the items that nothing marked stands under."""
    parents = {one.parent for one in items if one.rank < PLAIN}
    yield from (one for one in items if one.at not in parents)
