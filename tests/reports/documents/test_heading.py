"""What stands around a report: its layout, who stands over whom, who signs; what is left open."""

from datetime import UTC, date, datetime

import pytest
from tests.reports.documents.sample import MONTH

from loa.people.actions import create_user, ensure_organisation, grant
from loa.people.models import Organisation, Post
from loa.people.rules import Role
from loa.places.actions import load_units
from loa.reports.documents.heading import heading_of
from loa.reports.documents.paper import Heading
from loa.reports.models import KeptReport

pytestmark = pytest.mark.django_db
SINCE = date(2020, 1, 1)
Kind = Organisation.Kind


def office(kind: Organisation.Kind, *, name: str = "Huyện uỷ Chợ Đồn") -> Organisation:
    load_units()
    above = ensure_organisation(key="tinh", name="Đảng bộ tỉnh Bắc Kạn", kind=kind, unit_code="06")
    row = ensure_organisation(key=MONTH.issuer_key, name=name, kind=kind, unit_code="064")
    Organisation.objects.filter(pk=row.pk).update(parent=above)
    return row


def heading(*, frozen: bool = False, layout: str = "") -> Heading:
    row = KeptReport(
        organisation_key=MONTH.issuer_key,
        frozen_at=datetime(2020, 4, 15, 1, 20, tzinfo=UTC) if frozen else None,
    )
    return heading_of(row, MONTH, layout=layout)


def signs(office: Organisation, name: str, title: str) -> None:
    user = create_user(
        username=name.replace(" ", "-"), password="mot-cau-mat-khau-dai", display_name=name
    )
    grant(user=user, organisation=office, role=Role.APPROVER, since=SINCE)
    Post.objects.create(user=user, organisation=office, title=title, since=SINCE)


@pytest.mark.parametrize(
    ("kind", "layout", "authority"),
    [
        pytest.param(Kind.COMMITTEE, "party", "T/M BAN THƯỜNG VỤ", id="a-committee"),
        pytest.param(Kind.AUTHORITY, "state", "TM. ỦY BAN NHÂN DÂN", id="an-authority"),
        pytest.param(Kind.COMMUNE_OFFICE, "state", "TM. ỦY BAN NHÂN DÂN", id="a-commune"),
        pytest.param(Kind.CENTRE, "state", "", id="a-centre-in-its-own-name"),
        pytest.param(Kind.PARTY_CELL, "party", "", id="a-cell"),
        pytest.param(Kind.DEPARTMENT, "party", "", id="a-department-by-its-issuers-name"),
    ],
)
def test_the_layout_is_the_issuers(kind: Organisation.Kind, layout: str, authority: str) -> None:
    office(kind)
    found = heading()
    assert (found.layout.word, found.authority) == (layout, authority)


def test_what_is_known_stands_there_and_the_rest_is_left_open() -> None:
    office(Kind.COMMITTEE)
    found = heading()
    assert (found.above, found.number, found.place_day, found.post, found.signer) == (
        "ĐẢNG BỘ TỈNH BẮC KẠN",
        "……-BC",
        "Chợ Đồn, ngày …… tháng …… năm ………",
        "",
        "",
    )
    assert found.recipients == ("Đảng bộ tỉnh Bắc Kạn (để báo cáo);", "Lưu Văn phòng.")


def test_a_frozen_report_bears_its_day() -> None:
    office(Kind.COMMITTEE)
    assert heading(frozen=True).place_day == "Chợ Đồn, ngày 15 tháng 4 năm 2020"


def test_the_one_who_approves_signs() -> None:
    signs(office(Kind.COMMITTEE), "Đồng chí 01", "Bí thư")
    assert (heading().post, heading().signer) == ("BÍ THƯ", "Đồng chí 01")


def test_where_several_may_sign_nobody_is_chosen() -> None:
    here = office(Kind.COMMITTEE)
    signs(here, "Đồng chí 01", "Bí thư")
    signs(here, "Đồng chí 02", "Phó Bí thư")
    assert (heading().post, heading().signer) == ("", "")


def test_the_other_layout_can_be_asked_for() -> None:
    office(Kind.COMMITTEE)
    assert heading(layout="state").number == "……/BC"


def test_an_issuer_that_is_not_here_is_told_by_its_name() -> None:
    load_units()
    found = heading()
    assert (found.layout.word, found.above, found.authority) == ("party", "", "")
