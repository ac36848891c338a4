"""The words by which a line names a body and what it has to do."""

import re

ASKS = re.compile(
    r"^(?:(?:Ngoài\s+[^,;.:]{3,40}|Ngoài ra|Bên cạnh đó|Đồng thời),\s+)?"
    r"(?:(?:Kính|Trân trọng)\s+)?(?:Giao(?:\s+(?:trách nhiệm|nhiệm vụ))?(?:\s+cho)?"
    r"|Đề nghị|Yêu cầu|Đối với|Trách nhiệm của|Mời|Phân công(?:\s+cho)?|Riêng)\s+",
    re.IGNORECASE,
)
ASKED = re.compile(r"^(?:Giao|Đề nghị|Yêu cầu)\s+(?:các\s+)?[A-ZĐÀ-Ỹ]")
BODY = re.compile(
    r"^(?:các\s+|những\s+|\d+\s+)*(?:Ban(?! hành)|Phòng(?!,| chống)|Sở|Trung tâm|Ủy ban"
    r"|Uỷ ban|UBND|UBMTTQ|HĐND|BCH|BCĐ|BQL|Đài|Hội(?! thảo| nghị| thi| họp| chợ)"
    r"|Huyện(?= đoàn| [uủ][ỷy])|Tỉnh(?= đoàn| [uủ][ỷy])|Thành(?= đoàn| [uủ][ỷy])"
    r"|Đoàn(?! kết| viên)|Công an|Trưởng|Phó|Tổ(?! chức)|Mặt trận|MTTQ|Đảng [uủ][ỷy]"
    r"|Chi [uủ][ỷy]|Chi bộ|Đảng bộ|Đảng đoàn|Cấp [uủ][ỷy]|Văn phòng|Văn hóa|Văn hoá|Bưu điện"
    r"|Trường(?! hợp)|Trạm|Hạt|Chi cục|Cục|Bộ(?! tài liệu| ảnh| đề)|Ông|Bà|Đồng chí|Công chức"
    r"|Cán bộ|Khoa|Điện lực|Báo(?! cáo| động)|Bảo hiểm|Ngân hàng|Doanh nghiệp|Cơ quan|Nhà trường"
    r"|Liên đoàn|Hợp tác xã|HTX|Thường trực|Tiểu ban|Bệnh viện|Viện|Chi nhánh|Công ty|Kho bạc"
    r"|Đội|Đồn|Thôn|Bản(?! tin| đồ)|Xóm|Y tế|Chi đoàn|Xã đoàn|Ấp|Khu|Nhà văn hóa|Thư viện"
    r"|Bí thư|Chủ (?:tịch|nhiệm|rừng|đầu tư)|Chi hội|Câu lạc bộ|CLB|Nhóm|Lực lượng|Bộ đội"
    r"|Người (?:có uy tín|đứng đầu|phụ trách)|Già làng|Quân sự|Kế toán|Cụm|Khối"
    r"|Cộng tác viên|Nhân viên|Giáo viên|Hiệu trưởng|Giám đốc|Chánh|Thủ trưởng|Ủy viên|Uỷ viên"
    r"|Tòa án|Toà án|Thanh tra|Kiểm lâm|Biên phòng|Khóm|Buôn|Làng|Tư pháp|Địa chính|Cộng đồng"
    r"|Vườn quốc gia|Lâm trường|Tổng công ty|Tập đoàn|Học viện|Đại học|Các)\b",
    re.IGNORECASE,
)
GENERAL = re.compile(
    r"^(?:các|những|từng|mọi)?\s*(?:đơn vị|cơ quan, đơn vị|cơ quan|bộ phận|bên|đồng chí phụ trách)"
    r"(?:\s+(?:khác|liên quan|có liên quan|trên|nêu trên|nói trên|,|cơ quan|đơn vị|tổ chức"
    r"|phụ trách|được giao|căn cứ).*)?$"
    r"|^(?:các|những)\s+(?:đơn vị|cơ quan)\s+(?:khác|liên quan)"
    r"|^(?:(?:các|những)\s+)?(?:cơ quan|đơn vị|ngành|cấp|địa phương|đoàn thể)\b.*"
    r"\s(?:nghiêm túc|khẩn trương|quan tâm|tích cực|chủ động)$",
    re.IGNORECASE,
)
NO_UNIT = re.compile(
    r"^(?:Đường dây|Điện thoại|Liên hệ|Thông tin thêm|Mọi thông tin|Mọi vướng mắc|Số máy"
    r"|Ghi chú|Lưu ý|Trong quá trình|Quá trình"
    r"|Định kỳ|Hằng|Hàng|Nhận được|Căn cứ"
    r"|Kinh phí|Chế độ|Báo cáo|Thời gian|Trên đây|Kế hoạch này|Chương trình này)",
    re.IGNORECASE,
)
VERBS = (
    "chủ trì|tham mưu|hướng dẫn|chỉ đạo|phối hợp|duyệt|tường thuật|đảm nhận|đảm nhiệm"
    "|dành|nhắn tin|cập nhật|phát|bố trí|xây dựng"
    "|tổ chức|cụ thể ho[aá]|cụ thể hóa|vận động|cung cấp|theo dõi|kiểm tra|thẩm định"
    "|biên soạn|là|làm|thực hiện|triển khai|ban hành|đăng(?! ký)"
    "|sản xuất|thu âm|treo|lắp|rà soát|tổng hợp|báo cáo|phân công|huy động|lồng ghép|đưa"
    "|giúp|chịu trách nhiệm|có trách nhiệm|in"
    "|mở|tăng cường|tăng|đẩy mạnh|tuyên truyền|phổ biến|quán triệt|đôn đốc|giám sát|viết"
    "|đọc|ghi|trực(?! thuộc)|dùng|sử dụng|bảo đảm|đảm bảo|hỗ trợ"
    "|tham gia|lập|đề nghị|yêu cầu|cho|dựng|dán|chiếu|chụp|quay|đến|nhận|thu|tiếp|lấy|sửa"
    "|sửa chữa|khắc phục|kêu gọi|động viên|khuyến khích|giải đáp|giải thích|trao đổi|bàn"
    "|nói|kể|dạy|tập|luyện|diễn tập|công bố|công khai|xử lý|xét|chấm|trao|tặng|mời|chia"
    "|giữ|gác|canh|đo|quan trắc|dịch|thuê|mua|trang bị|kiện toàn|thành lập|duy trì"
    "|nâng cấp|bảo dưỡng|thống kê|rà|nắm bắt|phản ánh|định hướng|chủ động|tích cực"
    "|phản bác|đấu tranh|biểu dương|nhân rộng|lựa chọn|sơ kết|tổng kết|cam kết|soạn"
    "|chuẩn bị|niêm yết|vận hành|thông báo|chuyển|cử|phụ trách|quản lý|tiếp nhận|trả lời"
    "|nắm|ký|hoàn thành|chọn|giới thiệu|xác minh|kết hợp|nhắc"
    "|in ấn|cấp phát|cấp|gửi|khảo sát|đánh giá|đề xuất|trình|tiếp tục|thường xuyên"
    "|kịp thời|chủ động|căn cứ|tuần tra|kiểm soát|họp|nhắc nhở|nhắc|rải|đi|dẫn|lo|ra quân"
    "|tiếp sóng|tổ chức|bảo trì|thay|đón|ứng trực|túc trực|thuyết minh|minh họa|dựng|lan tỏa"
    "|chia sẻ|gặp gỡ|thăm|hòa giải|xử phạt|lập biên bản|cắm|cắt cử|sắp xếp|tham vấn|bổ sung"
    "|liên hệ|đấu nối|lồng|ghép|thu thập|nộp|giao|cam kết|đối chiếu|nghiệm thu|thanh toán"
    "|trang trí|phát động|lãnh đạo|tập hợp|nêu gương|gương mẫu|bám sát|quan tâm|phân bổ|cân đối"
    "|miễn phí|cùng(?= (?:phối hợp|tổ chức|thực hiện|chịu))"
)
_LEVEL = (
    r"(?:xã|phường|thị trấn|huyện|quận|tỉnh|thành phố|thôn|bản|ấp|xóm|khu phố|tổ dân phố|cơ sở)"
)
AFTER_LEVEL = re.compile(  # a word right behind "… xã", or behind the place's own name, that
    # neither names a place nor joins another body: what the body does
    rf"\b{_LEVEL}(?:\s+[A-ZĐÀ-Ỹ]\w*){{0,4}}\s+(?=[a-zđà-ỹ]+\s)"
    r"(?!(?:và|các|những|cùng|với|của|trực|thuộc|ven|vùng|biên|miền|trên|tại|ở|nơi|liên|có|giáp"
    r"|khu|còn|khác|này|đó|trong|ngoài|dọc|theo|cứ|thì|mà|nên|vẫn|nếu|khi|phải|cần|sẽ|mới|cũ|gần|xa|hay|hoặc|số|là|đã|chưa|được|do|nhà"
    r"|xã|phường|thị|huyện|quận|tỉnh|thành|thôn|bản|ấp|xóm|tổ|hội|đội|viên|đoàn|trưởng|dân|văn)\b)"
)
VERB = re.compile(rf"\s(?:{VERBS})(?=[\s,;])")
BEGINS_WITH_VERB = re.compile(rf"(?:{VERBS})(?=[\s,;:]|$)", re.IGNORECASE)
NOUNED = re.compile(
    r"\b(?:các|những|ban|tổ|cán bộ|công tác|công chức|viên chức|nhà|cộng tác viên"
    r"|đồng chí|người|dịch vụ|đăng|khoa)$",
    re.IGNORECASE,
)
BEHIND_TASK = re.compile(  # "Viết tin bài: Công chức Văn hóa", "Treo băng rôn - giao Đoàn xã"
    r"^(?P<task>[^:;()]{4,120}?)\s*(?:(?::|[-–(,]?\s*(?:giao|do))\s+|\((?!(?:giao|do)\b))"
    r"(?P<unit>[^:;()]{3,80}?)"
    r"(?:\s+(?:thực hiện|chủ trì|phụ trách|đảm nhiệm))?\s*[.;)]*$",
    re.IGNORECASE,
)
CLOSES = re.compile(  # says nothing that belongs to the section
    r"^(?:Trên đây|Trong quá trình|Quá trình|Nhận được|Căn cứ|Mọi thông tin|Mọi vướng mắc"
    r"|Thông tin thêm|Kế hoạch này|Chương trình này|Ghi chú)",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"(?<=[.;])\s+(?:Trên đây là|Trong quá trình (?:tổ chức|triển khai|thực hiện))\s"
)
BY_WHOM = re.compile(  # under an activity: "- Người thực hiện: …"
    r"^(?:(?:Đơn vị|Cơ quan|Người|Bộ phận|Thành phần)\s+)?(?:thực hiện|phụ trách|chủ trì"
    r"|chịu trách nhiệm(?:\s+chính)?|đầu mối|tổ chức)\s*:\s*(?P<unit>\S.*)$",
    re.IGNORECASE,
)
UNIT_HEADER = (
    "chu tri",
    "don vi chu tri",
    "co quan chu tri",
    "don vi thuc hien",
    "nguoi thuc hien",
    "co quan thuc hien",
    "co quan don vi",
    "don vi",
    "co quan",
    "bo phan",
    "phu trach",
    "nguoi lam",
    "ai lam",
    "don vi phu trach",
    "nguoi phu trach",
    "phan cong",
    "dau moi",
    "to chuc ca nhan",
    "thanh phan",
)
DUTY_HEADER = (
    "nhiem vu",
    "cong viec",
    "noi dung cong viec",
    "viec",
    "phan viec",
    "noi dung nhiem vu",
    "noi dung thuc hien",
    "cach lam",
    "hoat dong",
    "noi dung",
    "san pham",
)
TO_ALL = re.compile(
    r"(?:nghiêm túc|khẩn trương|quan tâm|tích cực)\s+(?:(?:tổ chức|triển khai)\s+)?thực hiện$",
    re.IGNORECASE,
)
FOR_INFORMATION = re.compile(r"thông báo\s+(?:để|cho|tới|đến)\s.*\bbiết\b", re.IGNORECASE)

LEFT_OPEN = re.compile(  # what is to be done is left to others
    r"\b(?:tùy|tuỳ|linh hoạt|cứ thế|như (?:mọi|các|những) (?:năm|lần|khi)"
    r"|(?:đã|như) (?:bàn|thống nhất|nói|hẹn|thỏa thuận|trao đổi)|theo ý kiến|thông báo sau"
    r"|theo tinh thần|cho phù hợp"
    r"|khi cần|nên tận dụng|tận dụng|bằng mọi cách|nếu được|khi thuận tiện"
    r"|theo thói quen|theo cách|tự liệu|tự sắp xếp|chưa rõ|sẽ tính|sẽ bàn)\b",
    re.IGNORECASE,
)
