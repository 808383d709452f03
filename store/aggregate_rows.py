"""The cells that a province's form adds up: each report once, leaf rows only, one period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from normalize.forms import Form, Part
from normalize.formulas import Formula, parse_formulas
from normalize.rows import read_rows
from normalize.schema import CellRecord, TableRecord
from store.database import Store
from store.drawing import plain

_COUNTED = ("data", "total")  # kinds of rows
Key = tuple[str | None, int]  # part, column number


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as a report prints it, and where; `column` is the form's, `row` the table's.

    `period` is the report's own: that of the whole form, or of a part of it that is added up.
    """

    report_id: str
    department_key: str
    department: str
    file_name: str
    part: str | None
    column: int
    label: str
    is_total: bool
    value: Decimal | None
    raw_text: str
    place: str
    table_id: str
    row: int
    period: str
    start: date
    end: date
    doc_id: str = ""
    col: int = 0
    correction: str | None = None  # who put the number right, when and why


@dataclass(frozen=True, slots=True)
class Faulty:
    """A report with open findings of level error on the form."""

    report_id: str
    department: str
    file_name: str
    errors: int


def load_cells(store: Store, form: Form, periods: Iterable[str]) -> tuple[list[Cell], list[str]]:
    """Return the cells of these periods that count, and remarks on what was left out and why."""
    rows = store.rows(
        """
        SELECT c.report_id, coalesce(c.agency_id, fold(c.department), c.report_id),
               coalesce(c.department, c.file_name), c.file_name, c.part, c.column_no,
               coalesce(c.row_label, ''), c.is_total, c.value, c.raw_text,
               c.page, t.sheet, t.ordinal, c."row", c.col, c.table_id, d.issued_on,
               c.period, c.period_from, c.period_to, x.address, c.doc_id,
               k.corrected_by, k.corrected_at, k.note
        FROM counts c JOIN tables t USING (table_id)
        LEFT JOIN (
            SELECT report_id, arg_min(issued_on, precedence) AS issued_on
            FROM current_documents GROUP BY report_id
        ) d ON d.report_id = c.report_id
        LEFT JOIN (SELECT * FROM cells WHERE address IS NOT NULL) x
            ON x.table_id = c.table_id AND x."row" = c."row" AND x.col = c.col
        LEFT JOIN corrected_figures k ON k.figure_id = c.figure_id
        WHERE c.source = 'form' AND c.form_code = ? AND list_contains(?, c.period)
          AND c.column_no IS NOT NULL
        ORDER BY c.table_id, c."row", c.col
        """,
        [form.code, list(periods)],
    )
    latest: dict[tuple[str, str | None, str], tuple[str, str]] = {}
    for row in rows:
        mark, key = (str(row[16] or ""), row[0]), (row[1], row[4], row[17])
        latest[key] = max(mark, latest.get(key, mark))
    counted = [row for row in rows if latest[row[1], row[4], row[17]][1] == row[0]]
    kinds = _kinds(store, sorted({row[15] for row in counted}))
    cells = [_cell(row) for row in counted if kinds.get((row[15], row[13]), "data") in _COUNTED]
    other = {row[3]: row[2] for row in rows if latest[row[1], row[4], row[17]][1] != row[0]}
    return cells, [
        f"{department}: kỳ này có nhiều báo cáo; chỉ tính bản mới nhất, không cộng “{file}”."
        for file, department in sorted(other.items())
    ]


def periods_within(store: Store, form: Form, period: str) -> dict[str, tuple[str, list[str]]]:
    """Return each department's name and the periods it has the form of, those within one."""
    rows = store.rows(
        """
        SELECT coalesce(agency_id, fold(department), report_id),
               any_value(coalesce(department, file_name)), list_sort(list(DISTINCT period))
        FROM counts
        WHERE source = 'form' AND form_code = ? AND starts_with(period, ?)
        GROUP BY 1 ORDER BY 2
        """,
        [form.code, period[:4]],
    )
    return {key: (department, periods) for key, department, periods in rows}


def _cell(row: tuple[Any, ...]) -> Cell:
    page, sheet, ordinal, line, col = row[10:15]
    where = f"trang tính “{sheet}”" if sheet else f"trang {page}" if page else "văn bản"
    at = f"ô {row[20]}" if row[20] else f"bảng {ordinal + 1}, dòng {line + 1}, ô {col + 1}"
    return Cell(
        report_id=row[0],
        department_key=row[1],
        department=row[2],
        file_name=row[3],
        part=row[4],
        column=row[5],
        label=row[6],
        is_total=row[7],
        value=row[8],
        raw_text=row[9],
        place=f"{where}, {at}",
        table_id=row[15],
        row=line,
        period=row[17],
        start=row[18],
        end=row[19],
        doc_id=row[21],
        col=col,
        correction=_correction(*row[22:25]),
    )


def _correction(by: str | None, at: datetime | None, note: str | None) -> str | None:
    return None if by is None or at is None else f"{by}, {at:%d/%m/%Y}: {note}"


def _kinds(store: Store, tables: list[str]) -> dict[tuple[str, int], str]:
    """Return what each row of the tables is, by the rule the checks use."""
    cells: dict[str, list[CellRecord]] = {}
    for table_id, row, col, text, value in store.rows(
        'SELECT table_id, "row", col, text, value FROM cells WHERE list_contains(?, table_id)',
        [tables],
    ):
        cells.setdefault(table_id, []).append(
            CellRecord.model_construct(row=row, col=col, text=text, value=value)
        )
    kinds: dict[tuple[str, int], str] = {}
    for head in store.rows(
        "SELECT table_id, ordinal, row_count, col_count, header_rows, column_numbers, header_paths "
        "FROM tables WHERE list_contains(?, table_id)",
        [tables],
    ):
        table = TableRecord(
            table_id=head[0],
            block_id="",
            ordinal=head[1],
            row_count=head[2],
            col_count=head[3],
            header_rows=head[4],
            column_numbers=tuple(head[5] or ()),
            header_paths=tuple(tuple(path) for path in head[6] or ()),
            cells=tuple(cells.get(head[0], ())),
        )
        for found in read_rows(table):
            kinds[head[0], found.index] = "part_of" if found.part_of else found.kind
    return kinds


def rows_or_totals(cells: Iterable[Cell]) -> list[Cell]:
    """Return the rows' cells, and a report's total only where no row of it has the number.

    So neither is a number counted twice, nor one lost that only the total line has.
    """
    printed: dict[tuple[str, str, str | None, int], list[Cell]] = {}
    for cell in cells:
        printed.setdefault((cell.report_id, cell.period, cell.part, cell.column), []).append(cell)
    kept = []
    for group in printed.values():
        rows = [cell for cell in group if not cell.is_total]
        kept += rows
        if all(cell.value is None for cell in rows):
            kept += [cell for cell in group if cell.is_total and cell.value is not None][:1]
    return kept


def row_formulas(part: Part) -> dict[int, Formula]:
    """Return the sums printed in the index row by the column they give."""
    return {f.target: f for f in parse_formulas(part.formulas) if f.relation == "=" and not f.ratio}


def differences(cells: Iterable[Cell]) -> list[str]:
    """Return where a report's own total line is not the sum of its rows."""
    sums: dict[tuple[str, str, str | None, int], list[Decimal]] = {}
    printed: dict[tuple[str, str, str | None, int], Decimal] = {}
    for cell in cells:
        key = (cell.department, cell.file_name, cell.part, cell.column)
        if cell.value is None:
            continue
        if cell.is_total:
            printed.setdefault(key, cell.value)
        else:
            sums.setdefault(key, []).append(cell.value)
    return [
        f"{department}, cột ({column}){f' phần {part}' if part else ''}: dòng tổng cộng của báo "
        f"cáo ghi {plain(printed[key])}, cộng các dòng được {plain(sum(values, Decimal(0)))}; "
        "dùng số cộng các dòng."
        for key, values in sorted(sums.items(), key=str)
        if key in printed and printed[key] != sum(values)
        for department, _, part, column in [key]
    ]


def faulty_reports(store: Store, code: str) -> list[Faulty]:
    """Return the reports with open errors on the form, by department."""
    rows = store.rows(
        """
        SELECT d.report_id, any_value(coalesce(d.agency_name, d.file_name)),
               arg_min(d.file_name, d.precedence), count(DISTINCT f.finding_id)
        FROM findings f JOIN current_documents d USING (doc_id)
        JOIN tables t ON t.doc_id = f.doc_id
        WHERE f.status = 'open' AND f.level = 'error' AND t.form_code = ?
          AND (f.table_id = t.table_id
               OR contains(coalesce(CAST(f.evidence AS VARCHAR), ''), t.table_id))
        GROUP BY d.report_id ORDER BY 2, 3
        """,
        [code],
    )
    return [Faulty(*row) for row in rows]
