"""How an official document is laid out: two layouts, each number with its source.

The rules' full texts were not read; what is set here is what is known of them from public
sources, so documents are laid out after them and conform to nothing by claim. An office that
knows better changes the numbers here, in one place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from loa.core.fold import fold

DECREE_30 = "Nghị định 30/2020/NĐ-CP"
GUIDANCE_36 = "Hướng dẫn 36-HD/VPTW (2018)"
PRACTICE = "thông lệ văn phòng"  # seen in documents, read in no rule


@dataclass(frozen=True, slots=True)
class Page:
    """An A4 page; margins in millimetres. The rule gives bounds, these lie within them."""

    top_mm: int
    bottom_mm: int
    left_mm: int
    right_mm: int
    source: str
    width_mm: int = 210
    height_mm: int = 297

    @property
    def text_mm(self) -> int:
        return self.width_mm - self.left_mm - self.right_mm


@dataclass(frozen=True, slots=True)
class Type:
    """Sizes of letters, in points, and the space around paragraphs."""

    font: str
    body_pt: int
    head_pt: int  # the names over the document
    motto_pt: int  # the second line on the right, or the Party's name
    table_pt: int
    recipients_pt: int
    indent_mm: float  # of a paragraph's first line
    after_pt: int  # below a paragraph
    lines: float  # the distance of lines, 1.0 is single
    source: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells the one kind of document from the other."""

    right: tuple[str, ...]  # lines at the top right
    number: str  # how the number is led in
    basis: str  # before each basis
    signed_for: str  # before the body in whose name is signed
    acting: str  # before the post that a deputy signs for
    kept: str  # the last line of the recipients
    source: str


@dataclass(frozen=True, slots=True)
class Layout:
    word: str  # "state" or "party"
    page: Page
    type: Type
    marks: Marks


_TYPE = Type(
    font="Times New Roman",
    body_pt=14,
    head_pt=12,
    motto_pt=13,
    table_pt=12,
    recipients_pt=11,
    indent_mm=12.7,
    after_pt=6,
    lines=1.1,
    source=PRACTICE,
)
STATE = Layout(
    word="state",
    page=Page(20, 20, 30, 20, DECREE_30),
    type=_TYPE,
    marks=Marks(
        right=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        number="Số: ",
        basis="Căn cứ ",
        signed_for="TM. ",
        acting="KT. ",
        kept="Lưu: VT.",
        source=DECREE_30,
    ),
)
PARTY = Layout(
    word="party",
    page=Page(20, 20, 30, 20, GUIDANCE_36),
    type=_TYPE,
    marks=Marks(
        right=("ĐẢNG CỘNG SẢN VIỆT NAM",),
        number="Số ",
        basis="- Căn cứ ",
        signed_for="T/M ",
        acting="K/T ",
        kept="Lưu Văn phòng.",
        source=GUIDANCE_36,
    ),
)
LAYOUTS: Mapping[str, Layout] = MappingProxyType({one.word: one for one in (STATE, PARTY)})
_OF_THE_PARTY = ("uy ", "ban tuyen giao", "ban dan van", "dang bo", "chi bo")


def by_number(number: str, issuer: str) -> Layout:
    """Return the layout that a number's form shows: "146-KH/HU" or "12/KH-UBND".

    Without a number the issuer's name decides.
    """
    signs = [sign for sign in number if sign in "-/"]
    if signs:
        return PARTY if signs[0] == "-" else STATE
    folded = fold(issuer) + " "
    party = any(word in folded for word in _OF_THE_PARTY) and "uy ban" not in folded
    return PARTY if party else STATE
