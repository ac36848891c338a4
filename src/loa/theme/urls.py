from django.urls import path

from loa.theme import views

app_name = "theme"
urlpatterns = [path("", views.gallery, name="gallery")]
