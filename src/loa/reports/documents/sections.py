"""The middle of a report: one section for each channel, its sentences and its table. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from loa.reports.documents import wording
from loa.reports.documents.paper import FigureRow, Pick, Piece, Section, Words, plain
from loa.reports.documents.tally import Tally, reached, tally
from loa.reports.rules.report import Graded, Line, Owed, Report, UnitKey

NOT_YET = "chưa có số liệu"
FEW = "dưới 5"  # a number of people that could point at one of them
NOTHING_HERE = "–"


@dataclass(frozen=True)
class Told:
    """One report with its lines in order, so that each figure is summed from its own lines."""

    report: Report

    @cached_property
    def by_measure(self) -> Mapping[tuple[str, str], Sequence[Line]]:
        """The lines of each channel and measure, in the order in which channels are told."""
        found: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
        for line in self.report.lines:
            found[line.channel, line.measure].append(line)
        known = {channel: place for place, channel in enumerate(wording.CHANNELS)}
        order = sorted(found, key=lambda key: known.get(key[0], len(known)))
        return {key: found[key] for key in order}

    @cached_property
    def by_unit(self) -> Mapping[tuple[str, str, UnitKey], Sequence[Line]]:
        found: defaultdict[tuple[str, str, UnitKey], list[Line]] = defaultdict(list)
        for line in self.report.lines:
            found[line.channel, line.measure, line.unit].append(line)
        return found

    @cached_property
    def channels(self) -> Mapping[str, Sequence[str]]:
        """The measures of each channel."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for channel, measure in self.by_measure:
            found[channel].append(measure)
        return found

    @cached_property
    def names(self) -> Mapping[UnitKey, str]:
        return {place.key: place.name for place in self.report.places}

    def promised(self, channel: str, measure: str) -> bool:
        """Return whether anything is promised in a measure."""
        return any(line.figure.promised for line in self.by_measure[channel, measure])


def sections(told: Told) -> tuple[Section, ...]:
    """Return one section for each channel that the report has lines of."""
    return tuple(
        Section(
            number=str(number),
            title=wording.channel(channel),
            channel=channel,
            sentences=tuple(_sentence(told, channel, measure) for measure in measures),
            rows=tuple(row for measure in measures for row in _rows(told, channel, measure)),
        )
        for number, (channel, measures) in enumerate(told.channels.items(), 1)
    )


def figure(found: Tally, amount: Graded, pick: Pick, *, measure: str = "") -> Words:
    """Return one figure with what is missing in it; `measure` adds its noun.

    Nothing known at all: that it is owed, or withheld, in the number's place.
    """
    if found.unknown and found.total.missing:
        return (Piece(NOT_YET, pick, found.owed, missing=True),)
    if found.unknown:
        return (Piece(FEW, pick),)
    said = wording.counted(amount.total, measure) if measure else wording.number(amount.total)
    if not found.total.missing:
        return (Piece(said, pick),)
    short = f"(thiếu {max(1, len(found.owed))} đơn vị)"
    return (Piece(said, pick), Piece(" "), Piece(short, pick, found.owed, missing=True))


def share(found: Tally) -> str:
    """Return the share of what was promised, without its sign; a dash where there is none."""
    parts = found.total.share
    if parts is None or found.unknown:
        return NOTHING_HERE
    return wording.thousandth(parts).removesuffix("%")


def _sentence(told: Told, channel: str, measure: str) -> Words:
    """Say one measure: the period, where, how it is known, and the whole so far."""
    lines = told.by_measure[channel, measure]
    found, pick, phrase = tally(lines), Pick(channel, measure), wording.phrase(measure)
    if found.unknown:
        owing = f" ({_names(found.owed)} chưa gửi)" if found.owed else ""
        said = figure(found, found.total.period, pick)
        return (Piece(f"{phrase.name}: "), *said, Piece(f"{owing}."))
    period = found.total.period
    if period.total or not found.whole:
        told_so = figure(found, period, pick, measure=measure)
        said = (Piece(f"Trong kỳ đã {phrase.done} "), *told_so, Piece(_where(lines) + _how(period)))
    else:
        said = (Piece(f"Trong kỳ chưa {phrase.done} "), Piece(f"{phrase.noun} nào", pick))
    whole = figure(found, found.total.cumulative, pick.to_date(), measure=measure)
    return (*said, Piece("; luỹ kế "), *whole, Piece(f"{_of_target(found, measure)}."))


def _of_target(found: Tally, measure: str) -> str:
    said = ""
    if found.total.promised and found.total.share is not None:
        of = wording.counted(found.total.promised, measure)
        said = f", đạt {wording.thousandth(found.total.share)} chỉ tiêu {of}"
    if found.total.withheld:
        said += f" (không kể {found.total.withheld} số dưới 5 người)"
    return said


def _where(lines: Sequence[Line]) -> str:
    done, units = reached(lines)
    return f" tại {done}/{units} đơn vị" if units > 1 else ""


def _how(period: Graded) -> str:
    said = wording.grades(period)
    return f" ({said})" if said else ""


def _names(owed: Sequence[Owed]) -> str:
    return wording.listed([one.name for one in owed])


def _rows(told: Told, channel: str, measure: str) -> Iterator[FigureRow]:
    """Yield the measure's total, then its topics where there are several."""
    lines = told.by_measure[channel, measure]
    yield _row(wording.phrase(measure).name, lines, Pick(channel, measure))
    topics: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        topics[line.plan, line.topic].append(line)
    if len(topics) < 2:  # noqa: PLR2004 - one topic is the total again
        return
    order = {(t.plan, t.key): place for place, t in enumerate(told.report.topics)}
    for plan, topic in sorted(topics, key=lambda key: order.get(key, len(order))):
        pick = Pick(channel, measure, plan, topic)
        yield _row(f"– {_topic(told.report, plan, topic)}", topics[plan, topic], pick)


def _row(label: str, lines: Iterable[Line], pick: Pick) -> FigureRow:
    found = tally(lines)
    promised = found.total.promised
    return FigureRow(
        label=label,
        period=figure(found, found.total.period, pick),
        cumulative=figure(found, found.total.cumulative, pick.to_date()),
        promised=plain(wording.number(promised) if promised is not None else NOTHING_HERE),
        share=plain(share(found)),
        known=wording.known(found.total.period, found.total.cumulative),
    )


def _topic(report: Report, plan: str, topic: str) -> str:
    head = next((one for one in report.plans if one.key == plan), None)
    if head is None:
        return "Ngoài kế hoạch"
    named = next((one for one in report.topics if (one.plan, one.key) == (plan, topic)), None)
    name = f"{named.key}. {named.name}" if named else "Chung các nội dung"
    return f"{head.number or head.title}: {name}" if len(report.plans) > 1 else name
