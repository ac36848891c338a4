from django.urls import path

from loa.channels.broadcast.views import day, stations, usb

app_name = "broadcast"
urlpatterns = [
    path("tram/", stations.stations_page, name="stations"),
    path("tram/<slug:key>/", stations.station_today, name="station"),
    path("tram/<slug:key>/dang-phat/", stations.on_air, name="on-air"),
    path("tram/<slug:key>/usb/", usb.station_usb, name="usb"),
    path("tram/<slug:key>/<str:day>/", day.station_day, name="day"),
    path("tram/<slug:key>/<str:day>/phat-bu/<str:item>/", day.make_good, name="make-good"),
    path("usb/<int:number>/", usb.stick_page, name="stick"),
    path("usb/<int:number>/tich/", usb.tick, name="tick"),
    path("usb/<int:number>/tai-ve/", usb.download, name="download"),
    path("usb/<int:number>/phieu.pdf", usb.slip, name="slip"),
]
