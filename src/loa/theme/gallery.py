"""Samples for the gallery: invented, of no unit, enough to fill each component."""

from math import sin

STATES = ("done", "due", "late", "off")
GRADES = ("reported", "recorded", "confirmed")
MARKS = {
    "Bằng Lũng": ["done"] * 10 + ["due"] * 4,
    "Nghĩa Tá": ["done"] * 3 + ["off"] * 7 + ["due"] * 4,
    "Yên Thịnh": ["done"] * 6 + ["late", "late", "done", "done"] + ["due"] * 4,
}
HEAT_COLUMNS = ("Loa · đợt 1", "Loa · đợt 2", "Cổng · đợt 1", "Băng rôn")
# topic, depth, and per column (proven, target, confirmed, reported); None: nothing promised
HEAT = [
    ("Tuyên truyền Đại hội Đảng bộ huyện", 0, [
        (1240, 1440, 300, 0), (420, 960, 0, 120), (18, 18, 18, 0), None,
    ]),
    ("Góp ý dự thảo văn kiện", 1, [
        (300, 480, 80, 60), (0, 320, 0, 0), (6, 8, 2, 0), None,
    ]),
    ("Kết quả thực hiện nghị quyết", 1, [
        (480, 480, 120, 0), (200, 320, 0, 0), None, (14, 20, 6, 4),
    ]),
]  # fmt: skip
TILES = [
    ("Bằng Phúc", 2, 1, "done", "62/62"), ("Tân Lập", 3, 1, "done", "60/62"),
    ("Quảng Bạch", 4, 1, "due", "40/62"), ("Xuân Lạc", 1, 1, "late", "12/62"),
    ("Nam Cường", 1, 2, "done", "62/62"), ("Đồng Lạc", 2, 2, "done", "61/62"),
    ("Bằng Lũng", 3, 2, "done", "62/62"), ("Ngọc Phái", 4, 2, "off", "tạm dừng"),
    ("Nghĩa Tá", 2, 3, "late", "9/62"), ("Bình Trung", 3, 3, "done", "58/62"),
]  # fmt: skip
# A session from 4:30 to 6:30, places in percent
TICKS = [("4:30", 0), ("5:00", 25), ("5:30", 50), ("6:00", 75)]
QUIET = [(0, 25), (75, 100)]
PLANNED = [
    (25, 50, "Tiếp sóng VOV1", "relay"),
    (50, 62.5, "Bản tin sáng", ""),
    (62.5, 70, "Lịch tiêm phòng", ""),
    (70, 75, "Bản tin tiếng Tày", ""),
]
AS_RUN = [
    (25, 50, "Tiếp sóng VOV1", "done"),
    (51.5, 64, "Bản tin sáng", "late"),
    (64, 70, "Lịch tiêm phòng", "due"),
    (70, 75, "Bản tin tiếng Tày", "off"),
]
MONTHS = [(f"{month}/2026", (month - 3) / 8 * 100) for month in range(3, 11)]
PHASES = [
    (0, 37, "Đợt 1: trước đại hội", False, False),
    (37, 62, "Đợt 2: đại hội", True, False),
    (62, 100, "Đợt 3: đưa vào cuộc sống", False, True),
]
EVENTS = [(30, "Hội nghị góp ý", False, True), (58, "Đại hội (dự kiến)", True, True)]
PEAKS = [abs(sin(n / 3.1) * sin(n / 17) * 0.75) + 0.12 for n in range(120)]
