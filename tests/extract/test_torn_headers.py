"""A header that the end of a page tears, within its rows or between them."""

from dataclasses import replace

import pytest

from extract.document import Block, BlockKind, Box, Cell, Place, Table, TextSpan
from extract.tables import stitch
from extract.torn_headers import completed
from tests.grids import document, table, tables_of, texts

INDEX = "(1)|(2)|(3)|(4)|(5)=(3)+(4)\n"
ROWS = "1|Đất đai|2|3|5\n2|Hộ tịch|1|1|2"


def on(page: int, given: Table) -> Block:
    spans = (TextSpan(0, 1, Place(page)),)
    return Block(0, BlockKind.TABLE, given.layout()[0], spans=spans, table=given)


def stitched(*parts: Table | str) -> list[Table]:
    blocks = [on(page, p) if isinstance(p, Table) else p for page, p in enumerate(parts, 1)]
    return tables_of(stitch(document(*blocks)))


def merged(given: Table, spans: dict[int, int]) -> Table:
    """Return a one-row table whose cells head so many columns, 40 points each."""
    cells, at = [], 0
    for cell in given.cells:
        width = 40.0 * spans.get(cell.col, 1)
        box = Box(50.0 + at, 700.0, 50.0 + at + width - 10, 710.0)
        cells.append(replace(cell, spans=(TextSpan(0, len(cell.text), Place(1, box)),)))
        at += int(width)
    return replace(given, cells=tuple(cells))


def test_a_row_of_heads_torn_in_the_middle() -> None:
    first = table("TT|Tên cơ|Số quyết|Số văn|Tổng", page=1)
    second = table("|quan|định|bản|\n" + INDEX + ROWS, page=2)
    (joined,) = stitched(first, second)
    assert texts(joined)[0] == ["TT", "Tên cơ quan", "Số quyết định", "Số văn bản", "Tổng"]
    assert (joined.header_rows, joined.index_row, joined.n_rows) == (2, 1, 4)
    assert joined.fragments[-1].merged_rows == 1


def test_a_group_parted_from_the_heads_below_it() -> None:
    first = merged(table("TT|Lĩnh vực|Trong kỳ|Tổng", page=1), {2: 2})
    second = table("||Trực tuyến|Trực tiếp|cộng\n" + INDEX + ROWS, page=2)
    (joined,) = stitched(first, second)
    assert texts(joined)[:2] == [
        ["TT", "Lĩnh vực", "Trong kỳ", "", "Tổng cộng"],
        ["", "", "Trực tuyến", "Trực tiếp", ""],
    ]
    spans = {c.text: (c.row_span, c.col_span) for c in joined.cells if c.row == 0}
    assert spans["Trong kỳ"] == (1, 2)
    assert spans["Tổng cộng"] == (2, 1)
    assert sum(f.rows_in - f.merged_rows for f in joined.fragments) == joined.n_rows


@pytest.mark.parametrize(
    ("head", "rest", "page"),
    [
        ("TT|Tên|Một|Hai|Ba", "TT|Tên|Một|Hai|Ba\n" + INDEX + ROWS, 2),
        ("TT|Tên|Một|Hai|Ba", "|cơ quan|||\n" + INDEX + ROWS, 3),
        ("TT|Tên|Một|Hai|Ba\n1|Đất đai|2|3|5", "|cơ quan|||\n" + INDEX + ROWS, 2),
        ("TT|Tên|Một|Hai|Ba", "|cơ quan|||\n" + ROWS, 2),
    ],
    ids=["a head of its own", "pages between", "rows already", "no numbers of columns"],
)
def test_what_is_no_torn_header(head: str, rest: str, page: int) -> None:
    first = tables_of(stitch(document(on(1, table(head, page=1)))))[0]
    second = tables_of(stitch(document(on(page, table(rest, page=page)))))[0]
    assert completed(first, second) is None


def test_heads_that_stand_over_no_columns_are_left() -> None:
    first = table("TT|Tên|Một", page=1, x=400.0)
    second = table("|cơ quan|||\n" + INDEX + ROWS, page=2)
    assert len(stitched(first, second)) == 2


def test_formulas_torn_from_their_row() -> None:
    first = table("TT|Lĩnh vực|Một|Hai|Tổng\n(1)|(2)|(3)|(4)|(5)=(3)", page=1)
    second = table("||||+(4)\n" + ROWS, page=2)
    (joined,) = stitched(first, second)
    assert texts(joined)[1][4].replace(" ", "") == "(5)=(3)+(4)"
    assert texts(joined)[2][:2] == ["1", "Đất đai"]


def test_a_header_parted_from_the_row_that_numbers_its_columns() -> None:
    first = table("TT|Lĩnh vực|Một|Hai|Tổng", page=1)
    (joined,) = stitched(first, table(INDEX + ROWS, page=2))
    assert (joined.header_rows, joined.index_row, joined.n_rows) == (2, 1, 4)


def test_the_words_of_a_header_without_numbers_go_on() -> None:
    first = table("TT|Ngày tháng|Số ký hiệu văn|Nội dung", page=1)
    (joined,) = stitched(first, table("||bản|\n1|16/7/2021|12/UBND-VP|x", page=2))
    assert texts(joined)[0][2] == "Số ký hiệu văn bản"
    assert joined.n_rows == 2


def test_a_row_of_counts_is_no_end_of_formulas() -> None:
    first = table("TT|Lĩnh vực|Một|Hai|Tổng\n(1)|(2)|(3)|(4)|(5)=(3)", page=1)
    (joined,) = stitched(first, table("||2|3|5\n" + ROWS, page=2))
    assert joined.n_rows == 5


def test_a_total_alone_below_a_footnote_ends_the_table() -> None:
    first = table("TT|Lĩnh vực|Một|Hai|Tổng\n" + ROWS, page=1)
    total = table("|Tổng cộng|3|4|7", page=2)
    note = Block(0, BlockKind.PARAGRAPH, "1 Thông tư số 01/2020/TT-VPCP.")
    (joined,) = tables_of(stitch(document(on(1, first), note, on(2, total))))
    assert texts(joined)[-1] == ["", "Tổng cộng", "3", "4", "7"]
    other = table("|Cấp huyện|3|4|7", page=2)
    assert len(tables_of(stitch(document(on(1, first), note, on(2, other))))) == 2


def test_a_cell_keeps_its_places() -> None:
    first = table("TT|Tên cơ|Một|Hai|Ba", page=1)
    second = table("|quan|||\n" + INDEX + ROWS, page=2)
    (joined,) = stitched(first, second)
    cell = next(c for c in joined.cells if c.text == "Tên cơ quan")
    assert isinstance(cell, Cell)
    assert [span.place.page for span in cell.spans] == [1, 2]
