"""Abbreviations of the communes' daily papers, and how they are said."""

import re

from loa.audio.spoken.rule import UPPER, Rule, before, rule

# Whole tokens, exactly as written; longer ones are tried first.
SAID = {
    "UBND": "ủy ban nhân dân", "HĐND": "hội đồng nhân dân", "UBMTTQ": "ủy ban mặt trận tổ quốc",
    "UBMT": "ủy ban mặt trận", "MTTQ": "mặt trận tổ quốc", "UBKT": "ủy ban kiểm tra",
    "BCH": "ban chấp hành", "BTV": "ban thường vụ", "BTC": "ban tổ chức", "BCĐ": "ban chỉ đạo",
    "BQL": "ban quản lý", "BTG": "ban tuyên giáo", "BTGDV": "ban tuyên giáo và dân vận",
    "TW": "trung ương", "TƯ": "trung ương", "T.Ư": "trung ương", "TTg": "thủ tướng",
    "QH": "quốc hội", "ĐBQH": "đại biểu quốc hội",
    "NQ": "nghị quyết", "NQTW": "nghị quyết trung ương", "NĐ": "nghị định",
    "QĐ": "quyết định", "CV": "công văn",
    "CTr": "chương trình", "TTHC": "thủ tục hành chính", "KH": "kế hoạch",
    "THCS": "trung học cơ sở", "THPT": "trung học phổ thông", "TH": "tiểu học",
    "THCS&THPT": "trung học cơ sở và trung học phổ thông",
    "TH&THCS": "tiểu học và trung học cơ sở",
    "PTDTNT": "phổ thông dân tộc nội trú", "PTDTBT": "phổ thông dân tộc bán trú",
    "GD&ĐT": "giáo dục và đào tạo", "GDĐT": "giáo dục và đào tạo", "GDTX": "giáo dục thường xuyên",
    "VH,TT&TT": "văn hóa, thông tin và truyền thông", "VHTT": "văn hóa, thông tin",
    "VHTT&TT": "văn hóa, thông tin và truyền thông",
    "VH,TT&DL": "văn hóa, thể thao và du lịch", "VHTT&DL": "văn hóa, thể thao và du lịch",
    "VHTTDL": "văn hóa, thể thao và du lịch", "VH-XH": "văn hóa – xã hội",
    "TT&TT": "thông tin và truyền thông", "TTTT": "thông tin và truyền thông",
    "VHVN": "văn hóa, văn nghệ", "TDTT": "thể dục, thể thao", "TT-TH": "truyền thanh – truyền hình",
    "NN&PTNT": "nông nghiệp và phát triển nông thôn", "TN&MT": "tài nguyên và môi trường",
    "NN&MT": "nông nghiệp và môi trường", "KH&ĐT": "kế hoạch và đầu tư",
    "KH&CN": "khoa học và công nghệ", "LĐ-TB&XH": "lao động, thương binh và xã hội",
    "LĐTB&XH": "lao động, thương binh và xã hội", "GTVT": "giao thông vận tải",
    "KT-XH": "kinh tế – xã hội", "QP-AN": "quốc phòng – an ninh", "QPAN": "quốc phòng, an ninh",
    "ANTT": "an ninh trật tự", "ATGT": "an toàn giao thông", "TTATXH": "trật tự an toàn xã hội",
    "TTATGT": "trật tự an toàn giao thông", "CSGT": "cảnh sát giao thông",
    "PCCC": "phòng cháy, chữa cháy", "CNCH": "cứu nạn, cứu hộ", "PCTT": "phòng, chống thiên tai",
    "TKCN": "tìm kiếm cứu nạn", "PCTN": "phòng, chống tham nhũng", "QLBVR": "quản lý bảo vệ rừng",
    "PCCCR": "phòng cháy, chữa cháy rừng", "ATTP": "an toàn thực phẩm",
    "VSATTP": "vệ sinh an toàn thực phẩm", "VSMT": "vệ sinh môi trường",
    "SXH": "sốt xuất huyết", "DTLCP": "dịch tả lợn châu Phi", "LMLM": "lở mồm long móng",
    "KHHGĐ": "kế hoạch hóa gia đình", "DS-KHHGĐ": "dân số, kế hoạch hóa gia đình",
    "BHYT": "bảo hiểm y tế", "BHXH": "bảo hiểm xã hội", "BHTN": "bảo hiểm thất nghiệp",
    "NTM": "nông thôn mới", "XDNTM": "xây dựng nông thôn mới", "MTQG": "mục tiêu quốc gia",
    "OCOP": "ô cốp", "HTX": "hợp tác xã", "THT": "tổ hợp tác", "KCN": "khu công nghiệp",
    "GPMB": "giải phóng mặt bằng", "SXKD": "sản xuất, kinh doanh", "CNTT": "công nghệ thông tin",
    "CĐS": "chuyển đổi số", "DVC": "dịch vụ công", "DVCTT": "dịch vụ công trực tuyến",
    "CCCD": "căn cước công dân", "CMND": "chứng minh nhân dân", "VNeID": "vê en e i đi",
    "CBCC": "cán bộ, công chức", "CBCCVC": "cán bộ, công chức, viên chức",
    "CB,CC,VC": "cán bộ, công chức, viên chức", "NLĐ": "người lao động",
    "LHPN": "liên hiệp phụ nữ", "CCB": "cựu chiến binh", "HND": "hội nông dân",
    "TNCS": "thanh niên cộng sản", "ĐVTN": "đoàn viên, thanh niên", "LĐLĐ": "liên đoàn lao động",
    "TNXP": "thanh niên xung phong", "HCM": "Hồ Chí Minh", "TP.HCM": "thành phố Hồ Chí Minh",
    "TPHCM": "thành phố Hồ Chí Minh", "CNXH": "chủ nghĩa xã hội", "XHCN": "xã hội chủ nghĩa",
    "CHXHCN": "cộng hòa xã hội chủ nghĩa", "CNH": "công nghiệp hóa", "HĐH": "hiện đại hóa",
    "ĐCSVN": "Đảng Cộng sản Việt Nam", "MTTQVN": "mặt trận tổ quốc Việt Nam",
    "GCNQSDĐ": "giấy chứng nhận quyền sử dụng đất", "QSDĐ": "quyền sử dụng đất",
    "TAND": "tòa án nhân dân", "VKSND": "viện kiểm sát nhân dân",
    "QĐND": "quân đội nhân dân", "ĐT": "điện thoại",
    "CAND": "công an nhân dân", "ANQP": "an ninh quốc phòng",
    "NXB": "nhà xuất bản", "ĐKKT": "đăng ký kết hôn", "TDP": "tổ dân phố", "BCV": "báo cáo viên",
    "TTV": "tuyên truyền viên", "VSV": "vi sinh vật", "BVTV": "bảo vệ thực vật",
    "COVID": "cô vít", "Covid": "cô vít", "ASEAN": "a xê an", "UNESCO": "u nét xcô",
    "UNICEF": "u ni xép", "WHO": "tổ chức y tế thế giới", "Đ/c": "đồng chí", "đ/c": "đồng chí",
    "T/M": "thay mặt", "K/T": "ký thay", "v/v": "về việc", "V/v": "về việc",
    "QCVN": "quy chuẩn Việt Nam", "TCVN": "tiêu chuẩn Việt Nam",
}  # fmt: skip
# Read as these only before a name in capitals: "TT. Bằng Lũng", "P. Sông Cầu".
PLACES = {
    "TP": "thành phố", "TX": "thị xã", "TT": "thị trấn", "H": "huyện", "P": "phường", "X": "xã",
    "Q": "quận", "Tp": "thành phố", "Tx": "thị xã", "Tt": "thị trấn",
}  # fmt: skip
# Read as these only before a full stop and a post: "KT. CHỦ TỊCH"; before a figure: "QL3".
SIGNING = {"KT": "ký thay", "TM": "thay mặt", "TL": "thừa lệnh", "TUQ": "thừa ủy quyền"}
ROADS = {"QL": "quốc lộ", "ĐT": "đường tỉnh", "TL": "tỉnh lộ", "ĐH": "đường huyện"}
LONG = sorted(SAID, key=len, reverse=True)
TOKEN = "|".join(re.escape(token) for token in LONG)
NO_LETTER_BEFORE = r"(?<![^\W\d_])(?<![&/])"
NO_LETTER_AFTER = r"(?![^\W\d_]|[&/][^\W\d_])"


def _place(match: re.Match[str]) -> str:
    return f"{PLACES[match[1]]} "


def _in_brackets(match: re.Match[str]) -> str:
    """Pass over an abbreviation that follows its own words: sốt xuất huyết (SXH)."""
    return "" if before(match).endswith(SAID[match[1]]) else match[0]


RULES: list[Rule] = [
    rule(r"(?<!\w)v\s?\.\s?v\s?(?:\.{1,3}|…|(?=[\s,;)]|$))", "vân vân"),
    rule(rf"{NO_LETTER_BEFORE}(TP|TX|TT|Tp|Tx|Tt|H|P|X|Q)\. ?(?={UPPER}[^\W\d_]*[a-zà-ỹ])", _place),
    rule(rf"{NO_LETTER_BEFORE}(TP|TX|TT) (?={UPPER}[^\W\d_A-Z])", _place),
    rule(rf"{NO_LETTER_BEFORE}([QP])\.? ?(?=\d{{1,2}}(?!\d))", _place),
    rule(
        rf"{NO_LETTER_BEFORE}({TOKEN})(?=\d)",
        lambda m: f"{SAID[m[1]]} ",
    ),
    rule(r"(?<![\w/])(KT|TM|TL|TUQ)\.(?= ?[^\W\d_])", lambda m: SIGNING[m[1]]),
    rule(r"(?<!\w)(T/M|K/T)\.?(?= ?[^\W\d_])", lambda m: SAID[m[1]]),
    rule(rf"{NO_LETTER_BEFORE}(QL|ĐT|TL|ĐH)\.? ?(?=\d)", lambda m: f"{ROADS[m[1]]} "),
    rule(r"(?<!\w)CN(?=(?: xã hội| ?Mác))", "chủ nghĩa"),
    rule(r"(?<=ông ty )CP(?!\w)", "cổ phần"),
    rule(rf" ?\(({TOKEN})\)", _in_brackets),
    rule(rf"{NO_LETTER_BEFORE}({TOKEN}){NO_LETTER_AFTER}", lambda m: SAID[m[1]]),
    rule(rf"(?<=[^\W\d_])\s?&\s?(?={UPPER})", " và "),
    rule(r" & ", " và "),
]
