"""A survey to test with: four questions around a phase of a plan in Nghĩa Tá."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count

from tests.feedback.village import NOW, UNIT

from loa.feedback.surveys import actions
from loa.feedback.surveys.actions import Sketch
from loa.feedback.surveys.models import Survey
from loa.feedback.surveys.rules import Kind, Mode, Question
from loa.people.actions import grant
from loa.people.models import Organisation, User
from loa.people.rules import Role
from loa.plans.models import Phase, Plan

PLAN, PHASE = "phong-dich", "dot-1"
BEFORE = (date(2026, 11, 20), date(2026, 11, 27))
AFTER = (date(2027, 1, 4), date(2027, 1, 11))
IN_BEFORE, IN_AFTER = NOW, NOW + timedelta(days=45)
OVER = NOW + timedelta(days=60)
QUESTIONS = (
    Question(Kind.KNOWS, "Bà con có biết lịch phun thuốc muỗi không?"),
    Question(Kind.HEARD, "Bà con có nghe tin phòng sốt xuất huyết không?"),
    Question(Kind.CHANNEL, "Bà con nghe tin đó từ đâu?"),
    Question(Kind.CHOICE, "Bao lâu thay nước một lần?", ("Mỗi tuần", "Mỗi tháng")),
)
_forms = count(1)


def plan() -> Plan:
    row, _new = Plan.objects.get_or_create(
        key=PLAN,
        defaults={
            "title": "Phòng chống sốt xuất huyết",
            "issuer_key": f"xa-{UNIT}",
            "issuer_name": "UBND xã Nghĩa Tá",
            "kind": Plan.Kind.CAMPAIGN,
            "state": Plan.State.APPROVED,
            "consecutive_source": "x",
            "digest": "0" * 64,
            "area": [UNIT],
        },
    )
    Phase.objects.get_or_create(
        plan=row,
        key=PHASE,
        defaults={
            "position": 1,
            "name": "Đợt 1",
            "starts": date(2026, 11, 27),
            "ends": date(2027, 1, 4),
        },
    )
    return row


def sketch(**changes: object) -> Sketch:
    plan()
    plain: dict[str, object] = {
        "title": "Bà con biết gì về sốt xuất huyết?",
        "plan_key": PLAN,
        "phase_key": PHASE,
        "area": (UNIT,),
        "before": BEFORE,
        "after": AFTER,
        "questions": QUESTIONS,
    }
    return Sketch(**plain | changes)  # type: ignore[arg-type]


def office() -> Organisation:
    return Organisation.objects.get(key=f"xa-{UNIT}")


def survey(by: User, **changes: object) -> Survey:
    return actions.draft(sketch(**changes), organisation=office(), by=by, now=NOW)


def approved(by: User, approver: User, **changes: object) -> Survey:
    row = survey(by, **changes)
    actions.approve(row, by=approver, now=NOW)
    return row


def answer(
    row: Survey,
    *given: Sequence[str],
    mode: Mode = Mode.INTERVIEW,
    now: object = IN_BEFORE,
    times: int = 1,
) -> None:
    """Count the same answer so many times."""
    said = given or (["well"], ["once"], ["loudspeaker"], ["1"])
    for _time in range(times):
        form = f"form-{next(_forms)}"
        actions.take(row, said, mode=mode, form=form, now=now)  # type: ignore[arg-type]


def also(user: User, role: Role) -> User:
    """Give somebody of the commune another role."""
    grant(user=user, organisation=office(), role=role, since=date(2026, 1, 1))
    return user
