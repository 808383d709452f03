"""Results as files, with their types, and harmless in a spreadsheet."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import StoreError, UsageError
from store.database import MEMORY, open_store
from store.drawing import plain
from store.export import FORMATS, export_store, safe, to_bytes, to_text, write_result
from store.ingest import ingest

SQL = """
SELECT 'Sở Tài chính' AS department, 1451::DECIMAL(38, 10) AS received,
       0.5::DECIMAL(38, 10) AS rate, 12::BIGINT AS n, true AS is_total,
       DATE '2023-12-14' AS day, NULL AS nothing,
       ['a', 'b'] AS list, '{"label": "số"}'::JSON AS evidence, '=HYPERLINK("x")' AS evil,
       'một
hai' AS lines, 1 AS n
"""


def result(sql: str = SQL):  # type: ignore[no-untyped-def]
    with open_store(MEMORY) as store:
        return store.arrow(sql)


def test_json_keeps_types_and_nesting() -> None:
    (record,) = json.loads(to_text(result(), "json"))
    assert record == {
        "department": "Sở Tài chính",
        "received": 1451,
        "rate": 0.5,
        "n": 12,
        "is_total": True,
        "day": "2023-12-14",
        "nothing": None,
        "list": ["a", "b"],
        "evidence": {"label": "số"},
        "evil": '=HYPERLINK("x")',
        "lines": "một\nhai",
        "n_2": 1,
    }
    assert json.loads(to_text(result(), "jsonl")) == record


def test_csv_is_read_back_and_runs_no_formula() -> None:
    header, row = csv.reader(io.StringIO(to_text(result(), "csv")))
    told = dict(zip(header, row, strict=True))
    assert (told["received"], told["rate"], told["day"]) == ("1451", "0.5", "2023-12-14")
    assert told["evil"] == '\'=HYPERLINK("x")'
    assert told["lines"] == "một\nhai"


def test_a_workbook_has_numbers_dates_and_texts() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_bytes(result(), "xlsx"))).active
    assert sheet is not None
    cells = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=False)}
    assert (cells["received"].value, cells["received"].number_format) == (1451, "#,##0")
    assert (cells["rate"].value, cells["is_total"].value) == (0.5, True)
    assert cells["day"].value.date() == date(2023, 12, 14)
    assert (cells["evil"].value, cells["evil"].data_type) == ('=HYPERLINK("x")', "s")
    assert cells["evil"].quotePrefix


def test_parquet_keeps_exact_numbers() -> None:
    table = pq.read_table(io.BytesIO(to_bytes(result(), "parquet")))
    assert table["received"].to_pylist() == [Decimal("1451.0000000000")]
    assert table.schema.names[-1] == "n_2"


@pytest.mark.parametrize("width", [40, 60, 100, 200])
def test_a_table_cuts_no_number_however_narrow(width: int) -> None:
    text = to_text(result(), "table", width=width)
    assert all(value in text for value in ("1451", "0.5", "12", "2023-12-14"))


def test_a_table_fits_its_width() -> None:
    wide = result("SELECT repeat('Quản lý giá ', 20) AS label, 1451 AS value")
    assert max(map(len, to_text(wide, "table", width=40).splitlines())) <= 40


def test_a_table_shows_no_control_characters() -> None:
    assert "\x1b" not in to_text(result("SELECT 'a' || chr(27) || '[31mb' AS x"), "table", width=40)


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_result_is_a_file_too(form: str, tmp_path: Path) -> None:
    write_result(result("SELECT 1 AS a WHERE false"), form, tmp_path / "out")
    assert ((tmp_path / "out").stat().st_size > 0) == (form != "jsonl")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError):
        write_result(result(), "pdf")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        write_result(result(), "csv", tmp_path / "none" / "out.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("-", "-"),
        ("-5,5%", "-5,5%"),
        ("1911/QĐ-UBND", "1911/QĐ-UBND"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run(text: str, written: str) -> None:
    assert safe(text) == written


@given(st.text())
def test_no_text_begins_a_formula(text: str) -> None:
    written = safe(text)
    assert written.endswith(text)
    assert written[:1] not in ("=", "@", "\t", "\r")


@pytest.mark.parametrize(
    ("number", "text"),
    [("1451.0000000000", "1451"), ("0E-10", "0"), ("98.30", "98.3"), ("1E+3", "1000")],
)
def test_numbers_are_written_plainly(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@pytest.fixture
def db(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(
        "SỞ TÀI CHÍNH\n\nCăn cứ Quyết định số 468/QĐ-TTg ngày 27/3/2021.\n"
    )
    ingest([tmp_path / "a.txt"], tmp_path / "a.duckdb")
    return tmp_path / "a.duckdb"


def test_the_whole_store_as_parquet(db: Path, tmp_path: Path) -> None:
    files = export_store(db, tmp_path / "out")
    assert {"documents.parquet", "findings.parquet", "form_ii_06a.parquet"} <= {
        file.name for file in files
    }
    with open_store(db) as store:
        written = pq.read_table(tmp_path / "out" / "mentions.parquet").to_pylist()
        assert written == store.arrow("SELECT * FROM mentions").to_pylist()
        assert len(written) == 1


def test_the_whole_store_as_csv(db: Path, tmp_path: Path) -> None:
    export_store(db, tmp_path / "out", "csv")
    with (tmp_path / "out" / "mentions.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["citation_key"] == "468/QĐ-TTg/2021"


def test_the_store_is_exported_in_open_formats_only(db: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        export_store(db, tmp_path / "out", "xlsx")
