from django.urls import path

from loa.newsroom.views import approving, desk, lists, placing, retracting, sounds, writing

app_name = "newsroom"
urlpatterns = [
    path("", lists.items_page, name="items"),
    path("new/", writing.new_page, name="new"),
    path("lint/", writing.lint_part, name="lint"),
    path("<slug:key>/", desk.item_page, name="item"),
    path("<slug:key>/edit/", writing.edit_page, name="edit"),
    path("<slug:key>/send/", desk.send, name="send"),
    path("<slug:key>/revise/", desk.revise, name="revise"),
    path("<slug:key>/approve/", approving.approve_page, name="approve"),
    path("<slug:key>/approve/manifest/", approving.manifest, name="manifest"),
    path("<slug:key>/approve/statement/", approving.statement, name="statement"),
    path("<slug:key>/approve/<slug:address>/", approving.approve, name="sign"),
    path("<slug:key>/return/", approving.send_back, name="send-back"),
    path("<slug:key>/place/", placing.place, name="place"),
    path("<slug:key>/withdraw/<int:number>/", placing.withdraw, name="withdraw"),
    path("<slug:key>/retract/", retracting.retract_page, name="retract"),
    path("<slug:key>/retract/now/", retracting.retract, name="retract-now"),
    path(
        "<slug:key>/retract/<slug:channel>/<slug:task>/",
        retracting.taken_back,
        name="taken-back",
    ),
    path("<slug:key>/sound/<slug:language>/", sounds.give_sound, name="give-sound"),
    path("<slug:key>/sound/<slug:language>/<slug:address>.opus", sounds.sound, name="sound"),
    path(
        "<slug:key>/sound/<slug:language>/<slug:address>/listened/",
        sounds.listened,
        name="listened",
    ),
]
