"""Every number with its meaning: the cells of forms, and figures in prose."""

from __future__ import annotations

from collections.abc import Iterator

from extract.document import Document
from extract.figures import RawFigure
from extract.folding import fold
from normalize.forms import Column, find_form
from normalize.identity import Identity
from normalize.numbers import parse_number
from normalize.prose import prose_figures
from normalize.rows import Row, read_rows
from normalize.schema import CellRecord, DocumentRecord, Figure, TableRecord

LEVELS = (
    ("cap trung uong", "central"),
    ("cap tinh", "province"),
    ("cap huyen", "district"),
    ("cap xa", "commune"),
)


def normalize_figures(
    raw_figures: tuple[RawFigure, ...],
    document: Document,
    tables: tuple[TableRecord, ...],
    ids: Identity,
    record: DocumentRecord,
) -> tuple[Figure, ...]:
    """Return the figures of prose and forms in reading order, numbered."""
    found = [*prose_figures(raw_figures, document, tables, ids, record)]
    for table in tables:
        found += form_figures(table, record)
    order = {ids.block(block.ordinal): block.ordinal for block in document.blocks}

    def place(figure: Figure) -> tuple[int, int, int]:
        block = order.get(figure.block_id or "", len(order))
        return block, figure.row or figure.char_start or 0, figure.col or 0

    ordered = sorted(range(len(found)), key=lambda index: place(found[index]))
    named = {str(index): ids.figure(number) for number, index in enumerate(ordered)}
    return tuple(
        found[index].model_copy(
            update={
                "figure_id": named[str(index)],
                "ordinal": number,
                "of_figure_id": named.get(found[index].of_figure_id or ""),
            }
        )
        for number, index in enumerate(ordered)
    )


def form_figures(table: TableRecord, record: DocumentRecord) -> Iterator[Figure]:
    """Yield one figure for each number, dash or blank in the counting columns of a form.

    A table without a form code yields none; blanks count only in rows that print some number.
    """
    if table.form_code is None:
        return
    form = find_form(table.form_code)
    part = form.part(table.part) if form else None
    for row in read_rows(table):
        if row.kind == "group":
            continue
        for number, cell in sorted(row.cells.items()):
            column = part.column(number) if part else None
            figure = _figure(table, row, number, cell, column, record)
            if figure is not None:
                yield figure


def _figure(
    table: TableRecord,
    row: Row,
    number: int,
    cell: CellRecord,
    column: Column | None,
    record: DocumentRecord,
) -> Figure | None:
    if column is not None and column.kind not in ("count", "percent"):
        return None
    printed = parse_number(cell.text)
    if printed is None and cell.value is None:
        return None
    if column is None and printed is not None and printed.nil == "blank":
        return None
    nil = printed.nil if printed else None
    unit = (column.unit if column else None) or table.unit
    return Figure(
        figure_id="",
        ordinal=0,
        source="form",
        form_code=table.form_code,
        part=table.part,
        column_no=number,
        indicator=column.indicator if column else None,
        row_label=row.label or None,
        row_path=row.path,
        row=cell.row,
        col=cell.col,
        is_total=row.kind == "total",
        level=(column.level if column else None) or _level(row),
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
