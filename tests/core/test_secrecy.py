import pytest

from loa.core.secrecy import is_secret


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("MẬT", True),
        ("Tin đầu\n- Mật -\nTin sau", True),
        ("Độ mật: Tối mật", True),
        ("văn bản (Mật) số 3", True),
        ("Báo cáo MẬT của huyện", True),
        ("TUYỆT MẬT", True),
        ("bảo vệ bí mật nhà nước", False),
        ("MẬT ONG RỪNG", False),
        ("BÍ MẬT", False),
        ("giá mật ong", False),
        ("bảo mật thông tin", False),
        ("chiến dịch tuyệt mật", False),
    ],
)
def test_marks_of_secrecy(text: str, *, secret: bool) -> None:
    assert is_secret(text) is secret
