"""What a report is asked to be, before any figure is read; and what it is then called."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from loa.core.periods import DAY, Days
from loa.reports.rules.periods import Practice, kind_of
from loa.reports.rules.report import Kind

QUARTERS = ("I", "II", "III", "IV")


class AskError(Exception):
    """A report that cannot be made; the sentence says what to change."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A report of one plan, or of one unit over all its plans; `period` has an end.

    `cut_on`: by the units of which day; None for those of the last day counted.
    `simulated`: None to take real evidence where there is any, else simulated. `phase`: of a
    report of one phase.
    """

    kind: Kind
    period: Days
    plan: str = ""
    unit: str = ""
    phase: str = ""
    cut_on: date | None = None
    simulated: bool | None = None

    @property
    def until(self) -> date:
        return self.period.end or self.period.start

    @property
    def last_day(self) -> date:
        return self.until - DAY


def check(ask: Ask, *, today: date) -> None:
    """Raise AskError for what no report could be made of."""
    if bool(ask.plan) == bool(ask.unit):
        raise AskError(_("A report is of a plan or of a unit: choose one of both."))
    if ask.period.end is None or ask.until <= ask.period.start:
        raise AskError(_("A report needs a first and a last day, in this order."))
    if ask.period.start > today:
        raise AskError(
            _("Its days begin on %(day)s, still to come: there is nothing to report yet.")
            % {"day": f"{ask.period.start:%d/%m/%Y}"}
        )
    if (ask.kind is Kind.PHASE) != bool(ask.phase) or (ask.phase and ask.unit):
        raise AskError(_("A phase's report needs the plan's phase."))
    if ask.kind is Kind.FINAL and ask.unit:
        raise AskError(_("A report is of a plan or of a unit: choose one of both."))


def title(ask: Ask, practice: Practice, *, subject: str, phase: str = "") -> str:
    """Return what the report is called: of `subject`, in the words of official documents."""
    if ask.kind is Kind.FINAL:
        return f"Tổng kết thực hiện {subject}"
    if ask.kind is Kind.PHASE:
        return f"Kết quả thực hiện {subject}, đợt “{phase or ask.phase}”"
    return f"Kết quả thực hiện {subject} {_named(ask, practice)}"


def _named(ask: Ask, practice: Practice) -> str:
    """Name the period as people do; days that are no period by the first and the last."""
    one = kind_of(ask.period, practice)
    if ask.kind is Kind.SPAN or one is None:
        return f"từ ngày {ask.period.start:%d/%m/%Y} đến ngày {ask.last_day:%d/%m/%Y}"
    numbered = {
        Kind.MONTH: f"tháng {one.number} năm {one.year}",
        Kind.QUARTER: f"quý {QUARTERS[(one.number - 1) % len(QUARTERS)]} năm {one.year}",
        Kind.HALF_YEAR: f"6 tháng {'đầu' if one.number == 1 else 'cuối'} năm {one.year}",
        Kind.YEAR: f"năm {one.year}",
    }
    return numbered[one.kind]
