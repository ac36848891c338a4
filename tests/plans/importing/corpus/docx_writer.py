"""Word files from the corpus's own text: enough of WordprocessingML for what offices send.

One line is one paragraph; README.md lists the signs at the start of a line. Everything is
written with fixed times, so the same text gives the same bytes.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NS = f'xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_STAMP = (2020, 1, 1, 0, 0, 0)
_CHANGE = 'w:id="{0}" w:author="Văn phòng" w:date="2020-01-01T00:00:00Z"'
_PREFIX = re.compile(r"^(?:(@n[1-4]|@\*|#|=|~|>) )?(.*)$", re.DOTALL)
_LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-"))
_LOOK = {"#": (True, False, "both"), "=": (True, False, "center")}
_LOOK |= {"~": (False, True, "center"), ">": (False, True, "right")}


@dataclass
class Writer:
    """Turns styled lines into the parts of one Word file."""

    notes: list[str] = field(default_factory=list)
    change: int = 100

    def body(self, lines: list[str]) -> str:
        """Return the XML of w:body's content."""
        return "".join(self._blocks(iter(lines)))

    def _blocks(self, lines: Iterator[str]) -> Iterator[str]:
        for line in lines:
            if line == "@cols":
                yield self._columns(until_end(lines))
            elif line == "@table":
                yield self._table(until_end(lines))
            elif line == "@box":
                yield self._box(until_end(lines))
            elif line == "@page":
                yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
            elif line in {"@col2", "@col1"}:  # closes what stands before it
                columns = 1 if line == "@col2" else 2
                yield f"<w:p><w:pPr>{section(columns, 'continuous')}</w:pPr></w:p>"
            elif line.strip():
                yield self.paragraph(line)

    def paragraph(self, line: str, align: str = "both", *, bold: bool = False) -> str:
        sign, text = _PREFIX.match(line).groups()  # type: ignore[union-attr]
        italic = False
        number = ""
        if sign in _LOOK:
            bold, italic, align = _LOOK[sign]
        elif sign:
            level, kind = (0, 2) if sign == "@*" else (int(sign[2]) - 1, 1)
            number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{kind}"/></w:numPr>'
            bold = sign == "@n1"
        style = f'<w:pPr>{number}<w:jc w:val="{align}"/></w:pPr>'
        return f"<w:p>{style}{self._runs(text, bold=bold, italic=italic)}</w:p>"

    def _runs(self, text: str, *, bold: bool, italic: bool) -> str:
        parts: list[str] = []
        base, change = (bold, italic), ""
        for piece in re.split("(\ue009[^\ue00a]*\ue00a|[\ue001-\ue008])", text):
            if piece.startswith("\ue009"):
                self.notes.append(piece[1:-1])
                mark = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                parts.append(f'<w:r>{mark}<w:footnoteReference w:id="{len(self.notes)}"/></w:r>')
            elif piece in {"\ue001", "\ue002"}:
                bold = piece == "\ue001" or base[0]
            elif piece in {"\ue003", "\ue004"}:
                italic = piece == "\ue003" or base[1]
            elif piece in {"\ue005", "\ue007"}:
                change = "ins" if piece == "\ue005" else "del"
            elif piece in {"\ue006", "\ue008"}:
                change = ""
            elif piece:
                parts.append(self._run(piece, change, bold=bold, italic=italic))
        return "".join(parts)

    def _run(self, text: str, change: str, *, bold: bool, italic: bool) -> str:
        look = "<w:b/>" * bold + "<w:i/>" * italic
        tag = "w:delText" if change == "del" else "w:t"
        # Word cuts its text into runs where nobody sees it; every long run is cut once.
        cut = len(text) // 2 if len(text) > 60 and not change else 0
        pieces = [piece for piece in (text[:cut], text[cut:]) if piece]
        runs = "".join(
            f'<w:r><w:rPr>{look}</w:rPr><{tag} xml:space="preserve">{escape(piece)}</{tag}></w:r>'
            for piece in pieces
        )
        if not change:
            return runs.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        self.change += 1
        return f"<w:{change} {_CHANGE.format(self.change)}>{runs}</w:{change}>"

    def _columns(self, lines: list[str]) -> str:
        sides = "\n".join(lines).split("\n||\n")
        cells = [
            "".join(
                self.paragraph(line, "left" if line.startswith("- ") else "center")
                for line in side.split("\n")
                if line.strip()
            )
            for side in sides
        ]
        return _grid([cells], border=False)

    def _table(self, lines: list[str]) -> str:
        rows = []
        for at, line in enumerate(lines):
            cells = [cell.strip().split("//") for cell in line.split("¦")]
            rows.append(
                [
                    "".join(self.paragraph(part.strip(), "left", bold=not at) for part in cell)
                    for cell in cells
                ]
            )
        return _grid(rows, border=True)

    def _box(self, lines: list[str]) -> str:
        inner = "".join(self.paragraph(line, "left") for line in lines if line.strip())
        shape = '<v:shape style="width:420pt;height:150pt"><v:textbox><w:txbxContent>'
        closed = "</w:txbxContent></v:textbox></v:shape>"
        return f"<w:p><w:r><w:pict>{shape}{inner}{closed}</w:pict></w:r></w:p>"


def until_end(lines: Iterator[str]) -> list[str]:
    """Return the lines of a block, up to its end."""
    found: list[str] = []
    for line in lines:
        if line == "@end":
            return found
        found.append(line)
    raise ValueError(f"a block is never closed: {found[:2]}")


def _grid(rows: list[list[str]], *, border: bool) -> str:
    line = 'w:val="single" w:sz="4"' if border else 'w:val="nil"'
    sides = "".join(
        f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    out = [f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr><w:tblGrid>"]
    widest = max(map(len, rows))
    out.append("<w:gridCol/>" * widest + "</w:tblGrid>")
    for row in rows:
        out.append("<w:tr>")
        for at, cell in enumerate(row):
            span = widest - len(row) + 1 if at == len(row) - 1 else 1
            properties = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span > 1 else ""
            out.append(f"<w:tc>{properties}{cell or '<w:p/>'}</w:tc>")
        out.append("</w:tr>")
    return "".join(out) + "</w:tbl><w:p/>"


def section(columns: int, kind: str = "nextPage") -> str:
    return (
        f'<w:sectPr><w:type w:val="{kind}"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"'
        ' w:header="709" w:footer="709" w:gutter="0"/>'
        f'<w:cols w:num="{columns}" w:space="425"/></w:sectPr>'
    )


def _numbering() -> str:
    def level(at: int, form: str, text: str) -> str:
        return (
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        )

    many = "".join(level(at, *look) for at, look in enumerate(_LEVELS))
    lists = f'<w:abstractNum w:abstractNumId="1">{many}</w:abstractNum>'
    lists += f'<w:abstractNum w:abstractNumId="2">{level(0, "bullet", "•")}</w:abstractNum>'
    use = "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in (1, 2))
    return f"{_HEAD}<w:numbering {_NS}>{lists}{use}</w:numbering>"


def write(path: Path, lines: list[str]) -> None:
    """Write one Word file."""
    writer = Writer()
    body = writer.body(lines)
    notes = "".join(
        f'<w:footnote w:id="{at}">{writer.paragraph(note)}</w:footnote>'
        for at, note in enumerate(writer.notes, 1)
    )
    font = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/>'
    parts = {
        "word/document.xml": f"<w:document {_NS}><w:body>{body}{section(1)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_NS}><w:docDefaults><w:rPrDefault><w:rPr>{font}</w:rPr>"
        "</w:rPrDefault></w:docDefaults></w:styles>",
        "word/footnotes.xml": f"<w:footnotes {_NS}>{notes}</w:footnotes>",
    }
    parts = {name: _HEAD + xml for name, xml in parts.items()}
    parts["word/numbering.xml"] = _numbering()
    kinds = {"document": "document.main", "styles": "styles", "footnotes": "footnotes"}
    kinds["numbering"] = "numbering"
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    plain = '<Default Extension="xml" ContentType="application/xml"/>'
    plain += (
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{_RELATION}/{name}" Target="{name}.xml"/>'
        for at, name in enumerate(("styles", "footnotes", "numbering"), 1)
    )
    root = f'<Relationship Id="r1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
    opened = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    parts["[Content_Types].xml"] = (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{plain}{types}</Types>'
    )
    parts["_rels/.rels"] = f"{_HEAD}{opened}{root}</Relationships>"
    parts["word/_rels/document.xml.rels"] = f"{_HEAD}{opened}{relations}</Relationships>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):
            archive.writestr(zipfile.ZipInfo(name, _STAMP), parts[name], zipfile.ZIP_DEFLATED)
