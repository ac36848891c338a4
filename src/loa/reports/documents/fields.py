"""The fields that a Word template of reports may use, and how a paper fills them.

Their names are Vietnamese without accents: whoever edits a template in Word reads them.
`FIELDS` is the whole of it; the template check and docs/operate/reports.md are held to it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from loa.plans.exporting.paper import TO_FILL_IN
from loa.reports.documents.paper import Paper, Part, Words

# Around what is missing, inside a text: no document contains these characters by itself.
OPENS, CLOSES = "\ue000", "\ue001"


@dataclass(frozen=True, slots=True)
class Text:
    """Words; `says` tells what they are to whoever edits a template."""

    says: str


@dataclass(frozen=True, slots=True)
class Group:
    """Several fields under one name, as in `ket_qua.ten`; absent where it has nothing to say."""

    says: str
    fields: Mapping[str, "Field"]


@dataclass(frozen=True, slots=True)
class Loop:
    """Something that comes several times: `{%p for cau in ket_qua.cau %}`."""

    says: str
    item: "Field"


Field = Text | Group | Loop


def _part(says: str, row: Mapping[str, Field]) -> Group:
    return Group(
        says,
        {
            "so": Text("số thứ tự La Mã của phần"),
            "ten": Text("tên phần"),
            "cau": Loop("các câu mở đầu phần", Text("một câu")),
            "bang": Loop("các dòng của bảng", Group("một dòng", row)),
        },
    )


_FIGURES: Mapping[str, Field] = {
    "noi_dung": Text("tên chỉ số hoặc nội dung"),
    "trong_ky": Text("kết quả trong kỳ"),
    "luy_ke": Text("kết quả luỹ kế"),
    "chi_tieu": Text("chỉ tiêu của kế hoạch"),
    "ty_le": Text("tỷ lệ luỹ kế so với chỉ tiêu, phần trăm"),
    "muc_xac_thuc": Text("số liệu được biết bằng cách nào"),
}
_SECTION: Mapping[str, Field] = {
    "so": Text("số thứ tự của mục"),
    "ten": Text("tên hình thức tuyên truyền"),
    "cau": Loop("các câu tường thuật", Text("một câu")),
    "bang": Loop("các dòng của bảng", Group("một dòng", _FIGURES)),
}
_ANNEX: Mapping[str, Field] = {
    "tt": Text("số thứ tự"),
    "ten": Text("tên đơn vị"),
    "o": Loop("các ô của dòng", Text("một số")),
}
FIELDS: Mapping[str, Field] = {
    "co_quan_cap_tren": Text("cơ quan cấp trên, góc trái trên cùng"),
    "co_quan": Text("cơ quan ban hành báo cáo"),
    "so_ky_hieu": Text("số và ký hiệu; để trống chỗ khi chưa cấp số"),
    "noi_ngay": Text("địa danh và ngày, tháng, năm"),
    "ten_loai": Text("tên loại văn bản: BÁO CÁO"),
    "trich_yeu": Text("trích yếu nội dung"),
    "ky_bao_cao": Text("từ ngày nào đến ngày nào"),
    "canh_bao": Text("dòng “dự thảo” hoặc “số liệu mô phỏng”; trống khi số liệu thật đã chốt"),
    "can_cu": Loop("các căn cứ", Text("một căn cứ")),
    "mo_dau": Text("câu mở đầu"),
    "ket_qua": Group(
        "phần kết quả thực hiện",
        {
            "so": Text("số thứ tự La Mã của phần"),
            "ten": Text("tên phần"),
            "cau": Loop("các câu mở đầu phần", Text("một câu")),
            "muc": Loop("từng hình thức tuyên truyền", Group("một mục", _SECTION)),
        },
    ),
    "doi_chieu": _part(
        "phần đối chiếu với mặt bằng chung; có khi báo cáo là của một đơn vị",
        {
            "noi_dung": Text("hình thức và chỉ số"),
            "don_vi": Text("kết quả của đơn vị"),
            "trung_vi": Text("trung vị của các đơn vị"),
            "so_don_vi": Text("trung vị của bao nhiêu đơn vị"),
        },
    ),
    "thay_doi": _part(
        "phần số liệu thay đổi so với báo cáo trước; có khi có thay đổi",
        {
            "noi_dung": Text("chỉ số và đơn vị"),
            "truoc": Text("số ở báo cáo trước"),
            "nay": Text("số ở báo cáo này"),
            "ly_do": Text("vì sao khác"),
        },
    ),
    "con_thieu": _part(
        "phần số liệu còn thiếu; có khi còn thiếu",
        {
            "don_vi": Text("đơn vị chưa gửi"),
            "so_lieu": Text("những số liệu chưa có"),
            "tu_ngay": Text("trễ hạn từ ngày nào"),
        },
    ),
    "phu_luc": Group(
        "phụ lục theo đơn vị; có khi báo cáo gồm nhiều đơn vị",
        {
            "ten": Text("tên phụ lục"),
            "kem_theo": Text("dòng “Kèm theo Báo cáo số …”"),
            "bieu": Loop(
                "từng biểu",
                Group(
                    "một biểu",
                    {
                        "so": Text("số thứ tự của biểu"),
                        "ten": Text("tên biểu"),
                        "cot": Loop("các cột số liệu", Text("tên cột")),
                        "dong": Loop("các đơn vị", Group("một đơn vị", _ANNEX)),
                    },
                ),
            ),
        },
    ),
    "noi_nhan": Loop("các nơi nhận", Text("một nơi nhận")),
    "quyen_han": Text("TM., KT. của người ký; trống khi ký với tư cách người đứng đầu"),
    "chuc_vu": Text("chức vụ của người ký"),
    "nguoi_ky": Text("họ và tên người ký"),
}
NEEDED = "canh_bao"  # no template may leave out that figures are simulated or not final


def listed(
    fields: Mapping[str, Field] = FIELDS, before: str = ""
) -> Iterator[tuple[str, str, str]]:
    """Yield every field as (name, manner, what it says), the inner ones after their outer."""
    for name, field in fields.items():
        yield from _listed(f"{before}{name}", field)


def _listed(name: str, field: Field) -> Iterator[tuple[str, str, str]]:
    if isinstance(field, Text):
        yield name, "chữ", field.says
    elif isinstance(field, Group):
        yield name, "nhóm", field.says
        yield from listed(field.fields, f"{name}.")
    else:
        yield name, "lặp", field.says
        if isinstance(field.item, Group):
            yield from listed(field.item.fields, f"{name}[].")


def marked(words: Words) -> str:
    """Return words as text, with marks around what is missing."""
    return "".join(
        f"{OPENS}{piece.text}{CLOSES}" if piece.missing else piece.text for piece in words
    )


def context(paper: Paper) -> dict[str, Any]:
    """Return what a template is filled with: every field of `FIELDS`, an absent group None."""
    heading = paper.heading
    number = heading.number
    return {
        "co_quan_cap_tren": heading.above,
        "co_quan": heading.issuer.upper(),
        "so_ky_hieu": number,
        "noi_ngay": heading.place_day,
        "ten_loai": heading.kind,
        "trich_yeu": paper.title,
        "ky_bao_cao": paper.period,
        "canh_bao": paper.warning,
        "can_cu": [marked(words) for words in paper.bases],
        "mo_dau": marked(paper.opening),
        "ket_qua": _results(paper),
        "doi_chieu": _rows(paper.comparison, ("noi_dung", "don_vi", "trung_vi", "so_don_vi")),
        "thay_doi": _rows(paper.changes, ("noi_dung", "truoc", "nay", "ly_do")),
        "con_thieu": _rows(paper.missing, ("don_vi", "so_lieu", "tu_ngay")),
        "phu_luc": _annex(paper, number),
        "noi_nhan": list(heading.recipients),
        "quyen_han": heading.authority,
        "chuc_vu": heading.post or f"{OPENS}{TO_FILL_IN[0]}{CLOSES}",
        "nguoi_ky": heading.signer or f"{OPENS}{TO_FILL_IN[1]}{CLOSES}",
    }


def _results(paper: Paper) -> dict[str, Any]:
    sections = [
        {
            "so": section.number,
            "ten": section.title,
            "cau": [marked(words) for words in section.sentences],
            "bang": [
                {
                    "noi_dung": row.label,
                    "trong_ky": marked(row.period),
                    "luy_ke": marked(row.cumulative),
                    "chi_tieu": marked(row.promised),
                    "ty_le": marked(row.share),
                    "muc_xac_thuc": row.known,
                }
                for row in section.rows
            ],
        }
        for section in paper.sections
    ]
    return {**_head(paper.results), "muc": sections}


def _head(part: Part) -> dict[str, Any]:
    return {
        "so": part.number,
        "ten": part.title,
        "cau": [marked(words) for words in part.sentences],
    }


def _rows(part: Part | None, names: tuple[str, ...]) -> dict[str, Any] | None:
    if part is None:
        return None
    rows = [dict(zip(names, map(marked, row), strict=True)) for row in part.rows]
    return {**_head(part), "bang": rows}


def _annex(paper: Paper, number: str) -> dict[str, Any] | None:
    if not paper.annex:
        return None
    tables = [
        {
            "so": str(place),
            "ten": table.title,
            "cot": list(table.heads),
            "dong": [
                {"tt": row.number, "ten": row.name, "o": [marked(words) for words in row.cells]}
                for row in table.rows
            ],
        }
        for place, table in enumerate(paper.annex, 1)
    ]
    return {
        "ten": "KẾT QUẢ THEO ĐƠN VỊ",
        "kem_theo": f"(Kèm theo Báo cáo số {number}; xếp theo mã đơn vị, không phải xếp hạng)",
        "bieu": tables,
    }
