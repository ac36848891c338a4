"""What a report says in words: numbers, shares, grades and sentences made of figures.

A report is a Vietnamese official document whatever language its maker reads the pages in,
so its words stand here in Vietnamese and are not translated. Every sentence is made of
figures alone: what no figure says, no sentence says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loa.core.words import Grade
from loa.plans.exporting import phrases
from loa.reports.rules.report import Graded, Why

THOUSAND = 1000

CHANNELS: Mapping[str, str] = {
    **phrases.CHANNELS,
    "items": "Biên tập, sản xuất tin, bài",
    "matters": "Tiếp nhận và trả lời ý kiến của nhân dân",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """How one measure is told: "đã phát" "lượt phát"; `name` heads a row of figures."""

    done: str
    noun: str
    name: str


MEASURES: Mapping[str, Phrase] = {
    "plays": Phrase("phát", "lượt", "Lượt phát"),
    "seconds": Phrase("phát với thời lượng", "giây", "Thời lượng (giây)"),
    "articles": Phrase("đăng", "tin, bài", "Tin, bài đăng"),
    "banners-up": Phrase("treo", "băng rôn, khẩu hiệu", "Băng rôn, khẩu hiệu treo"),
    "banners-down": Phrase("tháo dỡ", "băng rôn, khẩu hiệu", "Băng rôn, khẩu hiệu tháo dỡ"),
    "flags-up": Phrase("treo", "lá cờ", "Cờ treo"),
    "flags-down": Phrase("hạ", "lá cờ", "Cờ hạ"),
    "runs": Phrase("chạy", "chuyến xe", "Chuyến xe tuyên truyền"),
    "talks": Phrase("tổ chức", "buổi nói chuyện", "Buổi nói chuyện"),
    "conferences": Phrase("tổ chức", "hội nghị", "Hội nghị"),
    "events": Phrase("tổ chức", "hoạt động", "Hoạt động văn hoá, thể thao"),
    "copies": Phrase("phát hành", "bản", "Bản in"),
    "meetings": Phrase("tổ chức", "cuộc họp", "Cuộc họp lấy ý kiến"),
    "attendees": Phrase("có", "lượt người dự", "Lượt người dự"),
    "items": Phrase("duyệt", "tin, bài", "Tin, bài được duyệt"),
    "question": Phrase("tiếp nhận", "câu hỏi", "Câu hỏi tiếp nhận"),
    "question-answered": Phrase("trả lời", "câu hỏi", "Câu hỏi đã trả lời"),
    "complaint": Phrase("tiếp nhận", "phản ánh", "Phản ánh tiếp nhận"),
    "complaint-answered": Phrase("trả lời", "phản ánh", "Phản ánh đã trả lời"),
    "loudness": Phrase("tiếp nhận", "yêu cầu giảm âm lượng", "Yêu cầu giảm âm lượng tiếp nhận"),
    "loudness-answered": Phrase(
        "giải quyết", "yêu cầu giảm âm lượng", "Yêu cầu giảm âm lượng đã giải quyết"
    ),
}
GRADES: Mapping[Grade, str] = {
    Grade.CONFIRMED: "đã kiểm tra",
    Grade.RECORDED: "có nhật ký, ảnh",
    Grade.REPORTED: "tự báo cáo",
}
REASONS: Mapping[Why, str] = {
    Why.LATE: "minh chứng về sau ngày chốt báo cáo trước",
    Why.TAKEN_BACK: "minh chứng được thay hoặc đính chính",
    Why.SAID_ANEW: "đơn vị sửa số đã báo cáo",
    Why.SAID_LATE: "đơn vị gửi số còn thiếu",
    Why.WITHDRAWN: "đơn vị rút số đã báo cáo",
    Why.MERGED: "đơn vị sáp nhập, số liệu chuyển theo",
    Why.PROMISED: "kế hoạch điều chỉnh chỉ tiêu",
    Why.REGRADED: "đổi mức xác thực, số lượng giữ nguyên",
}


def number(value: int) -> str:
    """Write a whole number as Vietnamese documents do: 1.234.567."""
    return f"{value:,}".replace(",", ".")


def share(part: int, whole: int) -> str:
    """Write a share in percent with at most one decimal, cut off: 99,96 is not yet 100.

    Raises ZeroDivisionError where nothing was promised: there is no share then.
    """
    return thousandth(part * THOUSAND // whole)


def thousandth(parts: int) -> str:
    """Write parts of a thousand in percent: 483 is "48,3%", 1000 is "100%"."""
    whole, tenth = divmod(parts, 10)
    return f"{number(whole)},{tenth}%" if tenth else f"{number(whole)}%"


def channel(word: str) -> str:
    return CHANNELS.get(word, word)


def phrase(measure: str) -> Phrase:
    """Return how a measure is told; one that has no words is told by its own word."""
    return MEASURES.get(measure, Phrase("có", measure, measure))


def counted(value: int, measure: str) -> str:
    """Write a quantity with its noun: "1.920 lượt"; seconds as hours, minutes, seconds."""
    return length(value) if measure == "seconds" else f"{number(value)} {phrase(measure).noun}"


def length(seconds: int) -> str:
    """Write a length as people say it: "1 giờ 05 phút", "40 giây"; nothing is rounded."""
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    parts = [(hours, "giờ"), (minutes, "phút"), (rest, "giây")]
    said = [f"{number(value)} {name}" for value, name in parts if value]
    return " ".join(said) or "0 giây"


def grades(graded: Graded) -> str:
    """Say how a quantity is known: one grade by its name, several each with its part."""
    found = [(grade, graded.of(grade)) for grade in GRADES if graded.of(grade)]
    if not found:
        return ""
    if len(found) == 1:
        return GRADES[found[0][0]]
    return "; ".join(f"{number(part)} {GRADES[grade]}" for grade, part in found)


def known(period: Graded, cumulative: Graded) -> str:
    """Say how the figures of a row are known: once where period and total are known alike."""
    in_period, in_all = grades(period), grades(cumulative)
    if not in_period or in_period == in_all:
        return capital(in_all)
    return f"Kỳ: {in_period}\nLuỹ kế: {in_all}"


def reasons(parts: Sequence[tuple[Why, int]]) -> str:
    """Explain a difference: "+12 minh chứng về sau …; -3 đơn vị sửa …"."""
    said = []
    for why, amount in parts:
        signed = f"{'+' if amount > 0 else '-'}{number(abs(amount))} " if amount else ""
        said.append(signed + REASONS[why])
    return "; ".join(said)


def listed(names: Sequence[str], most: int = 6) -> str:
    """Join names as a sentence does; past `most` it says how many more there are."""
    if len(names) > most:
        return f"{', '.join(names[:most])} và {number(len(names) - most)} đơn vị khác"
    if len(names) > 1:
        return f"{', '.join(names[:-1])} và {names[-1]}"
    return "".join(names)


def capital(text: str) -> str:
    """Write the first letter as a capital and leave the others."""
    return text[:1].upper() + text[1:]


def roman(value: int) -> str:
    """Write 1 to 39 in Roman numerals, as parts of a document are numbered."""
    tens, ones = divmod(value, 10)
    units = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * tens + units[ones]
