"""Units, money and signs after a figure."""

import re

from loa.audio.spoken.rule import Rule, rule

UNITS = {
    "km": "ki lô mét", "m": "mét", "cm": "xăng ti mét", "mm": "mi li mét", "dm": "đề xi mét",
    "km2": "ki lô mét vuông", "km²": "ki lô mét vuông", "m2": "mét vuông", "m²": "mét vuông",
    "cm2": "xăng ti mét vuông", "cm²": "xăng ti mét vuông", "m3": "mét khối", "m³": "mét khối",
    "ha": "héc ta", "kg": "ki lô gam", "g": "gam", "mg": "mi li gam", "µg": "mi crô gam",
    "μg": "mi crô gam", "l": "lít", "lít": "lít", "ml": "mi li lít", "tấn": "tấn", "tạ": "tạ",
    "kWh": "ki lô oát giờ", "kW": "ki lô oát", "MW": "mê ga oát", "W": "oát", "V": "vôn",
    "kV": "ki lô vôn", "Hz": "héc", "kHz": "ki lô héc", "MHz": "mê ga héc", "GB": "gi ga bai",
    "MB": "mê ga bai", "dB": "đề xi ben", "dBA": "đề xi ben a", "dB(A)": "đề xi ben a",
    "°C": "độ xê", "ºC": "độ xê", "oC": "độ xê", "℃": "độ xê", "°": "độ", "người": "người",
    "đồng": "đồng", "đ": "đồng", "VNĐ": "đồng", "VND": "đồng", "vnđ": "đồng", "₫": "đồng",
    "tr": "triệu", "trđ": "triệu đồng", "tr.đ": "triệu đồng", "triệu": "triệu", "tỷ": "tỷ",
    "USD": "đô la Mỹ", "$": "đô la", "€": "ơ rô", "%": "phần trăm", "‰": "phần nghìn",
    "ca": "ca",
}  # fmt: skip
PER = {
    "h": "giờ", "giờ": "giờ", "s": "giây", "ngày": "ngày", "tháng": "tháng", "năm": "năm",
    "ha": "héc ta", "kg": "ki lô gam", "km": "ki lô mét", "m2": "mét vuông", "m²": "mét vuông",
    "m3": "mét khối", "m³": "mét khối", "km2": "ki lô mét vuông", "km²": "ki lô mét vuông",
    "l": "lít", "lít": "lít", "người": "người", "hộ": "hộ", "suất": "suất", "tấn": "tấn",
    "lần": "lần", "xã": "xã", "thôn": "thôn", "buổi": "buổi", "trường hợp": "trường hợp",
}  # fmt: skip


def _either(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


EACH = f"(?:{_either(PER)})"


def _unit(match: re.Match[str]) -> str:
    per = f" trên {PER[match['per']]}" if match["per"] else ""
    return f" {UNITS[match['unit']]}{per}"


PER_EACH = rule(
    rf"(?P<head>(?:triệu|tỷ|nghìn) đồng|trên {EACH})\s?/\s?(?P<per>{EACH})(?!\w)",
    lambda m: f"{m['head']} trên {PER[m['per']]}",
)
RULES: list[Rule] = [
    rule(r"(?<![\w.,])[-−](?=\d[\d.,]*\s?(?:°|º|oC|℃|độ))", "âm "),
    rule(r"(?<=\d)\s?(?:tr\.?\s?đ|triệu\s?đ)(?!\w)", " triệu đồng"),
    rule(
        rf"(?<=\d)\s?(?P<unit>{_either(UNITS)})(?:\s?/\s?(?P<per>{_either(PER)}))?(?![^\W_])",
        _unit,
    ),
    rule(r"(?<=[^\W\d_])(?:\s?%)+", " phần trăm"),
    *[PER_EACH] * 2,  # twice: 30 triệu đồng/hộ/năm
    rule(r"(?<=\d)\s?[x×]\s?(?=\d)", " nhân "),
    rule(r"(?:>=|≥)\s?(?=\d)", "từ "),
    rule(r"(?:<=|≤)\s?(?=\d)", "không quá "),
    rule(r">\s?(?=\d)", "trên "),
    rule(r"<\s?(?=\d)", "dưới "),
    rule(r"\+\s?(?=\d)", "cộng "),
    rule(r"=\s?(?=\d)", "bằng "),
]
