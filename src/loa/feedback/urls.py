from django.urls import include, path

from loa.feedback.views import public, staff

app_name = "feedback"
urlpatterns = [
    path("", include("loa.feedback.surveys.urls")),
    path("hoi-dap/", public.desk, name="desk"),
    path("hoi-dap/nghe/<object_address:address>.mp3", public.spoken, name="spoken"),
    path("hoi-dap/gui/", public.send, name="send"),
    path("hoi-dap/giam-loa/", public.quieter, name="quieter"),
    path("hoi-dap/phieu/", public.look, name="look"),
    path("hoi-dap/phieu/<slug:number>/", public.receipt, name="receipt"),
    path("feedback/", staff.work, name="work"),
    path("feedback/inbox/", staff.inbox, name="inbox"),
    path("feedback/new/", staff.enter, name="enter"),
    path("feedback/<slug:number>/", staff.matter, name="matter"),
    path("feedback/<slug:number>/answer/", staff.answer, name="answer"),
    path("feedback/<slug:number>/answer.mp3", staff.spoken, name="voice"),
    path("feedback/<slug:number>/forward/", staff.forward, name="forward"),
    path("feedback/<slug:number>/decline/", staff.decline, name="decline"),
    path("feedback/<slug:number>/broadcast/", staff.broadcast, name="broadcast"),
]
