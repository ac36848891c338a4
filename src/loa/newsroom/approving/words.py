"""The approval pages' sentences."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loa.newsroom import words
from loa.newsroom.actions import NewsroomError
from loa.people.actions import PeopleError

Label = str | Promise

ERRORS: Mapping[str, Label] = {
    "link-forged": _(
        "Nobody made this link, or a part of it is missing. Open it once more from the message "
        "in which you got it."
    ),
    "link-used": _(
        "This link has decided already, and it does so only once. Nothing more was changed. "
        "Ask the editor for a new link."
    ),
    "link-expired": _(
        "This link's days are over. Nothing was changed. Ask the editor for a new link."
    ),
    "link-other-revision": _(
        "Something in it has been changed since this link was made, so it decides nothing any "
        "more. Ask the editor for a new link: it shows what changed."
    ),
    "link-other-person": _(
        "This link was made for another person than the one who is signed in here. Nothing was "
        "changed. Sign out, or have the person it was made for open it."
    ),
    "nothing-waits": _("Nothing in it waits for approval."),
    "several-offices": _("Its items are issued by several offices. Make a link for each office."),
    "who": _("Touch with your passkey, or sign in first, so that it is certain who decides."),
    "too-late": _(
        "The first station already holds it, so it cannot be undone here. Have it taken back "
        "(retraction): the editor does that."
    ),
    "nothing-to-undo": _("There is no approval to undo."),
    "recording": _("The recording could not be used. Record again, or write the reason."),
    "claimed": _("%(detail)s has taken it on already."),
    "due-past": _("Choose a day that is still to come."),
    "no-passage": _("This passage does not stand in the text any more."),
    "photo": _(
        "This is no photo that can be kept (JPEG, PNG or WebP, up to 12 MB). Take it again."
    ),
    "signer-missing": _("Say who signed the paper, with the post held."),
    "signed-later": _("The paper is signed on a day that has not come yet."),
    "oneself": _("Choose somebody else than yourself."),
    "not-a-colleague": _("This person does not work in this office."),
    "period": _("The last day has to come after the first, and must not be over."),
}


def error(error: NewsroomError | PeopleError) -> str:
    """Say what cannot be done, and the mend."""
    code = error.code if isinstance(error, NewsroomError) else str(error)
    detail = error.detail if isinstance(error, NewsroomError) else ""
    if code in ERRORS:
        return str(ERRORS[code]) % {"detail": detail}
    return words.error(NewsroomError(code, detail))
