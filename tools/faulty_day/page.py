"""The whole picture: what is said above and below the panels, and for those who cannot see it."""

from tools.faulty_day import draw, words
from tools.faulty_day.day import FaultyDay
from tools.faulty_day.draw import Layout
from tools.faulty_day.svg import Canvas, document, wide, wrap

from loa.rehearsal.counts import ZEROS
from loa.rehearsal.observer import Seen

LEGEND = (
    ("done", "phát đúng giờ", "on time"),
    ("late", "phát trễ", "late"),
    ("cut", "phát dở", "cut"),
    ("missed", "không phát được", "missed"),
    ("relay", "tiếp sóng", "relay"),
    ("dark", "mất điện", "no power"),
    ("clockless", "không biết giờ", "no time"),
    ("squeezed", "rút ngắn", "not to scale"),
)


def picture(day: FaultyDay, layout: Layout) -> str:
    """Return the picture as SVG."""
    canvas, size = Canvas(), layout.size
    y = _head(day, layout, canvas)
    y = _legend(layout, canvas, y)
    y = draw.panels(day, layout, canvas, y + 14)
    y = _foot(day, layout, canvas, y)
    return document(canvas, layout.width, round(y + size), _title(day), _description(day))


def _title(day: FaultyDay) -> str:
    date = f"{day.day.day}/{day.day.month}/{day.day.year}"
    return f"Một ngày {len(day.faults)} sự cố: {day.station}, {date}"


def _counts(day: FaultyDay) -> tuple[str, str]:
    n = {seen: day.count(seen) for seen in Seen}
    planned = sum(n.values())
    vietnamese = (
        f"{planned} tin theo lịch: {n[Seen.AIRED]} phát đúng giờ, {n[Seen.LATE]} phát trễ, "
        f"{n[Seen.CUT]} phát dở, {n[Seen.UNHEARD]} không phát được."
    )
    english = (
        f"{planned} messages planned: {n[Seen.AIRED]} on time, {n[Seen.LATE]} late, "
        f"{n[Seen.CUT]} cut, {n[Seen.UNHEARD]} missed."
    )
    return vietnamese, english


def _description(day: FaultyDay) -> str:
    faults = "; ".join(
        f"{words.FAULTS[f.kind][0]} ({words.FAULTS[f.kind][1]}) {f.starts:%H:%M}–{f.ends:%H:%M}"
        for f in day.faults
    )
    return f"{_counts(day)[0]} Sự cố: {faults}. {_books(day)} {_counts(day)[1]}"


def _books(day: FaultyDay) -> str:
    numbers = [line.n for line in day.ledger]
    absent = numbers[-1] - numbers[0] + 1 - len(numbers)
    refused = sum(bool(one.refused) for one in day.sent)
    return (
        f"Sổ ở máy chủ: dòng {numbers[0]} đến {numbers[-1]}, thiếu {absent}, "
        f"trùng {day.kept_twice}; trong ngày gửi {len(day.sent)} lần, {refused} lần không nhận."
    )


def _head(day: FaultyDay, layout: Layout, canvas: Canvas) -> float:
    size, margin = layout.size, layout.margin
    width = layout.width - 2 * margin
    canvas.rect(0, 0, layout.width, 26, "rehearsal-wash")
    canvas.both(margin, 18, ("CHẠY THỬ", "rehearsal, no real broadcast"), size, "rehearsal")
    y = 34.0
    for line in wrap(_title(day), size + 9, width, bold=True):
        y += size + 15
        canvas.text(margin, y, line, size + 9, bold=True)
    vietnamese, english = _counts(day)
    english = f"One day with {len(day.faults)} faults. {english}"
    y += 8
    for line in wrap(vietnamese, size + 2, width):
        y += size + 9
        canvas.text(margin, y, line, size + 2)
    for line in wrap(english, size, width):
        y += size + 6
        canvas.text(margin, y, line, size, "ink-soft")
    return y + 12


def _legend(layout: Layout, canvas: Canvas, y: float) -> float:
    size, x = layout.size, float(layout.margin)
    for name, vietnamese, english in LEGEND:
        length = 30 + wide(vietnamese, size, bold=True) + 6 + wide(english, size - 1)
        if x + length > layout.width - layout.margin + 8:
            x, y = float(layout.margin), y + 24
        _swatch(canvas, name, x, y)
        canvas.both(x + 28, y + 13, (vietnamese, english), size)
        x += length + 10
    return y + 20


def _swatch(canvas: Canvas, name: str, x: float, y: float) -> None:
    ink = canvas.ink
    if name == "done":
        canvas.rect(x, y, 22, 16, "done", rx=1.5)
        canvas.path(
            f"M{x + 7} {y + 8} l3 3 l5 -6", fill="none", stroke=ink("on-state"), stroke_width=1.8
        )
    elif name == "late":
        canvas.rect(x, y, 22, 16, "url(#late)", rx=1.5, stroke=ink("late"))
    elif name == "cut":
        canvas.path(f"M{x} {y} h22 l-3 4 l3 4 l-3 4 l3 4 h-22 Z", fill=ink("late"))
    elif name == "missed":
        canvas.rect(x, y, 22, 16, "surface", rx=1.5, stroke=ink("off"), stroke_dasharray="3 2")
        canvas.line(x + 2, y + 15, x + 20, y + 1, "off", stroke_width=1.5)
    elif name == "relay":
        canvas.rect(x, y + 2, 22, 12, "off-wash", stroke=ink("line-strong"), stroke_dasharray="3 2")
    elif name == "squeezed":
        canvas.path(
            f"M{x + 2} {y + 8} l4 -5 l5 10 l5 -10 l4 5",
            fill="none", stroke=ink("line-strong"), stroke_width=1.5,
        )  # fmt: skip
    else:
        canvas.rect(x, y, 22, 16, "url(#dark)" if name == "dark" else "due-wash")


def _foot(day: FaultyDay, layout: Layout, canvas: Canvas, y: float) -> float:
    size, width = layout.size, layout.width - 2 * layout.margin
    canvas.line(layout.margin, y, layout.width - layout.margin, y, "line")
    for line in wrap(_books(day), size, width, bold=True):
        y += size + 7
        canvas.text(layout.margin, y, line, size, bold=True)
    zeros = ", ".join(f"{words.ZEROS[name]} {day.result[name]}" for name in ZEROS)
    whole = (
        f"Cả đợt chạy thử ({day.result['stations']} trạm, {day.result['station_days']} ngày trạm,"
        f" hạt giống {day.result['seed']}), sáu số phải bằng 0: {zeros}."
    )
    for line in wrap(whole, size, width):
        y += size + 6
        canvas.text(layout.margin, y, line, size)
    zeros = ", ".join(f"{name.replace('_', ' ')} {day.result[name]}" for name in ZEROS)
    english = (
        f"The server's ledger: lines {day.ledger[0].n} to {day.ledger[-1].n}. "
        f"Six counts that must be 0: {zeros}."
    )
    for line in wrap(english, size - 1, width):
        y += size + 6
        canvas.text(layout.margin, y, line, size - 1, "ink-soft")
    return y
