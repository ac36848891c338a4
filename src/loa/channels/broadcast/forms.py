from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext_lazy as _

WEEKS = 4


@dataclass(frozen=True, slots=True)
class Week:
    """The days that one stick holds, both of them included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def __str__(self) -> str:
        """Spell the days as a person says them."""
        last = formats.date_format(self.last, "l d/m/Y")
        if self.first == self.last:
            return last
        return f"{formats.date_format(self.first, 'l d/m')} – {last}"


class WeekForm(forms.Form):
    """The rest of this week, or one of the next ones."""

    week = forms.TypedChoiceField(label=_("Which week"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {week.first.isoformat(): week for week in weeks(today)}
        field: Any = self.fields["week"]
        field.choices = [(first, str(week)) for first, week in offered.items()]
        field.coerce = offered.__getitem__


def weeks(today: date) -> list[Week]:
    """Return the weeks that are offered: today to Sunday, then Monday to Sunday; none overlap."""
    sunday = today + timedelta(days=6 - today.weekday())
    ends = [sunday + timedelta(weeks=n) for n in range(WEEKS)]
    return [Week(today, sunday), *(Week(end - timedelta(days=6), end) for end in ends[1:])]
