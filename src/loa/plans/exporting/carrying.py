"""The plan's own file inside its Word document: put there on export, believed or not on import.

Text carries no keys, no targets in full, no anchors. They travel in a custom part of the
document, which Word keeps as it is. The part is believed only while the document says what it
said when it was written: the text's digest has to be the one noted, and the carried plan,
written anew, has to give that very text. Else the text holds, and what differs is listed.
"""

import base64
import binascii
import hashlib
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from loa.plans.exporting.drawing import as_bytes, drawn
from loa.plans.exporting.layouts import LAYOUTS, Layout
from loa.plans.exporting.paper import Particulars, Signature, paper_of
from loa.plans.importing.reading import Document, docx
from loa.plans.importing.reading.package import parts
from loa.plans.rules import PlanText
from loa.plans.shape import check_shape
from loa.plans.text import FORMAT as PLAN_FORMAT
from loa.plans.text import LARGEST, parse, plan_from
from loa.plans.writing import plan_file

FORMAT, VERSION = "loa.plan-carried", "1.0"
_SPACE = "urn:loa:plan-carried"
_ROOT = f"{{{_SPACE}}}carried"
_PLACES = tuple(f"customXml/item{n}.xml" for n in range(1, 21))  # Word numbers them anew
_PROPERTIES = (
    '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
    ' ds:itemID="{7B0C9B52-3B0B-4E0F-9A57-6C6F61706C61}"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{_SPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)
_LARGEST = {"plan": 2 * LARGEST, "particulars": 100_000}  # letters of base64
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # the day of making is not part of the text


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan's file as its document carried it; `source` is what `load_plan` takes."""

    source: str
    plan: PlanText
    layout: str


@dataclass(frozen=True, slots=True)
class Change:
    """Lines that were written and what stands there now; either may be empty."""

    was: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edited:
    """A carried plan whose document was changed since: the text holds, not the file.

    The file still has what no text says, under the keys that results refer to.
    """

    carried: PlanFile
    changes: tuple[Change, ...]


def export(
    plan: PlanText,
    layout: Layout,
    *,
    now: datetime,
    known: Particulars | None = None,
    source: str = "",
) -> bytes:
    """Return a plan as a Word file that carries the plan's own file.

    `source` is the plan's file where there is one that says this plan; else one is written.
    Raises rules.PeriodError or KeyError for a plan that `lint` would have refused.
    """
    known = known or Particulars()
    word = drawn(paper_of(plan, layout, known), layout, now=now)
    said = lines_of(docx.read(as_bytes(word), "docx"))
    carried = _part(source or plan_file(plan), layout, known, digest_of(said))
    package = word.part.package
    item = Part(PackURI("/customXml/item20.xml"), "application/xml", carried, package)
    about = Part(
        PackURI("/customXml/itemProps20.xml"),
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        _PROPERTIES.encode(),
        package,
    )
    item.relate_to(about, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    word.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    return as_bytes(word)


def carried(content: bytes, name: str) -> PlanFile | Edited | None:
    """Return the plan that a Word file carries, and whether its text was changed since.

    None: it carries none that can be read, so only its text speaks. Raises RefusedError for
    a file that cannot be opened, as reading its text would.
    """
    part = _found(content, name)
    if part is None:
        return None
    written = _written(part)
    if written is None:
        return None
    file, text_digest, anew = written
    said = lines_of(docx.read(content, name))
    if digest_of(said) == text_digest and said == anew:
        return file
    return Edited(file, tuple(_changes(anew, said)))


def carried_by(path: Path) -> PlanFile | Edited | None:
    """Return the same for a file on disk; None for what is no Word file. Raises OSError."""
    content = path.read_bytes()
    return carried(content, path.name) if content.startswith(b"PK") else None


def lines_of(document: Document) -> tuple[str, ...]:
    """Return the words that people read, line by line; what stands in margins is not among them."""
    return tuple(
        unicodedata.normalize("NFC", one.words)
        for one in document.paragraphs
        if one.part != "margin"
    )


def digest_of(lines: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _part(source: str, layout: Layout, known: Particulars, text_digest: str) -> bytes:
    root = etree.Element(
        _ROOT,
        nsmap={None: _SPACE},
        format=FORMAT,
        version=VERSION,
        layout=layout.word,
        text=text_digest,
    )
    for name, content in (("plan", source), ("particulars", _json(known))):
        inside = etree.SubElement(root, f"{{{_SPACE}}}{name}")
        inside.text = base64.b64encode(content.encode()).decode()
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def _json(known: Particulars) -> str:
    return json.dumps(asdict(known), ensure_ascii=False)


def _found(content: bytes, name: str) -> etree._Element | None:
    there = parts(content, name, _PLACES)
    mine = [one for one in there.values() if one.tag == _ROOT and one.get("format") == FORMAT]
    readable = [one for one in mine if one.get("version", "").partition(".")[0] == "1"]
    return readable[0] if readable else None


def _written(part: etree._Element) -> tuple[PlanFile, str, tuple[str, ...]] | None:
    """Return the carried file, the noted digest, and the text that the plan gives anew.

    Whoever can write a Word file can write this part: whatever is wrong in it, it is not
    believed, and says so by None.
    """
    layout = LAYOUTS.get(part.get("layout", ""))
    try:
        source = _decoded(part, "plan")
        known = _particulars(json.loads(_decoded(part, "particulars")))
        parsed = parse(source.encode())
        sound = parsed.problem is None and parsed.values.get("format") == PLAN_FORMAT
        if layout is None or not sound or check_shape(parsed.values, parsed.lines):
            return None
        plan = plan_from(parsed.values)
        anew = as_bytes(drawn(paper_of(plan, layout, known), layout, now=_NEVER))
        said = lines_of(docx.read(anew, "docx"))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None
    return PlanFile(source, plan, layout.word), part.get("text", ""), said


def _decoded(part: etree._Element, name: str) -> str:
    text = part.findtext(f"{{{_SPACE}}}{name}")
    if text is None or len(text) > _LARGEST[name]:
        raise binascii.Error(name)
    return base64.b64decode(text, validate=True).decode()


def _particulars(values: Any) -> Particulars:
    """Build them from JSON. Raises KeyError or TypeError for anything of another shape."""
    texts = {name: _text(values[name]) for name in ("superior", "place", "upper", "area")}
    signature = {name: _text(values["signature"][name]) for name in ("instead_of", "post", "name")}
    return Particulars(
        **texts,
        organisations=tuple((_text(key), _text(name)) for key, name in values["organisations"]),
        recipients=tuple(_text(one) for one in values["recipients"]),
        slogans=tuple(_text(one) for one in values["slogans"]),
        signature=Signature(**signature),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _changes(was: Sequence[str], now: Sequence[str]) -> list[Change]:
    """Return what differs, in the order of the text."""
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    return [
        Change(tuple(was[a:b]), tuple(now[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]
