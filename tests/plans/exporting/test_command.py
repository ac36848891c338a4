import json
from hashlib import sha256
from pathlib import Path

import pytest
from docx import Document
from tests.plans.builders import SHIPPED, SOUND

from loa.cli import main
from loa.plans.exporting.carrying import PlanFile, carried_by
from loa.plans.models import Plan

CHO_DON = str(SHIPPED / "cho-don-2020.toml")


def test_a_plan_file_is_written_as_a_document_without_an_installation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ke-hoach.docx"
    assert main(["plan", "export", CHO_DON, "--out", str(out), "--json"]) == 0
    content = out.read_bytes()
    assert json.loads(capsys.readouterr().out) == {
        "plan": "cho-don-2020",
        "layout": "party",
        "file": str(out),
        "bytes": len(content),
        "sha256": sha256(content).hexdigest(),
    }
    found = carried_by(out)
    assert isinstance(found, PlanFile)
    assert found.source == Path(CHO_DON).read_text()


@pytest.mark.django_db
@pytest.mark.parametrize("layout", ["state", "party"])
def test_a_plan_goes_out_and_the_document_is_loaded_again(
    layout: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.docx"
    assert main(["plan", "load", CHO_DON]) == 0
    asked = ["plan", "export", "cho-don-2020", "--format", "docx", "--layout", layout]
    assert main([*asked, "--out", str(out)]) == 0
    capsys.readouterr()
    assert main(["plan", "load", str(out)]) == 0
    assert capsys.readouterr().out == "cho-don-2020: unchanged, revision 1, draft\n"
    Plan.objects.all().delete()
    assert main(["plan", "load", str(out)]) == 0
    assert capsys.readouterr().out == "cho-don-2020: new, revision 1, draft\n"


@pytest.mark.django_db
def test_a_document_that_was_edited_is_not_loaded_by_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.docx"
    main(["plan", "export", CHO_DON, "--out", str(out)])
    word = Document(str(out))
    line = next(one for one in word.paragraphs if one.text.startswith("1.3."))
    line.runs[0].text = "1.3. Học tập nghị quyết."
    word.save(str(out))
    assert main(["plan", "load", str(out)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith(f"loa: {out}: văn bản đã sửa sau khi xuất.")
    assert told[1:] == [
        "  - 1.3. Kết quả thực hiện Nghị quyết Trung ương 4 khoá XII.",
        "  + 1.3. Học tập nghị quyết.",
    ]
    assert not Plan.objects.exists()


@pytest.mark.django_db
def test_a_document_without_a_plan_file_is_told_where_to_go(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.docx"
    word = Document()
    word.add_paragraph("KẾ HOẠCH")
    word.save(str(path))
    assert main(["plan", "load", str(path)]) == 1
    assert "không kèm tệp kế hoạch" in capsys.readouterr().err
    path.write_bytes(b"PK\x03\x04")
    assert main(["plan", "load", str(path)]) == 1
    assert "tệp hỏng" in capsys.readouterr().err


@pytest.mark.django_db
def test_what_cannot_be_exported_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", "export", "khong-co"]) == 1
    assert capsys.readouterr().err == "loa: khong-co: no such plan; known: none\n"
    assert main(["plan", "export", str(tmp_path / "none.toml")]) == 2
    spoilt = tmp_path / "a.toml"
    spoilt.write_text(SOUND.replace('kind = "campaign"', 'kind = "poem"'))
    assert main(["plan", "export", str(spoilt)]) == 1
    assert "[unknown-word]" in capsys.readouterr().err
    assert main(["plan", "export", CHO_DON, "--out", str(tmp_path / "no" / "a.docx")]) == 2
