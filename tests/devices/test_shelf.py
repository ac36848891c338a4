"""What intake writes past the models is what the models read, on either database."""

import json

import pytest
from django.db import DatabaseError, transaction
from tests.devices.authority import NOW
from tests.devices.recorder import Recorder

from loa.core.message import read_instant
from loa.devices import alarms, shelf
from loa.devices.lines import Row
from loa.devices.models import Alarm, Device, Entry, Segment

pytestmark = pytest.mark.django_db

PLAIN = Row(
    1, "2026-11-22T05:00:00.000Z", "floor", "2", "3", "started", "", "4", "5", "{}", "ab" * 32
)  # fmt: skip
ROWS = [
    PLAIN,
    PLAIN._replace(n=2, at="0001-01-02T00:00:00.001Z", item="tab\there", data='{"a":"b\\\\c"}'),
    PLAIN._replace(n=3, at="9999-12-30T23:59:59.999Z", item="dòng\nhai\r", data='{"k":"\\n\\""}'),
    PLAIN._replace(n=4, item="\\N", data='{"chữ":"số 5","m":-7}'),
    PLAIN._replace(n=5, item="\\.", ms=str(2**53 - 1)),
]


@pytest.fixture
def device() -> Device:
    return Recorder().enrolled()


def test_entries_come_back_as_they_were_written(device: Device) -> None:
    shelf.add_entries([(device.pk, ROWS[:2]), (device.pk, ROWS[2:])])
    found = list(Entry.objects.order_by("pk"))
    assert [row.device for row in found] == [device] * len(ROWS)
    for entry, row in zip(found, ROWS, strict=True):
        assert entry.at == read_instant(row.at)
        assert entry.data == json.loads(row.data)
        names = ("n", "clock", "event", "item", "hash")
        assert [getattr(entry, n) for n in names] == [getattr(row, n) for n in names]
        numbers = ("boot", "mono_ms", "ms", "late_ms")
        assert [getattr(entry, n) for n in numbers] == [int(getattr(row, n)) for n in numbers]
        assert Entry.objects.filter(at=read_instant(row.at), n=row.n).count() == 1


def test_what_the_database_refuses_is_its_own_error(device: Device) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        shelf.add_entries([(device.pk, [PLAIN, PLAIN._replace(n=2, data="{")])])
    assert not Entry.objects.exists()


def test_segments_come_back_and_are_added_once(device: Device) -> None:
    one = shelf.Segment(device.pk, 1, 5, "cd" * 32, "ef" * 32, "a/b.segment", 7, 9)
    shelf.add_segments([one], NOW)
    shelf.add_segments([one, one._replace(sha256="01" * 32)], NOW)
    found = Segment.objects.order_by("pk").values_list(
        "device_id", "first", "last", "head", "sha256", "path", "start", "size", "received_at"
    )
    assert list(found) == [(*one, NOW), (*one._replace(sha256="01" * 32), NOW)]


def test_players_are_read_by_key_with_what_intake_asks(device: Device) -> None:
    Device.objects.filter(pk=device.pk).update(n=7, head="a", durable_n=3, durable_head="b")
    other = Recorder("bang-lung").enrolled()
    Device.objects.filter(pk=other.pk).update(revoked_at=NOW)
    found = shelf.devices([device.keyid, other.keyid, "none"])
    assert set(found) == {device.keyid, other.keyid}
    mine = found[device.keyid]
    assert (mine.pk, mine.station, mine.public) == (device.pk, device.station, device.public)
    assert (mine.n, mine.head, mine.durable_n, mine.durable_head) == (7, "a", 3, "b")
    assert (mine.revoked_at, found[other.keyid].revoked_at) == (None, NOW)
    assert shelf.devices([]) == {}


def test_an_end_moves_only_from_where_it_was_read(device: Device) -> None:
    other = Recorder("bang-lung").enrolled()
    shelf.move_ends([(device, 5, "e5"), (other, 6, "e6")])
    ends = {d.pk: (d.n, d.head) for d in Device.objects.all()}
    assert ends == {device.pk: (5, "e5"), other.pk: (6, "e6")}
    with pytest.raises(shelf.LedgerMovedError):
        shelf.move_ends([(device, 9, "e9")])  # read before it stood at 5


def test_digests_are_found_for_many_ledgers_at_once(device: Device) -> None:
    other = Recorder("bang-lung").enrolled()
    shelf.add_entries([(device.pk, ROWS), (other.pk, ROWS[:2])])
    found = shelf.hashes([(device.pk, 2, 3), (other.pk, 2, 9)])
    assert found == {device.pk: dict.fromkeys((2, 3), "ab" * 32), other.pk: {2: "ab" * 32}}
    assert shelf.hashes([]) == {}


def test_an_alarm_counts_until_it_is_closed(device: Device) -> None:
    raised = alarms.Raised(device, Alarm.Kind.GAP, 4, "entries 4 to 6\0")
    alarms.raise_all([raised], now=NOW)
    alarms.raise_all([raised, alarms.Raised(device, Alarm.Kind.FORK, 2**70, "x", "f")], now=NOW)
    alarms.close_all(alarms.gaps_within({device.pk: 3}), now=NOW)
    facts = ("kind", "n", "detail", "times", "evidence", "closed_at")
    assert list(Alarm.objects.order_by("n").values_list(*facts)) == [
        ("gap", 4, "entries 4 to 6", 2, "", None),
        ("fork", 2**63 - 1, "x", 1, "f", None),
    ]
    alarms.close_all(alarms.gaps_within({device.pk: 4}), now=NOW)
    alarms.raise_all([raised], now=NOW)
    gaps = Alarm.objects.filter(kind="gap").order_by("pk").values_list("times", "closed_at")
    assert list(gaps) == [(2, NOW), (1, None)]


def test_a_statement_of_more_rows_than_fit_is_cut(device: Device) -> None:
    row = shelf.Segment(device.pk, 1, 5, "cd" * 32, "", "p", 0, 5)
    many = [row._replace(sha256=f"{n:064}") for n in range(250)]
    shelf.add_segments(many, NOW)
    assert Segment.objects.count() == 250
