import json
from pathlib import Path

import pytest
from tests.plans.importing.scoring import CORPUS

from loa.cli import main

TEXT = CORPUS / "seen" / "d03.txt"


def test_the_object_has_every_field_and_passages_of_the_files_own_text(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["plan", "import", str(TEXT), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["format"], found["version"]) == ("loa.plan-findings", "1.0")
    assert found["text"] == TEXT.read_text(encoding="utf-8")
    number = found["number"]
    assert number == {
        "value": "09/PA-UBND",
        "passage": number["passage"],
        "confidence": 0.99,
        "why": "number-after-so",
    }
    place = number["passage"]
    assert found["text"][place["start"] : place["end"]] == "Số: 09/PA-UBND"
    assert [(one["name"], one["starts"], one["ends"]) for one in found["phases"]] == [
        ("Thời kỳ chuẩn bị", "2022-05-10", "2022-06-15"),
        ("Thời kỳ ứng trực", "2022-06-16", "2022-09-30"),
        ("Thời kỳ khắc phục", None, "2022-10-31"),
    ]
    every = [row for rows in found.values() if isinstance(rows, list) for row in rows]
    assert all(0 <= row["confidence"] <= 1 and row["why"] for row in every)
    assert all(row["passage"]["start"] < row["passage"]["end"] for row in every)


def test_a_person_reads_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "import", str(TEXT)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == [
        "Số: 09/PA-UBND  [number-after-so]",
        "Cơ quan ban hành: Ủy ban nhân dân xã Đông Cẩm  [lower-name-of-head]",
    ]
    assert "Đợt (3)" in told


def test_what_cannot_be_read_is_said_on_the_error_stream(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK torn")
    assert main(["plan", "import", str(tmp_path / "a.docx"), "--json"]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err[:22]) == ("", "loa: a.docx: tệp hỏng ")
    assert main(["plan", "import", str(tmp_path / "none.docx")]) == 2
