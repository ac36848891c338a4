"""Every view says who may see it: `@requires("plan.view")` or `@public(reason="…")`.

What a view says stays readable on it (`permission`, `public_reason`), and a fitness test
over the whole url conf refuses a route that says neither. The decorator stands outermost
but for Django's own HTTP decorators, which keep what it wrote.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from typing import Any, TypeVar

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from loa.people import queries, rules
from loa.people.models import Organisation, User
from loa.places import queries as places

View = Callable[..., HttpResponseBase]
Viewed = TypeVar("Viewed", bound=View)
SET_UP_SECOND_FACTOR = "mfa_activate_totp"


def requires(permission: str) -> Callable[[View], View]:
    """Let a view answer only people who hold a permission somewhere today.

    Others are asked to sign in, or are refused with 403; whoever holds a role that needs
    a second factor is first sent to set one up. Where the page is about one unit or one
    organisation, the view asks `demand` as well. Raises KeyError for a permission that
    the table of roles does not state.
    """
    if permission != rules.OWN_ACCOUNT:
        rules.PERMISSIONS[permission]

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not isinstance(request.user, User):
                return _away(request, redirect_to_login(request.get_full_path()))
            held, day = request.user.holdings(), timezone.localdate()
            if rules.needs_second_factor(held, day=day) and not is_mfa_enabled(request.user):
                messages.warning(request, _second_factor_first())
                return _away(request, redirect(SET_UP_SECOND_FACTOR))
            if not rules.may(held, permission, day=day):
                raise PermissionDenied(_not_yours())
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the fitness test
        return guarded

    return decorate


def public(*, reason: str) -> Callable[[Viewed], Viewed]:
    """State that anybody may see a view, and why."""
    if not reason.strip():
        raise ValueError("a public view states its reason")

    def decorate(view: Viewed) -> Viewed:
        view.public_reason = reason  # type: ignore[attr-defined]  # read by the fitness test
        return view

    return decorate


def person(request: HttpRequest) -> User:
    """Return who is signed in; only behind `requires`, which has made sure of it."""
    if not isinstance(request.user, User):
        raise TypeError("a view asks for its person behind @requires")
    return request.user


def allowed(
    user: object,
    permission: str,
    *,
    unit_code: str | None = None,
    organisation: Organisation | None = None,
    as_of: date | None = None,
    today: date | None = None,
) -> bool:
    """Return whether a person holds a permission today for a unit or an organisation.

    `as_of` is the day on which the unit's code is meant (today when left out); with
    neither unit nor organisation: anywhere. Nobody signed in: no.
    """
    if not isinstance(user, User) or not user.is_active:
        return False
    day = today or timezone.localdate()
    scope: rules.Scope | None = None
    if unit_code is not None or organisation is not None:
        of_unit = (
            queries.scope_of_unit(unit_code, as_of or day, today=day)
            if unit_code
            else rules.Scope()
        )
        of_organisation = (
            queries.scope_of_organisation(organisation) if organisation else rules.Scope()
        )
        scope = rules.Scope(of_unit.units, of_organisation.organisations)
    return rules.may(user.holdings(), permission, day=day, scope=scope)


def allowed_over(
    user: object, permission: str, *, codes: Iterable[str], as_of: date, today: date | None = None
) -> bool:
    """Return whether a person holds a permission over all of some units, as a day meant them.

    A unit that is gone is reached by whoever covers everything that it has become: `allowed`
    lets each of its successors in, which is right for one paper of it and wrong for the whole.
    """
    day = today or timezone.localdate()

    def reached(code: str) -> bool:
        after = () if places.unit_on(code, day) else places.successors(code, as_of, day)
        now = [unit.code for unit in after] or [code]
        return all(allowed(user, permission, unit_code=one, today=day) for one in now)

    return all(reached(code) for code in codes)


def demand(
    request: HttpRequest,
    permission: str,
    *,
    unit_code: str | None = None,
    organisation: Organisation | None = None,
    as_of: date | None = None,
) -> None:
    """Raise PermissionDenied unless the person asking is `allowed`."""
    if not allowed(
        request.user, permission, unit_code=unit_code, organisation=organisation, as_of=as_of
    ):
        raise PermissionDenied(_not_yours())


def permissions_of(user: object, *, today: date | None = None) -> frozenset[str]:
    """Return every permission that a person holds somewhere: what a menu may offer."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    return rules.permissions(user.holdings(), day=today or timezone.localdate())


def covered(user: object, permission: str, *, today: date | None = None) -> frozenset[str]:
    """Return the codes, as they stand today, of every unit where a person holds a permission.

    For lists: what to show of many. A role in an organisation without territory adds none.
    """
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    day = today or timezone.localdate()
    tops = {
        holding.unit_code
        for holding in user.holdings()
        if holding.unit_code and rules.may([holding], permission, day=day)
    }
    return frozenset(
        code
        for top in tops
        for code in (top, *(unit.code for unit in places.units_within(top, day)))
    )


def _away(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Send the whole page away: a redirect inside an htmx fragment would end up in it."""
    if request.headers.get("HX-Request") != "true":
        return response
    return HttpResponse(headers={"HX-Redirect": response.headers["Location"]})


def _second_factor_first() -> str:
    return _(
        "You approve what loudspeakers say, so a password alone is not enough. Set up a second"
        " step here, once: an authenticator app or a passkey. Then go on where you were."
    )


def _not_yours() -> str:
    return _("Your role does not include this. Ask your administrator if it should.")
