from django.urls import path

from loa.operations import views

app_name = "operations"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("band/", views.band, name="band"),
]
