"""A personal link decides once, for its person, for what it was made for, in its days."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.newsroom.approving.conftest import Leader, link, register
from tests.newsroom.desk import Desk, text_of
from tests.simulators.passkey import HONEST, PRESENT, SITE, Phone

from loa.core.keyring import approvers
from loa.core.passkey import Party
from loa.delivery.models import SealedMessage
from loa.devices.keys import verify
from loa.devices.objects import ObjectStore
from loa.newsroom import actions
from loa.newsroom.actions import NewsroomError
from loa.newsroom.approving import links
from loa.newsroom.models import ApprovalLink, Item, Review
from loa.people import decisions
from loa.people.keyrings import keyring
from loa.people.models import Decision
from loa.people.rules import Role


def states(items: list[Item]) -> list[str]:
    return [str(Item.objects.get(pk=item.pk).state) for item in items]


def test_one_touch_approves_everything_and_players_believe_it(
    leader: Leader, desk: Desk, items: list[Item]
) -> None:
    token = link(desk, items)
    page = leader.client.get(f"/approvals/p/{token}/")
    assert [headline in text_of(page) for headline in ("Tiêm phòng", "Họp thôn")] == [True] * 2
    assert leader.decide(token).status_code == 302
    assert states(items) == ["approved", "approved"]
    ring = keyring("02020")
    for sealed in SealedMessage.objects.all():
        assert approvers(sealed.sealed(), [ring], verify) == {leader.phone.keyid}
    after = text_of(leader.client.get(f"/approvals/p/{token}/"))
    assert "Đã duyệt lúc" in after or "Approved at" in after
    assert decisions.verify().ok
    assert set(Decision.objects.values_list("verb", flat=True)) >= {"link.make", "approve"}


def test_a_link_used_twice_is_refused_and_changes_nothing(
    leader: Leader, desk: Desk, items: list[Item]
) -> None:
    token = link(desk, items)
    form = leader.touch(token)
    assert leader.client.post(f"/approvals/p/{token}/approve/", form).status_code == 302
    again = leader.client.post(f"/approvals/p/{token}/approve/", form)
    assert again.status_code == 422
    assert Review.objects.count() == 2


@pytest.mark.parametrize(
    "token",
    ["x", "abc.def", "AAAAAAAAAAAAAAAAAAAAAA." + "A" * 43, "..", "a" * 3000],
)
def test_a_forged_link_opens_nothing(desk: Desk, token: str) -> None:
    anybody = Client()
    assert anybody.get(f"/approvals/p/{token}/").status_code == 404
    assert anybody.post(f"/approvals/p/{token}/approve/").status_code == 404
    assert anybody.post(f"/approvals/p/{token}/return/").status_code == 404
    assert anybody.post(f"/approvals/p/{token}/undo/").status_code == 404


def test_a_link_with_another_code_under_our_signature_is_nobodys(desk: Desk) -> None:
    with pytest.raises(NewsroomError, match="link-forged"):
        links.find(links._signer().sign("never-made"))


def test_the_table_keeps_no_token(desk: Desk, items: list[Item], leader: Leader) -> None:
    token = link(desk, items)
    row = ApprovalLink.objects.get()
    kept = json.dumps([row.code_digest, row.addresses])
    assert token not in kept
    assert token.split(".")[0] not in kept


def test_an_expired_link_decides_nothing(leader: Leader, desk: Desk, items: list[Item]) -> None:
    token = link(desk, items)
    form = leader.touch(token)
    ApprovalLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert leader.client.get(f"/approvals/p/{token}/").status_code == 410
    assert leader.client.post(f"/approvals/p/{token}/approve/", form).status_code == 410
    assert states(items) == ["review", "review"]


def test_a_link_for_another_revision_decides_nothing(
    leader: Leader, desk: Desk, items: list[Item]
) -> None:
    token = link(desk, items)
    form = leader.touch(token)
    Item.objects.filter(key="hai").update(headline="Khác hẳn")
    answer = leader.client.post(f"/approvals/p/{token}/approve/", form)
    assert answer.status_code == 410
    assert states(items) == ["review", "review"]


def test_another_person_signed_in_is_refused(leader: Leader, desk: Desk, items: list[Item]) -> None:
    token = link(desk, items)
    form = leader.touch(token)
    other = Client()
    other.force_login(desk.editor)
    assert other.get(f"/approvals/p/{token}/").status_code == 403
    assert other.post(f"/approvals/p/{token}/approve/", form).status_code == 403
    assert states(items) == ["review", "review"]


def test_another_persons_passkey_is_refused(leader: Leader, desk: Desk, items: list[Item]) -> None:
    colleague = desk.person("hoa", Role.APPROVER)
    register(desk, colleague, Phone(22))
    token = link(desk, items)
    thief = replace(leader, phone=Phone(22))
    assert thief.ask(token).status_code == 422
    form = leader.touch(token)
    stolen = {**form, "keyid": Phone(22).keyid}
    assert leader.client.post(f"/approvals/p/{token}/approve/", stolen).status_code == 422
    assert states(items) == ["review", "review"]


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(replace(HONEST, flags=PRESENT), id="without-user-verification"),
        pytest.param(replace(HONEST, site=Party(SITE.rp, "https://evil.vn")), id="other-origin"),
        pytest.param(replace(HONEST, site=Party("evil.vn", SITE.origin)), id="other-site"),
        pytest.param(replace(HONEST, kind="webauthn.create"), id="of-a-registration"),
    ],
)
def test_a_ceremony_of_elsewhere_approves_nothing(
    leader: Leader, desk: Desk, items: list[Item], how: Any
) -> None:
    token = link(desk, items)
    form = leader.touch(token, how=how)
    assert leader.client.post(f"/approvals/p/{token}/approve/", form).status_code == 422
    assert states(items) == ["review", "review"]
    assert ApprovalLink.objects.get().decided_at is None


def test_an_assertion_of_one_link_is_worth_nothing_in_another(
    leader: Leader, desk: Desk, items: list[Item], objects: ObjectStore
) -> None:
    form = leader.touch(link(desk, items))
    other = desk.waiting(objects, key="ba", headline="Tin thứ ba")
    token = link(desk, [other])
    assert leader.client.post(f"/approvals/p/{token}/approve/", form).status_code == 422
    assert states([other]) == ["review"]


def test_an_old_touch_is_refused(leader: Leader, desk: Desk, items: list[Item]) -> None:
    token = link(desk, items)
    form = leader.touch(token)
    late = {**form, "at": "2020-01-01T00:00:00.000Z"}
    assert leader.client.post(f"/approvals/p/{token}/approve/", late).status_code == 422


@pytest.mark.parametrize("broken", ["at", "authenticator", "client", "signature"])
def test_nonsense_is_refused(leader: Leader, desk: Desk, items: list[Item], broken: str) -> None:
    token = link(desk, items)
    form = {**leader.touch(token), broken: "không phải"}
    assert leader.client.post(f"/approvals/p/{token}/approve/", form).status_code == 422
    assert states(items) == ["review", "review"]


def test_only_an_approver_of_the_office_gets_a_link(desk: Desk, items: list[Item]) -> None:
    with pytest.raises(NewsroomError, match="not-approver"):
        links.make(items, person=desk.editor, by=desk.editor, now=timezone.now())


def test_a_link_needs_something_that_waits(desk: Desk) -> None:
    with pytest.raises(NewsroomError, match="nothing-waits"):
        links.make([desk.item()], person=desk.approver, by=desk.editor, now=timezone.now())


def test_a_link_plays_its_own_sounds_and_no_others(
    leader: Leader, desk: Desk, items: list[Item], objects: ObjectStore
) -> None:
    token = link(desk, items[:1])
    own = items[0].variants.get().sound
    other = objects.put(b"OggS other sound")
    assert leader.client.get(f"/approvals/p/{token}/sound/{own}.opus").status_code == 200
    assert leader.client.get(f"/approvals/p/{token}/sound/{other}.opus").status_code == 404
    ApprovalLink.objects.update(expires_at=timezone.now())
    assert leader.client.get(f"/approvals/p/{token}/sound/{own}.opus").status_code == 404


def test_what_changed_since_this_person_last_looked_is_marked(
    leader: Leader, desk: Desk, objects: ObjectStore
) -> None:
    item = desk.waiting(objects)
    leader.client.get(f"/approvals/p/{link(desk, [item])}/")
    actions.send_back(item, by=desk.approver, comment="Ghi rõ thôn", now=timezone.now())
    item.refresh_from_db()
    actions.write(item, {"vi": "Mời bà con thôn Bản Lác đưa trâu, bò ra."}, now=timezone.now())
    from tests.newsroom.desk import recording  # noqa: PLC0415 - only here

    actions.keep_sound(item.variants.get(), recording(objects, seed="b"), now=timezone.now())
    actions.send_for_approval(item, by=desk.editor, now=timezone.now())
    token = link(desk, [item])
    page = text_of(leader.client.get(f"/approvals/p/{token}/"))
    assert "<ins>" in page
    assert "<del>" in page
    again = text_of(leader.client.get(f"/approvals/p/{token}/"))
    assert "<ins>" in again


def test_links_are_neither_cached_nor_indexed(
    leader: Leader, desk: Desk, items: list[Item]
) -> None:
    page = leader.client.get(f"/approvals/p/{link(desk, items)}/")
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
