"""Why a file is not read: each a sentence that names the file, the place and the mend."""

from collections.abc import Mapping
from types import MappingProxyType

SAYINGS: Mapping[str, str] = MappingProxyType(
    {
        "missing": "không mở được tệp. Kiểm tra lại tên và thư mục.",
        "empty": "tệp rỗng hoặc không có chữ nào. Mở tệp ra xem và gửi lại bản có nội dung.",
        "too-large": "tệp quá lớn ({size} MB, nhận đến {limit} MB). Tách phụ lục, ảnh ra riêng.",
        "bomb": "phần {place} bung ra quá lớn nên không mở. Mở bằng Word, lưu lại .docx mới.",
        "broken": "tệp hỏng ở {place}. Mở bằng phần mềm đã tạo ra nó, lưu lại rồi gửi bản mới.",
        "encrypted": "tệp đặt mật khẩu nên không đọc được. Gỡ mật khẩu rồi gửi lại.",
        "macros": "tệp có macro ({place}). Lưu lại thành .docx không có macro rồi gửi.",
        "old-word": "tệp Word đời cũ (.doc). Mở bằng Word, lưu thành .docx rồi gửi lại.",
        "not-a-plan": "đây là {place}, không phải văn bản. Gửi tệp .docx, PDF có chữ hoặc .txt.",
        "scanned": "{pages} trang là ảnh quét, không có chữ. Gửi tệp gốc hay bản đã nhận dạng chữ.",
        "too-many-pages": "có {pages} trang, nhận đến {limit}. Tách phần kế hoạch khỏi phụ lục.",
        "unknown-letters": "không nhận ra bảng mã của chữ. Lưu lại bằng Unicode (UTF-8) rồi gửi.",
    }
)


class RefusedError(Exception):
    """A file that cannot become a plan; nothing of it was kept."""

    def __init__(self, code: str, name: str, **details: object) -> None:
        self.code = code
        self.name = name
        super().__init__(f"{name}: {SAYINGS[code].format(**details)}")
