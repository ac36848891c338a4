"""The second step of signing in: a one-time code may come a step late, and once only."""

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.core.cache import cache


class Once:
    """Refuse a code for as long as it would be taken again, which django-allauth ends sooner.

    RFC 6238, section 5.2, allows one step of 30 s for somebody who types while the code
    changes, and asks that the same code is never taken twice.
    """

    def clean_code(self) -> str:
        """Return the code as it was typed."""
        code = str(super().clean_code())  # type: ignore[misc]  # of the form beside it
        taken_for = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        digits = "".join(filter(str.isalnum, code))
        if not cache.add(f"second-step:{self.user.pk}:{digits}", 1, timeout=taken_for):  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStep(Once, AuthenticateForm):
    """The code after the password."""


class AskedAgain(Once, ReauthenticateForm):
    """The code before something that matters."""
