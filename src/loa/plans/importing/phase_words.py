"""The words by which a line names a phase, and those by which it is none."""

import re

LABEL = re.compile(
    r"^(?:Các\s+)?(?:Đợt|Giai\s+đoạn|Bước|Chặng(?!\s+đường)|Thời\s+kỳ|Thời\s+điểm|Cao\s+điểm|Tuần"
    r"|Tháng\s+(?!\d)|Vụ"
    r"|Dịp|Lễ|Tiền|Hậu|Kỳ|Mốc|Học\s+kỳ|Tình\s+huống)\b",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"^(?:Đợt|Giai\s+đoạn|Bước|Chặng(?!\s+đường)|Thời\s+kỳ|Cao\s+điểm|Tình\s+huống\s+\d)\b",
    re.IGNORECASE,
)
AROUND = re.compile(
    r"^(?:(?:Đợt|Giai đoạn|Bước|Chặng|Thời kỳ)\s+(?:\d+|[IVX]+|một|hai|ba)\s*[:(,–-]+\s*)?"
    r"(?:(?:Tuyên truyền|Giai đoạn|Đợt|Thời gian)\s+)?(?P<when>trước|trong|sau)\b"
    r"(?:\s+(?:thời\s+gian|những\s+ngày|(?:\d+|hai|ba)\s+ngày|khi|quá\s+trình"
    r"|ngày))*(?:\s+(?:diễn\s+ra|tổ\s+chức|kết\s+thúc))?"
    r"\s+(?!đó\b|đây\b|này\b|(?:tháng|giai đoạn|đợt|thời gian|tuần|năm|quý)\s+(?:này|đó)\b)"
    r"(?P<event>[^:;,.(]+)",
    re.IGNORECASE,
)
PEAK = re.compile(r"cao điểm|lễ|mốc|tuần|hội thi|ra quân|phát động|trọng điểm", re.IGNORECASE)
DIVIDED = re.compile(
    r"chia\s+(?:thành|làm|ra)|gồm\s+\w+\s+(?:đợt|giai đoạn|bước|chặng)", re.IGNORECASE
)
HELD_AS = re.compile(
    r"\s*,?\s*(?:[^.;:()]{0,80}?\s)?(?:tiến hành|tổ chức|thực hiện|mở|phát động|triển khai|là"
    r"|tập trung (?:cho|vào))\s+(?P<name>(?:một\s+)?(?:đợt|chiến dịch|(?:tháng|tuần)(?!\s*\d)"
    r"|cao điểm|giai đoạn)(?:(?!\s+(?:với|nhằm|để|gồm)\s)[^,;.:(])*)",
    re.IGNORECASE,
)
GENERAL = {  # words for the document's whole time, no phase's name
    "thoi gian",
    "thoi gian thuc hien",
    "thoi gian to chuc",
    "thoi gian tuyen truyen",
    "thoi gian trien khai",
    "tuyen truyen",
    "truyen thong",
    "cong tac tuyen truyen",
    "viec tuyen truyen",
    "hoat dong tuyen truyen",
    "ke hoach",
    "chuong trinh",
    "ca dot",
    "toan dot",
}
NAMED_AFTER = re.compile(
    r"\s*[:(–-]\s*(?P<name>(?:đợt|giai đoạn|bước|chặng|thời kỳ|cao điểm|tuần lễ"
    r"|chiến dịch)[^,;.:()]*)",
    re.IGNORECASE,
)
VERB = re.compile(
    r"\s+(?:dự kiến\s+)?(?:sẽ\s+)?(?:được\s+)?(?:tổ chức|họp|khai mạc|diễn ra|tiến hành"
    r"|thực hiện|kéo dài|bắt đầu|triển khai|sẽ|kết thúc)"
    r"(?:\s+trong\s+(?:\d+|một|hai|ba|bốn|năm)\s+ngày)?\s*$"
    r"|\s+được\s*$|\s+(?:vào|trong|từ|là|gồm)\s*$",
    re.IGNORECASE,
)
LEFTOVER = re.compile(
    r"[\s:(,–-]*(?:(?:\d{1,2}\s*(?:h|g|giờ)\s*\d{0,2}|lúc|sáng|chiều|tối|vào|trong|thứ\s+\w+|chủ\s+nhật|tuần\s+lễ"
    r"|thời\s+gian)[\s:(,–-]*)*$",
    re.IGNORECASE,
)
EVENT_DAY = re.compile(r"(?:Ngày|Lễ)\s+(?:bầu cử|khai mạc|hội|bế mạc)[^,:;(\d]*", re.IGNORECASE)
YEARS = re.compile(
    r"^(?:Giai\s+đoạn|Thời\s+kỳ|Đợt|Bước)(?:\s+\d)?\s*[:(,]?\s*(?:từ\s+)?(?P<first>20\d\d)\s*"
    r"(?:[-–]|đến)\s*(?P<last>20\d\d)(?=\s*[:.;),]|$)",
    re.IGNORECASE,
)
PEAKED = re.compile(r"(?:trọng tâm|trọng điểm|cao điểm|tập trung)[^.;:]{0,40}:", re.IGNORECASE)
ORDINAL = re.compile(  # no weekday: "Đợt cao điểm thứ hai từ ngày …"
    r"^(?:Đợt|Giai\s+đoạn|Bước|Chặng|Thời\s+kỳ)(?:\s+(?:cao điểm|tuyên truyền|truyền thông))*"
    r"\s+thứ\s+\w+",
    re.IGNORECASE,
)
THROUGHOUT = re.compile(
    r"(?:trong\s+)?(?:cả|suốt|toàn\s+bộ|thường\s+xuyên|liên\s+tục|xuyên\s+suốt|được)"
    r"(?:\s+(?:trong|từ|suốt|cả))*",
    re.IGNORECASE,
)
OTHER_PLANS = re.compile(
    r"^(?:So với|Năm trước|Trước đây|Ghi chú|Do |Kế hoạch năm|Rút kinh nghiệm"
    r"|Nhiệm kỳ trước|Kế hoạch số)"
    r"|năm ngoái|năm trước|hằng năm",
    re.IGNORECASE,
)
OTHER_WORK = re.compile(
    r"^(?:\S+\s+){0,3}(?:kiểm tra|giám sát|thanh tra|phúc tra|tập huấn|bồi dưỡng|giao ban)\b",
    re.IGNORECASE,
)
PEAK_IS = re.compile(
    r"^(?:trong đó,?\s+)?(?:cao điểm|trọng tâm|đỉnh điểm)\s+(?:là|vào|từ)\s+|^trong đó,?\s+"
    r"|^trong (?:giai đoạn|đợt|thời gian|năm) (?:này|đó),?\s+(?:tổ chức|phát động|mở|triển khai)\s+"
    r"(?=(?:tháng|tuần lễ|đợt|chiến dịch|cao điểm)\s)",
    re.IGNORECASE,
)
SENTENCE = re.compile(
    r"(?<=[.;])\s+(?=[A-ZĐÀ-Ỹ])|;\s*"
    r"|,\s+(?=(?:trong đó,?\s+)?(?:đợt\s+)?cao điểm(?:\s+\w+){0,3}\s+(?:từ|là|vào|trong)\s)"
    r"|\s+và\s+(?=(?i:đợt|giai đoạn|chặng|bước)\s+(?:\d|[IVX]+\b|một|hai|ba|cuối|thứ)"
    r"[^.;,]{0,12}\s?(?:từ|\(|vào)\s?)|(?<=\))\s+và\s+(?=(?:[Tt]háng|[Tt]uần)\s+[^\W\d][^.;()]*\()"
    r"|[,:]\s+(?=(?:đợt|giai đoạn|chặng|bước)\s+(?:\d|[IVX]+\b|một|hai|ba|cuối|đầu|thứ))"
)
MIDST = re.compile(r"\b(?:đợt|giai đoạn|chiến dịch|tuần lễ|cao điểm)\s[^,;:(]*$", re.IGNORECASE)
ASIDE = re.compile(
    r"\b(?:đợt|giai đoạn|chiến dịch|tuần lễ|cao điểm)\s[^,;:(.]*\((?:từ|ngày)", re.IGNORECASE
)
EVENT = re.compile(
    r"(?:Đại hội|Hội nghị|Ngày hội|Kỳ họp|Ngày bầu cử|Cuộc bầu cử|Lễ hội)", re.IGNORECASE
)
DUTY = re.compile(
    r"(?:báo cáo|hoàn thành|gửi|nộp|tổng hợp|sơ kết|tổng kết|lập|trình|xây dựng|treo|tháo|riêng)\b",
    re.IGNORECASE,
)
NAME_WORDS = 26
