"""The two forms that add a promise to a draft: what is heard, and what is counted."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loa.control import words
from loa.newsroom.forms import DayInput
from loa.plans.models import Plan
from loa.plans.rules import Target
from loa.plans.words import CHANNEL_UNITS
from loa.theme.days import DayField

LOUDSPEAKER = "loudspeaker"
MOST_ITEMS, MOST_TIMES, MOST_DAYS, MOST = 500, 12, 60, 1_000_000


class DueForm(forms.Form):
    """The last day of a duty; empty: none."""

    due = DayField(label=_("Last day"), required=False, widget=DayInput())


class PromiseForm(forms.Form):
    """What both ask: in which phase, and for which topic."""

    phase = forms.ChoiceField(label=_("Phase"))
    topic = forms.ChoiceField(label=_("Topic"), required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        phases = [(row.key, row.name) for row in plan.phases.order_by("position")]
        topics = [(row.key, f"{row.key}. {row.name}") for row in plan.topics.order_by("position")]
        self.fields["phase"].choices = phases  # type: ignore[attr-defined]  # of a ChoiceField
        every = ("", _("every topic of the phase"))
        self.fields["topic"].choices = [every, *topics]  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        target = self.target()
        twice = self.plan.targets.filter(
            phase__key=target.phase, channel=target.channel, unit=target.unit, audience=""
        )
        topic = {"topic__key": target.topic} if target.topic else {"topic": None}
        if twice.filter(**topic).exists():
            told = gettext("This is promised already. Take that line away first, then add it anew.")
            self.add_error(None, told)
        return cleaned

    def target(self) -> Target:
        """Return what was asked for, as each form below says; its key is chosen when kept."""
        raise NotImplementedError


class HeardForm(PromiseForm):
    """So many items on the loudspeakers, each so often a day on so many days in a row."""

    items = forms.IntegerField(label=_("How many items"), min_value=1, max_value=MOST_ITEMS)
    times_a_day = forms.IntegerField(
        label=_("Times a day, each"), min_value=1, max_value=MOST_TIMES, initial=2
    )
    days = forms.IntegerField(label=_("Days in a row, each"), max_value=MOST_DAYS)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        days, least = self.fields["days"], plan.consecutive_days
        days.initial = least
        days.min_value = least  # type: ignore[attr-defined]  # of an IntegerField
        days.validators.append(MinValueValidator(least))
        days.widget.attrs["min"] = least
        days.help_text = gettext("At least %(n)s: %(source)s.") % {
            "n": least,
            "source": plan.consecutive_source,
        }

    def target(self) -> Target:
        said = self.cleaned_data
        return Target(
            key="",
            phase=said["phase"],
            topic=said["topic"],
            channel=LOUDSPEAKER,
            unit=CHANNEL_UNITS[LOUDSPEAKER][0],
            items=said["items"],
            times_a_day=said["times_a_day"],
            days=said["days"],
        )


class CountedForm(PromiseForm):
    """So many of what is counted: banners, talks, articles; in all, or for each unit."""

    what = forms.ChoiceField(label=_("Which of them"))
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST)
    spread = forms.ChoiceField(
        label=_("Counted"),
        choices=(("all", _("in the whole area")), ("each", _("for each unit"))),
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        self.fields["what"].choices = list(_counted())  # type: ignore[attr-defined]  # as above
        self.order_fields(["what", "quantity", "spread", "phase", "topic"])

    def target(self) -> Target:
        said = self.cleaned_data
        channel, _bar, unit = said["what"].partition("|")
        each = said["spread"] == "each"
        return Target(
            key="",
            phase=said["phase"],
            topic=said["topic"],
            channel=channel,
            unit=unit,
            quantity=0 if each else said["quantity"],
            quantity_per_unit=said["quantity"] if each else 0,
        )


def _counted() -> Iterator[tuple[str, str]]:
    for channel, units in CHANNEL_UNITS.items():
        for unit in units:
            if channel != LOUDSPEAKER:
                place, measure = (
                    words.said(words.CHANNELS, channel),
                    words.said(words.MEASURES, unit),
                )
                yield f"{channel}|{unit}", f"{place}: {measure}"
