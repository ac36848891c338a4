"""The demonstration's residents: what they complained of in 2020, what they ask these days.

Nine complaints about loudness stand in the plan's three phases, four, three and two, all
answered. Everything is invented and says so.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from loa.channels.broadcast.models import Station
from loa.demonstration import network
from loa.demonstration.cast import MARK
from loa.feedback import actions
from loa.feedback.actions import Brought
from loa.feedback.models import Matter
from loa.feedback.rules import Kind, Trouble
from loa.people.models import User

EDITOR, OFFICER, HEAD = "bien-tap", "can-bo-xa", "truong-thon"
HERE = "02071"  # the commune of the officer and of the head of a hamlet


@dataclass(frozen=True, slots=True)
class Noise:
    """A complaint of 2020: its station, its days, and how it was settled."""

    station: str
    unit_code: str
    on: date
    days: int  # until the answer
    trouble: Trouble
    answer: str
    question: str = ""  # told where the answer was for everybody


TURNED = "Tổ kỹ thuật đã xoay loa ra phía đường và giữ mức âm lượng theo quy chế."
SHORTER = "Đài đã bỏ tin lặp lại trong buổi sáng; mỗi tin chỉ phát một lần mỗi buổi."
LATER = "Giờ phát sáng giữ đúng 5:00 đến 6:00 theo quy chế; loa thử máy ngoài giờ đã được khoá."
EARLY_ASKED = "Vì sao loa kêu trước 5 giờ sáng?"
LONG_ASKED = "Vì sao một tin phát đi phát lại trong một buổi?"
NOISES = (
    Noise("bang-lung", "02020", date(2020, 3, 9), 1, Trouble.LOUD, TURNED),
    Noise("nam-cuong", "02026", date(2020, 4, 14), 2, Trouble.EARLY, LATER, EARLY_ASKED),
    Noise("quang-bach", "02038", date(2020, 5, 20), 2, Trouble.LOUD, TURNED),
    Noise("nghia-ta", "02071", date(2020, 6, 8), 1, Trouble.LONG, SHORTER, LONG_ASKED),
    Noise("yen-thinh", "02044", date(2020, 7, 16), 1, Trouble.LOUD, TURNED),
    Noise("bang-lung", "02020", date(2020, 7, 27), 2, Trouble.LONG, SHORTER),
    Noise("luong-bang", "02062", date(2020, 8, 11), 3, Trouble.LOUD, TURNED),
    Noise("yen-phong", "02083", date(2020, 9, 15), 1, Trouble.EARLY, LATER),
    Noise("nghia-ta", "02071", date(2020, 10, 12), 1, Trouble.LOUD, TURNED),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of these days; without an answer it still waits."""

    key: str
    ago: int  # days
    text: str
    kind: Kind = Kind.QUESTION
    question: str = ""
    answer: str = ""
    for_somebody: bool = False


QUESTIONS = (
    Asked(
        "phun-muoi",
        6,
        "Thôn tôi chưa thấy báo lịch phun thuốc muỗi, xin hỏi bao giờ phun?",
        question="Bao giờ phun hoá chất diệt muỗi ở các thôn?",
        answer="Tổ phun đến các thôn phía trên cầu sáng thứ Bảy, phía dưới cầu chiều thứ Bảy. "
        f"Loa sẽ nhắc trước một ngày ({MARK}).",
    ),
    Asked(
        "tiem-phong-cho",
        4,
        "Bà con trong thôn hỏi có tiêm phòng dại cho chó mèo không.",
        question="Năm nay xã có tiêm phòng dại cho chó, mèo không?",
        answer="Có. Thú y xã tiêm tại nhà văn hoá từng thôn trong tuần đầu tháng 12, không thu "
        f"tiền vắc-xin ({MARK}).",
        for_somebody=True,
    ),
    Asked(
        "loa-tieng-tay",
        2,
        "Bà tôi không nghe được tiếng phổ thông. Bản tin sáng có phát bằng tiếng Tày không?",
    ),
    Asked(
        "rac",
        12,
        "Rác ở chợ đã hai tuần không có người thu, đề nghị xã cho biết lịch thu gom.",
        kind=Kind.COMPLAINT,
    ),
)


def let_them_speak(*, now: datetime) -> None:
    """Bring the matters in and answer those that were answered; again changes nothing."""
    editor = User.objects.get(username=EDITOR)
    for number, noise in enumerate(NOISES, start=1):
        if Station.objects.filter(key=noise.station).exists():
            _noise(noise, f"demo-2020-{number}", editor)
    officer = User.objects.get(username=OFFICER)
    head = User.objects.get(username=HEAD)
    for asked in QUESTIONS:
        _question(asked, officer, head, now)


def _noise(noise: Noise, form: str, editor: User) -> None:
    begun = _morning(noise.on)
    brought = Brought(
        kind=Kind.LOUDNESS,
        unit_code=noise.unit_code,
        form=form,
        place=f"loudspeaker:{noise.station}",
        place_name=Station.objects.get(key=noise.station).name,
        trouble=noise.trouble,
    )
    matter = actions.receive(brought, now=begun)
    if matter.open:
        actions.answer(
            matter,
            text=f"{noise.answer} (Số liệu {MARK}.)",
            public=bool(noise.question),
            question=noise.question,
            by=editor,
            now=begun + timedelta(days=noise.days),
        )


def _question(asked: Asked, officer: User, head: User, now: datetime) -> None:
    form = f"demo-{asked.key}"
    if Matter.objects.filter(form=form).exists():
        return
    brought = Brought(kind=asked.kind, unit_code=HERE, form=form, text=asked.text)
    matter = actions.receive(
        brought,
        now=now - timedelta(days=asked.ago),
        entered_by=head if asked.for_somebody else None,
    )
    if asked.answer:
        actions.answer(
            matter,
            text=asked.answer,
            public=True,
            question=asked.question,
            by=officer,
            now=now - timedelta(days=asked.ago - 2),
        )


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8), ZoneInfo(network.ZONE)).astimezone(UTC)
