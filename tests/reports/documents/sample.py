"""A month of a district in four communes: known, missing, withheld, zero and beyond its target."""

from dataclasses import replace
from datetime import UTC, date, datetime

from loa.core.words import Grade
from loa.plans.exporting import layouts
from loa.reports.documents.paper import Heading
from loa.reports.rules.report import (
    Comparison,
    Difference,
    Figure,
    Graded,
    Kind,
    Line,
    Named,
    Origin,
    Owed,
    Place,
    PlanHead,
    Report,
    Source,
    Standing,
    State,
    Why,
)

PLAN = "cho-don-2020"
DISTRICT = "064@2020-01-01"
UNITS = {
    "02020@2020-01-01": "thị trấn Bằng Lũng",
    "02035@2020-01-01": "xã Bản Thi",
    "02071@2020-01-01": "xã Nghĩa Tá",
    "02080@2020-01-01": "xã Bình Trung",
}
BANG_LUNG, BAN_THI, NGHIA_TA, BINH_TRUNG = UNITS
OWING = Owed("UBND xã Nghĩa Tá", "ubnd-nghia-ta", "02071", date(2020, 4, 17))
SOURCE = Source(
    key="1",
    origin=Origin.EVIDENCE,
    plan=PLAN,
    target="loa-1",
    topic="1",
    channel="loudspeaker",
    measure="plays",
    unit_code="02020",
    unit=BANG_LUNG,
    grade=Grade.RECORDED,
    starts=date(2020, 3, 15),
    until=date(2020, 4, 15),
    quantity=480,
    rows=480,
    first=1,
    last=480,
)


def line(channel: str, measure: str, topic: str, unit: str, figure: Figure) -> Line:
    return Line(PLAN, "dot-1", topic, f"{channel}-{topic}", channel, measure, unit, figure)


def known(period: Graded, cumulative: Graded, promised: int | None = None) -> Figure:
    return Figure(period, cumulative, promised)


def plays(unit: str, topic: str, period: int, whole: int, said: int = 0) -> Line:
    figure = known(
        Graded(reported=said, recorded=period), Graded(reported=said, recorded=whole), 1440
    )
    return line("loudspeaker", "plays", topic, unit, figure)


LINES = (
    *(
        plays(unit, topic, period, whole, said)
        for topic in ("1", "2")
        for unit, period, whole, said in (
            (BANG_LUNG, 480, 1440, 0),
            (BAN_THI, 470, 1000, 10),
            (NGHIA_TA, 0, 480, 0),
            (BINH_TRUNG, 480, 960, 0),
        )
    ),
    *(
        line("portal", "articles", topic, "", known(Graded(recorded=n), Graded(recorded=n), 9))
        for topic, n in (("1", 9), ("2", 10))
    ),
    *(
        line("talk", "talks", "1", unit, known(Graded(reported=n), Graded(reported=3 * n), 12))
        for unit, n in ((BANG_LUNG, 4), (BAN_THI, 3), (BINH_TRUNG, 0))
    ),
    line("talk", "talks", "1", NGHIA_TA, Figure(promised=12, state=State.MISSING, owed=OWING)),
    *(
        line("talk", "attendees", "1", unit, known(Graded(reported=n), Graded(reported=3 * n)))
        for unit, n in ((BANG_LUNG, 1180), (BAN_THI, 95))
    ),
    line("talk", "attendees", "1", NGHIA_TA, Figure(state=State.MISSING, owed=OWING)),
    line("talk", "attendees", "1", BINH_TRUNG, Figure(state=State.WITHHELD)),
    line("vehicle", "runs", "2", "", known(Graded(), Graded(), 5)),
    line("conference", "conferences", "1", NGHIA_TA, Figure(state=State.MISSING, owed=OWING)),
)
MONTH = Report(
    kind=Kind.MONTH,
    title="Kết quả công tác thông tin, tuyên truyền tháng 4 năm 2020",
    issuer="Huyện uỷ Chợ Đồn",
    issuer_key="huyen-uy-cho-don",
    unit=DISTRICT,
    starts=date(2020, 3, 15),
    until=date(2020, 4, 15),
    since=date(2020, 3, 2),
    due_on=date(2020, 4, 17),
    cut_on=date(2020, 4, 14),
    as_of=datetime(2020, 4, 15, 1, 20, tzinfo=UTC),
    simulated=False,
    plans=(
        PlanHead(
            PLAN,
            "146-KH/HU",
            "Tuyên truyền đại hội đảng bộ các cấp",
            "Huyện uỷ Chợ Đồn",
            date(2020, 2, 10),
            1,
            "0" * 64,
        ),
    ),
    phases=(Named(PLAN, "dot-1", "Đợt 1", date(2020, 2, 1), date(2020, 8, 1)),),
    topics=(
        Named(PLAN, "1", "Chủ trương, đường lối của Đảng"),
        Named(PLAN, "2", "Dự thảo văn kiện và việc góp ý"),
    ),
    places=(
        Place(DISTRICT, "064", "huyện Chợ Đồn", "district", ""),
        *(Place(key, key[:5], name, "commune", DISTRICT) for key, name in UNITS.items()),
    ),
    lines=LINES,
    sources=(SOURCE,),
    watermark=480,
)
COMPARED = replace(
    MONTH,
    comparison=Comparison(
        NGHIA_TA,
        (
            Standing("loudspeaker", "plays", 2880, 960, 333, 695, 20),
            Standing("talk", "talks", 12, 12, 1000, None, 4),
        ),
    ),
    earlier="1" * 64,
    differences=(
        Difference(
            (PLAN, "loudspeaker-1", "loudspeaker", "plays", "1", NGHIA_TA),
            Graded(recorded=468),
            Graded(recorded=480),
            1440,
            1440,
            ((Why.LATE, 12),),
        ),
        Difference(
            (PLAN, "loudspeaker-2", "loudspeaker", "plays", "2", NGHIA_TA),
            Graded(recorded=483),
            Graded(recorded=480),
            1440,
            1440,
            ((Why.TAKEN_BACK, -3),),
        ),
    ),
)
PARTY = Heading(
    layout=layouts.PARTY,
    above="ĐẢNG BỘ TỈNH BẮC KẠN",
    issuer="Huyện uỷ Chợ Đồn",
    number="……-BC",
    place_day="Chợ Đồn, ngày ..... tháng ..... năm 2020",
    kind="BÁO CÁO",
    recipients=("Ban Tuyên giáo Tỉnh uỷ (để báo cáo),", "Lưu Văn phòng Huyện uỷ."),
    authority="T/M BAN THƯỜNG VỤ",
    post="BÍ THƯ",
    signer="",
)
STATE = replace(
    PARTY,
    layout=layouts.STATE,
    above="UBND HUYỆN CHỢ ĐỒN",
    issuer="Trung tâm Văn hoá, Thể thao và Truyền thông",
    number="12/BC-TTVH",
    place_day="Chợ Đồn, ngày 15 tháng 4 năm 2020",
    recipients=("Như trên (b/c);", "Lưu: VT."),
    authority="",
    post="GIÁM ĐỐC",
)
