"""From a document to its plan: what is kept, corrected, refused and made."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.plans.drafting import world
from tests.plans.drafting.world import NOW, PLAN, World, corpus, finding, taken

from loa.people.decisions import verify
from loa.plans.actions import PlanRefusedError, load_plan
from loa.plans.drafting import actions, composing, queries
from loa.plans.drafting.composing import Answers
from loa.plans.drafting.models import Found, PlanDocument
from loa.plans.drafting.values import DraftingError
from loa.plans.models import Plan

pytestmark = pytest.mark.django_db
ANSWERS = Answers(issuer_key="huyen-uy-cho-don", area=("064",))


def test_a_document_is_kept_whole_with_every_finding_and_its_passage(district: World) -> None:
    document = taken(district)
    held = PlanDocument.objects.get()
    assert bytes(held.content) == PLAN.encode()
    assert (held.digest, held.size, held.form, held.plan) == (
        hashlib.sha256(PLAN.encode()).hexdigest(),
        len(PLAN.encode()),
        "utf-8",
        None,
    )
    number = finding(document, "number")
    assert (number.values, held.text[number.start : number.end]) == (
        {"value": "77-KH/HU"},
        "Số: 77-KH/HU",
    )
    assert verify().ok


def test_the_same_file_is_kept_once(district: World) -> None:
    first = taken(district)
    again = actions.take_in(
        PLAN.encode(), "khác.txt", office=district.office, by=district.planner, now=NOW
    )
    assert (again.document.pk, again.new, PlanDocument.objects.count()) == (first.pk, False, 1)


def test_what_was_found_becomes_a_draft_with_days_half_open(district: World) -> None:
    document = taken(district)
    plan = actions.make_plan(document, ANSWERS, by=district.planner, now=NOW)
    assert (plan.key, plan.number, plan.state, plan.revision) == (
        "77-kh-hu-2020",
        "77-KH/HU",
        Plan.State.DRAFT,
        1,
    )
    assert (plan.issuer_key, plan.issuer_name, plan.area, plan.issued_on) == (
        "huyen-uy-cho-don",
        "Huyện uỷ Chợ Đồn",
        ["064"],
        date(2020, 3, 10),
    )
    assert [(p.name, p.starts, p.ends) for p in plan.phases.all()] == [
        ("Đợt 1: Trước đại hội", date(2020, 4, 1), date(2020, 8, 1)),
        ("Đợt 2: Sau đại hội", date(2020, 9, 1), date(2020, 12, 1)),
    ]
    assert [topic.name for topic in plan.topics.all()] == [
        "Chủ trương của huyện về đại hội",
        "Gương điển hình trong các thôn, bản",
    ]
    assert [
        (a.organisation_key, a.organisation_name, a.channels) for a in plan.assignments.all()
    ] == [
        ("ban-tuyen-giao-cho-don", "Ban Tuyên giáo Huyện uỷ", []),
        ("dai-truyen-thanh-huyen", "Đài Truyền thanh huyện", ["loudspeaker"]),
    ]
    assert plan.basis == ["Kế hoạch số 140-KH/TU, ngày 06/01/2021 của Ban Thường vụ Tỉnh uỷ"]
    assert "Hình thức nêu trong văn bản:\n- Loa truyền thanh\n- Cờ, băng rôn, pa nô" in plan.notes


def test_the_plan_remembers_its_document_and_each_part_its_passage(district: World) -> None:
    document = taken(district)
    plan = actions.make_plan(document, ANSWERS, by=district.planner, now=NOW)
    held = queries.documents_of(plan)[0]
    assert held.digest == hashlib.sha256(PLAN.encode()).hexdigest()
    whole = PlanDocument.objects.get()
    parts = {row.part: whole.text[row.start : row.end] for row in whole.findings.exclude(part="")}
    assert parts["topic/1"] == "Chủ trương của huyện về đại hội"
    assert sorted(parts) == [
        "assignment/viec-1",
        "assignment/viec-2",
        "phase/dot-1",
        "phase/dot-2",
        "topic/1",
        "topic/2",
    ]


def test_a_document_marked_secret_is_refused_and_not_kept(district: World) -> None:
    with pytest.raises(DraftingError, match="secret"):
        taken(district, f"MẬT\n\n{PLAN}".encode())
    assert (PlanDocument.objects.count(), Found.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "posted", "values"),
    [
        pytest.param("number", {"value": " 78-KH/HU "}, {"value": "78-KH/HU"}, id="tidy"),
        pytest.param("number", {"value": ""}, {"value": ""}, id="no-number-is-legal"),
        pytest.param("issued_on", {"value": "2020-03-11"}, {"value": "2020-03-11"}, id="day"),
        pytest.param(
            "phases",
            {"name": "Đợt 1", "starts": "2020-04-02", "ends": ""},
            {"name": "Đợt 1", "starts": "2020-04-02", "ends": ""},
            id="open-end",
        ),
        pytest.param("channels", {"value": "portal"}, {"value": "portal"}, id="channel"),
    ],
)
def test_a_finding_is_corrected_in_place_and_can_be_as_it_was_read_again(
    district: World, kind: str, posted: dict[str, str], values: dict[str, str]
) -> None:
    document = taken(district)
    row = finding(document, kind)
    corrected = actions.correct(document, row.pk, posted, by=district.planner, now=NOW)
    assert ({k: corrected.values[k] for k in values}, corrected.settled) == (values, True)
    back = actions.restore(document, row.pk)
    assert (back.values, back.settled) == (row.read, False)


@pytest.mark.parametrize(
    ("kind", "posted", "code"),
    [
        pytest.param("title", {"value": " "}, "empty", id="no-title"),
        pytest.param("title", {"value": "a" * 501}, "too-long", id="long-title"),
        pytest.param("number", {"value": "1" * 81}, "too-long", id="long-number"),
        pytest.param("issued_on", {"value": "2020-02-30"}, "bad-day", id="no-such-day"),
        pytest.param("issued_on", {"value": "10/3/2020"}, "bad-day", id="not-iso"),
        pytest.param("issued_on", {"value": "0001-01-01"}, "bad-day", id="year-1"),
        pytest.param("channels", {"value": "zalo"}, "bad-channel", id="channel"),
        pytest.param(
            "phases", {"name": "", "starts": "2020-04-01"}, "empty", id="phase-without-name"
        ),
        pytest.param(
            "phases", {"name": "Đợt", "starts": ""}, "empty", id="phase-without-first-day"
        ),
        pytest.param(
            "phases",
            {"name": "Đợt", "starts": "2020-04-02", "ends": "2020-04-01"},
            "ends-before-start",
            id="phase-turned",
        ),
        pytest.param(
            "assignments",
            {"unit": "Đài", "duty": "Phát", "organisation": "Sở Không Có"},
            "unknown-organisation",
            id="stranger",
        ),
        pytest.param("contradictions", {"value": "x"}, "nothing-to-write", id="contradiction"),
    ],
)
def test_what_cannot_be_written_is_refused_and_nothing_changes(
    district: World, kind: str, posted: dict[str, str], code: str
) -> None:
    document = taken(district)
    row = finding(document, kind)
    with pytest.raises(DraftingError) as refused:
        actions.correct(document, row.pk, posted, by=district.planner, now=NOW)
    assert (refused.value.code, finding(document, kind).values) == (code, row.values)


def test_what_is_left_out_is_not_in_the_plan(district: World) -> None:
    document = taken(district)
    for kind in ("topics", "number", "bases"):
        actions.drop(document, finding(document, kind).pk)
    plan = actions.make_plan(document, ANSWERS, by=district.planner, now=NOW)
    assert ([t.name for t in plan.topics.all()], plan.number, plan.basis) == (
        ["Gương điển hình trong các thôn, bản"],
        "",
        [],
    )


def test_a_finding_of_a_persons_own_is_anchored_where_the_words_stand(district: World) -> None:
    document = taken(district)
    row = actions.add(
        document,
        "topics",
        {"value": "Không gây tốn kém"},
        passage=(0, "đúng đối tượng,\n không gây tốn kém"),
        by=district.planner,
        now=NOW,
    )
    whole = PlanDocument.objects.get()
    assert whole.text[row.start : row.end] == "đúng đối tượng, không gây tốn kém"
    assert (row.why, row.settled, row.read) == ("added-by-hand", True, {})


@pytest.mark.parametrize(
    ("kind", "words", "code"),
    [
        pytest.param("topics", "không có trong văn bản", "not-in-text", id="not-there"),
        pytest.param("number", "", "bad-kind", id="there-is-one-already"),
        pytest.param("not_understood", "", "bad-kind", id="said-by-the-machine"),
    ],
)
def test_what_cannot_be_added_is_refused(district: World, kind: str, words: str, code: str) -> None:
    document = taken(district)
    count = document.findings.count()
    with pytest.raises(DraftingError, match=code):
        actions.add(
            document, kind, {"value": "x"}, passage=(0, words), by=district.planner, now=NOW
        )
    assert document.findings.count() == count


def test_one_press_takes_a_mend(district: World) -> None:
    document = taken(district)
    rows = {row.values["kind"]: row for row in document.findings.filter(kind="contradictions")}
    assert sorted(rows) == ["basis-later-than-document", "term-ends-before-start"]
    for row in rows.values():
        assert actions.take_mend(document, row.pk, by=district.planner, now=NOW) == 1
    plan = actions.make_plan(document, ANSWERS, by=district.planner, now=NOW)
    assert plan.title == "Tuyên truyền đại hội đảng bộ các cấp, nhiệm kỳ 2020-2025"
    assert plan.basis == ["Kế hoạch số 140-KH/TU, ngày 06/01/2020 của Ban Thường vụ Tỉnh uỷ"]
    with pytest.raises(DraftingError, match="closed"):
        actions.take_mend(document, next(iter(rows.values())).pk, by=district.planner, now=NOW)


def no_title(document: PlanDocument) -> None:
    document.findings.filter(kind="title").update(values={"value": ""})


def no_first_day(document: PlanDocument) -> None:
    document.findings.filter(kind="phases").update(
        values={"name": "Đợt", "starts": "", "ends": "2020-05-01"}
    )


@pytest.mark.parametrize(
    ("spoil", "answers", "code"),
    [
        pytest.param(no_title, ANSWERS, "questions", id="no-title"),
        pytest.param(no_first_day, ANSWERS, "questions", id="a-phase-without-its-first-day"),
        pytest.param(None, Answers(area=()), "questions", id="no-area"),
        pytest.param(None, Answers(area=("065",)), "not-your-place", id="another-district"),
        pytest.param(None, Answers(area=("064", "06")), "not-your-place", id="the-province"),
        pytest.param(None, Answers(area=("99999",)), "not-your-place", id="no-such-unit"),
        pytest.param(None, Answers("poem", area=("064",)), "bad-answer", id="no-such-kind"),
    ],
)
def test_no_plan_is_made_before_everything_is_answered(
    district: World, spoil: Callable[[PlanDocument], None] | None, answers: Answers, code: str
) -> None:
    document = taken(district)
    if spoil:
        spoil(document)
    with pytest.raises(DraftingError, match=code):
        actions.make_plan(document, answers, by=district.planner, now=NOW)
    assert (Plan.objects.count(), PlanDocument.objects.get().plan) == (0, None)


def test_what_the_plans_own_rules_refuse_leaves_no_plan(district: World) -> None:
    # The unit is known, but it ended before the plan begins.
    document = taken(
        district, PLAN.replace("/2020", "/2030").replace("năm 2020", "năm 2030").encode()
    )
    with pytest.raises((PlanRefusedError, DraftingError)):
        actions.make_plan(document, ANSWERS, by=district.planner, now=NOW)
    assert (Plan.objects.count(), PlanDocument.objects.get().plan) == (0, None)


def again(district: World, more: str = "\nPhụ lục 1\n") -> PlanDocument:
    """Take in the same document once more, with another line at its end."""
    return taken(district, f"{PLAN}{more}".encode(), "bản hai.txt")


def test_a_number_that_is_taken_is_a_question(district: World) -> None:
    plan = actions.make_plan(taken(district), ANSWERS, by=district.planner, now=NOW)
    second = again(district)
    with pytest.raises(DraftingError, match="number-taken") as refused:
        actions.make_plan(second, ANSWERS, by=district.planner, now=NOW)
    assert refused.value.details == {"plan": plan}
    assert actions.attach(second, plan, by=district.planner, now=NOW).revision == 1
    assert [one.name for one in queries.documents_of(plan)] == ["bản hai.txt", "kế hoạch.txt"]


def test_a_draft_of_the_same_number_can_be_replaced_and_keeps_its_revisions(
    district: World,
) -> None:
    plan = actions.make_plan(taken(district), ANSWERS, by=district.planner, now=NOW)
    second = again(district)
    actions.drop(second, finding(second, "topics").pk)
    replaced = actions.make_plan(
        second, replace(ANSWERS, plan_key=plan.key), by=district.planner, now=NOW
    )
    assert (replaced.pk, replaced.revision, replaced.topics.count()) == (plan.pk, 2, 1)
    assert replaced.revisions.count() == 2


def test_an_approved_plan_is_never_replaced(district: World) -> None:
    plan = actions.make_plan(taken(district), ANSWERS, by=district.planner, now=NOW)
    Plan.objects.update(state=Plan.State.APPROVED)
    with pytest.raises(DraftingError, match="not-a-draft"):
        actions.make_plan(
            again(district), replace(ANSWERS, plan_key=plan.key), by=district.planner, now=NOW
        )


def test_nobody_replaces_a_plan_by_naming_one_of_another_number(district: World) -> None:
    other = load_plan(world.OTHER_PLAN, now=NOW)
    with pytest.raises(DraftingError, match="bad-answer"):
        actions.make_plan(
            taken(district), replace(ANSWERS, plan_key=other.key), by=district.planner, now=NOW
        )
    with pytest.raises(DraftingError, match="bad-answer"):
        actions.attach(taken(district), other, by=district.planner, now=NOW)


def test_a_basis_that_is_a_plan_here_is_what_it_implements(district: World) -> None:
    upper = load_plan(world.OTHER_PLAN, now=NOW)
    plan = actions.make_plan(taken(district), ANSWERS, by=district.planner, now=NOW)
    assert plan.implements == upper.key


def test_what_is_thrown_away_leaves_nothing_and_may_come_again(district: World) -> None:
    document = taken(district)
    actions.discard(document, by=district.planner, now=NOW)
    assert (PlanDocument.objects.count(), Found.objects.count()) == (0, 0)
    assert taken(district).name == "kế hoạch.txt"


def test_a_plan_says_what_is_still_to_be_filled(district: World) -> None:
    plan = actions.make_plan(taken(district), ANSWERS, by=district.planner, now=NOW)
    named = queries.channels_named(queries.documents_of(plan))
    assert [(lack.code, lack.about) for lack in queries.lacks(plan, named)] == [
        ("targets", ("loudspeaker", "banner")),
        ("weights", ()),
        ("organisations", ("Đài Truyền thanh huyện",)),
        ("due", ()),
        (
            "wording",
            ("“2020-2015” kết thúc trước khi bắt đầu; đề nghị sửa thành “2020-2025”",),
        ),
    ]


def test_an_assignment_is_given_to_an_organisation_that_is_here(district: World) -> None:
    document = taken(district)
    row = finding(document, "assignments", 1)
    assert [one["key"] for one in row.values["alike"]] == ["dai-pt-cho-don"]
    actions.choose_office(document, row.pk, "dai-pt-cho-don", by=district.planner, now=NOW)
    plan = actions.make_plan(document, ANSWERS, by=district.planner, now=NOW)
    duty = plan.assignments.get(key="viec-2")
    assert (duty.organisation_key, duty.organisation_name) == (
        "dai-pt-cho-don",
        "Đài Truyền thanh huyện",
    )


@pytest.mark.parametrize("name", ["d01.docx", "d06.txt", "d08.txt", "d11.pdf", "d21.docx"])
def test_documents_of_every_kind_become_drafts(district: World, name: str) -> None:
    document = taken(district, corpus(name), name)
    for row in document.findings.filter(kind="phases"):
        if not row.values["starts"]:
            actions.drop(document, row.pk)
    for row in document.findings.filter(kind="contradictions"):
        actions.settle(document, row.pk)
    rows = queries.rows_of(document)
    day = composing.first_day(rows, NOW.date())
    code = "064" if day < date(2025, 7, 1) else "02020"
    plan = actions.make_plan(document, Answers(area=(code,)), by=district.planner, now=NOW)
    live = [row for row in rows if not row.dropped]
    assert (plan.phases.count(), plan.topics.count(), plan.assignments.count()) == tuple(
        sum(row.kind == kind for row in live) for kind in ("phases", "topics", "assignments")
    )
