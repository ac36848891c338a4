from django.urls import path

from loa.website import views
from loa.website.views import (
    answers,
    events,
    feeds,
    loudspeaker,
    programmes,
    reporting,
    search,
    transparency,
)

app_name = "website"
urlpatterns = [
    path("tim-kiem/", search.search, name="search"),
    path("", views.home, name="home"),
    path("su-kien/", events.listed, name="events"),
    path("su-kien/lich.ics", feeds.calendar, name="calendar"),
    path("su-kien/<slug:plan>/<slug:key>/", events.event, name="event"),
    path("su-kien/<slug:plan>/<slug:key>/dien-bien/", events.log, name="event-log"),
    path("cau-hoi/<int:number>/", answers.answer, name="answer"),
    path("events/", reporting.listed, name="event-desks"),
    path("events/<slug:plan>/<slug:key>/", reporting.desk, name="event-desk"),
    path("events/<slug:plan>/<slug:key>/log/", reporting.report, name="event-report"),
    path("events/<slug:plan>/<slug:key>/log/<int:entry>/", reporting.change, name="event-change"),
    path("events/<slug:plan>/<slug:key>/results/", reporting.enter, name="event-results"),
    path("tin/rss.xml", feeds.news, name="rss"),
    path("podcast.xml", feeds.podcast, name="podcast"),
    path("chuong-trinh.xml", programmes.programmes, name="programmes"),
    path("chuong-trinh/<object_address:address>.mp3", programmes.programme, name="programme"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("robots.txt", feeds.robots, name="robots"),
    path("minh-bach/", transparency.choose, name="transparency"),
    path("minh-bach/<slug:code>/", transparency.commune, name="openness"),
    path("tren-loa/", loudspeaker.choose, name="loudspeaker"),
    path("tren-loa/<slug:code>/", loudspeaker.commune, name="commune"),
    path(
        "tren-loa/<slug:code>/<object_address:address>.opus",
        loudspeaker.sound,
        {"kind": loudspeaker.OPUS},
        name="sound",
    ),
    path(
        "tren-loa/<slug:code>/<object_address:address>.mp3",
        loudspeaker.sound,
        {"kind": loudspeaker.MP3},
        name="sound_mp3",
    ),
]
