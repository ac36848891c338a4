"""An office with its people, its plan and the keys that its approvers carry."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.http import HttpResponse
from django.utils import timezone

from loa.audio.standin import stand_in
from loa.core.message import Approval
from loa.devices.keys import make_key, read_key
from loa.devices.objects import ObjectStore
from loa.newsroom import actions, queries
from loa.newsroom.models import Item
from loa.newsroom.voicing import RECORDED, Spoken, voice_sound
from loa.people import totp
from loa.people.actions import (
    add_approver_key,
    appoint,
    create_user,
    enrol_totp,
    ensure_organisation,
    grant,
    key_id,
)
from loa.people.models import ApproverKey, Organisation, User
from loa.people.rules import ApprovalRule, Role
from loa.places.actions import load_units
from loa.plans.actions import approve_plan, load_plan
from loa.plans.models import Topic

PASSWORD = "dung-cau-mat-khau"
HEADLINE = "Tiêm phòng trâu bò từ ngày 12 tháng 10"
TEXT = "Mời bà con đưa trâu, bò ra nhà văn hoá thôn để tiêm phòng."
PLAN = """\
format = "loa.plan"
version = "1.0"
key = "mua-thu"
number = "12-KH/UBND"
kind = "campaign"
title = "Kế hoạch thông tin mùa thu"
issuer = {{ key = "ubnd-xa", name = "UBND xã Chợ Đồn" }}
area = ["02020"]

[[phase]]
key = "dot-1"
name = "Đợt 1"
starts = {starts}

[[topic]]
code = "1"
name = "Nông nghiệp"
weights = {{ dot-1 = 1 }}

[[topic]]
code = "2"
name = "Y tế"

[[target]]
key = "loa-1"
topic = "1"
phase = "dot-1"
channel = "loudspeaker"
items = 2
times_a_day = 2
days = 3
"""


@dataclass(frozen=True)
class Desk:
    """An office where one writes and others approve."""

    office: Organisation
    editor: User
    approver: User
    folder: Path

    def key_file(self, user: User) -> Path:
        return self.folder / f"{user.username}.pem"

    def key(self, user: User) -> Ed25519PrivateKey:
        return read_key(self.key_file(user))

    def add_key(self, user: User, office: Organisation | None = None) -> ApproverKey:
        """Let an approver carry a key, registered with the office."""
        make_key(self.key_file(user))
        return add_approver_key(
            user=user,
            organisation=office or self.office,
            method=ApproverKey.Method.ED25519,
            public_key=self.key(user).public_key().public_bytes_raw(),
            now=timezone.now() - timedelta(days=30),
            actor="test",
        )

    def person(self, name: str, *roles: Role, office: Organisation | None = None) -> User:
        where = office or self.office
        return person(name, where, *roles)

    def item(self, *, now: datetime | None = None, **changes: object) -> Item:
        """Write an item with its text."""
        moment = now or timezone.now()
        fields: dict[str, object] = {
            "key": "tiem-phong",
            "topic": Topic.objects.get(plan__key="mua-thu", key="1"),
            "headline": HEADLINE,
            "issuer": self.office,
            "author": self.editor,
            "byline": "Lan, Biên tập viên",
            "source": "Trạm Thú y",
            "valid_from": moment - timedelta(days=1),
            "valid_until": moment + timedelta(days=60),
        }
        return actions.write(Item(**{**fields, **changes}), {"vi": TEXT}, now=moment)

    def voiced(self, objects: ObjectStore, **changes: object) -> Item:
        """Write an item that has a recording."""
        item = self.item(**changes)
        actions.keep_sound(item.variants.get(), recording(objects), now=timezone.now())
        return item

    def waiting(self, objects: ObjectStore, **changes: object) -> Item:
        """Write an item that waits for approval."""
        item = self.voiced(objects, **changes)
        actions.send_for_approval(item, by=self.editor, now=timezone.now())
        return item

    def sign(self, item: Item, user: User, at: datetime, *, message: str = "") -> Approval:
        """Sign as the browser of an approver does."""
        key = self.key(user)
        unsigned = Approval(
            message=message or queries.draft_message(item).digest,
            keyid=key_id(key.public_key().public_bytes_raw()),
            at=at.replace(microsecond=at.microsecond // 1000 * 1000),
            method="ed25519",
            signature="",
        )
        signature = key.sign(unsigned.statement()).hex()
        return Approval(unsigned.message, unsigned.keyid, unsigned.at, "ed25519", signature)

    def approve(self, item: Item, user: User) -> None:
        now = timezone.now()
        actions.approve(item, self.sign(item, user, now), by=user, now=now)


def recording(objects: ObjectStore, seconds: float = 2.0, seed: str = "a") -> Spoken:
    """Keep a short sound that stands for a person's recording."""
    return voice_sound(stand_in("vi", seconds, seed), voice=RECORDED, objects=objects)


def person(name: str, office: Organisation, *roles: Role) -> User:
    since = timezone.localdate() - timedelta(days=60)
    user = create_user(username=name, password=PASSWORD, display_name=name.title())
    for role in roles:
        grant(user=user, organisation=office, role=role, since=since)
    appoint(user=user, organisation=office, title="Chuyên viên", since=since)
    if Role.APPROVER in roles:
        enrol_totp(user=user, secret=totp.new_secret())
    return user


def office_with(rule: ApprovalRule | None = None, key: str = "ubnd-xa") -> Organisation:
    return ensure_organisation(
        key=key,
        name="UBND xã Chợ Đồn",
        kind=Organisation.Kind.COMMUNE_OFFICE,
        unit_code="02020",
        rule=rule,
    )


def opened(folder: Path) -> Desk:
    """Set the office up: units, plan, an editor, an approver with a key."""
    load_units()
    now = timezone.now()
    starts = (timezone.localdate() - timedelta(days=30)).isoformat()
    load_plan(PLAN.format(starts=starts), now=now, by="test")
    approve_plan(plan_key="mua-thu", now=now, by="test")
    office = office_with()
    editor = person("lan", office, Role.EDITOR)
    approver = person("binh", office, Role.APPROVER)
    desk = Desk(office, editor, approver, folder)
    desk.add_key(approver)
    return desk


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def form(desk: Desk, **changes: str) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "headline": HEADLINE,
        "text_vi": TEXT,
        "topic": str(Topic.objects.get(key="1").pk),
        "issuer": str(desk.office.pk),
        "source": "Trạm Thú y",
        "byline": "Lan",
        "kind": "bulletin",
        "scope": "public",
        "priority": "routine",
        "mood": "plain",
        "valid_from": today.isoformat(),
        "last_day": today.isoformat(),
        **changes,
    }
