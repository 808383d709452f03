"""FRM301, 302, 306: a form's rows keep its formulas, its totals add up, its counts are numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from extract.folding import fold
from normalize.catalogue import finding
from normalize.checks.confidence import is_unsure
from normalize.forms import Part, find_form
from normalize.formulas import Formula, parse_formulas
from normalize.numbers import parse_number, show
from normalize.rows import Row, column_of, read_rows
from normalize.schema import CellRecord, Evidence, Finding, Located, Report, TableRecord

_DASHES = re.compile(r"\s*[-–—−]+\s*")  # a row of points is a place to fill in
_NOT_ADDED = ("ty le", "ti le", "%", "trung binh", "binh quan")


def check(report: Report) -> Iterator[Finding]:
    """Yield the faults inside each form, and each table that prints formulas of its own."""
    for table in report.tables:
        if table.form_code is None and not parse_formulas(table.formulas):
            continue
        rows = read_rows(table)
        form = find_form(table.form_code)
        part = form.part(table.part) if form else None
        yield from _texts(table, rows, part)
        yield from _formulas(table, rows)
        yield from _totals(table, rows, part)


def form_name(table: TableRecord) -> str:
    """Return the form's name for a message: "II.07b phần II", "Phụ lục I" of one without code."""
    if table.form_code is None:
        return table.annex or "số liệu"
    return f"{table.form_code} phần {table.part}" if table.part else table.form_code


def at_cell(table: TableRecord, cell: CellRecord) -> Located:
    """Return the place of a cell."""
    return Located(block_id=table.block_id, page=cell.page, bbox=cell.bbox)


def cell_evidence(table: TableRecord, row: Row, number: int) -> Evidence:
    """Return a cell as evidence: its column, its text and where it stands."""
    cell = row.cells[number]
    col = next((c for c, n in column_of(table).items() if n == number), cell.col)
    path = table.header_paths[col] if col < len(table.header_paths) else ()
    return Evidence(
        label=" – ".join((f"cột ({number})", *path[-1:])),
        value=" ".join(cell.text.split()) or "(trống)",
        where=f"Biểu {form_name(table)}, dòng “{row_name(row)}”, cột ({number})",
        table_id=table.table_id,
        row=cell.row,
        col=cell.col,
        block_id=table.block_id,
        page=cell.page,
        bbox=cell.bbox,
    )


def row_name(row: Row) -> str:
    """Return what a message calls a row: its label, else its number."""
    return row.label or row.marker or f"thứ {row.index + 1}"


def unreadable(row: Row, number: int) -> bool:
    """Tell whether a cell prints something that is no number."""
    cell = row.cells.get(number)
    return cell is not None and cell.value is None and parse_number(cell.text) is None


def _texts(table: TableRecord, rows: Iterable[Row], part: Part | None) -> Iterator[Finding]:
    if part is not None:
        counted = {c.number for c in part.columns if c.kind in ("count", "percent")}
    elif table.form_code is None:  # what its own formulas add up must be numbers
        counted = {n for f in parse_formulas(table.formulas) for n in (f.target, *f.columns)}
    else:
        return
    for row in rows:
        if not row.numbers:
            continue  # a note or signature below the form, not a row of it
        for number in sorted(counted & set(row.cells)):
            if not unreadable(row, number):
                continue
            cell = row.cells[number]
            yield finding(
                "FRM306",
                at_cell(table, cell),
                table_id=table.table_id,
                suggestion="Ghi một số; nếu không phát sinh thì ghi 0.",
                evidence=[cell_evidence(table, row, number)],
                form=form_name(table),
                row=row_name(row),
                column=number,
                text=" ".join(cell.text.split()),
            )


def _formulas(table: TableRecord, rows: Iterable[Row]) -> Iterator[Finding]:
    formulas = [(f, f.columns) for f in parse_formulas(table.formulas) if not f.ratio]
    for row in rows:
        if row.kind == "group":
            continue
        for formula, columns in formulas:
            target = _told(row, (formula.target,), row.numbers.get(formula.target))
            value = _told(row, columns, formula.value(row.numbers))
            if target is None or value is None or formula.holds(target, value):
                continue
            if any(unreadable(row, n) for n in columns):
                continue
            if _is_doubted(row, (formula.target, *columns)):
                continue  # TXT703 has the number compared with the original first
            found = _broken(table, row, formula, target, value)
            # A dash may stand where nobody counted: it contradicts a number, but proves nothing.
            sure = formula.target in row.numbers and not row.numbers.keys().isdisjoint(columns)
            yield found if sure else found.model_copy(update={"level": "warning"})


def _told(row: Row, numbers: Iterable[int], value: Decimal | None) -> Decimal | None:
    """Return the value of cells, nothing for dashes alone; None where a cell is left blank."""
    if value is not None:
        return value
    cells = (row.cells.get(n) for n in numbers)
    dashes = all(cell is not None and _DASHES.fullmatch(cell.text) for cell in cells)
    return Decimal(0) if dashes else None


def _is_doubted(row: Row, numbers: Iterable[int]) -> bool:
    """Tell whether OCR was unsure of a number in these columns."""
    return any(is_unsure(row.cells[n]) for n in numbers if n in row.cells)


def _broken(
    table: TableRecord, row: Row, formula: Formula, target: Decimal, value: Decimal
) -> Finding:
    columns = [n for n in (formula.target, *formula.columns) if n in row.cells]
    return finding(
        "FRM301",
        at_cell(table, row.cells[formula.target]),
        table_id=table.table_id,
        suggestion="Đối chiếu lại các ô " + ", ".join(f"({n})" for n in columns) + " của dòng này.",
        evidence=[cell_evidence(table, row, n) for n in columns],
        form=form_name(table),
        row=row_name(row),
        column=formula.target,
        formula=formula.text.replace("<=", " ≤ ").replace(">=", " ≥ "),
        printed=show(target),
        computed=show(value),
    )


def _totals(table: TableRecord, rows: tuple[Row, ...], part: Part | None) -> Iterator[Finding]:
    for position, total in enumerate(rows):
        if total.kind != "total":
            continue
        choices = _choices(rows, position)
        for number, printed in sorted(total.numbers.items()):
            if not _added(table, rows, number, part):
                continue
            sums = _sums(choices, number)
            if not sums or printed in sums:
                continue
            leaves = [row for row in rows if _is_leaf(row) and number in row.numbers]
            evidence = [cell_evidence(table, row, number) for row in [total, *leaves[:20]]]
            yield finding(
                "FRM302",
                at_cell(table, total.cells[number]),
                table_id=table.table_id,
                suggestion=f"Nếu các dòng đúng thì tổng là {show(sums[0])}.",
                evidence=evidence,
                form=form_name(table),
                row=row_name(total),
                column=number,
                printed=show(printed),
                computed=show(sums[0]),
            )


def _added(table: TableRecord, rows: tuple[Row, ...], number: int, part: Part | None) -> bool:
    """Tell whether a column is one that a total row adds up."""
    column = part.column(number) if part else None
    if column is not None and column.kind != "count":
        return False
    formulas = parse_formulas(table.formulas)
    if table.form_code is None and not any(number in (f.target, *f.columns) for f in formulas):
        return False  # nothing says that an unknown table's column adds up
    if any(f.ratio and f.target == number for f in formulas):
        return False
    cells = [row.cells[number] for row in rows if number in row.cells]
    if any("%" in cell.text for cell in cells) or any(unreadable(row, number) for row in rows):
        return False
    if any(is_unsure(cell) for cell in cells):
        return False
    col = next((c for c, n in column_of(table).items() if n == number), -1)
    path = table.header_paths[col] if 0 <= col < len(table.header_paths) else ()
    return not any(word in fold(" ".join(path)) for word in _NOT_ADDED)


def _is_leaf(row: Row) -> bool:
    return row.kind == "data" and not row.part_of


def _choices(rows: tuple[Row, ...], position: int) -> list[list[Row]]:
    """Return the rows that a total may rightly add up, the likeliest first.

    All rows without those they are divided into; or the rows of lowest level only; or the rows
    since the total before (or up to the next one, for a total that stands first); or the totals
    before it.
    """
    totals = [i for i, row in enumerate(rows) if row.kind == "total"]
    before = max((i for i in totals if i < position), default=-1)
    after = min((i for i in totals if i > position), default=len(rows))
    outer = [r for r in rows if r.kind in ("data", "subtotal") and not r.nested and not r.part_of]
    return [
        [row for row in rows if _is_leaf(row)],
        outer,
        [row for row in rows[before + 1 : position] if _is_leaf(row)],
        [row for row in rows[position + 1 : after] if _is_leaf(row)],
        [rows[i] for i in totals if i < position],
        [rows[i] for i in totals if i != position],
    ]


def _sums(choices: list[list[Row]], number: int) -> list[Decimal]:
    """Return what a column's total may rightly be, by the rows that may be added."""
    return [
        sum((row.numbers.get(number, Decimal(0)) for row in chosen), Decimal(0))
        for chosen in choices
        if any(number in row.numbers for row in chosen)
    ]
