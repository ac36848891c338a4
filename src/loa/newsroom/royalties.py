"""The month's royalties (nhuận bút): what was approved, of which kind, at the office's rate.

An item counts once, in the month in which its first revision was sealed: a correction is
no second work. An amount that no rate states stays empty and is shown as missing.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import xlsxwriter
from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from loa.delivery.models import SealedMessage
from loa.newsroom.models import Item, RoyaltyRate
from loa.people.models import Organisation

LARGEST_DONG = 100_000_000
PAID = tuple(kind for kind in Item.Kind if kind != Item.Kind.IDENT)
HEAD_ROW = 4  # of the sheet, counted from 0
WIDTHS = (6, 28, 60, 20, 14, 16, 24)


@dataclass(frozen=True, slots=True)
class Work:
    """One item that is paid for; `dong` is None while its kind has no rate."""

    author: str
    headline: str
    kind: str
    approved: date
    dong: int | None


@dataclass(frozen=True, slots=True)
class Month:
    """The works of an office in a month, by author and day, and what they come to."""

    office: str
    first: date
    works: tuple[Work, ...]

    @property
    def total(self) -> int:
        return sum(work.dong or 0 for work in self.works)

    @property
    def unpriced(self) -> int:
        return sum(work.dong is None for work in self.works)


def month_of(office: Organisation, first: date) -> Month:
    """Return an office's month, from its first day."""
    begins, ends = _midnight(first), _midnight(_next(first))
    kinds = dict(
        Item.objects.filter(issuer=office, kind__in=PAID).values_list("key", "kind").order_by()
    )
    rates = {rate.kind: rate.dong for rate in office.royalty_rates.all()}
    in_month = SealedMessage.objects.filter(
        key__in=kinds, sealed_at__gte=begins, sealed_at__lt=ends
    )
    before = SealedMessage.objects.filter(key__in=kinds, sealed_at__lt=begins)
    first_ones: dict[str, SealedMessage] = {}
    for row in in_month.exclude(key__in=before.values("key")).order_by("sealed_at"):
        first_ones.setdefault(row.key, row)
    works = [
        Work(
            author=row.message().provenance.author,
            headline=row.headline,
            kind=kinds[row.key],
            approved=timezone.localdate(row.sealed_at),
            dong=rates.get(kinds[row.key]),
        )
        for row in first_ones.values()
    ]
    works.sort(key=lambda work: (work.author, work.approved, work.headline))
    return Month(office.name, first, tuple(works))


@transaction.atomic
def keep_rates(office: Organisation, rates: Mapping[str, int | None], *, document: str) -> None:
    """Replace an office's rates in dong by kind; None takes a rate away.

    Raises ValueError for an unknown kind and for an amount that cannot be meant.
    """
    for kind, dong in rates.items():
        if kind not in PAID or (dong is not None and not 0 <= dong <= LARGEST_DONG):
            raise ValueError(f"{kind}: {dong}")
    office.royalty_rates.all().delete()
    RoyaltyRate.objects.bulk_create(
        RoyaltyRate(organisation=office, kind=kind, dong=dong, document=document)
        for kind, dong in rates.items()
        if dong is not None
    )


def xlsx(month: Month, *, document: str) -> bytes:
    """Return the month's sheet as an Excel file; text is text, never a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    bold = book.add_format({"bold": True, "font_name": "Times New Roman", "font_size": 13})
    title = book.add_format(
        {"bold": True, "align": "center", "font_name": "Times New Roman", "font_size": 14}
    )
    head = _cell(book, bold=True, align="center", bg_color="#E8EEF4")
    cell, money, day = (
        _cell(book),
        _cell(book, num_format="#,##0"),
        _cell(book, num_format="dd/mm/yyyy"),
    )
    missing = _cell(book, bg_color="#FFF2A8")
    sheet = book.add_worksheet(f"{month.first:%m-%Y}")
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, month.office, bold)
    name = _("Royalties, %(month)s") % {"month": f"{month.first:%m/%Y}"}
    sheet.merge_range(1, 0, 1, len(WIDTHS) - 1, name, title)
    if document:
        sheet.write_string(2, 0, _("Rates: %(document)s") % {"document": document})
    heads = (_("No."), _("Author"), _("News item"), _("Kind"), _("Approved"), _("Dong"), _("Note"))
    for column, text in enumerate(heads):
        sheet.write_string(HEAD_ROW, column, text, head)
    for number, work in enumerate(month.works, 1):
        row = HEAD_ROW + number
        sheet.write_number(row, 0, number, cell)
        for column, text in ((1, work.author), (2, work.headline), (3, _kind(work.kind))):
            sheet.write_string(row, column, text, cell)
        sheet.write_datetime(row, 4, datetime.combine(work.approved, time.min), day)
        if work.dong is None:
            sheet.write_blank(row, 5, None, missing)
            sheet.write_string(row, 6, _("no rate for this kind yet"), missing)
        else:
            sheet.write_number(row, 5, work.dong, money)
            sheet.write_blank(row, 6, None, cell)
    _totals(sheet, month, head, _cell(book, bold=True, num_format="#,##0"))
    _signatures(sheet, HEAD_ROW + len(month.works) + 4, bold)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()


def _totals(
    sheet: "xlsxwriter.worksheet.Worksheet", month: Month, head: object, money: object
) -> None:
    last = HEAD_ROW + len(month.works)
    sheet.write_string(last + 1, 1, _("Total"), head)
    if month.works:
        formula = f"=SUM(F{HEAD_ROW + 2}:F{last + 1})"
        sheet.write_formula(last + 1, 5, formula, money, month.total)
    else:
        sheet.write_number(last + 1, 5, 0, money)


def _signatures(sheet: "xlsxwriter.worksheet.Worksheet", row: int, bold: object) -> None:
    for column, text in ((1, _("Drawn up by")), (3, _("Accountant")), (5, _("Head of the office"))):
        sheet.write_string(row, column, text, bold)


def _cell(book: "xlsxwriter.Workbook", **more: object) -> "xlsxwriter.format.Format":
    usual = {"border": 1, "font_name": "Times New Roman", "font_size": 12, "text_wrap": True}
    return book.add_format({**usual, "valign": "top", **more})


def document_of(rates: Sequence[RoyaltyRate]) -> str:
    """Return the document that set an office's rates."""
    return next((rate.document for rate in rates if rate.document), "")


def month_name(first: date) -> str:
    """Name a month as people do."""
    return formats.date_format(first, "F Y")


def _kind(word: str) -> str:
    return str(Item.Kind(word).label)


def _next(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
