"""What residents see."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from loa.people.access import public


@public(reason="the first page of the address")
@require_safe
def home(_request: HttpRequest) -> HttpResponse:
    return redirect(settings.LOGIN_REDIRECT_URL)
