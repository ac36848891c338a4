# ruff: noqa: E501 - what is said stands on one line, to be read aloud

import pytest

from loa.audio.spoken import spell_out


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("Kế hoạch số 146-KH/HU", "Kế hoạch số một trăm bốn mươi sáu của Huyện ủy"),
        ("146-KH/HU", "kế hoạch số một trăm bốn mươi sáu của Huyện ủy"),
        ("Số 146-KH/HU", "Số một trăm bốn mươi sáu, kế hoạch của Huyện ủy"),
        (
            "Kế hoạch số 146-KH/HU ngày 1/3/2020 của Ban Thường vụ Huyện ủy",
            "Kế hoạch số một trăm bốn mươi sáu ngày mùng một tháng ba năm hai nghìn không trăm hai mươi của Ban Thường vụ Huyện ủy",
        ),
        (
            "12/2024/NQ-HĐND",
            "nghị quyết số mười hai năm hai nghìn không trăm hai mươi tư của Hội đồng nhân dân",
        ),
        (
            "Nghị quyết số 12/2024/NQ-HĐND",
            "Nghị quyết số mười hai năm hai nghìn không trăm hai mươi tư của Hội đồng nhân dân",
        ),
        ("Chỉ thị số 05-CT/TW", "Chỉ thị số năm của Trung ương"),
        ("Chỉ thị 05-CT/TW của Bộ Chính trị", "Chỉ thị năm của Bộ Chính trị"),
        (
            "49/2024/NĐ-CP",
            "nghị định số bốn mươi chín năm hai nghìn không trăm hai mươi tư của Chính phủ",
        ),
        (
            "Nghị định số 49/2024/NĐ-CP",
            "Nghị định số bốn mươi chín năm hai nghìn không trăm hai mươi tư của Chính phủ",
        ),
        (
            "Nghị định số 30/2020/NĐ-CP của Chính phủ",
            "Nghị định số ba mươi năm hai nghìn không trăm hai mươi của Chính phủ",
        ),
        (
            "Thông tư 39/2020/TT-BTTTT",
            "Thông tư ba mươi chín năm hai nghìn không trăm hai mươi của Bộ Thông tin và Truyền thông",
        ),
        (
            "1273/BTTTT-TTCS",
            "một nghìn hai trăm bảy mươi ba của Bộ Thông tin và Truyền thông, tê tê xê ét",
        ),
        ("Hướng dẫn 36-HD/VPTW", "Hướng dẫn ba mươi sáu của Văn phòng Trung ương"),
        ("Quyết định số 25/QĐ-UBND", "Quyết định số hai mươi lăm của Ủy ban nhân dân"),
        (
            "Quyết định số 1719/QĐ-TTg",
            "Quyết định số một nghìn bảy trăm mười chín của Thủ tướng Chính phủ",
        ),
        (
            "Luật số 10/2022/QH15",
            "Luật số mười năm hai nghìn không trăm hai mươi hai của Quốc hội khóa mười lăm",
        ),
        (
            "Công văn số 2455/BTTTT-TTCS",
            "Công văn số hai nghìn bốn trăm năm mươi lăm của Bộ Thông tin và Truyền thông, tê tê xê ét",
        ),
        ("Báo cáo số 07-BC/ĐU", "Báo cáo số bảy của Đảng ủy"),
        ("Tờ trình số 15/TTr-UBND", "Tờ trình số mười lăm của Ủy ban nhân dân"),
        (
            "QCVN 26:2010/BTNMT",
            "quy chuẩn Việt Nam hai mươi sáu năm hai nghìn không trăm mười của Bộ Tài nguyên và Môi trường",
        ),
        (
            "TCVN 5687:2010",
            "tiêu chuẩn Việt Nam năm nghìn sáu trăm tám mươi bảy năm hai nghìn không trăm mười",
        ),
        ("12 - KH/TU", "kế hoạch số mười hai của Tỉnh ủy"),
        ("Thông báo số 3-TB/BTGHU", "Thông báo số ba của Ban Tuyên giáo Huyện ủy"),
    ],
)
def test_is_read_as_staff_read_it(number: str, said: str) -> None:
    assert spell_out(number) == said
