"""The decision log: who decided what, by which post, on what, when and why.

A chain: each entry's digest is over its canonical JSON, `loa.decision` 1.0, which holds
the digest before it, so an entry that is changed, left out, put in or moved shows; the
head row shows a tail that was cut off. It says what an office decided and is never erased:
no resident's name belongs into a reason.
"""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from loa.core.canonical import canonical, digest, header
from loa.people import queries
from loa.people.models import Decision, DecisionHead, Organisation, User

GENESIS = "0" * 64
HEAD_ROW = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the whole log found: `fault` is empty when nothing is wrong."""

    entries: int
    head: str
    fault: str = ""

    @property
    def ok(self) -> bool:
        return not self.fault


@transaction.atomic
def record(
    *,
    actor: User | str,
    verb: str,
    reference: str,
    now: datetime,
    reason: str = "",
    organisation: Organisation | None = None,
) -> Decision:
    """Append a decision; the caller's transaction decides whether it stays.

    `actor` is a person or the name of a process; `reference` names the object by its own
    key ("plan:146-KH/HU", "message:SHA-256"), never by a row id.
    """
    DecisionHead.objects.get_or_create(pk=HEAD_ROW, defaults={"digest": GENESIS})
    # Writers queue here, so that no two entries follow the same one.
    head = DecisionHead.objects.select_for_update().get(pk=HEAD_ROW)
    entry = Decision(
        number=head.number + 1,
        at=now.astimezone(UTC),
        actor=_nfc(actor.get_username() if isinstance(actor, User) else actor),
        post=_nfc(_post(actor, now, organisation)),
        verb=verb,
        reference=_nfc(reference),
        reason=_nfc(reason),
        previous=head.digest,
    )
    entry.digest = _digest(entry)
    entry.save(force_insert=True)
    head.number, head.digest = entry.number, entry.digest
    head.save(update_fields=["number", "digest"])
    return entry


def verify() -> Verdict:
    """Check the whole log, entry by entry."""
    previous, number = GENESIS, 0
    for entry in Decision.objects.order_by("number").iterator():
        number += 1
        if entry.number != number:
            return Verdict(number - 1, previous, f"entry {number} is missing")
        if entry.previous != previous:
            return Verdict(number - 1, previous, f"entry {number} does not follow the one before")
        if entry.digest != _digest(entry):
            return Verdict(number - 1, previous, f"entry {number} was changed")
        previous = entry.digest
    head = DecisionHead.objects.filter(pk=HEAD_ROW).first()
    last = (head.number, head.digest) if head else (0, GENESIS)
    if last != (number, previous):
        return Verdict(number, previous, f"the log ended with entry {last[0]}, not {number}")
    return Verdict(number, previous)


def _post(actor: User | str, now: datetime, organisation: Organisation | None) -> str:
    if not isinstance(actor, User):
        return ""
    post = queries.post_on(actor, timezone.localdate(now), organisation)
    return f"{post.title}, {post.organisation.name}" if post else ""


def _digest(entry: Decision) -> str:
    document = header("decision") | {
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "post": entry.post,
        "verb": entry.verb,
        "reference": entry.reference,
        "reason": entry.reason,
        "previous": entry.previous,
    }
    return digest(canonical(document))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
