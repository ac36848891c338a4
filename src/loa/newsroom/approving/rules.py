"""Personal links and the answers that are given through them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from loa.core.canonical import canonical, header
from loa.core.message import Approval, instant
from loa.core.passkey import METHOD, Assertion, sheet_of, unbase64url

ANSWER = "answer"
LASTS = timedelta(days=3)
LONGEST_VOICE_S = 120
LARGEST_VOICE = 10_000_000  # bytes
LONGEST_COMMENT = 2_000


class Verb(StrEnum):
    """What a person answers besides an approval."""

    RETURN = "return"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Touch:
    """What a browser sends after a touch: which key, when, and the three parts."""

    keyid: str
    at: datetime
    authenticator: str
    client: str
    signature: str

    def assertion(self, sheet: bytes = b"") -> Assertion:
        """Return it as one value; FormatError for parts that are no base64url."""
        return Assertion(
            unbase64url(self.authenticator),
            unbase64url(self.client),
            unbase64url(self.signature),
            sheet,
        )


def approvals(addresses: Sequence[str], keyid: str, at: datetime) -> list[Approval]:
    """Return what a passkey is asked to approve, not yet signed."""
    return [Approval(address, keyid, at, METHOD, "") for address in addresses]


def sheet(unsigned: Sequence[Approval]) -> bytes:
    """Return the sheet on which approvals stand; empty when there is only one."""
    if len(unsigned) == 1:
        return b""
    return sheet_of(approval.statement() for approval in unsigned).encoded()


def answer(
    code: str, verb: Verb, keyid: str, at: datetime, *, said: Mapping[str, str] | None = None
) -> bytes:
    """Return the statement that is signed to send something back or to take it back.

    `code` is the digest of the link's code; `said` are the reason, the SHA-256 of what was
    recorded, and the item meant.
    """
    words = {"reason": "", "recording": "", "item": ""} | dict(said or {})
    facts = {"link": code, "verb": verb, "keyid": keyid, "at": instant(at)}
    return canonical(header(ANSWER) | facts | words)


def refusal(
    now: datetime, *, expires_at: datetime, stale: bool, decided: bool, other_person: bool
) -> str:
    """Return the code of why a link decides nothing; empty when it may."""
    facts = (
        (other_person, "link-other-person"),
        (decided, "link-used"),
        (now >= expires_at, "link-expired"),
        (stale, "link-other-revision"),
    )
    return next((code for holds, code in facts if holds), "")
