from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.newsroom.bulletins.making import recorded
from tests.newsroom.desk import Desk

from loa.channels.broadcast import inputs
from loa.channels.broadcast.models import Station
from loa.core.build import build
from loa.core.words import Kind
from loa.delivery.contract import Session
from loa.delivery.models import Placement
from loa.devices.objects import ObjectStore
from loa.newsroom import actions as items
from loa.newsroom.bulletins import actions, queries, sounds, tasks
from loa.newsroom.bulletins.actions import BulletinError
from loa.newsroom.bulletins.rules import Standing
from loa.newsroom.models import Bulletin, Edition, Item
from loa.people.models import Decision


def approve_all(desk: Desk, bulletin: Bulletin) -> None:
    for entry in bulletin.entries.select_related("item"):
        if entry.item.state == Item.State.REVIEW:
            desk.approve(entry.item, desk.approver)


def sent(desk: Desk, bulletin: Bulletin) -> None:
    actions.send(bulletin, by=desk.editor, now=timezone.now())


def headlines(bulletin: Bulletin) -> list[str]:
    return [entry.item.headline for entry in bulletin.entries.select_related("item")]


def test_sessions_begin_tomorrow_because_today_stands(
    sessions: list[Session], tomorrow: date
) -> None:
    first = [timezone.localtime(s.starts) for s in sessions[:2]]
    assert [(at.date(), at.hour) for at in first] == [(tomorrow, 5), (tomorrow, 17)]
    assert [(s.room_ms, s.receivers) for s in sessions[:2]] == [(1_500_000, 1)] * 2


def test_a_session_has_one_bulletin_whoever_opens_it(
    desk: Desk, sessions: list[Session], bulletin: Bulletin
) -> None:
    again = actions.open_for(desk.office, sessions[0], by=desk.approver, now=timezone.now())
    assert (again.pk, again.author) == (bulletin.pk, desk.editor)


def test_a_recording_becomes_an_item_at_the_end(
    desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    recorded(desk, bulletin, objects, "01 Tiêm phòng.wav")
    recorded(desk, bulletin, objects, "02 tin tiếng Tày.wav", seed="b")
    found = [
        (e.position, e.item.headline, e.language, e.item.source, e.item.topic.key)
        for e in bulletin.entries.select_related("item__topic")
    ]
    assert found == [
        (1, "Tiêm phòng", "vi", "UBND xã Chợ Đồn", "1"),
        (2, "Tin tiếng Tày", "tyz", "UBND xã Chợ Đồn", "1"),
    ]


def test_the_same_recording_is_not_taken_twice(
    desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    recorded(desk, bulletin, objects, "Tiêm phòng.wav")
    with pytest.raises(BulletinError, match="twice: Tiêm phòng"):
        recorded(desk, bulletin, objects, "khác tên.wav")
    assert Item.objects.count() == 1


def test_entries_are_ordered_and_taken_out(
    desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    a, b, c = (recorded(desk, bulletin, objects, f"{seed}.wav", seed=seed) for seed in "abc")
    actions.reorder(bulletin, [c.pk, a.pk])
    assert headlines(bulletin) == ["C", "A", "B"]
    actions.remove(b)
    assert headlines(bulletin) == ["C", "A"]
    assert Item.objects.filter(headline="B").exists()


def test_words_that_follow_a_recording_do_not_lose_it(
    desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    entry = recorded(desk, bulletin, objects, "a.wav")
    items.write(entry.item, {"vi": "Lời của tin."}, now=timezone.now())
    assert entry.item.variants.get().sound
    items.write(entry.item, {"vi": "Lời khác."}, now=timezone.now())
    assert not entry.item.variants.get().sound


def test_a_cut_is_made_from_the_recording_as_it_came(
    desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    entry = recorded(desk, bulletin, objects, "a.wav", seconds=4)
    recording = entry.item.variants.get().recording
    whole = entry.item.variants.get().sound_ms
    for ends in [(1000, 3000), (0, recording.source_ms)]:
        kept = sounds.cut(recording.source, recording.name, ends, objects=objects)
        actions.recut(entry, kept, now=timezone.now())
        variant = entry.item.variants.get()
        assert (variant.recording.from_ms, variant.recording.until_ms) == ends
        assert variant.sound_ms <= ends[1] - ends[0]
    assert variant.sound_ms == whole


def test_it_is_sent_whole_or_not_at_all(
    desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    with pytest.raises(BulletinError, match="empty"):
        sent(desk, bulletin)
    good = recorded(desk, bulletin, objects, "a.wav")
    silent = desk.item(key="cam")
    actions.add_item(bulletin, silent.variants.get())
    with pytest.raises(BulletinError, match=f"item: {silent.headline}"):
        sent(desk, bulletin)
    good.item.refresh_from_db()
    bulletin.refresh_from_db()
    assert (good.item.state, bulletin.sent_at) == (Item.State.DRAFT, None)


def test_what_is_longer_than_the_session_is_not_sent(
    desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    entry = recorded(desk, bulletin, objects, "a.wav")
    entry.item.variants.update(sound_ms=1_503_400)
    with pytest.raises(BulletinError, match="too-long: 4"):
        sent(desk, bulletin)


def test_nothing_changes_while_it_waits(
    desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    entry = recorded(desk, bulletin, objects, "a.wav")
    sent(desk, bulletin)
    for act in (
        lambda: actions.remove(entry),
        lambda: actions.reorder(bulletin, []),
        lambda: recorded(desk, bulletin, objects, "b.wav", seed="b"),
        lambda: actions.choose_signatures(bulletin, None, None),
        lambda: sent(desk, bulletin),
    ):
        with pytest.raises(BulletinError, match="locked"):
            act()


def test_what_was_sent_back_is_mended_and_sent_again(
    desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    entry = recorded(desk, bulletin, objects, "a.wav")
    sent(desk, bulletin)
    entry.item.refresh_from_db()
    items.send_back(entry.item, by=desk.approver, comment="Nói rõ thôn", now=timezone.now())
    assert queries.standing(bulletin) is Standing.RETURNED
    assert [line.returned.comment for line in queries.board(bulletin).lines if line.returned] == [
        "Nói rõ thôn"
    ]
    sent(desk, bulletin)
    assert queries.standing(bulletin) is Standing.REVIEW


def test_what_loudspeakers_say_in_short_is_what_is_listened_to(
    desk: Desk, bulletin: Bulletin, objects: ObjectStore
) -> None:
    long = recorded(desk, bulletin, objects, "a.wav", seconds=4)
    web = recorded(desk, bulletin, objects, "b.wav", seed="b")
    short = recorded(desk, bulletin, objects, "c.wav", seed="c").item.variants.get()
    Edition.objects.create(
        item=long.item,
        form=Item.FormWord.SHORT,
        language="vi",
        text="Ngắn.",
        sound=short.sound,
        sound_bytes=short.sound_bytes,
        sound_ms=short.sound_ms,
        voice=short.voice,
    )
    Item.objects.filter(pk=web.item_id).update(form=Item.FormWord.BANNER)
    lines = queries.board(bulletin).lines
    assert [(line.sound, line.ms) for line in lines] == [
        (short.sound, short.sound_ms),
        ("", 0),
        (short.sound, short.sound_ms),
    ]


def test_once_approved_it_is_heard_in_its_order_in_its_session(
    desk: Desk, bulletin: Bulletin, objects: ObjectStore, tomorrow: date
) -> None:
    names = ["b", "a", "c"]
    for name in names:
        recorded(desk, bulletin, objects, f"{name}.wav", seed=name)
    sent(desk, bulletin)
    now = timezone.now()
    assert tasks.place_approved(now) == 0
    approve_all(desk, bulletin)
    assert tasks.place_approved(now) == 1
    assert tasks.place_approved(now) == 0

    here = Station.objects.get(key="cho-don")
    programme = inputs.read_programme(tomorrow, tomorrow)
    (request,) = inputs.requests({here: [tomorrow]}, programme, serial=1).values()
    (rundown,) = build(request).rundowns
    heard = [item for item in rundown.items if item.kind is Kind.MESSAGE]
    assert [item.title for item in heard] == [name.upper() for name in names]
    assert {timezone.localtime(item.starts).hour for item in heard} == {5}
    assert {item.target for item in heard} == {"mua-thu/loa-1"}
    assert Decision.objects.filter(verb="place-bulletin", actor="ticker").exists()


def test_what_is_approved_too_late_goes_into_the_next_session(
    desk: Desk, bulletin: Bulletin, objects: ObjectStore, tomorrow: date
) -> None:
    recorded(desk, bulletin, objects, "a.wav")
    sent(desk, bulletin)
    approve_all(desk, bulletin)
    late = timezone.now() + timedelta(days=1)
    assert tasks.place_approved(late) == 1
    bulletin.refresh_from_db()
    assert (bulletin.day, bulletin.opens) == (tomorrow + timedelta(days=1), time(5))


def test_a_bulletin_moves_only_where_nothing_stands(
    desk: Desk, bulletin: Bulletin, sessions: list[Session], objects: ObjectStore
) -> None:
    now = timezone.now()
    evening = actions.open_for(desk.office, sessions[1], by=desk.editor, now=now)
    moved = actions.move(bulletin, sessions[1], now=now)  # an empty one gives way
    assert not Bulletin.objects.filter(pk=evening.pk).exists()
    other = actions.open_for(desk.office, sessions[0], by=desk.editor, now=now)
    recorded(desk, moved, objects, "a.wav")
    with pytest.raises(BulletinError, match="session-taken"):
        actions.move(other, sessions[1], now=now)
    with pytest.raises(BulletinError, match="too-late"):
        actions.move(moved, sessions[0], now=now + timedelta(days=2))


def test_it_can_be_taken_off_the_air_and_put_on_again(
    desk: Desk, bulletin: Bulletin, sessions: list[Session], objects: ObjectStore
) -> None:
    recorded(desk, bulletin, objects, "a.wav")
    sent(desk, bulletin)
    approve_all(desk, bulletin)
    now = timezone.now()
    placed = actions.place(bulletin, sessions[0], by=desk.editor, now=now)
    actions.withdraw(placed, by=desk.editor, now=now)
    states = list(queries.placements(placed).values_list("state", flat=True))
    assert (queries.standing(placed), states) == (Standing.WITHDRAWN, ["withdrawn"])
    again = actions.place(placed, sessions[1], by=desk.editor, now=now)
    assert queries.standing(again) is Standing.PLACED
    assert Placement.objects.filter(state="active").count() == 1


def test_nothing_is_placed_before_it_is_approved(
    desk: Desk, bulletin: Bulletin, sessions: list[Session], objects: ObjectStore
) -> None:
    recorded(desk, bulletin, objects, "a.wav")
    sent(desk, bulletin)
    with pytest.raises(BulletinError, match="not-approved"):
        actions.place(bulletin, sessions[0], by=desk.editor, now=timezone.now())
    assert not Placement.objects.exists()


def test_the_whole_of_it_becomes_one_file_and_an_episode(
    desk: Desk, bulletin: Bulletin, objects: ObjectStore, settings: Any, tmp_path: Path
) -> None:
    for seed in "ab":
        recorded(desk, bulletin, objects, f"{seed}.wav", seed=seed)
    sent(desk, bulletin)
    approve_all(desk, bulletin)
    tasks.place_approved(timezone.now())
    assert tasks.make_whole.call(bulletin.pk) is True
    assert tasks.make_whole.call(bulletin.pk) is False
    bulletin.refresh_from_db()
    own = queries.board(bulletin).own_ms
    assert bulletin.sound_ms == pytest.approx(own, abs=400)
    assert objects.has(bulletin.sound)
    before, after = (timezone.now() + timedelta(days=days) for days in (0, 3))
    assert queries.episodes(before) == []
    (episode,) = queries.episodes(after, unit_code="02020")
    assert (episode.headlines, episode.sound) == (("A", "B"), bulletin.sound)
    assert queries.episodes(after, unit_code="02071") == []
