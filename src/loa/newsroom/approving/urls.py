from django.urls import path

from loa.newsroom.approving.views import asking, deputies, linked, reviewing

app_name = "approving"
urlpatterns = [
    path("ask/bulletin/<slug:key>/", asking.for_bulletin, name="ask-bulletin"),
    path("ask/item/<slug:key>/", asking.for_item, name="ask-item"),
    path("deputies/", deputies.page, name="deputies"),
    path("deputies/<int:number>/end/", deputies.end, name="end-deputy"),
    path("review/<slug:key>/", reviewing.page, name="review"),
    path("review/<slug:key>/claim/", reviewing.claim, name="claim"),
    path("review/<slug:key>/remarks/", reviewing.remark, name="remark"),
    path("review/<slug:key>/remarks/<int:number>/settle/", reviewing.settle, name="settle"),
    path("review/<slug:key>/papers/", reviewing.record_paper, name="record-paper"),
    path("review/<slug:key>/papers/<int:number>.jpg", reviewing.photo, name="photo"),
    path("review/<slug:key>/reasons/<slug:address>.opus", reviewing.reason, name="reason"),
    path("p/<str:token>/", linked.page, name="linked"),
    path("p/<str:token>/statements/", linked.statements, name="statements"),
    path("p/<str:token>/approve/", linked.approve, name="approve"),
    path("p/<str:token>/return/", linked.send_back, name="send-back"),
    path("p/<str:token>/undo/", linked.undo, name="undo"),
    path("p/<str:token>/sound/<slug:address>.opus", linked.sound, name="sound"),
]
