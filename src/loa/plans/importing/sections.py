"""Headings: what a section is about, read from the words over it."""

import re

from loa.core.fold import fold
from loa.plans.importing.markers import RANKS, Marker

_ROLES = (
    (
        "slogans",
        (
            r"^((phu luc|phan|muc)( so)?( [ivx]+| \d+)? )?(mot so |cac |danh muc |he thong |nhung "
            r"|noi dung |goi y |mau |cau |bang |\d+ |tuyen truyen bang )*"
            r"(khau hieu|cum tu\b)"
        ),
    ),
    ("basis", r"\bcan cu\b|\bco so phap ly\b"),
    (
        "purpose",
        (
            r"^(muc dich|yeu cau|muc tieu|quan diem|nguyen tac|su can thiet|dac diem|thuc trang"
            r"|danh gia|rut kinh nghiem|khai quat|bai hoc)"
            r"|\b(muc dich|yeu cau|muc tieu|tinh hinh|dieu kien|boi canh|giai thich|hien trang)\b"
        ),
    ),
    (
        "forms",
        (
            r"\b(hinh thuc|phuong thuc|cach thuc|phuong tien|kenh|cach lam|cach to chuc"
            r"|cach tuyen truyen|phuong phap|bien phap (tuyen truyen|truyen thong|thong tin)"
            r"|loai hinh|bang gi|bang cach nao|bang cach gi|qua dau"
            r"|(noi|lam|tuyen truyen|truyen thong) (the nao|ra sao))\b"
        ),
    ),
    (
        "time",
        (
            r"\b(thoi gian|tien do|lo trinh|dot|giai doan|thoi ky|buoc|chang|cao diem|moc|thoi diem"
            r"|lich truyen thong|lich trinh|cac ky|ky truyen thong|phan ky|khi nao|luc nao|bao gio"
            r"|ngay nao|thang nao|may dot)\b"
        ),
    ),
    (
        "assign",
        (
            r"\b((to chuc|trien khai) thuc hien|to chuc trien khai|don vi thuc hien"
            r"|bien phap to chuc|phan cong|trach nhiem|giao viec|nhiem vu|ai lam"
            r"|phan viec|nguoi lam|ai phu trach|don vi phu trach|dau moi|ai lo|lam viec gi"
            r"|viec cua (tung|cac|moi)|giao cho|(don vi|co quan|to chuc|nganh) khac)\b"
            r"|^(to chuc|thuc hien)$"
        ),
    ),
    (
        "other",
        (
            r"^(kinh phi|nguon kinh phi|che do|bao cao|hieu luc|chi tieu|dieu khoan|khen thuong"
            r"|doi tuong|pham vi|dia ban|dia diem|thanh phan|o dau"
            r"|(noi|tuyen truyen|truyen thong) (voi|cho|den) ai"
            r"|du toan|lien he|thong tin lien he|nhung thoa thuan|cong tac bao cao|mot so luu y"
            r"|mot so diem|luu y|ghi chu)"
        ),
    ),
    (
        "content",
        (
            r"\b(noi dung|thong diep|van de can|dieu can)\b|^(nhung )?(trong tam|chu de|chu diem)\b"
            r"|\b(can|phai) (noi|biet|nho|tuyen truyen|thong tin|truyen thong|truyen dat)\b"
            r"|\b(noi|tuyen truyen|thong tin|truyen thong|truyen dat) (dieu |nhung |cai )?gi\b"
        ),
    ),
)


_SUBJECT = (  # what a section may be about, as a heading's first words
    r"(?:mục đích|yêu cầu|mục tiêu|nội dung|thông điệp|chủ đề|thời gian|tiến độ|lộ trình|thời điểm"
    r"|hình thức|phương thức|cách thức|cách làm|phương tiện|kênh|phân công|giao việc"
    r"|(?:tổ chức|triển khai) thực hiện|tổ chức triển khai|trách nhiệm|nhiệm vụ|khẩu hiệu"
    r"|(?:nguồn )?kinh phí|(?:chế độ )?báo cáo|đối tượng|địa điểm|địa bàn|phạm vi|thành phần)"
)
_BESIDE = (  # words that may stand beside it in a heading
    r"(?:tuyên truyền|truyền thông|thông tin|thực hiện|tổ chức|triển khai|nhiệm vụ|trách nhiệm"
    r"|cụ thể|chính|chủ yếu|trọng tâm|cơ bản|phối hợp|công tác|thời gian tới|của các (?:đơn vị"
    r"|cơ quan|bên|ngành))"
)
_SEVERAL = rf"(?:[ ,]+(?:và\s+|&\s+)?(?:{_SUBJECT}|{_BESIDE}))*"
ABOUT = re.compile(
    rf"(?P<ve>về\s+)?{_SUBJECT}{_SEVERAL}\s*(?P<end>[,:.])(?!\s*(?:và\s+)?(?:{_SUBJECT}|{_BESIDE}))",
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"{_SUBJECT}{_SEVERAL}\s*[:.]?", re.IGNORECASE)
_SPOKEN = re.compile(  # "Điều 3. Thời gian tuyên truyền từ ngày …"
    rf"{_SUBJECT}{_SEVERAL}(?=\s+(?:từ|bắt đầu|kể từ|trong tháng|là|gồm|bao gồm|được)\s)",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"(ve )?(thoi gian|noi dung|hinh thuc|phan cong|khau hieu|to chuc thuc hien|muc dich|kinh phi)"
    r"( tuyen truyen| truyen thong| thuc hien| to chuc)?$"
)
HEAD_WORDS = 18


BARE_HEAD_WORDS = 7


_LAST_WORDS = 5  # of a line that introduces a list name its subject


_FIRST_WORDS = 4  # of a low heading name its subject


_WHOLE_PAPER = re.compile(  # what a document is divided into, not what people are told
    r"noi dung (cua )?(de an|phuong an|ke hoach|chuong trinh|thoa thuan|phoi hop|ky ket)"
)
_LOOKALIKES = re.compile(  # words that only without their marks are a heading's
    r"\b(?:đốt|đột|dốt|dột|móc|mọc|mộc|buộc|chẳng|chàng|chăng)\b",
    re.IGNORECASE,
)


def roles(heading: str) -> frozenset[str]:
    """Return what a heading says that its section is about."""
    folded = re.sub(r"^ve ", "", fold(_LOOKALIKES.sub("_", heading)))
    if _WHOLE_PAPER.fullmatch(folded):
        return frozenset()
    if folded.startswith(("vi sao", "tai sao", "ly do")):
        return frozenset({"purpose"})
    found = [role for role, pattern in _ROLES if re.search(pattern, folded)]
    if found and found[0] == "slogans":
        return frozenset({"slogans"})
    return frozenset(found)


def begins_basis(words: str) -> bool:
    """Say whether a sentence begins as the preamble's do."""
    return bool(
        re.match(
            r"(can cu|thuc hien|theo|xet|tren co so|nham|de trien khai|tiep tuc thuc hien"
            r"|trien khai)\b",
            fold(words),
        )
    )


def heading_ends(words: str, found: Marker | None) -> int:
    """Return how much of an item's words can be a heading; 0 for none."""
    if _WHOLE.fullmatch(words):
        return len(words.rstrip(" .:"))
    about = ABOUT.match(words)
    free = found is None or found.form in {"ordinal", "worded", "said"}
    if about and (free or about["ve"] or about["end"] != ","):
        return about.end() - 1
    spoken = _SPOKEN.match(words)
    if spoken and words.endswith((".", ";")) and not words.isupper():
        return spoken.end()
    cut = re.search(r"[:.](?:\s|$)", words)
    if found and found.form == "ordinal" and cut:
        return cut.start()
    if cut and words[cut.start()] == ":" and len(words[: cut.start()].split()) <= BARE_HEAD_WORDS:
        return cut.start()
    whole = words.rstrip(" .:")
    return len(whole) if len(whole.split()) <= HEAD_WORDS and not words.endswith(";") else 0


def last_subject(words: str) -> frozenset[str]:
    """Return what a long line that introduces a list says last: "… những nội dung sau:"."""
    count = len(words.split())
    if not words.rstrip().endswith(":") or count <= BARE_HEAD_WORDS:
        return frozenset()
    tail = " ".join(words.rstrip(" :").split()[-_LAST_WORDS:])
    folded = fold(tail)
    found = [(hit.start(), role) for role, pattern in _ROLES if (hit := re.search(pattern, folded))]
    return frozenset({max(found)[1]}) if found else frozenset()


def may_turn(own: frozenset[str], words: str, rank: int, inherited: frozenset[str]) -> bool:
    """Say whether an item may change what its section is about.

    Under a heading of one subject, items are its matter, even where their words could name a
    section; under none or under several subjects, they divide it.
    """
    if rank <= RANKS["ordinal"]:
        return True
    if len(words.split()) > BARE_HEAD_WORDS and "slogans" not in own:
        return not inherited and bool(last_subject(words + ":"))
    subjects = inherited - {"purpose", "other"}
    if not inherited:
        return bool(roles(" ".join(words.split()[:_FIRST_WORDS])))
    if words[:2].lower() == "về" and subjects != {"content"}:
        return True
    if LEAD.match(fold(words)) and inherited & {"time", "content"} and rank > RANKS["number"]:
        return True  # "- Hình thức: …" under a phase
    return len(subjects) > 1 or (rank <= RANKS["number"] and bool(_WHOLE.fullmatch(words)))
