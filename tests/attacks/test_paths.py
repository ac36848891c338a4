"""No name that comes from outside leads out of its folder: addresses, keys, titles, links."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.attacks.village import NOW as VILLAGE_NOW
from tests.attacks.village import village
from tests.devices.authority import NOW, Province
from tests.devices.recorder import Recorder
from tests.simulators.programme import DAY, STATION, Programme
from tests.simulators.publisher import Publisher
from tuf.api.metadata import TargetFile

from loa.channels.broadcast.usb import tracks
from loa.core.bundle import object_path
from loa.core.canonical import FormatError, canonical, header
from loa.devices import actions, intake
from loa.devices.objects import ObjectError, ObjectStore
from loa.devices.repository.layout import check_name
from loa.devices.signer.server import answer
from loa.plans import text as plan_text
from loa.plans.shape import check_shape
from loa.player.cli import main

TRICKS = (
    "..",
    "../x",
    "../../secrets/django",
    "/etc/passwd",
    "a/../../b",
    "a\\..\\b",
    "x\0y",
    ".hidden",
    "",
    "x" * 5000,
    "%2e%2e%2fx",
    "\u202egnp",
    "con:",
    "a b",
    "x\n",
)
DIGEST = "ab" * 32
PLACES = (
    "/repo/metadata/{}.json",
    "/repo/metadata/{}",
    "/repo/targets/policy/{}",
    "/repo/targets/{}/" + DIGEST + ".x.json",
    "/repo/targets/station/" + DIGEST + ".{}",
    "/repo/objects/ab/{}",
    "/repo/objects/{}/" + DIGEST,
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.django_db
def test_no_address_of_the_repository_leads_elsewhere(
    client: Client, province: Province, settings: Any, place: str
) -> None:
    settings.DATA_DIR = province.folder
    secret = province.folder / "secrets" / "django"
    secret.parent.mkdir()
    secret.write_text("TOP-SECRET")
    for trick in TRICKS:
        # A page might stand there with a stroke at its end: where there is none, nothing is.
        response = client.get(place.format(trick), follow=True)
        assert (trick, response.status_code) == (trick, 404)
        assert b"TOP-SECRET" not in response.content


@pytest.fixture
def served(client: Client, province: Province, settings: Any) -> tuple[Client, Path]:
    settings.DATA_DIR = province.folder
    province.signer().publish({"nghia-ta": province.one_item("nghia-ta")}, now=NOW)
    return client, province.folder


@pytest.mark.django_db
def test_a_link_in_a_served_folder_gives_nothing_away(served: tuple[Client, Path]) -> None:
    client, folder = served
    (folder / "secret.json").write_text('{"format":"secret"}')
    for place in (
        f"repo/targets/policy/{DIGEST}.x.json",
        "repo/metadata/99.root.json",
        f"objects/ab/{DIGEST}",
    ):
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(folder / "secret.json")
        address = place if place.startswith("repo/") else f"repo/{place}"
        assert client.get(f"/{address}").status_code == 404


@pytest.mark.django_db
def test_a_pipe_or_a_device_in_a_served_folder_holds_nobody_up(
    served: tuple[Client, Path],
) -> None:
    client, folder = served
    path = folder / "objects" / "ab" / DIGEST
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    assert client.get(f"/repo/objects/ab/{DIGEST}").status_code == 404
    store = ObjectStore(folder / "objects")
    with pytest.raises(ObjectError):
        store.read(DIGEST)
    path.unlink()
    path.symlink_to("/dev/zero")
    with pytest.raises(ObjectError):
        store.read(DIGEST)
    assert not store.holds(DIGEST)


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: ascii(trick)[:20])
def test_no_address_or_key_with_a_trick_is_a_path(trick: str) -> None:
    for make in (object_path, check_name):
        with pytest.raises(FormatError):
            make(trick)


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: ascii(trick)[:20])
def test_a_stations_key_with_a_trick_is_refused_by_office_and_signer(
    province: Province, trick: str
) -> None:
    before = sorted(path for path in province.folder.rglob("*"))
    with pytest.raises(FormatError):
        province.sign(province.policy(trick))
    signer = province.signer()
    request = header("signer-request") | {"publish": {trick: {"station": trick}}}
    told = answer(signer, canonical(request), NOW)
    assert told["format"] == "loa.error" or told["refused"]
    strange = {p for p in province.folder.rglob("*") if p.is_file()} - set(before)
    own = {"root.json", ".lock", "versions.json"}
    assert {p for p in strange if p.name not in own and "metadata" not in p.parts} == set()


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: ascii(trick)[:20])
@pytest.mark.django_db
def test_a_ledger_that_names_a_path_is_written_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trick: str
) -> None:
    monkeypatch.setattr(intake, "ledgers_folder", lambda: tmp_path / "ledgers")
    for player in (Recorder(), Recorder(trick)):
        if player.station != trick:
            player.keyid = trick
        with pytest.raises(intake.IntakeError):
            intake.take_segment(player.segment(), now=NOW)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(FormatError):
        actions.issue_claim(station=trick, now=NOW)


@given(st.text(max_size=200), st.sampled_from(["vi", "tyz", ""]))
def test_whatever_a_message_is_called_its_file_on_a_stick_is_a_plain_name(
    title: str, language: str
) -> None:
    day = Programme()
    item = day.add("05:00", 60)
    day.items = [replace(item, title=title, language=language)]
    (track,) = tracks(day.rundowns(), day.policy)
    folder, name = track.path.split("/")
    assert folder == f"{DAY}_sang_0500"
    assert name.isascii()
    assert len(name) < 80
    assert not set(name) - set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert name.count(".") == 1


@pytest.mark.parametrize("trick", [t for t in TRICKS if t], ids=lambda t: ascii(t)[:20])
def test_a_plans_key_with_a_trick_is_a_problem_that_names_its_line(trick: str) -> None:
    spelled = "".join(f"\\u{ord(letter):04x}" for letter in trick)
    parsed = plan_text.parse(f'key = "{spelled}"\n'.encode())
    assert parsed.problem is None
    problems = check_shape(parsed.values, parsed.lines)
    assert [p.line for p in problems if p.code in {"bad-key", "text-too-long", "control-character"}]


# ---- the player


def test_a_station_named_by_the_server_is_no_path_at_the_player(tmp_path: Path) -> None:
    with village(tmp_path) as place:
        trick = "../../../../" + "x" * 20
        post = place.server.post

        def lying(path: str, body: bytes) -> tuple[int, bytes]:
            status, data = post(path, body)
            return status, data.replace(STATION.encode(), trick.encode())

        place.server.post = lying  # type: ignore[method-assign]  # the server in wrong hands
        home = tmp_path / "deep" / "down" / "home"
        claim = str(place.server.claim)
        main(["enrol", "--server", place.server.url, "--claim", claim, "--home", str(home)])
    strange = [p for p in tmp_path.rglob("*") if "x" * 20 in p.name]
    assert strange == []


def test_the_program_goes_on_when_a_thief_names_targets_by_tricks(tmp_path: Path) -> None:
    with village(tmp_path, publisher=_Tricky(VILLAGE_NOW)) as place:
        place.play("--at", "2026-11-23T04:00:00+07:00", "--until", "2026-11-23T04:01:00+07:00")
        place.publish(serial=2)
        played = place.play()
        assert (played.heard, played.code) == (["first", "second"], 0)
    assert [p for p in tmp_path.rglob("x") if p.is_file()] == []


class _Tricky(Publisher):
    """Names the digest of a station's target as a path, truly signed."""

    def described(self, path: str, data: bytes) -> TargetFile:
        made = super().described(path, data)
        if path.startswith("station/") and self.serial > 1:
            return TargetFile(made.length, {"sha256": "../../../x"}, path)
        return made
