import ast
import json
import re
from pathlib import Path

import pytest
from tests.plans.importing.scoring import CORPUS

from loa.cli import main
from loa.plans.importing import mends, reasons

RULES = Path(mends.__file__).parent
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


LISTED = {
    "vi": [
        "Số: 09/PA-UBND  [vì đứng sau chữ “Số:”]",
        (
            "Cơ quan ban hành: Ủy ban nhân dân xã Đông Cẩm"
            "  [vì là tên cơ quan ở dòng dưới của phần đầu văn bản]"
        ),
        "Ngày ban hành: 10/05/2022  [vì là ngày ở phần đầu văn bản]",
        "Đợt (3)",
        "  Thời kỳ chuẩn bị: 10/05/2022 – 15/06/2022  [vì là tên đợt kèm ngày tháng]",
        "  Thời kỳ khắc phục: … – 31/10/2022  [vì là tên đợt kèm ngày tháng]",
        "  Tin nhắn đến điện thoại của trưởng thôn ?  [hình thức này chưa có kênh tương ứng]",
    ],
    "en": [
        "Number: 09/PA-UBND  [it stands behind “Số:”]",
        "Issuer: Ủy ban nhân dân xã Đông Cẩm  [it is the lower name in the head of the document]",
        "Issued on: 10/05/2022  [it is the day in the head]",
        "Phases (3)",
        "  Thời kỳ chuẩn bị: 10/05/2022 – 15/06/2022  [a phase's name with days]",
        "  Thời kỳ khắc phục: … – 31/10/2022  [a phase's name with days]",
        "  Tin nhắn đến điện thoại của trưởng thôn ?  [there is no channel for this form]",
    ],
}


@pytest.mark.parametrize("language", LISTED)
def test_a_person_reads_a_list_with_days_as_they_are_written(
    capsys: pytest.CaptureFixture[str], language: str
) -> None:
    assert main(["plan", "import", str(TEXT), "--language", language]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line for line in told if line in LISTED[language]] == LISTED[language]


@pytest.mark.parametrize(
    ("language", "mend"),
    [
        ("vi", "Nhiệm kỳ kết thúc trước khi bắt đầu: Có thể là 2020 - 2025."),
        ("en", "A term that ends before it starts: It may be 2020 - 2025."),
    ],
)
def test_a_contradiction_is_told_with_its_mend(
    capsys: pytest.CaptureFixture[str], language: str, mend: str
) -> None:
    document = str(CORPUS / "seen" / "d01.docx")
    assert main(["plan", "import", document, "--language", language]) == 0
    assert f"  {mend}  [" in capsys.readouterr().out
    assert main(["plan", "import", document, "--language", language, "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["contradictions"]
    assert row["facts"] == {"proposed": "2020 - 2025"}
    assert row["mend"] == mend.partition(": ")[2]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "vi",
            (
                "a.docx: tệp hỏng ở gói nén (zip). Mở bằng phần mềm đã tạo ra nó, lưu lại rồi gửi"
                " bản mới."
            ),
        ),
        (
            "en",
            (
                "a.docx: the file is broken at the package (zip). Open it in the program that made"
                " it, save it again."
            ),
        ),
    ],
)
def test_what_cannot_be_read_is_said_on_the_error_stream(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, sentence: str
) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK torn")
    command = ["plan", "import", str(tmp_path / "a.docx"), "--json", "--language", language]
    assert main(command) == 1
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"loa: {sentence}\n")
    assert main(["plan", "import", str(tmp_path / "none.docx")]) == 2


def literals(module: Path) -> set[str]:
    """Return what a rule file gives as a rule's name: words joined by hyphens."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    texts = {one.value for one in ast.walk(tree) if isinstance(one, ast.Constant)}
    named = (one for one in texts if isinstance(one, str))
    return {one.rstrip(": ") for one in named if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+(: )?", one)}


def test_every_rule_has_its_reason_in_words() -> None:
    modules = [
        one for one in RULES.glob("*.py") if one.stem not in {"mends", "reasons", "findings"}
    ]
    names = set().union(*map(literals, modules)) - set(mends.KINDS)
    assert names - set(reasons.REASONS) == set()
    assert set(mends.KINDS) == set(mends.SENTENCES)
