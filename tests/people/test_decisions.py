from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from loa.core.canonical import canonical, digest
from loa.people import actions, decisions
from loa.people.decisions import GENESIS, Verdict, record, verify
from loa.people.models import Decision, DecisionHead, Organisation, User

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)  # 3 March, 0:30, in Việt Nam


def three() -> list[Decision]:
    return [
        record(actor="loa-signer", verb="rundown.publish", reference=f"station:{n}", now=NOW)
        for n in range(3)
    ]


def test_an_entry_is_chained_by_its_canonical_json(officer: User, office: Organisation) -> None:
    actions.appoint(
        user=officer, organisation=office, title="Công chức văn hoá", since=date(2026, 3, 3)
    )
    entry = record(
        actor=officer, verb="item.approve", reference="message:ab", reason="Đúng mẫu", now=NOW
    )
    document = {
        "format": "loa.decision",
        "version": "1.0",
        "number": 1,
        "at": "2026-03-02T17:30:00.000000+00:00",
        "actor": "officer",
        "post": "Công chức văn hoá, UBND xã Chợ Đồn",
        "verb": "item.approve",
        "reference": "message:ab",
        "reason": "Đúng mẫu",
        "previous": GENESIS,
    }
    assert entry.digest == digest(canonical(document))
    assert verify() == Verdict(1, entry.digest)


def test_an_empty_log_is_whole() -> None:
    assert verify() == Verdict(0, GENESIS)


def test_text_that_is_not_composed_is_taken_in_composed() -> None:
    record(actor="loa", verb="x", reference="plan:1", reason="Chơ\u0323", now=NOW)
    assert (Decision.objects.get().reason, verify().ok) == ("Chợ", True)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param({"reason": "another"}, "entry 2 was changed", id="reason"),
        pytest.param({"actor": "somebody"}, "entry 2 was changed", id="actor"),
        pytest.param({"post": "Bí thư"}, "entry 2 was changed", id="post"),
        pytest.param({"verb": "y"}, "entry 2 was changed", id="verb"),
        pytest.param({"reference": "z"}, "entry 2 was changed", id="reference"),
        pytest.param({"at": NOW + timedelta(microseconds=1)}, "entry 2 was changed", id="time"),
        pytest.param({"number": 7}, "entry 2 is missing", id="number"),
        pytest.param({"previous": GENESIS}, "entry 2 does not follow", id="previous"),
    ],
)
def test_a_changed_entry_shows(change: dict[str, object], fault: str) -> None:
    three()
    Decision.objects.filter(number=2).update(**change)
    assert verify().fault.startswith(fault)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        pytest.param(1, "entry 1 is missing", id="first"),
        pytest.param(2, "entry 2 is missing", id="middle"),
        pytest.param(3, "the log ended with entry 3, not 2", id="last"),
    ],
)
def test_an_entry_that_is_left_out_shows(number: int, fault: str) -> None:
    three()
    Decision.objects.filter(number=number).delete()
    assert verify().fault == fault


def test_a_log_without_its_head_is_not_whole() -> None:
    three()
    DecisionHead.objects.all().delete()
    assert not verify().ok


def test_an_entry_made_up_with_the_right_digest_shows_at_the_next() -> None:
    three()
    forged = Decision.objects.get(number=2)
    forged.reason = "made up"
    forged.digest = decisions._digest(forged)
    forged.save()
    assert verify().fault == "entry 3 does not follow the one before"


def test_a_decision_that_fails_leaves_the_chain_whole() -> None:
    three()
    with transaction.atomic():
        record(actor="loa", verb="x", reference="y", now=NOW)
        transaction.set_rollback(True)
    record(actor="loa", verb="x", reference="y", now=NOW)
    assert (verify().entries, verify().ok) == (4, True)


@pytest.mark.django_db(transaction=True)
def test_entries_written_at_once_form_one_chain() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection; its writers queue by BEGIN IMMEDIATE")

    def write(number: int) -> None:
        try:
            record(actor="loa", verb="x", reference=f"writer:{number}", now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    assert (verify().entries, verify().fault) == (40, "")
