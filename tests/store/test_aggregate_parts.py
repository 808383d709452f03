"""A whole period made of its parts: never a year and its quarters both, never three quarters."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from store.aggregate import Aggregate, aggregate, to_arrow
from store.aggregate_xlsx import write_xlsx
from store.database import open_store
from store.ingest import ingest
from tests.store.comparing import made
from tests.store.factories import doc_id, finding
from tests.store.factories import report as hand_made
from tests.store.filling import filled
from tests.store.test_periods_compared import report, total

ROOT = Path(__file__).parents[2]
QUARTERS = "".join(
    report(period, rows)
    for period, rows in {
        "2023Q1": {"Giá": (70, 5, 60, 15), "Tổng cộng": (70, 5, 60, 15)},
        "2023Q2": {"Giá": (90, 15, 95, 10), "Công sản": (5, 2, 6, 1)},
        "2023Q3": {"Giá": (60, 10, 70, 0), "Công sản": (4, 1, 4, 1)},
        "2023Q4": total(44, 1, 45, 0),
    }.items()
)
COLUMNS = ("received_online", "carried_over", "resolved_total", "pending_total")


def told(result: Aggregate, kind: str = "line") -> dict[str, tuple[object, ...]]:
    rows = to_arrow(result).to_pylist()
    return {r["department"]: tuple(r[c] for c in COLUMNS) for r in rows if r["row_kind"] == kind}


def year(text: str, folder: Path, period: str = "2023", **options: bool) -> Aggregate:
    with open_store(made(text, folder)) as store:
        return aggregate(store, "II.06a", period, **options)


def test_four_quarters_make_a_year(tmp_path: Path) -> None:
    result = year(QUARTERS, tmp_path)
    # What came and went is added up; the year opens with the first, closes with the last quarter.
    assert told(result) == {"Sở Tài chính": (273, 5, 280, 0)}
    assert [r for r in result.remarks if "cộng từ các kỳ 2023Q1, 2023Q2, 2023Q3, 2023Q4" in r]


def test_a_year_of_its_own_goes_before_its_quarters(tmp_path: Path) -> None:
    result = year(QUARTERS + report("2023", total(271, 5, 275, 0)), tmp_path)
    assert told(result) == {"Sở Tài chính": (271, 5, 275, 0)}
    assert not [r for r in result.remarks if "cộng từ" in r]


def test_some_departments_send_years_and_others_quarters(tmp_path: Path) -> None:
    result = year(QUARTERS + report("2023", total(100, 1, 90, 11), unit="SNV"), tmp_path)
    assert told(result) == {
        "Sở Nội vụ": (100, 1, 90, 11),
        "Sở Tài chính": (273, 5, 280, 0),
    }
    assert told(result, "total") == {"Tổng cộng": (373, 6, 370, 11)}


def test_three_quarters_are_no_year_but_nine_months(tmp_path: Path) -> None:
    three = QUARTERS.partition("==== STC-2023Q4.txt")[0]
    result = year(three, tmp_path)
    assert result.lines == ()
    assert "chỉ có biểu của kỳ 2023Q1, 2023Q2, 2023Q3" in result.remarks[0]
    assert told(year(three, tmp_path / "again", "2023N9")) == {"Sở Tài chính": (229, 5, 235, 1)}


def test_two_quarters_make_half_a_year(tmp_path: Path) -> None:
    assert told(year(QUARTERS, tmp_path, "2023H1")) == {"Sở Tài chính": (165, 5, 161, 11)}


MERGED = "".join(
    report(period, total(*values), unit=unit)
    for unit, period, values in (
        ("SKHĐT", "2025Q1", (5, 1, 4, 2)),
        ("STC", "2025Q1", (10, 3, 9, 4)),
        ("STC", "2025Q2", (20, 6, 21, 5)),
    )
)


def test_a_unit_that_was_merged_is_followed_to_its_successor(tmp_path: Path) -> None:
    result = year(MERGED, tmp_path, "2025H1")
    assert told(result) == {"Sở Tài chính": (35, 4, 34, 5)}
    assert any("cả số của Sở Kế hoạch và Đầu tư" in remark for remark in result.remarks)
    assert "Sở Kế hoạch và Đầu tư" not in {line.label for line in result.lines}


def test_a_faulty_quarter_takes_the_year_with_it() -> None:
    spans = ((1, 3), (4, 6), (7, 9), (10, 12))
    quarters = [
        hand_made(
            f"q{number}.docx",
            rows={"Giá": [3, 4]},
            period_kind="quarter",
            period_from=date(2023, first, 1),
            period_to=date(2023, last, 28),
            number=str(number),
        )
        for number, (first, last) in enumerate(spans, 1)
    ]
    wrong = finding(doc_id("q2.docx"), table_id=f"{doc_id('q2.docx')[:16]}-t00000")
    quarters[1] = quarters[1].model_copy(update={"findings": (wrong,)})
    store = filled(*quarters)
    assert len(aggregate(store, "II.06a", "2023").lines) == 1
    assert aggregate(store, "II.06a", "2023", only_clean=True).lines == ()


@pytest.mark.parametrize("name", ["forms.xlsx", "so-cong-thuong-quy-1-2024-bieu.xlsx"])
def test_the_source_of_a_number_is_the_cell_of_its_workbook(name: str, tmp_path: Path) -> None:
    ingest([ROOT / "samples" / name], tmp_path / "a.duckdb", jobs=1)
    with open_store(tmp_path / "a.duckdb") as store:
        period = store.rows("SELECT DISTINCT period FROM counts WHERE form_code = 'II.06a'")[0][0]
        result = aggregate(store, "II.06a", period)
    book = openpyxl.load_workbook(ROOT / "samples" / name)
    sources = openpyxl.load_workbook(BytesIO(write_xlsx(result)))["Nguồn số liệu"]
    compared = 0
    for row in sources.iter_rows(min_row=2, values_only=True):
        sheet, _, cell = str(row[7]).removeprefix("trang tính “").partition("”, ô ")
        if row[4] is not None:
            assert float(str(book[sheet][cell].value).replace(".", "")) == row[4]
            compared += 1
    assert compared > 10
