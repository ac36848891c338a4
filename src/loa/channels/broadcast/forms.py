from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext_lazy as _

WEEKS = 4
WEEK = timedelta(days=7)


class WeekForm(forms.Form):
    """A week that begins today, or one of the next ones, Monday to Sunday."""

    week = forms.TypedChoiceField(label=_("Which week"), coerce=date.fromisoformat)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["week"].choices = [  # type: ignore[attr-defined]  # a choice field's own
            (day.isoformat(), _spelled(day)) for day in weeks(today)
        ]


def weeks(today: date) -> list[date]:
    """Return the first days that are offered: today, then the coming Mondays."""
    monday = today + timedelta(days=7 - today.weekday())
    return [today, *(monday + n * WEEK for n in range(WEEKS - 1))]


def _spelled(first: date) -> str:
    last = first + timedelta(days=6)
    return f"{formats.date_format(first, 'l d/m')} – {formats.date_format(last, 'l d/m/Y')}"
