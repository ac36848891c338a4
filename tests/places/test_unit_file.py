from datetime import date
from pathlib import Path
from typing import Any

import pytest

from loa.places.rules import Form, Lineage, Unit
from loa.places.unit_file import UnitFile, UnitFileError, parse, read

KNOWN, MERGER = date(2004, 12, 31), date(2020, 3, 1)
PROVINCE = {"code": "06", "name": "Bắc Kạn", "form": "tỉnh", "parent": "VN"}
COUNTRY = {"code": "VN", "name": "Việt Nam", "form": "nước"}
DISTRICT = {"code": "064", "name": "Chợ Đồn", "form": "huyện", "parent": "06"}
RA_BAN = {"code": "02056", "name": "Rã Bản", "form": "xã", "parent": "064", "until": MERGER}
DONG_VIEN = RA_BAN | {"code": "02059", "name": "Đông Viên"}
DONG_THANG = {
    "code": "02059",
    "name": "Đồng Thắng",
    "form": "xã",
    "parent": "064",
    "since": MERGER,
}
ABOVE = [COUNTRY, PROVINCE, DISTRICT]


def data(units: list[dict[str, Any]], *successions: dict[str, Any]) -> dict[str, Any]:
    return {
        "format": "loa.units",
        "version": "1.0",
        "known_from": KNOWN,
        "units": units,
        "successions": list(successions),
    }


def test_a_merger_is_read_whole() -> None:
    merger = {"on": MERGER, "from": ["02056", "02059"], "to": "02059"}
    assert parse(data([*ABOVE, RA_BAN, DONG_VIEN, DONG_THANG], merger)) == UnitFile(
        units=(
            Unit("VN", "Việt Nam", Form.COUNTRY, "", KNOWN, None, known_from=True),
            Unit("06", "Bắc Kạn", Form.PROVINCE, "VN", KNOWN, None, known_from=True),
            Unit("064", "Chợ Đồn", Form.DISTRICT, "06", KNOWN, None, known_from=True),
            Unit("02056", "Rã Bản", Form.COMMUNE, "064", KNOWN, MERGER, known_from=True),
            Unit("02059", "Đông Viên", Form.COMMUNE, "064", KNOWN, MERGER, known_from=True),
            Unit("02059", "Đồng Thắng", Form.COMMUNE, "064", MERGER),
        ),
        lineage=(Lineage("02056", "02059", MERGER), Lineage("02059", "02059", MERGER)),
    )


def test_a_hamlet_has_a_local_identifier_below_its_commune() -> None:
    hamlet = {"code": "02059/na-can", "name": "Nà Càn", "form": "thôn", "parent": "02059"}
    units = parse(data([*ABOVE, DONG_THANG, hamlet | {"since": MERGER}])).units
    assert units[-1] == Unit("02059/na-can", "Nà Càn", Form.HAMLET, "02059", MERGER)


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        pytest.param(
            data([*ABOVE]) | {"version": "2.0"}, "version '2.0' is unknown", id="major-version"
        ),
        pytest.param(data([*ABOVE]) | {"format": "loa.plan"}, "loa.units is expected", id="format"),
        pytest.param(
            data([*ABOVE]) | {"known_from": "2004"}, "known_from: a day is expected", id="no-day"
        ),
        pytest.param(data([PROVINCE | {"colour": 1}]), "colour: no such key", id="unknown-key"),
        pytest.param(
            data([*ABOVE, RA_BAN | {"code": "2056"}]),
            r"units\[3\] \(2056\): '2056' is no code of a commune; keep leading zeros",
            id="lost-zero",
        ),
        pytest.param(data([PROVINCE | {"code": 6}]), "code: text is expected", id="code-no-text"),
        pytest.param(data([PROVINCE | {"form": "bang"}]), "form 'bang' is unknown", id="form"),
        pytest.param(
            data([*ABOVE, RA_BAN | {"until": KNOWN}]), "not after 2004-12-31", id="ends-at-once"
        ),
        pytest.param(
            data([*ABOVE, DONG_THANG, DONG_THANG]), "two units hold on 2020-03-01", id="twice"
        ),
        pytest.param(
            data([COUNTRY, DISTRICT]), "064 Chợ Đồn: parent '06' does not hold", id="no-parent"
        ),
        pytest.param(
            data([COUNTRY, PROVINCE | {"until": MERGER}, DISTRICT]),
            "parent '06' does not hold on 2020-03-01",
            id="parent-ends-first",
        ),
        pytest.param(
            data(
                [
                    *ABOVE,
                    DONG_THANG,
                    RA_BAN | {"parent": "02059", "since": MERGER, "until": date(2021, 1, 1)},
                ]
            ),
            "parent 02059 is not of a tier above",
            id="parent-of-the-same-tier",
        ),
        pytest.param(
            data([*ABOVE, RA_BAN], {"on": MERGER, "from": ["02056"], "to": "02059"}),
            r"successions\[0\]: 02059: no such unit on 2020-03-01",
            id="unknown-successor",
        ),
        pytest.param(
            data([*ABOVE, DONG_THANG], {"on": MERGER, "from": ["02056"], "to": "02059"}),
            "02056: no such unit on the day before 2020-03-01",
            id="unknown-predecessor",
        ),
        pytest.param(
            data([*ABOVE], {"on": MERGER, "from": ["06"], "to": "06"}),
            "06 is the same unit before and after",
            id="no-change",
        ),
        pytest.param(data([*ABOVE], {"on": MERGER, "to": "06"}), "from: a list", id="no-from"),
        pytest.param(data([*ABOVE]) | {"units": 3}, "units: a list of tables", id="no-list"),
    ],
)
def test_what_is_broken_is_refused_with_its_place(broken: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UnitFileError, match=f"^units: .*{sentence}"):
        parse(broken)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(None, "cannot be read", id="missing"),
        pytest.param(b"units = [", "not valid TOML", id="not-toml"),
        pytest.param(b"\xff\xfe", "not valid TOML", id="not-utf-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "units.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnitFileError, match=sentence) as refusal:
        read(path)
    assert str(refusal.value).startswith(str(path))
