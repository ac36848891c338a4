"""From the demonstration's written items to approved messages and their placements."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction

from loa.core.message import Approval
from loa.core.periods import DAY, Days
from loa.delivery.actions import Frequency, place
from loa.delivery.models import Placement, SealedMessage
from loa.delivery.rules import spread
from loa.demonstration import cast, content, network
from loa.demonstration.content import Written
from loa.demonstration.voices import Job, Progress, give_voices
from loa.devices.keys import public_hex
from loa.newsroom import actions
from loa.newsroom.models import Item
from loa.newsroom.queries import draft_message
from loa.newsroom.voicing import Spoken
from loa.people.actions import key_id
from loa.people.models import Organisation, User
from loa.plans.models import Phase, Plan, Target, Topic

LOUDSPEAKER = "loudspeaker"
RUN_DAYS = 3
VALID = timedelta(days=366)
AUTHOR, APPROVER = "bien-tap", "lanh-dao"


@dataclass(frozen=True, slots=True)
class Desk:
    """Who writes and signs, where the sounds are kept, and what day it is."""

    issuer: str
    folder: Path  # the cast's own
    store: Path
    records: Path
    now: datetime
    valid_from: datetime


def seal_plan(plan: Plan, desk: Desk, progress: Progress) -> dict[str, SealedMessage]:
    """Write, voice, send and approve a plan's items; return the messages by item key."""
    written = [w for w in content.read(plan.key) if not _sealed(w.key)]
    jobs = [job for item in written for job in _jobs(item)]
    voiced = iter(give_voices(jobs, store=desk.store, records=desk.records, progress=progress))
    for item in written:
        spoken = {job.language: next(voiced) for job in _jobs(item)}
        _seal(_item(item, plan, desk), _texts(item), spoken, desk)
    keys = [w.key for w in content.read(plan.key)]
    return {m.key: m for m in SealedMessage.objects.filter(key__in=keys)}


IDENT = Job("ident", "vi", "")
WAITING = Written(
    key="lich-phun-hoa-chat-diet-muoi",
    plan="",
    topic="1",
    phase="",
    kind="notice",
    headline="Lịch phun hóa chất diệt muỗi ở các thôn",
    text=(
        "Trạm Y tế xã thông báo lịch phun hóa chất diệt muỗi, số liệu minh họa. Sáng thứ Bảy, tổ "
        "phun đến các thôn phía trên cầu. Buổi chiều, tổ phun đến các thôn phía dưới cầu.\n\n"
        "Trước giờ phun, gia đình che thức ăn, nước uống, đưa trẻ nhỏ và vật nuôi ra ngoài. Sau "
        "khi phun ba mươi phút thì mở cửa cho thoáng. Nhà nào có người đang ốm, xin báo trước với "
        "trưởng thôn."
    ),
    author="Viên chức Trạm Y tế xã",
    source="Trạm Y tế xã",
)


def sounds_of(plan_key: str) -> list[Job]:
    """Return every sound that a plan's items, the signature and what waits will ask for."""
    written = [*content.read(plan_key), WAITING]
    return [IDENT, *(job for item in written for job in _jobs(item))]


@transaction.atomic
def leave_waiting(plan: Plan, desk: Desk) -> None:
    """Leave one item waiting, so that a visitor can try to approve it."""
    if Item.objects.filter(key=WAITING.key).exists():
        return
    (spoken,) = give_voices(
        _jobs(WAITING), store=desk.store, records=desk.records, progress=lambda _done, _all: None
    )
    _send(_item(WAITING, plan, desk), _texts(WAITING), {"vi": spoken}, desk)


def seal_ident(plan: Plan, desk: Desk) -> None:
    """Make the signature sound a message like any other: nothing unsigned is played."""
    if _sealed(network.IDENT_KEY):
        return
    (spoken,) = give_voices(
        [IDENT],
        store=desk.store,
        records=desk.records,
        progress=lambda _done, _all: None,
    )
    item = Item(
        key=network.IDENT_KEY,
        kind=Item.Kind.IDENT,
        topic=Topic.objects.filter(plan=plan).order_by("position").first(),
        headline="Nhạc hiệu (số liệu minh hoạ)",
        issuer=Organisation.objects.get(key=desk.issuer),
        author=User.objects.get(username=AUTHOR),
        byline="Kỹ thuật viên",
        source="Âm thanh do hệ thống tạo để minh hoạ",
        valid_from=desk.valid_from,
        valid_until=desk.valid_from + 5 * VALID,
    )
    _seal(item, {"vi": "Nhạc hiệu"}, {"vi": spoken}, desk)


def place_campaign(
    plan: Plan, messages: dict[str, SealedMessage], *, last: date, now: datetime
) -> int:
    """Place each item for its target, the items of a phase spread evenly over it.

    `last` is the first day after an open phase, as far as the demonstration counts.
    Items of one phase follow one another in the order of their file.
    """
    by_phase: defaultdict[str, list[Written]] = defaultdict(list)
    for item in content.read(plan.key):
        by_phase[item.phase].append(item)
    placed = 0
    for phase_key, items in by_phase.items():
        phase = Phase.objects.get(plan=plan, key=phase_key)
        if (period := _served(phase, last)) is None:
            continue
        for item, window in zip(items, spread(len(items), period, run=RUN_DAYS), strict=True):
            target = Target.objects.get(
                plan=plan, phase=phase, topic__key=item.topic, channel=LOUDSPEAKER
            )
            starts = max(window.start, item.not_before or window.start)
            # Room to move: a pause or a full session must not break a promise.
            ends = min(period.end or last, max(window.end or last, starts + 7 * DAY))
            _place(item, messages[item.key], target, Days(starts, ends), now=now)
            placed += 1
    return placed


def place_rotation(
    plan: Plan,
    messages: dict[str, SealedMessage],
    *,
    period: Days,
    areas: Sequence[str],
    now: datetime,
) -> int:
    """Place standing items: all year, or in the months of their season."""
    placed = 0
    for item in content.read(plan.key):
        target = Target.objects.get(plan=plan, topic__key=item.topic, channel=LOUDSPEAKER)
        for window in _seasons(item, period):
            _place(item, messages[item.key], target, window, now=now, areas=areas)
            placed += 1
    return placed


def place_in_listening_room(
    messages: dict[str, SealedMessage], *, starts: date, now: datetime
) -> None:
    """Let the listening room hear everything about once an hour, day and night."""
    for key, message in sorted(messages.items()):
        place(
            key=f"nghe-thu/{key}",
            message=message,
            channel=LOUDSPEAKER,
            areas=[network.LISTENING_UNIT],
            starts=starts,
            ends=None,
            frequency=Frequency(times_a_day=22, every_days=1),
            now=now,
        )


def _place(
    item: Written,
    message: SealedMessage,
    target: Target,
    window: Days,
    *,
    now: datetime,
    areas: Sequence[str] = (),
) -> None:
    key = f"{target.plan.key}/{item.key}/{window.start:%Y%m%d}"
    if Placement.objects.filter(key=key, message=message).exists():
        return
    place(
        key=key,
        message=message,
        target=target,
        channel=LOUDSPEAKER,
        areas=list(areas) or target.area or target.plan.area,
        starts=window.start,
        ends=window.end,
        frequency=Frequency(target.times_a_day, days=target.days, every_days=target.every_days),
        now=now,
    )


def _served(phase: Phase, last: date) -> Days | None:
    """Return the days of a phase that are rehearsed, when there are enough for one run."""
    served = Days(network.FIRST_DAY, last).overlap(Days(phase.starts or last, phase.ends))
    return served if served and (last - served.start).days >= RUN_DAYS else None


def _seasons(item: Written, period: Days) -> Iterator[Days]:
    if not item.months:
        yield period
        return
    if period.end is None:
        raise ValueError("seasons need a last day")
    started: date | None = None
    for day in period:
        inside = day.month in item.months
        if inside and started is None:
            started = day
        if not inside and started is not None:
            yield Days(started, day)
            started = None
    if started is not None:
        yield Days(started, period.end)


def _jobs(item: Written) -> list[Job]:
    own = Job("words", "vi", f"{item.headline}.\n\n{item.text}")
    return [own, *(Job("stand-in", language, item.text) for language in item.recorded)]


def _texts(item: Written) -> dict[str, str]:
    note = "Bản thu được thay bằng âm thanh đánh dấu (số liệu minh hoạ). Bản chữ tiếng Việt:"
    return {"vi": item.text} | dict.fromkeys(item.recorded, f"{note}\n\n{item.text}")


def _item(written: Written, plan: Plan, desk: Desk) -> Item:
    return Item(
        key=written.key,
        kind=written.kind,
        topic=Topic.objects.get(plan=plan, key=written.topic),
        phase=Phase.objects.filter(plan=plan, key=written.phase).first(),
        headline=written.headline,
        issuer=Organisation.objects.get(key=desk.issuer),
        author=User.objects.get(username=AUTHOR),
        byline=written.author,
        source=written.source,
        mood=written.mood,
        valid_from=desk.valid_from,
        valid_until=desk.valid_from + VALID,
    )


@transaction.atomic  # stopped in between, nothing of it stays
def _seal(item: Item, texts: dict[str, str], spoken: dict[str, Spoken], desk: Desk) -> None:
    approver = User.objects.get(username=APPROVER)
    _send(item, texts, spoken, desk)
    actions.approve(item, sign(item, desk, APPROVER), by=approver, now=desk.now)


def _send(item: Item, texts: dict[str, str], spoken: dict[str, Spoken], desk: Desk) -> None:
    author = User.objects.get(username=AUTHOR)
    actions.write(item, texts, now=desk.now)
    for variant in item.variants.all():
        actions.keep_sound(variant, spoken[variant.language], now=desk.now)
        actions.listened(variant, by=author, now=desk.now)
    actions.send_for_approval(item, by=author, now=desk.now)


def sign(item: Item, desk: Desk, username: str) -> Approval:
    """Sign an item as the approver whose key file the demonstration keeps."""
    key = cast.approver_key(desk.folder, username, item.issuer.key)
    unsigned = Approval(
        message=draft_message(item).digest,
        keyid=key_id(bytes.fromhex(public_hex(key))),
        at=desk.now,
        method="ed25519",
        signature="",
    )
    signature = key.sign(unsigned.statement()).hex()
    return Approval(unsigned.message, unsigned.keyid, unsigned.at, unsigned.method, signature)


def _sealed(key: str) -> bool:
    return SealedMessage.objects.filter(key=key).exists()


def start_of(day: date) -> datetime:
    """Return the first instant of a day where the demonstration lives."""
    return datetime.combine(day, time.min, ZoneInfo(network.ZONE))
