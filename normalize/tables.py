"""Tables with their meaning: form, part, unit, period, typed cells, formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extract.document import Block, Cell, Document, Table
from extract.folding import skeleton
from extract.headers import (
    NUMBER_HEADS,
    column_numbers,
    header_paths,
    is_row_number,
    printed_formulas,
)
from normalize.forms import (
    Form,
    Part,
    Recognition,
    candidates,
    canonical_code,
    find_form,
    recognize,
)
from normalize.formulas import parse_formula
from normalize.identity import Identity, rounded, spread, surety
from normalize.numbers import parse_number
from normalize.periods import parse_period
from normalize.schema import CellRecord, DocumentRecord, TableRecord

MIN_COLUMNS = 4  # a table with fewer is never told to be a form by its header alone

_SHEET_CODE = re.compile(r"^(?:biểu\s*)?(?P<code>[IVX]+\.\d{1,2}[a-z]?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Meaning:
    """Which form a table is, and its columns' numbers."""

    code: str | None
    form: Form | None
    part: Part | None
    part_name: str | None
    numbers: tuple[int | None, ...]


def normalize_tables(
    document: Document, ids: Identity, record: DocumentRecord
) -> tuple[TableRecord, ...]:
    """Return every table of the document with form and typed cells.

    First those that are blocks, in reading order, then those nested in their cells.
    """
    found = [(block, block.table) for block in document.blocks if block.table is not None]
    found += [(block, inner) for block, table in found for inner in _nested(table)]
    return tuple(_record(b, table, number, ids, record) for number, (b, table) in enumerate(found))


def _nested(table: Table) -> Iterator[Table]:
    for cell in table.cells:
        for inner in cell.tables:
            yield inner
            yield from _nested(inner)


def _record(
    block: Block, table: Table, number: int, ids: Identity, record: DocumentRecord
) -> TableRecord:
    paths = header_paths(table)
    meaning = _meaning(table, paths, record)
    caption = table.caption
    cells = tuple(_cells(table, paths, meaning))
    period = parse_period(caption.period_text) if caption.period_text else None
    pages = [f.page for f in table.fragments if f.page is not None]
    pages += [page for cell in cells for page, _ in cell.places]
    return TableRecord(
        table_id=ids.table(number),
        block_id=ids.block(block.ordinal),
        ordinal=number,
        form_code=meaning.code,
        form_version=meaning.form.version if meaning.form else None,
        form_text=caption.form_text,
        part=meaning.part_name,
        title=caption.title,
        unit=caption.unit_text,
        annex=caption.annex,
        period_kind=period.kind if period else None,
        period_from=period.start if period else None,
        period_to=period.end if period else None,
        page_from=min(pages, default=None),
        page_to=max(pages, default=None),
        row_count=table.n_rows,
        col_count=table.n_cols,
        header_rows=table.header_rows,
        index_row=table.index_row,
        column_numbers=meaning.numbers,
        formulas=_formulas(table, meaning.part),
        header_paths=paths,
        sheet=table.sheet,
        cells=cells,
    )


def _meaning(table: Table, paths: tuple[tuple[str, ...], ...], record: DocumentRecord) -> _Meaning:
    caption, numbers = table.caption, column_numbers(table)
    code_text = caption.form_text or _sheet_code(table)
    named = candidates(code_text)
    found: Recognition | None = None
    if table.header_rows:
        if named:
            found = recognize(paths, caption.title, among=named)
        elif code_text is None and table.n_cols >= MIN_COLUMNS:
            found = recognize(paths, caption.title)
    if found is not None:
        form = find_form(found.form.code, record.period_to or record.issued_on) or found.form
        part = found.part if found.form == form else form.part(found.part.name)
        known = numbers if any(numbers) else found.numbers
        return _Meaning(form.code, form, part, part.name if part else None, known)
    code = canonical_code(code_text)
    return _Meaning(code, find_form(code), None, caption.part if code else None, numbers)


def _sheet_code(table: Table) -> str | None:
    match = _SHEET_CODE.match(table.sheet or "")
    return match["code"] if match else None


def _formulas(table: Table, part: Part | None) -> tuple[str, ...]:
    """Return the printed formulas, then the form's: its own only where none is printed."""
    printed = printed_formulas(table)
    if part is None:
        return printed
    targets = {f.target for f in map(parse_formula, printed) if f}
    own = [t for t in part.formulas if (f := parse_formula(t)) and f.target not in targets]
    return (*printed, *own, *part.balances, *part.limits)


def _cells(
    table: Table, paths: tuple[tuple[str, ...], ...], meaning: _Meaning
) -> Iterator[CellRecord]:
    whole = _whole_columns(meaning)
    row_numbers = {
        col for col, path in enumerate(paths[:2]) if path and skeleton(path[-1]) in NUMBER_HEADS
    }
    for cell in table.cells:
        header = cell.row < table.header_rows
        value: Decimal | None = None
        if not header and not (cell.col in row_numbers and is_row_number(cell.text)):
            value = _value(cell, whole=cell.col in whole)
        places = spread(cell.spans, 0, max(len(cell.text), 1))
        boxes = [rounded(place) for place in places]
        yield CellRecord(
            row=cell.row,
            col=cell.col,
            row_span=cell.row_span,
            col_span=cell.col_span,
            is_header=header or cell.is_header,
            text=cell.text,
            value=value,
            page=places[0].page if places else None,
            bbox=boxes[0] if boxes else None,
            places=tuple(
                (place.page, box)
                for place, box in zip(places, boxes, strict=True)
                if place.page is not None and box is not None
            ),
            confidence=surety(cell.spans, 0, max(len(cell.text), 1)),
            address=cell.spans[0].place.cell if cell.spans else None,
        )


def _whole_columns(meaning: _Meaning) -> frozenset[int]:
    """Return the grid columns that hold whole numbers, by the form's catalogue entry."""
    if meaning.part is None:
        return frozenset()
    kinds = {column.number: column.kind for column in meaning.part.columns}
    return frozenset(c for c, n in enumerate(meaning.numbers) if n and kinds.get(n) == "count")


def _value(cell: Cell, *, whole: bool) -> Decimal | None:
    """Return the number a cell prints; a workbook's own value counts unless it is a percentage."""
    number = parse_number(cell.text, whole=whole)
    if cell.value is not None and not (number and number.percent):
        return cell.value
    return number.value if number else None
