"""`loa item`, as a person at a shell meets it."""

import json
from pathlib import Path

import pytest
from tests.newsroom.desk import HEADLINE, Desk

from loa.cli import main
from loa.core.canonical import digest
from loa.delivery.models import SealedMessage
from loa.devices.keys import make_key
from loa.devices.objects import ObjectStore
from loa.newsroom import queries
from loa.newsroom.models import Item

pytestmark = pytest.mark.django_db


def test_items_are_listed_by_state(
    desk: Desk, objects: ObjectStore, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.waiting(objects)
    desk.item(key="nhap", headline="Bản thảo")
    assert main(["item", "list", "--state", "review", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["key"], row["state"], row["languages"]) == ("tiem-phong", "review", ["vi"])
    assert main(["item", "list", "--state", "returned"]) == 0
    assert capsys.readouterr().out == "no items\n"


def test_what_is_shown_as_json_is_what_is_signed(
    desk: Desk, objects: ObjectStore, capsys: pytest.CaptureFixture[str]
) -> None:
    item = desk.waiting(objects)
    assert main(["item", "show", item.key, "--json"]) == 0
    shown = capsys.readouterr().out.rstrip("\n").encode()
    assert digest(shown) == queries.draft_message(item).digest


def test_a_terminal_is_told_hidden_characters_by_their_numbers(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.item(headline="Họp\u202e thôn\x1b[2J")
    assert main(["item", "show", "tiem-phong"]) == 0
    assert capsys.readouterr().out.startswith("Họp\\u202e thôn\\u001b[2J\n")


def test_an_item_is_approved_with_a_key_file(
    desk: Desk, objects: ObjectStore, capsys: pytest.CaptureFixture[str]
) -> None:
    item = desk.waiting(objects)
    file = str(desk.key_file(desk.approver))
    assert main(["item", "approve", item.key, "--key", file, "--yes", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    row = SealedMessage.objects.get()
    assert answer == {
        "item": item.key,
        "message": row.digest,
        "approver": desk.approver.username,
        "sealed": True,
    }


def test_who_says_no_approves_nothing(
    desk: Desk,
    objects: ObjectStore,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    item = desk.waiting(objects)
    monkeypatch.setattr("builtins.input", lambda _question: "n")
    file = str(desk.key_file(desk.approver))
    assert main(["item", "approve", item.key, "--key", file]) == 1
    assert HEADLINE in capsys.readouterr().out
    assert Item.objects.get().state == Item.State.REVIEW


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("nowhere.pem", "cannot be read"),
        ("stranger.pem", "This key is not registered as yours"),
        ("text.pem", "no key, or another passphrase"),
    ],
)
def test_a_refusal_names_the_mend(
    desk: Desk,
    objects: ObjectStore,
    capsys: pytest.CaptureFixture[str],
    file: str,
    sentence: str,
) -> None:
    desk.waiting(objects)
    folder: Path = desk.folder
    make_key(folder / "stranger.pem")
    (folder / "text.pem").write_text("xin chào")
    assert main(["item", "approve", "tiem-phong", "--key", str(folder / file), "--yes"]) == 1
    assert sentence in capsys.readouterr().err
    assert not SealedMessage.objects.exists()


def test_an_unknown_item_is_named(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["item", "show", "khong-co"]) == 1
    assert "khong-co: no item has this key" in capsys.readouterr().err
