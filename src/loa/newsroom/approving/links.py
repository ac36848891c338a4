"""Personal links: made for one person, for certain items as they stand, for a few days.

The address carries a random code under the installation's own signature, so that a forged
one is refused before anything is looked up; the table keeps only the code's SHA-256.
Opening shows and plays. Deciding asks for the person as well: their passkey, or that they
are signed in.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db import transaction

from loa.core.canonical import digest
from loa.newsroom import queries
from loa.newsroom.actions import NewsroomError
from loa.newsroom.approving import rules
from loa.newsroom.models import ApprovalLink, Bulletin, Item
from loa.people import decisions, passkeys
from loa.people.models import User

SALT = "loa.newsroom.approving.links"
CODE_BYTES = 16


@transaction.atomic
def make(
    items: Sequence[Item],
    *,
    person: User,
    by: User,
    now: datetime,
    bulletin: Bulletin | None = None,
) -> str:
    """Make a link for a person and return its token, which is told once and not kept.

    Raises NewsroomError: "nothing-waits" when no item waits for approval, "not-approver"
    for somebody who approves nothing there, "several-offices" for items of more than one.
    """
    waiting = [item for item in items if item.state == Item.State.REVIEW]
    offices = {item.issuer for item in waiting}
    if not waiting:
        raise NewsroomError("nothing-waits")
    if len(offices) > 1:
        raise NewsroomError("several-offices")
    issuer = offices.pop()
    if person not in queries.approvers_of(issuer):
        raise NewsroomError("not-approver")
    passkeys.take_in_all(person, issuer, now=now)
    code = secrets.token_urlsafe(CODE_BYTES)
    ApprovalLink.objects.create(
        code_digest=digest(code.encode()),
        person=person,
        maker=by,
        bulletin=bulletin,
        addresses={item.key: queries.draft_message(item).digest for item in waiting},
        made_at=now,
        expires_at=now + rules.LASTS,
    )
    decisions.record(
        actor=by,
        verb="link.make",
        reference=f"bulletin:{bulletin.key}" if bulletin else f"item:{waiting[0].key}",
        reason=person.get_username(),
        now=now,
        organisation=issuer,
    )
    return _signer().sign(code)


def find(token: str) -> ApprovalLink:
    """Return the link of a token; NewsroomError("link-forged") when nobody made it."""
    try:
        code = _signer().unsign(token)
    except BadSignature as error:
        raise NewsroomError("link-forged") from error
    rows = ApprovalLink.objects.select_related("person", "maker", "bulletin__issuer")
    link = rows.filter(code_digest=digest(code.encode())).first()
    if link is None:
        raise NewsroomError("link-forged")
    return link


def items_of(link: ApprovalLink) -> list[Item]:
    """Return the items of a link in the order in which they are heard."""
    rows = Item.objects.filter(key__in=link.addresses).select_related(
        "topic__plan", "issuer", "author"
    )
    order = list(link.addresses)
    return sorted(rows, key=lambda item: order.index(item.key))


def stale(link: ApprovalLink, items: Sequence[Item]) -> bool:
    """Whether something of a link has become another message than it was made for."""
    if len(items) != len(link.addresses):
        return True
    return any(_address(item) != link.addresses[item.key] for item in items)


def refusal(link: ApprovalLink, items: Sequence[Item], *, asking: object, now: datetime) -> str:
    """Return the code of why a link decides nothing now; empty when it may."""
    return rules.refusal(
        now,
        expires_at=link.expires_at,
        stale=stale(link, items),
        decided=link.decided_at is not None,
        other_person=isinstance(asking, User) and asking != link.person,
    )


def _address(item: Item) -> str:
    return item.message or queries.draft_message(item).digest


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")
