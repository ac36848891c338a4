"""The unit switcher: which units there are, and choosing one."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from loa.control import choice
from loa.control.queries import units
from loa.people.access import requires


@requires("rundown.view")
@require_safe
def unit_options(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "control/parts/units.html",
        {
            "options": units.options(today=timezone.localdate()),
            "chosen": choice.unit(request),
            "path": request.GET.get("next", "/"),
        },
    )


@requires("rundown.view")
@require_POST
def choose_unit(request: HttpRequest) -> HttpResponse:
    choice.choose(request, request.POST.get("unit", ""))
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(back if safe else "/")  # `redirect` would look for a view's name
