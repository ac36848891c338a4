"""Numbers of documents, read as staff read them.

49/2024/NĐ-CP is "nghị định số bốn mươi chín năm hai nghìn … của Chính phủ". The kind is
left out where the text has just named it, the issuer where the text goes on to name one.
A code that is not known here is spelled letter by letter, never dropped.
"""

import re

from loa.audio.spoken.letters import spelled
from loa.audio.spoken.numbers import cardinal, whole
from loa.audio.spoken.rule import Rule, after, before, rule

KINDS = {
    "NQ": "nghị quyết", "NĐ": "nghị định", "QĐ": "quyết định", "CT": "chỉ thị",
    "KH": "kế hoạch", "TT": "thông tư", "HD": "hướng dẫn", "TB": "thông báo",
    "BC": "báo cáo", "CV": "công văn", "TTr": "tờ trình", "KL": "kết luận",
    "QC": "quy chế", "QyĐ": "quy định", "QĐi": "quy định", "CTr": "chương trình",
    "CTHĐ": "chương trình hành động", "ĐA": "đề án", "TTLT": "thông tư liên tịch",
    "PL": "pháp lệnh", "CĐ": "công điện", "GM": "giấy mời", "BB": "biên bản",
    "PA": "phương án", "VBHN": "văn bản hợp nhất", "ĐL": "điều lệ", "TTg": "công văn",
}  # fmt: skip
ISSUERS = {
    "CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ", "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân", "HU": "Huyện ủy", "TU": "Tỉnh ủy", "ĐU": "Đảng ủy",
    "TW": "Trung ương", "TƯ": "Trung ương", "BCHTW": "Ban Chấp hành Trung ương",
    "BTTTT": "Bộ Thông tin và Truyền thông", "BYT": "Bộ Y tế", "BNV": "Bộ Nội vụ",
    "BGDĐT": "Bộ Giáo dục và Đào tạo", "BTC": "Bộ Tài chính", "BCT": "Bộ Công Thương",
    "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn", "BTP": "Bộ Tư pháp",
    "BTNMT": "Bộ Tài nguyên và Môi trường", "BXD": "Bộ Xây dựng",
    "BLĐTBXH": "Bộ Lao động, Thương binh và Xã hội", "BGTVT": "Bộ Giao thông vận tải",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch", "BKHCN": "Bộ Khoa học và Công nghệ",
    "BKHĐT": "Bộ Kế hoạch và Đầu tư", "BCA": "Bộ Công an", "BQP": "Bộ Quốc phòng",
    "VPTW": "Văn phòng Trung ương", "BTGTW": "Ban Tuyên giáo Trung ương",
    "BTCTW": "Ban Tổ chức Trung ương", "UBKTTW": "Ủy ban Kiểm tra Trung ương",
    "BTGTU": "Ban Tuyên giáo Tỉnh ủy", "BTGHU": "Ban Tuyên giáo Huyện ủy",
    "BTVHU": "Ban Thường vụ Huyện ủy", "BTVTU": "Ban Thường vụ Tỉnh ủy",
    "BCĐ": "Ban Chỉ đạo", "MTTQ": "Mặt trận Tổ quốc", "QH": "Quốc hội",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội", "VPCP": "Văn phòng Chính phủ",
}  # fmt: skip
CODE = r"[A-ZĐƯ][A-Za-zĐđƯ]*"
PARTS = re.compile(r"([A-ZĐƯ][A-Za-zĐđƯ]*?)(\d*)")
NUMBER = re.compile(
    rf"(?<![\w/.,-])(?P<n>\d{{1,5}})(?:/(?P<y>[12]\d{{3}}))?\s?[-–/]\s?"
    rf"(?P<codes>{CODE}\d{{0,2}}(?:[-–/]{CODE}\d{{0,2}})*)(?![\w&]|[-/]\w)"
)
STANDARD = r"(?<!\w)(QCVN|TCVN)\s?(\d+(?:-\d+)?):([12]\d{3})(?:/([A-ZĐ]+))?(?!\w)"
STANDARDS = {"QCVN": "quy chuẩn Việt Nam", "TCVN": "tiêu chuẩn Việt Nam"}
ISSUER_FOLLOWS = re.compile(r"\s*,?\s*(?:ngày\s[^.;,]{1,45},?\s*)?(?:được\s)?của\s")
MORE_THAN_LETTERS = 2


def _issuer(code: str) -> str:
    found = PARTS.fullmatch(code)
    name, term = (found[1], found[2]) if found else (code, "")
    words = ISSUERS.get(name) or KINDS.get(name) or spelled(name)
    if not term:
        return words
    return f"{words} {'khóa ' if name in {'QH', 'UBTVQH'} else ''}{cardinal(int(term))}"


def _document(match: re.Match[str]) -> str:
    codes = re.split(r"[-–/]", match["codes"])
    known = any(re.sub(r"\d", "", code) in KINDS.keys() | ISSUERS.keys() for code in codes)
    if not known and not before(match).rstrip().endswith("số"):
        return match[0]  # 5-A, 12/B: not the number of a document
    kind = KINDS.get(codes[0], "") if len(codes) > 1 or codes[0] not in ISSUERS else ""
    issuers = [_issuer(code) for code in (codes[1:] if kind else codes)]
    number = whole(match["n"]) + (f" năm {cardinal(int(match['y']))}" if match["y"] else "")
    if kind and kind not in before(match):
        numbered = before(match).rstrip().endswith("số")
        number = f"{number}, {kind}" if numbered else f"{kind} số {number}"
    if not issuers or (ISSUER_FOLLOWS.match(after(match)) and _named(codes)):
        return number
    return f"{number} của {', '.join(issuers)}" if _named(codes) else f"{number}, {issuers[0]}"


def _named(codes: list[str]) -> bool:
    return any(re.sub(r"\d", "", code) in ISSUERS for code in codes)


def _standard(match: re.Match[str]) -> str:
    number = " gạch ".join(whole(part) for part in match[2].split("-"))
    year = cardinal(int(match[3]))
    issuer = f" của {_issuer(match[4])}" if match[4] else ""
    return f"{STANDARDS[match[1]]} {number} năm {year}{issuer}"


RULES: list[Rule] = [rule(STANDARD, _standard), (NUMBER, _document)]
