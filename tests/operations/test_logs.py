"""Logs: one JSON object a line, whatever is logged."""

import json
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path

from loa.operations.logs import JsonFormatter


def record(message: str, *arguments: object, **extra: object) -> logging.LogRecord:
    made = logging.getLogger("loa.test").makeRecord(
        "loa.test", logging.WARNING, __file__, 1, message, arguments, None, extra=extra
    )
    made.created = datetime(2026, 11, 23, 5, 0, tzinfo=UTC).timestamp()
    return made


def formatted(made: logging.LogRecord) -> dict[str, object]:
    line = JsonFormatter().format(made)
    assert "\n" not in line
    found = json.loads(line)
    assert isinstance(found, dict)
    return found


def test_a_record_with_its_extra_fields() -> None:
    assert formatted(record("trạm %s im", "Nghĩa Tá", station="tram-02071", minutes=12)) == {
        "at": "2026-11-23T05:00:00.000+00:00",
        "level": "warning",
        "logger": "loa.test",
        "message": "trạm Nghĩa Tá im",
        "station": "tram-02071",
        "minutes": 12,
    }


def test_vietnamese_stays_readable_in_the_line() -> None:
    assert "trạm im" in JsonFormatter().format(record("trạm im"))


def test_what_json_lacks_becomes_text() -> None:
    assert formatted(record("kept", folder=Path("/srv/loa")))["folder"] == "/srv/loa"


def test_an_extra_field_never_replaces_one_of_ours() -> None:
    assert formatted(record("kept", level="urgent"))["level"] == "warning"


def test_an_exception_stands_in_the_same_line() -> None:
    made = record("duty failed")
    try:
        int("Nghĩa Tá")
    except ValueError:
        made.exc_info = sys.exc_info()
    text = formatted(made)["exception"]
    assert isinstance(text, str)
    assert text.startswith("Traceback")
    assert "ValueError" in text
    assert text.endswith("'Nghĩa Tá'")
