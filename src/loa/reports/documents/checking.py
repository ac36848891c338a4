"""The check of a Word template: what it asks for that no report has, where, and the mend.

A template is filled only after it has passed: an unknown field would stop the report on its
due day, and a template is a program that somebody else may have written. So it is read
without being run: its statements may only repeat and choose, over the fields of `fields.py`.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from io import BytesIO
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from loa.reports.documents.fields import FIELDS, NEEDED, Field, Group, Loop
from loa.reports.documents.word import environment

LARGEST = 5_000_000  # bytes of a file; a letterhead with a seal is far smaller
LARGEST_INSIDE = 50_000_000
CONTEXT = 60  # characters of the paragraph that a problem quotes
_TAG = re.compile(r"<[^>]+>")
_LINE = re.compile(r"(?=<w:p[ >])|(?<=</w:p>)(?=\{%)|(?<=</w:tr>)(?=\{%)|(?<=</w:tc>)(?=\{%)")
_HALF = re.compile(r"\{\{[^{}]*\}(?!\})|\{%[^{}%]*\}|(?<!\{)\{[^{}%#]+\}\}")
_PLAIN = (nodes.Output, nodes.TemplateData, nodes.Const, nodes.Not, nodes.And, nodes.Or)


class TemplateError(Exception):
    """A file that is no Word template at all; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: what, beside which words of the document, and how."""

    said: str
    place: str
    mend: str

    def __str__(self) -> str:
        where = f" Chỗ: “{self.place}”." if self.place else ""
        return f"{self.said}{where} {self.mend}"


def problems(template: bytes) -> list[Problem]:
    """Return what is wrong with a template, in the order of the document; empty: it fits.

    Raises TemplateError for what Word did not save as a docx.
    """
    found: list[Problem] = []
    names: set[str] = set()
    for source in _parts(template):
        walk = _Walk(_lines(source))
        found += walk.problems()
        names |= walk.used
    if not found and NEEDED not in names:
        found.append(
            Problem(
                f"Mẫu chưa có trường {NEEDED}.",
                "",
                f"Đặt {{{{ {NEEDED} }}}} ở đầu trang, để bản dự thảo và số liệu mô phỏng"
                " không bị nhầm với báo cáo thật.",
            )
        )
    return found


def _parts(template: bytes) -> Iterator[str]:
    """Yield the XML of the text and of each head and foot, as it is before it is filled."""
    _refuse(template)
    try:
        opened: Any = DocxTemplate(BytesIO(template))
        opened.init_docx()
        yield opened.patch_xml(opened.get_xml())
        for uri in (opened.HEADER_URI, opened.FOOTER_URI):
            for _key, part in opened.get_headers_footers(uri):
                yield opened.patch_xml(opened.get_part_xml(part))
    except (KeyError, ValueError, PackageNotFoundError, etree.XMLSyntaxError):
        raise TemplateError(
            "Tệp bị hỏng, Word cũng không đọc được trọn vẹn. Mở lại bằng Word rồi lưu thành"
            " .docx mới."
        ) from None


def _refuse(template: bytes) -> None:
    if len(template) > LARGEST:
        raise TemplateError("Mẫu lớn hơn 5 MB. Bớt ảnh trong mẫu rồi thử lại.")
    try:
        with zipfile.ZipFile(BytesIO(template)) as archive:
            inside = archive.infolist()
    except zipfile.BadZipFile:
        raise TemplateError(
            "Đây không phải tệp .docx (tệp .doc cũ, hoặc có mật khẩu). Mở bằng Word, chọn Lưu"
            " thành, kiểu “Word Document (*.docx)”."
        ) from None
    names = {part.filename for part in inside}
    if any(name.endswith("vbaProject.bin") for name in names):
        raise TemplateError("Mẫu có macro. Lưu lại thành .docx, kiểu không có macro.")
    if "word/document.xml" not in names:
        raise TemplateError("Đây không phải văn bản Word. Chọn tệp .docx của mẫu báo cáo.")
    if sum(part.file_size for part in inside) > LARGEST_INSIDE:
        raise TemplateError("Mẫu quá lớn sau khi giải nén. Bớt ảnh trong mẫu rồi thử lại.")


def _lines(source: str) -> list[str]:
    """Part a source so that each paragraph and each statement between them has its line."""
    return _LINE.split(source.replace("\n", " "))


class _Walk:
    """Reads the statements of one part; `used` are the fields of the document it names."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.found: list[Problem] = []
        self.used: set[str] = set()

    def problems(self) -> list[Problem]:
        for paragraph in self.lines:
            words = _TAG.sub("", paragraph)
            for half in _HALF.findall(words):
                self._add(
                    f"Dấu ngoặc chưa khép: {half.strip()}.",
                    words,
                    "Trường viết trong {{ và }}, câu điều khiển trong {% và %}.",
                )
        if self.found:
            return self.found
        try:
            tree = environment().parse("\n".join(self.lines))
        except TemplateSyntaxError as error:
            self._add(*_syntax(error), line=error.lineno)
            return self.found
        self._body(tree.body, dict(FIELDS))
        return self.found

    def _add(self, said: str, place: str, mend: str, line: int = 0) -> None:
        where = place or (_TAG.sub("", self.lines[line - 1]) if line else "")
        self.found.append(Problem(said, " ".join(where.split())[:CONTEXT], mend))

    def _body(self, body: list[nodes.Node], scope: Mapping[str, Field]) -> None:
        for node in body:
            if isinstance(node, nodes.For):
                self._loop(node, scope)
            elif isinstance(node, nodes.If):
                self._reads(node.test, scope, whole=False)
                for branch in (node.body, node.elif_, node.else_):
                    self._body(list(branch), scope)
            elif isinstance(node, nodes.Output):
                for one in node.nodes:
                    self._reads(one, scope, whole=True)
            else:
                self._add(
                    "Câu lệnh này không dùng được trong mẫu.",
                    "",
                    "Mẫu chỉ dùng trường {{ }}, vòng lặp for … endfor và điều kiện if … endif.",
                    line=node.lineno,
                )

    def _loop(self, node: nodes.For, scope: Mapping[str, Field]) -> None:
        field = self._field(node.iter, scope)
        inner = dict(scope)
        if field is not None and not isinstance(field, Loop):
            self._add(
                f"“{_written(node.iter)}” không phải một danh sách, không lặp được.",
                "",
                f"Bỏ vòng lặp, hoặc lặp một trong: {_offered(scope, Loop)}.",
                line=node.lineno,
            )
        if isinstance(node.target, nodes.Name):
            # Of a loop over nothing known its variable is not complained of again.
            inner[node.target.name] = field.item if isinstance(field, Loop) else Group("", {})
        self._body(list(node.body), inner)
        self._body(list(node.else_), scope)

    def _reads(self, node: nodes.Node, scope: Mapping[str, Field], *, whole: bool) -> None:
        """Check an expression; `whole`: it is written into the document, so it must be words."""
        if isinstance(node, nodes.Name | nodes.Getattr):
            field = self._field(node, scope)
            if whole and isinstance(field, Group | Loop) and field.says:
                self._add(
                    f"“{_written(node)}” gồm nhiều trường, không in ra được.",
                    "",
                    _how(_written(node), field),
                    line=node.lineno,
                )
        elif isinstance(node, _PLAIN):
            for child in node.iter_child_nodes():
                self._reads(child, scope, whole=whole)
        else:
            self._add(
                "Biểu thức này không dùng được trong mẫu.",
                "",
                "Chỉ viết tên trường, ví dụ {{ trich_yeu }}.",
                line=node.lineno,
            )

    def _field(self, node: nodes.Node, scope: Mapping[str, Field]) -> Field | None:
        """Return what a name leads to; None after a complaint, or where one was made before."""
        if isinstance(node, nodes.Name):
            return self._named(node.name, scope, node, "")
        if isinstance(node, nodes.Getattr):
            outer = self._field(node.node, scope)
            if outer is None or (isinstance(outer, Group) and not outer.says):
                return None
            inner = outer.fields if isinstance(outer, Group) else {}
            return self._named(node.attr, inner, node, f"{_written(node.node)}.")
        self._reads(node, scope, whole=False)
        return None

    def _named(
        self, name: str, fields: Mapping[str, Field], node: nodes.Node, before: str
    ) -> Field | None:
        if name in fields:
            self.used |= {name} if not before else set()
            return fields[name]
        self._add(
            f"Không có trường “{before}{name}”.", "", _instead(name, fields, before), node.lineno
        )
        return None


def _instead(name: str, fields: Mapping[str, Field], before: str) -> str:
    """Say what to write: the name that is meant, or what there is."""
    near = get_close_matches(name.lower(), fields, n=1, cutoff=0.6)
    if near:
        return f"Có phải “{before}{near[0]}”?"
    if not fields:
        return f"“{before.rstrip('.')}” không có trường con; viết {{{{ {before.rstrip('.')} }}}}."
    return f"Ở đây có: {', '.join(f'{before}{one}' for one in fields)}."


def _offered(scope: Mapping[str, Field], kind: type[Field]) -> str:
    return ", ".join(name for name, field in scope.items() if isinstance(field, kind))


def _how(name: str, field: Group | Loop) -> str:
    if isinstance(field, Loop):
        return f"Lặp qua nó: {{%p for mot in {name} %}} … {{%p endfor %}}."
    return f"Viết rõ trường con, ví dụ {{{{ {name}.{next(iter(field.fields))} }}}}."


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "biểu thức"


def _syntax(error: TemplateSyntaxError) -> tuple[str, str, str]:
    """Put what the parser says into words that tell the mend."""
    said = error.message or ""
    if "endfor" in said or "endif" in said or "Unexpected end of template" in said:
        return (
            "Vòng lặp hoặc điều kiện mở và khép không khớp nhau.",
            "",
            "Mỗi for cần một endfor, mỗi if cần một endif, cùng kiểu p, tr hoặc tc.",
        )
    if "unknown tag" in said:
        return (
            "Câu lệnh này không dùng được trong mẫu.",
            "",
            "Mẫu chỉ dùng for … endfor và if … endif; kiểm tra lỗi gõ.",
        )
    return (
        "Có chỗ viết sai trong dấu ngoặc.",
        "",
        "Chỉ viết tên trường, không dấu, ví dụ {{ trich_yeu }}.",
    )
