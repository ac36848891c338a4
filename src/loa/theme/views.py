"""The gallery: each component in all its states, so that a change can be looked at."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loa.theme import gallery as samples
from loa.theme import icons

FRAMES = ("live", "drill", "rehearsal")


class SampleForm(forms.Form):
    title = forms.CharField(label=_("Title of the item"), help_text=_("As the announcer reads it."))
    text = forms.CharField(label=_("Text to read out"), widget=forms.Textarea, required=False)
    repeats = forms.ChoiceField(
        label=_("How often"), choices=[("2", _("Twice a day")), ("1", _("Once a day"))]
    )
    day = forms.DateField(label=_("First day"), widget=forms.TextInput)
    heard = forms.BooleanField(label=_("I have listened to the whole sound"), required=False)


def gallery(request: HttpRequest) -> HttpResponseBase:
    """Show the gallery to administrators, and to everybody signed in while debugging."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not (request.user.is_staff or settings.DEBUG):
        raise PermissionDenied
    return _gallery_page(request)


# Read by the fitness test over the routes; the rooms' own decorator lies above the theme.
gallery.permission = "staff"  # type: ignore[attr-defined]


def _gallery_page(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("frame", "live")
    now = timezone.now()
    return render(
        request,
        "theme/gallery.html",
        {
            "frame": asked if asked in FRAMES else "live",
            "frames": FRAMES,
            "now": now,
            "moments": [
                now,
                now - timedelta(minutes=5),
                now + timedelta(minutes=40),
                now - timedelta(hours=4),
                now + timedelta(days=1),
                now - timedelta(days=30),
            ],
            "air_began": now - timedelta(seconds=40),
            "form": SampleForm(initial={"title": "Lịch tiêm phòng trâu bò"}),
            "refused": SampleForm(data={"day": "31/6/2026", "repeats": "2"}),
            "icons": icons.names(),
            "samples": samples,
        },
    )
