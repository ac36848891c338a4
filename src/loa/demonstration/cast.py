"""The demonstration's organisations and people: offices as they are called, people as roles."""

import json
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.contrib.auth.hashers import make_password

from loa.devices.keys import key_at
from loa.people import actions, totp
from loa.people.models import ApproverKey, Organisation, User
from loa.people.rules import ApprovalRule, Role
from loa.places.models import AdminUnit

OLD_TIMES, NEW_TIMES = date(2020, 1, 1), date(2025, 7, 1)
KEYS_SINCE = datetime.combine(OLD_TIMES, time.min, UTC)
MARK = "minh hoạ"
PROVINCE = "19"
PROVINCE_CENTRE = "trung-tam-thong-tin-co-so"
ONE_PERSON_COMMUNE = "02044"  # one officer holds every role there

Kind = Organisation.Kind
OFFICES_2020 = (
    ("huyen-uy-cho-don", "Huyện uỷ Chợ Đồn", Kind.COMMITTEE, "064"),
    ("ban-tuyen-giao-cho-don", "Ban Tuyên giáo Huyện uỷ Chợ Đồn", Kind.DEPARTMENT, "064"),
    (
        "trung-tam-vhtttt-cho-don",
        "Trung tâm Văn hoá, Thể thao và Truyền thông huyện Chợ Đồn",
        Kind.CENTRE,
        "064",
    ),
    ("huyen-uy-cho-moi", "Huyện uỷ Chợ Mới", Kind.COMMITTEE, "065"),
    (
        "trung-tam-vhtttt-cho-moi",
        "Trung tâm Văn hoá, Thể thao và Truyền thông huyện Chợ Mới",
        Kind.CENTRE,
        "065",
    ),
)
OFFICES_2025 = (
    ("so-y-te-thai-nguyen", "Sở Y tế tỉnh Thái Nguyên", Kind.AGENCY, PROVINCE),
    (PROVINCE_CENTRE, f"Trung tâm thông tin cơ sở tỉnh ({MARK})", Kind.CENTRE, PROVINCE),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One demonstration account and what it may do where."""

    username: str
    name: str
    title: str
    roles: tuple[Role, ...]
    organisations: tuple[str, ...]
    second_factor: bool = False


PARTS = (
    Part("ke-hoach", "Cán bộ kế hoạch", "Chuyên viên", (Role.PLANNER,), (PROVINCE_CENTRE,)),
    Part(
        "bien-tap",
        "Biên tập viên",
        "Biên tập viên",
        (Role.EDITOR,),
        (PROVINCE_CENTRE, "trung-tam-vhtttt-cho-don", "trung-tam-vhtttt-cho-moi"),
    ),
    Part(
        "lanh-dao",
        "Lãnh đạo trung tâm",
        "Giám đốc",
        (Role.APPROVER,),
        (PROVINCE_CENTRE, "trung-tam-vhtttt-cho-don", "trung-tam-vhtttt-cho-moi"),
        second_factor=True,
    ),
    Part("ky-thuat", "Kỹ thuật viên", "Kỹ thuật viên", (Role.TECHNICIAN,), (PROVINCE_CENTRE,)),
    Part("can-bo-xa", "Cán bộ xã Nghĩa Tá", "Công chức", (Role.COMMUNE_OFFICER,), ("xa-02071",)),
    Part(
        "chu-tich-xa",
        "Chủ tịch xã Nghĩa Tá",
        "Chủ tịch UBND xã",
        (Role.APPROVER,),
        ("xa-02071",),
        second_factor=True,
    ),
    Part(
        "van-phong-xa",
        "Văn phòng xã một người",
        "Công chức",
        (Role.COMMUNE_OFFICER, Role.EDITOR, Role.APPROVER, Role.TECHNICIAN),
        (f"xa-{ONE_PERSON_COMMUNE}",),
        second_factor=True,
    ),
    Part("truong-thon", "Trưởng thôn Nà Khảo", "Trưởng thôn", (Role.HAMLET_HEAD,), ("xa-02071",)),
    Part("nguoi-xem", "Người xem", "Khách", (Role.VIEWER,), (PROVINCE_CENTRE,)),
    Part("quan-tri", "Quản trị", "Quản trị hệ thống", (Role.ADMINISTRATOR,), (PROVINCE_CENTRE,)),
)


@dataclass(frozen=True, slots=True)
class Account:
    """What a visitor needs to sign in."""

    username: str
    name: str
    secret: str  # of the second factor; empty when none is asked

    def code(self, now: datetime) -> str:
        """Return the code that holds now; empty when none is asked."""
        return totp.code(self.secret, now) if self.secret else ""


@dataclass(frozen=True, slots=True)
class Cast:
    """The accounts with their one password, made for this installation alone."""

    password: str
    accounts: tuple[Account, ...]


def raise_curtain(folder: Path) -> Cast:
    """Make the organisations, accounts, roles and approvers' keys that are missing.

    `folder` keeps the password, the second factors and the approvers' key files, which
    stand for what people carry themselves; it is readable by its owner alone.
    """
    cast = _secrets(folder)
    for key, name, kind, unit in (*OFFICES_2020, *OFFICES_2025):
        actions.ensure_organisation(key=key, name=name, kind=kind, unit_code=unit)
    _commune_offices()
    hashed = ""  # of the one password, made where an account is missing
    for part, account in zip(PARTS, cast.accounts, strict=True):
        user = User.objects.filter(username=part.username).first()
        if user is None:
            hashed = hashed or make_password(cast.password)
            user = actions.create_user(
                username=part.username,
                password=cast.password,
                display_name=part.name,
                administers_records=Role.ADMINISTRATOR in part.roles,
                hashed=hashed,
            )
        if account.secret:
            actions.enrol_totp(user=user, secret=account.secret)
        for key in part.organisations:
            _engage(user, part, Organisation.objects.get(key=key), folder)
    return cast


def _commune_offices() -> None:
    communes = AdminUnit.objects.filter(
        level="commune", valid_from__gte=NEW_TIMES, valid_until=None
    )
    for unit in communes:
        alone = unit.code == ONE_PERSON_COMMUNE
        actions.ensure_organisation(
            key=f"xa-{unit.code}",
            name=f"UBND {unit.as_unit().full_name.lower().replace(unit.name.lower(), unit.name)}",
            kind=Kind.COMMUNE_OFFICE,
            unit_code=unit.code,
            rule=ApprovalRule(needed=1, author_may_approve=True) if alone else None,
            rule_source=f"Quy chế một người ({MARK})" if alone else "",
        )


def _engage(user: User, part: Part, organisation: Organisation, folder: Path) -> None:
    old = organisation.unit_code in {"064", "065"}
    since, until = (OLD_TIMES, NEW_TIMES) if old else (NEW_TIMES, None)
    for role in part.roles:
        actions.grant(user=user, organisation=organisation, role=role, since=since, until=until)
    actions.appoint(
        user=user, organisation=organisation, title=part.title, since=since, until=until
    )
    if Role.APPROVER in part.roles:
        _key(user, organisation, since, folder)


def _key(user: User, organisation: Organisation, since: date, folder: Path) -> None:
    public = approver_key(folder, user.username, organisation.key).public_key().public_bytes_raw()
    if ApproverKey.objects.filter(key_id=actions.key_id(public)).exists():
        return
    actions.add_approver_key(
        user=user,
        organisation=organisation,
        method=ApproverKey.Method.ED25519,
        public_key=public,
        now=datetime.combine(since, time.min, UTC),
        label=f"{user.display_name} ({MARK})",
        actor="demo",
    )


def approver_key(folder: Path, username: str, organisation: str) -> Ed25519PrivateKey:
    """Return the private key that stands for what an approver carries, made on first use."""
    return key_at(folder / "keys" / f"{username}-{organisation}.pem")


def _secrets(folder: Path) -> Cast:
    path = folder / "accounts.json"
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    kept.setdefault("password", "-".join(secrets.token_hex(2) for _ in range(3)))
    factors = kept.setdefault("factors", {})
    missing = [p.username for p in PARTS if p.second_factor and p.username not in factors]
    if missing:  # all of them at first; later, whoever has joined the cast since
        factors |= {username: totp.new_secret() for username in missing}
        _keep(path, kept)
    return Cast(
        kept["password"],
        tuple(Account(p.username, p.name, factors.get(p.username, "")) for p in PARTS),
    )


def _keep(path: Path, kept: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(kept, file)
    draft.replace(path)
