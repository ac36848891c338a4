"""The first page, events and feeds: what is new is announced, in forms that machines read."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import icalendar
import pytest
from django.test import Client
from django.utils import timezone
from tests.channels.portal.builders import page, site

from loa.channels.portal.models import HomePage, SectionPage
from loa.plans.models import Event, Plan
from loa.website.rules import Countdown, When, countdown

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("state", "starts", "ends", "found"),
    [
        pytest.param("tentative", None, None, Countdown(When.UNKNOWN), id="no-day-yet"),
        pytest.param(
            "tentative", date(2026, 11, 25), date(2026, 11, 26), Countdown(When.AHEAD, 3), id="soon"
        ),
        pytest.param(
            "confirmed", date(2026, 11, 22), date(2026, 11, 23), Countdown(When.NOW), id="today"
        ),
        pytest.param(
            "confirmed", date(2026, 11, 20), date(2026, 11, 22), Countdown(When.OVER), id="over"
        ),
        pytest.param("held", None, None, Countdown(When.OVER), id="held"),
        pytest.param(
            "cancelled", date(2026, 12, 1), None, Countdown(When.CANCELLED), id="cancelled"
        ),
    ],
)
def test_countdown(state: str, starts: date | None, ends: date | None, found: Countdown) -> None:
    assert countdown(state, starts, ends, TODAY) == found


@pytest.fixture
def here(db: None) -> None:
    site()
    page()


@pytest.fixture
def event(here: None) -> Event:
    plan = Plan.objects.create(
        key="ke-hoach", kind="campaign", title="Kế hoạch", state=Plan.State.APPROVED, area=["19"]
    )
    start = timezone.localdate() + timedelta(days=10)
    return Event.objects.create(
        plan=plan, key="ngay-hoi", name="Ngày hội hiến máu", level="commune", position=1,
        starts=start, ends=start + timedelta(days=2), series=True, theme="Giọt máu cho đi",
    )  # fmt: skip


def test_home_offers_news_feeds_and_events(client: Client, event: Event) -> None:
    shown = client.get("/").content.decode()
    assert "Tin tiem-phong" in shown
    assert "Ngày hội hiến máu" in shown
    assert "Còn 10 ngày" in shown
    for kind in ("application/rss+xml", "text/calendar"):
        assert f'rel="alternate" type="{kind}"' in shown


def test_home_leads_to_what_site_editors_made_and_to_the_staffs_door(
    client: Client, here: None
) -> None:
    assert "Giới thiệu xã" not in client.get("/").content.decode()
    section = SectionPage(title="Giới thiệu xã")
    HomePage.objects.get().add_child(instance=section)
    section.save_revision().publish()
    shown = client.get("/").content.decode()
    assert '<a href="/gioi-thieu-xa/">Giới thiệu xã</a>' in shown
    assert "Cán bộ đăng nhập" in shown
    section.unpublish()
    assert "Giới thiệu xã" not in client.get("/").content.decode()


def test_home_of_an_empty_installation_says_what_will_be_here(client: Client, db: None) -> None:
    assert "Chưa có tin" in client.get("/").content.decode()


def test_an_event_says_that_its_days_are_tentative_and_shows_every_unit(
    client: Client, event: Event
) -> None:
    shown = client.get("/su-kien/ke-hoach/ngay-hoi/").content.decode()
    assert "dự kiến" in shown
    assert "xã Nghĩa Tá" in shown
    assert "Giọt máu cho đi" in shown


def test_rss_names_author_and_topic(client: Client, here: None) -> None:
    channel = ET.fromstring(client.get("/tin/rss.xml").content).find("channel")  # noqa: S314
    assert channel is not None
    assert [one.findtext("title") for one in channel.findall("item")] == ["Tin tiem-phong"]
    assert channel.findtext("item/link") == "http://testserver/tin/tiem-phong/"


def test_the_podcast_gives_whole_addresses_of_sound(client: Client, here: None) -> None:
    root = ET.fromstring(client.get("/podcast.xml").content)  # noqa: S314
    enclosure = root.find("channel/item/enclosure")
    assert enclosure is not None
    assert enclosure.attrib["type"] == "audio/mpeg"
    assert enclosure.attrib["url"].startswith("http://testserver/nghe/")


def test_the_calendar_marks_what_is_tentative(client: Client, event: Event) -> None:
    book = icalendar.Calendar.from_ical(client.get("/su-kien/lich.ics").content)
    (entry,) = book.walk("VEVENT")
    assert (str(entry["summary"]), str(entry["status"])) == ("Ngày hội hiến máu", "TENTATIVE")
    assert entry.decoded("dtend") - entry.decoded("dtstart") == timedelta(days=2)


def test_the_map_of_the_site_lists_articles(client: Client, here: None) -> None:
    body = client.get("/sitemap.xml").content.decode()
    assert "<loc>http://testserver/tin/tiem-phong/</loc>" in body
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
