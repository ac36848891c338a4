"""What a message says: words and sounds by language, further forms, figures.

A member that says nothing (no further form, no figure) is not written at all, so that a
message without them keeps the bytes, and the address, that it had before they existed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loa.core.canonical import FormatError, Json, is_digest
from loa.core.words import Form, Genre

NAME = "message"
MAX_SOUND_MS = 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Sound:
    """One encoded sound: its address, size and exact length."""

    digest: str
    bytes: int
    ms: int
    voice: str  # "recorded", "synthetic:NAME VERSION" or "stand-in"


@dataclass(frozen=True, slots=True)
class Variant:
    """The message in one language (ISO 639: vi, tyz, ium, …): text, sound, or both.

    A sound without a text says what the Vietnamese text says.
    """

    language: str
    text: str
    sound: Sound | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """A further form of the message in one language."""

    form: Form
    language: str
    text: str
    sound: Sound | None = None

    def variant(self) -> Variant:
        """Return its words and sound."""
        return Variant(self.language, self.text, self.sound)


@dataclass(frozen=True, slots=True)
class Figure:
    """What an achievement changed, as it was and as it is; numbers stand as people write them."""

    what: str
    unit: str
    before: str
    since: str  # when it was so
    after: str
    until: str  # when it came to be so


@dataclass(frozen=True, slots=True)
class Extra:
    """What version 1.1 adds: `form` is that of the variants, the others are `editions`."""

    genre: Genre = Genre.BULLETIN
    form: Form = Form.LOUDSPEAKER
    editions: tuple[Edition, ...] = ()
    figures: tuple[Figure, ...] = ()
    answers: str = ""  # the reference of the question that is answered
    results: bool = False  # nothing of it is public before two people have said so

    def manifest(self) -> Json:
        """Return the members that say something."""
        members: Json = {}
        if self.genre is not Genre.BULLETIN:
            members["genre"] = str(self.genre)
        if self.form is not Form.LOUDSPEAKER:
            members["form"] = str(self.form)
        if self.editions:
            members["editions"] = [
                {"form": str(edition.form)} | variant_json(edition.variant())
                for edition in self.editions
            ]
        if self.figures:
            members["figures"] = [
                {name: getattr(figure, name) for name in FIGURE} for figure in self.figures
            ]
        if self.answers:
            members["answers"] = self.answers
        if self.results:
            members["results"] = True
        return members


NO_MORE = Extra()
# Of the forms that have a sound, which one a loudspeaker plays: the first in each language.
ALOUD = (Form.SHORT, Form.LOUDSPEAKER, Form.RADIO, Form.WEB, Form.OUTLINE)
FIGURE = ("what", "unit", "before", "since", "after", "until")


def read_extra(value: Json) -> Extra:
    """Read the members that a manifest may have; raises as a dictionary and enums do."""
    return Extra(
        genre=Genre(value.get("genre", Genre.BULLETIN)),
        form=Form(value.get("form", Form.LOUDSPEAKER)),
        editions=tuple(_edition(one) for one in value.get("editions", ())),
        figures=tuple(
            Figure(**{name: str(one[name]) for name in FIGURE}) for one in value.get("figures", ())
        ),
        answers=str(value.get("answers", "")),
        results=value.get("results", False) is True,
    )


def aloud(variants: Sequence[Variant], extra: Extra) -> dict[str, Variant]:
    """Return what loudspeakers say, by language: of the forms that sound, the first of ALOUD."""
    own = (Edition(extra.form, v.language, v.text, v.sound) for v in variants)
    sounding = [e for e in (*own, *extra.editions) if e.sound and e.form in ALOUD]
    sounding.sort(key=lambda e: ALOUD.index(e.form), reverse=True)
    return {e.language: e.variant() for e in sounding}


def lint_extra(extra: Extra) -> Iterable[str]:
    """Say what keeps a message with these members from being sealed."""
    stated = [(edition.form, edition.language) for edition in extra.editions]
    if len(set(stated)) != len(stated):
        yield "a form stands twice in one language"
    if any(form is extra.form for form, _language in stated):
        yield "its own form stands among the further ones"
    if any(not edition.text.strip() and edition.sound is None for edition in extra.editions):
        yield "a further form is empty"
    if extra.genre is Genre.ACHIEVEMENT and not extra.figures:
        yield "an achievement states figures before and after"
    if extra.genre is Genre.ANSWER and not extra.answers:
        yield "an answer names the question"


def variant_json(variant: Variant) -> Json:
    """Return a variant as a manifest has it."""
    return {
        "language": variant.language,
        "text": variant.text,
        "sound": _sound_json(variant.sound) if variant.sound else None,
    }


def read_variant(value: Json) -> Variant:
    """Read a variant; FormatError for a sound that could not be found or played."""
    sound = value["sound"]
    return Variant(str(value["language"]), str(value["text"]), _sound(sound) if sound else None)


def _edition(value: Json) -> Edition:
    said = read_variant(value)
    return Edition(Form(value["form"]), said.language, said.text, said.sound)


def _sound_json(sound: Sound) -> Json:
    return {"sha256": sound.digest, "bytes": sound.bytes, "ms": sound.ms, "voice": sound.voice}


def _sound(value: Json) -> Sound:
    sound = Sound(value["sha256"], int(value["bytes"]), int(value["ms"]), str(value["voice"]))
    if not is_digest(sound.digest) or not 0 < sound.ms <= MAX_SOUND_MS or sound.bytes <= 0:
        raise FormatError(f"loa.{NAME}: a sound has no usable address, size or length")
    return sound
