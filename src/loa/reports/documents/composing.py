"""A report put into words: the paper that every document is made of. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from loa.core.periods import Days
from loa.plans.exporting.phrases import day_said, days_said
from loa.reports.documents import wording
from loa.reports.documents.annex import annex
from loa.reports.documents.paper import Heading, Paper, Part, Piece, Words, plain
from loa.reports.documents.sections import Told, sections
from loa.reports.rules.report import Difference, Line, Owed, PlanHead, Report, UnitKey, Why

SIMULATED = "SỐ LIỆU MÔ PHỎNG, KHÔNG TÍNH VÀO SỐ LIỆU THẬT"
DRAFT = "DỰ THẢO, SỐ LIỆU CHƯA CHỐT"
EMULATION = (
    "Kết quả của {unit} bên cạnh trung vị của các đơn vị cùng được giao. Kết quả chỉ tính đến"
    " 100% chỉ tiêu; phần chỉ tiêu không thực hiện được do mất điện, hỏng thiết bị đã được trừ."
    " Dưới 5 đơn vị thì không nêu trung vị."
)


def compose(report: Report, heading: Heading, *, frozen: bool) -> Paper:
    """Put a report into words; `frozen` false marks every page as a draft."""
    told = Told(report)
    numbers = map(wording.roman, range(2, 10))
    makers = (_comparison, _changes, _missing)
    parts = [next(made, None) for made in (maker(told, numbers) for maker in makers)]
    return Paper(
        heading=heading,
        title=report.title,
        period=days_said(Days(report.starts, report.until)),
        warning=" – ".join(_warnings(report, frozen=frozen)),
        bases=tuple(_bases(report, heading.layout.marks.basis)),
        opening=plain(f"{heading.issuer} báo cáo kết quả thực hiện như sau:"),
        results=Part("I", "KẾT QUẢ THỰC HIỆN", tuple(_summary(report))),
        sections=sections(told),
        comparison=parts[0],
        changes=parts[1],
        missing=parts[2],
        annex=annex(told),
    )


def _warnings(report: Report, *, frozen: bool) -> Iterator[str]:
    if report.simulated:
        yield SIMULATED
    if not frozen:
        yield DRAFT


def _bases(report: Report, lead: str) -> Iterator[Words]:
    last = len(report.plans)
    for place, plan in enumerate(report.plans, 1):
        yield plain(f"{lead}{_plan(plan)}{'.' if place == last else ';'}")


def _plan(plan: PlanHead) -> str:
    number = f" số {plan.number}" if plan.number else ""
    issued = f" ngày {day_said(plan.issued_on)}" if plan.issued_on else ""
    by = f" của {plan.issuer}" if plan.issuer else ""
    return f"Kế hoạch{number}{issued}{by} “{plan.title}”"


def _summary(report: Report) -> Iterator[Words]:
    """Say what the figures are of, and how many of them there are."""
    if not report.lines:
        yield plain("Trong kỳ không có số liệu nào để báo cáo.")
        return
    period = days_said(Days(report.starts, report.until))
    yield plain(f"Số liệu trong kỳ tính {period}; số luỹ kế tính từ ngày {day_said(report.since)}.")
    if report.missing:
        owing = _owing(report.missing)
        by = f", do {wording.listed([one.name for one in owing])} chưa gửi" if owing else ""
        said = f"Còn {wording.number(len(report.missing))} số liệu chưa có{by}."
        yield (Piece(said, owed=owing, missing=True),)


def _comparison(told: Told, numbers: Iterator[str]) -> Iterator[Part]:
    """Yield the unit beside the median, as the rule of emulation allows."""
    compared = told.report.comparison
    if compared is None or not compared.standings:
        return
    rows = tuple(
        (
            plain(f"{wording.channel(one.channel)}: {_name(one.measure)}"),
            plain(wording.thousandth(one.own)),
            plain(wording.thousandth(one.median) if one.median is not None else "không nêu"),
            plain(wording.number(one.units)),
        )
        for one in compared.standings
    )
    said = plain(EMULATION.format(unit=told.names.get(compared.unit, "đơn vị")))
    yield Part(next(numbers), "ĐỐI CHIẾU VỚI MẶT BẰNG CHUNG", (said,), rows)


def _changes(told: Told, numbers: Iterator[str]) -> Iterator[Part]:
    """Yield what differs from the report before, unit by unit, each with its reasons."""
    if not told.report.differences:
        return
    merged: defaultdict[tuple[str, str, UnitKey], list[Difference]] = defaultdict(list)
    for one in told.report.differences:
        _plan, _target, channel, measure, _topic, unit = one.line
        merged[channel, measure, unit].append(one)
    rows = tuple(
        (
            plain(f"{wording.channel(channel)}: {_name(measure)}{_in(told, unit)}"),
            plain(wording.number(sum(one.before.total for one in found))),
            plain(wording.number(sum(one.after.total for one in found))),
            plain(wording.reasons(_reasons(found))),
        )
        for (channel, measure, unit), found in merged.items()
    )
    said = plain("Các số luỹ kế sau khác với báo cáo trước; mỗi thay đổi kèm lý do.")
    yield Part(next(numbers), "SỐ LIỆU THAY ĐỔI SO VỚI BÁO CÁO TRƯỚC", (said,), rows)


def _reasons(differences: Iterable[Difference]) -> list[tuple[Why, int]]:
    """Sum the parts by reason, and say where a promise is another one now."""
    parts: defaultdict[Why, int] = defaultdict(int)
    for one in differences:
        for why, amount in one.parts:
            parts[why] += amount
    return list(parts.items())


def _in(told: Told, unit: UnitKey) -> str:
    return f", {told.names[unit]}" if unit in told.names else ""


def _missing(told: Told, numbers: Iterator[str]) -> Iterator[Part]:
    """Yield who owes what, each body once."""
    if not told.report.missing:
        return
    owing: defaultdict[Owed | None, list[Line]] = defaultdict(list)
    for line in told.report.missing:
        owing[line.figure.owed].append(line)
    rows = tuple(
        (
            plain(owed.name if owed else "Chưa rõ đơn vị"),
            (Piece(_names(lines), owed=(owed,) if owed else (), missing=True),),
            plain(day_said(owed.since) if owed else ""),
        )
        for owed, lines in owing.items()
    )
    said = plain("Các số liệu sau chưa có; chỗ tương ứng trong báo cáo được tô vàng.")
    yield Part(next(numbers), "SỐ LIỆU CÒN THIẾU", (said,), rows)


def _names(lines: Iterable[Line]) -> str:
    return wording.capital(", ".join(dict.fromkeys(_name(line.measure) for line in lines)))


def _name(measure: str) -> str:
    name = wording.phrase(measure).name
    return name[:1].lower() + name[1:]


def _owing(lines: Iterable[Line]) -> tuple[Owed, ...]:
    return tuple(dict.fromkeys(line.figure.owed for line in lines if line.figure.owed))
