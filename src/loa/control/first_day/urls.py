from django.urls import path

from loa.control.first_day import views

urlpatterns = [
    path("", views.start, name="first-day"),
    path("drop/", views.drop, name="drop"),
    path("hours/", views.answer, name="first-day-hours"),
    path("hours/papers/", views.papers, name="first-day-papers"),
    path("people/", views.people_page, name="first-day-people"),
    path("password/<str:token>/", views.invited, name="invited"),
    path("<slug:key>/", views.dropped_page, name="dropped"),
    path("<slug:key>/confirm/", views.confirm, name="dropped-confirm"),
    path("<slug:key>/discard/", views.discard, name="dropped-discard"),
    path("<slug:key>/sounds/", views.sounds_part, name="dropped-sounds"),
    path("<slug:key>/red/<int:number>/", views.red_list, name="dropped-red"),
]
