from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from loa.core.fold import fold
from loa.core.periods import DAY
from loa.core.secrecy import is_secret
from loa.core.words import Genre
from loa.delivery import registry
from loa.delivery.actions import Frequency
from loa.newsroom import rules, validity, wording, words
from loa.newsroom.actions import Window
from loa.newsroom.models import Item
from loa.people.access import allowed
from loa.people.models import Organisation, User
from loa.people.queries import title_on
from loa.people.rules import may
from loa.places import queries as places
from loa.plans.models import Phase, Plan, Target, Topic
from loa.theme import figures

USUAL_VALIDITY = timedelta(days=90)
LONGEST_KEY = 80
RESERVED = frozenset({"new", "lint", "royalties", "week"})  # words of the newsroom's own addresses
TEXT = "text_"
FURTHER = tuple(code for code in words.LANGUAGES if code != words.VIETNAMESE)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class LaterInput(forms.TextInput):
    def __init__(self) -> None:
        super().__init__(attrs={"data-lint": ""})

    def use_required_attribute(self, initial: Any) -> bool:  # noqa: ARG002 - Django's signature
        """Let the browser save a draft without it."""
        return False


class NeededLater(forms.CharField):
    """What a draft may lack and an approval may not: the form never says it may be left empty."""

    widget = LaterInput

    def validate(self, value: Any) -> None:
        """Take a draft without it."""


class ItemForm(forms.Form):
    """An item as it is written: words first, the rest after them."""

    headline = forms.CharField(
        label=_("Headline"),
        max_length=wording.LONGEST_HEADLINE,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-lint": ""}),
    )
    topic = forms.ChoiceField(label=_("Plan and topic"))
    issuer = forms.ChoiceField(label=_("Issuing office"))
    source = NeededLater(
        label=_("Source (needed before it is sent for approval)"),
        max_length=200,
        help_text=_("Where the information comes from: a document's number, an office."),
    )
    byline = NeededLater(
        label=_("Author and post (needed before it is sent for approval)"), max_length=200
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(k.value, k.label) for k in Item.Kind if k != Item.Kind.IDENT]
    )
    scope = forms.ChoiceField(
        label=_("For whom"),
        choices=Item.ScopeWord.choices,
        help_text=_("An internal item is never placed on a loudspeaker or the portal."),
    )
    priority = forms.ChoiceField(label=_("Priority"), choices=Item.PriorityWord.choices)
    mood = forms.ChoiceField(
        label=_("Mood"),
        choices=Item.MoodWord.choices,
        help_text=_("Festive items fall silent in a time of mourning."),
    )
    valid_from = forms.DateField(label=_("Valid from"), widget=DayInput())
    from_time = forms.TimeField(
        label=_("Not before (embargo)"),
        required=False,
        widget=TimeInput(),
        help_text=_("Before this hour it is neither heard nor shown, approved or not."),
    )
    last_day = forms.DateField(label=_("Last day"), widget=DayInput())
    until_time = forms.TimeField(
        label=_("Over at"),
        required=False,
        widget=TimeInput(),
        help_text=_("Left empty: with the end of the last day."),
    )

    def __init__(self, data: Any = None, *, user: User, item: Item | None = None) -> None:
        self.item = item
        super().__init__(data, initial=_initial(user, item))
        for code in words.LANGUAGES:
            self.fields[TEXT + code] = forms.CharField(
                label=gettext("Words")
                if code == words.VIETNAMESE
                else capfirst(words.language(code)),
                required=code == words.VIETNAMESE,
                widget=forms.Textarea(attrs={"rows": 8, "lang": code, "data-lint": ""}),
            )
        self.topics = {t.pk: t for t in open_topics(item)}
        self.issuers = {o.pk: o for o in _issuers(user, item)}
        _choose(self.fields["topic"], [("", gettext("Choose…")), *grouped(self.topics.values())])
        _choose(self.fields["issuer"], [(o.pk, o.name) for o in self.issuers.values()])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("headline", *(TEXT + code for code in words.LANGUAGES)):
            if name in cleaned:
                cleaned[name] = wording.tidy(cleaned[name])
                self._check_words(name, cleaned[name])
        first, last = cleaned.get("valid_from"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", gettext("The last day lies before the first."))
        elif first and last and validity.ends(cleaned) <= validity.begins(cleaned):
            self.add_error("until_time", gettext("It would be over before it begins."))
        return cleaned

    def _check_words(self, name: str, text: str) -> None:
        if len(text) > wording.LONGEST_TEXT:
            hint = gettext(
                "This text has %(found)s characters, about %(minutes)s minutes read out. One item "
                "has at most %(most)s (15 minutes). Divide it into several; it is still here."
            )
            seconds = wording.spoken_seconds(text)
            self.add_error(
                name,
                hint
                % {
                    "found": figures.number(len(text)),
                    "minutes": figures.number(seconds // 60),
                    "most": figures.number(wording.LONGEST_TEXT),
                },
            )
        elif is_secret(text):
            self.add_error(name, str(words.ERRORS["secret"]))

    def texts(self) -> dict[str, str]:
        """Return the texts that were given, by language."""
        given = {code: self.cleaned_data.get(TEXT + code, "") for code in words.LANGUAGES}
        return {code: text for code, text in given.items() if text}

    def as_item(self, user: User) -> Item:
        """Return the item with what was entered, not yet saved."""
        entered = self.cleaned_data
        item = self.item or Item(key=free_key(entered["headline"]), author=user)
        item.headline = entered["headline"]
        item.topic = self.topics[int(entered["topic"])]
        item.issuer = self.issuers[int(entered["issuer"])]
        for name in ("source", "byline", "kind", "scope", "priority", "mood"):
            setattr(item, name, entered[name])
        item.form = rules.first_form(Genre(item.kind))
        item.valid_from, item.valid_until = validity.begins(entered), validity.ends(entered)
        return item

    @property
    def further(self) -> list[forms.BoundField]:
        """Return the fields of the languages that are unfolded when needed."""
        return [self[TEXT + code] for code in FURTHER]

    @property
    def further_open(self) -> bool:
        """Whether one of the further languages holds something already."""
        return any(bound.value() or bound.errors for bound in self.further)


class PlacingForm(forms.Form):
    """When an approved item is to be heard, for which promise of its plan."""

    target = forms.ChoiceField(label=_("For"))
    starts = forms.DateField(label=_("From"), widget=DayInput())
    last_day = forms.DateField(
        label=_("Until and with"),
        widget=DayInput(),
        help_text=_("The days in a row may lie anywhere in between."),
    )
    times_a_day = forms.IntegerField(label=_("Times a day"), min_value=1, max_value=16)
    days = forms.IntegerField(
        label=_("Days in a row"),
        min_value=0,
        max_value=60,
        help_text=_("0: again and again, as long as the period lasts."),
    )

    def __init__(self, data: Any = None, *, item: Item, user: User, today: date) -> None:
        self.user, self.today = user, today
        self.targets = {t.pk: t for t in open_targets(item, today)}
        first = next(iter(self.targets.values()), None)
        super().__init__(data, initial=_proposed(first, item, today))
        _choose(self.fields["target"], [(t.pk, _named(t)) for t in self.targets.values()])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", gettext("The last day lies before the first."))
        if first and first < self.today:
            self.add_error("starts", gettext("This day is over."))
        return cleaned

    @property
    def chosen(self) -> Target:
        """The promise that was chosen."""
        return self.targets[int(self.cleaned_data["target"])]

    def window(self) -> Window:
        """Return the days and how often."""
        entered = self.cleaned_data
        days = entered["days"] or 0
        every = 0 if days else self.chosen.every_days or 1
        frequency = Frequency(entered["times_a_day"], days=days, every_days=every)
        return Window(entered["starts"], entered["last_day"] + DAY, frequency)

    def areas(self) -> list[str]:
        """Return where this person may place: of the target's area, the units they cover."""
        return own_areas(self.user, self.chosen.area or self.chosen.plan.area, self.today)


def free_key(headline: str) -> str:
    """Return a key made of a headline's words that no item has yet."""
    base = fold(headline).replace(" ", "-")
    base = "".join(c for c in base if c.isascii())[:LONGEST_KEY].strip("-") or "tin"
    taken = set(Item.objects.filter(key__startswith=base).values_list("key", flat=True))
    number = 2
    key = base
    while key in taken or key in RESERVED:
        key, number = f"{base}-{number}", number + 1
    return key


def open_targets(item: Item, today: date) -> list[Target]:
    """Return what an item can serve: promises on its topic, on installed channels, not over."""
    topics = [item.topic_id]
    above = item.topic.parent
    while above is not None:
        topics.append(above.pk)
        above = above.parent
    rows = Target.objects.filter(
        Q(topic__in=topics) | Q(topic=None),
        Q(phase__ends=None) | Q(phase__ends__gt=today),
        plan=item.topic.plan,
        plan__state=Plan.State.APPROVED,
        channel__in=list(registry.channels()),
        phase__starts__isnull=False,
    )
    return list(rows.select_related("plan", "phase", "topic").order_by("position"))


def own_areas(user: User, areas: list[str], today: date) -> list[str]:
    """Return those of some units, or of a person's own inside them, that the person may fill."""
    covered = [a for a in areas if allowed(user, "placement.edit", unit_code=a, today=today)]
    if covered:
        return covered
    held = [h for h in user.holdings() if may([h], "placement.edit", day=today) and h.unit_code]
    return sorted(
        {
            h.unit_code
            for h in held
            if set(areas) & {unit.code for unit in places.ancestors(h.unit_code, today)}
        }
    )


def _initial(user: User, item: Item | None) -> dict[str, Any]:
    today = timezone.localdate()
    if item is None:
        title = title_on(user, today)
        name = user.get_full_name()
        return {
            "byline": name if title in {"", name} else f"{name}, {title}",
            "valid_from": today,
            "last_day": today + USUAL_VALIDITY,
        }
    names = ("headline", "source", "byline", "kind", "scope", "priority", "mood")
    return {
        **{name: getattr(item, name) for name in names},
        "topic": item.topic_id,
        "issuer": item.issuer_id,
        **validity.entered(item),
        **{TEXT + variant.language: variant.text for variant in item.variants.all()},
    }


def open_topics(item: Item | None) -> list[Topic]:
    """Return the topics that an item may have, those of running plans first."""
    rows = Topic.objects.exclude(plan__state=Plan.State.CLOSED)
    if item is not None:
        rows = rows | Topic.objects.filter(pk=item.topic_id)
    found = list(rows.select_related("plan").order_by("plan__key", "position"))
    running = _running_plans(timezone.localdate())
    return sorted(found, key=lambda topic: -running.get(topic.plan_id, 0))


def _running_plans(today: date) -> dict[int, int]:
    """Return the approved plans of which a phase holds, by how late it began."""
    phases = Phase.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=today),
        plan__state=Plan.State.APPROVED,
        starts__lte=today,
    )
    return {p.plan_id: p.starts.toordinal() for p in phases.order_by("starts") if p.starts}


def _issuers(user: User, item: Item | None) -> list[Organisation]:
    today = timezone.localdate()
    keys = [h.organisation for h in user.holdings() if may([h], "item.write", day=today)]
    found = Organisation.objects.filter(key__in=keys)
    if item is not None:
        found = found | Organisation.objects.filter(pk=item.issuer_id)
    return list(found.order_by("name"))


def grouped(topics: Any) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return topics as choices, under their plans."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for topic in topics:
        depth = topic.key.count(".")
        label = "\u2003" * depth + str(topic)
        groups.setdefault(str(topic.plan), []).append((topic.pk, label))
    return list(groups.items())


def _choose(field: forms.Field, choices: list[Any]) -> None:
    field.choices = choices  # type: ignore[attr-defined]  # both fields given here are ChoiceFields


def _named(target: Target) -> str:
    where = f"{words.channel(target.channel)} · {target.phase.name}"
    if not target.times_a_day:
        return where
    times = target.times_a_day
    often = ngettext("%(n)s time a day", "%(n)s times a day", times) % {"n": times}
    if target.days:
        run = ngettext("%(n)s day in a row", "%(n)s days in a row", target.days)
        often += ", " + run % {"n": target.days}
    elif target.every_days > 1:
        often += ", " + gettext("one day in %(n)s") % {"n": target.every_days}
    return f"{where}: {often}"


def _proposed(target: Target | None, item: Item, today: date) -> dict[str, Any]:
    if target is None:
        return {}
    tomorrow = today + DAY
    starts = max(tomorrow, target.phase.starts or tomorrow, timezone.localdate(item.valid_from))
    ends = [timezone.localdate(item.valid_until)]
    if target.phase.ends:
        ends.append(target.phase.ends)
    if target.days:
        ends.append(starts + (target.days + 4) * DAY)
    return {
        "target": target.pk,
        "starts": starts,
        "last_day": max(starts, min(ends) - DAY),
        "times_a_day": target.times_a_day or 1,
        "days": target.days,
    }
