"""What a survey may ask and what counts as an answer."""

from datetime import date

import pytest

from loa.feedback.surveys.rules import (
    UNSURE,
    Fault,
    Found,
    Kind,
    Question,
    Unanswered,
    Which,
    faults,
    next_opening,
    personal,
    read,
    wave_on,
)

KNOWS = Question(Kind.KNOWS, "Bà con có biết lịch họp thôn không?")
HEARD = Question(Kind.HEARD, "Bà con có nghe bản tin sáng không?")
WHERE = Question(Kind.CHANNEL, "Nghe từ đâu?")
OWN = Question(Kind.CHOICE, "Họp ngày nào?", ("Thứ Bảy", "Chủ nhật"))
GOOD = (KNOWS, HEARD, WHERE)
PERIODS = {
    Which.BEFORE: (date(2020, 1, 20), date(2020, 2, 1)),
    Which.AFTER: (date(2020, 8, 1), date(2020, 8, 15)),
}


@pytest.mark.parametrize(
    ("title", "questions", "found"),
    [
        pytest.param("Một", GOOD, [], id="three"),
        pytest.param(
            "Một",
            (*GOOD, OWN, Question(Kind.SCALE, "Dễ hiểu không?")),
            [],
            id="five",
        ),
        pytest.param(" ", GOOD, [Found(Fault.NO_TITLE)], id="no-title"),
        pytest.param("Một", GOOD[:2], [Found(Fault.TOO_FEW)], id="two"),
        pytest.param(
            "Một",
            tuple(Question(Kind.YES_NO, f"Câu {n}?") for n in range(6)),
            [Found(Fault.TOO_MANY)],
            id="six",
        ),
        pytest.param(
            "Một",
            (KNOWS, HEARD, Question(Kind.YES_NO, KNOWS.text.upper())),
            [Found(Fault.TWICE, 3)],
            id="asked-twice",
        ),
        pytest.param(
            "Một",
            (KNOWS, HEARD, Question(Kind.CHOICE, "Chọn gì?", ("Một",))),
            [Found(Fault.CHOICES, 3)],
            id="one-choice",
        ),
        pytest.param(
            "Một",
            (KNOWS, HEARD, Question(Kind.CHOICE, "Chọn gì?", ("Một", "một"))),
            [Found(Fault.CHOICES, 3)],
            id="the-same-choice-twice",
        ),
        pytest.param(
            "Một",
            (KNOWS, HEARD, Question(Kind.YES_NO, "Bác bao nhiêu tuổi?")),
            [Found(Fault.PERSONAL, 3, "bao nhiêu tuổi")],
            id="asks-for-the-age",
        ),
    ],
)
def test_faults(title: str, questions: tuple[Question, ...], found: list[Found]) -> None:
    assert faults(title, questions) == found


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Xin cho biết HỌ VÀ TÊN", "họ và tên"),
        ("Bà con ở thôn nào?", "thôn nào"),
        ("Ông bà theo tôn giáo nào?", "tôn giáo"),
        ("Số điện thoại liên hệ", "số điện thoại"),
        ("Bà con có phải đảng viên không?", "có phải đảng viên"),
        ("Bà con biết lịch họp thôn không?", ""),
        ("Loa tiếng Tày có dễ nghe không?", ""),
        ("Tuổi nào được tiêm nhắc?", ""),
    ],
)
def test_a_question_never_asks_who_somebody_is(text: str, word: str) -> None:
    assert personal(text) == word


@pytest.mark.parametrize(
    ("day", "which", "following"),
    [
        (date(2020, 1, 19), None, date(2020, 1, 20)),
        (date(2020, 1, 20), Which.BEFORE, date(2020, 8, 1)),
        (date(2020, 1, 31), Which.BEFORE, date(2020, 8, 1)),
        (date(2020, 2, 1), None, date(2020, 8, 1)),
        (date(2020, 8, 14), Which.AFTER, None),
        (date(2020, 8, 15), None, None),
    ],
)
def test_when_answers_are_taken(day: date, which: Which | None, following: date | None) -> None:
    assert (wave_on(PERIODS, day), next_opening(PERIODS, day)) == (which, following)


def test_an_answer_is_read_in_the_questions_order_and_each_choice_once() -> None:
    given = [["well"], ["no"], ["phone", "loudspeaker", "phone"]]
    assert read(GOOD, given) == (("well",), ("no",), ("loudspeaker", "phone"))


def test_a_question_with_several_answers_may_have_none() -> None:
    assert read(GOOD, [[UNSURE], [UNSURE], []]) == ((UNSURE,), (UNSURE,), ())


@pytest.mark.parametrize(
    ("given", "left"),
    [
        pytest.param([], (1, 2), id="nothing"),
        pytest.param([["well"], [], ["loudspeaker"]], (2,), id="one-left-out"),
        pytest.param([["well", "no"], ["no"], []], (1,), id="two-where-one-is-asked"),
        pytest.param([["well"], ["yes"], []], (2,), id="another-questions-answer"),
        pytest.param([["well"], ["no"], ["loudspeaker", "họ tên: An"]], (3,), id="own-words"),
        pytest.param([["'; DROP"], ["no"], []], (1,), id="sql"),
    ],
)
def test_what_is_no_answer_is_said(given: list[list[str]], left: tuple[int, ...]) -> None:
    with pytest.raises(Unanswered) as told:
        read(GOOD, given)
    assert told.value.numbers == left


def test_own_choices_are_numbered_and_one_may_rather_not_say() -> None:
    assert OWN.choices == ("1", "2", UNSURE)
