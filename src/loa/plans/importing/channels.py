"""Channels: the forms that a document names, as keys of `loa.plans.words.CHANNELS`."""

import re
from collections.abc import Iterator, Mapping

from loa.plans.importing.findings import Finding, finding
from loa.plans.importing.outline import Outline
from loa.plans.importing.reading.document import Paragraph
from loa.plans.importing.tables import Table
from loa.plans.words import CHANNELS

_WORDS: Mapping[str, str] = {
    "loudspeaker": r"truyền\s+thanh|phát\s+thanh|phóng\s+thanh|tiếp\s+(?:sóng|âm)\b"
    r"|hệ\s+thống\s+âm\s+thanh|\bĐài\s+TT\b"
    r"|(?<!gắn )(?<!kéo )\bloa\b(?!\s+(?:tay|kéo|cầm\s+tay"
    r"|lưu\s+động))"
    r"|trên\s+sóng|\bđài\s+(?:xã|huyện|phường|thị\s+xã|cơ\s+sở|FM)\b"
    r"|sóng\s+(?:của\s+)?(?:huyện|thị\s+xã|thành\s+phố)",
    "portal": r"cổng\s+(?:thông\s+tin|TTĐT|điện\s+tử)|trang\s+(?:thông\s+tin|tin"
    r"|TTĐT)(?:\s+điện\s+tử)?"
    r"|website|trang\s+(?:điện\s+tử|web)|cổng\s+(?:của\s+)?(?:huyện|tỉnh|xã|thành\s+phố)",
    "banner": r"(?<!chào )(?<!dưới )\bcờ\b|băng\s*-?\s*(?:rôn|zôn|ron|zon)|pa\s*-?\s*nô"
    r"|\bphướn|khẩu\s+hiệu"
    r"|biển\s+(?:báo|cấm|cảnh\s+báo|hiệu|nội\s+quy|chỉ\s+dẫn|tuyên\s+truyền|tấm\s+lớn)"
    r"|bảng\s+(?:tin|led|điện\s+tử)|màn\s+hình\s+LED|trực\s+quan|tranh\s+cổ\s+động|banner"
    r"|standee|hộp\s+đèn|bảng\s+thông\s+báo|áp\s*phích|\bLED\b|phông\s+(?:lớn|chữ|nền)|maket|ma-két|cổng\s+chào|tranh\s+(?:tường|bích)",
    "vehicle": r"\bxe\b[^.;]{0,40}?(?:lưu\s+động|gắn\s+loa|cổ\s+động)|xe\s+(?:loa|cổ\s+động"
    r"|thông\s+tin|tuyên\s+truyền)"
    r"|(?:thông\s+tin|tuyên\s+truyền|phát\s+thanh)\s+lưu\s+động|ca\s*nô|loa\s+(?:tay|kéo"
    r"|cầm\s+tay|lưu\s+động)"
    r"|tuần\s+hành|roadshow|đoàn\s+xe|diễu\s+hành|diễu\s+xe|\bxe\b[^.;,]{0,25}\bloa\b"
    r"|(?:xuồng|ghe|thuyền|vỏ\s+lãi|tắc\s+ráng|đò|tàu|phà|xích\s+lô|mô\s*tô)\b[^.;]{0,20}?\bloa\b"
    r"|(?:gắn|kéo|chở|mang)\s+loa\s+(?:đi|chạy|dọc|tới|đến|vào|lưu)",
    "talk": r"báo\s+cáo\s+viên|tuyên\s+truyền\s+viên|tuyên\s+truyền\s+miệng|nói\s+chuyện|tư\s+vấn"
    r"|(?<!dán )(?<!treo )(?:đến|tới|vào|tại|gặp|gõ\s+cửa)\s+(?:từng|tận)\s+(?:nhà|hộ|gia\s+đình)"
    r"|(?:hướng\s+dẫn|tuyên\s+truyền|vận\s+động|tư\s+vấn)\s+tận\s+(?:nhà|hộ)"
    r"|(?:đi|đến|tới|vào|gặp)\s+(?:\w+\s+)?từng\s+(?:nhà|hộ)"
    r"|(?<!dán tại )(?<!treo tại )từng\s+nhà|(?:xuống|thăm)\s+từng\s+hộ"
    r"|gõ\s+cửa|\bđến\s+nhà\b|vận\s+động\s+từng\s+(?:gia|người|hộ|nhà)|thăm\s+(?:các\s+)?hộ"
    r"|rỉ\s+tai|truyền\s+miệng"
    r"|(?:trực\s+tiếp|tư\s+vấn|hướng\s+dẫn|vận\s+động|tuyên\s+truyền)\s+tại\s+(?:nhà|hộ)"
    r"(?!\s+(?:văn|sinh|cộng|rông))"
    r"|(?:xuống|về|đến)\s+từng\s+(?:bản|thôn|xóm|ấp|buôn|làng|khu)[^.;,]{0,20}"
    r"(?:hướng\s+dẫn|vận\s+động|tuyên\s+truyền|giải\s+thích)"
    r"|tuyên\s+truyền\s+trực\s+tiếp|vận\s+động\s+trực\s+tiếp",
    "conference": r"hội\s+nghị|\bhọp\s+(?:các\s+|toàn\s+|\d+\s+)?(?:dân|cộng\s+đồng|nhóm"
    r"|bản|thôn|xóm|ấp|khu|tổ|phụ\s+huynh|chi\s+bộ|chi\s+hội"
    r"|xã\s+viên|làng|buôn)"
    r"|cuộc\s+họp|buổi\s+họp|giao\s+ban|tiếp\s+xúc\s+cử\s+tri|đối\s+thoại|diễn\s+đàn"
    r"|(?<!bản tin )sinh\s+hoạt\s+(?:chi\s+(?:bộ|đoàn|hội)|chuyên\s+đề|đảng|các\s+đoàn\s+thể"
    r"|đoàn\s+thể|thôn|bản\b|câu\s+lạc\s+bộ)"
    r"|hội\s+thảo|tập\s+huấn|t[oọ][aạ]\s+đàm",
    "culture": r"văn\s+nghệ|hội\s+diễn|thi\s+đấu"
    r"|thể\s+thao|giải\s+(?:bơi|bóng|chạy|cầu|đua|việt\s+dã"
    r"|thể)|hội\s+thi|cuộc\s+thi"
    r"|\bthi\s+(?:ảnh|vẽ|viết|tìm\s+hiểu|kể\s+chuyện|sáng\s+tác)|triển\s+lãm|trưng\s+bày"
    r"|chiếu\s+(?:phim|bóng)|xem\s+phim|lễ\s+hội|ngày\s+hội"
    r"|sân\s+khấu|hội\s+thao|cải\s+lương|đờn\s+ca|múa\s+(?:rối|lân)|(?:kịch|chèo|tuồng)\b"
    r"|tuần\s+phim|hội\s+thao|tiểu\s+phẩm"
    r"|lửa\s+trại|liên\s+hoan|đêm\s+(?:nhạc|thơ|giao\s+lưu)|biểu\s+diễn|nghệ\s+thuật\s+quần\s+chúng"
    r"|giao\s+hữu|giao\s+lưu|trò\s+chơi\s+dân\s+gian|kéo\s+co|hội\s+trại",
    "publication": r"tờ\s+(?:rời|rơi|gấp|thông\s+báo|bướm|hướng\s+dẫn|thông\s+tin|dán)|sổ\s+tay"
    r"|cẩm\s+nang|bản\s+tin\s+(?:in|nội\s+bộ|ảnh|giấy)|\bsách\s+(?:ảnh|nhỏ|mỏng|tranh"
    r"|bỏ\s+túi|hướng\s+dẫn)|(?:cuốn|tập|tủ|in)\s+sách|ấn\s+phẩm|tập\s+san|kỷ\s+yếu"
    r"|thư\s+gửi|\d\s+tờ\b|\bin\s+(?:trên\s+)?(?:khổ\s+)?(?:giấy\s+)?A[0-5]\b"
    r"|\blịch\s+(?:treo|để\s+bàn|tường|bỏ\s+túi|blốc|tờ|năm)|(?:in|tờ|cuốn|quyển)\s+lịch"
    r"|(?:tài\s+liệu\s+phát|phát\s+tài\s+liệu)\b|tập\s+gấp|bản\s+tin\s+sinh\s+hoạt|bỏ\s+túi|\bin\s+trên\b|hỏi\s*[-–]\s*đáp|thư\s+ngỏ|tài\s+liệu\s+hỏi"
    r"|tranh\s+(?:lật|gấp)|truyện\s+tranh|bản\s+tin\s+(?:của|Đảng\s+bộ|chi\s+bộ"
    r"|hằng\s+tháng|hằng\s+quý|tháng|quý|số)|tờ\s+tin",
    "consultation": r"lấy\s+ý\s+kiến|góp\s+ý|tham\s+gia\s+ý\s+kiến|đóng\s+góp\s+ý\s+kiến|tham\s+vấn"
    r"|trưng\s+cầu|phiếu\s+(?:hỏi|thăm\s+dò|ý\s+kiến)|thăm\s+dò"
    r"|tiếp\s+nhận\s+ý\s+kiến[^.;,]{0,30}\bdự\s+thảo",
}
PATTERNS = {key: re.compile(_WORDS[key], re.IGNORECASE) for key in CHANNELS}
# Names and turns of phrase in which a channel's word stands for something else.
_MASKED = re.compile(
    r"Đài\s+(?:Phát\s+thanh|PT)\s*(?:và|-|–|,)?\s*(?:Truyền\s+hình|TH)(?!\s+(?:huyện"
    r"|thị\s+xã|quận|cơ\s+sở))"
    r"|(?:trên\s+)?sóng\s+(?:của\s+)?(?:Đài|truyền\s+hình)\s+(?:tỉnh|quốc\s+gia|trung\s+ương)"
    r"|Đài\s+Tiếng\s+nói\s+Việt\s+Nam|Đài\s+(?:Truyền\s+hình|phát\s+thanh)\s+tỉnh"
    r"|(?:Trung\s+tâm|Phòng|Sở|Bộ|Ban|Nhà)\s+(?:Văn\s+h[oó][aá]"
    r"|VHTT)(?:[\s,–-]+(?:và\s+)?(?:Thông\s+tin|Thể\s+thao|Truyền\s+thông|Truyền\s+thanh"
    r"|Xã\s+hội|Du\s+lịch|Khoa\s+học))*"
    r"|đã\s+\w+\s+(?:tại|trong)\s+(?:hội\s+nghị|cuộc\s+họp)[^,.;]*"
    r"|(?:báo\s+cáo|nghị\s+quyết|thông\s+báo)\s+(?:tại\s+)?hội\s+nghị",
    re.IGNORECASE,
)
_HANDED_OUT = re.compile(
    r"(?:\bphát(?! thanh)|cấp|gửi|tặng|trao)\s+[^.;,]{0,40}?(?:đến|tới|cho)\s+(?:tận|từng)\s+"
    r"(?:hộ|nhà|gia\s+đình)",
    re.IGNORECASE,
)
UNKNOWN = re.compile(
    r"zalo|facebook|tiktok|youtube|fanpage|mạng\s+xã\s+hội|tin\s+nhắn|nhắn\s+tin|\bsms\b"
    r"|\bbáo\s+(?:in|chí|viết|giấy|tỉnh|điện\s+tử)"
    r"|(?-i:\bBáo\s+[A-ZĐÀ-Ỹ])|điện\s+thoại|ứng\s+dụng\s+(?!công\s+nghệ)|\bapp\b|kẻng"
    r"|\btrống\b|chiêng|\bmõ\b|\bclip\b|video|truyền\s+hình|tổng\s+đài|email"
    r"|thư\s+điện\s+tử"
    r"|livestream|tivi|gọi\s+điện|cồng|chuông|còi|đài\s+tỉnh|tạp\s+chí"
    r"|màn\s+hình\s+(?!LED)|podcast|podcats|VOV|VTV|Đài\s+Phát\s+thanh\s*(?:-|–"
    r"|và)\s*Truyền\s+hình"
    r"|flycam|QR|nền\s+tảng\s+(?:số|mạng|xã\s+hội)|trên\s+mạng|internet|in-tơ-nét",
    re.IGNORECASE,
)
_HEADER = ("kenh", "hinh thuc", "phuong thuc", "cach thuc", "phuong tien", "loai hinh")


def masked(words: str) -> str:
    """Return the words with names that only sound like a channel blanked out, length kept."""
    return _MASKED.sub(lambda found: " " * len(found[0]), words)


def _without_handed_out(words: str) -> str:
    """Blank out where paper, and no speaker, comes to each house; length kept."""
    return _HANDED_OUT.sub(lambda found: " " * len(found[0]), words)


def named(words: str) -> dict[str, tuple[int, int]]:
    """Return each channel that the words name, with where it does so first."""
    clean = masked(words)
    found = {}
    for key, pattern in PATTERNS.items():
        if hit := pattern.search(_without_handed_out(clean) if key == "talk" else clean):
            found[key] = hit.span()
    return found


def sources(outline: Outline) -> list[tuple[Paragraph, int]]:
    """Return where forms are named: their section or column, else the whole body."""
    found = [
        (item.paragraph, item.inline if item.heading else item.start)
        for item in outline.items
        if "forms" in item.roles and (not item.heading or item.inline >= 0)
    ]
    for table in outline.tables:
        found += [(paragraph, 0) for paragraph in form_cells(table)]
    if found:
        return found
    return [
        (item.paragraph, item.start)
        for item in outline.items
        if not item.roles & {"purpose", "slogans", "basis"} and item.roles != {"content"}
    ]


def form_cells(table: Table) -> Iterator[Paragraph]:
    """Yield the cells of a table's column of forms."""
    if table.annex:
        return
    header = table.header
    column = next((n for n, said in enumerate(header) if said.startswith(_HEADER)), None)
    if column is None and table.roles == {"forms"}:
        lettered = table.mostly(lambda words: any(c.isalpha() for c in words))
        column = lettered[0] if lettered else None
    if column is not None:
        yield from table.column(column)


def channels(outline: Outline) -> Iterator[Finding]:
    """Yield each channel once, where it is named first."""
    seen: set[str] = set()
    for paragraph, start in sources(outline):
        for key, (first, last) in named(paragraph.words[start:]).items():
            if key not in seen:
                seen.add(key)
                yield finding(
                    paragraph,
                    start + first,
                    start + last,
                    0.9,
                    f"word-of-channel: {key}",
                    value=key,
                )
