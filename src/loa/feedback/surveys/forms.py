"""What a planner fills in to make a survey; days are the first and the last one asked on."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loa.core.periods import DAY
from loa.feedback.surveys import rules
from loa.feedback.surveys.actions import Sketch
from loa.feedback.surveys.models import Question, Survey
from loa.feedback.surveys.rules import Kind, Sampling
from loa.plans.models import Phase
from loa.theme.days import DayField

Choices = Sequence[tuple[str, str]]
AROUND_DAYS = 14  # suggested: two weeks up to the phase, two weeks after it
LARGEST = 200_000_000


def _day(label: Any) -> DayField:
    return DayField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class SurveyForm(forms.Form):
    """Everything but the questions."""

    title = forms.CharField(label=_("Title"), max_length=rules.LONGEST_TITLE)
    phase = forms.ChoiceField(label=_("Around which phase?"))
    area = forms.MultipleChoiceField(
        label=_("Where is it asked?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Results are shown for the whole of it, never by commune or hamlet. For figures of "
            "one commune make a survey of that commune."
        ),
    )
    before_opens = _day(_("Before the phase: first day"))
    before_last = _day(_("Before the phase: last day"))
    after_opens = _day(_("After the phase: first day"))
    after_last = _day(_("After the phase: last day"))
    sampling = forms.ChoiceField(
        label=_("Who is interviewed?"),
        choices=Survey.Sampling.choices,
        widget=forms.RadioSelect,
        initial=Sampling.MET.value,
    )
    population = forms.IntegerField(
        label=_("How many adults live there?"),
        min_value=1,
        max_value=LARGEST,
        required=False,
        help_text=_("Only for a draw by lot: it makes the margin of error smaller."),
    )
    note = forms.CharField(label=_("Note for readers"), max_length=200, required=False)
    organisation = forms.ChoiceField(label=_("Which office asks?"))

    def __init__(
        self,
        data: Any = None,
        *,
        phases: Sequence[Phase],
        areas: Choices,
        offices: Choices,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        _choose(self.fields["phase"], [(one.key, one.name) for one in phases])
        _choose(self.fields["area"], areas)
        _choose(self.fields["organisation"], offices)
        if len(offices) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.initial["organisation"] = offices[0][0]

    def clean(self) -> dict[str, Any]:
        """Refuse days that go backwards, beside the day that is wrong."""
        said = super().clean() or self.cleaned_data
        for which in ("before", "after"):
            opens, last = said.get(f"{which}_opens"), said.get(f"{which}_last")
            if opens and last and last < opens:
                self.add_error(f"{which}_last", _("The last day comes before the first."))
        first, second = said.get("before_last"), said.get("after_opens")
        if first and second and second <= first:
            self.add_error("after_opens", _("People are asked again after the first time is over."))
        return said


class QuestionForm(forms.Form):
    """One question; left empty it is none."""

    text = forms.CharField(
        label=_("Question"),
        max_length=rules.LONGEST_QUESTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(label=_("How is it answered?"), choices=Question.Kind.choices)
    own = forms.CharField(
        label=_("Your own choices, one on each line"),
        max_length=(rules.LONGEST_CHOICE + 2) * rules.MOST_CHOICES,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two to six. “Not sure, or would rather not say” is added to them."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse own choices that are missing, too many or too long."""
        said = super().clean() or self.cleaned_data
        own = _lines(said.get("own", ""))
        if said.get("text") and said.get("kind") == Kind.CHOICE:
            if not rules.LEAST_CHOICES <= len(own) <= rules.MOST_CHOICES:
                self.add_error("own", _("Two to six choices, each on a line of its own."))
            elif any(len(line) > rules.LONGEST_CHOICE for line in own):
                self.add_error("own", _("A choice has at most 80 characters."))
        return said

    def question(self) -> rules.Question | None:
        """Return what was filled in; None when it was left empty."""
        said = self.cleaned_data
        if not said.get("text", "").strip():
            return None
        kind = Kind(said["kind"])
        own = _lines(said["own"]) if kind is Kind.CHOICE else ()
        return rules.Question(kind, said["text"], own)


class BareQuestions(forms.BaseFormSet[QuestionForm]):
    """Five places for questions, three of which have to be used."""

    def add_fields(self, form: QuestionForm, index: int | None) -> None:
        """Ask for the first three: a survey has no fewer."""
        super().add_fields(form, index)
        form.fields["text"].required = index is not None and index < rules.LEAST_QUESTIONS

    def clean(self) -> None:
        """Refuse too few, and words that ask who somebody is."""
        if any(self.errors):
            return
        found = self.questions()
        if len(found) < rules.LEAST_QUESTIONS:
            raise ValidationError(_("At least three questions are needed."))
        for form in self.forms:
            question = form.question()
            if question and (word := rules.personal(" / ".join((question.text, *question.own)))):
                form.add_error(
                    "text",
                    _("“%(word)s”: a survey never asks who somebody is. Take it out.")
                    % {"word": word},
                )

    def questions(self) -> tuple[rules.Question, ...]:
        """Return the questions that were filled in."""
        return tuple(filter(None, (form.question() for form in self.forms)))


Questions = forms.formset_factory(
    QuestionForm,
    formset=BareQuestions,
    extra=rules.MOST_QUESTIONS,
    max_num=rules.MOST_QUESTIONS,
    absolute_max=rules.MOST_QUESTIONS,
)


def sketch(said: Mapping[str, Any], questions: tuple[rules.Question, ...], plan: str) -> Sketch:
    """Return the survey that two valid forms describe."""
    return Sketch(
        title=said["title"],
        plan_key=plan,
        phase_key=said["phase"],
        area=tuple(said["area"]),
        before=(said["before_opens"], said["before_last"] + DAY),
        after=(said["after_opens"], said["after_last"] + DAY),
        questions=questions,
        sampling=Sampling(said["sampling"]),
        population=said["population"],
        note=said["note"],
    )


def suggested(phase: Phase | None) -> dict[str, Any]:
    """Return the days that lie around a phase, as far as it has days."""
    days: dict[str, Any] = {"phase": phase.key} if phase else {}
    if phase and phase.starts:
        days["before_opens"] = phase.starts - AROUND_DAYS * DAY
        days["before_last"] = phase.starts - DAY
    if phase and phase.ends:
        days["after_opens"] = phase.ends
        days["after_last"] = phase.ends + (AROUND_DAYS - 1) * DAY
    return days


def filled(survey: Survey) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return what the forms hold for a survey that is drawn already."""
    days: dict[str, Any] = {}
    for which, (opens, closes) in survey.periods.items():
        days |= {f"{which}_opens": opens, f"{which}_last": closes - DAY}
    head = {
        "title": survey.title,
        "phase": survey.phase_key,
        "area": survey.area,
        "sampling": survey.sampling,
        "population": survey.population,
        "note": survey.note,
        "organisation": survey.organisation.key,
    }
    questions = [
        {"text": one.text, "kind": one.kind, "own": "\n".join(one.own)}
        for one in survey.questions.all()
    ]
    return head | days, questions


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _choose(field: forms.Field, choices: Choices) -> None:
    cast("forms.ChoiceField", field).choices = choices
