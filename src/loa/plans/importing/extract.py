"""From a document that has been read to all that it says: the rules, put together."""

from datetime import date

from loa.plans.importing import (
    assignments,
    bases,
    channels,
    contradictions,
    gaps,
    heading,
    lists,
    topics,
)
from loa.plans.importing.events import by_word, events
from loa.plans.importing.findings import Finding, Findings
from loa.plans.importing.outline import Outline, outline
from loa.plans.importing.phase_tables import of_table
from loa.plans.importing.phases import Calendar, Phase, looks_like_phase, phases
from loa.plans.importing.reading.document import Document
from loa.plans.importing.subjects import inferred


def _phase_items(parts: Outline, found: list[Phase]) -> set[int]:
    """Return the items that are phases, and those that would be if they had days."""
    dated = {one.item for one in found if one.item is not None and not one.term}
    timed = [
        item for item in parts.items if item.roles <= {"time", "content"} and looks_like_phase(item)
    ]
    return dated | {item.at for item in timed}


def extract(document: Document) -> Findings:
    """Return everything that the rules find in a document."""
    parts = outline(document)
    plain = heading.setting(parts)
    parts = inferred(parts, plain)
    setting = by_word(events(document.paragraphs, plain), plain)
    known = events(document.paragraphs, setting)
    calendar = Calendar(setting, known, document.paragraphs)
    tabled = [one for table in parts.tables for one in of_table(table, calendar)]
    found_phases, terms = phases(parts, calendar, tabled)
    titled = heading.title(parts)
    day, year = heading.issued_on(parts)
    issued = date.fromisoformat(day.value) if day and day.value else None
    based = tuple(bases.bases(parts))
    lists_found: dict[str, tuple[Finding, ...]] = {
        "bases": based,
        "purposes": tuple(lists.purposes(parts)),
        "phases": tuple(one.finding for one in found_phases),
        "topics": tuple(topics.topics(parts, _phase_items(parts, found_phases))),
        "channels": tuple(channels.channels(parts)),
        "assignments": tuple(assignments.assignments(parts)),
        "slogans": tuple(lists.slogans(parts)),
        "recipients": tuple(lists.recipients(parts)),
        "annexes": tuple(lists.annexes(parts)),
        "contradictions": tuple(
            sorted(
                [
                    *contradictions.late_bases(based, issued, year),
                    *contradictions.reversed_in(document),
                    *contradictions.of_phases(
                        found_phases, [*terms, *contradictions.term_of_title(titled)]
                    ),
                    *contradictions.impossible(document),
                    *contradictions.events_that_differ(known, setting),
                ],
                key=lambda one: one.passage,
            )
        ),
    }
    giving = ("phases", "topics", "assignments", "channels", "slogans")
    used = [one.passage for key in giving for one in lists_found[key]]
    used += [one.finding.passage for one in terms]
    lists_found["not_understood"] = tuple(gaps.not_understood(parts, used))
    scalars = {
        "number": heading.number(parts.head),
        "issuer": heading.issuer(parts, document.text),
        "issued_on": day,
        "kind": heading.kind(parts),
        "title": titled,
    }
    return Findings(document.text, scalars, lists_found)
