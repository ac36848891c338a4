"""The form that moves an event."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loa.core.periods import DAY, Days
from loa.newsroom.forms import DayInput
from loa.theme.days import DayField


class MoveForm(forms.Form):
    """New days, why, and the document that says so."""

    first_day = DayField(label=_("New first day"), widget=DayInput())
    last_day = DayField(label=_("New last day"), widget=DayInput())
    reason = forms.CharField(
        label=_("Reason, as residents read it"), max_length=500, widget=forms.Textarea({"rows": 2})
    )
    document = forms.CharField(
        label=_("Document"), max_length=200, required=False, help_text=_("Its number and day.")
    )

    def __init__(self, *args: Any, stands: Days | None, **kwargs: Any) -> None:
        self.stands = stands
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first: date | None = cleaned.get("first_day")
        last: date | None = cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", gettext("The last day lies before the first."))
        elif first and last and Days(first, last + DAY) == self.stands:
            self.add_error("first_day", gettext("These are the days that stand already."))
        return cleaned

    @property
    def days(self) -> Days:
        return Days(self.cleaned_data["first_day"], self.cleaned_data["last_day"] + DAY)
