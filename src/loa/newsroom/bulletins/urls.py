from django.urls import path

from loa.newsroom.bulletins.views import acts, entries, page

app_name = "bulletins"
urlpatterns = [
    path("", page.today, name="today"),
    path("open/", page.begin, name="open"),
    path("<slug:key>/", page.bulletin, name="bulletin"),
    path("<slug:key>/archive/", page.archive, name="archive"),
    path("<slug:key>/sound/<slug:address>.opus", page.sound, name="sound"),
    path("<slug:key>/recordings/", entries.recordings, name="recordings"),
    path("<slug:key>/write/", entries.write, name="write"),
    path("<slug:key>/take/<slug:item>/<slug:language>/", entries.take, name="take"),
    path("<slug:key>/order/", entries.order, name="order"),
    path("<slug:key>/entries/<int:number>/", entries.details, name="details"),
    path("<slug:key>/entries/<int:number>/remove/", entries.remove, name="remove"),
    path("<slug:key>/entries/<int:number>/cut/", entries.cut, name="cut"),
    path("<slug:key>/entries/<int:number>/record/", entries.record_again, name="record"),
    path(
        "<slug:key>/entries/<int:number>/listened/<slug:address>/",
        entries.listened,
        name="listened",
    ),
    path("<slug:key>/signatures/", acts.signatures, name="signatures"),
    path("<slug:key>/session/", acts.session, name="session"),
    path("<slug:key>/send/", acts.send, name="send"),
    path("<slug:key>/place/", acts.place, name="place"),
    path("<slug:key>/withdraw/", acts.withdraw, name="withdraw"),
]
