import json
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.utils import timezone

from loa.demonstration import cast
from loa.demonstration.cast import ONE_PERSON_COMMUNE, PARTS
from loa.people.models import ApproverKey, Membership, Organisation, Post, User
from loa.people.rules import Role
from loa.places.actions import load_units

pytestmark = pytest.mark.django_db


@pytest.fixture
def _units(db: None) -> None:
    load_units()


def counts() -> tuple[int, ...]:
    rooms = (Organisation, User, Membership, Post, ApproverKey)
    return tuple(room.objects.count() for room in rooms)


@pytest.mark.usefixtures("_units")
def test_the_cast_comes_once(tmp_path: Path) -> None:
    first = cast.raise_curtain(tmp_path / "demo")
    before = counts()
    assert cast.raise_curtain(tmp_path / "demo") == first
    assert counts() == before


@pytest.mark.usefixtures("_units")
def test_everybody_signs_in_and_holds_today_what_their_part_says(tmp_path: Path) -> None:
    made = cast.raise_curtain(tmp_path / "demo")
    today = timezone.localdate()
    for part, account in zip(PARTS, made.accounts, strict=True):
        user = authenticate(username=account.username, password=made.password)
        assert isinstance(user, User)
        assert {held.role for held in user.holdings() if held.holds(today)} == set(part.roles)
        assert bool(account.secret) is (Role.APPROVER in part.roles)


@pytest.mark.usefixtures("_units")
def test_secrets_are_their_owners_alone(tmp_path: Path) -> None:
    cast.raise_curtain(tmp_path / "demo")
    kept = [path for path in (tmp_path / "demo").rglob("*") if path.is_file()]
    assert len(kept) == 1 + ApproverKey.objects.count()
    assert {path.stat().st_mode & 0o077 for path in kept} == {0}


@pytest.mark.usefixtures("_units")
def test_one_office_is_one_person_and_says_so(tmp_path: Path) -> None:
    cast.raise_curtain(tmp_path / "demo")
    alone = Organisation.objects.filter(author_may_approve=True)
    assert [office.unit_code for office in alone] == [ONE_PERSON_COMMUNE]
    assert "minh hoạ" in alone.get().rule_source


@pytest.mark.usefixtures("_units")
def test_what_the_officer_of_a_commune_says_can_be_signed_by_their_chair(tmp_path: Path) -> None:
    cast.raise_curtain(tmp_path / "demo")
    office = Organisation.objects.get(key="xa-02071")
    held = Membership.objects.filter(organisation=office, role=Role.APPROVER)
    chair = held.get().user
    assert (chair.username, chair.posts.get().title) == ("chu-tich-xa", "Chủ tịch UBND xã")
    assert ApproverKey.objects.filter(user=chair, organisation=office).count() == 1
    assert not office.author_may_approve


@pytest.mark.usefixtures("_units")
def test_who_joins_the_cast_later_gets_a_second_factor_and_nobody_loses_theirs(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "demo"
    first = cast.raise_curtain(folder)
    path = folder / "accounts.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    del kept["factors"]["chu-tich-xa"]
    path.write_text(json.dumps(kept), encoding="utf-8")
    again = {account.username: account for account in cast.raise_curtain(folder).accounts}
    assert again["chu-tich-xa"].secret
    others = [a for a in first.accounts if a.username != "chu-tich-xa"]
    assert [again[a.username] for a in others] == others
    assert path.stat().st_mode & 0o077 == 0
