"""Tables in plain words: read, refused with the row named, written so that they read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.channels.portal import rules
from loa.channels.portal.tables import MOST_ROWS, Table, TableError, parts, typed, written

VOTES = Table(("Đại biểu", "Số phiếu"), (("Đại biểu 01", "120"), ("Đại biểu 02", "118")))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Đại biểu\tSố phiếu\nĐại biểu 01\t120\nĐại biểu 02\t118\n", id="pasted"),
        pytest.param(
            "Đại biểu | Số phiếu\nĐại biểu 01 | 120\n\nĐại biểu 02 | 118", id="typed-with-a-gap"
        ),
        pytest.param(written(VOTES), id="as-written"),
    ],
)
def test_a_table_is_read(text: str) -> None:
    assert typed(text) == VOTES


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        pytest.param("", "too-few", 0, id="nothing"),
        pytest.param("a | b", "too-few", 0, id="only-a-head"),
        pytest.param("a\nb", "too-few", 0, id="one-column"),
        pytest.param("a | b\n1 | 2\n3", "ragged", 3, id="a-cell-short"),
        pytest.param("a | b\n1 | 2 | 3", "ragged", 2, id="a-cell-too-many"),
        pytest.param("a | | c\n1 | 2 | 3", "no-head", 1, id="a-column-without-a-name"),
        pytest.param("a | b\n1 | " + "x" * 201, "long-cell", 2, id="long"),
        pytest.param("a | b\n" + "1 | 2\n" * MOST_ROWS, "too-many-rows", 0, id="many-rows"),
        pytest.param("a|" * 12 + "b\n" + "1|" * 12 + "2", "too-many-columns", 0, id="columns"),
    ],
)
def test_what_is_no_table_is_refused_with_its_row(text: str, code: str, row: int) -> None:
    with pytest.raises(TableError) as refused:
        typed(text)
    assert (refused.value.code, refused.value.row) == (code, row)


def test_a_text_keeps_its_words_and_its_tables_in_order() -> None:
    text = f"Mở đầu.\n\nKết quả\n{written(VOTES)}\n\nHết | thật."
    captioned = Table(VOTES.head, VOTES.rows, "Kết quả")
    assert parts(text) == ["Mở đầu.", captioned, "Hết | thật."]


def test_a_table_is_walked_through_by_head_and_row_and_bears_no_mark_up_of_others() -> None:
    shown = rules.paragraphs("| A<b> | B |\n| x | 1.200 |\n| y & z | <script> |")
    assert '<th scope="col">A&lt;b&gt;</th>' in shown
    assert '<th scope="col">B</th>' in shown
    assert '<th scope="row">y &amp; z</th>' in shown
    assert '<td class="number">1.200</td>' in shown
    assert "<script>" not in shown


def test_the_name_of_a_column_of_numbers_stands_as_they_do() -> None:
    assert '<th scope="col" class="number">Số phiếu</th>' in rules.paragraphs(written(VOTES))


def test_a_summary_leaves_tables_out() -> None:
    assert rules.summary(f"Mở đầu.\n\n{written(VOTES)}\n\nKết.") == "Mở đầu. Kết."


cells = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="|"), min_size=1, max_size=9
)


@given(
    st.integers(2, 5).flatmap(lambda n: st.lists(st.tuples(*[cells] * n), min_size=2, max_size=6))
)
def test_what_is_written_is_read_back(rows: list[tuple[str, ...]]) -> None:
    table = Table(rows[0], tuple(rows[1:]))
    (found,) = parts(written(table))
    assert found == table
