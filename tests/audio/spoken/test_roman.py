import pytest

from loa.audio.spoken import spell_out


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("khóa XII", "khóa mười hai"),
        ("khoá XIII", "khoá mười ba"),
        ("Đại hội XXI", "Đại hội hai mươi mốt"),
        ("Đại hội lần thứ XII", "Đại hội lần thứ mười hai"),
        ("lần thứ VI", "lần thứ sáu"),
        ("lần thứ I", "lần thứ nhất"),
        ("lần thứ IV", "lần thứ tư"),
        ("Quý IV", "Quý bốn"),
        ("Quý I/2026", "Quý một năm hai nghìn không trăm hai mươi sáu"),
        ("quý II năm 2026", "quý hai năm hai nghìn không trăm hai mươi sáu"),
        ("Chương III", "Chương ba"),
        ("thế kỷ XX", "thế kỷ hai mươi"),
        ("I. MỤC ĐÍCH", "một. MỤC ĐÍCH"),
        ("II. NỘI DUNG", "hai. NỘI DUNG"),
        ("VI. TỔ CHỨC", "sáu. TỔ CHỨC"),
        ("XI. KẾT LUẬN", "mười một. KẾT LUẬN"),
        ("Phần V", "Phần năm"),
        ("Đảng bộ tỉnh XII", "Đảng bộ tỉnh mười hai"),
        ("kỳ họp thứ X", "kỳ họp thứ mười"),
        ("MỤC", "MỤC"),
        ("MỤC LỤC", "MỤC LỤC"),
        ("CHI BỘ", "CHI BỘ"),
        ("HÀNH VI VI PHẠM", "HÀNH VI VI PHẠM"),
        ("XI MĂNG", "XI MĂNG"),
        ("DI TÍCH", "DI TÍCH"),
        ("vitamin C", "vitamin C"),
        ("IIII", "i i i i"),
        ("C và D", "C và D"),
        ("loại I", "loại một"),
        ("Phụ lục IX", "Phụ lục chín"),
        ("Quý III/2020", "Quý ba năm hai nghìn không trăm hai mươi"),
    ],
)
def test_is_a_numeral_only_where_it_is_one(written: str, said: str) -> None:
    assert spell_out(written) == said
