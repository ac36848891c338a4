"""Who owes figures, with one reminder to copy; and a unit's own sheet, filled and sent."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from loa.core.periods import DAY, Days
from loa.people.access import covered, demand, person, requires
from loa.people.choice import own_commune, unit_code
from loa.people.models import User
from loa.places.queries import unit_on
from loa.plans import reminding
from loa.plans.owed import all_owed
from loa.plans.reach import reach
from loa.plans.reminding import Debtor
from loa.reports import actions
from loa.reports.documents import wording
from loa.reports.models import KeptReport, Statement
from loa.reports.owed import figures_missing_in
from loa.reports.queries import sheets
from loa.reports.queries.earlier import ask_of
from loa.reports.rules.asking import AskError
from loa.reports.rules.report import Kind, Line, Owed, Report
from loa.reports.views.asking import answers, area_of, become, day_asked, kept_or_404, refuse_unless
from loa.theme import toast

HERE = "reports"
STATE = "report.state"
LONGEST = 12  # digits
EMPTY: tuple[str, ...] = ("", "-")  # of a field: nothing is said, which is not zero


@dataclass(frozen=True, slots=True)
class _Body:
    """Who owes figures (None: nobody is known to), which, and the words that ask for them."""

    owed: Owed | None
    lines: list[dict[str, object]]
    text: str


@requires("report.view")
@require_safe
def owing_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show each body that owes figures, its reminder, and fields for whoever may fill them."""
    row = kept_or_404(number)
    report = row.report()
    owing: defaultdict[Owed | None, list[tuple[int, Line]]] = defaultdict(list)
    for place, line in enumerate(report.missing):
        owing[line.figure.owed].append((place, line))
    today, user = timezone.localdate(), person(request)
    debtors = {one.organisation or one.name: one for one in _debtors(row, user, today)}
    sender, may = reminding.signed(user, today=today), _filling(request, row, report)

    def told(*asked: Debtor) -> str:
        return reminding.reminder(asked, sender=sender, today=today)

    bodies = [
        _Body(
            owed,
            [_question(report, place, line, may=may(line)) for place, line in found],
            told(debtors[owed.organisation or owed.name]) if owed else "",
        )
        for owed, found in owing.items()
    ]
    context = {
        "here": HERE,
        "row": row,
        "report": report,
        "bodies": bodies,
        "everybody": told(*debtors.values()) if len(debtors) > 1 else "",
        "fillable": any(line["may"] for body in bodies for line in body.lines),
    }
    return render(request, "reports/owing.html", context)


def _debtors(row: KeptReport, user: User, today: date) -> list[Debtor]:
    """Return whoever owes this report figures, with everything else that this reader follows.

    An office gets one message for all that it owes, from whichever page it is reminded.
    """
    own = reach(user, today=today)
    with reminding.theirs():
        here = figures_missing_in(row)
        keys = {one.organisation for one in here if one.organisation}
        others = [one for one in all_owed(today, besides="reports") if one.organisation in keys]
    url = reverse("reports:owing", args=(row.pk,))
    return reminding.debtors(
        one
        for one in (*here, *others)
        if one.url == url or own.concerns(one.organisation, one.issuer)
    )


def _question(report: Report, place: int, line: Line, *, may: bool) -> dict[str, object]:
    unit = report.place(line.unit)
    topic = next((t.name for t in report.topics if (t.plan, t.key) == (line.plan, line.topic)), "")
    return {
        "place": place,
        "what": wording.phrase(line.measure).name,
        "channel": wording.channel(line.channel),
        "unit": unit.name if unit else "",
        "topic": topic,
        "may": may,
    }


def _code(row: KeptReport, report: Report, line: Line) -> str:
    """Return the unit for which a figure is stated; of a plan's whole area its first unit."""
    unit = report.place(line.unit)
    if unit is not None:
        return unit.code
    if row.unit_code:
        return row.unit_code
    for code in area_of(line.plan):
        after = become(code, row.cut_on, row.cut_on)
        if unit_on(code, row.cut_on) or after:
            return after[0].code if after else code
    return ""


def _filling(request: HttpRequest, row: KeptReport, report: Report) -> Callable[[Line], bool]:
    """Return the question whether this person may fill a line in, asked once for each unit.

    A figure is stated by the month, for a unit.
    """
    if row.frozen or report.kind is not Kind.MONTH:
        return lambda _line: False
    here = covered(request.user, STATE)

    @cache
    def answers_for(code: str) -> bool:
        return code in here or answers(request, STATE, codes=[code], as_of=row.cut_on)

    return lambda line: bool(code := _code(row, report, line)) and answers_for(code)


@requires(STATE)
@require_POST
def fill(request: HttpRequest, number: int) -> HttpResponse:
    """Take figures that were missing, and make the draft anew."""
    row, now = kept_or_404(number), timezone.now()
    report = row.report()
    back = reverse("reports:owing", args=(number,))
    if row.frozen or request.POST.get("seen", "") != row.digest:
        toast.say(request, _("The report has changed meanwhile: look again, nothing was kept."))
        return redirect(back)
    try:
        said = list(_filled(request, row, report))
        kept = actions.state_all(said, by=person(request), now=now)
        if said:
            row = actions.draft(ask_of(row), now=now)
    except (actions.ReportError, AskError, ValueError) as error:
        toast.say(request, str(error))
        return redirect(back)
    toast.say(request, _kept(kept))
    return redirect("reports:report" if not row.missing else "reports:owing", row.pk)


def _filled(request: HttpRequest, row: KeptReport, report: Report) -> Iterator[actions.Said]:
    """Yield what was filled in. Raises PermissionDenied for what is not this person's to fill."""
    may = _filling(request, row, report)
    for place, line in enumerate(report.missing):
        quantity = _number(request.POST.get(f"figure-{place}", ""))
        if quantity is not None:
            refuse_unless(allowed_to=may(line))
            yield _said(report, line, _code(row, report, line), quantity)


def _kept(count: int) -> str:
    if not count:
        return _("Nothing was filled in.")
    return ngettext("%(n)s figure is kept.", "%(n)s figures are kept.", count) % {"n": count}


def _taken_back(count: int) -> str:
    told = ngettext("%(n)s figure is taken back.", "%(n)s figures are taken back.", count)
    return told % {"n": count}


def _said(report: Report, line: Line, code: str, quantity: int) -> actions.Said:
    """Return a statement over the days of the report on which the line's phase runs."""
    days = Days(report.starts, report.until)
    for phase in report.phases:
        if (phase.plan, phase.key) == (line.plan, line.phase) and phase.starts:
            days = Days(phase.starts, phase.until).overlap(days) or days
    return actions.Said(
        unit_code=code,
        days=days,
        channel=line.channel,
        measure=line.measure,
        quantity=quantity,
        plan=line.plan,
        target=line.target,
    )


def _number(text: str) -> int | None:
    """Read a count as people write it, "1.180"; None for an empty field.

    Raises ValueError with a sentence for anything else.
    """
    bare = text.strip().replace(".", "").replace(" ", "").replace("\u00a0", "")
    if bare in EMPTY:
        return None
    if not (bare.isascii() and bare.isdigit() and len(bare) <= LONGEST):
        raise ValueError(
            _("“%(text)s” is no whole number. Nothing was kept.") % {"text": text.strip()[:40]}
        )
    return int(bare)


@requires(STATE)
@require_safe
def sheet_page(request: HttpRequest) -> HttpResponse:
    """Show a unit's sheet of one month, for filling in."""
    code = _unit(request)
    context: dict[str, object] = {"here": HERE, "now": timezone.now(), "unit": None}
    unit = unit_on(code, timezone.localdate()) if code else None
    if unit is not None:
        demand(request, STATE, unit_code=code)
        context |= _sheet(request, code) | {"unit": unit}
    return render(request, "reports/sheet.html", context)


def _sheet(request: HttpRequest, code: str) -> dict[str, object]:
    now, today = timezone.now(), timezone.localdate()
    asked = day_asked(request.GET.get("day", ""))
    term = sheets.term_of(code, today=today, day=asked)
    try:
        sheet = sheets.sheet_of(code, term, now=now)
    except AskError as error:
        return {"term": term, "problem": str(error)}
    after = term.until if term.until <= today else None
    return {
        "sheet": sheet,
        "term": term,
        "before": term.days.start - DAY,
        "after": after,
        "groups": _grouped(sheet.rows),
    }


def _grouped(rows: Iterable[sheets.Row]) -> dict[tuple[str, str], list[dict[str, object]]]:
    """Return the questions by plan and channel, with their labels."""
    groups: dict[tuple[str, str], list[dict[str, object]]] = {}
    for row in rows:
        head = (row.plan_name, wording.channel(row.channel))
        label = wording.phrase(row.measure).name
        groups.setdefault(head, []).append({"row": row, "label": label})
    return groups


def _unit(request: HttpRequest) -> str:
    given = request.POST.get("unit") or request.GET.get("unit", "")
    return given or own_commune(request.user, timezone.localdate()) or unit_code(request)


@requires(STATE)
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Take a unit's sheet as far as it is filled; an emptied field takes its figure back."""
    code, now = _unit(request), timezone.now()
    demand(request, STATE, unit_code=code)
    day = day_asked(request.POST.get("day", ""))
    back = f"{reverse('reports:sheet')}?unit={code}"
    term = sheets.term_of(code, today=timezone.localdate(), day=day)
    back += f"&day={term.days.start}"
    try:
        sheet = sheets.sheet_of(code, term, now=now)
        said, emptied = list(_said_on(request, sheet)), list(_emptied(request, sheet))
        kept = actions.state_all(said, by=person(request), now=now, back=emptied)
    except (actions.ReportError, AskError, ValueError) as error:
        toast.say(request, str(error))
        return redirect(back)
    toast.say(request, _taken_back(len(emptied)) if emptied else _kept(kept))
    return redirect(back)


def _said_on(request: HttpRequest, sheet: sheets.Sheet) -> Iterator[actions.Said]:
    """Yield the answers that a sheet came back with."""
    for row in sheet.rows:
        quantity = _number(request.POST.get(f"figure-{row.key}", ""))
        if quantity is not None:
            yield actions.Said(
                unit_code=sheet.unit_code,
                days=row.standing.days if row.standing else row.days,
                channel=row.channel,
                measure=row.measure,
                quantity=quantity,
                plan=row.plan,
                target=row.target,
                note=request.POST.get(f"note-{row.key}", "").strip(),
            )


def _emptied(request: HttpRequest, sheet: sheets.Sheet) -> Iterator[Statement]:
    """Yield the figures that this person saw and emptied: what came meanwhile was not seen."""
    for row in sheet.rows:
        given = request.POST.get(f"figure-{row.key}")
        seen = row.standing and request.POST.get(f"seen-{row.key}") == str(row.standing.pk)
        if row.standing and seen and given is not None and _number(given) is None:
            yield row.standing
