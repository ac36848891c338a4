import io
from datetime import UTC, date, datetime

import pytest
from docx import Document
from tests.plans.builders import SHIPPED

from loa.core.periods import Days
from loa.people.models import Organisation
from loa.places.rules import Register
from loa.plans import records
from loa.plans.actions import add_pause, load_plan, move_event
from loa.plans.exporting.carrying import PlanFile, carried
from loa.plans.exporting.known import document, layout_of
from loa.plans.exporting.paper import Signature
from loa.plans.models import Plan

NOW = datetime(2020, 7, 20, 1, 0, tzinfo=UTC)
Kind = Organisation.Kind
pytestmark = pytest.mark.django_db


def loaded(key: str, register: Register) -> Plan:
    return load_plan((SHIPPED / f"{key}.toml").read_bytes(), now=NOW, register=register)


def words(content: bytes) -> str:
    word = Document(io.BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(one.text for one in word.paragraphs)]).replace("\xa0", " ")


@pytest.mark.parametrize("key", sorted(path.stem for path in SHIPPED.glob("*.toml")))
def test_a_plan_goes_out_with_its_file_and_coming_back_changes_nothing(
    key: str, register: Register
) -> None:
    plan = loaded(key, register)
    found = carried(document(plan, now=NOW), "a.docx")
    assert isinstance(found, PlanFile)
    assert found.source == plan.source
    assert load_plan(found.source, now=NOW, register=register).revision == 1


def test_what_the_office_changed_goes_out_and_comes_back_too(register: Register) -> None:
    plan = loaded("cho-don-2020", register)
    days = Days(date(2020, 8, 20), date(2020, 8, 23))
    move_event(
        plan_key=plan.key,
        event_key="dai-hoi-huyen-xxi",
        days=days,
        reason="Bão",
        now=NOW,
        by="thử",
    )
    add_pause(
        plan_key=plan.key,
        key="bao",
        days=days,
        stops="festive",
        reason="Bão số 5",
        now=NOW,
        by="thử",
    )
    plan.refresh_from_db()
    before = records.plan_of(plan)
    content = document(plan, now=NOW)
    assert "Từ ngày 20/8/2020 đến ngày 22/8/2020" in words(content)
    found = carried(content, "a.docx")
    assert isinstance(found, PlanFile)
    again = load_plan(found.source, now=NOW, register=register)
    assert (again.revision, records.plan_of(again)) == (2, before)
    assert load_plan(found.source, now=NOW, register=register).revision == 2


@pytest.mark.parametrize(
    ("kind", "name", "number", "word"),
    [
        pytest.param(Kind.COMMITTEE, "Huyện uỷ", "", "party", id="committee"),
        pytest.param(Kind.PARTY_CELL, "Chi bộ 1", "", "party", id="cell"),
        pytest.param(Kind.AUTHORITY, "UBND xã", "5-KH/XX", "state", id="authority"),
        pytest.param(Kind.CENTRE, "Trung tâm", "", "state", id="centre"),
        pytest.param(Kind.DEPARTMENT, "Phòng Văn hoá", "5/KH-VHTT", "state", id="state-number"),
        pytest.param(Kind.DEPARTMENT, "Ban X", "5-KH/BX", "party", id="party-number"),
        pytest.param(Kind.DEPARTMENT, "Ban Tuyên giáo Huyện uỷ", "", "party", id="party-name"),
        pytest.param(Kind.DEPARTMENT, "Phòng Văn hoá", "", "state", id="state-name"),
        pytest.param(None, "Ủy ban nhân dân xã", "", "state", id="unknown-council"),
        pytest.param(None, "Tỉnh uỷ Bắc Kạn", "", "party", id="unknown-committee"),
    ],
)
def test_the_issuer_decides_the_layout(kind: str | None, name: str, number: str, word: str) -> None:
    if kind:
        Organisation.objects.create(key="co-quan", name=name, kind=kind)
    plan = Plan(issuer_key="co-quan", issuer_name=name, number=number)
    assert layout_of(plan).word == word


def test_a_document_shows_what_is_known_of_its_issuer(register: Register) -> None:
    above = Organisation.objects.create(key="tinh-uy", name="Tỉnh uỷ Bắc Kạn", kind=Kind.COMMITTEE)
    Organisation.objects.create(
        key="huyen-uy-cho-don", name="Huyện uỷ Chợ Đồn", kind=Kind.COMMITTEE, parent=above
    )
    said = words(
        document(
            loaded("cho-don-2020", register),
            now=NOW,
            signature=Signature("Bí thư", "Phó Bí thư", "Người ký 01"),
        )
    )
    for line in ("TỈNH UỶ BẮC KẠN", "ĐẢNG CỘNG SẢN VIỆT NAM", "Số 146-KH/HU"):
        assert line in said
    assert "T/M BAN THƯỜNG VỤ\nK/T BÍ THƯ\nPHÓ BÍ THƯ\n\nNgười ký 01" in said


def test_a_lower_plan_cites_the_upper_one_unless_it_does_so_itself(register: Register) -> None:
    loaded("cho-don-2020", register)
    lower = loaded("cho-moi-2020", register)
    lower.implements = "cho-don-2020"
    assert "Thực hiện Kế hoạch số 146-KH/HU của Huyện uỷ Chợ Đồn;" in words(
        document(lower, now=NOW)
    )
    lower.basis = ["Kế hoạch số 146-KH/HU của Huyện uỷ Chợ Đồn"]
    said = words(document(lower, now=NOW))
    assert "Thực hiện Kế hoạch" not in said
    assert "Căn cứ Kế hoạch số 146-KH/HU của Huyện uỷ Chợ Đồn;" in said
