"""Headers: how many rows, which is the index row, the path of texts above each column."""

import pytest

from extract.document import Cell, Table
from extract.headers import (
    Header,
    column_numbers,
    find_header,
    header_paths,
    is_row_number,
    printed_formulas,
)
from extract.stitching import whole
from tests.grids import FORM_06A, table

DATA_06A = "1|Đất đai|5|5|0|0|5|5|0|0|0|0|0"


@pytest.mark.parametrize(
    ("text", "rows", "index"),
    [
        pytest.param(FORM_06A + DATA_06A, 4, 3, id="three rows and an index row"),
        pytest.param("TT|Nhiệm vụ|Kết quả\n1|Rà soát|Xong", 1, None, id="one row"),
        pytest.param(
            "TT|Ngày|Nội dung|Hình thức|\n|||Trực tiếp|Trực tuyến\n1|2/3/2023|Luật|x|",
            2,
            None,
            id="a group without index row",
        ),
        pytest.param(
            "TT|Thủ tục|Mã|Ghi chú\n|Cấp tỉnh||\n1|Cấp phép|1.005429|",
            1,
            None,
            id="group row first",
        ),
        pytest.param("Tên|Tổng|Đạt|Tỷ lệ\nA|5|4|80%\nB|2|2|100%", 1, None, id="no row numbers"),
        pytest.param("A|B|1|2|3\nx|y|7|8|9", 0, None, id="letters alone head nothing"),
        pytest.param("TT|Tên|Số|Đạt\nA|B|1|2\n1|x|7|8", 2, 1, id="index row A B 1 2"),
        pytest.param("TT|Tên|Số\n1|2|3\n1|Xã A|12", 2, 1, id="bare index row 1 2 3"),
        pytest.param("TT|Giao|Đạt\n1|2|3\n2|5|7", 1, None, id="counts 1 2 3 are data"),
        pytest.param("TT|Giao|Đạt\n1|2|3", 1, None, id="a last row is data"),
        pytest.param("7|Rà soát|Đang làm\n8|Công bố|Xong", 0, None, id="the rest of a table"),
        pytest.param("|theo quy định.|\n8|Công bố|Xong", 0, None, id="a torn row first"),
        pytest.param("UBND TỈNH|CỘNG HÒA\nSỞ TÀI CHÍNH|Độc lập", 0, None, id="letterhead"),
        pytest.param("Nơi nhận: Như trên|GIÁM ĐỐC", 0, None, id="closing"),
    ],
)
def test_header_rows(text: str, rows: int, index: int | None) -> None:
    found = find_header(table(text))
    assert (found.rows, found.index_row) == (rows, index)


def test_paths_of_a_plain_table_follow_the_empty_cells() -> None:
    paths = header_paths(whole(table(FORM_06A + DATA_06A)))
    assert paths[:7] == (
        ("STT",),
        ("Lĩnh vực, công việc giải quyết theo cấp",),
        ("Số hồ sơ tiếp nhận", "Tổng số"),
        ("Số hồ sơ tiếp nhận", "Trong kỳ", "Trực tuyến"),
        ("Số hồ sơ tiếp nhận", "Trong kỳ", "Trực tiếp, dịch vụ bưu chính"),
        ("Số hồ sơ tiếp nhận", "Từ kỳ trước"),
        ("Số lượng hồ sơ đã giải quyết", "Tổng số"),
    )


def test_paths_of_merged_cells_follow_the_spans() -> None:
    cells = (
        Cell(0, 0, "TT", row_span=2),
        Cell(0, 1, "Cấp tỉnh", col_span=2),
        Cell(1, 1, "Số lượng"),
        Cell(1, 2, "Tỷ lệ"),
        Cell(2, 0, "1"),
        Cell(2, 1, "3"),
        Cell(2, 2, "50%"),
    )
    merged = whole(Table(3, 3, cells))
    assert header_paths(merged) == (("TT",), ("Cấp tỉnh", "Số lượng"), ("Cấp tỉnh", "Tỷ lệ"))


@pytest.mark.parametrize(
    "index",
    [
        "(1)|(2)|(3)=(4)+(5)|(4)|(5)",
        "<i>(1)</i>|<i>(2)</i>|<i>(3)=(4)+(5)</i>|<i>(4)</i>|<i>(5)</i>",
        "(1)|(2)|$(3) = (4) + (5)$|(4)|(5)",
    ],
)
def test_index_row_gives_numbers_and_formulas(index: str) -> None:
    given = whole(table(f"TT|Tên|Tổng|A|B\n{index}\n1|x|5|2|3"))
    assert column_numbers(given) == (1, 2, 3, 4, 5)
    assert printed_formulas(given) == ("(3)=(4)+(5)",)


def test_title_rows_in_the_grid_are_no_header() -> None:
    text = "BIỂU TỔNG HỢP|||\n|||\nTT|Tên|Số|Ghi chú\n1|Xã A|5|"
    assert find_header(table(text)) == Header(rows=3, index_row=None, certain=True, first=2)


@pytest.mark.parametrize(
    ("text", "expected"), [("1.", True), ("2.1", True), ("IV", True), ("B", True), ("B1a", False)]
)
def test_row_numbers(text: str, expected: bool) -> None:
    assert is_row_number(text) == expected
