"""Canonical tables: form, part, unit, period, typed cells, places of torn cells."""

from datetime import date
from decimal import Decimal

import pytest

from extract.document import Cell, Table
from extract.tables import stitch
from normalize.tables import normalize_tables
from tests.grids import FORM_06A, IDS, RECORD, document, records, table

ROW = "1|Đất đai|1.120|1.070|045|05|1.110|60|1.050|-|10|10|"
FORM_07B_2 = """
TT|Lĩnh vực|Cấp tỉnh||Cấp huyện|
||Số lượng TTHC|Tỷ lệ|Số lượng TTHC|Tỷ lệ
(1)|(2)|(3)|(4)|(5)|(6)
1|Đất đai|3|33,33%|0|0
"""


def test_the_code_line_names_the_form() -> None:
    [record] = records("Biểu số II.06a/VPCP/KSTT", "Đơn vị tính: Số hồ sơ", table(FORM_06A + ROW))
    assert (record.form_code, record.form_version, record.part) == ("II.06a", "TT01-2020", None)
    assert record.form_text == "Biểu số II.06a/VPCP/KSTT"
    assert record.unit == "Số hồ sơ"
    assert record.column_numbers == tuple(range(1, 14))
    assert record.formulas == (
        *("(3)=(4)+(5)+(6)", "(7)=(8)+(9)+(10)", "(11)=(12)+(13)"),
        "(3)=(7)+(11)",
    )


def test_the_header_names_a_form_whose_code_is_lost() -> None:
    [record] = records("TÌNH HÌNH GIẢI QUYẾT TTHC", table(FORM_06A + ROW))
    assert (record.form_code, record.form_text) == ("II.06a", None)


def test_columns_without_index_row_get_the_form_numbers() -> None:
    text = FORM_06A.rpartition("(1)|")[0] + ROW
    [record] = records("Biểu số II.06a/VPCP/KSTT", table(text))
    assert record.index_row is None
    assert record.column_numbers == tuple(range(1, 14))
    assert record.formulas[:3] == ("(3)=(4)+(5)+(6)", "(7)=(8)+(9)+(10)", "(11)=(12)+(13)")


def test_the_header_names_the_part() -> None:
    [record] = records("Biểu mẫu số II.07b", table(FORM_07B_2))
    assert (record.form_code, record.part) == ("II.07b", "II")


def test_a_short_code_is_completed_by_the_header() -> None:
    [record] = records("Biểu số II.07/VPCP/KSTT", table(FORM_07B_2))
    assert (record.form_code, record.part) == ("II.07b", "II")


def test_an_unknown_printed_code_is_kept() -> None:
    [record] = records("Biểu số II.19/VPCP/KSTT", table("TT|Tên|Số\n(1)|(2)|(3)\n1|a|5"))
    assert (record.form_code, record.form_version) == ("II.19", None)


def test_a_sheet_name_names_the_form() -> None:
    given = table(FORM_07B_2)
    sheet = Table(given.n_rows, given.n_cols, given.cells, sheet="II.07b-II")
    [record] = records(sheet)
    assert (record.form_code, record.part, record.form_text) == ("II.07b", "II", None)


def test_other_tables_have_no_form() -> None:
    [record] = records(
        "Phụ lục 2", "TIẾN ĐỘ THỰC HIỆN", table("TT|Nhiệm vụ|Kết quả|Ghi chú\n1|a|b|")
    )
    assert (record.form_code, record.annex, record.title) == (
        *(None, "Phụ lục 2"),
        "TIẾN ĐỘ THỰC HIỆN",
    )


def test_the_caption_gives_the_period() -> None:
    [record] = records(
        "KẾT QUẢ CHUNG",
        "Kỳ báo cáo: Quý III/2023",
        "(từ 15/6/2023 đến 14/9/2023)",
        table("A|B\n1|2"),
    )
    assert (record.period_kind, record.period_from, record.period_to) == (
        *("quarter", date(2023, 6, 15)),
        date(2023, 9, 14),
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.510", "1510"),
        ("1,451", "1451"),
        ("01", "1"),
        ("không", "0"),
        ("-", None),
        ("", None),
        ("l2", None),
    ],
)
def test_cell_values(text: str, value: str | None) -> None:
    row = f"1|Đất đai|{text}|0|0|0|0|0|0|0|0|0|0"
    [record] = records("Biểu số II.06a/VPCP/KSTT", table(FORM_06A + row))
    cell = next(c for c in record.cells if (c.row, c.col) == (4, 2))
    assert cell.text == text
    assert cell.value == (None if value is None else Decimal(value))


def test_headers_and_row_numbers_have_no_value() -> None:
    [record] = records(table("TT|Tên|Năm 2023|2024\n(1)|(2)|(3)|(4)\n1.1|a|5|6"))
    assert [(c.col, c.value) for c in record.cells if c.value is not None] == [
        (2, Decimal(5)),
        (3, Decimal(6)),
    ]


@pytest.mark.parametrize(
    ("text", "stored", "value"),
    [("100%", "1", "100"), ("1451", "1451", "1451"), ("1,5", "1.5", "1.5")],
)
def test_a_workbook_value_counts_unless_it_is_a_percentage(
    text: str, stored: str, value: str
) -> None:
    given = table("TT|Tên|Số\n(1)|(2)|(3)\n1|a|")
    cells = (*given.cells[:-1], Cell(2, 2, text, value=Decimal(stored)))
    [record] = records(Table(3, 3, cells))
    assert record.cells[-1].value == Decimal(value)


def test_a_torn_cell_has_both_places() -> None:
    parts = [table("TT|Việc\n1|Rà soát", page=1), table("TT|Việc\n|thủ tục", page=2)]
    [record] = normalize_tables(stitch(document(*parts)), IDS, RECORD)
    cell = next(c for c in record.cells if (c.row, c.col) == (1, 1))
    assert cell.text == "Rà soát thủ tục"
    assert [page for page, _ in cell.places] == [1, 2]
    assert (record.page_from, record.page_to) == (1, 2)


def test_tables_in_cells_come_after_the_others() -> None:
    inner, outer = table("TT|Tên|Số\n1|a|5"), table("TT|Tên|Số\n1|b|6")
    cells = (*outer.cells[:-1], Cell(1, 2, "", tables=(inner,)))
    found = records(Table(2, 3, cells), "Lời", table("C|D|E\n1|2|3"))
    assert [r.cells[-1].text for r in found] == ["", "3", "5"]
    assert [(r.ordinal, r.block_id[-6:], r.header_rows) for r in found] == [
        (0, "b00000", 1),
        (1, "b00002", 0),  # two rows are too few to tell a header by
        (2, "b00000", 1),
    ]


def test_tables_are_numbered_alone() -> None:
    found = records("Lời", table("A|B\n1|2"), "Lời", table("C|D|E\n1|2|3"))
    assert [(r.ordinal, r.table_id[-6:], r.block_id[-6:]) for r in found] == [
        (0, "t00000", "b00001"),
        (1, "t00001", "b00003"),
    ]
