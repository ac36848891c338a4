"""What an installation knows around a report: its layout, who stands over whom, who signs."""

from datetime import date

from django.utils import timezone

from loa.people import queries as people
from loa.people.models import Organisation, User
from loa.people.rules import Role
from loa.places.queries import unit_on
from loa.plans.exporting.layouts import LAYOUTS, PARTY, STATE, Layout, by_number
from loa.plans.exporting.phrases import long_day_said
from loa.reports.documents.paper import Heading
from loa.reports.models import KeptReport
from loa.reports.rules.report import Report

KIND, SIGN = "BÁO CÁO", "BC"
_COMMITTEES = frozenset({Organisation.Kind.COMMITTEE})
_PARTY = frozenset({*_COMMITTEES, Organisation.Kind.PARTY_CELL})
_PEOPLE = frozenset({Organisation.Kind.AUTHORITY, Organisation.Kind.COMMUNE_OFFICE})
_EITHER = frozenset({Organisation.Kind.DEPARTMENT, Organisation.Kind.MASS_ORGANISATION})


def office_of(row: KeptReport) -> Organisation | None:
    """Return the body whose report it is; None where it is not one of the installation's."""
    found = Organisation.objects.filter(key=row.organisation_key)
    return found.select_related("parent").first()


def layout_of(row: KeptReport, issuer: str) -> Layout:
    """Return the layout that the issuer's kind asks for; departments are of either side."""
    office = office_of(row)
    if office is None or office.kind in _EITHER:
        return by_number("", issuer)
    return PARTY if office.kind in _PARTY else STATE


def heading_of(row: KeptReport, report: Report, *, layout: str = "") -> Heading:
    """Return the head and the foot of a report's document; the layout is its issuer's or given.

    What nobody entered is left to be written in by hand: the number, and who signs.
    """
    laid_out = LAYOUTS[layout] if layout else layout_of(row, report.issuer)
    office = office_of(row)
    day = timezone.localdate(row.frozen_at) if row.frozen_at else None
    above = office.parent.name if office is not None and office.parent else ""
    post, signer = _signer(office, day or report.until) if office is not None else ("", "")
    kept = laid_out.marks.kept
    return Heading(
        layout=laid_out,
        above=above.upper(),
        issuer=report.issuer,
        number=f"……{'/' if laid_out is STATE else '-'}{SIGN}",
        place_day=f"{_place(office, report.until)}, {long_day_said(day)}",
        kind=KIND,
        recipients=(*((f"{above} (để báo cáo);",) if above else ()), kept),
        authority=_authority(office, laid_out),
        post=post.upper(),
        signer=signer,
    )


def _place(office: Organisation | None, day: date) -> str:
    seat = unit_on(office.unit_code, day) if office is not None and office.unit_code else None
    return seat.name if seat else "…………"


def _authority(office: Organisation | None, layout: Layout) -> str:
    """Return in whose name is signed; only councils and committees have such a name."""
    if office is None:
        return ""
    if office.kind in _PEOPLE:
        return f"{layout.marks.signed_for}ỦY BAN NHÂN DÂN"
    return f"{layout.marks.signed_for}BAN THƯỜNG VỤ" if office.kind in _COMMITTEES else ""


def _signer(office: Organisation, day: date) -> tuple[str, str]:
    """Return the post and name of the one approver who holds a post there; else neither."""
    holding: list[tuple[User, str]] = [
        (user, title)
        for user in people.members(office, Role.APPROVER, day)
        if (title := people.title_on(user, day, office))
    ]
    if len(holding) != 1:
        return "", ""
    user, title = holding[0]
    return title, user.get_full_name()
