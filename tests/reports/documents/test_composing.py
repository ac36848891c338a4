"""The paper says what the report says: its sentences, its sums, what is missing, no more."""

from dataclasses import replace

import pytest
from tests.reports.documents import sample
from tests.reports.documents.sample import COMPARED, MONTH, NGHIA_TA, OWING, PARTY, STATE

from loa.reports.documents.composing import compose
from loa.reports.documents.paper import Paper, Pick, text
from loa.reports.documents.tally import picked
from loa.reports.rules.report import Figure, Graded, Line, Report, State


def of(report: Report = MONTH) -> Paper:
    return compose(report, PARTY, frozen=True)


def sentences(report: Report, channel: str) -> list[str]:
    (section,) = (s for s in of(report).sections if s.channel == channel)
    return [text(words) for words in section.sentences]


def with_lines(*lines: Line) -> Report:
    return replace(MONTH, lines=lines)


def test_sections_stand_in_the_order_of_channels() -> None:
    assert [(s.number, s.channel) for s in of().sections] == [
        ("1", "loudspeaker"), ("2", "portal"), ("3", "vehicle"), ("4", "talk"), ("5", "conference"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        pytest.param(
            "loudspeaker",
            [
                (
                    "Trong kỳ đã phát 2.880 lượt tại 3/4 đơn vị (2.860 có nhật ký, ảnh; 20 tự báo"
                    " cáo); luỹ kế 7.780 lượt, đạt 67,5% chỉ tiêu 11.520 lượt."
                )
            ],
            id="known",
        ),
        pytest.param(
            "portal",
            [
                (
                    "Trong kỳ đã đăng 19 tin, bài (có nhật ký, ảnh); luỹ kế 19 tin, bài, đạt 105,5%"
                    " chỉ tiêu 18 tin, bài."
                )
            ],
            id="of-no-unit",
        ),
        pytest.param(
            "vehicle",
            ["Trong kỳ chưa chạy chuyến xe nào; luỹ kế 0 chuyến xe, đạt 0% chỉ tiêu 5 chuyến xe."],
            id="zero-is-known",
        ),
        pytest.param(
            "conference",
            ["Hội nghị: chưa có số liệu (UBND xã Nghĩa Tá chưa gửi)."],
            id="nothing-but-missing",
        ),
        pytest.param(
            "talk",
            [
                (
                    "Trong kỳ đã tổ chức 7 buổi nói chuyện (thiếu 1 đơn vị) tại 2/4 đơn vị (tự báo"
                    " cáo); luỹ kế 21 buổi nói chuyện (thiếu 1 đơn vị), đạt 43,7% chỉ tiêu 48 buổi"
                    " nói chuyện."
                ),
                (
                    "Trong kỳ đã có 1.275 lượt người dự (thiếu 1 đơn vị) tại 2/4 đơn vị (tự báo"
                    " cáo); luỹ kế 3.825 lượt người dự (thiếu 1 đơn vị) (không kể 1"
                    " số dưới 5 người)."
                ),
            ],
            id="a-part-is-missing",
        ),
    ],
)
def test_sentences_say_their_figures(channel: str, said: list[str]) -> None:
    assert sentences(MONTH, channel) == said


def test_what_is_missing_is_marked_with_who_owes_it() -> None:
    (section,) = (s for s in of().sections if s.channel == "conference")
    marked = [piece for row in section.rows for piece in row.period if piece.missing]
    assert [(piece.text, piece.owed) for piece in marked] == [("chưa có số liệu", (OWING,))]


def test_few_people_are_not_counted_out() -> None:
    (table,) = (t for t in of().annex if t.channel == "talk")
    (row,) = (r for r in table.rows if r.name == "xã Bình Trung")
    assert text(row.cells[3]) == "dưới 5"


def test_a_total_is_the_sum_of_its_topics_and_of_its_units() -> None:
    paper = of()
    loud = paper.sections[0].rows
    annex = paper.annex[0].rows
    assert [text(row.period) for row in loud] == ["2.880", "1.440", "1.440"]
    assert [text(row.cells[0]) for row in annex] == ["960", "960", "0", "960", "2.880"]


def test_units_stand_by_their_codes_and_are_not_ranked() -> None:
    names = [row.name for row in of().annex[0].rows]
    assert names == [*sample.UNITS.values(), "Tổng số"]


def test_what_belongs_to_no_unit_stands_apart() -> None:
    own = sample.line("loudspeaker", "plays", "1", "", Figure(cumulative=Graded(recorded=7)))
    report = replace(MONTH, lines=(*MONTH.lines, own))
    table = compose(report, PARTY, frozen=True).annex[0]
    assert [(r.name, text(r.cells[1])) for r in table.rows[-2:]] == [
        ("Chung toàn địa bàn", "7"), ("Tổng số", "7.787"),
    ]  # fmt: skip


def test_a_figure_leads_to_exactly_the_lines_that_it_sums() -> None:
    paper = of()
    for table in paper.annex:
        for row in table.rows:
            for words in row.cells:
                for piece in words:
                    if piece.pick is None or piece.missing or not piece.text[0].isdigit():
                        continue
                    lines = picked(MONTH, piece.pick)
                    graded = [
                        one.figure.cumulative if piece.pick.cumulative else one.figure.period
                        for one in lines
                    ]
                    assert sum(one.total for one in graded) == int(piece.text.replace(".", ""))


def test_the_own_unit_stands_beside_the_median_alone() -> None:
    part = compose(COMPARED, STATE, frozen=True).comparison
    assert part is not None
    assert [[text(cell) for cell in row] for row in part.rows] == [
        ["Hệ thống loa truyền thanh cơ sở: lượt phát", "33,3%", "69,5%", "20"],
        ["Báo cáo viên, tuyên truyền viên: buổi nói chuyện", "100%", "không nêu", "4"],
    ]
    assert "xã Nghĩa Tá" in text(part.sentences[0])


def test_differences_of_one_unit_are_told_together_with_their_reasons() -> None:
    part = compose(COMPARED, STATE, frozen=True).changes
    assert part is not None
    ((what, before, after, why),) = ([text(cell) for cell in row] for row in part.rows)
    assert (what, before, after) == (
        "Hệ thống loa truyền thanh cơ sở: lượt phát, xã Nghĩa Tá", "951", "960",
    )  # fmt: skip
    assert why.startswith("+12 minh chứng về sau")


def test_each_body_owes_once() -> None:
    part = of().missing
    assert part is not None
    assert [[text(cell) for cell in row] for row in part.rows] == [
        ["UBND xã Nghĩa Tá", "Buổi nói chuyện, lượt người dự, hội nghị", "17/4/2020"]
    ]


def test_parts_that_have_nothing_to_say_take_no_number() -> None:
    whole = replace(COMPARED, comparison=None)
    paper = compose(whole, STATE, frozen=True)
    assert [part.number for part in (paper.changes, paper.missing) if part] == ["II", "III"]


@pytest.mark.parametrize(
    ("simulated", "frozen", "warning"),
    [
        (False, True, ""),
        (False, False, "DỰ THẢO, SỐ LIỆU CHƯA CHỐT"),
        (True, True, "SỐ LIỆU MÔ PHỎNG, KHÔNG TÍNH VÀO SỐ LIỆU THẬT"),
        (
            True, False,
            "SỐ LIỆU MÔ PHỎNG, KHÔNG TÍNH VÀO SỐ LIỆU THẬT – DỰ THẢO, SỐ LIỆU CHƯA CHỐT",
        ),
    ],
)  # fmt: skip
def test_drafts_and_trials_say_so(simulated: bool, frozen: bool, warning: str) -> None:
    paper = compose(replace(MONTH, simulated=simulated), PARTY, frozen=frozen)
    assert paper.warning == warning


def test_an_empty_report_invents_nothing() -> None:
    paper = of(with_lines())
    assert (paper.sections, paper.annex, paper.missing) == ((), (), None)
    assert [text(words) for words in paper.results.sentences] == [
        "Trong kỳ không có số liệu nào để báo cáo."
    ]


def test_a_figure_outside_every_plan_is_told_as_such() -> None:
    own = replace(sample.LINES[0], plan="", topic="", target="")
    (section,) = of(with_lines(sample.LINES[0], own)).sections
    assert section.rows[-1].label == "– Ngoài kế hoạch"


def test_bases_are_led_in_by_the_layout() -> None:
    state, party = (compose(MONTH, head, frozen=True).bases for head in (STATE, PARTY))
    told = "Kế hoạch số 146-KH/HU ngày 10/02/2020 của Huyện uỷ Chợ Đồn “Tuyên truyền đại hội"
    assert text(state[0]) == f"Căn cứ {told} đảng bộ các cấp”."
    assert text(party[0]) == f"- Căn cứ {told} đảng bộ các cấp”."


def test_a_missing_figure_with_a_part_says_the_part() -> None:
    part = Figure(
        period=Graded(reported=3),
        cumulative=Graded(reported=3),
        state=State.MISSING,
        owed=OWING,
    )
    paper = of(with_lines(sample.line("talk", "talks", "1", NGHIA_TA, part)))
    assert text(paper.sections[0].rows[0].period) == "3 (thiếu 1 đơn vị)"


def test_picks_tell_lines_apart() -> None:
    assert [
        len(picked(MONTH, pick))
        for pick in (
            Pick("loudspeaker", "plays"),
            Pick("loudspeaker", "plays", topic="1"),
            Pick("loudspeaker", "plays", units=(NGHIA_TA,)),
            Pick("loudspeaker", "plays", plan="khac"),
            Pick("loudspeaker", "seconds"),
        )
    ] == [8, 4, 2, 0, 0]
