"""How an official document words what a plan states. Documents are Vietnamese, always."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from loa.core.periods import Days
from loa.plans.rules import Anchor, Phase, Target

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "KH": "KẾ HOẠCH",
        "HD": "HƯỚNG DẪN",
        "CTR": "CHƯƠNG TRÌNH",
        "PA": "PHƯƠNG ÁN",
        "TB": "THÔNG BÁO",
        "ĐA": "ĐỀ ÁN",
    }
)
LEVELS: Mapping[str, str] = MappingProxyType(
    {"commune": "xã", "district": "huyện", "province": "tỉnh", "country": "Trung ương"}
)
STATES: Mapping[str, str] = MappingProxyType(
    {
        "tentative": "dự kiến",
        "confirmed": "đã chốt",
        "moved": "đã dời ngày",
        "held": "đã tổ chức",
        "cancelled": "không tổ chức",
    }
)
STAGES: Mapping[str, str] = MappingProxyType({"before": "trước", "during": "trong", "after": "sau"})
ROLES: Mapping[str, str] = MappingProxyType({"lead": "Chủ trì", "coordinate": "Phối hợp"})
STOPS: Mapping[str, str] = MappingProxyType(
    {"festive": "nội dung vui", "all but notices": "mọi nội dung, trừ thông báo cần thiết"}
)
CHANNELS: Mapping[str, str] = MappingProxyType(
    {
        "loudspeaker": "Hệ thống loa truyền thanh cơ sở",
        "portal": "Cổng thông tin điện tử",
        "banner": "Cờ, băng rôn, cổ động trực quan",
        "vehicle": "Xe thông tin lưu động",
        "talk": "Báo cáo viên, tuyên truyền viên",
        "conference": "Hội nghị, sinh hoạt chuyên đề",
        "culture": "Văn hoá, văn nghệ, thể thao",
        "publication": "Ấn phẩm, sổ tay, tờ gấp",
        "consultation": "Họp lấy ý kiến góp ý dự thảo",
    }
)
BRIEFLY: Mapping[str, str] = MappingProxyType(
    {
        "loudspeaker": "loa truyền thanh",
        "portal": "cổng điện tử",
        "banner": "cờ, băng rôn",
        "vehicle": "xe thông tin",
        "talk": "tuyên truyền miệng",
        "conference": "hội nghị",
        "culture": "văn nghệ, thể thao",
        "publication": "ấn phẩm",
        "consultation": "họp góp ý",
    }
)
MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "plays": "lượt phát",
        "articles": "tin, bài",
        "banners-up": "băng rôn treo",
        "banners-down": "băng rôn hạ",
        "flags-up": "cờ treo",
        "flags-down": "cờ hạ",
        "runs": "lượt xe",
        "talks": "buổi nói chuyện",
        "conferences": "hội nghị",
        "events": "hoạt động",
        "copies": "cuốn",
        "meetings": "cuộc họp",
    }
)
LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "vi": "tiếng Việt",
        "tyz": "tiếng Tày",
        "ium": "tiếng Dao",
        "nut": "tiếng Nùng",
        "hmn": "tiếng Mông",
        "en": "tiếng Anh",
    }
)
_DAY = timedelta(days=1)
_PADDED_MONTHS = 3  # offices write 01 and 02, then 3 to 12


def day_said(day: date) -> str:
    month = f"{day.month:02d}" if day.month < _PADDED_MONTHS else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def long_day_said(day: date | None) -> str:
    """Return the day of issue as it stands under the head, with room for what is not known."""
    if day is None:
        return "ngày …… tháng …… năm ………"
    month = f"{day.month:02d}" if day.month < _PADDED_MONTHS else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def days_said(days: Days) -> str:
    """Return a period in first and last day."""
    if days.end is None:
        return f"từ ngày {day_said(days.start)}"
    last = days.end - _DAY
    if last == days.start:
        return f"ngày {day_said(last)}"
    return f"từ ngày {day_said(days.start)} đến ngày {day_said(last)}"


def waiting_said(phase: Phase, events: Mapping[str, str]) -> str:
    """Return the words for a phase that counts from an event without a day."""
    ends = f" đến {_edge_said(phase.ends, events, last=True)}" if phase.ends else ""
    return f"từ {_edge_said(phase.starts, events, last=False)}{ends} (chưa ấn định ngày)"


def _edge_said(edge: date | Anchor, events: Mapping[str, str], *, last: bool) -> str:
    if not isinstance(edge, Anchor):
        return f"ngày {day_said(edge - _DAY if last else edge)}"
    side = "đầu" if edge.edge == "before" else "cuối"
    where = "trước" if edge.edge == "before" else "sau"
    of = f"ngày {side} của {events.get(edge.event, edge.event)}"
    return f"{edge.days} ngày {where} {of}" if edge.days else of


def promise_said(target: Target) -> str:
    """Return what a target promises."""
    measure = MEASURES.get(target.unit, target.unit)
    if target.quantity:
        return f"{target.quantity} {measure}"
    if target.quantity_per_unit:
        return f"{target.quantity_per_unit} {measure} ở mỗi xã, phường, thị trấn"
    run = f"{target.items} tin; mỗi tin {target.times_a_day} lần một ngày"
    if target.days:
        return f"{run}, {target.days} ngày liền, ở mỗi đài"
    often = "hằng ngày" if target.every_days == 1 else f"{target.every_days} ngày một lượt"
    return f"{run}, {often}, ở mỗi đài"


def languages_said(codes: tuple[str, ...]) -> str:
    return ", ".join(LANGUAGES.get(code, code) for code in codes)


def sentence(text: str) -> str:
    """Return words as a sentence: with a stop where none stands."""
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?", ";", ":", "…")) else f"{text}."
