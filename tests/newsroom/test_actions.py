from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.newsroom.desk import HEADLINE, TEXT, Desk, office_with, recording

from loa.core.keyring import approvers
from loa.core.message import Approval
from loa.delivery.actions import Frequency
from loa.delivery.models import Placement, SealedMessage
from loa.devices.keys import verify
from loa.devices.objects import ObjectStore
from loa.newsroom import actions, queries
from loa.newsroom.actions import NewsroomError, Window
from loa.newsroom.models import Item, Review
from loa.newsroom.voicing import Spoken
from loa.people import decisions
from loa.people.actions import ensure_organisation, revoke_key
from loa.people.keyrings import keyring
from loa.people.models import ApproverKey, Decision, Membership, Organisation, User
from loa.people.rules import ApprovalRule, Role
from loa.plans.models import Target

pytestmark = pytest.mark.django_db
READ_OUT = Spoken("b" * 64, 9000, 4000, -16.0, "synthetic:espeak-ng 1.52")


def refused(code: str) -> Any:
    return pytest.raises(NewsroomError, match=f"^{code}(:|$)")


def verbs(item: Item) -> list[str]:
    log = Decision.objects.filter(reference=f"item:{item.key}").order_by("number")
    return list(log.values_list("verb", flat=True))


# Writing and voicing


def test_a_changed_text_loses_its_sound_and_who_listened(desk: Desk, objects: ObjectStore) -> None:
    item = desk.voiced(objects)
    actions.listened(item.variants.get(), by=desk.editor, now=timezone.now())
    actions.write(item, {"vi": TEXT}, now=timezone.now())
    assert item.variants.get().sound
    actions.write(item, {"vi": TEXT + " Cảm ơn."}, now=timezone.now())
    variant = item.variants.get()
    assert (variant.sound, variant.sound_ms, variant.lufs, variant.peaks) == ("", 0, None, [])
    assert variant.listened_at is None


def test_a_new_sound_has_been_heard_by_nobody(desk: Desk, objects: ObjectStore) -> None:
    item = desk.voiced(objects)
    variant = item.variants.get()
    actions.listened(variant, by=desk.editor, now=timezone.now())
    actions.keep_sound(variant, recording(objects, seed="b"), now=timezone.now())
    assert item.variants.get().listened_at is None


def test_listening_to_an_older_sound_is_no_listening(desk: Desk, objects: ObjectStore) -> None:
    variant = desk.voiced(objects).variants.get()
    with refused("changed-meanwhile"):
        actions.listened(variant, by=desk.editor, now=timezone.now(), address="c" * 64)


def test_a_voice_for_words_that_have_changed_is_not_kept(desk: Desk) -> None:
    variant = desk.item().variants.get()
    with refused("changed-meanwhile"):
        actions.keep_sound(variant, READ_OUT, now=timezone.now(), of_text="những lời khác")


def test_secret_material_is_not_kept(desk: Desk) -> None:
    with refused("secret"):
        desk.item(key="mat", headline="Tối mật")
    assert not Item.objects.exists()


@pytest.mark.parametrize("state", ["review", "approved"])
def test_what_waits_or_is_approved_is_not_changed(
    desk: Desk, objects: ObjectStore, state: str
) -> None:
    item = desk.waiting(objects)
    stale = Item.objects.get(pk=item.pk)
    stale.state = Item.State.DRAFT  # as an older page of another editor believes
    if state == "approved":
        desk.approve(item, desk.approver)
    with refused("locked"):
        actions.write(stale, {"vi": "khác"}, now=timezone.now())
    with refused("locked"):
        actions.keep_sound(item.variants.get(), READ_OUT, now=timezone.now())
    assert item.variants.get().text == TEXT


# Sending


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({}, "missing-sound", id="silent"),
        pytest.param({"spoken": READ_OUT}, "missing-listening", id="nobody-listened"),
        pytest.param({"source": " ", "heard": True}, "wording: source-missing", id="no-source"),
        pytest.param({"byline": "", "heard": True}, "wording: byline-missing", id="no-author"),
        pytest.param({"headline": "Họp 31/6", "heard": True}, "wording: no-such-day", id="no-day"),
    ],
)
def test_what_holds_an_item_back(desk: Desk, changes: dict[str, Any], code: str) -> None:
    heard, spoken = changes.pop("heard", False), changes.pop("spoken", None)
    item = desk.item(**changes)
    if heard or spoken:
        actions.keep_sound(item.variants.get(), READ_OUT, now=timezone.now())
    if heard:
        actions.listened(item.variants.get(), by=desk.editor, now=timezone.now())
    with refused(code):
        actions.send_for_approval(item, by=desk.editor, now=timezone.now())
    assert verbs(item) == []


def test_a_hidden_character_holds_up_the_approval_and_not_the_draft(
    desk: Desk, objects: ObjectStore
) -> None:
    item = desk.item()
    actions.write(item, {"vi": "Mời\u202e họp"}, now=timezone.now())
    actions.keep_sound(item.variants.get(), recording(objects), now=timezone.now())
    with refused("wording: hidden-character"):
        actions.send_for_approval(item, by=desk.editor, now=timezone.now())


# Approving


def test_one_approval_seals_what_players_believe(desk: Desk, objects: ObjectStore) -> None:
    item = desk.waiting(objects)
    desk.approve(item, desk.approver)
    item.refresh_from_db()
    row = SealedMessage.objects.get()
    assert (item.state, item.message, row.headline) == ("approved", row.digest, HEADLINE)
    counting = approvers(row.sealed(), [keyring("02020")], verify)
    assert counting == {ApproverKey.objects.get().key_id}
    assert verbs(item) == ["send-for-approval", "approve"]
    assert decisions.verify().ok


def test_an_approval_bears_the_post_of_its_day(desk: Desk, objects: ObjectStore) -> None:
    desk.approve(desk.waiting(objects), desk.approver)
    assert Review.objects.get().post == "Chuyên viên"


@pytest.mark.parametrize(
    ("minutes", "code"), [(-11, "not-fresh"), (1, "not-fresh"), (-60 * 24 * 31, "key-not-valid")]
)
def test_an_approval_from_another_time_does_not_count(
    desk: Desk, objects: ObjectStore, minutes: int, code: str
) -> None:
    item, now = desk.waiting(objects), timezone.now()
    approval = desk.sign(item, desk.approver, now + timedelta(minutes=minutes))
    with refused(code):
        actions.approve(item, approval, by=desk.approver, now=now)


def test_nine_minutes_are_still_now(desk: Desk, objects: ObjectStore) -> None:
    item, now = desk.waiting(objects), timezone.now()
    approval = desk.sign(item, desk.approver, now - timedelta(minutes=9))
    assert actions.approve(item, approval, by=desk.approver, now=now)


def test_what_changed_since_it_was_shown_is_not_approved(desk: Desk, objects: ObjectStore) -> None:
    item, now = desk.waiting(objects), timezone.now()
    approval = desk.sign(item, desk.approver, now)
    Item.objects.filter(pk=item.pk).update(headline="Khác hẳn")
    with refused("changed-meanwhile"):
        actions.approve(item, approval, by=desk.approver, now=now)


def test_a_signature_over_another_item_does_not_count(desk: Desk, objects: ObjectStore) -> None:
    item, other = desk.waiting(objects), desk.waiting(objects, key="khac", headline="Tin khác")
    now = timezone.now()
    stolen = desk.sign(other, desk.approver, now)
    posed = Approval(
        queries.draft_message(item).digest, stolen.keyid, stolen.at, "ed25519", stolen.signature
    )
    with refused("bad-signature"):
        actions.approve(item, posed, by=desk.approver, now=now)
    assert not SealedMessage.objects.exists()


def test_another_persons_key_does_not_count(desk: Desk, objects: ObjectStore) -> None:
    item, now = desk.waiting(objects), timezone.now()
    other = desk.person("chi", Role.APPROVER)
    with refused("unknown-key"):
        actions.approve(item, desk.sign(item, desk.approver, now), by=other, now=now)


def test_a_revoked_key_approves_nothing(desk: Desk, objects: ObjectStore) -> None:
    item, now = desk.waiting(objects), timezone.now()
    revoke_key(key=ApproverKey.objects.get(), now=now, actor="test", reason="mất máy")
    with refused("unknown-key"):
        actions.approve(item, desk.sign(item, desk.approver, now), by=desk.approver, now=now)


def test_who_is_no_approver_any_more_approves_nothing(desk: Desk, objects: ObjectStore) -> None:
    item, now = desk.waiting(objects), timezone.now()
    Membership.objects.filter(user=desk.approver).update(until=timezone.localdate())
    with refused("not-approver"):
        actions.approve(item, desk.sign(item, desk.approver, now), by=desk.approver, now=now)


def test_a_key_that_players_would_not_look_for_is_refused(desk: Desk, objects: ObjectStore) -> None:
    province = ensure_organisation(
        key="tinh", name="Trung tâm tỉnh", kind=Organisation.Kind.CENTRE, unit_code="19"
    )
    leader = desk.person("giam-doc", Role.APPROVER, office=province)
    desk.add_key(leader, province)
    item, now = desk.waiting(objects), timezone.now()
    with refused("other-ring"):
        actions.approve(item, desk.sign(item, leader, now), by=leader, now=now)


# The office's rule


def two_approvers(desk: Desk) -> tuple[User, User]:
    office_with(ApprovalRule(needed=2))
    desk.office.refresh_from_db()
    second = desk.person("chi", Role.APPROVER)
    desk.add_key(second)
    return desk.approver, second


def test_where_two_approve_the_first_seals_nothing(desk: Desk, objects: ObjectStore) -> None:
    first, second = two_approvers(desk)
    item = desk.waiting(objects)
    desk.approve(item, first)
    assert not SealedMessage.objects.exists()
    with refused("twice"):
        desk.approve(item, first)
    desk.approve(item, second)
    assert len(SealedMessage.objects.get().sealed().approvals) == 2


def test_of_two_a_key_revoked_in_between_leaves_one(desk: Desk, objects: ObjectStore) -> None:
    first, second = two_approvers(desk)
    item = desk.waiting(objects)
    desk.approve(item, first)
    key = ApproverKey.objects.get(user=first)
    revoke_key(key=key, now=timezone.now(), actor="test", reason="mất máy")
    desk.approve(item, second)
    assert not SealedMessage.objects.exists()
    desk.key_file(first).unlink()
    desk.add_key(first)
    desk.approve(item, first)
    assert {a.keyid for a in SealedMessage.objects.get().sealed().approvals} == {
        row.key_id for row in ApproverKey.objects.filter(revoked_at=None)
    }


def test_an_approval_of_other_words_does_not_help_these(desk: Desk, objects: ObjectStore) -> None:
    first, second = two_approvers(desk)
    item = desk.waiting(objects)
    desk.approve(item, first)
    actions.send_back(item, by=second, comment="Sửa giờ họp", now=timezone.now())
    actions.write(item, {"vi": "Mời họp lúc 8 giờ."}, now=timezone.now())
    actions.keep_sound(item.variants.get(), recording(objects), now=timezone.now())
    actions.send_for_approval(item, by=desk.editor, now=timezone.now())
    desk.approve(item, second)
    assert not SealedMessage.objects.exists()
    desk.approve(item, first)
    assert SealedMessage.objects.get().message().variants[0].text == "Mời họp lúc 8 giờ."


@pytest.mark.parametrize("alone", [True, False])
def test_an_author_approves_only_where_the_office_is_one_person(
    desk: Desk, objects: ObjectStore, *, alone: bool
) -> None:
    office_with(ApprovalRule(author_may_approve=alone))
    desk.office.refresh_from_db()
    officer = desk.person("mot-minh", Role.COMMUNE_OFFICER, Role.APPROVER)
    desk.add_key(officer)
    item = desk.waiting(objects, author=officer)
    if alone:
        desk.approve(item, officer)
        assert SealedMessage.objects.exists()
    else:
        with refused("author"):
            desk.approve(item, officer)


# Sending back and revising


def test_sending_back_needs_a_reason_and_keeps_what_was_seen(
    desk: Desk, objects: ObjectStore
) -> None:
    item = desk.waiting(objects)
    with refused("reason-missing"):
        actions.send_back(item, by=desk.approver, comment="  ", now=timezone.now())
    actions.send_back(item, by=desk.approver, comment="Ghi rõ thôn", now=timezone.now())
    assert item.state == Item.State.RETURNED
    before = queries.manifest_before(item)
    assert before is not None
    assert before[0]["headline"] == HEADLINE
    assert verbs(item) == ["send-for-approval", "send-back"]


def test_a_revision_leaves_the_old_message_and_names_what_changed(
    desk: Desk, objects: ObjectStore
) -> None:
    item = desk.waiting(objects)
    desk.approve(item, desk.approver)
    item.refresh_from_db()
    actions.revise(item, by=desk.editor, now=timezone.now())
    item.headline = "Tiêm phòng: đính chính"
    actions.write(item, {"vi": TEXT}, now=timezone.now())
    actions.send_for_approval(item, by=desk.editor, now=timezone.now())
    desk.approve(item, desk.approver)
    assert list(SealedMessage.objects.order_by("revision").values_list("headline", flat=True)) == [
        HEADLINE,
        "Tiêm phòng: đính chính",
    ]
    assert "revise" in verbs(item)


def test_only_what_is_approved_is_revised(desk: Desk) -> None:
    with refused("not-approved"):
        actions.revise(desk.item(), by=desk.editor, now=timezone.now())


def test_a_key_revoked_later_leaves_an_approved_item_standing_no_more(
    desk: Desk, objects: ObjectStore
) -> None:
    item = desk.waiting(objects)
    desk.approve(item, desk.approver)
    item.refresh_from_db()
    assert queries.approval_stands(item)
    revoke_key(key=ApproverKey.objects.get(), now=timezone.now(), actor="test", reason="mất máy")
    assert not queries.approval_stands(item)


# Placing


def tomorrow(**changes: Any) -> Window:
    starts = timezone.localdate() + timedelta(days=1)
    facts = {
        "starts": starts,
        "ends": starts + timedelta(days=5),
        "frequency": Frequency(2, days=3),
    }
    return Window(**{**facts, **changes})


def placed(desk: Desk, item: Item, window: Window) -> Placement:
    item.refresh_from_db()
    target = Target.objects.get(key="loa-1")
    return actions.place(item, target, window, areas=["02020"], by=desk.editor, now=timezone.now())


def test_an_approved_item_is_placed_for_a_promise(desk: Desk, objects: ObjectStore) -> None:
    item = desk.waiting(objects)
    desk.approve(item, desk.approver)
    placement = placed(desk, item, tomorrow())
    assert (placement.message.key, placement.channel, placement.days) == (
        item.key,
        "loudspeaker",
        3,
    )
    assert placed(desk, item, tomorrow(frequency=Frequency(1, days=3))).pk == placement.pk
    actions.withdraw(item, placement, by=desk.editor, now=timezone.now())
    placement.refresh_from_db()
    assert placement.state == Placement.State.WITHDRAWN
    assert verbs(item)[-3:] == ["place", "place", "withdraw"]


def test_an_internal_item_is_never_placed(desk: Desk, objects: ObjectStore) -> None:
    item = desk.waiting(objects, scope="internal")
    desk.approve(item, desk.approver)
    with refused("internal"):
        placed(desk, item, tomorrow())


def test_what_is_not_approved_is_not_placed(desk: Desk, objects: ObjectStore) -> None:
    with refused("not-approved"):
        placed(desk, desk.waiting(objects), tomorrow())
    assert not Placement.objects.exists()


def test_a_placements_name_fits_its_column(desk: Desk) -> None:
    target = Target.objects.get(key="loa-1")
    target.key = "x" * 80
    keys = {
        actions.placement_key(desk.item(key=f"{'a' * 118}-{n}"), target, timezone.localdate())
        for n in range(2)
    }
    assert [len(key) <= 160 for key in keys] == [True, True]
