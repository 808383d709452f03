"""Every number with its meaning: the cells of forms, and figures in prose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.document import Document
from extract.figures import RawFigure
from extract.folding import fold
from normalize.forms import Column, find_form
from normalize.identity import Identity
from normalize.numbers import Number, parse_number
from normalize.prose import prose_figures
from normalize.rows import Row, read_rows
from normalize.schema import CellRecord, DocumentRecord, Figure, TableRecord

LEVELS = (
    ("cap trung uong", "central"),
    ("cap tinh", "province"),
    ("cap huyen", "district"),
    ("cap xa", "commune"),
)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A cell that is a figure: where it stands in its form, and what it prints."""

    table: TableRecord
    row: Row
    number: int
    cell: CellRecord
    column: Column | None
    printed: Number | None
    level: str | None  # that the row stands for


def normalize_figures(
    raw_figures: tuple[RawFigure, ...],
    document: Document,
    tables: tuple[TableRecord, ...],
    ids: Identity,
    record: DocumentRecord,
) -> tuple[Figure, ...]:
    """Return the figures of prose and forms in reading order, numbered."""
    prose = prose_figures(raw_figures, document, tables, ids, record)
    forms = [counted for table in tables for counted in _counted(table)]
    order = {ids.block(block.ordinal): block.ordinal for block in document.blocks}
    places = [
        (order.get(f.block_id or "", len(order)), f.row or f.char_start or 0, f.col or 0)
        for f in prose
    ]
    places += [(order.get(c.table.block_id, len(order)), c.cell.row, c.cell.col) for c in forms]
    ordered = sorted(range(len(places)), key=places.__getitem__)
    named = {str(index): ids.figure(number) for number, index in enumerate(ordered)}

    def numbered(index: int, number: int) -> Figure:
        if index >= len(prose):
            return _figure(forms[index - len(prose)], record, ids.figure(number), number)
        return prose[index].model_copy(
            update={
                "figure_id": ids.figure(number),
                "ordinal": number,
                "of_figure_id": named.get(prose[index].of_figure_id or ""),
            }
        )

    return tuple(numbered(index, number) for number, index in enumerate(ordered))


def _counted(table: TableRecord) -> Iterator[_Counted]:
    """Yield the cells that are figures, row by row; blanks count only where a column is known.

    A table without a form code has none.
    """
    if table.form_code is None:
        return
    form = find_form(table.form_code)
    part = form.part(table.part) if form else None
    columns = {column.number: column for column in reversed(part.columns)} if part else {}
    for row in read_rows(table):
        if row.kind == "group":
            continue
        level = _level(row)
        for number, cell in sorted(row.cells.items()):
            column = columns.get(number)
            if column is not None and column.kind not in ("count", "percent"):
                continue
            printed = parse_number(cell.text)
            if printed is None and cell.value is None:
                continue
            if column is None and printed is not None and printed.nil == "blank":
                continue
            yield _Counted(table, row, number, cell, column, printed, level)


def _figure(counted: _Counted, record: DocumentRecord, figure_id: str, ordinal: int) -> Figure:
    table, row, cell = counted.table, counted.row, counted.cell
    column, printed = counted.column, counted.printed
    nil = printed.nil if printed else None
    unit = (column.unit if column else None) or table.unit
    return Figure(
        figure_id=figure_id,
        ordinal=ordinal,
        source="form",
        form_code=table.form_code,
        part=table.part,
        column_no=counted.number,
        indicator=column.indicator if column else None,
        row_label=row.label or None,
        row_path=row.path,
        row=cell.row,
        col=cell.col,
        is_total=row.kind == "total",
        level=(column.level if column else None) or counted.level,
        value=None if nil in ("dash", "blank") else cell.value,
        nil=nil,
        unit="%" if printed and printed.percent else unit,
        raw_text=cell.text,
        table_id=table.table_id,
        block_id=table.block_id,
        page=cell.page,
        bbox=cell.bbox,
        confidence=cell.confidence,
        period_from=table.period_from or record.period_from,
        period_to=table.period_to or record.period_to,
    )


def _level(row: Row) -> str | None:
    for group in (row.label, *reversed(row.path)):
        for words, level in LEVELS:
            if fold(group).startswith(words):
                return level
    return None
