from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loa.people.models import Membership, Post
from loa.people.rules import (
    OWN_ACCOUNT,
    PERMISSIONS,
    Acting,
    ApprovalRule,
    Holding,
    Role,
    Scope,
    may,
    needs_second_factor,
    permissions,
)

DAY = date(2020, 3, 2)
MARKS = {
    # role: what it may do besides what everyone may
    Role.PLANNER: "plan.edit pause.edit placement.edit evidence.confirm rehearsal.run people.view"
    " item.review royalty.edit feedback.view feedback.enter survey.edit setup.import report.state"
    " report.freeze",
    Role.EDITOR: "item.write item.retract item.announce placement.edit rundown.publish usb.export"
    " item.review consent.view results.announce royalty.edit site.edit"
    " event.report feedback.view feedback.answer feedback.enter report.state",
    Role.APPROVER: "plan.approve pause.edit item.approve item.retract policy.edit people.view"
    " item.review decisions.view consent.view results.announce"
    " feedback.view feedback.answer feedback.enter survey.approve report.freeze",
    Role.TECHNICIAN: "station.operate device.enrol rundown.publish usb.export evidence.report"
    " rehearsal.run settings.view feedback.view feedback.enter",
    Role.COMMUNE_OFFICER: "item.write item.retract item.announce item.review placement.edit"
    " station.operate usb.export evidence.report consent.view results.announce"
    " event.report feedback.view feedback.answer feedback.enter report.state report.freeze",
    Role.HAMLET_HEAD: "feedback.enter report.state",
    Role.VIEWER: "",
    Role.ADMINISTRATOR: "device.enrol policy.edit rehearsal.run people.view people.edit"
    " settings.view settings.edit decisions.view site.edit setup.import",
}
EVERYONE_SEES = "plan.view item.view station.view rundown.view evidence.view coverage.view"
EVERYONE_SEES += " rehearsal.view report.view"


def held(role: Role, since: date = DAY, until: date | None = None) -> Holding:
    return Holding(role, "ubnd-cho-don", "064", since, until)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_exactly_this(role: Role) -> None:
    wanted = frozenset(f"{EVERYONE_SEES} {MARKS[role]}".split())
    assert permissions([held(role)], day=DAY) == wanted


def test_no_permission_belongs_to_nobody() -> None:
    assert [word for word, roles in PERMISSIONS.items() if not roles] == []


@pytest.mark.parametrize(
    ("holding", "allowed"),
    [
        pytest.param(held(Role.EDITOR), True, id="first-day"),
        pytest.param(held(Role.EDITOR, date(2020, 3, 3)), False, id="day-before-the-first"),
        pytest.param(held(Role.EDITOR, date(2020, 1, 1), DAY), False, id="day-after-the-last"),
        pytest.param(
            held(Role.EDITOR, date(2020, 1, 1), date(2020, 3, 3)), True, id="the-last-day"
        ),
        pytest.param(held(Role.VIEWER), False, id="another-role"),
    ],
)
def test_a_role_holds_from_its_first_day_to_its_last(holding: Holding, *, allowed: bool) -> None:
    assert may([holding], "item.write", day=DAY) is allowed


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [
        pytest.param(None, True, id="anywhere"),
        pytest.param(Scope(units=frozenset({"02020", "064", "06"})), True, id="below-its-unit"),
        pytest.param(Scope(units=frozenset({"02086", "065", "06"})), False, id="another-district"),
        pytest.param(Scope(units=frozenset({"06", "VN"})), False, id="above-its-unit"),
        pytest.param(
            Scope(organisations=frozenset({"chi-bo-1", "ubnd-cho-don"})), True, id="an-office-below"
        ),
        pytest.param(Scope(organisations=frozenset({"ubnd-cho-moi"})), False, id="another-office"),
        pytest.param(Scope(), False, id="nowhere"),
    ],
)
def test_a_role_reaches_as_far_as_its_organisation(scope: Scope | None, *, allowed: bool) -> None:
    assert may([held(Role.EDITOR)], "item.write", day=DAY, scope=scope) is allowed


def test_an_organisation_without_territory_reaches_no_unit() -> None:
    cell = Holding(Role.EDITOR, "chi-bo-1", "", DAY)
    assert not may([cell], "item.write", day=DAY, scope=Scope(units=frozenset({"02020", "064"})))


def test_a_permission_that_is_not_stated_is_an_error() -> None:
    with pytest.raises(KeyError):
        may([held(Role.ADMINISTRATOR)], "plan.burn", day=DAY)


def test_ones_own_account_needs_no_role() -> None:
    assert may([], OWN_ACCOUNT, day=DAY)


@settings(deadline=None)  # a busy machine is no counterexample
@given(st.sets(st.sampled_from(list(Role))), st.sampled_from(sorted(PERMISSIONS)))
def test_several_roles_add_up(roles: set[Role], word: str) -> None:
    together = may([held(role) for role in roles], word, day=DAY)
    assert together == any(may([held(role)], word, day=DAY) for role in roles)


@pytest.mark.parametrize("role", list(Role))
def test_approvers_alone_need_a_second_factor(role: Role) -> None:
    assert needs_second_factor([held(role)], day=DAY) is (role is Role.APPROVER)


def test_an_approver_of_yesterday_needs_none() -> None:
    assert not needs_second_factor([held(Role.APPROVER, date(2020, 1, 1), DAY)], day=DAY)


@pytest.mark.parametrize(
    ("rule", "approvers", "lacking"),
    [
        pytest.param(ApprovalRule(), [], 1, id="nobody-yet"),
        pytest.param(ApprovalRule(), ["an"], 1, id="the-author-does-not-count"),
        pytest.param(ApprovalRule(), ["binh"], 0, id="somebody-else"),
        pytest.param(ApprovalRule(1, author_may_approve=True), ["an"], 0, id="office-of-one"),
        pytest.param(ApprovalRule(2), ["binh"], 1, id="one-of-two"),
        pytest.param(ApprovalRule(2), ["binh", "binh"], 1, id="the-same-twice"),
        pytest.param(ApprovalRule(2), ["an", "binh"], 1, id="the-author-and-one"),
        pytest.param(ApprovalRule(2), ["binh", "chi", "dung"], 0, id="more-than-enough"),
    ],
)
def test_approvals_lacking_for_an_item_of_an(
    rule: ApprovalRule, approvers: list[str], lacking: int
) -> None:
    assert rule.lacking(author="an", approvers=approvers) == lacking


@pytest.mark.parametrize(
    ("rule", "approver", "objection"),
    [
        pytest.param(ApprovalRule(2), "chi", None, id="counts"),
        pytest.param(ApprovalRule(2), "binh", "twice", id="has-approved"),
        pytest.param(ApprovalRule(2), "an", "author", id="wrote-it"),
        pytest.param(ApprovalRule(1, author_may_approve=True), "an", None, id="office-of-one"),
    ],
)
def test_objection_after_binh_approved_an_item_of_an(
    rule: ApprovalRule, approver: str, objection: str | None
) -> None:
    assert rule.objection(approver, author="an", approvers=["binh"]) == objection


def test_the_database_knows_the_same_words() -> None:
    assert set(Membership.Role.values) == set(Role)
    assert set(Post.Acting.values) == set(Acting)
