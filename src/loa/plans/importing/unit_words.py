"""The words by which a line names a body and what it has to do."""

import re

ASKS = re.compile(r"^(?:Giao(?:\s+cho)?|Đề nghị|Yêu cầu|Đối với|Trách nhiệm của)\s+", re.IGNORECASE)
ASKED = re.compile(r"^(?:Giao|Đề nghị|Yêu cầu)\s+(?:các\s+)?[A-ZĐÀ-Ỹ]")
BODY = re.compile(
    r"^(?:các\s+|những\s+|\d+\s+)*(?:Ban(?! hành)|Phòng(?!,| chống)|Sở|Trung tâm|Ủy ban"
    r"|Uỷ ban|UBND|UBMTTQ|Đài|Hội(?! thảo| nghị| thi)|Huyện đoàn|Tỉnh đoàn|Thành đoàn"
    r"|Đoàn(?! kết)|Công an|Trưởng|Tổ(?! chức)|Mặt trận|MTTQ|Đảng [uủ][ỷy]|Chi [uủ][ỷy]"
    r"|Chi bộ|Đảng bộ|Cấp ủy|Văn phòng|Văn hóa|Văn hoá|Bưu điện|Trường(?! hợp)|Trạm|Hạt"
    r"|Chi cục|Cục|Bộ(?! tài liệu| phận)|Ông|Bà|Đồng chí|Công chức|Cán bộ|Khoa|Điện lực"
    r"|Báo(?! cáo)|Bảo hiểm|Ngân hàng|Doanh nghiệp|Cơ quan|Nhà trường|Liên đoàn|Hợp tác xã"
    r"|Thường trực|Tiểu ban|Bệnh viện|Viện|Chi nhánh|Công ty|Kho bạc|Đội|Đồn|Thôn"
    r"|Bản(?! tin)|Xóm|Y tế|Hạt|Chi đoàn|Xã đoàn|Ấp|Khu|Nhà văn hóa|Thư viện|Bí thư"
    r"|Chủ tịch|Chi hội|Các)\b",
    re.IGNORECASE,
)
GENERAL = re.compile(
    r"^(?:các|những|từng|mọi)?\s*(?:đơn vị|cơ quan, đơn vị|cơ quan|bộ phận|bên|đồng chí phụ trách)"
    r"(?:\s+(?:khác|liên quan|có liên quan|trên|nêu trên|nói trên|,|cơ quan|đơn vị|tổ chức"
    r"|phụ trách|được giao|căn cứ).*)?$"
    r"|^(?:các|những)\s+(?:đơn vị|cơ quan)\s+(?:khác|liên quan)",
    re.IGNORECASE,
)
NO_UNIT = re.compile(
    r"^(?:Đường dây|Điện thoại|Liên hệ|Số máy|Ghi chú|Lưu ý|Trong quá trình|Quá trình"
    r"|Định kỳ|Hằng|Hàng|Nhận được|Căn cứ"
    r"|Kinh phí|Chế độ|Báo cáo|Thời gian|Trên đây|Kế hoạch này|Chương trình này)",
    re.IGNORECASE,
)
VERBS = (
    "chủ trì|tham mưu|hướng dẫn|chỉ đạo|phối hợp|duyệt|tường thuật|đảm nhận|đảm nhiệm"
    "|dành|nhắn tin|cập nhật|phát|bố trí|xây dựng"
    "|tổ chức|cụ thể ho[aá]|cụ thể hóa|vận động|cung cấp|theo dõi|kiểm tra|thẩm định"
    "|biên soạn|là|làm|thực hiện|triển khai|ban hành|đăng"
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
    "|kịp thời|chủ động|căn cứ"
)
VERB = re.compile(rf"\s(?:{VERBS})(?=[\s,;])")
NOUNED = re.compile(
    r"\b(?:các|những|ban|tổ|cán bộ|công tác|công chức|viên chức|nhà|cộng tác viên"
    r"|đồng chí|người|dịch vụ|văn phòng|khoa)$",
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
    "san pham",
    "hoat dong",
    "noi dung",
)
