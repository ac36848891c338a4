"""The head of a document: number, issuer, day of issue, kind and title."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from loa.core.fold import fold
from loa.plans.importing.date_atoms import atoms
from loa.plans.importing.dates import Setting
from loa.plans.importing.findings import Finding, finding
from loa.plans.importing.outline import KINDS, Outline
from loa.plans.importing.reading.document import Paragraph
from loa.plans.importing.sections import begins_basis

_NUMBER = re.compile(
    r"(?:^|(?<=[\s*]))(?:Số|SỐ|số)\s*[:.]?\s*(?P<no>\d[\dA-Za-z]*)?[\s._…]*"
    r"(?P<rest>[/\-–]\s*(?:\d{4}\s*[/\-]\s*)?[A-ZĐƯÔÂ][\w&]*(?:\s*[-–/.&]\s*[A-ZĐƯÔÂ\d][\w&]*)*"
    r"|\s[A-ZĐ]{2,}\s*[-–/]\s*[A-ZĐƯ][\w&]*)"
)
_DATE_LINE = re.compile(
    r"\bngày.*tháng.*năm|,\s*ngày\s*\d|,\s*\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}$",
    re.IGNORECASE,
)
_AT_END = re.compile(
    r"[A-ZĐÀ-Ỹ][^,.;:]{1,40},\s*ngày\s+\d{1,2}\s*(?:tháng|[/.\-])\s*\d{1,2}\s*(?:năm"
    r"|[/.\-])\s*\d{4}\.?"
)
_YEAR = re.compile(r"năm\s+((?:19|20)\d\d)|/((?:19|20)\d\d)\b")
_STATE = (
    "cong hoa xa hoi",
    "doc lap tu do",
    "viet nam",
    "doc lap",
    "dang cong san",
    "kinh gui",
    "v v ",
    "phu luc",
)
_SUBJECT = re.compile(r"^(V/v|Về việc)\s*:?\s*", re.IGNORECASE)
_LEVEL = r"(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu|tp\.?)"
_PLACE = re.compile(rf"\b({_LEVEL}\s+\S.*)$", re.IGNORECASE)
_AT_LEVEL = re.compile(rf"\b{_LEVEL}\s+(?!đoàn\b|[uủ][ỷy]\b|hội\b|và\b|-)\S+", re.IGNORECASE)
_PARTY = re.compile(
    r"^(tỉnh\s+[uủ][ỷy]|thành\s+[uủ][ỷy]|huyện\s+[uủ][ỷy]|thị\s+[uủ][ỷy]|quận\s+[uủ][ỷy]"
    r"|đảng\s+[uủ][ỷy]|tỉnh đoàn|huyện đoàn|thành đoàn)\b",
    re.IGNORECASE,
)
_COMMITTEE = re.compile(r"^(bch|ban chấp hành)\s+", re.IGNORECASE)
_COUNCIL = re.compile(
    r"^(ubnd|ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân|hđnd)\b", re.IGNORECASE
)
_ORGANS = {  # of the body in the line above, whose whole name they need
    "ban thuong vu",
    "ban thuong truc",
    "ban chap hanh",
    "thuong truc",
    "van phong",
    "doan chu tich",
    "ban giam hieu",
    "ban giam doc",
}
_NAMED = 8  # characters before a number in the same line can be a name
_LINE = 90  # characters of a line in a head, at most
_KEPT = {"UBND", "HĐND", "BHXH", "BCH", "UBMTTQ", "BCĐ", "ATGT"}
_BODY_NOUN = re.compile(
    r"(\b(?:Ban|Phòng|Sở|Trung tâm|Hội(?! đồng)|Chi cục|Hạt|Trạm|Đài|Tổ|Đội|Văn phòng)\s)(\w)"
)
_VOWEL = re.compile(r"[aeiouyà-ỹ]|\W$", re.IGNORECASE)
_PROPER = re.compile(r"\bviệt nam\b|\bhồ chí minh\b|\bđoàn (?=xã|phường|thị|huyện|tỉnh|thanh)")
_AND_ALSO = re.compile(r"(\b(?:Sở|Phòng|Trung tâm|Chi cục|Ban|Bộ)\b.*?\svà\s)(\w)")
_COMMITTEE_NAME = re.compile(r"\b(?:tỉnh|huyện|thành|thị|quận|đảng)\s+(?:uỷ|ủy)\b", re.IGNORECASE)
_BODY_WORD = re.compile(
    r"(ban|tiểu|câu|nhà|hợp|bệnh|bưu|điện|ngân|kho|thư|khối|cụm|phòng|sở|ủy|uỷ|trung|hội|đảng"
    r"|huyện|tỉnh|thành|quận|đoàn|công|chi|hạt|trạm|văn|đài|bảo"
    r"|liên|mặt|thường|bộ|cục|viện|trường|ubnd|bch|tổ|khoa)\b",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s+-\s+(\w)")


def number(head: Sequence[Paragraph]) -> Finding | None:
    """Return the number; its value is None where the document leaves it blank."""
    for paragraph in head:
        found = _numbered(paragraph)
        if found:
            value = re.sub(r"\s+", "", (found["no"] or "") + found["rest"]) if found["no"] else None
            why = "number-after-so" if value else "number-left-blank"
            return finding(paragraph, found.start(), found.end(), 0.99, why, value=value)
    return None


def _numbered(paragraph: Paragraph) -> re.Match[str] | None:
    """Return the number in a line of the head; a sentence that cites one has none of its own."""
    if begins_basis(paragraph.words) or len(paragraph.words) > _LINE:
        return None
    return _NUMBER.search(paragraph.words)


def symbol(head: Sequence[Paragraph]) -> str:
    """Return the number's letters ("KH-UBND"), or ""."""
    for paragraph in head:
        found = _numbered(paragraph)
        if found:
            return re.sub(r"\s+", "", found["rest"]).strip("/-–").upper()
    return ""


def issued_on(outline: Outline) -> tuple[Finding | None, int | None]:
    """Return the day of issue and the document's year; with a blank in it, only the year.

    The day stands in the head; some offices put it over the signature.
    """
    ends = [p for p in outline.document.paragraphs[-40:] if _AT_END.fullmatch(p.words)]
    for paragraph in (*outline.head, *ends):
        words = paragraph.words
        if not _DATE_LINE.search(words) or begins_basis(words) or len(words) > _LINE:
            continue
        days = [one for one in atoms(words) if one.form == "day" and one.year]
        if days and not days[0].impossible:
            one = days[0]
            value = f"{one.year:04d}-{one.month or 1:02d}-{one.day or 1:02d}"
            return finding(paragraph, 0, one.end, 0.99, "day-in-head", value=value), one.year
        year = _YEAR.search(words)
        if year:
            said = finding(paragraph, 0, len(words), 0.9, "day-left-blank", value=None)
            return said, int(year[1] or year[2])
    return None, None


def kind(outline: Outline) -> Finding | None:
    """Return the kind; a letter has no such word, it begins with "V/v" or bears CV."""
    if outline.kind_at is not None:
        paragraph = outline.head[outline.kind_at]
        folded = fold(paragraph.words)
        value = next(kind for kind in KINDS if folded.startswith(fold(kind)))
        length = min(len(value), len(paragraph.words))
        return finding(paragraph, 0, length, 0.99, "kind-over-title", value=value)
    for paragraph in outline.head:
        found = _SUBJECT.match(paragraph.words)
        if found:
            return finding(paragraph, 0, len(found[1]), 0.97, "letter-by-subject", value="công văn")
    for paragraph in outline.head:
        at = paragraph.words.find("CV")
        if _numbered(paragraph) and at >= 0:
            return finding(paragraph, at, at + 2, 0.95, "letter-by-symbol", value="công văn")
    return None


def title(outline: Outline) -> Finding | None:
    """Return the abstract under the kind, or what follows "V/v"."""
    head = outline.head
    if outline.kind_at is not None:
        lines = [p for p in head[outline.kind_at + 1 :] if re.search(r"\w", p.words)]
        return _joined(lines, 0, "title-under-kind") if lines else None
    for at, paragraph in enumerate(head):
        found = _SUBJECT.match(paragraph.words)
        if found:
            lines = [paragraph, *_goes_on(head[at + 1 :], paragraph.side)]
            return _joined(lines, found.end(), "title-after-subject")
    return _under_symbol(head)


def _under_symbol(head: Sequence[Paragraph]) -> Finding | None:
    """Return the abstract of a Party letter: it stands under the number, without "V/v"."""
    at = next((n for n, p in enumerate(head) if _numbered(p) and "CV" in p.words), None)
    if at is None:
        return None
    below = [p for p in head[at + 1 :] if p.side == head[at].side]
    if (
        not below
        or _DATE_LINE.search(below[0].words)
        or fold(below[0].words).startswith(_ADDRESSED)
    ):
        return None
    return _joined([below[0], *_goes_on(below[1:], below[0].side)], 0, "title-under-symbol")


_ADDRESSED = ("kinh gui", "noi nhan")


def _goes_on(after: Sequence[Paragraph], side: int) -> list[Paragraph]:
    lines: list[Paragraph] = []
    for paragraph in after:
        if paragraph.side != side:
            continue
        if not paragraph.words[0].islower():
            break
        lines.append(paragraph)
    return lines


def _joined(lines: Sequence[Paragraph], start: int, why: str) -> Finding:
    said = " ".join([lines[0].words[start:], *(line.words for line in lines[1:])]).strip(" .;:")
    passage = (lines[0].passage(start)[0], max(line.passage()[1] for line in lines))
    return Finding({"value": said}, passage, 0.97, why)


def issuer(outline: Outline, text: str) -> Finding | None:
    """Return the issuing body with its place, in ordinary letters."""
    lines = _issuing_lines(outline)
    if not lines:
        return None
    names = [" ".join(p.words for p in group).strip(" *") for group in lines]
    at, why, sure = len(names) - 1, "lower-name-of-head", 0.95
    signing = _signing(outline)
    if at and signing is not None and not signing.match(names[at]):
        others = [n for n, name in enumerate(names) if signing.match(name)]
        if others:
            at, why, sure = others[-1], "symbol-and-signature", 0.8
    name, place = names[at], _date_place(outline)
    if at and not _placed(name, place):
        name = _with_place(name, names[at - 1], place)
        why = "place-from-the-line-above"
    group = lines[at]
    passage = (group[0].passage()[0], group[-1].passage()[1])
    if passage[0] > passage[1]:
        passage = (group[-1].passage()[0], group[-1].passage()[1])
    return Finding({"value": ordinary(name, text)}, passage, sure, why)


def _issuing_lines(outline: Outline) -> list[list[Paragraph]]:
    """Return the names in the left half, each with the lines that it runs over."""
    groups: list[list[Paragraph]] = []
    end = outline.kind_at if outline.kind_at is not None else len(outline.head)
    for paragraph in outline.head[:end]:
        words, folded = paragraph.words, fold(paragraph.words)
        found = _numbered(paragraph)
        if found and found.start() > _NAMED and not paragraph.side and not groups:
            cut = words[: found.start()].strip(" *-–")
            groups.append([replace(paragraph, words=cut, at=paragraph.at[: len(cut)])])
            break
        if (found and groups) or folded.startswith(("v v ", "ve viec", "kinh gui")):
            break
        if paragraph.side or folded.startswith(_STATE) or _DATE_LINE.search(words):
            continue
        if found or not re.search(r"\w", words):
            continue
        if groups and _belongs(groups[-1], words):
            groups[-1].append(paragraph)
        else:
            groups.append([paragraph])
    return groups


def _belongs(group: list[Paragraph], words: str) -> bool:
    """Say whether a line goes on with the name above: a place alone, or a name that was cut."""
    above = " ".join(p.words for p in group)
    council = _COUNCIL.fullmatch(above.strip()) or fold(above) in {
        "uy ban nhan dan",
        "hoi dong nhan dan",
    }
    if council:
        return True
    if re.match(rf"^{_LEVEL}\s", words, re.IGNORECASE) and not _PARTY.match(words):
        return not _placed(above)
    return not _BODY_WORD.match(words)


def _placed(name: str, place: str = "") -> bool:
    """Say whether a name tells by itself where the body is; `place` is where it was signed."""
    if place and fold(name).endswith(" " + fold(place)):
        return True
    found = _PARTY.match(name)
    if found and not re.match(r"\s*[-–,&]", name[found.end() :]):
        return len(name[found.end() :].split()) > 0
    return bool(_AT_LEVEL.search(name))


def _with_place(name: str, above: str, place: str) -> str:
    committee = _COMMITTEE.match(above)
    if committee:
        return f"{name} {above[committee.end() :]}"
    if fold(name) in _ORGANS:
        return f"{name} {above}"
    if _PARTY.match(above):
        return f"{name} {above}"
    found = _PLACE.search(above)
    if found:
        return f"{name} {found[1]}"
    if place and fold(above).endswith(" " + fold(place)):
        return f"{name} {place}"
    return f"{name} {above}"


def _date_place(outline: Outline) -> str:
    """Return the place before the day of issue: "Nà Lộc, ngày 18 tháng 02 năm 2020"."""
    for paragraph in outline.head:
        if _DATE_LINE.search(paragraph.words):
            return paragraph.words.partition(",")[0].strip()
    return ""


def _signing(outline: Outline) -> re.Pattern[str] | None:
    """Return what the issuer's name begins with where symbol and signature agree on it."""
    signed = [p.words for p in outline.document.paragraphs if re.match(r"T\s*/?\s*M\b", p.words)]
    ends = symbol(outline.head)
    if ends.endswith("UBND") and any(re.search(r"(ỦY|UỶ) BAN NHÂN DÂN|UBND", s) for s in signed):
        return _COUNCIL
    party = re.search(r"/(HU|TU|ĐU|TXU|QU)$", "/" + ends.replace("-", "/"))
    if party and any("BAN THƯỜNG VỤ" in s for s in signed):
        return _PARTY
    return None


def ordinary(name: str, text: str) -> str:
    """Return a name in ordinary letters: as the text writes it, or by rule."""
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not name.isupper():
        return name
    mixed = re.compile(r"\s+".join(map(re.escape, name.split())), re.IGNORECASE)
    for found in mixed.finditer(text):
        if not found[0].isupper() and found[0][0].isupper():
            return " ".join(found[0].split())
    words, out, place, begins = name.split(), [], False, 0
    for at, word in enumerate(words):
        if word in {"-", "–"}:  # another body that issues together with the first
            place, begins = False, at + 1
        if word in _KEPT or not _VOWEL.search(word):
            out.append(word)
        elif at == begins or (place and not re.fullmatch(_LEVEL, word.lower())):
            out.append(word.capitalize())
        else:
            out.append(word.lower())
        before = " ".join(words[max(0, at - 1) : at + 1]).lower()
        society = words[at + 1 : at + 2] == ["HỘI"]  # "xã hội"
        here = (not society and re.fullmatch(_LEVEL, word.lower())) or re.fullmatch(_LEVEL, before)
        party = _PARTY.fullmatch(" ".join(words[begins : at + 1]))
        place = place or bool(party) or bool(here and at + 1 < len(words))
    said = " ".join(out)
    said = _BODY_NOUN.sub(lambda found: found[1] + found[2].upper(), said)
    said = _PROPER.sub(lambda found: found[0].title(), said)
    said = _AND_ALSO.sub(lambda found: found[1] + found[2].upper(), said)
    said = _COMMITTEE_NAME.sub(lambda found: found[0].capitalize(), said)
    said = re.sub(r"^UBND\b", "Ủy ban nhân dân", said)
    return _SPLIT.sub(lambda found: f" - {found[1].upper()}", said)


def setting(outline: Outline) -> Setting:
    """Return the day of issue and the year, for days that leave theirs out."""
    found, year = issued_on(outline)
    value = found.value if found else None
    return Setting(date.fromisoformat(value) if value else None, year)
