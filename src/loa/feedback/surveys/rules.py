"""What a survey may ask, when it takes answers, and what an answer may hold.

A survey has three to five questions, asked once before a phase and once after it. Nothing
is written by whoever answers: every answer is one of the choices printed, so there is no
word by which somebody could be known. Every question with one answer offers a last choice
for those who do not know or do not wish to say: whoever answers, answers all of it, and
each question has the same number of answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loa.core.fold import fold

LEAST_QUESTIONS, MOST_QUESTIONS = 3, 5
LEAST_CHOICES, MOST_CHOICES = 2, 6
LONGEST_TITLE, LONGEST_QUESTION, LONGEST_CHOICE = 160, 200, 80
UNSURE = "unsure"  # the last choice of every question with one answer


class Kind(StrEnum):
    """How a question is answered."""

    KNOWS = "knows"
    HEARD = "heard"
    CHANNEL = "channel"  # from where; the only kind with several answers
    YES_NO = "yes_no"
    CHOICE = "choice"  # among the survey's own words
    SCALE = "scale"


class Which(StrEnum):
    """The two times of asking."""

    BEFORE = "before"
    AFTER = "after"


class Mode(StrEnum):
    """How answers came in; they are never added up, because they are not the same people."""

    OPEN = "open"  # by the link or the QR code: whoever wished to
    INTERVIEW = "interview"  # written down for somebody


class State(StrEnum):
    """How far a survey has come."""

    DRAFT = "draft"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class Sampling(StrEnum):
    """How those who are interviewed are chosen."""

    LOT = "lot"  # drawn from a list, so chance is all that stands between them and everybody
    MET = "met"  # whoever was met


PRINTED: Mapping[Kind, tuple[str, ...]] = {
    Kind.KNOWS: ("well", "partly", "no", UNSURE),
    Kind.HEARD: ("often", "once", "no", UNSURE),
    Kind.CHANNEL: (
        "loudspeaker",
        "meeting",
        "speaker",
        "board",
        "vehicle",
        "portal",
        "phone",
        "broadcast",
        "neighbours",
    ),
    Kind.YES_NO: ("yes", "no", UNSURE),
    Kind.SCALE: ("1", "2", "3", "4", "5", UNSURE),
}

# What would tell who somebody is; compared folded, as words standing together.
PERSONAL = (
    "họ tên",
    "họ và tên",
    "tên gì",
    "tên là gì",
    "tên của bác",
    "tên của ông",
    "số điện thoại",
    "địa chỉ",
    "số nhà",
    "căn cước",
    "chứng minh nhân dân",
    "năm sinh",
    "ngày sinh",
    "sinh năm nào",
    "bao nhiêu tuổi",
    "mấy tuổi",
    "nghề nghiệp",
    "thu nhập",
    "dân tộc nào",
    "dân tộc gì",
    "người dân tộc",
    "tôn giáo",
    "thôn nào",
    "bản nào",
    "có phải đảng viên",
    "là đảng viên",
    "bệnh gì",
    "tình trạng sức khoẻ",
    "your name",
    "phone number",
    "your address",
    "date of birth",
    "how old",
    "your income",
    "ethnicity",
    "religion",
    "which hamlet",
)


class Fault(StrEnum):
    """Why a survey cannot be approved as it stands."""

    NO_TITLE = "no_title"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    NO_WORDS = "no_words"
    TWICE = "twice"
    CHOICES = "choices"
    PERSONAL = "personal"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is asked; `own` are its own choices where its kind prints none."""

    kind: Kind
    text: str
    own: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be answered, as codes in the order in which they are shown."""
        if self.kind is Kind.CHOICE:
            return (*(str(number) for number in range(1, len(self.own) + 1)), UNSURE)
        return PRINTED[self.kind]

    @property
    def near(self) -> tuple[str, ...]:
        """The choices that are counted as one first, where few gave one: not sure, and no."""
        if self.several:
            return ()
        return ("1" if self.kind is Kind.SCALE else self.choices[-2], UNSURE)

    @property
    def several(self) -> bool:
        """Whether one person may give several answers, or none."""
        return self.kind is Kind.CHANNEL


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong, and with which question (from 1; 0: with the whole)."""

    fault: Fault
    question: int = 0
    word: str = ""


class Unanswered(Exception):  # noqa: N818 - what a person left out, not an error of ours
    """Questions without an answer that is one of their choices; `numbers` count from 1."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(", ".join(map(str, numbers)))
        self.numbers = tuple(numbers)


def faults(title: str, questions: Sequence[Question]) -> list[Found]:
    """Return why a survey cannot be approved; nothing when it can."""
    found = [] if title.strip() else [Found(Fault.NO_TITLE)]
    if word := personal(title):
        found.append(Found(Fault.PERSONAL, word=word))
    if len(questions) < LEAST_QUESTIONS:
        found.append(Found(Fault.TOO_FEW))
    if len(questions) > MOST_QUESTIONS:
        found.append(Found(Fault.TOO_MANY))
    asked: set[str] = set()
    for number, question in enumerate(questions, start=1):
        found += _faults_of(question, number, asked)
        asked.add(fold(question.text))
    return found


def _faults_of(question: Question, number: int, asked: set[str]) -> list[Found]:
    found = []
    if not question.text.strip():
        found.append(Found(Fault.NO_WORDS, number))
    elif fold(question.text) in asked:
        found.append(Found(Fault.TWICE, number))
    own = [fold(choice) for choice in question.own]
    if question.kind is Kind.CHOICE and not (
        LEAST_CHOICES <= len(own) <= MOST_CHOICES and len(set(own)) == len(own) and all(own)
    ):
        found.append(Found(Fault.CHOICES, number))
    if word := personal(" / ".join((question.text, *question.own))):
        found.append(Found(Fault.PERSONAL, number, word))
    return found


def personal(text: str) -> str:
    """Return the first words by which a text asks who somebody is; empty when it does not."""
    padded = f" {fold(text)} "
    return next((word for word in PERSONAL if f" {fold(word)} " in padded), "")


def wave_on(periods: Mapping[Which, tuple[date, date]], day: date) -> Which | None:
    """Return which time of asking holds on a day; periods are half-open."""
    return next((one for one, (opens, closes) in periods.items() if opens <= day < closes), None)


def next_opening(periods: Mapping[Which, tuple[date, date]], day: date) -> date | None:
    """Return the next day after this one on which answers are taken again."""
    return min((opens for opens, _closes in periods.values() if opens > day), default=None)


def read(
    questions: Sequence[Question], given: Sequence[Sequence[str]]
) -> tuple[tuple[str, ...], ...]:
    """Return the answers, each in its question's order and once.

    Raises Unanswered for every question that has not exactly one of its choices (those with
    several answers: that has something that is none of them).
    """
    left: list[int] = []
    answers: list[tuple[str, ...]] = []
    for number, question in enumerate(questions, start=1):
        said = set(given[number - 1]) if number <= len(given) else set()
        known = tuple(choice for choice in question.choices if choice in said)
        if len(known) != len(said) or (not question.several and len(known) != 1):
            left.append(number)
        answers.append(known)
    if left:
        raise Unanswered(left)
    return tuple(answers)
