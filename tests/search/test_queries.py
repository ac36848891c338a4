"""What a question finds, on the database that the tests run on."""

from datetime import UTC, datetime, timedelta

import pytest

from loa.search.actions import forget, index, index_many, learn, reindex
from loa.search.models import Found
from loa.search.queries import Answer, find
from loa.search.rules import Entry, Narrowed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 1, tzinfo=UTC)
DAY0 = datetime(2026, 3, 2, 8, tzinfo=UTC)


def entry(slug: str, title: str, text: str = "", day: int = 0, **more: object) -> Entry:
    at = DAY0 + timedelta(days=day)
    return Entry(
        key=slug, url=f"/{slug}/", title=title, text=text, kind="article", published_at=at, **more
    )  # type: ignore[arg-type]


def found(text: str, **narrowed: object) -> list[str]:
    answer = find(text, now=NOW, narrowed=Narrowed(**narrowed))  # type: ignore[arg-type]
    return [hit.url.strip("/") for hit in answer.hits]


@pytest.mark.parametrize(
    ("asked", "urls"),
    [
        pytest.param("du thao", ["title", "text"], id="without-accents"),
        pytest.param("dự thảo", ["title", "text"], id="with-accents"),
        pytest.param("DỰ THẢO", ["title", "text"], id="capitals"),
        pytest.param("dự thao", ["title", "text"], id="half-accented"),
        pytest.param("thảo dự", ["title", "text"], id="the-other-way-round"),
        pytest.param("du thao van kien", ["title"], id="more-words"),
        pytest.param("12/2024/NQ-HĐND", ["number"], id="whole-number"),
        pytest.param("12/2024", ["number"], id="part-of-a-number"),
        pytest.param("nq-hdnd", ["number"], id="its-letters"),
        pytest.param("nq hd", ["number"], id="half-typed"),
        pytest.param("2024/nq", ["number"], id="its-middle"),
        pytest.param("13/2024/NQ-HĐND", ["number"], id="nearest-number-when-there-is-none"),
        pytest.param("", [], id="nothing"),
        pytest.param("./. — *", [], id="no-words"),
    ],
)
def test_find(asked: str, urls: list[str]) -> None:
    index_many(
        [
            entry("text", "Họp thôn", "Bà con góp ý vào dự thảo.", day=9),
            entry("title", "Dự thảo văn kiện", "Toàn văn.", day=1),
            entry("number", "Về mức thu phí", "Nghị quyết số 12/2024/NQ-HĐND./.", day=2),
        ]
    )
    assert found(asked) == urls


def test_exact_accents_come_first_then_the_newest() -> None:
    index_many(
        [
            entry("mua-old", "Mưa lớn", day=0),
            entry("mua-text", "Tin", "trời mưa", day=1),
            entry("buy", "Mua lúa giống", day=8),
            entry("season", "Mùa gặt", day=9),
            entry("mua-new", "Mưa đá", day=3),
        ]
    )
    assert found("mưa") == ["mua-new", "mua-old", "mua-text", "season", "buy"]
    assert found("mua") == ["buy", "season", "mua-new", "mua-old", "mua-text"]


def test_old_and_new_spelling_of_a_tone_are_the_same() -> None:
    index_many([entry("old", "Xã Hòa Mục"), entry("other", "Xã Hoá Mục", day=1)])
    assert found("Hoà Mục") == ["old", "other"]


@pytest.mark.parametrize(
    "hostile",
    [
        '"', "'", "''; DROP TABLE search_tokens; --", "a OR b", "NEAR(a b)", "tokens : a", "^a",
        "a*", "-a", "NOT a", "a AND", "(((", "a\\", "\0", "a & | ! b:*", "%s %(x)s {0}", "\ud800",
        "<->", "🙂 góp ý", "a" * 100_000, "từ " * 5000, "\u0301", "ﬃ ﷺ ½",
    ],
)  # fmt: skip
def test_any_text_is_a_safe_question(hostile: str) -> None:
    index(entry("a", "a b", 'text "quoted" \\ \0 \' \ud800 end'))
    assert isinstance(find(hostile, now=NOW), Answer)
    assert found("b") == ["a"]


def test_hostile_entries_are_kept_as_they_are() -> None:
    title = 'x\' OR "1"="1 <script>alert(1)</script> \\'
    index(entry("x", title))
    (hit,) = find("script alert", now=NOW).hits
    assert hit.name == title


def test_staff_material_is_found_by_staff_alone() -> None:
    index_many([entry("in", "Họp giao ban nội bộ", public=False), entry("out", "Họp dân")])
    assert found("họp") == ["out"]
    assert sorted(found("họp", public_only=False)) == ["in", "out"]


@pytest.mark.parametrize(
    ("narrowed", "urls"),
    [
        ({"units": ("02020",)}, ["b"]),
        ({"units": ("02020", "02023")}, ["c", "b"]),
        ({"topics": ("ke-hoach/1.2",)}, ["a"]),
        ({"kinds": ("notice",)}, []),
        ({"sites": ("chodon.vn",)}, ["c"]),
        ({"since": DAY0 + timedelta(days=1)}, ["c", "b"]),
        ({"until": DAY0 + timedelta(days=1)}, ["a"]),
        ({"since": DAY0 + timedelta(days=1), "until": DAY0 + timedelta(days=2)}, ["b"]),
    ],
)
def test_narrowed(narrowed: dict[str, object], urls: list[str]) -> None:
    index_many(
        [
            entry("a", "Tiêm phòng", topic="ke-hoach/1.2"),
            entry("b", "Tiêm phòng", day=1, unit="02020", topic="ke-hoach/12"),
            entry("c", "Tiêm phòng", day=2, unit="02023", site="chodon.vn"),
        ]
    )
    assert found("tiem phong", **narrowed) == urls


def test_what_is_indexed_again_is_replaced_and_what_is_forgotten_is_gone() -> None:
    index(entry("a", "Lịch họp"))
    index(entry("a", "Lịch tiêm", day=4))
    assert (found("hop"), found("tiem"), Found.objects.count()) == ([], ["a"], 1)
    assert forget("a")
    assert not forget("a")
    assert found("tiem") == []


def test_entries_of_one_second_have_numbers_of_their_own() -> None:
    index_many(entry(f"tin-{n}", f"Tin {n}") for n in range(300))
    assert Found.objects.count() == 300
    assert found("tin 299") == ["tin-299"]


def test_an_entry_without_a_date_is_found_and_comes_last() -> None:
    index_many([Entry(key="a", url="/a/", title="Tin cũ", kind="article"), entry("b", "Tin cũ")])
    assert found("tin cu") == ["b", "a"]


def test_pages() -> None:
    index_many(entry(f"{n:02}", "Tin hay", day=n) for n in range(45))
    first, third = find("tin hay", now=NOW), find("tin hay", page=3, now=NOW)
    assert ([h.url for h in first.hits][:2], len(first.hits), first.more) == (
        ["/44/", "/43/"], 20, True,
    )  # fmt: skip
    assert ([h.url for h in third.hits][-1], len(third.hits), third.more) == ("/00/", 5, False)
    assert find("tin hay", page=99, now=NOW).hits == ()


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("du thoa", "dự thảo"),
        ("tiem phogn", "tiêm phòng"),
        ("tim phong", "tiêm phòng"),
        ("nghi quyetb", "nghị quyết"),
    ],
)
def test_a_slip_of_the_finger_is_understood(asked: str, meant: str) -> None:
    index_many(
        [
            entry("a", "Dự thảo văn kiện", "góp ý dự thảo"),
            entry("b", "Tiêm phòng trâu bò", "tiêm phòng", day=1),
            entry("c", "Nghị quyết mới", day=2),
        ]
    )
    while learn(NOW):
        pass
    answer = find(asked, now=NOW)
    assert (answer.meant, answer.instead, len(answer.hits)) == (meant, True, 1)


def test_no_other_spelling_is_offered_that_finds_nothing_for_this_reader() -> None:
    index(entry("a", "Dự thảo mật thư", public=False))
    while learn(NOW):
        pass
    assert find("du thoa", now=NOW) == Answer()


def test_a_long_question_finds_what_has_most_of_it() -> None:
    index(entry("a", "Lịch tiêm phòng cho trẻ em", "tại trạm y tế"))
    while learn(NOW):
        pass
    answer = find("bao giờ thì có tiêm phòng cho trẻ em ở Bằng Lũng vậy", now=NOW)
    assert ([hit.url for hit in answer.hits], answer.partly) == (["/a/"], True)


def test_the_place_of_a_text_is_shown_with_what_was_asked_marked() -> None:
    text = " ".join(["đầu"] * 60) + " bà con góp ý vào dự thảo, trước ngày 30. " + "cuối " * 60
    index(entry("a", "Họp về dự thảo", text))
    (hit,) = find("du thao", now=NOW).hits
    assert hit.title == (("Họp về ", False), ("dự thảo", True))
    assert ("dự thảo,", True) in hit.passage
    assert (hit.passage[0], hit.passage[-1][0][-2:]) == (("… ", False), " …")


def test_reindexing_changes_no_answer() -> None:
    index_many([entry("a", "Dự thảo"), entry("b", "Mưa lớn", "dự thảo", day=2)])
    assert reindex(now=NOW) == 2
    assert found("dự thảo") == ["a", "b"]
    assert find("du thoa", now=NOW).meant == "dự thảo"


def test_an_address_that_is_none_is_refused_and_nothing_is_kept() -> None:
    with pytest.raises(ValueError, match="at address ''"):
        index_many([entry("a", "Tin"), Entry(key="b", url="", title="Tin", kind="article")])
    assert Found.objects.count() == 0


@pytest.mark.parametrize(
    ("now", "public", "staff"),
    [
        pytest.param(DAY0 - timedelta(seconds=1), [], ["a"], id="before"),
        pytest.param(DAY0, ["a"], ["a"], id="from"),
        pytest.param(DAY0 + timedelta(days=3, seconds=-1), ["a"], ["a"], id="to-the-last-moment"),
        pytest.param(DAY0 + timedelta(days=3), [], ["a"], id="until"),
    ],
)
def test_the_public_finds_what_is_shown_now(
    now: datetime, public: list[str], staff: list[str]
) -> None:
    index(entry("a", "Kết quả bầu cử", hidden_at=DAY0 + timedelta(days=3)))
    everything = Narrowed(public_only=False)
    assert [hit.key for hit in find("ket qua", now=now).hits] == public
    assert [hit.key for hit in find("ket qua", now=now, narrowed=everything).hits] == staff


def test_what_is_hidden_is_dropped_when_its_time_is_over() -> None:
    index(entry("a", "Lịch cắt điện", hidden_at=DAY0 + timedelta(days=3)))
    learn(DAY0)
    assert Found.objects.count() == 1
    learn(DAY0 + timedelta(days=3))
    assert Found.objects.count() == 0
