"""What needs more than words is there to be looked at: consents, figures, results."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from loa.channels.portal.models import ArticlePage
from loa.delivery.models import Placement, SealedMessage
from loa.demonstration import cast, load, portal, stories
from loa.demonstration.load import Folders
from loa.newsroom.models import Consent, Figure, Item
from loa.people import decisions
from loa.places.actions import load_units
from loa.plans.models import Plan

pytestmark = pytest.mark.django_db
NOW, TODAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC), date(2026, 11, 23)
WAITING = "ket-qua-bau-truong-thon"


@pytest.fixture(autouse=True)
def _told(folders: Folders) -> None:
    load_units()
    cast.raise_curtain(folders.demo)
    text = (load.PLANS / f"{load.STANDING}.toml").read_text(encoding="utf-8")
    load._plan(text, NOW)
    portal.open_portal()
    desk = load._desk(folders, cast.PROVINCE_CENTRE, TODAY, NOW)
    for _twice in range(2):
        stories.seal_stories(Plan.objects.get(key=load.STANDING), desk, today=TODAY)


def test_every_kind_that_needs_more_than_words_is_told_once_and_approved() -> None:
    kinds = Counter(Item.objects.values_list("kind", "state"))
    assert kinds == {
        ("interview", "approved"): 1,
        ("voxpop", "approved"): 1,
        ("achievement", "approved"): 2,
        ("article", "approved"): 2,
    }
    assert decisions.verify().ok


def test_who_is_quoted_has_consented_before_and_is_no_real_person() -> None:
    consents = Consent.objects.order_by("item__kind")
    assert [consent.item.kind for consent in consents] == ["interview", "voxpop"]
    assert all(consent.person.endswith("(minh hoạ)") for consent in consents)
    assert all(consent.given_on < TODAY for consent in consents)
    assert {bytes(consent.paper)[:4] for consent in consents} == {b"\x89PNG"}


def test_figures_say_what_was_and_what_is() -> None:
    assert Counter(Figure.objects.values_list("item__key", flat=True)) == {
        "duong-be-tong-ve-toi-ba-thon": 3,
        "nuoc-sach-ve-thon": 2,
    }
    shown = ArticlePage.objects.get(title__startswith="Thêm 86 hộ").figures
    assert [(one["before"], one["after"]) for one in shown] == [("112", "198"), ("41", "6")]


def test_results_that_one_person_announced_wait_for_the_second() -> None:
    results = SealedMessage.objects.filter(results=True)
    assert {m.key: (m.announcements.count(), m.announced_at is not None) for m in results} == {
        "ket-qua-hoi-thi-tieng-hat-ban-lang": (2, True),
        WAITING: (1, False),
    }
    assert not Placement.objects.filter(message__key=WAITING).exists()
    assert ArticlePage.objects.live().count() == 5
