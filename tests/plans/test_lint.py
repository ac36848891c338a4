"""Every problem that a plan file can have, with its exact line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plans.builders import DATA, SOUND, line_of, spoilt

from loa.places.rules import Register
from loa.plans.lint import lint
from loa.plans.problems import MESSAGES
from loa.plans.register import shipped_register
from loa.plans.text import LARGEST

REGISTER = shipped_register()


def found(text: str | bytes) -> list[tuple[int, str]]:
    source = text.encode() if isinstance(text, str) else text
    return [(one.line, one.code) for one in lint(source, REGISTER).problems]


def test_a_sound_plan_has_no_problems() -> None:
    assert found(SOUND) == []


# What is replaced, by what, the passage on whose line the problem stands, its code.
SPOILT = [
    # form
    ('format = "loa.plan"', 'format = "loa.bundle"', "format", "unknown-format"),
    ('format = "loa.plan"', "", "\n", "unknown-format"),
    ('version = "1.0"', 'version = "2.0"', "version", "unknown-version"),
    ('version = "1.0"', "version = 1.0", "version", "unknown-version"),
    ('duty = "Sản', 'dutty = "Sản', "dutty", "unknown-field"),
    ('key = "viec"', "", "[[assignment]]", "missing-field"),
    ('kind = "campaign"', "", "format", "missing-field"),
    ('title = "Kế hoạch mẫu"', "title = 7", "title", "wrong-type"),
    ('title = "Kế hoạch mẫu"', 'title = " "', "title", "wrong-type"),
    ('area = ["064"]', 'area = "064"', "area", "wrong-type"),
    ('area = ["064"]', "area = [64]", "area", "wrong-type"),
    ('issuer = { key = "huyen-uy", name = "Huyện uỷ" }', 'issuer = "x"', "issuer", "wrong-type"),
    ("starts = 2020-03-02", 'starts = "2020-03-02"', 'starts = "2020-03-02"', "wrong-type"),
    ("starts = 2020-03-02", "starts = 2020-03-02T08:00:00", "starts = 2020-03", "wrong-type"),
    ("starts = 2020-03-02", "starts = 0202-03-02", "starts = 0202", "wrong-type"),
    ("items = 2", "items = true", "items", "wrong-type"),
    ("items = 2", "items = 0", "items", "out-of-range"),
    ("items = 2", "items = -3", "items", "out-of-range"),
    ('after = "dai-hoi", days', "days", "starts = {", "wrong-type"),
    ("weights = { truoc = 2, sau = 1 }", "weights = { truoc = -2 }", "weights", "wrong-type"),
    ('stops = "festive"', 'stops = "festival"', "stops", "unknown-word"),
    ('level = "district"', 'level = "huyện"', "level", "unknown-word"),
    ('key = "mau"', 'key = "Mẫu 1"', "key", "bad-key"),
    ("Kế hoạch mẫu", "k" * 501, "title", "text-too-long"),
    ('reason = "Quốc tang"', f'reason = "{100_000 * "k"}"', "reason", "text-too-long"),
    ('key = "mau"', f'key = "{"k" * 81}"', "key", "text-too-long"),
    ("Kế hoạch mẫu", "Kế hoạch\\u0000", "title", "control-character"),
    ("items = 2", 'languages = ["vi",\n"x\\u001f"]\nitems = 2', '"x\\u001f', "control-character"),
    # names
    (
        "[[topic]]",
        '[[topic]]\ncode = "1"\nname = "Hai"\n[[topic]]',
        'code = "1"\nname = "Nội',
        "duplicate-code",
    ),
    (
        "[[pause]]",
        '[[assignment]]\norganisation = "x"\nduty = "y"\nkey = "viec"\n[[pause]]',
        'key = "viec"\n[[pause',
        "duplicate-key",
    ),
    ('phase = "truoc"', 'phase = "trước"', 'phase = "trước"', "bad-key"),
    ('phase = "truoc"', 'phase = "truox"', 'phase = "truox"', "unknown-phase"),
    ('topic = "1"', 'topic = "9"', 'topic = "9"', "unknown-topic"),
    ('topics = ["1"]', 'topics = [\n"1",\n"1.2"]', '"1.2"', "unknown-topic"),
    ('event = "dai-hoi"', 'event = "hoi"', 'event = "hoi"', "unknown-event"),
    ('after = "dai-hoi"', 'after = "dai-hoy"', 'after = "dai-hoy"', "unknown-event"),
    ("weights = { truoc = 2,", "weights = { truoc = 2, giua = 1,", "weights", "unknown-phase"),
    # days
    ("ends = 2020-08-06", "ends = 2020-08-03", "ends = 2020-08-03", "event-ends-before-start"),
    ("ends = 2020-07-31", "ends = 2020-03-01", "ends = 2020-03-01", "phase-ends-before-start"),
    ("ends = 2020-08-15", "ends = 2020-08-13", "ends = 2020-08-13", "pause-ends-before-start"),
    ("ends = 2020-07-31", "ends = 2020-08-04", '[[phase]]\nkey = "truoc"', "phase-outside-event"),
    ('name = "Trước"', 'name = "Trước"\nparent = "sau"', "parent", "phase-outside-parent"),
    ('name = "Trước"', 'name = "Trước"\nparent = "truoc"', "parent", "phase-in-circle"),
    ('level = "district"', 'level = "district"\nstate = "moved"', "state", "moved-without-move"),
    (
        'level = "district"',
        ('level = "district"\nmoved = [\n'
        '{ on = 2020-07-01, to = [2020-09-01, 2020-09-02], reason = "x" } ]'),
        "{ on",
        "move-mismatch",
    ),
    ("starts = 2020-03-02", "starts = 2020-02-31", "starts = 2020-02-31", "bad-date"),
    # places
    ('area = ["064"]', 'area = ["064", "99999"]', "area", "unknown-unit"),
    ("items = 2", 'area = [\n"02020",\n"02056"]\nitems = 2', '"02056"', "unit-not-valid"),
    ("items = 2", 'area = ["01933"]\nitems = 2', 'area = ["01933', "unit-not-yet"),
    ('stops = "fes', 'area = ["02056"]\nstops = "fes', 'area = ["02056', "unit-not-valid"),
    # targets
    ('channel = "loudspeaker"\n', "", "[[target]]", "target-without-channel"),
    ('channel = "loudspeaker"', 'channel = "loud-speaker"', "channel", "unknown-channel"),
    ("times_a_day = 2\n", "", "[[target]]", "no-quantity"),
    ("days = 3\n\n[[assign", "\n\n[[assign", "[[target]]", "no-quantity"),
    ("items = 2", "items = 2\nquantity = 9", "[[target]]", "mixed-quantities"),
    ("days = 3\n\n[[assign", "days = 2\n\n[[assign", "days = 2", "too-few-days"),
    ("items = 2", 'items = 2\nunit = "articles"', "unit", "unknown-word"),
    ("{ truoc = 2, sau = 1 }", "{ sau = 1 }", 'topic = "1"', "topic-without-weight"),
    ('number = "12-KH/HU"', "consecutive = { days = 2 }", "consecutive", "rule-without-source"),
    (
        "[[target]]",
        ('[[target]]\nkey = "khac"\ntopic = "1"\nphase = "truoc"\nchannel = "loudspeaker"\n'
        "items = 1\ntimes_a_day = 1\ndays = 3\n[[target]]"),
        '[[target]]\nkey = "loa-1"',
        "duplicate-target",
    ),
    # text
    ("Kế hoạch mẫu", "Kế hoạch nhiệm kỳ 2020-2015", "title", "term-ends-before-start"),
    ("Kế hoạch mẫu", "Kế hoạch\u202e mẫu", "title", "hidden-character"),
    # not TOML
    ('area = ["064"]', 'area = ["064"', "[[event]]", "not-toml"),
    ('key = "mau"', 'key = "mau"\nkey = "mau"', 'key = "mau"\nnumber', "duplicate-field"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "passage", "code"), SPOILT, ids=[f"{row[3]}-{n}" for n, row in enumerate(SPOILT)]
)
def test_a_problem_is_told_with_its_line(old: str, new: str, passage: str, code: str) -> None:
    text = spoilt(old, new)
    assert found(text) == [(line_of(text, passage), code)]


FILES = [
    pytest.param(b"", [(1, "empty-file")], id="empty"),
    pytest.param(b" \n\n", [(1, "empty-file")], id="blank"),
    pytest.param(b"x = 1\n\xff", [(2, "not-utf8")], id="not-utf8"),
    pytest.param(SOUND.encode("utf-16"), [(1, "not-utf8")], id="utf-16"),
    pytest.param(b"#" * (LARGEST + 1), [(1, "too-large")], id="too-large"),
    pytest.param(b"x = " + b"[" * 5000, [(1, "too-deep")], id="too-deep"),
    pytest.param(b"x = " + b"9" * 5000, [(1, "not-toml")], id="too-long-a-number"),
    pytest.param(b"\x00\x01PK", [(1, "not-toml")], id="binary"),
    pytest.param(b"\xef\xbb\xbf" + SOUND.encode(), [], id="byte-order-mark"),
    pytest.param(SOUND.replace("\n", "\r\n").encode(), [], id="windows-line-ends"),
]


@pytest.mark.parametrize(("source", "problems"), FILES)
def test_any_bytes_get_an_answer(source: bytes, problems: list[tuple[int, str]]) -> None:
    assert found(source) == problems


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_file_makes_the_check_fail(source: bytes) -> None:
    lint(source, REGISTER)


@given(st.integers(0, len(SOUND)), st.integers(0, 40), st.text(max_size=10))
def test_no_damage_to_a_sound_file_makes_the_check_fail(at: int, gap: int, put: str) -> None:
    source = (SOUND[:at] + put + SOUND[at + gap :]).encode("utf-8", "surrogatepass")
    report = lint(source, REGISTER)
    assert (report.plan is None) == any(one.blocks_loading for one in report.problems)


SCALAR = st.sampled_from(
    [0, -1, True, "", "x", "dai-hoi", "truoc", 1.5, [], {}, [[]], [1], {"days": 1}]
)


@given(st.data())
def test_no_value_in_the_wrong_place_makes_the_check_fail(data: st.DataObject) -> None:
    lines = SOUND.splitlines()
    places = [number for number, line in enumerate(lines[2:], 2) if " = " in line]
    for number in data.draw(st.lists(st.sampled_from(places), max_size=4)):
        name = lines[number].partition(" = ")[0]
        value = data.draw(SCALAR)
        shown = str(value).lower() if isinstance(value, bool) else repr(value)
        lines[number] = f"{name} = {shown.replace(': ', ' = ')}"
    lint("\n".join(lines).encode(), REGISTER)


FORBIDDEN = [
    ('unit = "ý kiến"', "ý kiến"),
    ('unit = "góp ý"', "góp ý"),
    ('unit = "comments"', "comments"),
    ('unit = "survey answers"', "survey"),
    ('name = "Số phiếu khảo sát thu về"', "khảo sát"),
    ('name = "Khiếu nại đã nhận"', "khiếu nại"),
    ('unit = "complaints"', "complaints"),
    ('name = "Điểm danh người dự họp"', "điểm danh"),
    ('name = "Named attendance at talks"', "named attendance"),
    ('name = "LƯỢT THÍCH trên mạng"', "lượt thích"),
    ('name = "danh sách tham dự có chữ ký"', "danh sách tham dự"),
]


@pytest.mark.parametrize(("field", "word"), FORBIDDEN)
def test_what_people_give_freely_is_never_a_target(field: str, word: str) -> None:
    text = spoilt("items = 2", f"items = 2\n{field}")
    problems = lint(text.encode(), REGISTER).problems
    told = [
        (one.line, dict(one.values)["word"]) for one in problems if one.code == "forbidden-target"
    ]
    assert told == [(line_of(text, "[[target]]"), word)]


@pytest.mark.parametrize("name", ["Hội nghị góp ý dự thảo văn kiện", "Buổi nói chuyện", "Bài viết"])
def test_a_meeting_to_comment_may_be_a_target(name: str) -> None:
    assert found(spoilt("items = 2", f'items = 2\nname = "{name}"')) == []


def test_a_unit_that_ended_is_named_with_its_successor() -> None:
    text = spoilt("items = 2", 'area = ["02056"]\nitems = 2')
    assert [one.message for one in lint(text.encode(), REGISTER).problems] == [
        (
            "đơn vị 02056 (xã Rã Bản) không có hiệu lực trong 02/03/2020 – 31/07/2020; "
            "nay là 02059 (xã Đồng Thắng)"
        )
    ]


def test_a_unit_that_ends_within_its_phase_is_no_problem() -> None:
    text = spoilt("items = 2", 'area = ["02056"]\nitems = 2')
    assert found(text.replace("starts = 2020-03-02", "starts = 2020-02-01")) == []


def test_a_near_name_is_proposed() -> None:
    text = spoilt('duty = "Sản', 'dutty = "Sản')
    (told, *_) = lint(text.encode(), REGISTER).problems
    assert told.message == "[assignment]: không có mục “dutty”; có phải là “duty” không?"
    assert told.say("en") == "[assignment]: no field “dutty”; is “duty” meant?"


def test_broken_toml_is_told_in_words_for_whoever_mends_it() -> None:
    text = spoilt('title = "Kế hoạch mẫu"', "title = Kế hoạch mẫu")
    (told,) = lint(text.encode(), REGISTER).problems
    assert (told.line, told.message.split(";")[0]) == (
        line_of(text, "title"),
        "không đọc được dòng này: giá trị không đúng cách viết",
    )


def test_a_wrong_term_is_told_where_it_stands_with_its_mend(register: Register) -> None:
    source = (DATA / "cho-don-2020-nham-nhiem-ky.toml").read_bytes()
    report = lint(source, register)
    assert [(one.line, one.code, one.mend) for one in report.problems] == [
        (9, "term-ends-before-start", "2020-2025")
    ]
    assert report.plan is not None


def test_a_term_is_recognised_however_it_is_written(register: Register) -> None:
    source = (DATA / "nhiem-ky-nhieu-cach-viet.toml").read_bytes()
    assert [(one.line, one.mend) for one in lint(source, register).problems] == [
        (5, "2020- 2025"),
        (10, "2020 – 2025"),
        (11, "2020 đến năm 2025"),
        (11, "2025 - 2030"),
    ]


def test_every_problem_of_the_list_is_shown_by_some_broken_file() -> None:
    shown = {row[3] for row in SPOILT} | {code for one in FILES for _, code in one.values[1]}  # type: ignore[attr-defined]
    by_loading = {"duplicate-number", "in-use"}
    assert set(MESSAGES) - shown - by_loading == {"forbidden-target"}
