"""What residents and staff fill in."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loa.delivery.loudness import Place
from loa.feedback import rules
from loa.feedback.models import Matter
from loa.feedback.queries import Office

Choices = Sequence[tuple[str, Any]]


class MatterForm(forms.Form):
    """A question or a complaint in somebody's own words."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (Matter.Kind.QUESTION.value, _("I have a question")),
            (Matter.Kind.COMPLAINT.value, _("I have a complaint")),
        ],
        widget=forms.RadioSelect,
        initial=Matter.Kind.QUESTION.value,
    )
    unit_code = forms.ChoiceField(label=_("For which commune?"))
    text = forms.CharField(
        label=_("What is it about?"),
        max_length=rules.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Nobody publishes these words. Please write no illness and no other's name."),
    )
    name = forms.CharField(label=_("Your name"), max_length=rules.LONGEST_NAME, required=False)
    reach = forms.CharField(
        label=_("Telephone or address"),
        max_length=120,
        required=False,
        help_text=_("For an answer to you alone. It is deleted some weeks after the answer."),
    )

    def __init__(self, data: Any = None, *, offices: Sequence[Office], code: str = "") -> None:
        super().__init__(data, initial={"unit_code": code})
        _choose(
            self.fields["unit_code"],
            [("", _("Choose your commune…")), *((o.unit_code, o.name) for o in offices)],
        )

    def clean_text(self) -> str:
        """Refuse words that nobody can see."""
        text = rules.tidy(self.cleaned_data["text"])
        if not text:
            raise ValidationError(_("Please write what it is about."))
        return text


class QuieterForm(forms.Form):
    """“Giảm loa này”: a loudspeaker and what is wrong, nothing to write."""

    place = forms.ChoiceField(label=_("Which loudspeaker?"), widget=forms.RadioSelect)
    trouble = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Matter.Trouble.choices,
        widget=forms.RadioSelect,
        initial=Matter.Trouble.LOUD.value,
    )
    reach = forms.CharField(
        label=_("Telephone or address"),
        max_length=120,
        required=False,
        help_text=_("For an answer to you alone. It is deleted some weeks after the answer."),
    )

    def __init__(self, data: Any = None, *, places: Sequence[Place]) -> None:
        only = places[0].key if len(places) == 1 else None
        super().__init__(data, initial={"place": only})
        _choose(self.fields["place"], [(one.key, one.name) for one in places])


class AnswerForm(forms.Form):
    """An answer, to everybody or to who asked."""

    public = forms.ChoiceField(
        label=_("For whom?"),
        choices=[("yes", _("For everybody: it can be read and broadcast")), ("no", _("Private"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    question = forms.CharField(
        label=_("The question in our own words"),
        max_length=300,
        required=False,
        help_text=_("Needed for a public answer. Leave out whatever points at a person."),
    )
    text = forms.CharField(
        label=_("Answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 7})
    )


class ForwardForm(forms.Form):
    """To whom a matter goes."""

    to = forms.CharField(label=_("To which office?"), max_length=200)


class DeclineForm(forms.Form):
    """Why nothing is done."""

    reason = forms.CharField(label=_("Why? The receipt shows it."), max_length=200)


def _choose(field: forms.Field, choices: Choices) -> None:
    cast(forms.ChoiceField, field).choices = choices
