"""The cells that a province's form adds up: each report once, leaf rows only, one period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from normalize.forms import Form
from normalize.rows import read_rows
from normalize.schema import CellRecord, TableRecord
from store.database import Store
from store.drawing import plain


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as a report prints it, and where; `column` is the form's, `row` the table's."""

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


@dataclass(frozen=True, slots=True)
class Faulty:
    """A report with open findings of level error on the form."""

    report_id: str
    department: str
    file_name: str
    errors: int


def counted_cells(store: Store, form: Form, period: str) -> tuple[list[Cell], list[str]]:
    """Return the cells that count, and remarks on what was left out and why."""
    rows = store.rows(
        """
        SELECT c.report_id, coalesce(c.agency_id, fold(c.department), c.report_id),
               coalesce(c.department, c.file_name), c.file_name, c.part, c.column_no,
               coalesce(c.row_label, ''), c.is_total, c.value, c.raw_text,
               c.page, t.sheet, t.ordinal, c."row", c.col, c.table_id, d.issued_on
        FROM counts c JOIN tables t USING (table_id)
        LEFT JOIN (
            SELECT report_id, arg_min(issued_on, precedence) AS issued_on
            FROM current_documents GROUP BY report_id
        ) d ON d.report_id = c.report_id
        WHERE c.source = 'form' AND c.form_code = ? AND c.period = ? AND c.column_no IS NOT NULL
        ORDER BY c.table_id, c."row", c.col
        """,
        [form.code, period],
    )
    kinds = _kinds(store, sorted({row[15] for row in rows}))
    latest: dict[tuple[str, str | None], tuple[str, str]] = {}
    for row in rows:
        mark = (str(row[16] or ""), row[0])
        latest[row[1], row[4]] = max(mark, latest.get((row[1], row[4]), mark))
    cells, other = [], {}
    for row in rows:
        if kinds.get((row[15], row[13]), "data") not in ("data", "total"):
            continue
        if latest[row[1], row[4]][1] != row[0]:
            other[row[3]] = row[2]
            continue
        cells.append(_cell(row))
    remarks = [
        f"{department}: kỳ này có nhiều báo cáo; chỉ tính bản mới nhất, không cộng “{file}”."
        for file, department in sorted(other.items())
    ]
    held = {cell.department_key for cell in cells}
    return cells, remarks + _other_periods(store, form, period, held) + _differences(cells)


def _other_periods(store: Store, form: Form, period: str, held: set[str]) -> list[str]:
    """Return who reports on parts of the period only: these are not added up to the whole."""
    rows = store.rows(
        """
        SELECT coalesce(agency_id, fold(department), report_id),
               any_value(coalesce(department, file_name)), string_agg(DISTINCT period, ', ')
        FROM counts
        WHERE source = 'form' AND form_code = ? AND starts_with(period, ?) AND period <> ?
        GROUP BY 1 ORDER BY 2
        """,
        [form.code, period, period],
    )
    return [
        f"{department}: chỉ có biểu của kỳ {periods}, không cộng vào kỳ {period}."
        for key, department, periods in rows
        if key not in held
    ]


def _cell(row: tuple[object, ...]) -> Cell:
    page, sheet, ordinal, line, col = row[10:15]
    where = f"trang tính “{sheet}”" if sheet else f"trang {page}" if page else "văn bản"
    place = (
        f"{where}, bảng {int(str(ordinal)) + 1}, dòng {int(str(line)) + 1}, ô {int(str(col)) + 1}"
    )
    value = row[8]
    return Cell(
        report_id=str(row[0]),
        department_key=str(row[1]),
        department=str(row[2]),
        file_name=str(row[3]),
        part=None if row[4] is None else str(row[4]),
        column=int(str(row[5])),
        label=str(row[6]),
        is_total=bool(row[7]),
        value=value if isinstance(value, Decimal) else None,
        raw_text=str(row[9]),
        place=place,
        table_id=str(row[15]),
        row=int(str(line)),
    )


def _kinds(store: Store, tables: list[str]) -> dict[tuple[str, int], str]:
    """Return what each row of the tables is, by the rule the checks use."""
    kinds: dict[tuple[str, int], str] = {}
    for table_id in tables:
        head = store.row(
            "SELECT ordinal, row_count, col_count, header_rows, column_numbers, header_paths "
            "FROM tables WHERE table_id = ?",
            [table_id],
        )
        if head is None:
            continue
        table = TableRecord(
            table_id=table_id,
            block_id="",
            ordinal=head[0],
            row_count=head[1],
            col_count=head[2],
            header_rows=head[3],
            column_numbers=tuple(head[4] or ()),
            header_paths=tuple(tuple(path) for path in head[5] or ()),
            cells=tuple(
                CellRecord(row=row, col=col, text=text, value=value)
                for row, col, text, value in store.rows(
                    'SELECT "row", col, text, value FROM cells WHERE table_id = ?', [table_id]
                )
            ),
        )
        for found in read_rows(table):
            kinds[table_id, found.index] = "part_of" if found.part_of else found.kind
    return kinds


def _differences(cells: Iterable[Cell]) -> list[str]:
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
