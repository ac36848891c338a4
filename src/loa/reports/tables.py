"""A report's tables for spreadsheets: each figure in a row, each row behind it in another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from loa.core.periods import DAY
from loa.plans.exporting.phrases import day_said
from loa.reports.documents import wording
from loa.reports.rules import totals
from loa.reports.rules.report import Line, Named, Origin, Report, Source, State
from loa.reports.rules.totals import Total

Cell = str | int | date | datetime | None


class Of(StrEnum):
    """What a column holds; a share is in thousandths."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Column:
    head: str
    width: int
    of: Of = Of.TEXT


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in the order of the columns; `missing`: a figure that somebody still owes."""

    cells: tuple[Cell, ...]
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]


WHAT = (Column("Hình thức", 26), Column("Nội dung tính", 24))
UNIT = (Column("Mã đơn vị", 11), Column("Đơn vị", 26))
AIM = (
    Column("Kế hoạch", 18),
    Column("Đợt", 20),
    Column("Nội dung", 34),
    Column("Chỉ tiêu", 20),
)
GRADED = tuple(
    Column(f"{part}: {grade}", 12, Of.NUMBER)
    for part in ("Trong kỳ", "Luỹ kế")
    for grade in ("tổng số", "tự báo cáo", "có nhật ký, ảnh", "đã kiểm tra")
)
AGAINST = (Column("Chỉ tiêu giao", 12, Of.NUMBER), Column("Đạt", 9, Of.SHARE))
LEVELS: Mapping[str, str] = {
    "country": "Cả nước",
    "province": "Tỉnh",
    "district": "Huyện",
    "commune": "Xã",
    "hamlet": "Thôn",
}
ORIGINS: Mapping[Origin, str] = {
    Origin.EVIDENCE: "Minh chứng",
    Origin.SHEET: "Biểu đơn vị tự báo cáo",
    Origin.REGISTER: "Sổ theo dõi của hệ thống",
}
NO_UNIT = "Toàn địa bàn"
FEW = "dưới 5, không nêu"


def tables(report: Report) -> Iterator[Table]:
    """Yield a report's tables in the order of the file's sheets; empty ones are left out."""
    names = _Names(report)
    yield _channels(report)
    yield _units(report, names)
    yield _lines(report, names)
    yield _sources(report, names)
    if report.missing:
        yield _missing(report, names)
    if report.differences:
        yield _differences(report, names)
    if report.comparison is not None and report.comparison.standings:
        yield _comparison(report)


class _Names:
    """The names that keys stand for in one report."""

    def __init__(self, report: Report) -> None:
        self.plans = {plan.key: plan.number or plan.title for plan in report.plans}
        self.phases = _by_key(report.phases)
        self.topics = _by_key(report.topics)
        self.places = {place.key: place for place in report.places}

    def unit(self, key: str) -> tuple[str, str]:
        """Return a unit's code and name."""
        if not key:
            return "", NO_UNIT
        place = self.places.get(key)
        return (place.code, place.name) if place else (key.partition("@")[0], key)

    def topic(self, plan: str, key: str) -> str:
        return f"{key} {self.topics.get((plan, key), '')}".strip()

    def aim(self, line: Line) -> tuple[Cell, ...]:
        plan = self.plans.get(line.plan, line.plan)
        phase = self.phases.get((line.plan, line.phase), line.phase)
        return (plan, phase, self.topic(line.plan, line.topic), line.target)


def _by_key(named: Sequence[Named]) -> dict[tuple[str, str], str]:
    return {(one.plan, one.key): one.name for one in named}


def _what(channel: str, measure: str) -> tuple[str, str]:
    return wording.channel(channel), wording.phrase(measure).name


def _graded(total: Total) -> tuple[Cell, ...]:
    parts = (total.period, total.cumulative)
    return tuple(n for one in parts for n in (one.total, one.reported, one.recorded, one.confirmed))


def _against(total: Total) -> tuple[Cell, ...]:
    return (total.promised, total.share)


def _channels(report: Report) -> Table:
    columns = (*WHAT, *GRADED, *AGAINST, Column("Số liệu còn thiếu", 11, Of.NUMBER))
    rows = [
        Row(
            (*_what(*key), *_graded(total), *_against(total), total.missing),
            missing=total.missing > 0,
        )
        for key, total in sorted(totals.by_channel(report.lines).items())
    ]
    return Table("Tổng hợp", columns, rows)


def _units(report: Report, names: _Names) -> Table:
    columns = (*UNIT, Column("Cấp", 9), Column("Thuộc", 24), *WHAT, *GRADED, *AGAINST)
    sums = totals.by_unit(report)
    rows = []
    for key in ("", *(place.key for place in report.places)):
        place = names.places.get(key)
        level = LEVELS.get(place.level, "") if place else ""
        above = names.unit(place.parent)[1] if place and place.parent else ""
        rows += [
            Row(
                (*names.unit(key), level, above, *_what(*what), *_graded(total), *_against(total)),
                missing=total.missing > 0,
            )
            for what, total in sorted(sums.get(key, {}).items())
        ]
    return Table("Theo đơn vị", columns, rows)


def _lines(report: Report, names: _Names) -> Table:
    columns = (*AIM, *UNIT, *WHAT, *GRADED, *AGAINST, Column("Tình trạng", 30))
    rows = []
    for line in report.lines:
        total = totals.of(line)
        cells = (*names.aim(line), *names.unit(line.unit), *_what(line.channel, line.measure))
        withheld = line.figure.state is State.WITHHELD
        graded = (None,) * len(GRADED) if withheld else _graded(total)
        share = (line.figure.promised, None if withheld else total.share)
        row = (*cells, *graded, *share, _state(line))
        rows.append(Row(row, missing=line.figure.state is State.MISSING))
    return Table("Số liệu", columns, rows)


def _state(line: Line) -> str:
    figure = line.figure
    if figure.state is State.WITHHELD:
        return FEW
    if figure.owed is None:
        return ""
    return f"Chưa đủ, {figure.owed.name} chưa gửi từ ngày {day_said(figure.owed.since)}"


def _sources(report: Report, names: _Names) -> Table:
    columns = (
        Column("Nguồn", 22), Column("Kế hoạch", 18), Column("Chỉ tiêu", 20),
        Column("Nội dung", 30), *WHAT, Column("Mã nơi ghi nhận", 11), *UNIT,
        Column("Mức xác thực", 16), Column("Từ ngày", 12, Of.DAY), Column("Đến ngày", 12, Of.DAY),
        Column("Số lượng", 11, Of.NUMBER), Column("Số dòng", 9, Of.NUMBER),
        Column("Thời điểm", 17, Of.MOMENT), Column("Nơi", 26), Column("Bản ghi gốc", 34),
        Column("Người báo cáo", 30), Column("Ghi chú", 30),
    )  # fmt: skip
    return Table("Dòng gốc", columns, [Row(_source(one, names)) for one in report.sources])


def _source(one: Source, names: _Names) -> tuple[Cell, ...]:
    return (
        ORIGINS[one.origin],
        names.plans.get(one.plan, one.plan),
        one.target,
        names.topic(one.plan, one.topic),
        *_what(one.channel, one.measure),
        one.unit_code,
        *names.unit(one.unit),
        wording.GRADES[one.grade],
        one.starts,
        one.until - DAY,
        one.quantity,
        one.rows,
        one.at or one.said_at,
        one.place,
        one.reference,
        one.said_by,
        one.note,
    )


def _missing(report: Report, names: _Names) -> Table:
    columns = (
        Column("Đơn vị còn nợ số liệu", 34), Column("Từ ngày", 12, Of.DAY),
        *UNIT, *WHAT, *AIM,
    )  # fmt: skip
    rows = [
        Row(
            (
                line.figure.owed.name if line.figure.owed else "",
                line.figure.owed.since if line.figure.owed else None,
                *names.unit(line.unit),
                *_what(line.channel, line.measure),
                *names.aim(line),
            ),
            missing=True,
        )
        for line in report.missing
    ]
    return Table("Còn thiếu", columns, rows)


def _differences(report: Report, names: _Names) -> Table:
    columns = (
        *UNIT, *WHAT, Column("Chỉ tiêu", 20), Column("Báo cáo trước", 12, Of.NUMBER),
        Column("Nay", 12, Of.NUMBER), Column("Chênh lệch", 12, Of.NUMBER), Column("Lý do", 44),
        Column("Trong đó", 12, Of.NUMBER),
    )  # fmt: skip
    rows = []
    for one in report.differences:
        _plan, target, channel, measure, _topic, unit = one.line
        head = (*names.unit(unit), *_what(channel, measure), target)
        change = (one.before.total, one.after.total, one.after.total - one.before.total)
        rows += [Row((*head, *change, wording.REASONS[why], n)) for why, n in one.parts]
    return Table("Khác báo cáo trước", columns, rows)


def _comparison(report: Report) -> Table:
    columns = (
        *WHAT, Column("Được giao (trừ sự cố)", 14, Of.NUMBER), Column("Được tính", 12, Of.NUMBER),
        Column("Đơn vị đạt", 11, Of.SHARE), Column("Mức giữa các đơn vị", 12, Of.SHARE),
        Column("Số đơn vị", 10, Of.NUMBER),
    )  # fmt: skip
    found = report.comparison.standings if report.comparison else ()
    rows = [
        Row(
            (
                *_what(one.channel, one.measure),
                one.promised,
                one.credited,
                one.own,
                one.median,
                one.units if one.median is not None else None,
            )
        )
        for one in found
    ]
    return Table("So với mức chung", columns, rows)
