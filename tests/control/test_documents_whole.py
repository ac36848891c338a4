"""A Word file that this product wrote comes back whole; one that was edited is read instead."""

import io
import re
import zipfile

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.plans.drafting import world
from tests.plans.drafting.world import World

from loa.plans.actions import approve_plan, load_plan
from loa.plans.drafting.models import PlanDocument
from loa.plans.exporting.carrying import export
from loa.plans.exporting.layouts import LAYOUTS
from loa.plans.models import Plan
from loa.plans.text import parse, plan_from
from loa.plans.writing import plan_file

pytestmark = pytest.mark.django_db
SOURCE = """
format = "loa.plan"
version = "1.0"
key = "mua-le-hoi"
number = "31-KH/HU"
kind = "campaign"
title = "Tuyên truyền mùa lễ hội"
issuer = { key = "huyen-uy-cho-don", name = "Huyện uỷ Chợ Đồn" }
issued_on = 2020-03-10
area = ["064"]

[[phase]]
key = "dot-1"
name = "Đợt 1"
starts = 2020-04-01
ends = 2020-05-01

[[topic]]
code = "1"
name = "Nếp sống văn minh"
weights = { dot-1 = 1 }

[[target]]
key = "loa-1"
topic = "1"
phase = "dot-1"
channel = "loudspeaker"
items = 2
times_a_day = 2
days = 3
"""


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture
def district(db: None) -> World:
    return world.build()


@pytest.fixture
def planner(district: World, client: Client) -> Client:
    client.force_login(district.planner)
    return client


def written(source: str = SOURCE) -> bytes:
    plan = plan_from(parse(source.encode()).values)
    return export(plan, LAYOUTS["party"], now=world.NOW, source=plan_file(plan))


def edited(content: bytes) -> bytes:
    """Change a name in the text as somebody would in Word."""
    paper = docx.Document(io.BytesIO(content))
    runs = [run for one in paper.paragraphs for run in one.runs if "Nếp sống" in run.text]
    assert runs
    for run in runs:
        run.text = run.text.replace("Nếp sống văn minh", "Phòng cháy, chữa cháy rừng")
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def drop(client: Client, content: bytes) -> tuple[PlanDocument, str]:
    posted = {"document": SimpleUploadedFile("kế hoạch.docx", content)}
    page = client.post("/plan-documents/new/", posted, follow=True)
    return PlanDocument.objects.get(), page.content.decode()


def take(client: Client, document: PlanDocument) -> tuple[int, str]:
    answer = client.post(f"/plan-documents/{document.pk}/whole/", follow=True)
    return answer.status_code, answer.content.decode()


def test_what_was_written_here_comes_back_with_what_no_text_says(planner: Client) -> None:
    document, page = drop(planner, written())
    assert "Nhận nguyên cả kế hoạch" in page
    assert take(planner, document)[0] == 200
    plan = Plan.objects.get()
    target = plan.targets.get()
    assert (plan.key, plan.state, target.key, target.items) == ("mua-le-hoi", "draft", "loa-1", 2)
    document.refresh_from_db()
    assert document.plan == plan


def test_a_text_that_was_edited_is_read_and_what_was_changed_is_shown(planner: Client) -> None:
    document, page = drop(planner, edited(written()))
    assert "Nhận nguyên cả kế hoạch" not in page
    assert re.search("<del>[^<]*Nếp sống văn minh[^<]*</del>", page)
    assert re.search("<ins>[^<]*Phòng cháy, chữa cháy rừng[^<]*</ins>", page)
    assert take(planner, document)[0] == 422
    assert not Plan.objects.exists()


def test_a_draft_is_revised_and_an_approved_plan_never(planner: Client, district: World) -> None:
    load_plan(SOURCE.replace("lễ hội", "xuân"), now=world.NOW, by=district.planner)
    document, _page = drop(planner, written())
    assert take(planner, document)[0] == 200
    assert Plan.objects.get().title == "Tuyên truyền mùa lễ hội"
    PlanDocument.objects.all().delete()
    approve_plan(plan_key="mua-le-hoi", now=world.NOW, by=district.planner)
    again, _page = drop(planner, written(SOURCE.replace("lễ hội", "hè")))
    assert take(planner, again)[0] == 422
    assert Plan.objects.get().title == "Tuyên truyền mùa lễ hội"


def test_another_districts_plan_is_not_ones_to_take(planner: Client) -> None:
    document, _page = drop(planner, written(SOURCE.replace('"064"', '"065"')))
    assert take(planner, document)[0] == 422
    assert not Plan.objects.exists()


def test_another_districts_draft_is_not_taken_over_by_its_key(planner: Client) -> None:
    theirs = SOURCE.replace('"064"', '"065"').replace("lễ hội", "xuân")
    load_plan(theirs, now=world.NOW, by="huyện Chợ Mới")
    document, _page = drop(planner, written())
    assert take(planner, document)[0] == 422
    assert Plan.objects.get().title == "Tuyên truyền mùa xuân"


def test_a_plan_put_behind_another_text_is_not_believed(planner: Client) -> None:
    """Whoever can write a Word file can put any part into it: the text decides."""
    honest, other = written(), written(SOURCE.replace('"loa-1"', '"loa-9"').replace("Nếp", "Nét"))
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(honest)) as mine,
        zipfile.ZipFile(io.BytesIO(other)) as theirs,
        zipfile.ZipFile(out, "w") as forged,
    ):
        for name in mine.namelist():
            source = theirs if name == "customXml/item20.xml" else mine
            forged.writestr(name, source.read(name))
    document, page = drop(planner, out.getvalue())
    assert "Nhận nguyên cả kế hoạch" not in page
    assert take(planner, document)[0] == 422
    assert not Plan.objects.exists()
