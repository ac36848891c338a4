"""Coverage from the table down to one ledger entry."""

import re

import pytest
from django.test import Client
from tests.control.world import NOW, TODAY, World

from loa.control.queries.coverage import cell, kind_shown
from loa.core.periods import DAY
from loa.core.words import Grade
from loa.delivery.actions import take_evidence
from loa.delivery.contract import Fact
from loa.delivery.models import Evidence
from loa.delivery.rules import Proven

pytestmark = pytest.mark.django_db
SLOT = ("dot-1", "loudspeaker", "plays")
CELL = "topic=1.1&phase=dot-1&channel=loudspeaker&measure=plays&simulated=1"


def test_simulated_figures_are_shown_when_there_are_no_others(morning: World) -> None:
    assert kind_shown(morning.plan, None) == (True, frozenset({True}))
    take_evidence([Fact("rua-tay", "02020", "Trạm", NOW, 1, "plays", Grade.REPORTED, "phieu:1")])
    assert kind_shown(morning.plan, None) == (False, frozenset({True, False}))
    assert kind_shown(morning.plan, "1") == (True, frozenset({True, False}))


def test_a_cell_names_its_units_by_code(morning: World) -> None:
    found = cell(morning.plan, topic="1.1", slot=SLOT, simulated=True, until=TODAY + DAY)
    assert found is not None
    assert [(p.name, p.cell.promised, p.cell.proven) for p in found.places] == [
        ("xã Chợ Đồn", 6, Proven({Grade.RECORDED: 1})),
        ("xã Nghĩa Tá", 6, Proven({})),
    ]
    assert found.short == 2
    assert len(found.mapped) == 2
    narrowed = cell(
        morning.plan, topic="*", slot=SLOT, simulated=True, until=TODAY + DAY, within="02071"
    )
    assert narrowed is not None
    assert [place.name for place in narrowed.places] == ["xã Nghĩa Tá"]


def test_the_table_says_promised_proven_and_what_is_not_here(planner: Client) -> None:
    page = planner.get("/plans/phong-dich/coverage/").content.decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    for words in ("Số liệu mô phỏng", "1 / 12", "0/18", "chưa có kênh này", "Cả kế hoạch"):
        assert words in text
    real = planner.get("/plans/phong-dich/coverage/?simulated=0").content.decode()
    assert "0 / 12" in " ".join(re.sub(r"<[^>]+>", " ", real).split())


def test_a_unit_leads_to_its_evidence_and_that_to_the_ledger(planner: Client) -> None:
    rows = planner.get(f"/plans/phong-dich/coverage/evidence/?{CELL}&unit=02020").content.decode()
    number = Evidence.objects.get().pk
    assert f"/evidence/{number}/" in rows
    page = planner.get(f"/evidence/{number}/").content.decode()
    assert page.count("Có nhật ký, đã kiểm") == 3  # the whole, and each of its two entries
    assert "Dòng thứ 5 trong chuỗi nhật ký" in page


def test_a_unit_without_evidence_says_so(planner: Client) -> None:
    page = planner.get(f"/plans/phong-dich/coverage/evidence/?{CELL}&unit=02071").content.decode()
    assert "Chưa có minh chứng" in page


@pytest.mark.parametrize("page", ["cell", "evidence"])
def test_a_cell_that_promises_nothing_is_not_found(planner: Client, page: str) -> None:
    assert planner.get(f"/plans/phong-dich/coverage/{page}/?phase=dot-9").status_code == 404


def test_evidence_of_something_else_than_a_ledger_has_none_behind_it(
    planner: Client, morning: World
) -> None:
    take_evidence([Fact("rua-tay", "02020", "Trạm", NOW, 1, "plays", Grade.REPORTED, "phieu:1")])
    number = Evidence.objects.get(reference="phieu:1").pk
    page = planner.get(f"/evidence/{number}/").content.decode()
    assert "Có nhật ký, đã kiểm" not in page
    assert "Tự báo cáo" in page
