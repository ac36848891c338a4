"""Why a file is not read: each a sentence that names the file, the place and the mend.

The sentences are said without Django, as those of plan files (`plans/problems.py`).
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from loa.plans.problems import Language, both

SAYINGS: Mapping[str, Mapping[Language, str]] = MappingProxyType(
    {
        "missing": both(
            "không mở được tệp. Kiểm tra lại tên và thư mục.",
            "the file cannot be opened. Check its name and folder.",
        ),
        "empty": both(
            "tệp rỗng hoặc không có chữ nào. Mở tệp ra xem và gửi lại bản có nội dung.",
            "the file is empty or has no words. Open it, and send the one that has.",
        ),
        "too-large": both(
            "tệp quá lớn ({size} MB, nhận đến {limit} MB). Tách phụ lục, ảnh ra riêng.",
            "the file is too large ({size} MB, at most {limit} MB). Take annexes and pictures out.",
        ),
        "bomb": both(
            "phần {place} bung ra quá lớn nên không mở. Mở bằng Word, lưu lại .docx mới.",
            "{place} unfolds too large and is not opened. Open it in Word, save it as a new .docx.",
        ),
        "broken": both(
            "tệp hỏng ở {place}. Mở bằng phần mềm đã tạo ra nó, lưu lại rồi gửi bản mới.",
            "the file is broken at {place}. Open it in the program that made it, save it again.",
        ),
        "encrypted": both(
            "tệp đặt mật khẩu nên không đọc được. Gỡ mật khẩu rồi gửi lại.",
            "the file has a password and cannot be read. Take the password off, send it again.",
        ),
        "macros": both(
            "tệp có macro ({place}). Lưu lại thành .docx không có macro rồi gửi.",
            "the file has macros ({place}). Save it as a .docx without macros.",
        ),
        "old-word": both(
            "tệp Word đời cũ (.doc). Mở bằng Word, lưu thành .docx rồi gửi lại.",
            "a file of an old Word (.doc). Open it in Word, save it as .docx.",
        ),
        "not-a-plan": both(
            "đây là {place}, không phải văn bản. Gửi tệp .docx, PDF có chữ hoặc .txt.",
            "this is {place}, not a document. Send a .docx, a PDF with text, or a .txt.",
        ),
        "scanned": both(
            "{pages} trang là ảnh quét, không có chữ. Gửi tệp gốc hay bản đã nhận dạng chữ.",
            "{pages} pages are scanned pictures without text. Send the original file, or one"
            " whose letters were recognised.",
        ),
        "too-many-pages": both(
            "có {pages} trang, nhận đến {limit}. Tách phần kế hoạch khỏi phụ lục.",
            "{pages} pages, at most {limit}. Take the plan apart from its annexes.",
        ),
        "too-long": both(
            "dài chừng {pages} trang, nhận đến {limit}. Tách phần kế hoạch khỏi phụ lục.",
            "about {pages} pages long, at most {limit}. Take the plan apart from its annexes.",
        ),
        "unknown-letters": both(
            "không nhận ra bảng mã của chữ. Lưu lại bằng Unicode (UTF-8) rồi gửi.",
            "the letters' encoding is not known. Save it again as Unicode (UTF-8).",
        ),
    }
)
# Places within a file, as the readers name them.
_PLACES = (
    (r"gói nén \((\d+) phần\)", r"the package (\1 parts)"),
    (r"gói nén \(zip\)", "the package (zip)"),
    (r"phần đầu hoặc bảng tham chiếu", "the head or the table of references"),
    (r"một trang", "a page"),
    (r"bảng tính Excel", "an Excel workbook"),
    (r"bài trình chiếu", "a presentation"),
    (r"tệp nén", "an archive"),
    (r"tệp RTF", "an RTF file"),
    (r"ảnh", "a picture"),
    (r"(.+), dòng (\d+)", r"\1, line \2"),
)


class RefusedError(Exception):
    """A file that cannot become a plan; nothing of it was kept."""

    def __init__(self, code: str, name: str, **details: object) -> None:
        self.code = code
        self.name = name
        self.details = details
        super().__init__(self.say("vi"))

    def say(self, language: Language) -> str:
        """Return the sentence with the file's name before it."""
        details = dict(self.details)
        if language == "en" and "place" in details:
            details["place"] = _in_english(str(details["place"]))
        return f"{self.name}: {SAYINGS[self.code][language].format(**details)}"


def _in_english(place: str) -> str:
    for said, english in _PLACES:
        if found := re.fullmatch(said, place):
            return found.expand(english)
    return place
