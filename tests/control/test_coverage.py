"""Coverage from the table down to one ledger entry."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from tests.control.world import NOW, TODAY, World, at

from loa.channels.broadcast.models import RundownDay
from loa.control.queries.blank import facts, players_simulated
from loa.control.queries.coverage import cell, kind_shown, phase_shown
from loa.control.rules.blank import Facts
from loa.core.periods import DAY
from loa.core.words import Grade
from loa.delivery.actions import take_evidence
from loa.delivery.contract import Fact
from loa.delivery.models import CoverageCell, Evidence
from loa.delivery.rules import Proven
from loa.devices.models import Entry
from loa.theme.figures import State

pytestmark = pytest.mark.django_db
SLOT = ("dot-1", "loudspeaker", "plays")
CELL = "topic=1.1&phase=dot-1&channel=loudspeaker&measure=plays&simulated=1"


def test_simulated_figures_are_shown_when_there_are_no_others(morning: World) -> None:
    assert kind_shown(morning.plan, None) == (True, frozenset({True}))
    take_evidence([Fact("rua-tay", "02020", "Trạm", NOW, 1, "plays", Grade.REPORTED, "phieu:1")])
    assert kind_shown(morning.plan, None) == (False, frozenset({True, False}))
    assert kind_shown(morning.plan, "1") == (True, frozenset({True, False}))


def test_simulated_figures_are_shown_before_the_first_while_all_players_are_simulated(
    morning: World,
) -> None:
    Evidence.objects.all().delete()
    CoverageCell.objects.all().delete()
    assert (players_simulated(), kind_shown(morning.plan, None)) == (True, (True, frozenset()))
    real = Entry.objects.filter(n=1).order_by("pk").first()
    assert real is not None
    Entry.objects.filter(pk=real.pk).update(data={})
    assert (players_simulated(), kind_shown(morning.plan, None)) == (False, (False, frozenset()))
    Entry.objects.all().delete()
    assert (players_simulated(), kind_shown(morning.plan, None)) == (False, (False, frozenset()))


@pytest.mark.parametrize(
    ("asked", "today", "shown"),
    [
        pytest.param(None, TODAY, "dot-1", id="the-one-that-runs"),
        pytest.param(None, TODAY + 4 * DAY, "dot-2", id="the-latest-begun-of-two"),
        pytest.param(None, TODAY - 60 * DAY, "", id="none-runs"),
        pytest.param("", TODAY, "", id="all-were-chosen"),
        pytest.param("dot-2", TODAY, "dot-2", id="another-was-chosen"),
        pytest.param("dot-9", TODAY, "", id="one-that-is-not"),
    ],
)
def test_results_open_at_the_phase_that_runs_unless_one_was_chosen(
    morning: World, asked: str | None, today: date, shown: str
) -> None:
    assert phase_shown(list(morning.plan.phases.all()), asked, today=today) == shown


def test_all_phases_are_one_touch_away_and_a_cell_leads_back_to_what_was_shown(
    planner: Client,
) -> None:
    address = "/plans/phong-dich/coverage/"
    opened = planner.get(address)
    assert (opened.context["phase"], opened.context["simulated"]) == ("dot-1", True)
    assert 'href="?phase=&amp;simulated=1"' in opened.content.decode()
    whole = planner.get(f"{address}?phase=")
    assert whole.context["phase"] == ""
    for page, back in ((opened, "phase=dot-1"), (whole, "phase=")):
        link = next(one["url"] for one in page.context["rows"][0]["cells"] if one)
        assert planner.get(link).context["back"] == f"{address}?simulated=1&{back}"


def test_a_phase_that_promises_nothing_shows_them_all(planner: Client) -> None:
    assert planner.get("/plans/phong-dich/coverage/?phase=dot-2").context["phase"] == ""


def test_what_is_known_before_the_first_play(morning: World) -> None:
    phases = morning.plan.phases.filter(key="dot-1")
    known = Facts(
        simulated=True,
        players_simulated=True,
        rehearsing=False,
        begins=date(2026, 11, 1),
        first_placed=TODAY - DAY,
        first_play=at(5, 1),
    )
    assert facts(morning.plan, phases, simulated=True) == known
    RundownDay.objects.all().delete()
    assert facts(morning.plan, phases, simulated=True) == replace(known, first_play=None)


def test_zeros_say_when_the_first_session_is(
    planner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert planner.get("/plans/phong-dich/coverage/").context["blank"] is None
    Evidence.objects.all().delete()
    CoverageCell.objects.all().delete()
    came = planner.get("/plans/phong-dich/coverage/").content.decode()
    assert "Chưa có nhật ký phát nào gửi về" in came
    real = planner.get("/plans/phong-dich/coverage/?simulated=0").content.decode()
    assert "Chưa có trạm thật nào kết nối" in real
    monkeypatch.setattr(timezone, "now", lambda: at(4, 0))
    ahead = planner.get("/plans/phong-dich/coverage/").content.decode()
    assert "Chưa tới buổi phát đầu tiên" in ahead
    assert "05:01 hôm nay" in ahead


def test_while_a_phase_runs_nobody_is_accused(planner: Client, morning: World) -> None:
    page = planner.get(f"/plans/phong-dich/coverage/cell/?{CELL}")
    assert [one["state"] for one in page.context["places"]] == [None, State.DUE]
    assert "kể cả các buổi sắp tới, còn thiếu: 2 đơn vị" in page.content.decode()
    morning.plan.phases.filter(key="dot-1").update(ends=TODAY)
    page = planner.get(f"/plans/phong-dich/coverage/cell/?{CELL}")
    assert [one["state"] for one in page.context["places"]] == [State.DUE, State.LATE]
    assert "Chưa nghe đủ: 2 đơn vị" in page.content.decode()


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


def test_the_table_says_what_was_promised_and_what_is_proven(planner: Client) -> None:
    page = planner.get("/plans/phong-dich/coverage/").content.decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    for words in ("Số liệu mô phỏng", "1 / 12", "0 / 18", "Cả kế hoạch"):
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
