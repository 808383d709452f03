"""What the check on procedure codes says of text and cells."""

from datetime import date
from typing import Any

import pytest

from normalize.checks.codes import check, find_codes
from normalize.schema import CellRecord, TableRecord
from tests.factories import report, with_blocks


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        pytest.param("mã 3.00214.000.00.00.H32 của tỉnh", None, id="five-digits"),
        pytest.param("3.00214.000. 00.00.H32", None, id="five-digits-and-blank"),
        pytest.param("1.0054291.000.00.00.H32", None, id="seven-digits"),
        pytest.param("1.OO5429.000.00.00.H32", "1.005429.000.00.00.H32", id="letters-for-zeros"),
        pytest.param("1.005429.000.0000.H32", "1.005429.000.00.00.H32", id="lost-dot"),
        pytest.param("1.005429.000.00.H32", None, id="group-missing"),
        pytest.param("1.01228.H34", None, id="short-with-five-digits"),
        pytest.param("mã số 005429.000.00.00.H32 của", None, id="first-figure-lost"),
    ],
)
def test_a_malformed_code_is_found(text: str, suggestion: str | None) -> None:
    (found,) = check(with_blocks(report(), text))
    assert (found.rule, found.level, found.block_id) == ("COD601", "error", "b00000")
    assert found.suggestion == suggestion


@pytest.mark.parametrize(
    "text",
    [
        "1.005429.000.00.00.H32",
        "2.000815.000.00.00.H55.02",
        "1.005429.000.00.00.G12",
        "1.005429",
        "1.012289.H34",
        "1.004047.H1\n2",
        "1.004047.H1",
        "3.000214.000. 00.00.H32",
        "2.002173.000\n.00.00.H32",
        "hồ sơ 000.00.12.H62-201105-0004",
        "hồ sơ G22.99.08-260921-896048",
        "mã định danh 000.00.00.H41 và H32.05.01",
        "tổng số 1.234.567 đồng, tăng 3.200 đồng so với H1",
        "mục 1.2.3 và 4.5.6",
        "ngày 5.10.2023",
    ],
)
def test_other_numbers_are_no_malformed_codes(text: str) -> None:
    assert list(check(with_blocks(report(), text))) == []


def test_a_code_in_a_cell_names_its_cell() -> None:
    cell = CellRecord(row=3, col=2, text="3.00214.000. 00.00.H32", page=7)
    table = TableRecord(
        table_id="t0", block_id="b0", ordinal=5, row_count=4, col_count=3, header_rows=1,
        cells=(cell,),
    )  # fmt: skip
    (found,) = check(report().model_copy(update={"tables": (table,)}))
    assert (found.table_id, found.page) == ("t0", 7)
    assert found.evidence[0].value == "3.00214.000. 00.00.H32"
    assert found.evidence[0].where == "bảng 6, dòng 4, cột 3"


def test_the_publisher_of_a_code_is_read() -> None:
    text = "1.005429.000.00.00.H32 và 2.000815.000.00.00.H55.02"
    assert [c.publisher for c in find_codes(with_blocks(report(), text))] == ["H32", "H55"]


OWN, NEIGHBOR = "1.005429.000.00.00.H32", "1.005434.000.00.00.H43"
FAR, FAR_TOO = "1.005435.000.00.00.H41", "2.000815.000.00.00.H41"


@pytest.mark.parametrize(
    ("text", "document", "found"),
    [
        pytest.param(f"{OWN}, {FAR}", {}, [FAR], id="foreign"),
        pytest.param(f"{OWN}, {FAR}, {FAR}", {}, [FAR], id="each-once"),
        pytest.param(
            f"{OWN}, {NEIGHBOR}", {"issued_on": date(2023, 12, 18)}, [NEIGHBOR], id="2023"
        ),
        pytest.param(f"{OWN}, {NEIGHBOR}", {"issued_on": date(2025, 12, 18)}, [], id="merged"),
        pytest.param(f"{OWN}, {NEIGHBOR}", {}, [], id="undated"),
        pytest.param(f"{FAR}, {FAR_TOO}", {}, [FAR], id="all-foreign-is-one-finding"),
        pytest.param("1.005429.000.00.00.G12", {}, [], id="ministry"),
        pytest.param(f"{OWN}, {FAR}", {"agency_name": "Sở Tài chính"}, [], id="province-unknown"),
    ],
)
def test_a_code_of_another_province_is_found(
    text: str, document: dict[str, Any], found: list[str]
) -> None:
    named = {"agency_name": "Sở Tài chính tỉnh Khánh Hòa"} | document
    findings = list(check(with_blocks(report(**named), text)))
    assert [(f.rule, f.evidence[0].value) for f in findings] == [("COD602", c) for c in found]
