"""The installation's addresses with the newsroom among them."""

from django.urls import include, path

from loa.urls import urlpatterns as installed

KNOWN = any(getattr(one, "app_name", "") == "newsroom" for one in installed)
urlpatterns = [
    *([] if KNOWN else [path("bulletin/", include("loa.newsroom.urls"))]),
    *installed,
]
