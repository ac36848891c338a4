import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.plans.builders import DATA, SHIPPED, spoilt

from loa.cli import main
from loa.people.models import User
from loa.plans.models import Plan

WRONG_TERM = DATA / "cho-don-2020-nham-nhiem-ky.toml"


def test_check_says_what_is_wrong_as_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "check", str(WRONG_TERM), "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "ok": False,
        "problems": [
            {
                "line": 9,
                "code": "term-ends-before-start",
                "message": "“2020-2015” kết thúc trước khi bắt đầu; đề nghị sửa thành “2020-2025”",
            }
        ],
    }


def test_check_of_a_clean_file_is_ok(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "check", str(SHIPPED / "cho-don-2020.toml"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "problems": []}


def test_check_tells_people_file_line_sentence_and_code(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["plan", "check", str(WRONG_TERM)]) == 1
    told = capsys.readouterr().err
    assert told == (
        f"{WRONG_TERM}:9: “2020-2015” kết thúc trước khi bắt đầu; "
        "đề nghị sửa thành “2020-2025” [term-ends-before-start]\n"
    )
    assert main(["plan", "check", str(WRONG_TERM), "--language", "en"]) == 1
    assert "ends before it starts; proposed: “2020-2025”" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["check", "load"])
def test_a_file_that_cannot_be_read_is_misuse(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", verb, str(tmp_path / "none.toml")]) == 2
    assert "none.toml: không đọc được tệp" in capsys.readouterr().err
    assert main(["plan", verb, str(tmp_path)]) == 2


def test_check_with_other_units(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    units = tmp_path / "units.toml"
    units.write_text("nothing")
    plan = str(SHIPPED / "cho-don-2020.toml")
    assert main(["plan", "check", plan, "--units", str(units)]) == 2
    assert "units.toml: not valid TOML" in capsys.readouterr().err


def test_check_and_new_leave_no_data_behind(tmp_path: Path) -> None:
    data = tmp_path / "data"
    run = [sys.executable, "-m", "loa.cli", "plan"]
    environ = os.environ | {"LOA_DATA_DIR": str(data)}
    for rest in (["check", str(WRONG_TERM)], ["new", "congress", "--area", "02020"]):
        subprocess.run([*run, *rest], env=environ, capture_output=True, check=False)
    assert not data.exists()


def test_an_installation_without_tables_is_told_its_mend(tmp_path: Path) -> None:
    run = [sys.executable, "-m", "loa.cli", "plan", "load", str(SHIPPED / "cho-don-2020.toml")]
    environ = os.environ | {"LOA_DATA_DIR": str(tmp_path), "LOA_DATABASE_URL": ""}
    done = subprocess.run(run, env=environ, capture_output=True, text=True, check=False)
    mend = "loa: the database is not prepared; run: loa migrate\n"
    assert (done.returncode, done.stderr) == (2, mend)


@pytest.mark.parametrize("blueprint", ["congress", "epidemic"])
def test_new_writes_a_plan_that_passes_check(
    blueprint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["plan", "new", blueprint, "--area", "02020", "--starts", "2025-07-01"]
    assert main([*asked, "--issuer", "Đảng uỷ “A”"]) == 0
    path = tmp_path / "plan.toml"
    path.write_text(capsys.readouterr().out)
    assert main(["plan", "check", str(path)]) == 0


def test_new_says_what_the_given_facts_got_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "new", "epidemic", "--area", "064", "--starts", "2026-01-01"]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("# Kế hoạch tuyên truyền phòng, chống dịch bệnh.")
    assert "huyện Chợ Đồn" in printed.err


@pytest.mark.django_db
def test_load_approve_and_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    User.objects.create_user("lan")
    path = tmp_path / "plan.toml"
    outcomes = []
    for text in (spoilt("days = 3\n\n", "days = 4\n\n"), None, spoilt("items = 2", "items = 3")):
        if text is not None:
            path.write_text(text)
        assert main(["plan", "load", str(path), "--json"]) == 0
        outcomes.append(json.loads(capsys.readouterr().out))
    assert [(one["outcome"], one["revision"], one["state"]) for one in outcomes] == [
        ("new", 1, "draft"),
        ("unchanged", 1, "draft"),
        ("changed", 2, "draft"),
    ]
    assert main(["plan", "approve", "mau", "--by", "nobody"]) == 1
    assert main(["plan", "approve", "khac", "--by", "lan"]) == 1
    assert main(["plan", "approve", "mau", "--by", "lan"]) == 0
    capsys.readouterr()
    assert main(["plan", "list", "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["key"], listed["state"], listed["starts"]) == ("mau", "approved", "2020-03-02")
    assert main(["plan", "list"]) == 0
    assert "12-KH/HU" in capsys.readouterr().out


@pytest.mark.django_db
def test_load_of_a_broken_file_is_refused_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(spoilt("items = 2", "items = 0"))
    assert main(["plan", "load", str(path), "--json"]) == 1
    (told,) = json.loads(capsys.readouterr().out)["problems"]
    assert told["code"] == "out-of-range"
    assert main(["plan", "load", str(path)]) == 1
    assert Plan.objects.count() == 0
