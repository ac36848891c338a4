"""What a section is about when its heading does not say so: read from what stands in it.

"NÓI BẰNG CÁCH NÀO" over a list that names channels is a section on forms.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from loa.core.fold import fold
from loa.plans.importing import assignments, channels
from loa.plans.importing.dates import Setting, spans
from loa.plans.importing.outline import PLAIN, Item, Outline

_INTRODUCES = re.compile(
    r"(?:tuyên truyền|truyền thông|phổ biến|thông tin)[^.;:]{0,40}(?:nội dung|thông điệp|vấn đề)"
    r"[^.;:]{0,30}:$|(?:nội dung|thông điệp)\s+(?:tuyên truyền|truyền thông)[^.;:]{0,30}:$",
    re.IGNORECASE,
)
_ACTS = re.compile(  # what is to be done or was, and not what people are told
    r"\b(hoat dong|giai phap|cong viec|nhiem vu|bien phap|so lieu|ket qua|kien nghi|de xuat|cam ket"
    r"|quy dinh|kho khan|thuan loi|chuan bi|trang thiet bi|danh sach|linh vuc)\b"
)
_MOST = 0.6  # of a section's parts have to agree
_LEAST = 2
_NAME_WORDS = 12
_LIST = 3  # items make a list of contents, where no section is called so


def inferred(outline: Outline, setting: Setting) -> Outline:
    """Return the outline with roles for headings that name none."""
    items = list(outline.items)
    known = {role for item in items for role in item.roles}
    index = {item.at: n for n, item in enumerate(items)}  # cells of tables are counted between
    for at, item in enumerate(items):
        if not item.heading or item.roles:
            continue
        under = _under(items, at)
        if any(child.roles or child.heading for child in under):
            continue
        role = _role(item.text, under, setting, known)
        if role:
            known.add(role)
            for child in (item, *under):
                items[index[child.at]] = replace(child, roles=frozenset({role}))
    if (
        "content" not in known
        and outline.preamble
        and _INTRODUCES.search(outline.preamble[-1].words)
    ):
        for item in _introduced(items, setting):
            items[index[item.at]] = replace(item, roles=frozenset({"content"}))
    return replace(outline, items=tuple(items))


def _introduced(items: Sequence[Item], setting: Setting) -> list[Item]:
    """Return the list right under "… tuyên truyền các nội dung sau:", in a letter or notice."""
    first = items[0] if items else None
    run = list(takewhile(lambda one: not one.roles and not one.heading and one.rank < PLAIN, items))
    strange = any(assignments.is_duty(one) or _dated(one, setting) for one in run)
    return [] if first is None or strange else run


def _under(items: Sequence[Item], at: int) -> list[Item]:
    found = []
    for item in items[at + 1 :]:
        if item.rank <= items[at].rank:
            break
        found.append(item)
    return found


def _role(heading: str, under: Sequence[Item], setting: Setting, known: set[str]) -> str:
    parts = [one for one in under if one.rank < PLAIN] or list(under)
    if len(parts) < _LEAST:
        return ""
    tests: tuple[tuple[str, Callable[[Item], bool]], ...] = (
        ("time", lambda item: _dated(item, setting)),
        ("assign", assignments.is_duty),
        ("forms", lambda item: bool(channels.named(item.text))),
    )
    for role, holds in tests:
        if (role != "forms" or role not in known) and sum(map(holds, parts)) >= _MOST * len(parts):
            return role
    if _ACTS.search(fold(heading)):
        return ""
    listed = len(parts) >= _LIST and all(one.rank < PLAIN for one in parts)
    return "content" if listed and "content" not in known else ""


def _dated(item: Item, setting: Setting) -> bool:
    """Say whether days follow a short name."""
    found = [one for one in spans(item.text, setting) if one.first or one.last]
    lead = item.text[: found[0].start] if found else ""
    return (
        bool(found)
        and 0 < len(lead.split()) <= _NAME_WORDS
        and lead.rstrip(" ").endswith((":", "(", "-", "–", ","))
    )
