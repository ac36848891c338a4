"""`loa template check`: what is wrong, where, and the exit codes."""

import json
from pathlib import Path

import pytest
from docx import Document

from loa import cli
from loa.plans.exporting.layouts import STATE
from loa.reports.documents.word import original


def check(*words: str) -> int:
    return cli.main(["template", "check", *words])


def slipped(folder: Path) -> Path:
    path = folder / "mau.docx"
    word = Document()
    word.add_paragraph("Về {{ trich_yu }}")
    word.save(str(path))
    return path


def test_a_template_that_fits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mau.docx"
    path.write_bytes(original(STATE))
    assert (check(str(path)), capsys.readouterr().out) == (
        0,
        f"{path}: mẫu dùng được, không có lỗi\n",
    )


def test_a_slip_is_named_with_its_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = slipped(tmp_path)
    assert (check(str(path)), capsys.readouterr().out) == (
        1,
        f"{path}: Không có trường “trich_yu”. Chỗ: “Về {{{{ trich_yu }}}}”. Có phải “trich_yeu”?\n",
    )


def test_the_same_for_a_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(str(slipped(tmp_path)), "--json") == 1
    assert json.loads(capsys.readouterr().out) == {
        "ok": False,
        "problems": [
            {
                "said": "Không có trường “trich_yu”.",
                "place": "Về {{ trich_yu }}",
                "mend": "Có phải “trich_yeu”?",
            }
        ],
    }


@pytest.mark.parametrize("content", [b"", b"a letter", None], ids=["empty", "text", "not-there"])
def test_what_is_no_word_file(
    tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mau.docx"
    if content is not None:
        path.write_bytes(content)
    assert check(str(path)) == 2
    assert str(path) in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["template"], id="nothing-to-check"),
        pytest.param(["template", "mend", "x.docx"], id="another-verb"),
        pytest.param(["report", "mot", "hai", "--from", "2025-05-15"], id="two-plans"),
        pytest.param(["report", "thu", "--until", "2025-05-15", "--out", "x"], id="no-first-day"),
    ],
)
def test_misuse_says_how_it_is_used(words: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(words)
    assert end.value.code == 2
