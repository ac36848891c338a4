"""What mends a contradiction, as a sentence in two languages: its kind and its facts.

Facts are plain values, days in ISO form; people read them as dd/mm/yyyy.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from loa.plans.problems import Language, both

KINDS: Mapping[str, Mapping[Language, str]] = MappingProxyType(
    {
        "basis-later-than-document": both(
            "Căn cứ ban hành sau văn bản này", "A basis dated later than the document"
        ),
        "term-ends-before-start": both(
            "Nhiệm kỳ kết thúc trước khi bắt đầu", "A term that ends before it starts"
        ),
        "phase-ends-before-start": both(
            "Đợt kết thúc trước khi bắt đầu", "A phase that ends before it starts"
        ),
        "phase-outside-term": both(
            "Đợt nằm ngoài thời gian chung", "A phase outside the whole term"
        ),
        "date-does-not-exist": both(
            "Ngày không có trong lịch", "A day that the calendar does not have"
        ),
        "event-date-differs": both(
            "Hai chỗ ghi hai ngày khác nhau", "Two places give two different days"
        ),
    }
)
SENTENCES: Mapping[str, Mapping[Language, str]] = MappingProxyType(
    {
        "basis-later-than-document": both(
            "Xem lại ngày {day} của căn cứ: muộn hơn ngày ban hành.",
            "Look at the day {day} of the basis again: it is later than the day of issue.",
        ),
        "term-ends-before-start": both("Có thể là {proposed}.", "It may be {proposed}."),
        "phase-ends-before-start": both(
            "Ngày kết thúc {last} trước ngày bắt đầu {first}.",
            "It ends on {last}, before it starts on {first}.",
        ),
        "phase-outside-term": both(
            "Thời gian chung từ {first} đến {last}.", "The whole runs from {first} to {last}."
        ),
        "date-does-not-exist": both(
            "Tháng {month} không có ngày {day}.", "Month {month} has no day {day}."
        ),
        "event-date-differs": both("Chỗ khác ghi ngày {day}.", "Another place says {day}."),
    }
)


def mend(kind: str, facts: Mapping[str, Any], language: Language) -> str:
    """Say what is wrong and what may be right. Raises KeyError for an unknown kind."""
    said = {name: written(value) for name, value in facts.items()}
    return SENTENCES[kind][language].format(**said)


def written(value: object) -> str:
    """Return a value as people read it: a day in ISO form as dd/mm/yyyy, all else as it is."""
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return f"{day.day:02d}/{day.month:02d}/{day.year}"
