"""Writing a log: kept for good, corrected in the open, refused with a sentence."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.website.world import event, person

from loa.channels.portal.live import queries
from loa.channels.portal.live.actions import LONGEST, LogError, correct, report, take_back
from loa.channels.portal.live.queries import NOTHING_YET
from loa.channels.portal.models import LiveLine, Turn
from loa.people.models import Decision
from loa.plans.models import Event

pytestmark = pytest.mark.django_db
KEY = ("ke-hoach", "ngay-hoi")


def test_an_entry_says_who_writes_with_the_post_of_that_day() -> None:
    now = timezone.now()
    report(event(), text="  Khai   mạc\n lúc 8 giờ. ", by=person("bien-tap"), now=now)
    (entry,) = queries.log(*KEY)
    assert (entry.text, entry.byline, entry.happened_at) == (
        "Khai mạc lúc 8 giờ.", "Biên tập viên, Trung tâm 19", now,
    )  # fmt: skip


def test_a_correction_and_a_withdrawal_keep_every_line_and_stand_in_the_decision_log() -> None:
    one, by, now = event(), person("bien-tap"), timezone.now()
    first = report(one, text="Có 31 người.", by=by, now=now)
    correct(one, first.entry, text="Có 30 người.", by=by, now=now + timedelta(minutes=1))
    take_back(one, first.entry, reason="Chưa đếm xong.", by=by, now=now + timedelta(minutes=2))
    assert list(LiveLine.objects.values_list("number", "entry", "text", "withdrawn")) == [
        (1, 1, "Có 31 người.", False),
        (2, 1, "Có 30 người.", False),
        (3, 1, "Chưa đếm xong.", True),
    ]
    assert list(Decision.objects.order_by("number").values_list("verb", flat=True)) == [
        "report-event", "correct-event-log", "retract-event-log",
    ]  # fmt: skip


def test_every_line_makes_kept_pages_void() -> None:
    before = Turn.objects.get_or_create(pk=1)[0].number
    report(event(), text="Khai mạc.", by=person("bien-tap"), now=timezone.now())
    assert Turn.objects.get(pk=1).number > before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(" \n ", "Viết", id="nothing"),
        pytest.param("x" * (LONGEST + 1), str(LONGEST), id="long"),
        pytest.param("Tài liệu (MẬT)", "mật", id="secret"),
    ],
)
def test_what_is_no_line_is_refused_and_nothing_is_kept(text: str, words: str) -> None:
    one, by = event(), person("bien-tap")
    with pytest.raises(LogError, match=words):
        report(one, text=text, by=by, now=timezone.now())
    assert not LiveLine.objects.exists()


def test_an_event_that_has_not_begun_or_was_cancelled_has_no_log() -> None:
    ahead = timezone.localdate() + timedelta(days=3)
    by, now = person("bien-tap"), timezone.now()
    for one in (
        event(key="mai", starts=ahead, ends=ahead + timedelta(days=1)),
        event(key="thoi", position=2, state=Event.State.CANCELLED),
    ):
        with pytest.raises(LogError):
            report(one, text="Khai mạc.", by=by, now=now)


def test_nothing_happens_ahead_of_its_time_or_before_the_event() -> None:
    one, by, now = event(), person("bien-tap"), timezone.now()
    for when in (now + timedelta(minutes=1), now - timedelta(days=2)):
        with pytest.raises(LogError):
            report(one, text="Khai mạc.", by=by, now=now, happened_at=when)


def test_what_was_taken_back_is_not_corrected_and_what_never_was_neither() -> None:
    one, by, now = event(), person("bien-tap"), timezone.now()
    first = report(one, text="Sai.", by=by, now=now)
    with pytest.raises(LogError):
        correct(one, first.entry, text="Sai.", by=by, now=now)
    take_back(one, first.entry, reason="Nhầm.", by=by, now=now)
    for entry in (first.entry, 99):
        with pytest.raises(LogError):
            correct(one, entry, text="Đúng.", by=by, now=now)


def test_news_of_a_quiet_log_cost_one_question(django_assert_num_queries: object) -> None:
    one, by = event(), person("bien-tap")
    report(one, text="<b>Khai mạc</b>", by=by, now=timezone.now())
    news = queries.news({KEY: NOTHING_YET})[KEY]
    assert news is not None
    (fragment,) = news.fragments
    assert "&lt;b&gt;Khai mạc&lt;/b&gt;" in fragment.html["vi"]
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's fixture
        assert queries.news({KEY: 1}) == {}
    assert queries.news({("ke-hoach", "khong-co"): NOTHING_YET}) == {("ke-hoach", "khong-co"): None}
