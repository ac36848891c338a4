import io
import json

import pytest
from tests.people.test_decisions import NOW

from loa.cli import parser
from loa.people.decisions import GENESIS, record
from loa.people.models import Decision, Organisation, User
from loa.places.actions import load_units

pytestmark = pytest.mark.django_db


def run(*words: str) -> int:
    arguments = parser().parse_args(["people", *words])
    return int(arguments.run(arguments))


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("dung-cau-mat-khau\n"))


def test_add_gives_an_account_with_its_role(
    office: Organisation, typed: None, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--name", "Lan", "--organisation", office.key, "--role", "editor", "--password-stdin")
    assert run("add", "lan", *words) == 0
    assert run("list", "--json") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == [
        {
            "username": "lan",
            "name": "Lan",
            "active": True,
            "roles": [{"role": "editor", "organisation": "ubnd-xa-cho-don", "unit": "02020"}],
        }
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param(("--role", "editor"), "given together", id="role-without-organisation"),
        pytest.param(
            ("--role", "editor", "--organisation", "nowhere"),
            "nowhere: no organisation has this key",
            id="unknown-organisation",
        ),
    ],
)
def test_add_refuses_and_leaves_nothing(
    words: tuple[str, ...], sentence: str, typed: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("add", "lan", *words, "--password-stdin") == 1
    assert sentence in capsys.readouterr().err
    assert not User.objects.exists()


def test_the_first_account_brings_its_office(
    typed: None, capsys: pytest.CaptureFixture[str]
) -> None:
    load_units()
    words = ("--role", "administrator", "--office", "UBND xã Nghĩa Tá", "--unit", "02071")
    assert run("add", "quan-tri", *words, "--records", "--password-stdin") == 0
    assert list(Organisation.objects.values_list("key", "kind", "unit_code")) == [
        ("ubnd-xa-nghia-ta", "commune_office", "02071")
    ]
    assert [held.role for held in User.objects.get().holdings()] == ["administrator"]
    assert run("add", "khac", *words, "--password-stdin") == 1
    assert "--office is for the first office" in capsys.readouterr().err
    assert User.objects.count() == 1


def test_an_office_of_no_unit_is_refused(typed: None, capsys: pytest.CaptureFixture[str]) -> None:
    load_units()
    words = ("--role", "administrator", "--office", "UBND xã Rã Bản", "--unit", "02056")
    assert run("add", "quan-tri", *words, "--password-stdin") == 1
    assert "02056: no unit has this code today" in capsys.readouterr().err
    assert not Organisation.objects.exists()
    assert not User.objects.exists()


def test_verify_prints_the_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", "--json") == 0
    whole = json.loads(capsys.readouterr().out)
    assert whole == {"ok": True, "entries": 0, "head": GENESIS, "fault": ""}
    record(actor="loa", verb="x", reference="y", now=NOW)
    Decision.objects.update(reason="changed")
    assert run("verify") == 1
    assert capsys.readouterr().err == "broken after 0 entries: entry 1 was changed\n"


def test_one_person_may_hold_every_role_of_a_small_office(typed: None) -> None:
    load_units()
    roles = ("administrator", "planner", "commune_officer")
    words = [word for role in (*roles, "planner") for word in ("--role", role)]
    office = ("--office", "UBND xã Nghĩa Tá", "--unit", "02071")
    assert run("add", "can-bo", *words, *office, "--password-stdin") == 0
    assert sorted(held.role for held in User.objects.get().holdings()) == sorted(roles)
