from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from loa.people import actions, queries, totp
from loa.people.models import ApproverKey, Decision, Organisation, Post, User
from loa.people.rules import Acting, ApprovalRule, Role

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
KEY = bytes(range(32))


def given_key(user: User, office: Organisation, **changes: object) -> ApproverKey:
    asked: dict[str, object] = {
        "user": user,
        "organisation": office,
        "method": ApproverKey.Method.ED25519,
        "public_key": KEY,
        "now": NOW,
        "actor": "loa",
    }
    return actions.add_approver_key(**(asked | changes))  # type: ignore[arg-type]  # a table of cases


@pytest.fixture
def signer(approver: User, office: Organisation) -> User:
    actions.grant(user=approver, organisation=office, role=Role.APPROVER, since=date(2026, 1, 1))
    return approver


def test_an_account_can_sign_in_with_its_password(officer: User) -> None:
    assert officer.check_password("dung-cau-mat-khau")
    assert (str(officer), officer.language, officer.is_staff) == ("Officer", "vi", False)


@pytest.mark.parametrize("name", ["officer", "OFFICER"])
def test_a_name_is_given_once(officer: User, name: str) -> None:
    with pytest.raises(actions.PeopleError, match="taken"):
        actions.create_user(username=name, password="dung-cau-mat-khau")


@pytest.mark.parametrize(
    ("username", "password"),
    [
        pytest.param("lan", "ngắn", id="short-password"),
        pytest.param("lan", "password123", id="common-password"),
        pytest.param("lan huong", "dung-cau-mat-khau", id="a-space-in-the-name"),
    ],
)
def test_what_the_rules_refuse_leaves_no_account(username: str, password: str) -> None:
    with pytest.raises(ValidationError):
        actions.create_user(username=username, password=password)
    assert not User.objects.exists()


def test_an_organisation_is_brought_up_to_date_by_its_key(office: Organisation) -> None:
    again = actions.ensure_organisation(
        key=office.key,
        name="Uỷ ban nhân dân xã Chợ Đồn",
        kind=Organisation.Kind.COMMUNE_OFFICE,
        unit_code="02020",
        rule=ApprovalRule(1, author_may_approve=True),
        rule_source="Quy chế 01/QC-UBND",
    )
    assert (again.pk, again.folded) == (office.pk, "uy ban nhan dan xa cho don")
    assert again.approval_rule == ApprovalRule(1, author_may_approve=True)


def test_two_approvals_exclude_an_author_who_approves_alone() -> None:
    with pytest.raises(actions.PeopleError, match="alone"):
        actions.ensure_organisation(
            key="x",
            name="X",
            kind=Organisation.Kind.AGENCY,
            rule=ApprovalRule(2, author_may_approve=True),
        )


@pytest.mark.parametrize("changes", [{"approvals_needed": 3}, {"approvals_needed": 0}])
def test_the_database_refuses_other_rules(changes: dict[str, int]) -> None:
    with pytest.raises(IntegrityError):
        Organisation.objects.create(key="x", name="X", kind="agency", **changes)


@pytest.mark.parametrize(
    ("day", "title"),
    [
        pytest.param(date(2020, 2, 29), "", id="before"),
        pytest.param(date(2020, 3, 1), "Phó Trưởng ban", id="first-day"),
        pytest.param(date(2020, 8, 31), "Phó Trưởng ban", id="last-day"),
        pytest.param(date(2020, 9, 1), "Trưởng ban", id="promoted"),
        pytest.param(date(2026, 1, 1), "Trưởng ban", id="still"),
    ],
)
def test_a_quotation_keeps_the_title_of_its_day(
    officer: User, office: Organisation, day: date, title: str
) -> None:
    for word, since, until in (
        ("Phó Trưởng ban", date(2020, 3, 1), date(2020, 9, 1)),
        ("Trưởng ban", date(2020, 9, 1), None),
    ):
        actions.appoint(user=officer, organisation=office, title=word, since=since, until=until)
    assert queries.title_on(officer, day) == title


def test_a_post_says_in_whose_stead_it_signs(officer: User, office: Organisation) -> None:
    actions.appoint(
        user=officer,
        organisation=office,
        title="Phó Chủ tịch",
        since=date(2026, 1, 1),
        acting=Acting.DEPUTY,
    )
    post = queries.post_on(officer, date(2026, 3, 2), office)
    assert post == Post.objects.get()
    assert post.acting == "deputy"


@pytest.mark.parametrize("until", [date(2020, 3, 1), date(2020, 2, 1)])
def test_a_period_ends_after_it_starts(officer: User, office: Organisation, until: date) -> None:
    for verb, extra in ((actions.appoint, {"title": "T"}), (actions.grant, {"role": Role.VIEWER})):
        with pytest.raises(actions.PeopleError, match="not after"):
            verb(user=officer, organisation=office, since=date(2020, 3, 1), until=until, **extra)  # type: ignore[operator]  # two verbs, one table


def test_members_are_active_people_who_hold_the_role_that_day(
    officer: User, office: Organisation
) -> None:
    actions.grant(
        user=officer,
        organisation=office,
        role=Role.EDITOR,
        since=date(2020, 3, 1),
        until=date(2020, 9, 1),
    )
    days = [date(2020, 2, 29), date(2020, 3, 1), date(2020, 9, 1)]
    assert [list(queries.members(office, Role.EDITOR, day)) for day in days] == [[], [officer], []]
    officer.is_active = False
    officer.save()
    assert not queries.members(office, Role.EDITOR, days[1]).exists()


def test_an_enrolled_authenticator_takes_the_code_that_we_print(officer: User) -> None:
    secret = totp.new_secret()
    actions.enrol_totp(user=officer, secret=totp.new_secret())
    actions.enrol_totp(user=officer, secret=secret)
    code = totp.code(secret, datetime.now(UTC))
    assert Authenticator.objects.get(user=officer).wrap().validate_code(code)


def test_a_key_is_named_by_its_hash_and_logged(signer: User, office: Organisation) -> None:
    key = given_key(signer, office, label="Khoá 1")
    assert key.key_id == "630dcd2966c43366"  # sha256sum of the bytes 00 to 1f
    assert list(queries.valid_keys(office, NOW)) == [key]
    assert [(d.verb, d.reference) for d in Decision.objects.all()] == [
        ("key.add", "key:630dcd2966c43366")
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"public_key": b"short"}, "has 32 bytes, this has 5", id="not-a-key"),
        pytest.param({"method": ApproverKey.Method.WEBAUTHN}, "credential id", id="half-a-passkey"),
        pytest.param({"now": datetime(2025, 12, 1, tzinfo=UTC)}, "no approver", id="not-yet"),
    ],
)
def test_a_key_that_cannot_be_taken_is_refused(
    signer: User, office: Organisation, changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(actions.PeopleError, match=sentence):
        given_key(signer, office, **changes)
    assert not Decision.objects.exists()


def test_a_key_is_taken_once_and_from_approvers_only(
    signer: User, officer: User, office: Organisation
) -> None:
    with pytest.raises(actions.PeopleError, match="no approver"):
        given_key(officer, office)
    given_key(signer, office)
    with pytest.raises(actions.PeopleError, match="known already"):
        given_key(signer, office)


def test_a_revoked_key_counts_until_it_was_revoked(signer: User, office: Organisation) -> None:
    key, later = given_key(signer, office), NOW + timedelta(days=3)
    actions.revoke_key(key=key, now=later, actor=signer, reason="Mất điện thoại")
    instants = [NOW - timedelta(seconds=1), NOW, later - timedelta(seconds=1), later]
    found = [list(queries.valid_keys(office, instant)) for instant in instants]
    assert found == [[], [key], [key], []]
    with pytest.raises(actions.PeopleError, match="already"):
        actions.revoke_key(key=key, now=later, actor=signer, reason="again")


def test_a_revocation_states_its_reason(signer: User, office: Organisation) -> None:
    key = given_key(signer, office)
    with pytest.raises(actions.PeopleError, match="reason"):
        actions.revoke_key(key=key, now=NOW, actor=signer, reason="  ")
