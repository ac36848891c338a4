"""From a document to its plan: what is kept, corrected, refused and made."""

import hashlib
from datetime import date, timedelta

import pytest
from tests.plans.drafting import world
from tests.plans.drafting.world import NOW, PLAN, World, corpus, finding, taken

from loa.people.decisions import verify
from loa.plans.drafting import actions, queries
from loa.plans.drafting.composing import Answers
from loa.plans.drafting.models import Found, PlanDocument
from loa.plans.drafting.values import DraftingError
from loa.plans.importing.reading import RefusedError
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
