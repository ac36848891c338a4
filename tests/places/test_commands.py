import json
from pathlib import Path

import pytest

from loa.cli import parser
from loa.places.models import AdminUnit

pytestmark = pytest.mark.django_db


def run(*words: str) -> int:
    arguments = parser().parse_args(["places", *words])
    return int(arguments.run(arguments))


def test_load_then_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("load", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"units": 60, "successions": 44}
    assert run("show", "02059", "--on", "2020-02-29", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "code": "02059",
        "name": "xã Đông Viên",
        "within": ["064 huyện Chợ Đồn", "06 tỉnh Bắc Kạn", "VN Việt Nam"],
        "contains": [],
        "now": ["02014 xã Bạch Thông"],
    }


def test_show_says_why_a_code_means_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    run("load")
    assert run("show", "02056", "--on", "2020-03-01") == 1
    assert "since then: 02059 xã Đồng Thắng" in capsys.readouterr().err


def test_a_refused_file_is_named_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("load", str(tmp_path / "none.toml")) == 1
    assert f"{tmp_path}/none.toml: cannot be read" in capsys.readouterr().err
    assert not AdminUnit.objects.exists()
