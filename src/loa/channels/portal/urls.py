from django.urls import path

from loa.channels.portal import pages

app_name = "portal"
urlpatterns = [
    path("tin/", pages.news, name="news"),
    path("tin/chu-de/<slug:subject>/", pages.news, name="subject"),
    path("tin/<slug:slug>/", pages.read, name="article"),
    path("nghe/<slug:address>.ogg", pages.listen, {"kind": "ogg"}, name="listen"),
    path("nghe/<slug:address>.mp3", pages.listen, {"kind": "mp3"}, name="listen_mp3"),
    path("media/images/<path:name>", pages.picture, name="picture"),
]
