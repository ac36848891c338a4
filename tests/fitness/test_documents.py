"""The documents at the root and in docs/ hold what they say: links, rooms, words, decisions."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from tests.fitness.law import ranks

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
PICTURES = ROOT / "docs" / "pictures"  # taken from the running pages, not written by hand
DECISIONS = ROOT / "docs" / "decisions"
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)(?:#[^)]*)?\)")
ROW = re.compile(r"^\| (?P<term>[^|]+) \| (?P<labels>[^|]+) \|", re.MULTILINE)
MADE = re.compile(r"(?:^|`)make ([a-z]+)", re.MULTILINE)
MACHINE = re.compile(r"(?<![\w.])/(?:home|Users|root|work|tmp)/")  # a path of whoever wrote it

# As staff say them.
SAID = {
    "plan": "Kế hoạch",
    "monthly orientation": "Định hướng tháng",
    "phase": "Đợt",
    "topic": "Nội dung",
    "target": "Chỉ tiêu",
    "event theme": "Chủ đề",
    "message": "Tin đã duyệt",
    "variant: loudspeaker": "Bản đọc loa",
    "variant: portal": "Bản đăng cổng",
    "placement": "Lịch đăng, phát",
    "evidence": "Minh chứng",
    "grade: reported": "Tự báo cáo",
    "grade: recorded": "Có nhật ký, ảnh",
    "grade: confirmed": "Đã kiểm tra",
    "coverage": "Kết quả so với kế hoạch",
    "grid": "Khung chương trình",
    "rundown": "Lịch phát trong ngày",
    "as-run": "Nhật ký phát",
    "make-good": "Phát bù",
    "relay": "Tiếp sóng",
    "assignment": "Phân công",
    "work order": "Phiếu giao việc",
    "disposition": "Hướng xử lý",
    "synthesis": "Báo cáo tổng hợp ý kiến",
    "receipt": "Phiếu tiếp nhận",
    "correction": "Đính chính",
    "retraction": "Thu hồi",
    "rehearsal": "Chạy thử",
    "drill": "Diễn tập",
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def glossary() -> dict[str, list[str]]:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [row for row in ROW.finditer(text) if row["term"] != "term"]
    return {row["term"]: row["labels"].split(" / ") for row in rows if "---" not in row["term"]}


def catalogued() -> Iterator[tuple[str, str, str]]:
    """Yield room, msgid and Vietnamese of every plain string; a context is another meaning."""
    source = ROOT / "src" / "loa"
    for po in sorted(source.rglob("django.po")):
        with po.open("rb") as file:
            for message in read_po(file, locale="vi"):
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                texts = message.string if isinstance(message.string, tuple) else (message.string,)
                if message.id and texts[0] and not message.context:
                    yield po.relative_to(source).parts[0], str(ids[0]), str(texts[0])


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_leads_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    targets = {link: (document.parent / link).resolve() for link in links}
    missing = [
        link
        for link, target in targets.items()
        if not target.exists() and not (target.parent == PICTURES and not PICTURES.exists())
    ]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_no_document_names_a_path_of_its_writers_machine(document: Path) -> None:
    assert MACHINE.findall(document.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_what_a_document_tells_to_make_can_be_made(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    can = set(re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE))
    told = MADE.findall(document.read_text(encoding="utf-8"))
    assert [target for target in told if target not in can] == []


def test_the_page_on_health_explains_every_duty_of_the_ticker() -> None:
    page = (ROOT / "docs" / "operate" / "health.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(loa\.[a-z_.]+)` \|", page, re.MULTILINE)
    assert rows == settings.TICKER_DUTIES


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines()]
    assert lines[:2] == ["GNU AFFERO GENERAL PUBLIC LICENSE", "Version 3, 19 November 2007"]
    assert lines[-1] == "<https://www.gnu.org/licenses/>."
    numbers = [int(n) for n in re.findall(r"^  (\d+)\. [A-Z]", text, re.MULTILINE)]
    assert numbers == list(range(18))


def test_the_architecture_page_places_every_room_of_the_law() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    there = {room for room in ranks() if list((ROOT / "src" / "loa").glob(f"{room}*"))}
    assert [room for room in sorted(there) if f"`{room}" not in page] == []


def test_the_glossary_has_every_label_as_staff_say_it() -> None:
    found = glossary()
    assert {term: found.get(term, ["?"])[0] for term in SAID} == SAID


def test_the_catalogues_use_the_glossarys_words() -> None:
    allowed = {term: {label.casefold() for label in labels} for term, labels in glossary().items()}
    strangers = []
    compared = 0
    for room, msgid, text in catalogued():
        term = msgid.casefold()
        labels = allowed.get(term) or allowed.get(term.removesuffix("s"))
        if labels is None:
            continue
        compared += 1
        if text.casefold().removeprefix("các ") not in labels:
            strangers.append(f"{room}: {msgid!r} is {text!r}, in the glossary {sorted(labels)}")
    assert strangers == []
    assert compared > len(SAID)  # the catalogues were found


def test_decisions_are_numbered_without_gaps_and_name_their_costs() -> None:
    pages = sorted(DECISIONS.glob("[0-9]*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert (page.name, headings) == (page.name, ["Context", "Decision", "Costs"])
        assert len(text.split()) < 600, f"{page.name} is longer than a page"


def test_every_decision_is_listed() -> None:
    listed = (DECISIONS / "README.md").read_text(encoding="utf-8")
    assert [p.name for p in sorted(DECISIONS.glob("[0-9]*.md")) if p.name not in listed] == []
