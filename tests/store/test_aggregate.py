"""The province's form: every number is the sum of what the reports print, and says where from."""

import csv
import json
import subprocess
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from cli import cli
from extract.errors import UsageError
from normalize.forms import catalogue, find_form
from store.aggregate import Aggregate, aggregate, level_of, to_arrow
from store.aggregate_docx import number_text, write_docx
from store.aggregate_xlsx import write_xlsx
from store.database import open_store
from store.form_layout import header_cells, header_depth, index_texts, period_text
from store.ingest import ingest
from tests.store.factories import YEAR_2023, doc_id, finding, form, report
from tests.store.filling import filled
from tests.store.province import (
    BLANK,
    COLUMNS,
    COMMUNES,
    DISTRICTS,
    FAULTY,
    FIELDS,
    PROVINCE_LEVEL,
    Province,
    write_province,
)

PERIOD = "2023Q3"
LEVELS = {"province": PROVINCE_LEVEL, "district": DISTRICTS, "commune": COMMUNES}
II_06A = find_form("II.06a")


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Province:
    folder = tmp_path_factory.mktemp("province")
    made = write_province(folder)
    (folder / "ban-sao.txt").write_bytes((folder / "bao-cao-00.txt").read_bytes())
    ingest([folder], folder / "tinh.duckdb", jobs=1)
    return made


@pytest.fixture(scope="module")
def result(province: Province) -> Aggregate:
    with open_store(province.folder / "tinh.duckdb") as store:
        return aggregate(store, "II.06a", PERIOD)


def indicators(row: dict[str, object]) -> list[object]:
    assert II_06A is not None
    return [row[c.indicator] for c in II_06A.parts[0].columns if c.kind == "count"]


def test_every_department_shows_what_its_report_prints(
    province: Province, result: Aggregate
) -> None:
    lines = {r["department"]: r for r in to_arrow(result).to_pylist() if r["row_kind"] == "line"}
    assert sorted(lines) == sorted(province.departments)
    for department, row in lines.items():
        assert indicators(row) == [province.total((department,), c) for c in COLUMNS], department


def test_subtotals_and_total_are_the_truth(province: Province, result: Aggregate) -> None:
    rows = to_arrow(result).to_pylist()
    subtotals = {row["level"]: row for row in rows if row["row_kind"] == "subtotal"}
    assert list(subtotals) == list(LEVELS)
    for level, row in subtotals.items():
        assert indicators(row) == [province.total(LEVELS[level], c) for c in COLUMNS]
    assert indicators(rows[-1]) == [province.total(province.departments, c) for c in COLUMNS]


def test_by_field(province: Province) -> None:
    with open_store(province.folder / "tinh.duckdb") as store:
        rows = to_arrow(aggregate(store, "II.06a", PERIOD, "field")).to_pylist()
    assert [row["field"] for row in rows] == [
        "Chứng thực",
        "Đất đai",
        "Hộ tịch",
        "Thi đua, khen thưởng",
        "Tổng cộng",
    ]
    assert {row["field"] for row in rows[:-1]} == set(FIELDS)
    for row in rows[:-1]:
        assert indicators(row) == [province.of_field(row["field"], c) for c in COLUMNS]
    assert indicators(rows[-1]) == [province.total(province.departments, c) for c in COLUMNS]


def test_blanks_are_counted_and_no_zero(result: Aggregate) -> None:
    line = next(line for line in result.lines if line.label == BLANK)
    assert line.amounts[None, 10].value is None
    assert {c: line.amounts[None, c].blanks for c in (9, 10, 13)} == {9: 0, 10: 3, 13: 3}
    others = [one for one in result.lines if one is not line]
    assert not any(a.blanks for one in others for a in one.amounts.values())


def test_reports_with_errors_are_named_and_can_be_left_out(
    province: Province, result: Aggregate
) -> None:
    assert [f.department for f in result.faulty] == [FAULTY]
    assert [line.label for line in result.lines if line.marked] == [FAULTY]
    with open_store(province.folder / "tinh.duckdb") as store:
        clean = aggregate(store, "II.06a", PERIOD, only_clean=True)
    rest = tuple(d for d in province.departments if d != FAULTY)
    assert sorted(line.label for line in clean.lines) == sorted(rest)
    total = to_arrow(clean).to_pylist()[-1]
    assert indicators(total) == [province.total(rest, c) for c in COLUMNS]
    assert [f.department for f in clean.faulty] == [FAULTY]


def test_workbook_recomputes_to_the_truth_in_libreoffice(
    province: Province, result: Aggregate, tmp_path: Path
) -> None:
    book = tmp_path / "bieu.xlsx"
    book.write_bytes(write_xlsx(result))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false",
            "--outdir",
            str(tmp_path),
            str(book),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with (tmp_path / "bieu.csv").open(encoding="utf-8", newline="") as file:
        rows = {row[1].removesuffix(" *"): row[2:13] for row in csv.reader(file)}
    wanted = {
        "Cộng cấp tỉnh": PROVINCE_LEVEL,
        "Cộng cấp huyện": DISTRICTS,
        "Cộng cấp xã": COMMUNES,
        "Tổng cộng": province.departments,
        **{d: (d,) for d in province.departments},
    }
    for label, departments in wanted.items():
        told = [int(Decimal(text)) if text else None for text in rows[label]]
        assert told == [province.total(departments, c) for c in COLUMNS], label


def test_workbook_has_live_formulas_layout_and_sources(
    province: Province, result: Aggregate
) -> None:
    book = openpyxl.load_workbook(BytesIO(write_xlsx(result)))
    assert book.sheetnames == ["II.06a", "Ghi chú", "Nguồn số liệu"]
    sheet, sources = book["II.06a"], book["Nguồn số liệu"]
    assert sources.sheet_state == "hidden"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_area and sheet.print_title_rows
    assert "D9:E9" in {str(r) for r in sheet.merged_cells.ranges}
    labels = {str(sheet.cell(r, 2).value): r for r in range(12, 40)}
    assert sheet.cell(labels["Tổng cộng"], 3).value.startswith("=IF(COUNT(")
    row = labels["Sở Tài chính"]
    assert sheet.cell(row, 3).value == f"=SUM(D{row},E{row},F{row})"
    # A total that its own row belies stays as printed.
    assert isinstance(sheet.cell(labels[f"{FAULTY} *"], 3).value, int)
    told = [cells for cells in sources.iter_rows(min_row=2, values_only=True)]
    of_cell = [cells for cells in told if cells[:2] == ("II.06a", f"D{row}")]
    assert sum(cells[4] for cells in of_cell) == province.total(("Sở Tài chính",), 4)
    assert all(cells[6].endswith(".txt") and "dòng" in cells[7] for cells in of_cell)


def test_word_file_shows_the_total(province: Province, result: Aggregate) -> None:
    document = docx.Document(BytesIO(write_docx(result)))
    section = document.sections[0]
    assert section.page_width > section.page_height
    rows = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    total = next(row for row in rows if row[1] == "Tổng cộng")
    wanted = [province.total(province.departments, c) for c in COLUMNS]
    assert total[2:] == [f"{n:,}".replace(",", ".") for n in wanted]


@pytest.mark.parametrize("suffix", ["xlsx", "docx", "csv", "json", "parquet"])
def test_command_writes(province: Province, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"bieu.{suffix}"
    words = ["aggregate", "II.6a/VPCP/KSTT", "--period", "Quý III/2023", "-o", str(target)]
    db = province.folder / "tinh.duckdb"
    done = CliRunner().invoke(cli, [*words, "--db", str(db)], catch_exceptions=False)
    assert done.exit_code == 0 and target.stat().st_size > 500
    if suffix == "json":
        rows = json.loads(target.read_text(encoding="utf-8"))
        assert rows[-1]["received_total"] == province.total(province.departments, 3)


def test_rates_are_computed_anew_and_never_added() -> None:
    one, two = doc_id("a.docx"), doc_id("b.docx")
    part_i = {"Giá": [10, 10, 0, 0]}
    reports = [
        report(name, **YEAR_2023, agency_id=agency, agency_name=label)
        for name, agency, label in (
            ("a.docx", "x/so-tai-chinh", "Sở Tài chính"),
            ("b.docx", "x/so-y-te", "Sở Y tế"),
        )
    ]
    tables = []
    for doc, numerator in ((one, 5), (two, 1)):
        first, figures = form(doc, part_i, code="II.07b", part="I")
        second, more = form(doc, {"Giá": [numerator, 99]}, code="II.07b", part="II", ordinal=1)
        tables.append(((first, second), (*figures, *more)))
    made = [
        one.model_copy(update={"tables": held, "figures": figures})
        for one, (held, figures) in zip(reports, tables, strict=True)
    ]
    rows = to_arrow(aggregate(filled(*made), "II.07b", "2023")).to_pylist()
    rates = [r["four_in_place_province_rate"] for r in rows if r["part"] == "II"]
    assert rates == [Decimal("50.00"), Decimal("10.00"), Decimal("30.00")]


def test_a_number_that_only_the_total_line_has_is_not_lost() -> None:
    rows = to_arrow(
        aggregate(filled(report("a.docx", rows={"Tổng cộng": [7, 4]})), "II.06a", "2023")
    ).to_pylist()
    assert [row["received_total"] for row in rows] == [7, 7]


def test_of_two_reports_of_one_department_the_newest_counts_and_the_other_is_told() -> None:
    store = filled(
        report("a.docx", number="1", issued_on=date(2023, 12, 15), rows={"Giá": [3, 4]}),
        report(
            "b.docx",
            kind="TTr",
            symbol="TTr-STC",
            number="2",
            title="Về việc khác",
            issued_on=date(2023, 12, 20),
            rows={"Công sản": [5, 4]},
        ),
    )
    made = aggregate(store, "II.06a", "2023")
    assert [line.amounts[None, 3].value for line in made.lines] == [5]
    assert ["a.docx" in remark for remark in made.remarks] == [True]


def test_a_corrected_report_is_named_by_its_new_version() -> None:
    store = filled(
        report("a.docx", rows={"Giá": [3, 4]}),
        report(
            "b.docx",
            rows={"Giá": [5, 4]},
            findings=(finding(doc_id("b.docx"), table_id=f"{doc_id('b.docx')[:16]}-t00000"),),
        ),
    )
    made = aggregate(store, "II.06a", "2023")
    assert [line.amounts[None, 3].value for line in made.lines] == [5]
    assert [faulty.file_name for faulty in made.faulty] == ["b.docx"]


def test_a_total_line_that_differs_is_told() -> None:
    made = aggregate(
        filled(report("a.docx", rows={"Giá": [3, 4], "Tổng cộng": [9, 4]})), "II.06a", "2023"
    )
    assert len(made.remarks) == 1 and "ghi 9" in made.remarks[0] and "được 3;" in made.remarks[0]


def test_parts_of_the_period_are_told_and_not_added(province: Province) -> None:
    with open_store(province.folder / "tinh.duckdb") as store:
        year = aggregate(store, "II.06a", "2023")
    assert year.lines == ()
    assert len(year.remarks) == len(province.departments)


def test_a_dismissed_error_is_no_error() -> None:
    table = f"{doc_id('a.docx')[:16]}-t00000"
    wrong = finding(doc_id("a.docx"), table_id=table)
    store = filled(report("a.docx", rows={"Giá": [3, 4]}, findings=(wrong,)))
    assert len(aggregate(store, "II.06a", "2023").faulty) == 1
    store.run(
        "INSERT INTO reviews BY NAME SELECT finding_key, doc_id, rule, 'dismissed' AS status, "
        "'x' AS reviewed_by, now() AS reviewed_at FROM document_findings"
    )
    assert aggregate(store, "II.06a", "2023").faulty == ()


@pytest.mark.parametrize("code", ["II.99", "II.01"])
def test_forms_without_columns_are_refused(code: str) -> None:
    with pytest.raises(UsageError):
        aggregate(filled(), code, "2023")


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Sở Tài chính", "province"),
        ("Văn phòng UBND tỉnh Khánh Hòa", "province"),
        ("Ban Quản lý Khu kinh tế", "province"),
        ("UBND huyện Diên Khánh", "district"),
        ("Ủy ban nhân dân thành phố Nha Trang", "district"),
        ("UBND thị xã Ninh Hòa", "district"),
        ("UBND XÃ DIÊN ĐIỀN", "commune"),
        ("UBND đặc khu Trường Sa", "commune"),
    ],
)
def test_level(name: str, level: str) -> None:
    assert level_of(name) == level


@pytest.mark.parametrize(
    ("name", "on", "level"),
    [
        ("UBND thành phố Hải Phòng", date(2023, 12, 14), "province"),
        ("Ủy ban nhân dân Thành phố Hồ Chí Minh", date(2023, 12, 14), "province"),
        ("UBND thành phố Huế", date(2023, 12, 14), "district"),
        ("UBND thành phố Huế", date(2025, 12, 14), "province"),
        ("UBND thành phố Bắc Ninh", date(2023, 12, 14), "district"),
        ("UBND thành phố Thủ Đức", date(2023, 12, 14), "district"),
        ("UBND thành phố Nha Trang, tỉnh Khánh Hòa", date(2023, 12, 14), "district"),
    ],
)
def test_a_city_is_a_province_only_where_it_was_one(name: str, on: date, level: str) -> None:
    assert level_of(name, on) == level


@pytest.mark.parametrize(
    "part",
    [pytest.param(p, id=f"{f.code}-{p.name}") for f in catalogue() for p in f.parts if p.columns],
)
def test_header_covers_every_field_once(part) -> None:  # type: ignore[no-untyped-def]
    covered = [
        (cell.row + i, cell.col + j)
        for cell in header_cells(part)
        for i in range(cell.height)
        for j in range(cell.width)
    ]
    depth = header_depth(part)
    assert sorted(covered) == [(r, c) for r in range(depth) for c in range(len(part.columns))]
    assert len(index_texts(part)) == len(part.columns)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("2023", "Năm 2023"),
        ("2023Q3", "Quý III/2023"),
        ("2023H1", "6 tháng 2023"),
        ("2023M09", "Tháng 9/2023"),
        ("2023N9", "9 tháng 2023"),
    ],
)
def test_period_text(name: str, text: str) -> None:
    assert period_text(name) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("1251", "1.251"), ("0", "0"), ("1234.50", "1.234,5"), (None, "")],
)
def test_number_text(value: str | None, text: str) -> None:
    assert II_06A is not None
    column = II_06A.parts[0].columns[2]
    assert number_text(None if value is None else Decimal(value), column) == text
