"""What the first day says to people: of files, of rows, of lists."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loa.control.first_day.headings import Listed
from loa.control.first_day.rows import Because, Fate
from loa.control.first_day.sheets import BookError
from loa.newsroom import words as newsroom
from loa.newsroom.actions import NewsroomError
from loa.theme.figures import State

log = logging.getLogger(__name__)

GIVEN_UP = timedelta(minutes=15)  # after which a recording is taken to be nobody's work
REASON = pgettext_lazy("column of a workbook", "Reason")

LISTS: Mapping[Listed, tuple[str | Promise, str]] = MappingProxyType(
    {
        Listed.UNITS: (_("Administrative units"), "pin"),
        Listed.OFFICES: (_("Offices and organisations"), "people"),
        Listed.PEOPLE: (_("People"), "user"),
        Listed.STATIONS: (_("Stations"), "station"),
        Listed.CLUSTERS: (_("Clusters of loudspeakers"), "volume"),
        Listed.SITES: (_("Sites for banners and boards"), "map"),
    }
)
HEADS: Mapping[Listed, tuple[str | Promise, ...]] = MappingProxyType(
    {
        Listed.UNITS: (_("Unit"), _("Code"), _("Lies in")),
        Listed.OFFICES: (
            pgettext_lazy("column of a list", "Office"),
            pgettext_lazy("column of a list", "Kind"),
            _("Covers"),
        ),
        Listed.PEOPLE: (
            _("Full name"),
            _("Post"),
            pgettext_lazy("column of a list", "Office"),
            _("Role"),
        ),
        Listed.STATIONS: (
            _("Station"),
            pgettext_lazy("column of a list", "Kind"),
            _("Unit"),
            pgettext_lazy("column of a list", "Clusters"),
        ),
        Listed.CLUSTERS: (_("Cluster"), _("Station"), _("Loudspeakers")),
        Listed.SITES: (_("Site"), pgettext_lazy("column of a list", "Kind"), _("Unit")),
    }
)
FATES: Mapping[Fate, tuple[State | None, str | Promise]] = MappingProxyType(
    {
        Fate.NEW: (State.DONE, pgettext_lazy("row of a list", "new")),
        Fate.KNOWN: (None, pgettext_lazy("row of a list", "there already")),
        Fate.SIMILAR: (State.DUE, pgettext_lazy("row of a list", "there already, differs")),
        Fate.REFUSED: (State.LATE, pgettext_lazy("row of a list", "cannot be taken in")),
        Fate.SKIPPED: (None, pgettext_lazy("row of a list", "no entry")),
    }
)

BOOKS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "too-large": _("larger than %(detail)s MB. Divide it into several files."),
        "encrypted": _("protected by a password. Take the password off in Excel and save again."),
        "old-excel": _("an Excel file of before 2007 (.xls). Open it, save it as .xlsx."),
        "binary-excel": _("a binary Excel file (.xlsb). Open it, save it as .xlsx."),
        "macros": _("it has macros. Save it as .xlsx without macros."),
        "empty": _("nothing is written in it."),
        "broken": _("the file is damaged. Open it in Excel, save it again as .xlsx."),
        "bomb": _("unfolds into far too much. Open it in Excel, save it again as .xlsx."),
        "too-many-rows": _("more than %(detail)s rows. Divide it into several files."),
        "too-many-sheets": _("more than %(detail)s sheets. Divide it into several files."),
        "not-a-list": _("not a list that can be read. Give an Excel file (.xlsx) or a csv."),
        "path-trick": _("it holds a file under a path that leads elsewhere; nothing was kept."),
        "encrypted-zip": _("protected by a password. Unpack it and drop the files themselves."),
        "broken-zip": _("the zip is damaged. Pack it again, or drop the files themselves."),
        "too-many-files": _("more than %(detail)s files. Drop them in several times."),
        "no-room": _(
            "more than %(detail)s GB wait for your word already. Confirm or discard those."
        ),
        "unknown-file": _(
            "not known here. Give Word, PDF, Excel, csv, MP3 or other sound, JPEG, PNG or text."
        ),
        "secret": _(
            "it bears a mark of secrecy. Such material has no place here; it was not kept."
        ),
        "unknown-letters": _("its letters are not known. Save it as Excel (.xlsx)."),
    }
)

# Each says what is amiss in this row, and the mend.
REASONS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "cell-formula": _(
            "Cell %(cell)s is a formula without a result: open the file in Excel, save it, and"
            " drop it again."
        ),
        "cell-error": _(
            "Cell %(cell)s shows an error of Excel: mend its formula or type the value."
        ),
        "missing-name": _("The name is missing."),
        "missing-code": _("“%(said)s” has no code: add the official code of the unit."),
        "missing-form": _("“%(said)s”: say whether it is a commune, ward, hamlet…"),
        "missing-unit": _("It is not said in which unit it lies: add the column of communes."),
        "missing-office": _("It is not said in which office the person works."),
        "missing-station": _("It is not said to which station the cluster belongs."),
        "too-long": _("“%(said)s…” is too long: at most %(most)s letters."),
        "hidden-letters": _("“%(said)s” has letters that nobody sees: type it again."),
        "no-day": _("“%(said)s” is no day: write it like 01/07/2025."),
        "ends-before": _("It ends on %(last)s, before it begins on %(since)s."),
        "over-already": _("It ended on %(last)s: only what holds today is taken in."),
        "post-over": _("The post ended on %(last)s: leave the role empty, or mend the day."),
        "unit-unknown": _("No unit is called “%(said)s”: check the name or write its code."),
        "unit-nearly": _("No unit is called “%(said)s”. Is “%(meant)s” meant?"),
        "unit-ambiguous": _("“%(said)s” may be several units: %(some)s. Write the code."),
        "unit-ended": _("“%(said)s” is no unit any more; it is now %(now)s."),
        "office-unknown": _("No office is called “%(said)s”: add it to the list of offices first."),
        "office-nearly": _("No office is called “%(said)s”. Is “%(meant)s” meant?"),
        "office-ambiguous": _("Several offices are called “%(said)s”: write the full name."),
        "station-unknown": _(
            "No station is called “%(said)s”: add it to the list of stations first."
        ),
        "station-nearly": _("No station is called “%(said)s”. Is “%(meant)s” meant?"),
        "station-ambiguous": _("Several stations are called “%(said)s”: add the commune."),
        "not-your-area": _("%(unit)s is not in your area: ask the administrator there."),
        "office-without-place": _("Say which unit the office covers, or which office it is under."),
        "not-yours-people": _("Only an administrator enters people and their roles."),
        "unknown-form": _("“%(said)s” is no kind of unit that is known: commune, ward, hamlet…"),
        "bad-code": _("“%(said)s” is no code: it has %(digits)s digits."),
        "parent-not-above": _("%(unit)s is not of a higher tier than this unit."),
        "hamlet-needs-commune": _("A hamlet lies in a commune, not in %(unit)s."),
        "parent-not-yet": _("%(unit)s exists only since %(since)s."),
        "no-position": _("“%(said)s” is no place on the map: write it like 22.1573, 105.5941."),
        "unknown-kind": _(
            "“%(said)s”: write IP, FM, wired, with player board, district or vehicle."
        ),
        "no-number": _("“%(said)s” is no number."),
        "too-many": _("“%(said)s” is too many: at most %(most)s."),
        "unknown-state": _("“%(said)s”: write working or faulty."),
        "unknown-office-kind": _(
            "It is not known what kind of office “%(said)s” is: fill in the column of kinds."
        ),
        "unknown-role": _(
            "“%(said)s” is no role: planner, editor, approver, technician, commune officer, hamlet"
            " head, viewer, administrator."
        ),
        "no-phone": _("“%(said)s” is no telephone number."),
        "no-email": _("“%(said)s” is no e-mail address."),
        "bad-username": _("“%(said)s” is no user name: small letters and digits, at least three."),
        "username-taken": _("The user name “%(said)s” is %(name)s's."),
        "twice": _("The same as row %(row)s."),
        "twice-differs": _(
            "Named already in row %(row)s with other details: keep the right one. For two people of"
            " one name add the column of user names."
        ),
        "total": _("A line of sums."),
        "numbering": _("Numbers of the columns."),
        "signature": _("A line of signatures or remarks."),
        "group": _("A heading: what follows lies in %(unit)s."),
        "kept-as": _("Kept as it is: %(kept)s."),
        "kind-supposed": _("The kind is not said: taken as fed by hand."),
        "no-role": _("Without a role the person cannot sign in to anything."),
    }
)


PASTED: Mapping[str, str | Promise] = MappingProxyType(
    {
        "empty": _("there are no words in it."),
        "too-long": _("longer than 15 minutes read out. Divide it."),
        "secret": _(
            "it bears a mark of secrecy. Such material has no place here; it was not kept."
        ),
    }
)
BAD_PHOTO = _("not kept: a JPEG, PNG or WebP of at most 12 MB and 40 million points is needed.")
NO_PLANNER = _("only a planner brings in plans; it was not kept. Give it to the planner.")
ITEMS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "no-office": _(
            "You hold no role in an office that has an area. Take in the list of offices and"
            " people first; nothing of this was kept."
        ),
        "no-topic": _("There is no plan with a topic to put it under. Ask the planner."),
        "secret": PASTED["secret"],
    }
)


HOURS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "how-many": _("Between one and four sessions a day."),
        "hours": _("Write each hour like 05:00."),
        "length": _("A session lasts between ten minutes and two hours."),
        "night": _("No session before 04:30 or after 21:00: people sleep then."),
        "overlap": _("Two sessions overlap: mend their hours."),
    }
)
# Where what was taken in is seen.
LEADS_TO: Mapping[Listed, str] = MappingProxyType(
    {
        Listed.UNITS: "admin:places_adminunit_changelist",
        Listed.OFFICES: "admin:people_organisation_changelist",
        Listed.PEOPLE: "control:first-day-people",
        Listed.STATIONS: "control:today",
        Listed.CLUSTERS: "broadcast:stations",
        Listed.SITES: "admin:places_site_changelist",
    }
)


def not_kept(error: Exception) -> str:
    """Return why nothing of a drop was taken in."""
    if isinstance(error, NewsroomError):
        return item_error(error)
    log.warning("a drop was not taken in", exc_info=error)
    return _now("Something changed meanwhile, so nothing was kept. Look at the table again.")


def item_error(error: NewsroomError) -> str:
    """Return why something became no item."""
    return str(ITEMS.get(error.code) or newsroom.error(error))


def because(reason: Because | None) -> str:
    """Return a reason as a sentence, in the reader's language."""
    if reason is None:
        return ""
    sentence = REASONS[reason.code]
    return str(sentence) % dict(reason.values)


def refusal(name: str, error: BookError) -> str:
    """Return why a file is no list, with its name and the mend."""
    told = str(BOOKS[error.code]) % {"detail": error.detail}
    return _now("%(name)s: %(told)s") % {"name": name, "told": told}
