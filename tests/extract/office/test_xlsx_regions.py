"""Sheets taken apart: tables told from captions, letterheads, notes and signatures."""

from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Border, Side
from openpyxl.workbook import Workbook

from extract.layout import arrange
from extract.office.sheet_regions import Area, take_apart
from extract.office.sheet_rows import index_rows
from extract.office.sheets import Range, Sheet, SheetCell
from extract.options import ReadOptions
from extract.readers.xlsx import read
from extract.tables import stitch

LINE = Side(style="thin")
RULED = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEAD = [
    ["STT", "Lĩnh vực", "Tổng số", "Trực tuyến", "Trực tiếp"],
    ["(1)", "(2)", "(3)=(4)+(5)", "(4)", "(5)"],
]
DATA = [["1", "Đất đai", 5, 3, 2], ["2", "Giá", 1, 1, 0]]
SIGNED = [["Người lập biểu", None, None, "Giám đốc"], ["(Ký)", None, None, "(Ký, đóng dấu)"]]


def write(
    book: Workbook, rows: list[list[object]], top: int, left: int = 1, ruled: bool = True
) -> int:
    for at, row in enumerate(rows):
        for col, value in enumerate(row):
            cell = book.active.cell(top + at, left + col, value)
            if ruled:
                cell.border = RULED
    return top + len(rows)


def parts(book: Workbook) -> list[str]:
    """Return the blocks' texts, tables as `rows x columns: first cell`."""
    buffer = BytesIO()
    book.save(buffer)
    blocks = read(buffer.getvalue(), "made.xlsx", ReadOptions()).blocks
    return [
        f"{b.table.n_rows} x {b.table.n_cols}: {b.table.cells[0].text}" if b.table else b.text
        for b in blocks
    ]


def test_letterhead_caption_table_and_signatures() -> None:
    book = openpyxl.Workbook()
    write(book, [["UBND TỈNH X", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]], 1, ruled=False)
    write(book, [["SỞ TÀI CHÍNH", None, "Độc lập - Tự do - Hạnh phúc"]], 2, ruled=False)
    write(book, [["TÌNH HÌNH GIẢI QUYẾT"], ["Kỳ báo cáo:", "Quý I/2024"]], 4, ruled=False)
    for row, left, right in ((1, 1, 2), (1, 3, 5), (2, 1, 2), (2, 3, 5), (4, 1, 5)):
        book.active.merge_cells(None, row, left, row, right)
    end = write(book, HEAD + DATA, 6)
    write(book, SIGNED, end + 1, ruled=False)
    assert parts(book) == [
        "UBND TỈNH X",
        "SỞ TÀI CHÍNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "TÌNH HÌNH GIẢI QUYẾT",
        "Kỳ báo cáo: Quý I/2024",
        "4 x 5: STT",
        "Người lập biểu",
        "(Ký)",
        "Giám đốc",
        "(Ký, đóng dấu)",
    ]


def test_a_title_inside_the_lines_is_a_caption_and_a_group_is_a_row() -> None:
    book = openpyxl.Workbook()
    group = [["A. CẤP TỈNH", None, None, None, None]]
    write(book, [["TỔNG HỢP", None, None, None, None], *HEAD, *group, *DATA], 1)
    book.active.merge_cells("A1:E1")
    book.active.merge_cells("A4:E4")
    assert parts(book) == ["TỔNG HỢP", "5 x 5: STT"]


def test_a_second_part_below_in_the_same_lines_is_a_table_of_its_own() -> None:
    book = openpyxl.Workbook()
    title = ["II. KẾT QUẢ THỰC HIỆN", None, None, None, None]
    write(book, [*HEAD, *DATA, title, *HEAD, *DATA], 1)
    book.active.merge_cells("A5:E5")
    assert parts(book) == ["4 x 5: STT", "II. KẾT QUẢ THỰC HIỆN", "4 x 5: STT"]


def test_two_tables_with_a_caption_between() -> None:
    book = openpyxl.Workbook()
    end = write(book, HEAD + DATA, 1)
    book.active.cell(end + 1, 1, "II. KẾT QUẢ")
    write(book, HEAD + DATA, end + 3)
    assert parts(book) == ["4 x 5: STT", "II. KẾT QUẢ", "4 x 5: STT"]


def test_two_tables_side_by_side() -> None:
    book = openpyxl.Workbook()
    write(book, HEAD + DATA, 1)
    write(book, [["Kỳ", "Năm"], ["1", "2024"]], 1, left=8)
    assert parts(book) == ["4 x 5: STT", "2 x 2: Kỳ"]


@pytest.mark.parametrize("ruled", [2, 0], ids=["only-the-header-ruled", "nothing-ruled"])
def test_rows_without_lines_belong_to_their_table(ruled: int) -> None:
    book = openpyxl.Workbook()
    write(book, [["BIỂU TỔNG HỢP"]], 1, ruled=False)
    end = write(book, HEAD, 3, ruled=bool(ruled))
    end = write(book, [*DATA, ["", "Tổng cộng", 6, 4, 2]], end, ruled=False)
    write(book, [["Ghi chú: số liệu sơ bộ"], *SIGNED], end, ruled=False)
    assert parts(book)[:3] == ["BIỂU TỔNG HỢP", "5 x 5: STT", "Ghi chú: số liệu sơ bộ"]


def test_signatures_of_three_without_lines_are_no_table() -> None:
    book = openpyxl.Workbook()
    write(book, HEAD + DATA, 1)
    rows = [["Lập", "Soát", "Duyệt"], ["x", "y", "z"], ["Nguyễn A", "Trần B", "Lê C"]]
    write(book, rows, 7, ruled=False)
    assert parts(book) == ["4 x 5: STT", *(row[i] for i in range(3) for row in rows)]


def test_blank_rows_and_columns_at_the_edges_are_trimmed() -> None:
    book = openpyxl.Workbook()
    blank: list[list[object]] = [[None] * 5] * 3
    write(book, [*HEAD, *DATA, *blank], 4, left=3)
    assert parts(book) == ["4 x 5: STT"]


def test_columns_that_only_merges_make_are_none() -> None:
    book = openpyxl.Workbook()
    write(book, [["STT", "Lĩnh vực", None, "Số"], ["1", "Giá", None, 4], ["2", "Đất", None, 5]], 1)
    for row in (1, 2, 3):
        book.active.merge_cells(None, row, 2, row, 3)
    assert parts(book) == ["3 x 3: STT"]


def test_spans_come_from_merged_ranges() -> None:
    book = openpyxl.Workbook()
    write(book, [["STT", "Số", None], [None, "Nam", "Nữ"], ["1", 4, 5]], 1)
    book.active.merge_cells("A1:A2")
    book.active.merge_cells("B1:C1")
    buffer = BytesIO()
    book.save(buffer)
    table = read(buffer.getvalue(), "made.xlsx", ReadOptions()).blocks[0].table
    assert table is not None
    assert [(c.text, c.row, c.col, c.row_span, c.col_span) for c in table.cells[:3]] == [
        ("STT", 0, 0, 2, 1),
        ("Số", 0, 1, 1, 2),
        ("Nam", 1, 1, 1, 1),
    ]


def test_the_second_part_takes_the_forms_code_from_the_first() -> None:
    book = openpyxl.Workbook()
    end = write(book, [["Biểu số II.07b/VPCP/KSTT"], ["I. SỐ LƯỢNG THỦ TỤC"]], 1, ruled=False)
    end = write(book, HEAD + DATA, end)
    book.active.cell(end + 1, 1, "II. KẾT QUẢ THỰC HIỆN")
    write(book, HEAD + DATA, end + 2)
    buffer = BytesIO()
    book.save(buffer)
    document = stitch(arrange(read(buffer.getvalue(), "made.xlsx", ReadOptions())))
    captions = [b.table.caption for b in document.blocks if b.table]
    assert [(c.form_text, c.part) for c in captions] == [
        ("Biểu số II.07b/VPCP/KSTT", "I"),
        ("Biểu số II.07b/VPCP/KSTT", "II"),
    ]


POSITIONS = st.tuples(st.integers(0, 12), st.integers(0, 6))
TEXTS = st.sampled_from(["a", "(1)", "(2)", "5", "1.251", "Giám đốc", "Kỳ:", "II. KẾT QUẢ"])
MERGES = st.builds(
    lambda at, down, over: Range(at[0], at[1], at[0] + down, at[1] + over),
    POSITIONS,
    st.integers(0, 2),
    st.integers(0, 6),
)


@given(
    st.dictionaries(POSITIONS, TEXTS.map(SheetCell), max_size=50),
    st.frozensets(POSITIONS, max_size=60),
    st.lists(MERGES, max_size=4),
)
def test_every_cell_that_prints_stands_in_one_part_and_one_only(
    cells: dict[tuple[int, int], SheetCell],
    ruled: frozenset[tuple[int, int]],
    merges: list[Range],
) -> None:
    rows = index_rows(Sheet("S", cells=cells, merges=tuple(merges), ruled=ruled))
    printed = [cell.text for row in rows.cells.values() for cell in row.values()]
    found: list[str] = []
    for part in take_apart(rows, ()):
        if isinstance(part, Area):
            at = (rows.printed(r).get(c) for r, c in rows.positions(part.bounds))
            found += [cell.text for cell in at if cell]
        else:
            found.append(part.cell.text)
    assert sorted(" ".join(found).split()) == sorted(" ".join(printed).split())
