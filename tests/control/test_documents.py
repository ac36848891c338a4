"""The pages on which a document becomes a draft plan."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.plans.drafting import world
from tests.plans.drafting.world import PLAN, World, finding, taken

from loa.plans.drafting.models import Found, PlanDocument
from loa.plans.models import Plan

pytestmark = pytest.mark.django_db


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


def dropped(content: bytes, name: str = "kế hoạch.txt") -> dict[str, SimpleUploadedFile]:
    return {"document": SimpleUploadedFile(name, content)}


def test_a_dropped_document_is_read_corrected_and_made_a_draft(
    planner: Client, district: World
) -> None:
    page = planner.post("/plan-documents/new/", dropped(PLAN.encode()))
    document = PlanDocument.objects.get()
    assert page.headers["Location"] == f"/plan-documents/{document.pk}/"
    page = planner.get(page.headers["Location"])
    assert page.status_code == 200
    html = page.content.decode()
    assert "77-KH/HU" in html
    made = planner.post(
        f"/plan-documents/{document.pk}/plan/",
        {"act": "make", "issuer": "huyen-uy-cho-don", "plan_kind": "campaign", "area": ["064"]},
    )
    assert made.headers["Location"] == "/plans/77-kh-hu-2020/"
    assert Plan.objects.get().state == Plan.State.DRAFT
    assert planner.get("/plans/77-kh-hu-2020/").status_code == 200
    assert planner.get(f"/plan-documents/{document.pk}/").status_code == 200
    assert planner.get("/plans/").status_code == 200
