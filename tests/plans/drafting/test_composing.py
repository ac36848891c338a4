"""Findings and answers as one plan: what is asked, what goes where, what stands in the notes."""

import ast
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from loa.plans.drafting import composing, values
from loa.plans.drafting.composing import Answers, Question
from loa.plans.drafting.values import Row
from loa.plans.rules import Assignment, Phase, Topic
from loa.plans.shape import LONGEST_TEXT

TODAY = date(2026, 11, 23)


def row(number: int, kind: str, *, dropped: bool = False, **said: Any) -> Row:
    return Row(number, kind, said, number * 10, number * 10 + 5, 0.9, "rule", dropped=dropped)


HEAD = [
    row(1, "issuer", value="Huyện uỷ An Sơn"),
    row(2, "number", value="12-KH/HU"),
    row(3, "issued_on", value="2026-03-10"),
    row(4, "title", value="tuyên truyền đại hội"),
]
ANSWERS = Answers(area=("064",))


@pytest.mark.parametrize(
    ("rows", "answers", "asked"),
    [
        pytest.param(HEAD, ANSWERS, [], id="nothing"),
        pytest.param(HEAD, Answers(), [Question("area-missing")], id="no-area"),
        pytest.param(HEAD[1:], ANSWERS, [Question("issuer-missing")], id="no-issuer"),
        pytest.param(
            [*HEAD[:3], row(4, "title", value="")],
            ANSWERS,
            [Question("title-missing", 4)],
            id="empty-title",
        ),
        pytest.param(
            [*HEAD, row(9, "phases", name="Đợt 1", starts="", ends="2026-05-01")],
            ANSWERS,
            [Question("phase-without-start", 9)],
            id="no-first-day",
        ),
        pytest.param(
            [*HEAD, row(9, "phases", name="Đợt 1", starts="2026-05-02", ends="2026-05-01")],
            ANSWERS,
            [Question("phase-ends-before-start", 9)],
            id="turned",
        ),
        pytest.param(
            [*HEAD, row(9, "phases", dropped=True, name="", starts="", ends="")],
            ANSWERS,
            [],
            id="left-out",
        ),
        pytest.param(
            [*HEAD, row(9, "topics", value="a" * 501)],
            ANSWERS,
            [Question("too-long", 9)],
            id="too-long",
        ),
    ],
)
def test_what_is_asked_first(rows: list[Row], answers: Answers, asked: list[Question]) -> None:
    assert list(composing.questions(rows, answers)) == asked


def test_parts_come_in_the_documents_order_and_know_their_findings() -> None:
    rows = [
        row(20, "topics", value="Sau"),
        row(10, "topics", value="Trước"),
        row(30, "phases", name="Đợt 1", starts="2026-04-01", ends="2026-05-31"),
        row(31, "phases", name="Đợt 2", starts="2026-06-01", ends=""),
        row(40, "assignments", unit="Đài xã", duty="Phát trên loa", organisation=""),
        row(41, "assignments", unit="Ban A", duty="Soạn đề cương", organisation="ban-a"),
        *HEAD,
    ]
    composed = composing.compose(rows, ANSWERS, keys={"12-kh-hu-2026"}, implements="tren")
    plan = composed.plan
    assert (plan.key, plan.title, plan.implements) == (
        "12-kh-hu-2026-2",
        "Tuyên truyền đại hội",
        "tren",
    )
    assert plan.phases == (
        Phase("dot-1", "Đợt 1", date(2026, 4, 1), date(2026, 6, 1)),
        Phase("dot-2", "Đợt 2", date(2026, 6, 1)),
    )
    assert plan.topics == (Topic("1", "Trước"), Topic("2", "Sau"))
    assert plan.assignments == (
        Assignment("viec-1", "dai-xa", "Đài xã", "Phát trên loa", channels=("loudspeaker",)),
        Assignment("viec-2", "ban-a", "Ban A", "Soạn đề cương"),
    )
    assert dict(composed.parts) == {
        "phase/dot-1": 30,
        "phase/dot-2": 31,
        "topic/1": 10,
        "topic/2": 20,
        "assignment/viec-1": 40,
        "assignment/viec-2": 41,
    }


def test_what_a_plan_has_no_place_for_stands_in_its_notes() -> None:
    rows = [
        row(1, "slogans", value="Giữ rừng là giữ làng"),
        row(2, "channels", value="banner"),
        row(3, "not_understood", value="Gửi tin nhắn Zalo"),
        row(4, "recipients", value="Tỉnh uỷ", dropped=True),
    ]
    assert composing.notes(rows) == (
        "Hình thức nêu trong văn bản:\n- Cờ, băng rôn, pa nô\n\n"
        "Khẩu hiệu:\n- Giữ rừng là giữ làng\n\n"
        "Đoạn máy không hiểu, xem trong văn bản gốc:\n- Gửi tin nhắn Zalo"
    )


def test_notes_beyond_their_length_say_that_there_is_more() -> None:
    rows = [row(n, "purposes", value="a" * 4_000) for n in range(1, 9)]
    said = composing.notes(rows)
    assert len(said) <= LONGEST_TEXT
    assert said.endswith("\n(còn nữa, xem văn bản gốc)")


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        pytest.param(
            [*HEAD, row(9, "phases", name="a", starts="2026-04-01", ends="")],
            date(2026, 4, 1),
            id="of-the-first-phase",
        ),
        pytest.param(HEAD, date(2026, 3, 10), id="of-issue"),
        pytest.param([], TODAY, id="today"),
    ],
)
def test_the_day_on_which_places_have_to_exist(rows: list[Row], day: date) -> None:
    assert composing.first_day(rows, TODAY) == day


def test_every_refusal_and_question_has_its_sentence() -> None:
    from loa.plans.drafting import words  # noqa: PLC0415 - needs Django, which tests set up

    folder = Path(values.__file__).parent
    calls = [
        node
        for path in (*folder.glob("*.py"), folder.parents[1] / "control/views/documents.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"DraftingError", "Lack"}
    ]
    codes = {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}
    assert codes - set(words.ERRORS) - set(words.LACKS) == set()
    assert set(words.ERRORS) | set(words.LACKS) == codes
