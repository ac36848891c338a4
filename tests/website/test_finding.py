"""Events and answers are found, by kind and for a commune, and no longer than they are public."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.channels.portal.builders import COMMUNE, OTHER, PROVINCE, placement, sealed
from tests.website.world import event, person

from loa.channels.portal.live.actions import report, take_back
from loa.channels.portal.models import EventNotes
from loa.feedback.models import Answer, Matter
from loa.people.actions import ensure_organisation
from loa.people.models import Organisation
from loa.plans.models import Plan
from loa.search.actions import reindex

pytestmark = pytest.mark.django_db


def found(query: str, **narrowed: str) -> list[str]:
    response = Client().get("/tim-kiem/", {"q": query, **narrowed})
    return [hit.name for hit, _word in response.context["hits"]]


def answer(number: str = "1", unit: str = COMMUNE, **changes: Any) -> Answer:
    today = timezone.localdate()
    row = Matter.objects.create(
        number=number, kind="question", unit_code=unit, text="Riêng của tôi", received_on=today,
        due_on=today, state="answered", closed_on=today, form=number,
    )  # fmt: skip
    facts: dict[str, Any] = {
        "public": True, "question": "Bao giờ sửa đường Nà Khảo?", "text": "Quý tới.",
        "post": "Chủ tịch", "on": today,
    }  # fmt: skip
    return Answer.objects.create(matter=row, **facts | changes)


@pytest.fixture
def _offices() -> None:
    event()
    for code in (COMMUNE, OTHER):
        ensure_organisation(
            key=f"xa-{code}", name="UBND xã", kind=Organisation.Kind.COMMUNE_OFFICE, unit_code=code
        )


@pytest.mark.usefixtures("_offices")
def test_an_event_is_found_by_its_name_its_notes_and_its_log() -> None:
    EventNotes.objects.create(plan_key="ke-hoach", event_key="ngay-hoi", place="Hội trường lớn")
    one, by, now = event(key="khac", position=2, name="Khác"), person("bien-tap"), timezone.now()
    line = report(one, text="Đoàn xe lưu động đến nơi.", by=by, now=now)
    assert found("hien mau") == ["Ngày hội hiến máu"]
    assert found("hoi truong lon", kind="event") == ["Ngày hội hiến máu"]
    assert found("luu dong") == ["Khác"]
    assert found("hien mau", kind="notice") == []
    take_back(one, line.entry, reason="Nhầm.", by=by, now=now)
    assert found("luu dong") == []


@pytest.mark.usefixtures("_offices")
def test_events_of_a_plan_that_is_no_longer_approved_are_not_found() -> None:
    plan = Plan.objects.get(key="ke-hoach")
    plan.state = Plan.State.DRAFT
    plan.save()
    assert found("hien mau") == []


@pytest.mark.usefixtures("_offices")
def test_a_public_answer_is_found_and_read_without_what_the_resident_wrote(client: Client) -> None:
    row = answer()
    assert found("sua duong", kind="answered") == ["Bao giờ sửa đường Nà Khảo?"]
    page = client.get(f"/cau-hoi/{row.pk}/").content.decode()
    assert "Quý tới." in page
    assert "Riêng của tôi" not in page
    row.public = False
    row.save()
    assert found("sua duong") == []
    assert client.get(f"/cau-hoi/{row.pk}/").status_code == 404


@pytest.mark.usefixtures("_offices")
def test_a_private_answer_is_never_found() -> None:
    answer(public=False, question="", text="Chỉ cho một người.")
    assert found("mot nguoi") == []


@pytest.mark.usefixtures("_offices")
def test_a_commune_finds_what_was_said_to_it_and_to_all_around_it() -> None:
    placement(sealed("rieng-a", headline="Họp thôn A", text="họp"), areas=(COMMUNE,))
    placement(sealed("rieng-b", headline="Họp thôn B", text="họp"), areas=(OTHER,))
    placement(sealed("chung", headline="Họp cả tỉnh", text="họp"), areas=(PROVINCE,))
    assert sorted(found("hop")) == ["Họp cả tỉnh", "Họp thôn A", "Họp thôn B"]
    assert sorted(found("hop", unit=COMMUNE)) == ["Họp cả tỉnh", "Họp thôn A"]
    assert sorted(found("hop", unit=OTHER)) == ["Họp cả tỉnh", "Họp thôn B"]
    assert len(found("hop", unit="khong-co")) == 3
    reindex(now=timezone.now())
    assert sorted(found("hop", unit=COMMUNE)) == ["Họp cả tỉnh", "Họp thôn A"]


@pytest.mark.usefixtures("_offices")
def test_an_index_made_anew_holds_the_same() -> None:
    answer()
    reindex(now=timezone.now())
    assert found("hien mau") == ["Ngày hội hiến máu"]
    assert found("sua duong", unit=COMMUNE) == ["Bao giờ sửa đường Nà Khảo?"]
    assert found("sua duong", unit=OTHER) == []
