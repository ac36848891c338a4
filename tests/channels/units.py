"""The few units that tests of channels speak of, unless the real ones were loaded."""

from datetime import date

from loa.places.models import AdminUnit

SINCE = date(2025, 7, 1)
ROWS = {
    "VN": ("Việt Nam", "country", "nước", ""),
    "19": ("Thái Nguyên", "province", "tỉnh", "VN"),
    "02071": ("Nghĩa Tá", "commune", "xã", "19"),
    "02020": ("Chợ Đồn", "commune", "xã", "19"),
}


def units() -> None:
    """Let them be there."""
    for code, (name, level, form, parent) in ROWS.items():
        if not AdminUnit.objects.filter(code=code).exists():
            AdminUnit.objects.create(
                code=code, valid_from=SINCE, name=name, level=level, parent_code=parent, form=form
            )
