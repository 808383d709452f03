"""Torn cells and rows: what joins, what does not, and what joins it."""

import pytest

from extract.document import Cell, TextSpan
from extract.grid import own_rows
from extract.stitching import append, continues, glue, join_cells, repeated_rows, same_table, whole
from tests.grids import table, texts

HEAD = "TT|Nhiệm vụ|Thời hạn|Kết quả\n"


@pytest.mark.parametrize(
    ("before", "after", "joint"),
    [
        ("2.002173.000", ".00.00.H32", ""),
        ("2.002173.000.", "00.00.H32", ""),
        ("Tờ trình 5024/TTr-", "STC 30/11/2022", ""),
        ("giai đoạn 2022-", "2025", ""),
        ("ngày 27/12/", "2022", ""),
        ("các thà", "nh phố", ""),
        ("Ng", "hị định", ""),
        ("thủ t", "ục hành chính", ""),
        ("Quản lý Công", "sản", " "),
        ("1074/QĐ-UBND ngày", "20/4/2018", " "),
        ("tham gia –", "phối hợp", " "),
        ("rộng 50", "m", " "),
        ("số", "/BC-STC", " "),
        ("14", "51", " "),
        ("đã công bố.", "- Đã công khai", "\n"),
        ("đã công bố.", "b) Công khai", "\n"),
        ("", "chữ", ""),
    ],
)
def test_glue(before: str, after: str, joint: str) -> None:
    assert glue(before, after) == joint


def test_a_torn_cell_keeps_both_places() -> None:
    joined = join_cells(
        Cell(3, 1, "5024/TTr-", spans=(TextSpan(0, 9, source=10),)),
        Cell(1, 1, "STC", spans=(TextSpan(0, 3, source=90),)),
    )
    assert joined.text == "5024/TTr-STC"
    assert joined.spans == (TextSpan(0, 9, source=10), TextSpan(9, 12, source=90))


@pytest.mark.parametrize(
    ("last", "row", "expected"),
    [
        pytest.param("5|Hoàn trả tiền|x|y", "|chuyển nhượng||", True, id="small letter"),
        pytest.param("5|Phân cấp|theo|Đang làm", "||Quyết định số 15||", True, id="open word"),
        pytest.param("5|Phân cấp|2023|- Đợt 1", "|||- Đợt 2 xong", True, id="no label"),
        pytest.param("5|Cấp phép|3|4", "|Tổng cộng|30|40", False, id="total row"),
        pytest.param("5|Cấp phép|3|4", "|Cấp huyện|1|2", False, id="two whole counts"),
        pytest.param("5|Cấp phép|-|-", "|Cấp huyện|-|-", False, id="two dashes"),
        pytest.param("5|Cấp phép|x|", "|Cấp lại|x|", False, id="two ticks"),
        pytest.param("5|Bước hai|03 ngày|A", "||1 ngày|B", False, id="two quantities"),
        pytest.param("5|Cấp phép|2023|Xong.", "|Cấp huyện||", False, id="group row"),
        pytest.param("A|DO TỈNH CHỦ ĐỘNG|9|4", "|TRIỂN KHAI||", True, id="group in capitals"),
        pytest.param("A|DO TỈNH TRIỂN KHAI||", "|CẤP TỈNH||", False, id="group without numbers"),
        pytest.param("5|Công bố|Sở|Xong", "|Công khai||kết quả", True, id="công is not cộng"),
        pytest.param("5|Cấp phép|2023|Xong", "6|cấp lại|2023|Xong", False, id="numbered row"),
    ],
)
def test_which_row_goes_on(last: str, row: str, expected: bool) -> None:
    first = whole(table(HEAD + last))
    assert continues(first, own_rows(table(row))[0]) == expected


def test_a_subrow_below_a_merged_cell_is_a_row_of_its_own() -> None:
    given = whole(table(HEAD + "5|Thụ lý|Phòng A|Ý kiến\n||Phòng B|Tham mưu"))
    cells = tuple(
        Cell(c.row, c.col, c.text, row_span=2) if (c.row, c.col) == (1, 0) else c
        for c in given.cells
        if (c.row, c.col) != (2, 0)
    )
    merged = type(given)(given.n_rows, given.n_cols, cells, given.header_rows)
    assert not continues(merged, own_rows(table("||Phòng C|Thẩm định"))[0])


@pytest.mark.parametrize(
    ("head", "rest", "expected"),
    [
        ("TT|Tên|Số\n", "TT|Tên|Số\n2|b|4", 1),
        ("TT|Cập nhập thủ tục|Số\n", "TT|Cấp nhập thủ tục|Số\n2|b|4", 1),
        ("TT|Hình thức|\n|Trực tiếp|Trực tuyến\n", "TT|Hình thức|\n2|x|", 1),
        ("TT|Tên|Số\n(1)|(2)|(3)\n", "(1)|(2)|(3)\n2|b|4", 1),
        ("TT|Tên|Số\n(1)|(2)|(3)\n", "TT|Tên|Số\n(1)|(2)|(3)\n2|b|4", 2),
        ("TT|Tên|Số\n", "2|b|4", 0),
        ("TT|Tên|Số\n", "TT|Đơn vị|Tỷ lệ\n1|b|4", 0),
    ],
)
def test_repeated_header_rows(head: str, rest: str, expected: int) -> None:
    assert repeated_rows(whole(table(head + "1|a|3")), table(rest)) == expected


def test_columns_that_stand_elsewhere_are_another_table() -> None:
    first = whole(table(HEAD + "1|a|b|c", page=1))
    assert same_table(first, whole(table("2|d|e|f", page=2)))
    assert not same_table(first, whole(table("2|d|e|f", page=2, x=90.0)))


def test_pages_between_are_another_table() -> None:
    first = whole(table(HEAD + "1|a|b|c", page=1))
    assert not same_table(first, whole(table("2|d|e|f", page=3)))


def test_append_counts_what_it_drops() -> None:
    first = whole(table(HEAD + "1|Rà soát các|2023|Xong"))
    second = whole(table(HEAD + "|thủ tục||\n2|Công bố|2023|Xong"))
    joined = append(first, second)
    assert texts(joined)[1:] == [
        ["1", "Rà soát các thủ tục", "2023", "Xong"],
        ["2", "Công bố", "2023", "Xong"],
    ]
    last = joined.fragments[-1]
    assert (last.rows_in, last.repeated_header_rows, last.merged_rows) == (3, 1, 1)
