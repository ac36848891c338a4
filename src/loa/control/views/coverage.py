"""Coverage: what was promised, what is proven, who has not heard? Down to one ledger entry."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from loa.control import choice, words
from loa.control.queries import blank as blanks
from loa.control.queries import coverage as queries
from loa.control.queries import ledgers, units
from loa.control.rules.blank import blank, nothing_proven
from loa.control.rules.heat import NO_TOPIC, WHOLE, Column, Row, Slot
from loa.core.periods import DAY
from loa.core.words import Grade
from loa.delivery.models import Evidence
from loa.delivery.queries import evidence_of
from loa.people.access import allowed, requires
from loa.plans.models import Plan, Topic
from loa.theme.figures import State

PAGE = 50


@requires("coverage.view")
@require_safe
def coverage_page(request: HttpRequest, key: str) -> HttpResponse:
    plan, now = get_object_or_404(Plan, key=key), timezone.now()
    simulated, kinds = queries.kind_shown(plan, request.GET.get("simulated"))
    phases = list(plan.phases.order_by("position"))
    only = queries.phase_shown(phases, request.GET.get("phase"), today=timezone.localdate())
    shown = queries.table(plan, simulated=simulated, kinds=kinds, until=_until())
    keep = [n for n, c in enumerate(shown.heat.columns) if only in {"", c.phase}]
    if not keep:  # the phase promises nothing of its own
        only, keep = "", list(range(len(shown.heat.columns)))
    return render(
        request,
        "control/coverage.html",
        {
            "here": "plans",
            "tab": "coverage",
            "plan": plan,
            "simulated": simulated,
            "kinds": kinds,
            "rehearsed": queries.rehearsed(plan) if simulated else None,
            "phases": phases,
            "phase": only,
            "columns": [_head(shown.heat.columns[n]) for n in keep],
            "spans": [
                (p.name, span)
                for p in phases
                for code, span in shown.heat.spans
                if p.key == code and only in {"", code}
            ],
            "rows": [
                {"row": row, "cells": [_cell(key, row, n, only, simulated=simulated) for n in keep]}
                for row in shown.heat.rows
                if any(row.cells[n] for n in keep)
            ],
            "whole": WHOLE,
            "unheard": _unheard(key, shown.heat.rows, keep, only, simulated=simulated),
            "now": now,
            "blank": blank(
                [shown.heat.columns[n] for n in keep],
                blanks.facts(plan, [p for p in phases if only in {"", p.key}], simulated=simulated),
                now=now,
                today=timezone.localdate(now),
            )
            if nothing_proven(shown.heat.rows, keep)
            else None,
        },
    )


def _unheard(
    plan_key: str, rows: Sequence[Row], keep: Sequence[int], shown: str, *, simulated: bool
) -> list[tuple[str, str]]:
    """Return where it is told who has not heard loudspeakers enough, by phase: to make it good."""
    found = []
    for number in keep if rows else ():
        one = _cell(plan_key, rows[0], number, shown, simulated=simulated)
        if one and queries.makes_good(one["cell"].column) and one["cell"].column.begun:
            found.append((one["cell"].column.phase, f"{one['url']}#make-good"))
    return found


def _until() -> date:
    return timezone.localdate() + DAY


def _head(column: Column) -> dict[str, Any]:
    return {
        "channel": words.said(words.CHANNELS, column.channel),
        "measure": words.said(words.MEASURES, column.measure),
        "column": column,
    }


def _cell(
    plan_key: str, row: Row, number: int, shown: str, *, simulated: bool
) -> dict[str, Any] | None:
    """Return one cell and its address; None where nothing was promised.

    `shown` is the phase that the table was narrowed to, so that the way back leads there.
    """
    cell = row.cells[number]
    if cell is None:
        return None
    asked = {
        "topic": row.code,
        "phase": cell.column.phase,
        "channel": cell.column.channel,
        "measure": cell.column.measure,
        "simulated": str(int(simulated)),
        "shown": shown,
    }
    return {
        "cell": cell,
        "url": f"{reverse('control:cell', args=(plan_key,))}?{urlencode(asked)}",
    }


@requires("coverage.view")
@require_safe
def cell_page(request: HttpRequest, key: str) -> HttpResponse:
    plan = get_object_or_404(Plan, key=key)
    asked = request.GET
    topic, slot, simulated = cell_asked(asked)
    unit = choice.unit(request)
    found = queries.cell(
        plan,
        topic=topic,
        slot=slot,
        simulated=simulated,
        until=_until(),
        within=unit.code if unit else "",
    )
    if found is None:
        raise Http404("/".join(slot))
    owed = _owed(plan, found, request)
    phase = plan.phases.filter(key=slot[0]).first()
    running = phase is not None and (phase.ends is None or timezone.localdate() < phase.ends)
    return render(
        request,
        "control/cell.html",
        {
            "here": "plans",
            "plan": plan,
            "found": found,
            "cell": found.whole,
            "owed": owed,
            "asked": asked.urlencode(),
            "unit": unit,
            "simulated": simulated,
            "title": _title(plan, topic),
            "phase": phase,
            "head": _head(found.whole.column),
            "running": running,
            "places": [_place(key, asked, one, running=running) for one in found.places],
            "all_url": f"{reverse('control:evidence', args=(key,))}?{asked.urlencode()}",
            "back": f"{reverse('control:coverage', args=(key,))}?{urlencode(_back(asked))}",
            "columns": 1 + max((p.tile.column for p in found.mapped if p.tile), default=0),
        },
    )


def _owed(plan: Plan, found: queries.CellView, request: HttpRequest) -> dict[str, Any] | None:
    """Return what the cell's units missed, who can hear it again, and why others cannot."""
    if not found.makes_good:
        return None
    missed = queries.missed(plan, found, now=timezone.now())
    names = {place.cell.unit_code: place.name for place in found.places}
    return {
        "all": missed,
        "units": [(names.get(code, code), n) for code, n in (missed.units or {}).items()],
        "days": sorted({one.day for one in missed.fits}),
        "reasons": [(words.UNFIT_AGAIN[why], n) for why, n in sorted(missed.reasons.items())],
        "may": allowed(request.user, "placement.edit"),
    }


def _back(asked: QueryDict) -> dict[str, str]:
    """Return how the table was asked for, as far as the cell's address tells."""
    told = {"phase": asked.get("shown", "")} if "shown" in asked else {}
    return {"simulated": "1" if asked.get("simulated") == "1" else "0", **told}


def cell_asked(asked: QueryDict) -> tuple[str, Slot, bool]:
    """Return the topic, the column and the kind of figures that an address asks for."""
    return asked.get("topic", WHOLE), _slot(asked), asked.get("simulated") == "1"


def _slot(asked: QueryDict) -> Slot:
    return asked.get("phase", ""), asked.get("channel", ""), asked.get("measure", "")


def _title(plan: Plan, topic: str) -> str:
    if topic in {WHOLE, NO_TOPIC}:
        return ""
    row = Topic.objects.filter(plan=plan, key=topic).first()
    return f"{row.key} {row.name}" if row else topic


def _place(
    plan_key: str, query: QueryDict, place: queries.Place, *, running: bool
) -> dict[str, Any]:
    """Return one unit with its state and the way to its evidence.

    While a phase runs, a unit that has heard something is on its way and in nobody's hands.
    """
    cell = place.cell
    confirmed = cell.proven.by_grade.get(Grade.CONFIRMED, 0)
    state: State | None
    if not cell.promised:
        state = State.OFF if not cell.proven.total else State.DONE
    elif not cell.short:
        state = State.DONE
    else:
        some = bool(cell.proven.total)
        state = (None if some else State.DUE) if running else (State.DUE if some else State.LATE)
    asked = query.copy()
    asked["unit"] = cell.unit_code
    return {
        "place": place,
        "cell": cell,
        "state": state,
        "sure": cell.proven.by_grade.get(Grade.RECORDED, 0) + confirmed,
        "confirmed": confirmed,
        "reported": cell.proven.by_grade.get(Grade.REPORTED, 0),
        "row": place.tile.row + 1 if place.tile else 0,
        "column": place.tile.column + 1 if place.tile else 0,
        "url": f"{reverse('control:evidence', args=(plan_key,))}?{asked.urlencode()}",
    }


@requires("evidence.view")
@require_safe
def evidence_page(request: HttpRequest, key: str) -> HttpResponse:
    plan = get_object_or_404(Plan, key=key)
    asked = request.GET
    topic, slot, code = asked.get("topic", WHOLE), _slot(asked), asked.get("unit", "")
    simulated = asked.get("simulated") == "1"
    found = queries.cell(plan, topic=topic, slot=slot, simulated=simulated, until=_until())
    if found is None:
        raise Http404("/".join(slot))
    rows = evidence_of(
        found.whole.targets,
        plan,
        unit_codes=queries.lineage(code) if code else (),
        simulated=simulated,
    ).filter(unit=slot[2])
    page = Paginator(rows, PAGE).get_page(asked.get("page"))
    back = asked.copy()
    back.pop("unit", None)
    back.pop("page", None)
    return render(
        request,
        "control/evidence.html",
        {
            "here": "plans",
            "plan": plan,
            "page": page,
            "simulated": simulated,
            "title": _title(plan, topic),
            "head": _head(found.whole.column),
            "unit": units.named(code, today=timezone.localdate()) if code else None,
            "back": f"{reverse('control:cell', args=(key,))}?{back.urlencode()}",
            "asked": asked.urlencode(),
            "others": [(n, _turned(asked, n)) for n in page.paginator.page_range],
        },
    )


def _turned(asked: QueryDict, number: int) -> str:
    turned = asked.copy()
    turned["page"] = str(number)
    return turned.urlencode()


@requires("evidence.view")
@require_safe
def proof_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one piece of evidence with the raw record behind it."""
    evidence = get_object_or_404(
        Evidence.objects.select_related("placement__message", "target__plan"), pk=number
    )
    as_run = ledgers.planned_item(evidence)
    lines: tuple[ledgers.LedgerLine, ...] = ()
    if as_run is not None:
        station = as_run.rundown.station.key
        lines = ledgers.ledger_lines(station, as_run.item_id, as_run.planned_at)
    return render(
        request,
        "control/proof.html",
        {
            "here": "plans",
            "evidence": evidence,
            "plan": evidence.target.plan if evidence.target else None,
            "as_run": as_run,
            "events": [(line, words.said(words.EVENTS, line.entry.event)) for line in lines],
            "sound": all(line.holds for line in lines),
            "unit": units.named(evidence.unit_code, today=timezone.localdate(evidence.at)),
            "measure": words.said(words.MEASURES, evidence.unit),
            "channel": words.said(words.CHANNELS, evidence.channel),
            "asked": request.GET.urlencode(),
        },
    )
