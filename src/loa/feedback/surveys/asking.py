"""A survey's questions as a page shows them, to be answered, heard or only looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from loa.feedback.surveys import words
from loa.feedback.surveys.models import Recording, Survey
from loa.feedback.surveys.rules import MOST_QUESTIONS


@dataclass(frozen=True, slots=True)
class Shown:
    """One question: its choices are (code, words, chosen), its sounds (language, recording)."""

    number: int
    text: str
    several: bool
    choices: tuple[tuple[str, str, bool], ...]
    sounds: tuple[tuple[str, Recording], ...]
    missing: bool

    @property
    def field(self) -> str:
        """The name under which its answer is sent."""
        return name(self.number)


def name(number: int) -> str:
    """Return the name of a question's field."""
    return f"q{number}"


def shown(
    survey: Survey, given: Sequence[Sequence[str]] = (), missing: Sequence[int] = ()
) -> list[Shown]:
    """Return the questions with what was chosen already, and which still need an answer."""
    found = []
    for row in survey.questions.all():
        asked = row.as_asked()
        said = given[row.number - 1] if row.number <= len(given) else ()
        found.append(
            Shown(
                row.number,
                row.text,
                asked.several,
                tuple((code, word, code in said) for code, word in words.choices(asked)),
                tuple((str(words.LANGUAGES[one.language]), one) for one in row.recordings.all()),
                row.number in missing,
            )
        )
    return found


def read(posted: QueryDict) -> list[list[str]]:
    """Return what was sent for every question that a survey can have."""
    return [posted.getlist(name(number)) for number in range(1, MOST_QUESTIONS + 1)]
