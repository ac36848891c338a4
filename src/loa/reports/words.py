"""What the pages of reports say: kinds, days that are left, reminders, names of files."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from loa.core.periods import Days
from loa.plans.exporting.phrases import day_said, days_said
from loa.reports.documents import wording
from loa.reports.queries.kept import Offer
from loa.reports.rules.report import Line, Owed, Report

HOW_TO_SEND = (
    "Đề nghị đơn vị điền vào mục Báo cáo trên hệ thống, hoặc nhắn lại số liệu; không có thì"
    " ghi số 0."
)
QUARTERS = ("I", "II", "III", "IV")
GRADES: Mapping[str, str | Promise] = {
    "reported": pgettext_lazy("grade", "Self-reported"),
    "recorded": pgettext_lazy("grade", "Logged or photographed"),
    "confirmed": pgettext_lazy("grade", "Checked"),
}


def offered(offer: Offer) -> str:
    """Name a report that can be made, as somebody looks for it."""
    ask = offer.ask
    said = {
        "month": _("%(number)s/%(year)s"),
        "quarter": _("Quarter %(number)s/%(year)s"),
        "half-year": _("First half of %(year)s")
        if offer.number == 1
        else _("Second half of %(year)s"),
        "year": _("Year %(year)s"),
    }
    if ask.kind not in said:
        return offer.name or _("The whole plan")
    number = QUARTERS[offer.number - 1] if ask.kind == "quarter" else f"{offer.number:02}"
    return said[ask.kind] % {"number": number, "year": offer.year}


def left(due: date, today: date) -> str:
    """Say how long there is until a due day, or how long it is past."""
    days = (due - today).days
    if days == 0:
        return _("due today")
    if days < 0:
        return ngettext("%(n)s day late", "%(n)s days late", -days) % {"n": -days}
    return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}


def reminder(report: Report, owed: Owed, lines: Sequence[Line]) -> str:
    """Write what is pasted into a message to whoever owes figures. It is Vietnamese, always."""
    what = dict.fromkeys(
        f"- {wording.channel(line.channel)}: {wording.phrase(line.measure).name.lower()}"
        + (f" ({names})" if (names := _topic(report, line)) else "")
        for line in lines
    )
    period = days_said(Days(report.starts, report.until))
    return "\n".join(
        (
            f"Kính gửi {owed.name},",
            f"Báo cáo “{report.title}” ({period}) còn thiếu số liệu của đơn vị:",
            *what,
            f"Hạn nộp báo cáo là ngày {day_said(report.due_on)}. {HOW_TO_SEND}",
            "Xin cảm ơn.",
        )
    )


def reminder_for_all(report: Report, owing: Sequence[tuple[Owed, Sequence[Line]]]) -> str:
    """Write one reminder to everybody who owes figures, each with what is theirs."""
    period = days_said(Days(report.starts, report.until))
    told = (
        f"- {owed.name}: "
        + ", ".join(dict.fromkeys(wording.phrase(line.measure).name.lower() for line in lines))
        for owed, lines in owing
    )
    return "\n".join(
        (
            "Kính gửi các đơn vị,",
            f"Báo cáo “{report.title}” ({period}) còn thiếu số liệu của:",
            *told,
            f"Hạn nộp báo cáo là ngày {day_said(report.due_on)}. {HOW_TO_SEND}",
            "Xin cảm ơn.",
        )
    )


def _topic(report: Report, line: Line) -> str:
    found = (t.name for t in report.topics if (t.plan, t.key) == (line.plan, line.topic))
    return next(found, "")
