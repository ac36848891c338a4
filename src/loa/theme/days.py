"""The field of a day in a form."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator

LAST = date(2099, 12, 31)  # 9999 is how people write "for ever", and has no day after it


class DayField(forms.DateField):
    """A day up to 2099, so that the day after it can be said too."""

    default_validators = (MaxValueValidator(LAST),)  # type: ignore[assignment]  # a sequence does
