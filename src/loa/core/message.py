"""The message: an approved, immutable revision, addressed by the digest of its manifest.

A manifest says everything that approvers answer for: who issues, who wrote, the texts,
the digest of every sound, to whom and for how long. Approvals are detached, so that a
second one does not change the address. `docs/formats/message.md` describes every byte.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from loa.core.canonical import FormatError, Json, canonical, digest, header, require
from loa.core.content import (
    NO_MORE,
    Edition,
    Extra,
    Figure,
    Sound,
    Variant,
    aloud,
    lint_extra,
    read_extra,
    read_variant,
    variant_json,
)
from loa.core.words import Form, Mood, Priority, Scope

__all__ = [
    "Approval", "Edition", "Extra", "Figure", "Message", "Provenance", "Sealed", "Sound", "Variant",
    "instant", "lint", "read_instant", "read_message", "read_sealed",
]  # fmt: skip
NAME, APPROVAL = "message", "approval"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who stands behind a message; the author's post is the one held that day."""

    issuer: str
    author: str
    source: str


@dataclass(frozen=True, slots=True)
class Message:
    """One revision. `topic` is a plan's topic code; nothing here is a row id."""

    key: str
    revision: int
    plan: str
    topic: str
    scope: Scope
    priority: Priority
    mood: Mood
    headline: str
    variants: tuple[Variant, ...]
    provenance: Provenance
    valid_from: datetime
    valid_until: datetime
    unit: str = ""  # that issued it; whose approvers count is for the policy to say
    extra: Extra = NO_MORE
    # Asked for again and again, by every item that names the message; worked out once.
    _digest: list[str] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def digest(self) -> str:
        """The message's address."""
        if not self._digest:
            self._digest.append(digest(canonical(self.manifest())))
        return self._digest[0]

    def aloud(self) -> dict[str, Variant]:
        """Return what loudspeakers say, by language: the short form where there is one."""
        return aloud(self.variants, self.extra)

    def sounds(self) -> dict[str, Sound]:
        """Return the sounds that loudspeakers play, by language."""
        return {code: said.sound for code, said in self.aloud().items() if said.sound}

    def said(self) -> tuple[Variant, ...]:
        """Return each language as it is heard; as it stands where nothing is."""
        heard = self.aloud()
        return tuple(heard.get(v.language, v) for v in self.variants)

    def text_in(self, form: Form, language: str = "vi") -> str:
        """Return the words of a form in a language; empty where it has none."""
        own = [Edition(self.extra.form, v.language, v.text) for v in self.variants]
        texts = {(e.form, e.language): e.text for e in (*own, *self.extra.editions)}
        return texts.get((form, language), "")

    def manifest(self) -> Json:
        """Return the document that is hashed and signed."""
        extra = self.extra.manifest()
        return (
            header(NAME, "1.1" if extra else "1.0")
            | extra
            | {
                "key": self.key,
                "revision": self.revision,
                "plan": self.plan,
                "topic": self.topic,
                "unit": self.unit,
                "scope": str(self.scope),
                "priority": str(self.priority),
                "mood": str(self.mood),
                "headline": self.headline,
                "variants": [variant_json(variant) for variant in self.variants],
                "provenance": {
                    "issuer": self.provenance.issuer,
                    "author": self.provenance.author,
                    "source": self.provenance.source,
                },
                "valid": {"from": instant(self.valid_from), "until": instant(self.valid_until)},
            }
        )


@dataclass(frozen=True, slots=True)
class Approval:
    """One approver's signature over the statement "I approve this message, at this time"."""

    message: str
    keyid: str
    at: datetime
    method: str
    signature: str  # ed25519: hexadecimal; webauthn: the assertion, see `passkey`

    def statement(self) -> bytes:
        """Return the bytes that are signed."""
        return canonical(
            header(APPROVAL)
            | {
                "message": self.message,
                "keyid": self.keyid,
                "method": self.method,
                "at": instant(self.at),
            }
        )


@dataclass(frozen=True, slots=True)
class Sealed:
    """A message with its approvals, as it is published."""

    message: Message
    approvals: tuple[Approval, ...]

    def document(self) -> Json:
        """Return the published document."""
        return header("sealed-message") | {
            "manifest": self.message.manifest(),
            "approvals": [
                {
                    "keyid": a.keyid,
                    "at": instant(a.at),
                    "method": a.method,
                    "signature": a.signature,
                }
                for a in self.approvals
            ],
        }


def read_message(document: object) -> Message:
    """Read a manifest; FormatError says what is wrong with it."""
    value = require(document, NAME)
    try:
        message = Message(
            key=str(value["key"]),
            revision=int(value["revision"]),
            plan=str(value["plan"]),
            topic=str(value["topic"]),
            unit=str(value["unit"]),
            scope=Scope(value["scope"]),
            priority=Priority(value["priority"]),
            mood=Mood(value["mood"]),
            headline=str(value["headline"]),
            variants=tuple(read_variant(v) for v in value["variants"]),
            provenance=Provenance(**{k: str(v) for k, v in value["provenance"].items()}),
            valid_from=read_instant(value["valid"]["from"]),
            valid_until=read_instant(value["valid"]["until"]),
            extra=read_extra(value),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FormatError(f"loa.{NAME}: {type(error).__name__}: {error}") from error
    if canonical(message.manifest()) != canonical(value):
        raise FormatError(f"loa.{NAME}: members that this version does not know")
    return message


def read_sealed(document: object) -> Sealed:
    """Read a published message; the signatures are not checked here (see `trust`)."""
    value = require(document, "sealed-message")
    try:
        message = read_message(value["manifest"])
        address = message.digest
        approvals = tuple(
            Approval(
                message=address,
                keyid=str(a["keyid"]),
                at=read_instant(a["at"]),
                method=str(a["method"]),
                signature=str(a["signature"]),
            )
            for a in value["approvals"]
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"loa.sealed-message: {type(error).__name__}: {error}") from error
    return Sealed(message, approvals)


def instant(moment: datetime) -> str:
    """Return an aware moment as UTC with milliseconds: 2026-11-23T22:00:00.000Z."""
    if moment.tzinfo is None:
        raise ValueError("instants are aware")
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.isoformat(timespec="milliseconds")[:-6] + "Z"


def read_instant(text: object) -> datetime:
    """Read what `instant` writes, and nothing else."""
    if not (isinstance(text, str) and len(text) == len("2026-11-23T22:00:00.000Z")):
        raise FormatError(f"{text!r} is no instant like 2026-11-23T22:00:00.000Z")
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() != timedelta(0) or instant(moment) != text:
        raise FormatError(f"{text!r} is no instant in UTC")
    return moment


def lint(message: Message) -> Sequence[str]:
    """Return why a message cannot be sealed; empty when it can."""
    problems = []
    if message.valid_until <= message.valid_from:
        problems.append("its validity ends before it begins")
    if not message.variants:
        problems.append("it has no text and no sound")
    languages = [v.language for v in message.variants]
    if len(set(languages)) != len(languages):
        problems.append("a language stands twice")
    problems += [
        f"its {word} is missing"
        for word in ("issuer", "author", "source")
        if not getattr(message.provenance, word).strip()
    ]
    return [*problems, *lint_extra(message.extra)]
