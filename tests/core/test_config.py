from pathlib import Path

import pytest

from loa.core.config import Config, ConfigError, load


def write(folder: Path, text: str) -> dict[str, str]:
    (folder / "loa.toml").write_text(text, encoding="utf-8")
    return {"LOA_DATA_DIR": str(folder)}


def test_everything_has_a_default(tmp_path: Path) -> None:
    config = load({"LOA_DATA_DIR": str(tmp_path)})
    assert config == Config(tmp_path)
    assert config.signer_address == tmp_path / "signer.sock"


def test_the_file_sets_and_the_environment_wins(tmp_path: Path) -> None:
    environ = write(
        tmp_path, 'site_url = "https://loa.vn"\nhorizon_days = 14\ndebug = true\ndemo = true'
    )
    assert load(environ | {"LOA_HORIZON_DAYS": "7", "LOA_DEBUG": "no"}) == Config(
        tmp_path, site_url="https://loa.vn", horizon_days=7, debug=False, demo=True
    )


def test_the_environment_wins_over_the_files_data_folder(tmp_path: Path) -> None:
    environ = write(tmp_path, 'data_dir = "/elsewhere"')
    assert load(environ).data_dir == tmp_path
    elsewhere = load({"LOA_CONFIG": str(tmp_path / "loa.toml")})
    assert elsewhere.data_dir == Path("/elsewhere")


def test_the_signers_socket_may_stand_elsewhere(tmp_path: Path) -> None:
    environ = write(tmp_path, 'signer_socket = "/run/loa/signer.sock"')
    assert load(environ).signer_address == Path("/run/loa/signer.sock")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("site_url", "not valid TOML"),
        ("[site]\nurl = 1", "no sections"),
        ("colour = 1", "colour: no such setting; known: data_dir"),
        ('horizon_days = "many"', "'many' is not a whole number"),
        ("horizon_days = 1.5", "is not a whole number"),
        ('debug = "perhaps"', "'perhaps' is neither true nor false"),
        ('hosts = ["a", "b"]', "is not text in quotation marks"),
    ],
)
def test_a_wrong_setting_names_file_place_and_mend(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(ConfigError, match=reason) as error:
        load(write(tmp_path, text))
    assert str(tmp_path / "loa.toml") in str(error.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load({"LOA_DATA_DIR": str(tmp_path), "LOA_CONFIG": str(tmp_path)})


def test_a_file_of_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "loa.toml").write_bytes(b'site_url = "\xff"')
    with pytest.raises(ConfigError, match="not valid TOML"):
        load({"LOA_DATA_DIR": str(tmp_path)})
