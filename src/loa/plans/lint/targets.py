"""Targets: each has a channel and one quantity; none is on what people must give freely."""

from collections.abc import Iterator
from difflib import get_close_matches

from loa.plans import words
from loa.plans.forbidden import forbidden_word
from loa.plans.lint.sheet import Row, Sheet
from loa.plans.problems import Problem, problem
from loa.plans.rules import CONSECUTIVE

FORMS = (
    frozenset({"items", "times_a_day", "days"}),
    frozenset({"items", "times_a_day", "every_days"}),
    frozenset({"quantity"}),
    frozenset({"quantity_per_unit"}),
)
_QUANTITIES = frozenset().union(*FORMS)
_FORMS_SHOWN = (
    "items + times_a_day + days | items + times_a_day + every_days | quantity | quantity_per_unit"
)


def check(sheet: Sheet) -> Iterator[Problem]:
    """Give every target that promises nothing, too much at once, or what must not be."""
    yield from _rule(sheet)
    least, source = _consecutive(sheet)
    weights = {row.values["code"]: row.values.get("weights", {}) for row in sheet.sound("topic")}
    phases = sheet.names("phase")
    first: dict[tuple[object, ...], int] = {}
    for row in sheet.rows("target"):
        # These three matter even where another field of the row is ill-formed.
        yield from _forbidden(row)
        if "channel" not in row.values:
            key = row.values.get("key", "")
            yield problem(row.line(), "target-without-channel", key=key)
    for row in sheet.sound("target"):
        yield from _unit(row)
        yield from _quantity(row)
        days = row.values.get("days")
        if days is not None and days < least:
            yield problem(row.line("days"), "too-few-days", days=days, least=least, source=source)
        if row.values["phase"] in phases:
            yield from _weight(row, weights)
        same = _identity(row)
        if same in first:
            yield problem(row.line(), "duplicate-target", first=first[same])
        first.setdefault(same, row.line())


def _rule(sheet: Sheet) -> Iterator[Problem]:
    rule = sheet.values.get("consecutive")
    if isinstance(rule, dict) and "source" not in rule:
        yield problem(sheet.line("consecutive"), "rule-without-source")


def _consecutive(sheet: Sheet) -> tuple[int, str]:
    rule = sheet.head("consecutive")
    if rule and "source" in rule:
        return rule["days"], rule["source"]
    return CONSECUTIVE.days, CONSECUTIVE.source


def _forbidden(row: Row) -> Iterator[Problem]:
    said = {name: row.values.get(name) for name in ("unit", "channel", "name", "key")}
    texts = {name: value for name, value in said.items() if isinstance(value, str)}
    counted = tuple(texts[name] for name in ("unit", "channel") if name in texts)
    named = tuple(texts[name] for name in ("name", "key") if name in texts)
    if word := forbidden_word(counted=counted, named=named):
        yield problem(row.line(), "forbidden-target", word=word)


def _unit(row: Row) -> Iterator[Problem]:
    unit, channel = row.values.get("unit"), row.values.get("channel", "")
    known = words.CHANNEL_UNITS.get(channel, words.UNITS)
    if unit is not None and unit not in known:
        near = get_close_matches(unit, known, 1)
        yield problem(
            row.line("unit"),
            "unknown-word",
            field="unit",
            word=unit,
            known=", ".join(known),
            hint=near[0] if near else "",
        )


def _quantity(row: Row) -> Iterator[Problem]:
    stated = _QUANTITIES & row.values.keys()
    if stated in FORMS:
        return
    partial = any(stated < form for form in FORMS)
    code = "no-quantity" if partial or not stated else "mixed-quantities"
    yield problem(row.line(), code, key=row.values["key"], forms=_FORMS_SHOWN)


def _weight(row: Row, weights: dict[str, dict[str, int]]) -> Iterator[Problem]:
    # An item competes for airtime with its topic's weight, so the topic needs one.
    topic, phase = row.values.get("topic"), row.values["phase"]
    if "items" in row.values and topic in weights and not weights[topic].get(phase):
        yield problem(row.line("topic"), "topic-without-weight", topic=topic, phase=phase)


def _identity(row: Row) -> tuple[object, ...]:
    fields = ("topic", "phase", "channel", "unit", "audience")
    lists = tuple(tuple(row.values.get(name, ())) for name in ("area", "languages"))
    return (*(row.values.get(name, "") for name in fields), *lists)
