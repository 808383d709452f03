"""Word tables: merged cells, columns nobody sees, rows struck out, cells in content controls."""

import pytest
from lxml import etree

from extract.office.grids import Grid, read_grid

XMLNS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def cell(text: str = "", settings: str = "") -> str:
    return f"<w:tc><w:tcPr>{settings}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def row(*cells: str, settings: str = "") -> str:
    return f"<w:tr><w:trPr>{settings}</w:trPr>{''.join(cells)}</w:tr>"


def grid(*rows: str, widths: tuple[int, ...] = ()) -> Grid:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    xml = f"<w:tbl {XMLNS}><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    return read_grid(etree.fromstring(xml))


def shape(found: Grid) -> list[tuple[str, int, int, int, int]]:
    return [
        ("".join(c.element.itertext()), c.row, c.col, c.row_span, c.col_span) for c in found.cells
    ]


SPAN2 = '<w:gridSpan w:val="2"/>'
START = '<w:vMerge w:val="restart"/>'
ON = "<w:vMerge/>"


def test_a_header_of_two_rows() -> None:
    found = grid(
        row(cell("TT", START), cell("Số hồ sơ", SPAN2)),
        row(cell("", ON), cell("Tiếp nhận"), cell("Trả")),
        row(cell("1"), cell("5"), cell("4")),
    )
    assert (found.n_rows, found.n_cols) == (3, 3)
    assert shape(found) == [
        ("TT", 0, 0, 2, 1), ("Số hồ sơ", 0, 1, 1, 2), ("Tiếp nhận", 1, 1, 1, 1),
        ("Trả", 1, 2, 1, 1), ("1", 2, 0, 1, 1), ("5", 2, 1, 1, 1), ("4", 2, 2, 1, 1),
    ]  # fmt: skip


def test_a_merge_ends_where_another_cell_comes_between() -> None:
    found = grid(
        row(cell("a"), cell("b", START)),
        row(cell("c", SPAN2)),
        row(cell("d"), cell("e", ON)),
    )
    assert [(name, rows) for name, _, _, rows, _ in shape(found)] == [
        ("a", 1), ("b", 1), ("c", 1), ("d", 1), ("e", 1),
    ]  # fmt: skip


def test_the_old_horizontal_merge_is_a_span() -> None:
    found = grid(
        row(cell("a", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("b")),
        row(cell("1"), cell("2"), cell("3")),
    )
    assert shape(found)[:2] == [("a", 0, 0, 1, 2), ("b", 0, 2, 1, 1)]


def test_columns_at_which_no_cell_begins_are_left_out() -> None:
    found = grid(
        row(cell("a", SPAN2), cell("b", '<w:gridSpan w:val="3"/>')),
        row(cell("1", SPAN2), cell("2", '<w:gridSpan w:val="3"/>')),
    )
    assert found.n_cols == 2
    assert [c[2] for c in shape(found)] == [0, 1, 0, 1]


def test_edges_that_look_like_one_are_one() -> None:
    """The header's edge lies two points beside that of the data: people see two columns."""
    found = grid(
        row(cell("TT"), cell("Lĩnh vực", SPAN2)),
        row(cell("1", SPAN2), cell("Đất đai")),
        widths=(1000, 40, 3000),
    )
    assert found.n_cols == 2
    assert shape(found) == [
        ("TT", 0, 0, 1, 1), ("Lĩnh vực", 0, 1, 1, 1), ("1", 1, 0, 1, 1), ("Đất đai", 1, 1, 1, 1),
    ]  # fmt: skip


def test_a_narrow_column_with_cells_of_its_own_stays() -> None:
    found = grid(row(cell("a"), cell("b"), cell("c")), widths=(1000, 40, 3000))
    assert found.n_cols == 3


def test_skipped_columns_before_a_row_keep_the_others_in_place() -> None:
    found = grid(row(cell("a"), cell("b")), row(cell("2"), settings='<w:gridBefore w:val="1"/>'))
    assert shape(found)[-1] == ("2", 1, 1, 1, 1)


def test_a_row_struck_out_is_no_row() -> None:
    found = grid(row(cell("a")), row(cell("b"), settings="<w:del/>"), row(cell("c")))
    assert [c[0] for c in shape(found)] == ["a", "c"]
    assert len(found.deleted) == 1


def test_rows_and_cells_in_content_controls_are_read() -> None:
    held = f"<w:sdt><w:sdtContent>{row(cell('b'))}</w:sdtContent></w:sdt>"
    inner = row(f"<w:sdt><w:sdtContent>{cell('c')}</w:sdtContent></w:sdt>")
    assert [c[0] for c in shape(grid(row(cell("a")), held, inner))] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("flag", "is_header"),
    [("<w:tblHeader/>", True), ('<w:tblHeader w:val="0"/>', False), ("", False)],
)
def test_repeated_rows_are_header(flag: str, is_header: bool) -> None:
    assert grid(row(cell("a"), settings=flag)).cells[0].is_header is is_header


def test_a_span_of_millions_costs_no_memory() -> None:
    far = '<w:gridBefore w:val="2147483647"/>'
    wide = '<w:gridSpan w:val="99999999"/>'
    found = grid(row(cell("1"), cell("2", wide)), row(cell("3"), settings=far))
    assert [text for text, *_ in shape(found)] == ["1", "2", "3"]
    assert found.n_cols < 5000
