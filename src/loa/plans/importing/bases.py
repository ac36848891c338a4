"""The documents and proposals that a document stands on: from its preamble or a section."""

import re
from collections.abc import Iterator

from loa.core.fold import fold
from loa.plans.importing.findings import Finding, finding
from loa.plans.importing.outline import PLAIN, Outline
from loa.plans.importing.reading.document import Paragraph

_PAPER = (
    r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Chỉ thị|Quyết định|Thông tư"
    r"|Thông tri|Thông báo|Kế hoạch|Hướng dẫn|Công văn|Công điện|Chương trình|Kết luận|Quy định"
    r"|Quy chế|Đề án|Tờ trình|Biên bản|Điều lệ|Văn bản|Báo cáo|Phương án|Quy hoạch)"
)
_LEAD = re.compile(
    r"^(?:[-+*•]\s*|\d+\s*[.)]\s*)?(?:Căn cứ(?: vào| theo)?|(?:Nhằm )?cụ thể h(?:óa|oá)"
    r"|Theo|Xét|Thi hành|Quán triệt"
    r"|Trên cơ sở|Chấp hành"
    r"|(?:Tiếp tục |Để |Nhằm |Triển khai,? )*(?:thực hiện|triển khai)(?: tốt"
    r"| có hiệu quả)?)\s+(?:các\s+|tinh thần\s+|nội dung\s+)?",
    re.IGNORECASE,
)
_CUT = re.compile(
    rf";\s*|\.\s+(?=[A-ZĐÀ-Ỹ])|(?<=\d)(?:\s+và|,)\s+(?=(?:Luật|Bộ luật|Pháp lệnh)\s)"
    rf"|(?:,|\s+và)\s+(?=(?:ý kiến\s+)?(?:chỉ đạo|đề nghị)\s+(?:của|tại)\s)"
    rf"|,\s+(?=(?:Căn cứ|Thực hiện|Theo|Xét)\s)|(?:,|\s+và)\s+(?=(?:theo\s+"
    rf"|thực hiện\s+)?{_PAPER}\b[^,;]*?\bsố\s*\d)"
)
_STARTS = re.compile(
    rf"^(?:{_PAPER}\b|(?i:{_PAPER}\s+(?:\w+\s+){{0,4}}số\s*\d)|(?i:(?:ý kiến\s+)?đề nghị của)\b"
    rf"|(?i:{_PAPER})(?:\s+(?!của\b)[^\s;,]+){{3,12}}\s+của\s+[A-ZĐÀ-Ỹ]"
    rf"|(?i:(?:ý kiến\s+)?chỉ đạo của)\b[^;]*\b{_PAPER}\s+số)"
)
_NAMED = re.compile(
    r"\bsố\s*\d|\bngày\s*\d|[/-][A-ZĐ]{2}|^(?:Luật|Bộ luật|Hiến pháp|Pháp lệnh|Điều lệ"
    r"|Quy chế)\s|^đề nghị",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"^(?:Ngày|Vừa qua|Tiếp theo|Tiếp nhận|Nhận được|Sau khi|UBND|Ủy ban|Uỷ ban)\b", re.IGNORECASE
)
_CITED = re.compile(rf"{_PAPER}\s+số\s*\d")
_TITLED = re.compile(rf"(?i:{_PAPER})\s+(?!này|trên|nêu|sau)\S+(?:\s+\S+){{3,}}")
_WHEREFORE = re.compile(
    r",\s+(?:trước tình hình|trước thực trạng|trong bối cảnh|nhằm|để|qua theo dõi|qua kiểm tra"
    r"|sau khi|thời gian qua|hiện nay)\s.*$",
    re.DOTALL,
)
_TAIL = re.compile(
    r",\s+(?=[A-ZĐÀ-Ỹ])[^;,]*?\s(?:ban hành|xây dựng|lập|hướng dẫn|đề nghị|yêu cầu|đề ra|triển khai"
    r"|tổ chức|thông báo|kết luận|thống nhất|phối hợp|chỉ đạo|giao|phát động|quy định"
    r"|cụ thể ho[áa])(?=[\s:]).*$",
    re.DOTALL,
)


def bases(outline: Outline) -> Iterator[Finding]:
    """Yield every basis in order, each once."""
    seen: set[str] = set()
    for paragraph, start, why in _sources(outline):
        for first, last in _segments(paragraph, start):
            one = _basis(paragraph, first, last, why)
            if one is not None and (key := fold(str(one.value))) not in seen:
                seen.add(key)
                yield one


def _sources(outline: Outline) -> Iterator[tuple[Paragraph, int, str]]:
    for paragraph in outline.preamble:
        yield paragraph, 0, "basis-in-preamble"
    for item in outline.items:
        if "basis" in item.roles and not item.heading:
            if item.rank < PLAIN or _LEAD.match(item.text) or _STARTS.match(item.text):
                yield item.paragraph, item.start, "basis-in-its-section"
        elif item.heading and "basis" in item.roles and item.inline >= 0:
            yield item.paragraph, item.inline, "basis-in-its-section"


def _segments(paragraph: Paragraph, start: int) -> Iterator[tuple[int, int]]:
    words = paragraph.words
    at = start
    for cut in _CUT.finditer(words, start):
        yield at, cut.start()
        at = cut.end()
    yield at, len(words)


def _basis(paragraph: Paragraph, first: int, last: int, why: str) -> Finding | None:
    words = paragraph.words[first:last]
    lead = _LEAD.match(words)
    if lead:
        first += lead.end()
        words = words[lead.end() :]
    for tail in filter(None, (_TAIL.search(words), _WHEREFORE.search(words))):
        last = first + tail.start()
        words = words[: tail.start()]
    words = words.strip()
    if why == "basis-in-preamble" and _TOLD.match(words) and (cited := _CITED.search(words)):
        first += cited.start()
        words = words[cited.start() :]
    if not _STARTS.match(words) or not (_NAMED.search(words) or _TITLED.match(words)):
        return None
    return finding(paragraph, first, last, 0.95, why)
