from django.urls import path

from loa.channels.broadcast.views import day, stations, usb

app_name = "broadcast"
urlpatterns = [
    path("stations/", stations.stations_page, name="stations"),
    path("stations/<slug:key>/", stations.station_today, name="station"),
    path("stations/<slug:key>/on-air/", stations.on_air, name="on-air"),
    path("stations/<slug:key>/usb/", usb.station_usb, name="usb"),
    path("stations/<slug:key>/<str:day>/", day.station_day, name="day"),
    path("stations/<slug:key>/<str:day>/make-good/<str:item>/", day.make_good, name="make-good"),
    path("usb/<int:number>/", usb.stick_page, name="stick"),
    path("usb/<int:number>/ready/", usb.ready, name="ready"),
    path("usb/<int:number>/prepare/", usb.prepare, name="prepare"),
    path("usb/<int:number>/tick/", usb.tick, name="tick"),
    path("usb/<int:number>/download/", usb.download, name="download"),
    path("usb/<int:number>/slip.pdf", usb.slip, name="slip"),
]
