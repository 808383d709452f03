import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import BlockKind, Table
from extract.options import ReadOptions
from extract.readers.plain import read


def tables(text: str) -> list[Table]:
    document = read(text.encode(), "a.txt", ReadOptions())
    return [block.table for block in document.blocks if block.table is not None]


def rows(table: Table) -> list[list[str]]:
    grid: list[list[str]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        grid[cell.row].append(cell.text)
    return grid


def spans(table: Table) -> dict[str, tuple[int, int, int, int]]:
    return {
        c.text: (c.row, c.col, c.row_span, c.col_span)
        for c in table.cells
        if (c.row_span, c.col_span) != (1, 1)
    }


THREE_ROWS = (
    "STT\tLĩnh vực\tTiếp nhận\t\t\tĐã giải quyết\n"
    "\t\tTổng\tTrong kỳ\t\t\n"
    "\t\t\tTrực tuyến\tTrực tiếp\t\n"
    "(1)\t(2)\t$(3) = (4) + (5)$\t(4)\t(5)\t(6)\n"
    "1\tĐất đai\t1.234\t1.000\t234\t0\n"
    "\tTổng cộng\t1.234\t1.000\t234\t-\n"
)


def test_header_of_three_rows_gets_its_merged_cells_back() -> None:
    (table,) = tables(THREE_ROWS)
    assert (table.n_rows, table.n_cols, table.header_rows, table.index_row) == (6, 6, 4, 3)
    assert spans(table) == {
        "STT": (0, 0, 3, 1),
        "Lĩnh vực": (0, 1, 3, 1),
        "Tiếp nhận": (0, 2, 1, 3),
        "Đã giải quyết": (0, 5, 3, 1),
        "Tổng": (1, 2, 2, 1),
        "Trong kỳ": (1, 3, 1, 2),
    }


def test_figures_stay_in_their_cells() -> None:
    (table,) = tables(THREE_ROWS)
    assert rows(table)[3:] == [
        ["(1)", "(2)", "(3) = (4) + (5)", "(4)", "(5)", "(6)"],
        ["1", "Đất đai", "1.234", "1.000", "234", "0"],
        ["", "Tổng cộng", "1.234", "1.000", "234", "-"],
    ]


def test_two_row_header_without_index_row() -> None:
    (table,) = tables("TT\tNội dung\tHình thức\t\n\t\tTrực tiếp\tTrực tuyến\n1\tHọp\tx\t\n")
    assert table.header_rows == 2
    assert spans(table)["Hình thức"] == (0, 2, 1, 2)


NOT_HEADER = {
    "group row": "TT\tTên\tSố\n\tCấp tỉnh\t\n1\tA\t5\n",
    "rest of a torn row": "TT\tTên\tKết quả\n\t\tcáo số 5/BC-STC\n2\tB\tx\n",
    "unnamed last column": "TT\tTên\tHình thức\t\n12\tA\tx\t\n13\tB\tx\t\n",
}


@pytest.mark.parametrize("text", NOT_HEADER.values(), ids=NOT_HEADER.keys())
def test_rows_of_data_are_no_header(text: str) -> None:
    (table,) = tables(text)
    assert (table.header_rows, spans(table)) == (1, {})


CELLS = {
    "italic": ("<i>(1)</i>", "(1)"),
    "paragraphs": ("<p>Một.</p> <p>Hai</p>", "Một.\nHai"),
    "unclosed list": ('<ul style="x"> - Một. - Hai 2', "- Một.\n- Hai 2"),
    "list items": ("<ul><li>Một</li><li>Hai</li></ul>", "Một\nHai"),
    "flattened list": ("- Cấp tỉnh 09/09 - Cấp huyện 03", "- Cấp tỉnh 09/09\n- Cấp huyện 03"),
    "years in a list": (
        "- Giai đoạn 2022 – 2025 - Năm 2024 - 5",
        "- Giai đoạn 2022 – 2025\n- Năm 2024 - 5",
    ),
    "dash between words": ("Khánh Hòa - Nha Trang", "Khánh Hòa - Nha Trang"),
    "break": ("Một<br>Hai", "Một\nHai"),
    "nested list": ("<ul><li>A<ul><li>B</li></ul></li></ul>", "A\nB"),
}


@pytest.mark.parametrize(("cell", "printed"), CELLS.values(), ids=CELLS.keys())
def test_crumbs_in_cells(cell: str, printed: str) -> None:
    (table,) = tables(f"TT\tTên\tGhi chú\n1\tA\t{cell}\n")
    assert table.cells[-1].text == printed


def test_newline_inside_a_cell_does_not_break_the_row() -> None:
    (table,) = tables("TT\tTên\tSố\n1\tDòng một\ndòng hai\t5\n2\tB\t6\n")
    assert rows(table)[1:] == [["1", "Dòng một\ndòng hai", "5"], ["2", "B", "6"]]


def test_row_without_its_last_tabs_is_a_row() -> None:
    (table,) = tables("TT\tTên\tSố\n1\tA\t5\nII. Cấp huyện\n2\tB\t6\n")
    assert [row[0] for row in rows(table)] == ["TT", "1", "II. Cấp huyện", "2"]


NO_TABLE = {
    "letterhead": "UBND TỈNH A\tCỘNG HÒA XÃ HỘI\nSỞ B\tĐộc lập - Tự do\nSố: 1\tA, ngày 2",
    "tabbed list": "1.\tMột\n2.\tHai\n3.\tBa",
    "one gap": "Số: 5/BC\tHà Nội, ngày 5",
    "bar in a sentence": "a | b là phép hoặc",
}


@pytest.mark.parametrize("text", NO_TABLE.values(), ids=NO_TABLE.keys())
def test_gaps_are_no_table(text: str) -> None:
    assert tables(text) == []


def test_row_of_dashes_is_a_row_of_nil_counts() -> None:
    (table,) = tables("TT\tA\tB\n1\t2\t3\n-\t-\t-\n4\t5\t6\n")
    assert rows(table)[2] == ["-", "-", "-"]


def test_markdown_table_of_bars() -> None:
    (table,) = tables("| TT | Tên |\n| --- | :-: |\n| 1 | a \\| b |\n|  | 1.234 |\n")
    assert table.header_rows == 1
    assert rows(table) == [["TT", "Tên"], ["1", "a | b"], ["", "1.234"]]


HTML = (
    "Trước\n<table border=1><tr><th rowspan='2'>TT</th><th colspan=2>Số **hồ** sơ</th></tr>\n\n"
    "<tr><th>A</th><th>B</th></tr><tr><td>1</td><td>x<table><tr><td>n</td><td>m</td></tr></table>y"
    "</td><td>10.234</td></tr></table>\nsau"
)


def test_html_table_in_markdown() -> None:
    (table,) = tables(HTML)
    assert (table.n_rows, table.n_cols, table.header_rows) == (3, 3, 2)
    assert spans(table) == {"TT": (0, 0, 2, 1), "Số hồ sơ": (0, 1, 1, 2)}
    assert rows(table)[2] == ["1", "x\ny", "10.234"]
    (nested,) = table.cells[-2].tables
    assert rows(nested) == [["n", "m"]]


def test_text_around_an_html_table_is_kept_in_order() -> None:
    document = read(HTML.encode(), "a.md", ReadOptions())
    kinds = [block.kind for block in document.blocks]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH]


def test_table_tag_without_an_end_is_a_crumb() -> None:
    assert tables("<table><tr><td>1\n\nChữ") == []


CELL = st.text(st.sampled_from("ab 1.,đ%-()"), max_size=6).map(str.strip)


@given(
    st.integers(2, 5).flatmap(
        lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), max_size=6)
    )
)
def test_no_cell_is_lost_or_moved(body: list[list[str]]) -> None:
    width = len(body[0]) if body else 3
    head = ["STT", *(f"Cột {chr(97 + n)}" for n in range(width - 1))]
    end = ["99", *["hết"] * (width - 1)]
    body = [[str(n), *row[1:]] for n, row in enumerate(body)]
    drawn = "\n".join("\t".join(row) for row in [head, *body, end, end])
    (table,) = tables(drawn)
    assert rows(table) == [head, *body, end, end]


def test_columns_that_blanks_set_apart() -> None:
    (table,) = tables(
        "TT   Ngày tháng   Số ký hiệu     Nội dung\n"
        "01   16/6/2017    1324/STC-VP    Về số hóa hồ sơ\n"
        "02   10/8/2017    1763/KH-STC    Về  kỷ luật\n"
    )
    assert rows(table)[1:] == [
        ["01", "16/6/2017", "1324/STC-VP", "Về số hóa hồ sơ"],
        ["02", "10/8/2017", "1763/KH-STC", "Về  kỷ luật"],
    ]


def test_cells_left_empty_between_blanks() -> None:
    (table,) = tables(
        "TT   Tên thủ tục        Lĩnh vực     Ghi chú\n"
        "1    Cấp giấy phép      Xây dựng\n"
        "2    Công bố giá                     Mới\n"
        "3    Thẩm định dự án    Đầu tư\n"
    )
    assert rows(table) == [
        ["TT", "Tên thủ tục", "Lĩnh vực", "Ghi chú"],
        ["1", "Cấp giấy phép", "Xây dựng", ""],
        ["2", "Công bố giá", "", "Mới"],
        ["3", "Thẩm định dự án", "Đầu tư", ""],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "UBND TỈNH A   CỘNG HÒA XÃ HỘI   VIỆT NAM\nSỞ B          Độc lập           Tự do",
        "Một    hai    ba\nbốn   năm    sáu\n",
        "Một    hai\nbốn    năm\n",
        "Một   hai   ba\n",
        "Một   hai   ba\nbốn   năm\nsáu   bảy\n",
        "Một   hai   ba   bốn\nnăm   sáu và bảy   tám\nchín   mười và   một   hai\n",
    ],
    ids=[
        "letterhead",
        "columns that do not stand below each other",
        "two columns",
        "one row",
        "few cells",
        "over a column",
    ],
)
def test_wide_blanks_that_draw_no_table(text: str) -> None:
    assert tables(text) == []


def test_the_two_sides_of_a_letterhead_take_no_line_in() -> None:
    text = "SỞ Y TẾ         Độc lập\nSố: 5/SYT-VP    A, ngày 02 tháng 3 năm 2022\nV/v báo cáo"
    document = read(text.encode(), "a.txt", ReadOptions())
    assert [block.text for block in document.blocks][-1] == "V/v báo cáo"
