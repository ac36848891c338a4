"""Strings of allauth and Django that our people meet.

Allauth has no Vietnamese catalogue, and Django's writes weekdays with a digit ("Thứ 2").
Their words are translated in ours: the translation tool reads them here, and Django finds
them because the theme stands before both. A test holds every entry against their own
sources, so that none outlives its use.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

STRINGS = [
    # Fields and what may be wrong with them
    _("Username"),
    _("Password"),
    _("Remember Me"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("You must type the same password each time."),
    _("Code"),
    _("Authenticator code"),
    _("Passwordless"),
    _(
        "Enabling passwordless operation allows you to sign in using just this key, but imposes "
        "additional requirements such as biometrics or PIN protection."
    ),
    _("This account is currently inactive."),
    _("Please type your current password."),
    _("Incorrect code."),
    _("Incorrect password."),
    _("Invalid login."),
    _("Too many failed login attempts. Try again later."),
    _("The username and/or password you specified are not correct."),
    _("Please select only one."),
    _("The new value must be different from the current one."),
    _("Be patient, you are sending too many requests."),
    _("You cannot deactivate two-factor authentication."),
    _("You cannot generate recovery codes without having two-factor authentication enabled."),
    _("Recovery codes"),
    _("TOTP Authenticator"),
    _("WebAuthn"),
    _("Master key"),
    _("Backup key"),
    _("Key nr. {number}"),
    # Sign-in, again when it matters
    _("Account Inactive"),
    _("This account is inactive."),
    _("Confirm Access"),
    _("Please reauthenticate to safeguard your account."),
    _("Enter your password:"),
    _("Enter an authenticator code:"),
    _("Confirm"),
    _("Alternative options"),
    _("Use your password"),
    _("Use authenticator app or code"),
    _("Use a security key"),
    _("Change Password"),
    # The second step
    _("Two-Factor Authentication"),
    _("Authenticator App"),
    _("Authentication using an authenticator app is active."),
    _("An authenticator app is not active."),
    _("Activate"),
    _("Deactivate"),
    _("Deactivate Authenticator App"),
    _("You are about to deactivate authenticator app based authentication. Are you sure?"),
    _("Security Keys"),
    _("No security keys have been added."),
    _("Manage"),
    _("Add"),
    _("Add Security Key"),
    _("Edit Security Key"),
    _("Save"),
    _("Remove"),
    _("Remove Security Key"),
    _("Are you sure you want to remove this security key?"),
    _("Recovery Codes"),
    _("No recovery codes set up."),
    _("View"),
    _("Download"),
    _("Generate"),
    _("This functionality requires JavaScript."),
    # Said once, after it was done
    _("Password successfully changed."),
    _("Authenticator app activated."),
    _("Authenticator app deactivated."),
    _("A new set of recovery codes has been generated."),
    _("Security key added."),
    _("Security key removed."),
]
WEEKDAYS = [
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
]
PLURALS = [
    ngettext_lazy(
        "You have added %(count)s security key.",
        "You have added %(count)s security keys.",
        "count",
    ),
    ngettext_lazy(
        "There is %(unused_count)s out of %(total_count)s recovery codes available.",
        "There are %(unused_count)s out of %(total_count)s recovery codes available.",
        "unused_count",
    ),
]
