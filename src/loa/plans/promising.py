"""What a draft plan promises and by when: for drafts that are completed on a page.

Each verb writes the plan's file anew and brings it in as the next revision, so the file
stays the whole of the plan. What is approved is not changed so: it takes a new file.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from loa.people.models import User
from loa.plans import queries
from loa.plans.actions import PlanError, load_plan
from loa.plans.lint import lint
from loa.plans.models import Plan
from loa.plans.rules import PlanText, Target, Topic
from loa.plans.writing import plan_file


@transaction.atomic
def promise(*, plan_key: str, target: Target, now: datetime, by: User | str) -> Plan:
    """Add a target to a draft; its key is chosen here.

    Raises PlanError for a plan that is no draft, PlanRefusedError for what lint refuses.
    """
    text = _text(plan_key)
    return _written(promised(text, target), now, by)


@transaction.atomic
def withdraw(*, plan_key: str, key: str, now: datetime, by: User | str) -> Plan:
    """Take a target out of a draft. Raises PlanError for an unknown one or no draft."""
    text = _text(plan_key)
    kept = tuple(one for one in text.targets if one.key != key)
    if len(kept) == len(text.targets):
        raise PlanError(f"{key}: no such target")
    return _written(replace(text, targets=kept), now, by)


@transaction.atomic
def set_due(*, plan_key: str, key: str, due: date | None, now: datetime, by: User | str) -> Plan:
    """Set the last day of a draft's duty; None for no day.

    Raises PlanError for an unknown duty or no draft, PlanRefusedError for what lint refuses.
    """
    text = _text(plan_key)
    if key not in {one.key for one in text.assignments}:
        raise PlanError(f"{key}: no such assignment")
    duties = tuple(replace(one, due=due) if one.key == key else one for one in text.assignments)
    return _written(replace(text, assignments=duties), now, by)


def promised(text: PlanText, target: Target) -> PlanText:
    """Return a plan with one more target, under a key of its own. Pure.

    What is heard competes for airtime by its topic's weight: a topic that the phase has
    not weighed yet gets one share of it.
    """
    taken = {one.key for one in text.targets}
    name = f"{target.channel}-{len(taken) + 1}"
    key = next(key for key in _keys(name) if key not in taken)
    topics = text.topics
    if target.items and target.topic:
        topics = tuple(_weighed(one, target) for one in topics)
    return replace(text, topics=topics, targets=(*text.targets, replace(target, key=key)))


def _keys(name: str) -> Iterable[str]:
    yield name
    n = 2
    while True:
        yield f"{name}-{n}"
        n += 1


def _weighed(topic: Topic, target: Target) -> Topic:
    if topic.code != target.topic or dict(topic.weights).get(target.phase):
        return topic
    return replace(topic, weights=(*_without(topic, target.phase), (target.phase, 1)))


def _without(topic: Topic, phase: str) -> tuple[tuple[str, int], ...]:
    return tuple(one for one in topic.weights if one[0] != phase)


def _text(plan_key: str) -> PlanText:
    """Return what a draft's file says; the row is locked until the transaction ends."""
    plan = Plan.objects.select_for_update().filter(key=plan_key).first()
    if plan is None:
        raise PlanError(f"{plan_key}: no such plan")
    if plan.state != Plan.State.DRAFT:
        raise PlanError(f"{plan_key}: no draft; bring a new file in")
    text = lint(plan.source.encode(), queries.unit_register()).plan
    if text is None:
        raise PlanError(f"{plan_key}: its file cannot be read any more")
    return text


def _written(text: PlanText, now: datetime, by: User | str) -> Plan:
    return load_plan(plan_file(text), now=now, by=by)
