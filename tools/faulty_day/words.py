"""What the picture calls things: Vietnamese as staff say it, and a little English beside it."""

import re

from loa.rehearsal.faults import FaultKind

FAULTS: dict[FaultKind, tuple[str, str, str]] = {  # Vietnamese, English, the colour's token
    FaultKind.AWAY: ("Mất mạng", "network away", "rehearsal"),
    FaultKind.POWER_IN_ITEM: ("Mất điện giữa tin", "power cut in mid-item", "drill"),
    FaultKind.NO_CLOCK: ("Mất điện, bo mạch quên giờ", "board without a clock", "drill"),
    FaultKind.POWER_IN_WRITE: ("Mất điện lúc đang ghi sổ", "power cut in a ledger write", "drill"),
    FaultKind.ALTERED: ("Tệp tải về bị sửa", "downloads altered", "rehearsal"),
    FaultKind.UPLOAD_CUT: ("Gửi sổ bị đứt", "upload cut", "rehearsal"),
    FaultKind.DOUBLED: ("Gửi sổ bị lặp", "upload doubled", "rehearsal"),
}
ROWS: dict[str, tuple[str, str]] = {  # rows of ticks, in the order in which they are drawn
    "sound": ("bắt đầu, hết", "start, end"),
    "cut": ("phát dở", "cut"),
    "missed": ("không phát được", "missed"),
    "relay": ("tiếp sóng", "relay"),
    "boot": ("khởi động", "boot"),
    "clock": ("đồng hồ", "clock"),
    "note": ("ghi chú", "note"),
    "sent": ("gửi máy chủ", "upload"),
}
ZEROS = {
    "unexplained": "không giải thích được",
    "unsigned_played": "phát tin chưa ký",
    "quiet_hour_violations": "phát ngoài giờ",
    "asrun_lost": "mất dòng",
    "asrun_duplicated": "trùng dòng",
    "chain_breaks_undetected": "đứt chuỗi không biết",
}
REASONS = {"off": "mất điện", "media": "âm thanh chưa về", "clock": "không biết giờ"}
CLOCKS = {
    "synchronised": "đã đúng giờ",
    "hardware": "chạy bằng pin",
    "floor": "không biết giờ",
}
NOTES = (
    (re.compile(r"no network"), "không có mạng"),
    (re.compile(r"(\d+) bytes of the ledger were set aside"), r"dòng rách: để riêng \1 byte"),
    (re.compile(r"metadata is not to be trusted"), "không tin: dữ liệu ký bị sửa"),
    (re.compile(r"the segment is cut"), "máy chủ không nhận: bị cụt"),
    (re.compile(r"it was thrown away"), "âm thanh bị sửa: bỏ đi"),
)


def note(text: str) -> str:
    """Return a ledger's note in Vietnamese; one that is not known stays as it is."""
    for pattern, words in NOTES:
        if found := pattern.search(text):
            return found.expand(words)
    return text
