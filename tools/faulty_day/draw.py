"""The picture: panels one below the other, each with faults, plan, loudspeaker and ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import count

from tools.faulty_day import read, words
from tools.faulty_day.day import ZONE, FaultyDay, Planned, Sound
from tools.faulty_day.panels import Axis, Flag, Piece, hang
from tools.faulty_day.svg import Canvas, wide

from loa.rehearsal.faults import Fault
from loa.rehearsal.observer import Seen

BAND, BETWEEN, LANE, ROW = 28, 42, 30, 19
STRUCK = 15  # the height of what marks a missed item
TOLERANCE_S = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """How wide the picture is, and the stretches of the day that its panels show."""

    width: int
    gutter: int
    margin: int
    size: float  # of plain text
    every: int  # minutes between two labels of the axis
    panels: Sequence[tuple[str, str, Sequence[tuple[str, str, float, bool]]]]


DESKTOP = Layout(
    width=1280,
    gutter=176,
    margin=28,
    size=13,
    every=5,
    panels=(
        ("Buổi sáng", "morning", (("04:58", "05:33", 10, False), ("05:33", "06:02", 1.2, True))),
        (
            "Buổi chiều",
            "evening",
            (
                ("16:53", "17:22", 7.6, False),
                ("17:22", "18:03", 0.9, True),
                ("18:03", "18:28", 2.9, False),
            ),
        ),
    ),
)
PHONE = Layout(
    width=390,
    gutter=0,
    margin=14,
    size=12,
    every=5,
    panels=(
        ("Sáng, đầu buổi", "morning", (("04:59", "05:16", 1, False),)),
        ("Sáng, cuối buổi", "", (("05:16", "05:33", 8, False), ("05:33", "06:02", 1.2, True))),
        ("Chiều, đầu buổi", "evening", (("16:53", "17:14", 1, False),)),
        (
            "Chiều, cuối buổi",
            "",
            (
                ("17:14", "17:21", 4.6, False),
                ("17:21", "18:03", 0.9, True),
                ("18:03", "18:28", 4.5, False),
            ),
        ),
    ),
)


@dataclass(slots=True)
class Panel:
    """One panel while it is drawn; `y` is how far down it has come."""

    day: FaultyDay
    layout: Layout
    canvas: Canvas
    axis: Axis
    clip: str
    y: float

    @property
    def right(self) -> float:
        return self.layout.width - self.layout.margin

    def label(self, name: str, english: str, height: float, *, main: bool = False) -> None:
        """Name a band: in the gutter, or above it where there is none."""
        size = self.layout.size if main else self.layout.size - 1
        if self.layout.gutter:
            middle = self.y + height / 2 + size / 3
            if not main:
                self.canvas.both(self.layout.margin, middle, (name, english), size, bold=False)
                return
            self.canvas.text(self.layout.margin, middle - 7, name, size, bold=True)
            self.canvas.text(self.layout.margin, middle + 8, english, size - 1, "ink-soft")
            return
        self.y += size + 3
        if main:
            self.canvas.both(self.layout.margin, self.y, (name, english), size)
        else:
            self.canvas.both(self.layout.margin, self.y, (name, english), size, bold=False)
        self.y += 5


def draw_panel(panel: Panel, names: tuple[str, str]) -> float:
    """Draw a panel from its `y` on; return where it ends."""
    one, size = panel, panel.layout.size
    one.canvas.both(one.layout.margin, one.y + 16, names, size + 4, "accent")
    one.y += 26
    _faults(one)
    top = _axis(one)
    shapes = Canvas(one.canvas.colours)
    _planned(one, shapes)
    planned_bottom = one.y
    one.y += BETWEEN
    _heard(one, shapes, planned_bottom)
    one.y += 12
    _ledger(one, shapes)
    one.canvas.inside(one.clip, shapes)
    height = one.y - top
    one.canvas.parts.insert(
        0,
        f'<clipPath id="{one.clip}"><rect x="{one.axis.left}" y="{top}"'
        f' width="{one.axis.right - one.axis.left}" height="{height + 8}"/></clipPath>',
    )
    return one.y + 22


def _faults(one: Panel) -> None:
    """Draw the faults as coloured spans with their names, in as many lanes as they need."""
    size = one.layout.size
    found = [f for f in one.day.faults if one.axis.touches(f.starts, f.ends)]
    taken: list[float] = []
    lanes = []
    for fault in found:
        starts, ends = (m.astimezone(ZONE) for m in (fault.starts, fault.ends))
        name, english, token = words.FAULTS[fault.kind]
        hours = f"{_clock(starts)}–{_clock(ends)}"
        label, small = f"{_place(one.day, fault)}. {name} {hours}", english
        length = wide(label, size, bold=True)
        length += 6 + wide(small, size - 1) if one.layout.gutter else 0
        left = max(one.axis.left, one.axis.x(starts))
        right = min(one.axis.right, one.axis.x(ends))
        text_at = max(one.axis.left, min(left, one.axis.right - length))
        lane = next((n for n, end in enumerate(taken) if end < min(left, text_at) - 8), len(taken))
        taken[lane : lane + 1] = [max(right, text_at + length)]
        lanes.append((lane, left, right, text_at, label, small, token))
    height = LANE if one.layout.gutter else LANE + size + 5
    for lane, left, right, text_at, label, small, token in lanes:
        y = one.y + lane * height
        if one.layout.gutter:
            one.canvas.both(text_at, y + size, (label, small), size, token)
        else:
            one.canvas.text(text_at, y + size, label, size, token, bold=True)
            y += size + 3
            small_at = min(text_at, one.axis.right - wide(small, size - 1))
            one.canvas.text(small_at, y + size, small, size - 1, "ink-soft")
        one.canvas.rect(
            left, y + size + 5, right - left, 8, f"url(#fault-{token})", rx=2,
            stroke=one.canvas.ink(token),
        )  # fmt: skip
    one.y += len(taken) * height + 12


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}".removesuffix(":00")


def _place(day: FaultyDay, fault: Fault) -> int:
    return 1 + day.faults.index(fault)


def _axis(one: Panel) -> float:
    """Draw the hours, and a mark where time is squeezed; return where the lines begin."""
    size, y = one.layout.size - 1, one.y + 10
    lowest = y + 6
    last = -one.axis.right
    for moment in one.axis.minutes(one.layout.every):
        x = one.axis.x(moment)
        if x - last < wide("00:00", size) + 6:
            continue
        last = x
        near_edge = x > one.axis.right - 10
        one.canvas.text(
            x, y, f"{moment:%H:%M}", size, "ink-soft", anchor="end" if near_edge else "middle"
        )
    for piece, left, _right in one.axis.edges():
        if piece.squeezed:
            one.canvas.path(
                f"M{left + 4:.1f} {y - 4} l4 -5 l5 10 l5 -10 l4 5",
                fill="none", stroke=one.canvas.ink("line-strong"), stroke_width=1.5,
            )  # fmt: skip
    one.y += 20
    return lowest


def _grid(one: Panel, shapes: Canvas, top: float, bottom: float) -> None:
    for moment in one.axis.minutes(one.layout.every):
        x = one.axis.x(moment)
        shapes.line(x, top, x, bottom, "line", stroke_width=1)


def _planned(one: Panel, shapes: Canvas) -> None:
    one.label("Theo lịch", "planned", BAND, main=True)
    shapes.rect(one.axis.left, one.y, one.axis.right - one.axis.left, BAND, "sunk")
    for item in one.day.planned:
        left, right = one.axis.x(item.starts), one.axis.x(item.ends)
        if item.kind == "relay":
            shapes.rect(left, one.y + 6, right - left, BAND - 12, "off-wash",
                        stroke=shapes.ink("line-strong"), stroke_dasharray="3 2")  # fmt: skip
        else:
            shapes.rect(left + 0.5, one.y + 3, right - left - 1, BAND - 6, "accent-wash",
                        stroke=shapes.ink("accent"), rx=1.5)  # fmt: skip
    one.y += BAND


def _heard(one: Panel, shapes: Canvas, planned_bottom: float) -> None:
    y = one.y
    if one.layout.gutter:
        one.label("Ra loa", "heard, in true time", BAND, main=True)
    shapes.rect(one.axis.left, y, one.axis.right - one.axis.left, BAND, "sunk")
    for starts, ends, why in read.silent_spans(one.day):
        left, right = one.axis.x(starts), one.axis.x(ends)
        fill = "url(#dark)" if why == "mất điện" else "due-wash"
        shapes.rect(left, y, right - left, BAND, fill)
        middle = (max(left, one.axis.left) + min(right, one.axis.right)) / 2
        room = min(right, one.axis.right) - max(left, one.axis.left)
        if room > wide(why, one.layout.size - 1):
            shapes.text(middle, y + 18, why, one.layout.size - 1, "off-text", anchor="middle")
    _relays(one, shapes)
    planned = {item.item: item for item in one.day.planned}
    for sound in one.day.heard:
        item = planned[sound.item]
        if item.kind == "message":
            _sound(one, shapes, item, sound, planned_bottom)
    for item in one.day.planned:
        if item.seen is Seen.UNHEARD:
            _missed(one, shapes, item, planned_bottom)
    one.y += BAND
    if not one.layout.gutter:
        one.label("Ra loa", "heard, in true time", 0, main=True)


def _relays(one: Panel, shapes: Canvas) -> None:
    """Draw from where to where a source was switched through, as the ledger says."""
    began = None
    for line in one.day.ledger:
        if line.event == "relay-on":
            began = line.at
        elif line.event == "relay-off" and began is not None:
            left, right = one.axis.x(began), one.axis.x(line.at)
            shapes.rect(left, one.y + 6, right - left, BAND - 12, "off-wash",
                        stroke=shapes.ink("line-strong"), stroke_dasharray="3 2")  # fmt: skip
            began = None


def _sound(one: Panel, shapes: Canvas, item: Planned, sound: Sound, above: float) -> None:
    left, right, y = one.axis.x(sound.starts), one.axis.x(sound.ends), one.y
    late = sound.late.total_seconds() > TOLERANCE_S
    ink = "done" if sound.whole and not late else "late"
    shapes.line(one.axis.x(item.starts), above, left, y, ink, stroke_width=1, stroke_opacity=0.55)
    width = right - left
    if not sound.whole:
        shapes.path(
            f"M{left + 0.5:.1f} {y + 2} H{right:.1f} l-3 4 l3 4 l-3 4 l3 4 l-3 4 l3 4"
            f" H{left + 0.5:.1f} Z",
            fill=shapes.ink("late"),
        )
        return
    fill = "url(#late)" if late else "done"
    shapes.rect(left + 0.5, y + 2, width - 1, BAND - 4, fill, rx=1.5, stroke=shapes.ink(ink))
    if not late and width > 10:  # noqa: PLR2004 - room for a tick
        shapes.path(
            f"M{left + width / 2 - 4:.1f} {y + BAND / 2:.1f} l3 3 l5 -6",
            fill="none", stroke=shapes.ink("on-state"), stroke_width=1.8,
        )  # fmt: skip


def _missed(one: Panel, shapes: Canvas, item: Planned, above: float) -> None:
    """Mark it below its place in the plan: at the loudspeaker something else may be."""
    left, right, y = one.axis.x(item.starts), one.axis.x(item.ends), above + 6
    middle = (left + right) / 2
    shapes.line(middle, above, middle, y, "off", stroke_width=1)
    shapes.rect(left + 1, y, right - left - 2, STRUCK, "surface", rx=1.5,
                stroke=shapes.ink("off"), stroke_dasharray="3 2")  # fmt: skip
    shapes.line(left + 2, y + STRUCK - 1, right - 2, y + 1, "off", stroke_width=1.5)


# ---- the ledger


def _ledger(one: Panel, shapes: Canvas) -> None:
    """Draw the ledger's lines as ticks, a row for each kind of them."""
    if one.layout.gutter:
        one.canvas.both(one.layout.margin, one.y + 12, ("Sổ ghi", "ledger"), one.layout.size)
        one.y += 20
    else:
        one.label("Sổ ghi", "ledger", 0, main=True)
    true = read.true_moments(one.day)
    rows: dict[str, list[tuple[datetime, str, str]]] = {name: [] for name in words.ROWS}
    for line in one.day.ledger:
        if (row := read.row_of(line)) and one.axis.holds(true[line.n]):
            rows[row].append((true[line.n], line.event, read.said(line, true[line.n])))
    rows["sent"] = [
        (sent.at, "sent", _sent(sent.refused, sent.size))
        for sent in one.day.sent
        if one.axis.holds(sent.at)
    ]
    top, behind = one.y, len(one.canvas.parts)
    for name, ticks in rows.items():
        if ticks:
            _row(one, shapes, name, ticks)
    grid = Canvas(one.canvas.colours)
    _grid(one, grid, top, one.y)
    one.canvas.parts[behind:behind] = grid.parts


def _sent(refused: str, size: int) -> str:
    amount = f"{size:,}".replace(",", ".")
    return f"{amount} byte: không nhận" if refused else f"{amount} byte: đã nhận"


def _row(one: Panel, shapes: Canvas, name: str, ticks: list[tuple[datetime, str, str]]) -> None:
    size = one.layout.size - 1
    vietnamese, english = words.ROWS[name]
    one.label(vietnamese, english, ROW)
    ink = {"cut": "late", "missed": "off", "sent": "rehearsal", "note": "due"}.get(name, "ink")
    flags: list[Flag] = []
    before: tuple[str, float, int] = ("", 0, 0)
    for at, event, text in ticks:
        x = one.axis.x(at)
        rises = event in {"started", "relay-on"}
        down = 9 if event in {"started", "finished"} else 15
        offset = 0 if rises or event not in {"started", "finished"} else 6
        tick = {"started": "accent", "finished": "done"}.get(event, ink)
        shapes.line(x, one.y + 2 + offset, x, one.y + 2 + down + offset * 0.6, tick, stroke_width=2)
        if text and before[0] == text and x - before[1] < wide(text, size) + 14:
            before = (text, before[1], before[2] + 1)
            flags[-1].text = f"{text} ×{before[2]}"
        elif text:
            before = (text, x, 1)
            flags.append(Flag(x, text, 0))
    for flag in flags:
        flag.wide = wide(flag.text, size) + 12
    lanes = hang(flags, [one.axis.x(at) for at, _event, _text in ticks], one.axis.right)
    for flag in flags:
        y = one.y + flag.lane * (ROW - 3)
        if flag.lane:
            shapes.line(flag.x, one.y + 4, flag.x, y + 16, ink, stroke_width=1)
        anchor, x = ("end", flag.x - 5) if flag.flipped else ("start", flag.x + 5)
        shapes.text(x, y + 14, flag.text, size, ink if ink != "due" else "due-text", anchor=anchor)
    one.y += ROW + (lanes - 1) * (ROW - 3)


def panels(day: FaultyDay, layout: Layout, canvas: Canvas, y: float) -> float:
    """Draw all panels from `y` on; return where they end."""
    numbers = count(1)

    def moment(text: str) -> datetime:
        return datetime.combine(day.day, time.fromisoformat(text), ZONE)

    for name, english, stretches in layout.panels:
        pieces = [
            Piece(moment(a), moment(b), share, squeezed) for a, b, share, squeezed in stretches
        ]
        axis = Axis(pieces, layout.margin + layout.gutter, layout.width - layout.margin)
        hours = f"{name} {pieces[0].starts:%H:%M}–{pieces[-1].ends:%H:%M}"
        panel = Panel(day, layout, canvas, axis, f"panel-{next(numbers)}", y)
        y = draw_panel(panel, (hours, english))
    return y
