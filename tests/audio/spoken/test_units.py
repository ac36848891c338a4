import pytest

from loa.audio.spoken import spell_out


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("5 km", "năm ki lô mét"),
        ("40 km/h", "bốn mươi ki lô mét trên giờ"),
        ("25 m2", "hai mươi lăm mét vuông"),
        ("25m²", "hai mươi lăm mét vuông"),
        ("3 m3", "ba mét khối"),
        ("12 kg", "mười hai ki lô gam"),
        ("500 g", "năm trăm gam"),
        ("0,05 mg/l", "không phẩy không năm mi li gam trên lít"),
        ("3 ha", "ba héc ta"),
        ("5,2 tấn/ha", "năm phẩy hai tấn trên héc ta"),
        ("-5°C", "âm năm độ xê"),
        ("38,5°C", "ba mươi tám phẩy năm độ xê"),
        ("30oC", "ba mươi độ xê"),
        ("70 dBA", "bảy mươi đề xi ben a"),
        ("55 dB(A)", "năm mươi lăm đề xi ben a"),
        ("100 kWh", "một trăm ki lô oát giờ"),
        ("30%", "ba mươi phần trăm"),
        ("3,5 %", "ba phẩy năm phần trăm"),
        ("tỷ lệ %", "tỷ lệ phần trăm"),
        ("100.000đ", "một trăm nghìn đồng"),
        ("500.000 đồng", "năm trăm nghìn đồng"),
        ("1.000.000 VNĐ", "một triệu đồng"),
        ("30 triệu đồng", "ba mươi triệu đồng"),
        ("30 triệu đồng/hộ/năm", "ba mươi triệu đồng trên hộ trên năm"),
        ("20 tr.đ", "hai mươi triệu đồng"),
        ("500 đồng/kg", "năm trăm đồng trên ki lô gam"),
        ("5 người/hộ", "năm người trên hộ"),
        ("2x3", "hai nhân ba"),
        (">30", "trên ba mươi"),
        ("≥ 18 tuổi", "từ mười tám tuổi"),
        ("50 µg/m3", "năm mươi mi crô gam trên mét khối"),
        ("10 ml", "mười mi li lít"),
        ("2 l", "hai lít"),
        ("220 V", "hai trăm hai mươi vôn"),
        ("1,5 tỷ đồng", "một phẩy năm tỷ đồng"),
        ("3 ngày/lần", "ba ngày trên lần"),
    ],
)
def test_is_said_after_its_figure(written: str, said: str) -> None:
    assert spell_out(written) == said
