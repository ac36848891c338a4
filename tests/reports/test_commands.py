"""`loa report`: files with their hashes, the totals, and refusals that leave nothing behind."""

import hashlib
import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.utils.translation import override
from tests.reports import world

from loa import cli
from loa.delivery.actions import take_evidence

pytestmark = pytest.mark.django_db
KINDS = ("csv", "docx", "json", "pdf", "xlsx")
JUNE = ["--from", "2025-05-15", "--until", "2025-06-14"]


@pytest.fixture
def _world(db: None) -> None:
    world.build()
    world.two_months()


def run(*words: str) -> int:
    return cli.main(["report", *words])


@pytest.mark.usefixtures("_world")
def test_files_are_written_with_their_hashes_and_the_totals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("thu", *JUNE, "--kind", "month", "--out", str(tmp_path), "--json") == 0
    found = json.loads(capsys.readouterr().out)
    names = [f"bao-cao-thu-20250515-20250615.{kind}" for kind in KINDS]
    assert [one["name"] for one in found["files"]] == names
    for one in found["files"]:
        data = (tmp_path / one["name"]).read_bytes()
        assert (one["sha256"], one["bytes"]) == (hashlib.sha256(data).hexdigest(), len(data))
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    plays = next(one for one in found["totals"] if one["measure"] == "plays")
    assert plays["period"] == {"total": 5, "reported": 3, "recorded": 2, "confirmed": 0}
    assert (found["from"], found["until"], found["simulated"]) == (
        "2025-05-15",
        "2025-06-14",
        False,
    )
    assert found["missing"] == [
        {
            "owed_by": "Ban Tuyên giáo",
            "since": "2025-06-15",
            "unit": "",
            "channel": "talk",
            "measure": "talks",
            "target": "noi-chuyen",
        }
    ]


@pytest.mark.usefixtures("_world")
def test_the_same_rows_give_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hashes = []
    for folder in ("a", "b"):
        assert run("1-KH/HU", *JUNE, "--out", str(tmp_path / folder), "--json") == 0
        hashes.append([one["sha256"] for one in json.loads(capsys.readouterr().out)["files"]])
    assert hashes[0] == hashes[1]
    take_evidence([world.heard("02071", date(2025, 6, 3), 77)])
    assert run("thu", *JUNE, "--out", str(tmp_path / "c"), "--json") == 0
    assert [one["sha256"] for one in json.loads(capsys.readouterr().out)["files"]] != hashes[0]


@pytest.mark.usefixtures("_world")
def test_without_json_the_figures_are_told_in_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("thu", *JUNE, "--out", str(tmp_path)) == 0
    assert "loudspeaker   plays                      5           5" in capsys.readouterr().out


@pytest.mark.usefixtures("_world")
@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        pytest.param(["khong-co", *JUNE], 1, "Không có kế hoạch “khong-co”", id="no-such-plan"),
        pytest.param(
            ["thu", "--from", "2025-06-14", "--until", "2025-06-13"],
            1,
            "đứng trước",
            id="backwards",
        ),
        pytest.param(
            ["thu", "--from", "2024-01-01", "--until", "2024-02-01"], 1, "sau kỳ", id="before-it"
        ),
        pytest.param(
            ["thu", "--from", "2099-01-01", "--until", "2099-02-01"], 1, "chưa tới", id="to-come"
        ),
        pytest.param(["thu", *JUNE, "--kind", "phase"], 1, "tên đợt", id="phase-without-a-name"),
        pytest.param(
            ["thu", *JUNE, "--kind", "phase", "--phase", "x"], 1, "đợt", id="no-such-phase"
        ),
    ],
)
def test_what_cannot_be_reported_leaves_nothing_behind(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    code: int,
    sentence: str,
) -> None:
    assert run(*words, "--out", str(tmp_path / "out"), "--json") == code
    shown = capsys.readouterr()
    assert (shown.out, sentence in shown.err) == ("", True), shown.err
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("_world")
def test_a_folder_that_cannot_be_written_to_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x")
    assert run("thu", *JUNE, "--out", str(tmp_path / "file" / "out")) == 2
    assert f"{tmp_path / 'file' / 'out'}: không ghi được" in capsys.readouterr().err


@pytest.mark.usefixtures("_world")
def test_where_one_file_cannot_stand_none_is_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bao-cao-thu-20250515-20250615.xlsx").mkdir()
    (tmp_path / "bao-cao-thu-20250515-20250615.docx").write_text("của năm ngoái")
    assert run("thu", *JUNE, "--out", str(tmp_path)) == 2
    assert "xlsx là một thư mục" in capsys.readouterr().err
    kept = (tmp_path / "bao-cao-thu-20250515-20250615.docx").read_text()
    assert (kept, len(list(tmp_path.iterdir()))) == ("của năm ngoái", 2)


@pytest.mark.usefixtures("_world")
def test_whoever_reads_english_is_refused_in_english(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x")
    with override("en"):
        assert run("thu", *JUNE, "--out", str(tmp_path / "file")) == 2
        backwards = ["--from", "2025-06-14", "--until", "2025-06-13"]
        assert run("thu", *backwards, "--out", str(tmp_path / "x")) == 1
    told = capsys.readouterr().err
    assert f"loa: {tmp_path / 'file'}: cannot be written to (" in told
    assert "loa: --until 2025-06-13 stands before --from 2025-06-14." in told


def test_a_day_is_written_as_iso(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        run("thu", "--from", "14/6/2025", "--until", "2025-06-14", "--out", "x")
    assert end.value.code == 2
    assert "a day is written 2026-11-14" in capsys.readouterr().err


@pytest.mark.usefixtures("_world")
def test_the_sheets_hold_the_figures_and_every_row_behind_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("thu", *JUNE, "--out", str(tmp_path), "--json") == 0
    name = next(one["name"] for one in json.loads(capsys.readouterr().out)["files"]
                if one["name"].endswith("xlsx"))  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / name).read_bytes()))
    assert book.sheetnames == ["Tổng hợp", "Theo đơn vị", "Số liệu", "Dòng gốc", "Còn thiếu"]
    rows = list(book["Dòng gốc"].iter_rows(min_row=6, values_only=True))
    assert sum(row[12] for row in rows if row[5] == "Lượt phát") == 5
    assert {row[16] for row in rows if row[0] == "Minh chứng"} == {
        "asrun:1", "asrun:2", "asrun:4", "asrun:5",
    }  # fmt: skip
    sheet = book["Tổng hợp"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref[:2]) == ("A6", "A5")
    assert "DỰ THẢO" in sheet["A3"].value
