"""The demonstration's surveys: one around phase 1 of Chợ Đồn in 2020, one that is open today.

Questions and plans are real in kind; every answer is invented, and each survey's note says so.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from loa.demonstration import network
from loa.demonstration.cast import MARK, PROVINCE_CENTRE
from loa.feedback.surveys import actions, queries
from loa.feedback.surveys.actions import Sketch
from loa.feedback.surveys.models import Survey
from loa.feedback.surveys.rules import Kind, Mode, Question, Sampling
from loa.people.models import Organisation, User
from loa.plans.models import Plan

PLANNER, LEADER = "ke-hoach", "lanh-dao"
PAST, TODAY = "cd2020", "muoi26"
HERE = "02071"
NOTE = f"Mọi con số trong khảo sát này là {MARK}."
FIRST, SECOND = date(2020, 1, 13), date(2020, 7, 15)

CONGRESS = (
    Question(Kind.HEARD, "Bà con đã nghe tin về đại hội đảng bộ các cấp năm nay chưa?"),
    Question(Kind.KNOWS, "Bà con có biết khi nào huyện tổ chức đại hội không?"),
    Question(Kind.CHANNEL, "Bà con nghe tin đó từ đâu?"),
    Question(Kind.YES_NO, "Bà con có biết góp ý dự thảo văn kiện ở đâu không?"),
)
MOSQUITOES = (
    Question(Kind.KNOWS, "Bà con có biết ngày phun thuốc diệt muỗi ở thôn mình không?"),
    Question(Kind.HEARD, "Bà con có nghe tin phòng sốt xuất huyết trong tuần này không?"),
    Question(Kind.CHANNEL, "Bà con nghe tin đó từ đâu?"),
    Question(
        Kind.CHOICE,
        "Bao lâu nên thay nước, cọ rửa chum vại một lần?",
        ("Mỗi tuần", "Mỗi tháng", "Khi nào thấy bọ gậy"),
    ),
)


@dataclass(frozen=True, slots=True)
class Said:
    """So many people who answered alike; `n` before the phase and after it."""

    mode: Mode
    given: tuple[tuple[str, ...], ...]
    before: int
    after: int


def _said(mode: Mode, before: int, after: int, *given: str) -> Said:
    return Said(mode, tuple(tuple(filter(None, one.split())) for one in given), before, after)


ANSWERS = (
    _said(Mode.INTERVIEW, 9, 26, "often", "well", "loudspeaker meeting", "yes"),
    _said(Mode.INTERVIEW, 12, 21, "once", "partly", "loudspeaker", "no"),
    _said(Mode.INTERVIEW, 8, 11, "once", "partly", "neighbours", "no"),
    _said(Mode.INTERVIEW, 7, 6, "once", "no", "meeting speaker", "yes"),
    _said(Mode.INTERVIEW, 22, 9, "no", "no", "", "no"),
    _said(Mode.INTERVIEW, 4, 2, "no", "unsure", "", "unsure"),
    _said(Mode.OPEN, 6, 14, "often", "well", "portal phone", "yes"),
    _said(Mode.OPEN, 8, 9, "once", "partly", "phone", "no"),
)


@transaction.atomic
def ask_people(*, now: datetime) -> None:
    """Make both surveys as people would; again changes nothing."""
    if Plan.objects.filter(key="cho-don-2020").exists():
        _past()
    _open(now)


def _past() -> None:
    if Survey.objects.filter(key=PAST).exists():
        return
    sketch = Sketch(
        title="Bà con biết gì về đại hội đảng bộ huyện?",
        plan_key="cho-don-2020",
        phase_key="dot-1",
        area=("064",),
        before=(FIRST, FIRST + timedelta(days=14)),
        after=(SECOND, SECOND + timedelta(days=14)),
        questions=CONGRESS,
        sampling=Sampling.LOT,
        population=34_000,
        note=NOTE,
    )
    survey = _approved(sketch, PAST, "trung-tam-vhtttt-cho-don", _morning(FIRST))
    for number, said in enumerate(ANSWERS):
        _answer(survey, said, said.before, _morning(FIRST), f"{number}-1")
        _answer(survey, said, said.after, _morning(SECOND), f"{number}-2")


def _open(now: datetime) -> None:
    phase = None
    if plan := Plan.objects.filter(key="phong-dich-2026").first():
        phase = plan.phases.order_by("position").first()
    if plan is None or phase is None or Survey.objects.filter(key=TODAY).exists():
        return
    today = now.astimezone(ZoneInfo(network.ZONE)).date()
    sketch = Sketch(
        title="Bà con biết gì về phòng muỗi, phòng sốt xuất huyết?",
        plan_key=plan.key,
        phase_key=phase.key,
        area=(HERE,),
        before=(today - timedelta(days=2), today + timedelta(days=12)),
        after=(today + timedelta(days=60), today + timedelta(days=74)),
        questions=MOSQUITOES,
        note=NOTE,
    )
    _approved(sketch, TODAY, PROVINCE_CENTRE, now)


def _approved(sketch: Sketch, key: str, office: str, now: datetime) -> Survey:
    survey = actions.draft(
        sketch,
        organisation=Organisation.objects.get(key=office),
        by=User.objects.get(username=PLANNER),
        now=now,
        key=key,
    )
    actions.approve(survey, by=User.objects.get(username=LEADER), now=now)
    return queries.surveys().get(pk=survey.pk)  # with its questions, for many answers


def _answer(survey: Survey, said: Said, n: int, now: datetime, form: str) -> None:
    for number in range(n):
        name = f"demo-{form}-{number}"
        actions.take(survey, said.given, mode=said.mode, form=name, now=now)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8), ZoneInfo(network.ZONE)).astimezone(UTC)
