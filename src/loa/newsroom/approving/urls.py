from django.urls import path

from loa.newsroom.approving.views import asking, linked

app_name = "approving"
urlpatterns = [
    path("ask/bulletin/<slug:key>/", asking.for_bulletin, name="ask-bulletin"),
    path("ask/item/<slug:key>/", asking.for_item, name="ask-item"),
    path("p/<str:token>/", linked.page, name="linked"),
    path("p/<str:token>/statements/", linked.statements, name="statements"),
    path("p/<str:token>/approve/", linked.approve, name="approve"),
    path("p/<str:token>/return/", linked.send_back, name="send-back"),
    path("p/<str:token>/undo/", linked.undo, name="undo"),
    path("p/<str:token>/sound/<slug:address>.opus", linked.sound, name="sound"),
]
