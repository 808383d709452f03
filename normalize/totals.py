"""A form's number for an indicator: its total row, or its rows added up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from extract.folding import fold, skeleton
from normalize.forms import find_form
from normalize.rows import Row, read_rows
from normalize.schema import TableRecord

_OPERAND = re.compile(r"(?P<form>II\.\d\d[a-z]?)(?: (?P<part>[IVX]+))?: (?P<terms>[a-z_+]+)")
_FIELD = re.compile(r"^(?:linh vuc|nhom) ")
_LEVELS = {
    "central": "cap trung uong",
    "province": "cap tinh",
    "district": "cap huyen",
    "commune": "cap xa",
}


@dataclass(frozen=True, slots=True)
class Operand:
    """One side of a comparison: columns of a form, added up."""

    form: str
    part: str | None
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A value of a form and the cells it comes from, by row and column number."""

    value: Decimal
    table: TableRecord
    cells: tuple[tuple[Row, int], ...]


def parse_operand(text: str) -> Operand:
    """Return the operand that a text like "II.08: partial_dossiers+full_dossiers" means.

    Raises:
        ValueError: when it means none.
    """
    match = _OPERAND.fullmatch(text)
    if match is None:
        raise ValueError(f"no operand: {text}")
    return Operand(match["form"], match["part"], tuple(match["terms"].split("+")))


def field_key(label: str) -> str:
    """Return what two forms call a field alike: "Lĩnh vực Quản lý giá" → "quan ly gia"."""
    return _FIELD.sub("", skeleton(label))


def tables_of(tables: Iterable[TableRecord], operand: Operand) -> list[TableRecord]:
    """Return the tables that the operand's columns stand in."""
    return [
        table
        for table in tables
        if table.form_code is not None
        and (table.form_code == operand.form or table.form_code[:-1] == operand.form)
        and (table.part == operand.part or operand.part is None)
        and _numbers(table, operand)
    ]


def form_totals(
    tables: Iterable[TableRecord],
    operand: Operand,
    field: str | None = None,
    level: str | None = None,
) -> tuple[Total, ...]:
    """Return every value that may count as the operand's, the printed total first.

    With a field or a level, the rows of that label or under that heading alone; none where the
    form has no such row.
    """
    found = tables_of(tables, operand)
    totals = [list(_of_table(table, operand, field, level)) for table in found]
    out = [total for values in totals for total in values]
    if len(totals) > 1 and all(totals):  # one form in several tables: they may be its parts
        first = [values[0] for values in totals]
        cells = tuple(cell for total in first for cell in total.cells)
        out.append(Total(sum((t.value for t in first), Decimal(0)), found[0], cells))
    return tuple(out)


def row_totals(tables: Iterable[TableRecord], operand: Operand) -> dict[str, Total]:
    """Return the operand's value for each row label; rows of one label are added up."""
    found: dict[str, Total] = {}
    for table in tables_of(tables, operand):
        numbers = _numbers(table, operand)
        for row in read_rows(table):
            if row.kind != "data" or row.part_of or not row.label:
                continue
            total = _sum(table, [row], numbers)
            key = field_key(row.label)
            if total is None:
                continue
            before = found.get(key)
            if before is not None:
                cells = (*before.cells, *total.cells)
                total = Total(before.value + total.value, before.table, cells)
            found[key] = total
    return found


def _numbers(table: TableRecord, operand: Operand) -> tuple[int, ...]:
    """Return the column numbers of the operand's indicators; empty when the form lacks one."""
    form = find_form(table.form_code)
    part = form.part(table.part) if form else None
    known = {column.indicator: column.number for column in part.columns} if part else {}
    if not set(operand.indicators) <= set(known):
        return ()
    return tuple(known[indicator] for indicator in operand.indicators)


def _of_table(
    table: TableRecord, operand: Operand, field: str | None, level: str | None
) -> Iterator[Total]:
    numbers, rows = _numbers(table, operand), read_rows(table)
    data = [row for row in rows if row.kind == "data" and not row.part_of]
    if field is not None:
        choices = [
            [r for r in rows if r.kind != "group" and field_key(r.label) == field_key(field)]
        ]
    elif level is not None:
        choices = [[row for row in data if _under(row, level)]]
    else:
        choices = [[row] for row in reversed(rows) if row.kind == "total"][:1]
        choices.append(data)
        choices.append(
            [r for r in rows if r.kind in ("data", "subtotal") and not r.nested and not r.part_of]
        )
    for chosen in choices:
        total = _sum(table, chosen, numbers)
        if total is not None:
            yield total


def _under(row: Row, level: str) -> bool:
    words = _LEVELS[level]
    return any(fold(label).startswith(words) for label in (row.label, *row.path))


def _sum(table: TableRecord, rows: list[Row], numbers: tuple[int, ...]) -> Total | None:
    """Return the rows' sum over the columns; a dash counts nothing, all blank is no value."""
    cells = tuple((row, n) for row in rows for n in numbers if n in row.numbers)
    if not cells:
        return None
    return Total(sum((row.numbers[n] for row, n in cells), Decimal(0)), table, cells)
