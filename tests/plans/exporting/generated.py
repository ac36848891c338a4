"""Plans made up for property tests: any that the format allows, and some that an office writes."""

from datetime import date, timedelta
from unicodedata import normalize

from hypothesis import strategies as st

from loa.core.periods import Days
from loa.plans import words
from loa.plans.rules import (
    Anchor,
    Assignment,
    Consecutive,
    Coordinating,
    Event,
    Move,
    Pause,
    Phase,
    PlanText,
    Target,
    Topic,
)
from loa.plans.text import parent_code

_DAY = timedelta(days=1)
_letters = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff")
texts = (
    st.text(_letters, min_size=1, max_size=30)
    .map(lambda text: normalize("NFC", text))
    .filter(lambda text: bool(text.strip()))
)
notes = st.lists(texts, max_size=3).map("\n\t".join)
maybe = st.one_of(st.just(""), texts)
keys = st.from_regex(r"[a-z0-9]{1,4}([-.][a-z0-9]{1,3}){0,2}", fullmatch=True)
some_days = st.dates(date(2001, 1, 1), date(2100, 1, 1))
spans = st.builds(
    lambda first, length: Days(first, first + timedelta(days=length)),
    some_days,
    st.integers(1, 400),
)


def _named(maximum: int = 4) -> st.SearchStrategy[list[str]]:
    return st.lists(keys, max_size=maximum, unique=True)


@st.composite
def events(draw: st.DrawFn, key: str) -> Event:
    return Event(
        key=key,
        name=draw(texts),
        level=draw(st.sampled_from(words.LEVELS)),
        state=draw(st.sampled_from(words.EVENT_STATES)),
        days=draw(st.none() | spans),
        theme=draw(maybe),
        motto=draw(maybe),
        series=draw(st.booleans()),
        pilot=draw(st.sampled_from(["", "02071"])),
        moves=tuple(
            draw(
                st.lists(
                    st.builds(Move, some_days, st.none() | spans, spans, texts, maybe), max_size=2
                )
            )
        ),
        notes=draw(notes),
    )


@st.composite
def phases(draw: st.DrawFn, key: str, above: list[str], known: list[str]) -> Phase:
    starts: date | Anchor = draw(some_days)
    ends: date | Anchor | None = None
    if draw(st.booleans()):
        ends = starts + timedelta(days=draw(st.integers(1, 300)))
    elif known and draw(st.booleans()):
        starts = Anchor(draw(st.sampled_from(known)), "after", draw(st.integers(0, 30)))
    return Phase(
        key=key,
        name=draw(texts),
        starts=starts,
        ends=ends,
        parent=draw(st.sampled_from(["", *above])),
        event=draw(st.sampled_from(["", *known])),
        stage=draw(st.sampled_from(["", *words.STAGES])),
        level=draw(st.sampled_from(["", *words.LEVELS])),
    )


@st.composite
def targets(draw: st.DrawFn, key: str, phase_keys: list[str], codes: list[str]) -> Target:
    channel = draw(st.sampled_from(words.CHANNELS))
    often = draw(
        st.sampled_from(
            [
                {"items": 2, "times_a_day": 2, "days": 3},
                {"items": 4, "times_a_day": 1, "every_days": 2},
                {"quantity": 60},
                {"quantity_per_unit": 30},
            ]
        )
    )
    return Target(
        key=key,
        phase=draw(st.sampled_from(phase_keys)),
        channel=channel,
        unit=draw(st.sampled_from(words.CHANNEL_UNITS[channel])),
        topic=draw(st.sampled_from(["", *codes])),
        name=draw(maybe),
        area=tuple(draw(st.sampled_from([[], ["064"]]))),
        audience=draw(maybe),
        languages=tuple(draw(st.sampled_from([[], ["vi", "tyz"]]))),
        **often,
    )


@st.composite
def assignments(draw: st.DrawFn, key: str, codes: list[str]) -> Assignment:
    return Assignment(
        key=key,
        organisation=draw(keys),
        organisation_name=draw(maybe),
        duty=draw(texts),
        role=draw(st.sampled_from(words.ROLES)),
        topics=tuple(draw(st.lists(st.sampled_from(codes), max_size=2)) if codes else ()),
        channels=tuple(draw(st.lists(st.sampled_from(words.CHANNELS), max_size=2, unique=True))),
        due=draw(st.none() | some_days),
        coordinating=tuple(draw(st.lists(st.builds(Coordinating, keys, maybe), max_size=2))),
        product=draw(maybe),
    )


@st.composite
def pauses(draw: st.DrawFn, key: str) -> Pause:
    return Pause(
        key=key,
        days=draw(spans),
        stops=draw(st.sampled_from(words.STOPS)),
        reason=draw(texts),
        area=tuple(draw(st.sampled_from([[], ["064"]]))),
        channels=tuple(draw(st.sampled_from([[], ["talk"]]))),
        document=draw(maybe),
    )


@st.composite
def any_plan(draw: st.DrawFn) -> PlanText:
    """Give a plan that the format allows, whatever its words are."""
    event_keys, phase_keys, codes = draw(_named(2)), draw(_named()), draw(_named(5))
    phase_list = [draw(phases(key, phase_keys[:n], event_keys)) for n, key in enumerate(phase_keys)]
    known = frozenset(codes)
    return PlanText(
        key=draw(keys),
        number=draw(maybe),
        kind=draw(st.sampled_from(words.KINDS)),
        title=draw(texts),
        issuer_key=draw(keys),
        issuer_name=draw(texts),
        area=tuple(draw(st.lists(st.sampled_from(["064", "065"]), min_size=1, unique=True))),
        issued_on=draw(st.none() | some_days),
        implements=draw(st.just("") | keys),
        basis=tuple(draw(st.lists(texts, max_size=3))),
        languages=tuple(draw(st.lists(st.sampled_from(["vi", "tyz", "ium"]), unique=True))),
        weight=draw(st.integers(1, 1000)),
        consecutive=draw(
            st.builds(Consecutive, st.integers(1, 30), texts)
            | st.just(PlanText.__dataclass_fields__["consecutive"].default)
        ),
        events=tuple(draw(events(key)) for key in event_keys),
        phases=tuple(phase_list),
        topics=tuple(
            Topic(
                code=code,
                name=draw(texts),
                parent=parent_code(code, known),
                levels=tuple(draw(st.sampled_from([[], ["district", "province"]]))),
                basis=tuple(draw(st.lists(texts, max_size=1))),
                weights=tuple((key, draw(st.integers(0, 9))) for key in phase_keys[:2]),
            )
            for code in codes
        ),
        targets=tuple(
            draw(targets(key, phase_keys, codes)) for key in (draw(_named()) if phase_keys else ())
        ),
        assignments=tuple(draw(assignments(key, codes)) for key in draw(_named(3))),
        pauses=tuple(draw(pauses(key)) for key in draw(_named(2))),
        notes=draw(notes),
    )


# What an office writes: names as they are in real plans, so that rules over words can read them.
ISSUERS = {
    "Huyện uỷ Chợ Đồn": "146-KH/HU",
    "Ủy ban nhân dân xã Nghĩa Tá": "12/KH-UBND",
    "Sở Y tế tỉnh Thái Nguyên": "87/KH-SYT",
    "Ban Tuyên giáo Huyện uỷ Chợ Mới": "05-KH/BTGHU",
}
TITLES = (
    "Tuyên truyền Đại hội Đảng bộ huyện lần thứ XXI, nhiệm kỳ 2020-2025",
    "Tuyên truyền phòng, chống dịch bệnh mùa mưa",
    "Truyền thông về xây dựng nông thôn mới năm 2026",
)
BASES = (
    "Nghị định số 49/2024/NĐ-CP ngày 10/5/2024 của Chính phủ",
    "Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị",
    "Luật Thực hiện dân chủ ở cơ sở năm 2022",
)
PHASES = ("Đợt 1", "Đợt cao điểm", "Trước đại hội", "Sau đại hội", "Tháng hành động", "Quanh năm")
TOPICS = (
    "Chủ trương, đường lối của Đảng",
    "Xây dựng nông thôn mới",
    "Phòng, chống tham nhũng, lãng phí",
    "Vệ sinh môi trường, nước sạch",
    "Tiêm chủng mở rộng",
    "Kết quả bầu cử",
    "Giảm nghèo bền vững",
)
UNITS = (
    "Phòng Văn hoá và Thông tin huyện",
    "Trung tâm Văn hoá, Thể thao và Truyền thông huyện",
    "Ủy ban nhân dân xã Nghĩa Tá",
    "Hội Liên hiệp Phụ nữ huyện",
    "Công an xã",
)
DUTIES = (
    "Sản xuất bản tin, chương trình phát thanh",
    "Hướng dẫn, theo dõi, tổng hợp kết quả",
    "Phát sóng trên hệ thống loa; báo cáo kết quả",
    "Vận động hội viên tham gia",
)


@st.composite
def office_plan(draw: st.DrawFn) -> PlanText:
    """Give a plan such as an office writes."""
    issuer = draw(st.sampled_from(sorted(ISSUERS)))
    begins = draw(st.dates(date(2020, 1, 1), date(2029, 1, 1)))
    names = draw(st.lists(st.sampled_from(PHASES), min_size=1, max_size=4, unique=True))
    lengths = [draw(st.none() | st.integers(1, 200)) for _ in names]
    topics = draw(st.lists(st.sampled_from(TOPICS), min_size=1, max_size=5, unique=True))
    duties = draw(st.lists(st.tuples(st.sampled_from(UNITS), st.sampled_from(DUTIES)), max_size=4))
    return PlanText(
        key="ke-hoach",
        number=ISSUERS[issuer],
        kind="campaign",
        title=draw(st.sampled_from(TITLES)),
        issuer_key="co-quan",
        issuer_name=issuer,
        area=("064",),
        issued_on=begins - timedelta(days=draw(st.integers(1, 60))),
        basis=tuple(draw(st.lists(st.sampled_from(BASES), unique=True))),
        phases=tuple(
            Phase(
                f"dot-{n}",
                name,
                begins + timedelta(days=40 * n),
                begins + timedelta(days=40 * n + length) if length else None,
            )
            for n, (name, length) in enumerate(zip(names, lengths, strict=True))
        ),
        topics=tuple(Topic(str(n), name) for n, name in enumerate(topics, 1)),
        assignments=tuple(
            Assignment(f"viec-{n}", f"don-vi-{n}", unit, duty)
            for n, (unit, duty) in enumerate(duties)
        ),
    )
