"""Figures of forms: what each number counts, of which row, and how nothing was written."""

from decimal import Decimal

import pytest

from extract.tables import stitch
from normalize.figures import normalize_figures
from normalize.rows import is_total, read_rows
from normalize.schema import Figure
from tests.grids import FORM_06A, IDS, RECORD, document, records, table

FORM_08 = """
TT|Lĩnh vực|DVCTT mức độ 3|||DVCTT mức độ 4|||Tích hợp với Cổng dịch vụ công quốc gia
||Được giao|Đã triển khai|Số lượng hồ sơ phát sinh|Được giao|Đã triển khai|Số lượng hồ sơ phát sinh|
(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)
A|DO TRUNG ƯƠNG GIAO|||||||
1|CẤP TRUNG ƯƠNG|||||||
1.1|Đăng ký mã số|-|-|-|01|01|1.451|0
2|CẤP TỈNH|||||||
2.1|Quản lý giá|01|01|||0|không|1
"""


def figures(*parts: object) -> list[Figure]:
    printed = document(*parts)  # type: ignore[arg-type]
    return list(normalize_figures((), printed, records(*parts), IDS, RECORD))  # type: ignore[arg-type]


def test_a_figure_knows_its_column_and_row() -> None:
    row = "1|Đất đai|120|70|45|5|110|60|50|0|10|10|0"
    found = figures("Biểu số II.06a/VPCP/KSTT", table(FORM_06A + row))
    assert len(found) == 11
    first = found[1]
    assert (first.form_code, first.column_no, first.indicator) == ("II.06a", 4, "received_online")
    assert (first.row_label, first.value, first.unit) == ("Đất đai", Decimal(70), "hồ sơ")
    assert (first.row, first.col, first.raw_text) == (4, 3, "70")


def test_groups_give_the_path_and_level() -> None:
    found = figures("Biểu số II.08/VPCP/KSTT", table(FORM_08))
    paths = {f.row_label: (f.row_path, f.level) for f in found}
    assert paths == {
        "Đăng ký mã số": (("DO TRUNG ƯƠNG GIAO", "CẤP TRUNG ƯƠNG"), "central"),
        "Quản lý giá": (("DO TRUNG ƯƠNG GIAO", "CẤP TỈNH"), "province"),
    }


def test_blank_dash_zero_and_word_stay_apart() -> None:
    found = figures("Biểu số II.08/VPCP/KSTT", table(FORM_08))
    seen = {(f.row_label, f.column_no): (f.value, f.nil) for f in found}
    assert seen["Đăng ký mã số", 3] == (None, "dash")
    assert seen["Đăng ký mã số", 8] == (Decimal(1451), None)
    assert seen["Đăng ký mã số", 9] == (Decimal(0), "zero")
    assert seen["Quản lý giá", 5] == (None, "blank")
    assert seen["Quản lý giá", 8] == (Decimal(0), "word")


@pytest.mark.parametrize("label", ["Tổng cộng", "Cộng", "TỔNG SỐ", "Tổng số (A+B)", "Toàn tỉnh"])
@pytest.mark.parametrize("place", ["first", "last"])
def test_total_rows_at_both_ends(label: str, place: str) -> None:
    data, total = "1|Đất đai|5|5|0|0|5|5|0|0|0|0|0", f"|{label}|5|5|0|0|5|5|0|0|0|0|0"
    rows = [total, data] if place == "first" else [data, total]
    found = figures("Biểu số II.06a/VPCP/KSTT", table(FORM_06A + "\n".join(rows)))
    assert {(f.row_label, f.is_total) for f in found} == {("Đất đai", False), (label, True)}


@pytest.mark.parametrize(
    "label", ["Công chứng", "Công thương", "Tổng hợp", "Tổng số TTHC đã công bố", "Cộng đồng"]
)
def test_other_labels_are_no_total(label: str) -> None:
    assert not is_total(label)


def test_a_total_label_merged_over_the_row_number() -> None:
    text = FORM_06A + "1|Đất đai|5|5|0|0|5|5|0|0|0|0|0\nTổng cộng||5|5|0|0|5|5|0|0|0|0|0"
    found = figures("Biểu số II.06a/VPCP/KSTT", table(text))
    assert {f.row_label for f in found if f.is_total} == {"Tổng cộng"}


def test_a_group_with_numbers_is_a_subtotal() -> None:
    text = FORM_06A + "\n".join(
        f"{no}|{label}|5|5|0|0|5|5|0|0|0|0|0"
        for no, label in [("I", "Cấp tỉnh"), ("1", "Đất đai"), ("2", "Hộ tịch"), ("II", "Cấp xã")]
    )
    [record] = records("Biểu số II.06a/VPCP/KSTT", table(text))
    assert [(r.label, r.kind, r.path, r.nested) for r in read_rows(record)] == [
        ("Cấp tỉnh", "subtotal", (), False),
        ("Đất đai", "data", ("Cấp tỉnh",), True),
        ("Hộ tịch", "data", ("Cấp tỉnh",), True),
        ("Cấp xã", "data", (), False),
    ]


def test_a_form_we_do_not_know_gives_figures_too() -> None:
    found = figures("Biểu số II.19/VPCP/KSTT", table("TT|Tên|Số|Ghi chú\n(1)|(2)|(3)|(4)\n1|a|5|x"))
    assert [(f.form_code, f.column_no, f.indicator, f.value) for f in found] == [
        ("II.19", 3, None, Decimal(5))
    ]


def test_a_table_without_code_gives_none() -> None:
    assert figures("Phụ lục 1", table("TT|Tên|Số|Ghi chú\n1|a|5|")) == []


def test_a_percentage_has_its_unit() -> None:
    text = "TT|Lĩnh vực|Cấp tỉnh||Cấp huyện|\n||Số lượng TTHC|Tỷ lệ|Số lượng TTHC|Tỷ lệ\n"
    found = figures("Biểu số II.07b/VPCP/KSTT", table(text + "1|Đất đai|3|33,33%|0|0"))
    assert [(f.column_no, f.value, f.unit) for f in found][:2] == [
        (3, Decimal(3), "TTHC"),
        (4, Decimal("33.33"), "%"),
    ]


def test_figures_are_numbered_in_reading_order() -> None:
    row = "1|Đất đai|5|5|0|0|5|5|0|0|0|0|0"
    doc = stitch(document("Biểu số II.06a/VPCP/KSTT", table(FORM_06A + row)))
    found = normalize_figures(
        (), doc, records("Biểu số II.06a/VPCP/KSTT", table(FORM_06A + row)), IDS, RECORD
    )
    assert [f.ordinal for f in found] == list(range(11))
    assert [f.column_no for f in found] == list(range(3, 14))
    assert found[3].figure_id == IDS.figure(3)
