"""What each kind of fault does to a station's life when it begins, and how it ends.

`hit` is told when a fault has really had its effect; a power cut while the power is off
anyway, or a torn write where nothing was written, is none.
"""

import errno
from collections.abc import Callable
from datetime import timedelta

from loa.player.ports import FetchError
from loa.rehearsal.faults import Fault, FaultKind
from loa.rehearsal.life import Life, device_key

YEAR = timedelta(days=365)
SLOWEST_STEP, FASTEST_STEP = 1.0, 25.0  # seconds
OFTEN = 0.7
SAVED_WITHIN = timedelta(seconds=15)
Hit = Callable[[], None]


def strike(life: Life, fault: Fault, hit: Hit) -> None:
    """Let a fault happen to a life: its beginning and its end go on the life's agenda."""
    begin, end = DEEDS[fault.kind]
    life.at(fault.starts, lambda: begin(life, fault, hit))
    life.at(fault.ends, lambda: end(life, fault))


# ---- the line


def _down(life: Life, fault: Fault, hit: Hit) -> None:
    life.line.down.add(fault.pick)
    life.judge_soon()
    life.poll_soon()
    hit()


def _up(life: Life, fault: Fault) -> None:
    life.line.down.discard(fault.pick)
    life.judge_soon()
    life.poll_soon()
    life.at(life.next_tick(), life.report)


def _spoil(life: Life, fault: Fault, hit: Hit) -> None:
    """Spoil what comes; and let some sounds rot, so that something has to come."""
    dice = fault.dice()
    life.line.spoils = dice
    life.line.truncates = fault.kind is FaultKind.TRUNCATED
    life.rot(dice, fault.ends)
    life.poll_soon()
    hit()


def _spoil_no_more(life: Life, _fault: Fault) -> None:
    life.line.spoils = None
    life.heal()
    life.poll_soon()


def _roll_back(life: Life, fault: Fault, hit: Hit) -> None:
    stamps = life.seat.server.timestamps
    older = stamps[:-1] if fault.kind is FaultKind.ROLLED_BACK else stamps
    if not older:
        return
    # Frozen: what is newest now is repeated, though newer things will be published.
    fixed = fault.dice().choice(older) if fault.kind is FaultKind.ROLLED_BACK else older[-1]
    life.line.timestamp = fixed
    life.poll_soon()
    hit()


def _repeat_no_more(life: Life, _fault: Fault) -> None:
    life.line.timestamp = None
    life.poll_soon()


def _mix(life: Life, _fault: Fault, hit: Hit) -> None:
    life.line.other_commune = True
    life.poll_soon()
    hit()


def _mix_no_more(life: Life, _fault: Fault) -> None:
    life.line.other_commune = False
    life.poll_soon()


# ---- power


def _cut_power(life: Life, fault: Fault, hit: Hit) -> None:
    if life.player is not None:
        hit()
    life.held_off.add(fault.pick)
    life.power_off()


def _power_back(life: Life, fault: Fault) -> None:
    life.held_off.discard(fault.pick)
    life.flash.tears = None
    life.line.cuts_power_after = None
    if life.player is None:
        life.power_on()
        life.at(life.next_tick(), life.report)


def _cut_in_write(life: Life, fault: Fault, hit: Hit) -> None:
    """Cut the power in the next write of the ledger; it stays off for the fault's span."""
    if life.player is None:
        return
    life.flash.tears, life.flash.on_tear = fault.dice(), hit
    life.held_off.add(fault.pick)


def _cut_in_download(life: Life, fault: Fault, hit: Hit) -> None:
    if life.player is None or life.line.down:
        return
    dice = fault.dice()
    life.rot(dice, fault.ends)
    life.line.cuts_power_after, life.line.on_cut = dice.randrange(3), hit
    life.held_off.add(fault.pick)


def _healed(life: Life, fault: Fault) -> None:
    life.heal()
    _power_back(life, fault)


# ---- the clock


def _step(life: Life, fault: Fault, hit: Hit) -> None:
    """Step the clock: while it runs, at a boot without a network, or by a forged network."""
    dice, quartz = fault.dice(), life.quartz
    if fault.kind is FaultKind.CLOCK_SECONDS:
        off = timedelta(seconds=dice.choice((-1, 1)) * dice.uniform(SLOWEST_STEP, FASTEST_STEP))
    else:
        off = dice.choice((-1, 1)) * dice.uniform(1, 10) * YEAR
    way = dice.randrange(3)
    if way == 0 and fault.kind is FaultKind.CLOCK_YEARS:
        quartz.forged = off
    elif way == 1:
        life.held_off.add(fault.pick)
        life.line.down.add(fault.pick)
        life.power_off()
        quartz.off = off
        life.at(
            life.now + dice.uniform(0.1, 0.6) * (fault.ends - fault.starts),
            lambda: _power_back(life, fault),
        )
    else:
        quartz.uncorrected_until = fault.ends
        quartz.off = off
    life.judge_soon()
    hit()


def _clock_right(life: Life, fault: Fault) -> None:
    life.quartz.forged = timedelta(0)
    life.quartz.uncorrected_until = None
    life.line.down.discard(fault.pick)
    _power_back(life, fault)
    life.judge_soon()
    life.poll_soon()
    life.at(life.next_tick(), life.report)


def _no_clock(life: Life, fault: Fault, hit: Hit) -> None:
    """Lose power on a board without a battery, and come back without a network."""
    if life.player is not None:
        hit()
    life.held_off.add(fault.pick)
    life.line.down.add(fault.pick)
    life.power_off()
    life.quartz.battery = False
    life.at(
        life.now + fault.dice().uniform(0.1, 0.6) * (fault.ends - fault.starts),
        lambda: _power_back(life, fault),
    )


def _clock_again(life: Life, fault: Fault) -> None:
    _clock_right(life, fault)
    life.at(life.now + timedelta(hours=1), lambda: setattr(life.quartz, "battery", True))


# ---- the disk


def _refuse(life: Life, fault: Fault, hit: Hit) -> None:
    full = fault.kind is FaultKind.DISK_FULL
    life.flash.refuses = errno.ENOSPC if full else errno.EROFS
    hit()


def _accept(life: Life, _fault: Fault) -> None:
    life.flash.refuses = 0
    life.at(life.now + SAVED_WITHIN, life.save)
    life.poll_soon()
    life.at(life.next_tick(), life.report)


# ---- uploads


def _lossy(life: Life, fault: Fault, hit: Hit) -> None:
    server, dice = life.seat.server, fault.dice()
    late: list[bytes] = []

    def post(path: str, body: bytes) -> bytes:
        hit()
        if fault.kind is FaultKind.DOUBLED:
            server.post(path, body)
            return server.post(path, body)
        if fault.kind is FaultKind.REORDERED:
            return _after_the_next(life, body, late)
        if dice.random() > OFTEN:
            return server.post(path, body)
        if fault.kind is FaultKind.SERVER_KILLED:
            return server.post_killed(body, dice)
        server.post(path, body[: dice.randrange(len(body))])
        raise FetchError("the connection broke")

    life.line.lossy_posts = post


def _after_the_next(life: Life, body: bytes, late: list[bytes]) -> bytes:
    """Hold the first segment back until a later one has arrived."""
    server = life.seat.server
    if not late:
        late.append(body)
        raise FetchError("the connection broke")
    answer = server.post("/api/ledger", body)
    server.post("/api/ledger", late.pop())
    return answer


def _lossless(life: Life, _fault: Fault) -> None:
    life.line.lossy_posts = None
    life.at(life.next_tick(), life.report)


# ---- twins


def _twin(life: Life, fault: Fault, hit: Hit) -> None:
    """Let a copy of the board, key and disk included, run at another place."""
    if life.player is None or life.twin is not None:
        return
    twin = life.twin = Life(life.seat, life.key, life.number, twin_of=life)
    twin.power_on()
    dice = fault.dice()
    for _ in range(3):
        twin.at(life.now + dice.random() * (fault.ends - fault.starts), twin.report)
        life.at(life.now + dice.random() * (fault.ends - fault.starts), life.report)
    hit()


def _one_again(life: Life, _fault: Fault) -> None:
    """Let a technician find the copy, and enrol the right board anew with a key of its own."""
    twin, life.twin = life.twin, None
    if twin is None:
        return
    twin.run_alone(life.now)
    twin.power_off()
    life.report_at_the_office()
    life.change_board(device_key(life.seat.seed, life.number, len(life.devices)))
    life.power_on()
    life.at(life.next_tick(), life.report)


def _nothing(_life: Life, _fault: Fault, _hit: Hit) -> None:
    """Happen to the server, not to a station."""


def _nothing_ends(_life: Life, _fault: Fault) -> None:
    """End by itself."""


Begin = Callable[[Life, Fault, Hit], None]
End = Callable[[Life, Fault], None]
DEEDS: dict[FaultKind, tuple[Begin, End]] = {
    FaultKind.AWAY: (_down, _up),
    FaultKind.MONTH_END: (_down, _up),
    FaultKind.POWER_IN_ITEM: (_cut_power, _power_back),
    FaultKind.POWER_IN_WRITE: (_cut_in_write, _power_back),
    FaultKind.POWER_IN_DOWNLOAD: (_cut_in_download, _healed),
    FaultKind.CLOCK_SECONDS: (_step, _clock_right),
    FaultKind.CLOCK_YEARS: (_step, _clock_right),
    FaultKind.NO_CLOCK: (_no_clock, _clock_again),
    FaultKind.TRUNCATED: (_spoil, _spoil_no_more),
    FaultKind.ALTERED: (_spoil, _spoil_no_more),
    FaultKind.ROLLED_BACK: (_roll_back, _repeat_no_more),
    FaultKind.FROZEN: (_roll_back, _repeat_no_more),
    FaultKind.EXPIRED: (_roll_back, _repeat_no_more),
    FaultKind.OTHER_COMMUNE: (_mix, _mix_no_more),
    FaultKind.DISK_FULL: (_refuse, _accept),
    FaultKind.READ_ONLY: (_refuse, _accept),
    FaultKind.DOUBLED: (_lossy, _lossless),
    FaultKind.REORDERED: (_lossy, _lossless),
    FaultKind.UPLOAD_CUT: (_lossy, _lossless),
    FaultKind.SERVER_KILLED: (_lossy, _lossless),
    FaultKind.RESTORED: (_nothing, _nothing_ends),
    FaultKind.POLICY: (_nothing, _nothing_ends),
    FaultKind.TWINS: (_twin, _one_again),
}
