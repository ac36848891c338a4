"""What residents see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from loa.people.access import public


@public(reason="the first page of the address, for residents")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "website/home.html")
