from django.urls import path

from loa.website import views
from loa.website.views import loudspeaker

app_name = "website"
urlpatterns = [
    path("", views.home, name="home"),
    path("tren-loa/", loudspeaker.choose, name="loudspeaker"),
    path("tren-loa/<slug:code>/", loudspeaker.commune, name="commune"),
    path("tren-loa/<slug:code>/<object_address:address>/", loudspeaker.sound, name="sound"),
]
