import base64
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.plans.builders import SHIPPED
from tests.plans.exporting.generated import any_plan, office_plan, texts

from loa.places.rules import Register
from loa.plans.exporting.carrying import Change, Edited, PlanFile, carried, carried_by, export
from loa.plans.exporting.layouts import LAYOUTS, PARTY, STATE, Layout
from loa.plans.exporting.paper import Particulars, Signature
from loa.plans.importing.extract import extract
from loa.plans.importing.reading import read
from loa.plans.lint import lint
from loa.plans.rules import Phase, PlanText
from loa.plans.writing import plan_file

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SEVERAL = settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])
layouts = st.sampled_from(sorted(LAYOUTS.values(), key=lambda one: one.word))
shown = st.builds(
    Particulars,
    superior=texts,
    place=texts,
    area=texts,
    recipients=st.lists(texts, max_size=2).map(tuple),
    slogans=st.lists(texts, max_size=2).map(tuple),
    signature=st.builds(Signature, texts, texts, texts),
)
SHIPPED_PLANS = sorted(path.stem for path in SHIPPED.glob("*.toml"))


def shipped(key: str, register: Register) -> tuple[str, PlanText]:
    source = (SHIPPED / f"{key}.toml").read_text()
    plan = lint(source.encode(), register).plan
    assert plan is not None
    return source, plan


def edited(content: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """Give the document with one of its parts changed, as a program that saves it would."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.namelist():
            inside = before.read(entry)
            after.writestr(entry, change(inside.decode()).encode() if entry == part else inside)
    return out.getvalue()


@SEVERAL
@given(any_plan(), layouts, shown)
def test_any_plan_comes_back_whole(plan: PlanText, layout: Layout, known: Particulars) -> None:
    content = export(plan, layout, now=NOW, known=known)
    assert carried(content, "a.docx") == PlanFile(plan_file(plan), plan, layout.word)


def last_day(phase: Phase) -> str | None:
    ends = phase.ends
    return (ends - timedelta(days=1)).isoformat() if isinstance(ends, date) else None


@SEVERAL
@given(office_plan(), layouts)
def test_text_alone_says_what_the_plan_says(plan: PlanText, layout: Layout) -> None:
    content = export(plan, layout, now=NOW, known=Particulars(place="Chợ Đồn"))
    found = extract(read(content, "a.docx")).said()
    assert {
        "number": found["number"]["value"],
        "issuer": found["issuer"]["value"],
        "issued_on": found["issued_on"]["value"],
        "kind": found["kind"]["value"],
        "title": found["title"]["value"],
        "bases": [one["value"] for one in found["bases"]],
        "phases": [(one["name"], one["starts"], one["ends"]) for one in found["phases"]],
        "topics": [one["value"] for one in found["topics"]],
        "assignments": [(one["unit"], one["duty"]) for one in found["assignments"]],
        "recipients": [one["value"] for one in found["recipients"]],
    } == {
        "number": plan.number,
        "issuer": plan.issuer_name,
        "issued_on": str(plan.issued_on),
        "kind": "kế hoạch",
        "title": plan.title,
        "bases": list(plan.basis),
        "phases": [(one.name, str(one.starts), last_day(one)) for one in plan.phases],
        "topics": [one.name for one in plan.topics],
        "assignments": [(one.organisation_name, one.duty) for one in plan.assignments],
        "recipients": list(dict.fromkeys(one.organisation_name for one in plan.assignments)),
    }


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("key", SHIPPED_PLANS)
def test_a_plan_that_comes_with_loa_goes_out_and_comes_back(
    key: str, layout: Layout, register: Register
) -> None:
    source, plan = shipped(key, register)
    content = export(plan, layout, now=NOW, source=source)
    assert carried(content, "a.docx") == PlanFile(source, plan, layout.word)
    found = extract(read(content, "a.docx")).said()
    over = {one.parent for one in plan.topics}
    assert [one["value"] for one in found["topics"]] == [
        one.name for one in plan.topics if one.code not in over
    ]
    assert [(one["name"], one["starts"], one["ends"]) for one in found["phases"]] == [
        (one.name, str(one.starts), last_day(one)) for one in plan.phases
    ]
    assert [(one["unit"], one["duty"]) for one in found["assignments"]] == [
        (one.organisation_name, one.duty) for one in plan.assignments
    ]
    assert {one["value"] for one in found["channels"]} == {one.channel for one in plan.targets} | {
        channel for one in plan.assignments for channel in one.channels
    }
    assert (found["contradictions"], found["not_understood"]) == ([], [])


def test_a_line_changed_in_word_makes_the_text_hold(register: Register) -> None:
    source, plan = shipped("cho-don-2020", register)
    content = edited(
        export(plan, PARTY, now=NOW, source=source),
        lambda xml: xml.replace(
            "14/7/2020</w:t></w:r></w:p></w:tc><w:tc>",
            "20/7/2020</w:t></w:r></w:p></w:tc><w:tc>",
            1,
        ),
    )
    assert carried(content, "a.docx") == Edited(
        PlanFile(source, plan, "party"),
        (
            Change(
                ("Từ ngày 01/02/2020 đến ngày 14/7/2020",),
                ("Từ ngày 01/02/2020 đến ngày 20/7/2020",),
            ),
        ),
    )
    assert extract(read(content, "a.docx")).said()["phases"][0]["ends"] == "2020-07-20"


def test_lines_put_in_and_taken_out_are_told(register: Register) -> None:
    _, plan = shipped("phong-dich-2026", register)
    word = Document(io.BytesIO(export(plan, STATE, now=NOW)))
    lines = {one.text: one for one in word.paragraphs}
    lines["4. Khi có triệu chứng."].text = ""
    lines["5. Vệ sinh, nước sạch."].insert_paragraph_before("Tổ chức tổng vệ sinh.")
    out = io.BytesIO()
    word.save(out)
    found = carried(out.getvalue(), "a.docx")
    assert isinstance(found, Edited)
    assert found.changes == (Change(("4. Khi có triệu chứng.",), ("Tổ chức tổng vệ sinh.",)),)


def test_saved_again_without_a_change_is_still_believed(register: Register) -> None:
    source, plan = shipped("cho-moi-2020", register)
    word = Document(io.BytesIO(export(plan, STATE, now=NOW, source=source)))
    word.core_properties.last_modified_by = "Văn thư"
    word.sections[0].header.paragraphs[0].add_run("2")  # Word keeps the number it showed last
    out = io.BytesIO()
    word.save(out)
    assert carried(out.getvalue(), "a.docx") == PlanFile(source, plan, "state")


def carrying_part(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return next(
            one
            for one in archive.namelist()
            if one.startswith("customXml/item") and b"loa.plan-carried" in archive.read(one)
        )


def test_a_part_that_says_other_than_the_text_is_not_believed(register: Register) -> None:
    """A stranger can put any plan behind any text, with the text's right digest."""
    _, honest = shipped("phong-dich-2026", register)
    source, other = shipped("cho-don-2020", register)
    content = export(honest, STATE, now=NOW)
    smuggled = base64.b64encode(source.encode()).decode()
    mine = base64.b64encode(plan_file(honest).encode()).decode()
    forged = edited(content, lambda xml: xml.replace(mine, smuggled), carrying_part(content))
    found = carried(forged, "a.docx")
    assert isinstance(found, Edited)
    assert found.carried == PlanFile(source, other, "state")
    assert found.changes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('version="1.0"', 'version="2.0"', id="another-major"),
        pytest.param('format="loa.plan-carried"', 'format="other"', id="another-format"),
        pytest.param('layout="state"', 'layout="none"', id="another-layout"),
        pytest.param("<plan>", "<plan>!", id="no-base64"),
        pytest.param("particulars>", "others>", id="a-part-missing"),
        pytest.param("<particulars>", "<particulars>AAAA", id="no-json"),
        pytest.param("<particulars>", "<particulars>" + "AAAA" * 25_000, id="too-much"),
    ],
)
def test_a_part_that_cannot_be_read_leaves_the_text(old: str, new: str, register: Register) -> None:
    _, plan = shipped("thuong-xuyen", register)
    content = export(plan, STATE, now=NOW)
    spoilt = edited(content, lambda xml: xml.replace(old, new), carrying_part(content))
    assert spoilt != content
    assert carried(spoilt, "a.docx") is None


@pytest.mark.parametrize(
    "inside",
    [
        "format = 'loa.plan'",
        "[[",
        "format = 'loa.policy'\nversion = '1.0'",
        (
            'format = "loa.plan"\nversion = "1.0"\nkey = "a"\nkind = "campaign"\ntitle = "a"\n'
            'issuer = { key = "a", name = "a" }\narea = ["064"]\n'
            'phase = [ { key = "a", name = "a", starts = { before = "nothing", days = 1 } } ]'
        ),
    ],
)
def test_a_carried_file_that_is_no_plan_leaves_the_text(inside: str, register: Register) -> None:
    _, plan = shipped("thuong-xuyen", register)
    content = export(plan, STATE, now=NOW, source=inside)
    assert carried(content, "a.docx") is None


def test_a_document_from_elsewhere_carries_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    word = Document()
    word.add_paragraph("KẾ HOẠCH")
    word.save(str(path))
    text = tmp_path / "a.txt"
    text.write_text("KẾ HOẠCH")
    assert (carried_by(path), carried_by(text)) == (None, None)
