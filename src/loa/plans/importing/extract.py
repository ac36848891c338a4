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
from loa.plans.importing.outline import outline
from loa.plans.importing.phases import Calendar, phases
from loa.plans.importing.reading.document import Document
from loa.plans.importing.subjects import inferred


def extract(document: Document) -> Findings:
    """Return everything that the rules find in a document."""
    parts = outline(document)
    plain = heading.setting(parts.head)
    parts = inferred(parts, plain)
    setting = by_word(events(document.paragraphs, plain), plain)
    known = events(document.paragraphs, setting)
    found_phases, terms = phases(parts, Calendar(setting, known))
    day, year = heading.issued_on(parts.head)
    issued = date.fromisoformat(day.value) if day and day.value else None
    based = tuple(bases.bases(parts))
    lists_found: dict[str, tuple[Finding, ...]] = {
        "bases": based,
        "purposes": tuple(lists.purposes(parts)),
        "phases": tuple(one.finding for one in found_phases),
        "topics": tuple(
            topics.topics(parts, {p.item for p in found_phases if p.item is not None})
        ),
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
                    *contradictions.of_phases(found_phases, terms),
                    *contradictions.impossible(document),
                    *contradictions.events_that_differ(known, setting),
                ],
                key=lambda one: one.passage,
            )
        ),
    }
    used = [one.passage for key in ("phases", "topics", "assignments") for one in lists_found[key]]
    used += [one.finding.passage for one in terms]
    lists_found["not_understood"] = tuple(gaps.not_understood(parts, used))
    scalars = {
        "number": heading.number(parts.head),
        "issuer": heading.issuer(parts, document.text),
        "issued_on": day,
        "kind": heading.kind(parts),
        "title": heading.title(parts),
    }
    return Findings(document.text, scalars, lists_found)
