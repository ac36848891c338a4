# ruff: noqa: E501 - what is said stands on one line, to be read aloud

import pytest

from loa.audio.spoken import spell_out


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("23/11/2026", "ngày hai mươi ba tháng mười một năm hai nghìn không trăm hai mươi sáu"),
        (
            "ngày 23/11/2026",
            "ngày hai mươi ba tháng mười một năm hai nghìn không trăm hai mươi sáu",
        ),
        ("ngày 05/8/2020", "ngày mùng năm tháng tám năm hai nghìn không trăm hai mươi"),
        ("14/8", "ngày mười bốn tháng tám"),
        ("ngày 14/8", "ngày mười bốn tháng tám"),
        (
            "ngày 14 và 15/8/2020",
            "ngày mười bốn và mười lăm tháng tám năm hai nghìn không trăm hai mươi",
        ),
        (
            "ngày 14, 15/8/2020",
            "ngày mười bốn, mười lăm tháng tám năm hai nghìn không trăm hai mươi",
        ),
        (
            "các ngày 26, 27 và 28/10",
            "các ngày hai mươi sáu, hai mươi bảy và hai mươi tám tháng mười",
        ),
        (
            "26-28/10/2020",
            "từ ngày hai mươi sáu đến hai mươi tám tháng mười năm hai nghìn không trăm hai mươi",
        ),
        (
            "từ 26 - 28/10/2020",
            "từ ngày hai mươi sáu đến hai mươi tám tháng mười năm hai nghìn không trăm hai mươi",
        ),
        ("từ ngày 26 – 28/10", "từ ngày hai mươi sáu đến hai mươi tám tháng mười"),
        (
            "từ ngày 10/3/2020 đến ngày 15/3/2020",
            "từ ngày mùng mười tháng ba năm hai nghìn không trăm hai mươi đến ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi",
        ),
        (
            "10/3/2020 - 15/3/2020",
            "từ ngày mùng mười tháng ba năm hai nghìn không trăm hai mươi đến ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi",
        ),
        ("23-11-2026", "ngày hai mươi ba tháng mười một năm hai nghìn không trăm hai mươi sáu"),
        ("23.11.2026", "ngày hai mươi ba tháng mười một năm hai nghìn không trăm hai mươi sáu"),
        ("tháng 7/2020", "tháng bảy năm hai nghìn không trăm hai mươi"),
        ("7/2020", "tháng bảy năm hai nghìn không trăm hai mươi"),
        ("tháng 4", "tháng tư"),
        ("tháng 04/2020", "tháng tư năm hai nghìn không trăm hai mươi"),
        ("tháng 2-7/2020", "tháng hai đến tháng bảy năm hai nghìn không trăm hai mươi"),
        ("ngày 5 tháng 8", "ngày mùng năm tháng tám"),
        ("ngày 2/9", "ngày mùng hai tháng chín"),
        ("mùng 2/9", "mùng hai tháng chín"),
        ("Quốc khánh 2/9", "Quốc khánh ngày mùng hai tháng chín"),
        ("30/4 và 1/5", "ngày ba mươi tháng tư và mùng một tháng năm"),
        ("ngày 31/12", "ngày ba mươi mốt tháng mười hai"),
        (
            "Hà Nội, ngày 1/3/2020",
            "Hà Nội, ngày mùng một tháng ba năm hai nghìn không trăm hai mươi",
        ),
        ("năm 2020", "năm hai nghìn không trăm hai mươi"),
        ("năm 1945", "năm một nghìn chín trăm bốn mươi lăm"),
        (
            "nhiệm kỳ 2020-2025",
            "nhiệm kỳ hai nghìn không trăm hai mươi đến hai nghìn không trăm hai mươi lăm",
        ),
        (
            "nhiệm kỳ 2020- 2025",
            "nhiệm kỳ hai nghìn không trăm hai mươi đến hai nghìn không trăm hai mươi lăm",
        ),
        (
            "giai đoạn 2021 – 2030",
            "giai đoạn hai nghìn không trăm hai mươi mốt đến hai nghìn không trăm ba mươi",
        ),
        ("2020-2025", "từ hai nghìn không trăm hai mươi đến hai nghìn không trăm hai mươi lăm"),
        (
            "năm học 2026-2027",
            "năm học hai nghìn không trăm hai mươi sáu đến hai nghìn không trăm hai mươi bảy",
        ),
        ("quý 3/2026", "quý ba năm hai nghìn không trăm hai mươi sáu"),
        ("5:30", "năm giờ ba mươi phút"),
        ("5h30", "năm giờ ba mươi phút"),
        ("5h", "năm giờ"),
        ("05h00", "năm giờ"),
        ("17 giờ", "mười bảy giờ"),
        ("5 giờ 30", "năm giờ ba mươi phút"),
        ("5 giờ 30 phút", "năm giờ ba mươi phút"),
        ("17g15", "mười bảy giờ mười lăm phút"),
        ("3:15:20", "ba giờ mười lăm phút hai mươi giây"),
        ("5h30 - 6h30", "từ năm giờ ba mươi phút đến sáu giờ ba mươi phút"),
        ("từ 5:00 đến 6:00", "từ năm giờ đến sáu giờ"),
        ("từ 5h-6h", "từ năm giờ đến sáu giờ"),
        ("6 giờ ngày 14/8", "sáu giờ ngày mười bốn tháng tám"),
        ("lúc 7h30', ngày 20/7", "lúc bảy giờ ba mươi phút, ngày hai mươi tháng bảy"),
        ("24h", "hai mươi tư giờ"),
        ("10 phút", "mười phút"),
        ("30/02/2020", "ngày ba mươi tháng hai năm hai nghìn không trăm hai mươi"),
        ("từ ngày 14 đến 15/8", "từ ngày mười bốn đến ngày mười lăm tháng tám"),
        ("quý 2/2020", "quý hai năm hai nghìn không trăm hai mươi"),
    ],
)
def test_is_read_as_a_date_or_time(written: str, said: str) -> None:
    assert spell_out(written) == said
