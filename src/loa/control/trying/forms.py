"""The form over a copy of a plan: what is different is tried, what is left as it is stays."""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loa.control.trying.queries import Standing
from loa.core.periods import DAY, Days
from loa.newsroom.forms import DayInput, TimeInput
from loa.plans.models import Phase, Plan, Target
from loa.rehearsal.changes import Changes, Often
from loa.rehearsal.trial import LONGEST
from loa.theme.days import DayField

SESSIONS = 2
USUAL = timedelta(days=28)
MINUTE_S = 60
LOUD = "loudspeaker"


class TrialForm(forms.Form):
    """Days, hours, minutes, weight; then each phase's days and each target's frequency."""

    first_day = DayField(label=_("Try the days from"), widget=DayInput())
    last_day = DayField(label=_("Until and with"), widget=DayInput())
    session_min = forms.IntegerField(
        label=_("Own content in a session, minutes"), min_value=1, max_value=240
    )
    day_min = forms.IntegerField(
        label=_("Own content in a day, minutes"), min_value=1, max_value=600
    )
    same_hours = forms.BooleanField(label=_("All stations keep these hours"), required=False)
    weight = forms.IntegerField(
        label=_("Weight of this plan"),
        min_value=1,
        max_value=100,
        help_text=_("Plans share airtime by their weights."),
    )

    def __init__(
        self, *args: Any, plan: Plan, standing: Standing, today: date, **kwargs: Any
    ) -> None:
        self.plan, self.policy, self.today = plan, standing.policy, today
        self.hours = standing.hours
        self.phases = [p for p in plan.phases.order_by("position") if p.starts]
        loud = plan.targets.filter(channel=LOUD, times_a_day__gt=0).order_by("position")
        self.targets = list(loud.select_related("topic", "phase"))
        self.parts = [(p.opens, p.closes) for p in self.hours[0][0]][:SESSIONS]
        kwargs.setdefault("initial", self._as_it_stands())
        super().__init__(*args, **kwargs)
        if len(self.hours) == 1:
            del self.fields["same_hours"]
        for number in range(SESSIONS):
            needed = number < len(self.parts)
            for name, label in (("opens", _("opens")), ("closes", _("closes"))):
                self.fields[f"{name}_{number}"] = forms.TimeField(
                    label=label, widget=TimeInput(), required=number == 0 and needed
                )
        for phase in self.phases:
            self.fields[f"phase_{phase.pk}_first"] = DayField(label=_("from"), widget=DayInput())
            self.fields[f"phase_{phase.pk}_last"] = DayField(
                label=_("until and with"), widget=DayInput(), required=False
            )
        for target in self.targets:
            self.fields[f"target_{target.pk}_times"] = forms.IntegerField(
                label=_("times a day"), min_value=1, max_value=20
            )
            if target.days:
                self.fields[f"target_{target.pk}_days"] = forms.IntegerField(
                    label=_("days in a row"), min_value=1, max_value=60
                )

    def _as_it_stands(self) -> dict[str, Any]:
        first = self.today + DAY
        stands: dict[str, Any] = {
            "first_day": first,
            "last_day": first + USUAL - DAY,
            "session_min": self.policy.session_s // MINUTE_S,
            "day_min": self.policy.day_s // MINUTE_S,
            "weight": self.plan.weight,
        }
        for number, (opens, closes) in enumerate(self.parts):
            stands |= {f"opens_{number}": opens, f"closes_{number}": closes}
        for phase in self.phases:
            stands[f"phase_{phase.pk}_first"] = phase.starts
            stands[f"phase_{phase.pk}_last"] = phase.ends - DAY if phase.ends else None
        for target in self.targets:
            stands[f"target_{target.pk}_times"] = target.times_a_day
            stands[f"target_{target.pk}_days"] = target.days
        return stands

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check_days("first_day", "last_day", cleaned)
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and first <= self.today:
            self.add_error(
                "first_day", gettext("Today's programme is on air already: from tomorrow.")
            )
        if first and last and (last - first).days >= LONGEST:
            self.add_error("last_day", gettext("At most %(n)s days at once.") % {"n": LONGEST})
        for phase in self.phases:
            self._check_days(f"phase_{phase.pk}_first", f"phase_{phase.pk}_last", cleaned)
        for number in range(SESSIONS):
            opens, closes = cleaned.get(f"opens_{number}"), cleaned.get(f"closes_{number}")
            if (opens is None) != (closes is None) or (opens and closes and closes <= opens):
                self.add_error(f"closes_{number}", gettext("A session closes after it opens."))
        later = self._sessions(cleaned)
        if len(later) > 1 and later[1][0] < later[0][1]:
            self.add_error("opens_1", gettext("The second session begins after the first is over."))
        return cleaned

    def _check_days(self, first: str, last: str, cleaned: dict[str, Any]) -> None:
        if cleaned.get(first) and cleaned.get(last) and cleaned[last] < cleaned[first]:
            self.add_error(last, gettext("The last day lies before the first."))

    @staticmethod
    def _sessions(cleaned: dict[str, Any]) -> list[tuple[time, time]]:
        pairs = ((cleaned.get(f"opens_{n}"), cleaned.get(f"closes_{n}")) for n in range(SESSIONS))
        return [(opens, closes) for opens, closes in pairs if opens and closes]

    @property
    def days(self) -> Days:
        return Days(self.cleaned_data["first_day"], self.cleaned_data["last_day"] + DAY)

    def changes(self) -> Changes:
        """Return what differs from how things stand."""
        said = self.cleaned_data
        sessions = self._sessions(said)
        session_s, day_s = said["session_min"] * MINUTE_S, said["day_min"] * MINUTE_S
        stands = self._as_it_stands()
        return Changes(
            hours=tuple(sessions) if sessions != self.parts or said.get("same_hours") else (),
            session_s=session_s if said["session_min"] != stands["session_min"] else 0,
            day_s=day_s if said["day_min"] != stands["day_min"] else 0,
            weight=said["weight"] if said["weight"] != self.plan.weight else 0,
            phases=dict(self._phases_changed(said)),
            targets=dict(self._targets_changed(said)),
        )

    def _phases_changed(self, said: dict[str, Any]) -> Iterator[tuple[str, Days]]:
        for phase in self.phases:
            last = said[f"phase_{phase.pk}_last"]
            days = Days(said[f"phase_{phase.pk}_first"], last + DAY if last else None)
            if days != phase.days:
                yield phase.key, days

    def _targets_changed(self, said: dict[str, Any]) -> Iterator[tuple[str, Often]]:
        for target in self.targets:
            often = Often(
                said[f"target_{target.pk}_times"], said.get(f"target_{target.pk}_days") or 0
            )
            if often != Often(target.times_a_day, target.days):
                yield target.key, often

    # ---- how the page groups its fields

    @property
    def hours_rows(self) -> Sequence[tuple[str, int]]:
        """The hours that stations have, where they differ, each with their number."""
        if len(self.hours) == 1:
            return []
        return [
            (
                ", ".join(f"{p.opens:%H:%M}–{p.closes:%H:%M}" for p in parts)
                or gettext("no session"),
                n,
            )
            for parts, n in self.hours
        ]

    @property
    def session_rows(self) -> Sequence[tuple[int, Any, Any]]:
        return [(n + 1, self[f"opens_{n}"], self[f"closes_{n}"]) for n in range(SESSIONS)]

    @property
    def phase_rows(self) -> Sequence[tuple[Phase, Any, Any]]:
        return [(p, self[f"phase_{p.pk}_first"], self[f"phase_{p.pk}_last"]) for p in self.phases]

    @property
    def target_rows(self) -> Sequence[tuple[Target, Any, Any]]:
        return [
            (t, self[f"target_{t.pk}_times"], self[f"target_{t.pk}_days"] if t.days else None)
            for t in self.targets
        ]
