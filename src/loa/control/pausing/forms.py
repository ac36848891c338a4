"""The form of a pause: where, which days, what stops, why and by which document."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loa.control.queries.units import Option
from loa.core.periods import DAY
from loa.delivery.pausing import Silence
from loa.newsroom.forms import DayInput
from loa.plans.models import Pause
from loa.theme.days import DayField

LONGEST = 92  # days; a longer silence is a matter for the hours that leaders sign
EVERYWHERE = "all"
CHANNELS = (
    (EVERYWHERE, _("everywhere at once")),
    ("loudspeaker", _("on loudspeakers alone")),
    ("portal", _("on the portal alone")),
)


class PauseForm(forms.Form):
    """A pause as somebody states it; `areas` are the places that they answer for."""

    stops = forms.ChoiceField(
        label=_("What falls silent"),
        choices=[
            (Pause.Stops.FESTIVE, _("Festive content: music, greetings, contests")),
            (Pause.Stops.ALL_BUT_NOTICES, _("Everything but notices: in a disaster")),
        ],
        widget=forms.RadioSelect,
    )
    area = forms.MultipleChoiceField(label=_("Where"), widget=forms.CheckboxSelectMultiple)
    first_day = DayField(label=_("From"), widget=DayInput())
    last_day = DayField(label=_("Until and with"), widget=DayInput())
    channel = forms.ChoiceField(label=_("Where it is heard and read"), choices=CHANNELS)
    reason = forms.CharField(
        label=_("Reason, as residents read it"),
        max_length=300,
        help_text=_("For instance: national mourning."),
    )
    document = forms.CharField(
        label=_("Document"), max_length=200, required=False, help_text=_("Its number and day.")
    )

    def __init__(self, *args: Any, options: Sequence[Option], today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)
        field: Any = self.fields["area"]
        field.choices = [(one.code, one.name) for one in options]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and first < self.today:
            self.add_error("first_day", gettext("That day is over: what was heard was heard."))
        if first and last and last < first:
            self.add_error("last_day", gettext("The last day lies before the first."))
        elif first and last and (last - first).days >= LONGEST:
            self.add_error(
                "last_day",
                gettext("At most %(days)s days at once. Pause again when they are over.")
                % {"days": LONGEST},
            )
        return cleaned

    def silence(self) -> Silence:
        """Return what was entered as a pause that is only thought of."""
        said = self.cleaned_data
        return Silence(
            said["first_day"],
            said["last_day"] + DAY,
            frozenset(said["area"]),
            said["stops"] == Pause.Stops.FESTIVE,
            () if said["channel"] == EVERYWHERE else (said["channel"],),
        )
