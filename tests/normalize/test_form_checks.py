"""FRM rules: what fires, where, and what must stay silent."""

import pytest

from extract.document import Block, Table
from normalize.checks import attachments, forms, ratios
from normalize.schema import Finding
from tests.grids import FORM_06A, form_report, table

CODE = "Biểu số II.06a/VPCP/KSTT"
SMALL = "TT|Lĩnh vực|Tổng|A|B\n(1)|(2)|(3)=(4)+(5)|(4)|(5)\n"
PART_1 = """
TT|Lĩnh vực|Tổng số TTHC thuộc thẩm quyền giải quyết của địa phương||||TTHC được thực hiện theo CCMC, MCLT||||Quy trình nội bộ giải quyết TTHC theo CCMC, MCLT|||
||Tổng số TTHC|Cấp tỉnh|Cấp huyện|Cấp xã|Tổng số TTHC|Tại BPMC Cấp tỉnh|Tại BPMC Cấp huyện|Tại BPMC Cấp xã|Tổng số quy trình|Cấp tỉnh|Cấp huyện|Cấp xã
(1)|(2)|(3)=(4)+(5)+(6)|(4)|(5)|(6)|(7)=(8)+(9)+(10)|(8)|(9)|(10)|(11)=(12)+(13)+(14)|(12)|(13)|(14)
"""  # noqa: E501 (a table is written as it stands)
PART_2 = """
TT|Lĩnh vực|Cấp tỉnh||Cấp huyện|
||Số lượng TTHC|Tỷ lệ|Số lượng TTHC|Tỷ lệ
(1)|(2)|(3)|(4)|(5)|(6)
"""


def found(*parts: str | Table | Block, announced: tuple[str, ...] = ()) -> list[Finding]:
    report = form_report(*parts, attachments=announced)
    return [f for check in (forms, ratios, attachments) for f in check.check(report)]


def codes(*parts: str | Table | Block, announced: tuple[str, ...] = ()) -> list[str]:
    return [f.rule for f in found(*parts, announced=announced)]


@pytest.mark.parametrize(
    "row",
    [
        "1|Đất đai|120|70|45|5|110|60|50|0|10|10|0",
        "1|Đất đai|1.120|1.070|045|05|1.110|60|1.050|-|10|10|",
        "1|Đất đai|0|0|0|0|0|0|0|0|0|0|0",
        "1|Đất đai|-|-|-|-|-|-|-|-|-|-|-",
        "I|Cấp tỉnh|||||||||||",
    ],
)
def test_rows_that_keep_their_formulas(row: str) -> None:
    assert codes(CODE, table(FORM_06A + row)) == []


def test_a_broken_formula_names_its_cells() -> None:
    row = "1|Đất đai|120|70|40|5|110|60|50|0|10|10|0"
    [one] = found(CODE, table(FORM_06A + row))
    assert (one.rule, one.level) == ("FRM301", "error")
    assert [e.value for e in one.evidence] == ["120", "70", "40", "5"]
    assert one.evidence[0].where == "Biểu II.06a, dòng “Đất đai”, cột (3)"
    assert "120" in one.message and "115" in one.message


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("1|Đất đai|120|70|40|5|110|60|50|0|10|10|0", id="formula"),
        pytest.param("1|Đất đai|9|4|5|0|9|9|0|0|0|0|0\n|Tổng số|8|3|5|0|8|8|0|0|0|0|0", id="total"),
    ],
)
def test_a_number_that_ocr_is_unsure_of_contradicts_nothing(row: str) -> None:
    report = form_report(CODE, table(FORM_06A + row))
    assert [f.rule for f in forms.check(report)] != []
    [one] = report.tables
    unsure = [
        cell.model_copy(update={"confidence": 40.0})
        if cell.col == 3 and not cell.is_header
        else cell
        for cell in one.cells
    ]
    doubted = one.model_copy(update={"cells": tuple(unsure)})
    [*left] = forms.check(report.model_copy(update={"tables": (doubted,)}))
    assert not any(e.col == 3 for f in left for e in f.evidence)


def test_received_must_be_resolved_or_pending() -> None:
    row = "1|Đất đai|120|70|45|5|100|50|50|0|10|10|0"
    [one] = found(CODE, table(FORM_06A + row))
    assert "(3)=(7)+(11)" in one.message


def test_the_catalogue_formula_counts_where_none_is_printed() -> None:
    text = FORM_06A.rpartition("(1)|")[0] + "1|Đất đai|120|70|40|5|110|60|50|0|10|10|0"
    assert codes(CODE, table(text)) == ["FRM301"]


def test_a_formula_of_a_form_we_do_not_know() -> None:
    assert codes("Biểu số II.19/VPCP/KSTT", table(SMALL + "1|a|5|2|2")) == ["FRM301", "FRM304"]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("1|a|3|1|2\n2|b|7|3|4\n|Tổng cộng|10|4|6", id="below"),
        pytest.param("|Tổng số|10|4|6\n1|a|3|1|2\n2|b|7|3|4", id="above"),
        pytest.param("I|x|10|4|6\n1|a|3|1|2\n2|b|7|3|4\n|Cộng|10|4|6", id="subtotal"),
        pytest.param("I|x|||\n1|a|3|1|2\nII|y|||\n1|b|7|3|4\n|Tổng|10|4|6", id="groups"),
        pytest.param("1|a|3|1|2\n|Cộng|3|1|2\n2|b|7|3|4\n|Cộng|7|3|4\n|Tổng|10|4|6", id="sums"),
        pytest.param("1|a|3|1|2\n|trong đó: c|1|0|1\n2|b|7|3|4\n|Tổng|10|4|6", id="of which"),
        pytest.param("1|Công chứng|3|1|2\n2|b|7|3|4\n|Cộng|10|4|6", id="công chứng"),
        pytest.param("1|a|3|1|2\n2|b|-|-|-\n|Tổng|3|1|2", id="dash"),
        pytest.param("|Tổng cộng|10|4|6", id="nothing to add"),
    ],
)
def test_totals_that_add_up(rows: str) -> None:
    report = form_report("Biểu số II.19/VPCP/KSTT", table(SMALL + rows))
    assert [f.rule for f in forms.check(report)] == []


def test_a_wrong_total_names_both_sums() -> None:
    text = SMALL + "1|a|3|1|2\n2|b|7|3|4\n|Tổng cộng|10|5|5"
    wrong = list(forms.check(form_report("Biểu số II.19/VPCP/KSTT", table(text))))
    assert [(f.rule, f.evidence[0].value, f.suggestion) for f in wrong] == [
        ("FRM302", "5", "Nếu các dòng đúng thì tổng là 4."),
        ("FRM302", "5", "Nếu các dòng đúng thì tổng là 6."),
    ]


def test_percentages_are_not_added() -> None:
    text = "TT|Lĩnh vực|Số|Tỷ lệ\n(1)|(2)|(3)|(4)\n1|a|3|50%\n2|b|7|70%\n|Tổng cộng|10|62,5%"
    assert list(forms.check(form_report("Biểu số II.19/VPCP/KSTT", table(text)))) == []


def two_parts(row_1: str, row_2: str) -> list[Finding]:
    return found(
        "Biểu số II.07b/VPCP/KSTT",
        "TỔNG HỢP SỐ LƯỢNG TTHC",
        "I. SỐ LƯỢNG TTHC TRIỂN KHAI",
        table(PART_1 + row_1),
        "II. KẾT QUẢ THỰC HIỆN",
        table(PART_2 + row_2),
    )


BASE = "1|Lĩnh vực Đất đai|9|6|3|0|9|6|3|0|9|6|3|0"


@pytest.mark.parametrize(
    "row", ["1|Đất đai|3|50%|0|0", "1|Đất đai|2|33,33%|1|33,3%", "1|Nhà|3|9%|0|0"]
)
def test_rates_of_the_level_own_number(row: str) -> None:
    assert two_parts(BASE, row) == []


def test_a_rate_taken_of_all_levels() -> None:
    [one] = two_parts(BASE, "1|Đất đai|3|33,33%|0|0")
    assert one.rule == "FRM303"
    assert [e.value for e in one.evidence] == ["33,33%", "3", "6"]
    assert one.evidence[2].where == "Biểu II.07b phần I, dòng “Lĩnh vực Đất đai”, cột (4)"
    assert "50%" in one.message


def test_a_cut_percentage_is_only_a_warning() -> None:
    [one] = two_parts("1|Đất đai|7|7|0|0|7|7|0|0|7|7|0|0", "1|Đất đai|2|28,5%|0|0")
    assert (one.rule, one.level) == ("FRM303", "warning")


@pytest.mark.parametrize(
    "text",
    [
        "phát sinh 1452 hồ sơ trực tuyến/1477 hồ sơ DVCTT toàn trình/một phần đạt tỷ lệ 98%.",
        "(382 hồ sơ trực tuyến/394 hồ sơ thủ tục hành chính phát sinh, đạt tỷ lệ 97%)",
        "1510/1510 hồ sơ được giải quyết đúng/sớm hạn, đạt tỉ lệ 100% hồ sơ đúng hạn",
        "1.251 hồ sơ trên tổng số 1.300 hồ sơ, chiếm tỷ lệ 96,23%",
        "đã gửi đi 70 phiếu, thu về 30/70, đạt 85,00%, giảm 2,83% so với năm trước",
        "Quyết định số 12/2023/QĐ-UBND, đạt tỷ lệ 90%",
        "ngày 05/10 đã họp; đạt tỷ lệ 90%",
        "05/9 thủ tục mức độ 3, 4, đạt tỷ lệ 70%",
        "thu về 30/70 phiếu (đạt 85% hài lòng)",
        "tỷ lệ hồ sơ trực tuyến đạt 97% (382/394 hồ sơ); đạt 120% (60/50)",
        "45 tài khoản trên tổng số 60 công chức (đạt 75%)",
        "vượt chỉ tiêu đạt 80% (382/394 hồ sơ)",
        "Tổng số nhiệm vụ được giao là 120 nhiệm vụ; đã hoàn thành 98 nhiệm vụ, đạt tỷ lệ 81,67%.",
        # Of what is due, of those in time, of a plan, of two things: no share of the total.
        "Tổng số hồ sơ tiếp nhận là 120 hồ sơ; đã giải quyết 98 hồ sơ, đạt 100%.",
        "Tổng số hồ sơ là 120 hồ sơ; đã giải quyết 98 hồ sơ đúng hạn, đạt tỷ lệ 99%.",
        "Tổng số hồ sơ là 120 hồ sơ; giải quyết đúng hạn 98 hồ sơ, đạt tỷ lệ 99%.",
        "Tổng số nhiệm vụ là 120 nhiệm vụ; đã hoàn thành 98 nhiệm vụ, đạt 70% kế hoạch năm.",
        "Tổng số nhiệm vụ là 120 nhiệm vụ; đã hoàn thành 98 chỉ tiêu, đạt tỷ lệ 70%.",
        "Tổng số nhiệm vụ là 120 nhiệm vụ. Đã hoàn thành 98 nhiệm vụ, đạt tỷ lệ 70%.",
        "Tổng số nhiệm vụ quá hạn là 9 nhiệm vụ; đã hoàn thành 98 nhiệm vụ, đạt tỷ lệ 70%.",
        "Tổng số hồ sơ là 120 hồ sơ, trong đó mới là 80 hồ sơ; đã giải quyết 60 hồ sơ, đạt 75%.",
        "Tổng số vốn là 2,120 đồng; đã thực hiện 98 đồng, đạt tỷ lệ 70%.",
    ],
)
def test_ratios_in_prose_that_hold_or_are_not_bound(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "computed"),
    [
        ("382 hồ sơ trực tuyến/394 hồ sơ phát sinh, đạt tỷ lệ 79%", "96,95%"),
        ("Đã số hóa 12/48 hồ sơ, chiếm 52%", "25%"),
        ("1.251 hồ sơ trên tổng số 1.300 hồ sơ, đạt tỷ lệ 69,23%", "96,23%"),
        ("đã gửi 382/394 hồ sơ (79%)", "96,95%"),
        ("tỷ lệ hồ sơ trực tuyến đạt 79% (382/394 hồ sơ)", "96,95%"),
        ("45 tài khoản trên tổng số 60 công chức, đạt 85%.", "75%"),
        ("Đã giải quyết 85 hồ sơ trên tổng số 100 hồ sơ, đạt 95%.", "85%"),
    ],
)
def test_ratios_in_prose_that_do_not_hold(text: str, computed: str) -> None:
    [one] = found(text)
    assert one.rule == "FRM303"
    assert computed in one.message
    assert one.block_id is not None


@pytest.mark.parametrize(
    ("text", "computed"),
    [
        (
            "Tổng số nhiệm vụ được giao là 120 nhiệm vụ; đã hoàn thành 98 nhiệm vụ, đạt tỷ lệ "
            "71,25%; còn 22 nhiệm vụ đang thực hiện.",
            "81,67%",
        ),
        ("Sở được giao 40 chỉ tiêu, đã hoàn thành 30 chỉ tiêu (đạt 85%).", "75%"),
        ("Tổng số đơn: 1.200 đơn, trong đó đã xử lý 300 đơn, chiếm 52%.", "25%"),
        ("Trên tổng số 60 vụ việc, đến nay đã giải quyết xong 45 vụ việc, đạt 85%.", "75%"),
    ],
)
def test_a_share_of_the_total_in_the_clause_before_is_to_be_looked_at(
    text: str, computed: str
) -> None:
    [one] = found(text)
    assert (one.rule, one.level) == ("FRM303", "warning")
    assert computed in one.message


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (CODE, []),
        ("Biểu mẫu số II.06a/VPCP/KSTT", []),
        ("Biểu số II.06a /VPCP/KSTT", []),
        ("Biểu số II.06a", ["FRM304"]),
        ("Biểu số 06/VPCP/KSTT", ["FRM304"]),
        ("Lời dẫn của bảng dưới đây:", ["FRM304"]),
    ],
)
def test_form_codes(line: str, expected: list[str]) -> None:
    row = "1|Đất đai|120|70|45|5|110|60|50|0|10|10|0"
    assert codes(line, table(FORM_06A + row)) == expected


def test_a_short_code_in_prose_is_told_by_the_list() -> None:
    one, two = found(
        "(Chi tiết theo biểu số II.04/VPCP/KSTT)", "Kèm theo: Biểu số II.04b/VPCP/KSTT."
    )
    assert (one.rule, one.suggestion) == ("FRM304", "Ghi “II.04b/VPCP/KSTT”.")
    assert (two.rule, two.evidence[0].value) == ("FRM305", "II.04b/VPCP/KSTT")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["(Chi tiết theo biểu số II.05a/VPCP/KSTT)"], ["FRM305"]),
        (["(Chi tiết theo biểu số II.05a/VPCP/KSTT)", "Biểu số II.05a/VPCP/KSTT"], []),
        (["Chi tiết theo biểu số II.05a/VPCP/KSTT kèm theo Thông tư số 01/2020/TT-VPCP"], []),
        (["Việc lập biểu số II.05a/VPCP/KSTT còn chậm."], []),
    ],
)
def test_announced_forms(parts: list[str], expected: list[str]) -> None:
    assert codes(*parts) == expected


TASKS = table("TT|Nhiệm vụ|Kết quả\n1|Rà soát|Xong\n2|Xét|Xong")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(["Phụ lục 1", "DANH MỤC", TASKS, "Phụ lục 2", "TIẾN ĐỘ", TASKS], [], id="two"),
        pytest.param(
            ["Phụ lục 1", "DANH MỤC", TASKS, "Phụ lục 1", "TIẾN ĐỘ", TASKS],
            ["FRM305"],
            id="doubled",
        ),
        pytest.param(
            ["Phụ lục 1", "DANH MỤC", TASKS, "Phụ lục 1", "DANH MỤC", TASKS], [], id="running head"
        ),
        pytest.param(["Nội dung theo phụ lục 4 đính kèm"], ["FRM305"], id="missing"),
        pytest.param(["Nội dung theo Phụ lục I kèm theo Nghị định số 61"], [], id="another act's"),
        pytest.param(
            ["- Phụ lục 1 - Danh mục", "Phụ lục 1\nDANH MỤC", TASKS], [], id="listed and held"
        ),
    ],
)
def test_annexes(parts: list[str | Table], expected: list[str]) -> None:
    assert codes(*parts) == expected


def test_a_listed_annex_that_is_absent() -> None:
    item = "Phụ lục 3 - Tiến độ"
    assert codes(f"- {item}", announced=(item,)) == ["FRM305"]


@pytest.mark.parametrize("text", ["l2O", "07/9", "xem phụ lục"])
def test_a_count_that_is_no_number(text: str) -> None:
    row = f"1|Đất đai|{text}|70|45|5|110|60|50|0|10|10|0"
    [one] = found(CODE, table(FORM_06A + row))
    assert (one.rule, one.evidence[0].value) == ("FRM306", text)


def test_a_note_below_the_form_is_no_row() -> None:
    rows = "1|Đất đai|120|70|45|5|110|60|50|0|10|10|0\n||Người lập biểu||||||||GIÁM ĐỐC||"
    assert codes(CODE, table(FORM_06A + rows)) == []
