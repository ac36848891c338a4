"""What can be wrong with a plan file: a stable word, a line, a sentence in two languages.

The sentences are said without Django, because `loa plan check` needs no installation;
Vietnamese is what people get unless they ask for English.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Language = Literal["vi", "en"]

# These spoil a sentence, not the plan: a draft may be kept with them, never approved.
ONLY_BLOCK_APPROVAL = frozenset({"term-ends-before-start", "hidden-character"})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend; `line` counts from 1. `mend` is the text proposed, where there is one."""

    line: int
    code: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> str:
        return self.say("vi")

    @property
    def mend(self) -> str:
        return dict(self.values).get("mend", "")

    @property
    def blocks_loading(self) -> bool:
        return self.code not in ONLY_BLOCK_APPROVAL

    def say(self, language: Language) -> str:
        values = dict(self.values)
        sentence = MESSAGES[self.code][language].format(**values)
        if hint := values.get("hint"):
            sentence += HINT[language].format(hint=hint)
        return sentence


def problem(line: int, code: str, **values: object) -> Problem:
    """Make a problem of a known code with the values that its sentence names."""
    if code not in MESSAGES:
        raise KeyError(code)
    return Problem(line, code, tuple((name, str(value)) for name, value in values.items()))


def both(vi: str, en: str) -> Mapping[Language, str]:
    """Return one sentence in the two languages that commands speak."""
    return MappingProxyType({"vi": vi, "en": en})


HINT = both("; có phải là “{hint}” không?", "; is “{hint}” meant?")

MESSAGES: Mapping[str, Mapping[Language, str]] = MappingProxyType(
    {
        # Reading the file
        "empty-file": both(
            "tệp trống; hãy bắt đầu bằng: loa plan new congress > ke-hoach.toml",
            "the file is empty; begin with: loa plan new congress > plan.toml",
        ),
        "too-large": both(
            "tệp dài {size} byte; tệp kế hoạch dài tối đa {limit} byte",
            "the file has {size} bytes; a plan file has at most {limit}",
        ),
        "not-utf8": both(
            "tệp không phải mã UTF-8 (byte thứ {at}); hãy lưu lại với bảng mã UTF-8",
            "the file is not UTF-8 (byte {at}); save it again as UTF-8",
        ),
        "not-toml": both(
            "không đọc được dòng này: {reason_vi}; kiểm tra dấu ngoặc, dấu nháy, dấu phẩy",
            "cannot be read: {reason}; check brackets, quotes and commas",
        ),
        "bad-date": both(
            "ngày không có trong lịch; viết năm-tháng-ngày, ví dụ 2020-07-27",
            "no such day in the calendar; write year-month-day, such as 2020-07-27",
        ),
        "duplicate-field": both(
            "một mục được ghi hai lần; giữ lại một",
            "something is stated twice; keep one",
        ),
        "too-deep": both("ngoặc lồng nhau quá sâu", "brackets are nested too deeply"),
        "unknown-format": both(
            'tệp phải có dòng format = "loa.plan", ở đây là {found}',
            'the file must say format = "loa.plan", not {found}',
        ),
        "unknown-version": both(
            'không đọc được phiên bản {found}; bản này đọc "1.x"; cập nhật Loa hoặc sửa version',
            'version {found} cannot be read; this Loa reads "1.x"; update it or mend the version',
        ),
        # Form
        "unknown-field": both("{table}: không có mục “{field}”", "{table}: no field “{field}”"),
        "missing-field": both("{table}: thiếu mục “{field}”", "{table}: “{field}” is missing"),
        "wrong-type": both("{field}: phải là {wanted_vi}", "{field}: must be {wanted_en}"),
        "unknown-word": both(
            "{field}: không có từ “{word}”; dùng một trong: {known}",
            "{field}: no such word “{word}”; use one of: {known}",
        ),
        "unknown-channel": both(
            "không có kênh “{word}”; dùng một trong: {known}",
            "no such channel “{word}”; use one of: {known}",
        ),
        "bad-key": both(
            "{field}: “{key}” không dùng được; chỉ dùng chữ thường không dấu, số, gạch nối, chấm",
            "{field}: “{key}” cannot be used; only small letters a-z, digits, hyphens and dots",
        ),
        "text-too-long": both(
            "{field}: dài {found} ký tự; tối đa {most}",
            "{field}: {found} characters; at most {most}",
        ),
        "control-character": both(
            "{field}: có ký tự điều khiển không in được; hãy xoá đi",
            "{field}: there is a control character; delete it",
        ),
        "out-of-range": both(
            "{field}: {found} nằm ngoài khoảng {least} đến {most}",
            "{field}: {found} is not within {least} to {most}",
        ),
        # Names
        "duplicate-key": both(
            "“{key}” đã được dùng ở dòng {first}; mỗi {table} cần một tên riêng",
            "“{key}” is used in line {first} already; every {table} needs its own",
        ),
        "duplicate-code": both(
            "mã nội dung {key} đã được dùng ở dòng {first}",
            "topic code {key} is used in line {first} already",
        ),
        "duplicate-number": both(
            "số {number} đã là số của kế hoạch “{key}” cùng cơ quan ban hành",
            "number {number} is already that of plan “{key}” by the same issuer",
        ),
        "duplicate-target": both(
            "chỉ tiêu này trùng với chỉ tiêu ở dòng {first} (cùng nội dung, đợt, kênh, địa bàn)",
            "this target repeats that of line {first} (same topic, phase, channel and area)",
        ),
        "unknown-topic": both("không có nội dung “{key}”", "no topic “{key}”"),
        "unknown-phase": both("không có đợt “{key}”", "no phase “{key}”"),
        "unknown-event": both("không có sự kiện “{key}”", "no event “{key}”"),
        # Days
        "event-ends-before-start": both(
            "sự kiện kết thúc {ends}, trước khi bắt đầu {starts}",
            "the event ends on {ends}, before it starts on {starts}",
        ),
        "phase-ends-before-start": both(
            "đợt kết thúc {ends}, trước khi bắt đầu {starts}",
            "the phase ends on {ends}, before it starts on {starts}",
        ),
        "pause-ends-before-start": both(
            "tạm dừng kết thúc {ends}, trước khi bắt đầu {starts}",
            "the pause ends on {ends}, before it starts on {starts}",
        ),
        "phase-outside-event": both(
            "đợt “{phase}” ({days}) không {stage_vi} sự kiện “{event}” ({event_days})",
            "phase “{phase}” ({days}) is not {stage} event “{event}” ({event_days})",
        ),
        "phase-outside-parent": both(
            "đợt “{phase}” ({days}) nằm ngoài đợt mẹ “{parent}” ({parent_days})",
            "phase “{phase}” ({days}) is not within its parent “{parent}” ({parent_days})",
        ),
        "phase-in-circle": both(
            "đợt “{phase}” nằm trong chính nó", "phase “{phase}” lies within itself"
        ),
        "move-mismatch": both(
            "lần dời cuối ghi {moved}, nhưng sự kiện ghi {stated}",
            "the last move says {moved}, but the event says {stated}",
        ),
        "moved-without-move": both(
            "sự kiện ghi là đã dời nhưng không có dòng “moved” nào",
            "the event is said to have been moved, but “moved” is empty",
        ),
        # Places
        "unknown-unit": both(
            "không có đơn vị hành chính mã {unit}", "no administrative unit has code {unit}"
        ),
        "unit-not-valid": both(
            "đơn vị {unit} ({name}) không có hiệu lực trong {days}; nay là {successor}",
            "unit {unit} ({name}) does not exist in {days}; it is now {successor}",
        ),
        "unit-not-yet": both(
            "đơn vị {unit} ({name}) chưa có trong {days}; chỉ có từ {since}",
            "unit {unit} ({name}) does not exist yet in {days}; only from {since}",
        ),
        # Targets
        "target-without-channel": both(
            "chỉ tiêu “{key}” chưa ghi kênh (channel)", "target “{key}” names no channel"
        ),
        "forbidden-target": both(
            "không được giao chỉ tiêu về “{word}”: chỉ tiêu như vậy sinh ra số liệu giả",
            "“{word}” must never be a target: such a quota makes people invent it",
        ),
        "no-quantity": both(
            "chỉ tiêu “{key}” chưa ghi số lượng: {forms}",
            "target “{key}” has no quantity: {forms}",
        ),
        "mixed-quantities": both(
            "chỉ tiêu “{key}” ghi lẫn các cách tính; chỉ chọn một: {forms}",
            "target “{key}” mixes ways of counting; choose one: {forms}",
        ),
        "too-few-days": both(
            "phát {days} ngày liền, cần ít nhất {least} ngày ({source})",
            "aired on {days} consecutive days, at least {least} are needed ({source})",
        ),
        "rule-without-source": both(
            "quy định riêng phải ghi nguồn: source = “số và ngày văn bản”",
            "a rule of one's own must name its source: source = “document's number and date”",
        ),
        "topic-without-weight": both(
            "nội dung {topic} có chỉ tiêu trong đợt “{phase}” nhưng không có trọng số ở đợt đó",
            "topic {topic} has a target in phase “{phase}” but no weight there",
        ),
        # Text
        "term-ends-before-start": both(
            "“{found}” kết thúc trước khi bắt đầu; đề nghị sửa thành “{mend}”",
            "“{found}” ends before it starts; proposed: “{mend}”",
        ),
        "hidden-character": both(
            "có ký tự ẩn {name} (cột {column}); hãy xoá đi",
            "there is a hidden character {name} (column {column}); delete it",
        ),
        # Loading
        "in-use": both(
            "{table} “{key}” đã có kết quả nên không xoá được; ghi lại vào tệp",
            "{table} “{key}” has results already and cannot go; put it back into the file",
        ),
    }
)
