import pytest

from loa.audio.spoken import spell_out


@pytest.mark.parametrize(
    ("dirty", "said"),
    [
        ("làđẩy", "làđẩy"),
        ("Đảngbộ huyện", "Đảng bộ huyện"),
        ("chibộ", "chi bộ"),
        ("như:Trên", "như: Trên"),
        ("như: Trên", "như: Trên"),
        ("dân./.", "dân."),
        ("hết. / .", "hết."),
        (
            "nhiệm kỳ 2020- 2025",
            "nhiệm kỳ hai nghìn không trăm hai mươi đến hai nghìn không trăm hai mươi lăm",
        ),
        ("hai  dấu   cách", "hai dấu cách"),
        ("dân ,xã", "dân, xã"),
        ("người dân,Trên", "người dân, Trên"),
        ("người dân.Các xã", "người dân. Các xã"),
        ("- Tổ chức", "Tổ chức"),
        ("• Tuyên truyền", "Tuyên truyền"),
        ("+ Nội dung", "Nội dung"),
        ("e\u0302\u0301", "ế"),
        ("Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt"),
        ("xã\u200b Nam", "xã Nam"),
        ("hoà bình", "hoà bình"),
        ("hòa bình", "hòa bình"),
        ("Ủy ban", "Ủy ban"),
        ("một\xa0hai", "một hai"),
        ("a\tb", "a b"),
        ("\ufeffXin chào", "Xin chào"),
        ("đúng!", "đúng!"),
        ("ông Y-a", "ông Y-a"),
        ("dòng một\r\n\r\ndòng hai", "dòng một\ndòng hai"),
        ("...", "..."),
        ("", ""),
        ("   \n  ", ""),
    ],
)
def test_is_mended_only_where_certain(dirty: str, said: str) -> None:
    assert spell_out(dirty) == said
