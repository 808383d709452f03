"""A form of the whole province (biểu tổng hợp): a line a department or field, from the store."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow as pa

from extract.errors import UsageError
from extract.folding import skeleton
from normalize.agencies import is_local
from normalize.forms import Column, Form, Part, Ratio, canonical_code, find_form
from normalize.formulas import parse_formulas
from store.aggregate_parts import periods_of, whole_or_parts
from store.aggregate_rows import (
    Cell,
    Faulty,
    Key,
    differences,
    faulty_reports,
    load_cells,
    periods_within,
    rows_or_totals,
)
from store.database import Store
from store.owners import is_town
from store.queries import period_prefix

LEVELS = {"province": "Cấp tỉnh", "district": "Cấp huyện", "commune": "Cấp xã"}
DISTRICT = re.compile(r"\b(?:ubnd|uy ban nhan dan) (?:huyen|quan|thi xa|thanh pho)\b")
CITY = re.compile(r"\b(?:ubnd|uy ban nhan dan) thanh pho\b")
COMMUNE = re.compile(r"\b(?:ubnd|uy ban nhan dan) (?:xa|phuong|thi tran|dac khu)\b")
NO_FIELD = "(không ghi lĩnh vực)"
_FIELD = re.compile(r"^linh vuc ")


@dataclass(frozen=True, slots=True)
class Amount:
    """What one line shows in one column; None where nothing but blanks and dashes is printed."""

    value: Decimal | None
    blanks: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One department or field; `marked` when a report it rests on has open errors on the form."""

    label: str
    level: str
    amounts: dict[Key, Amount]
    marked: bool
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A whole form: its lines in order, and what its reader must know about them."""

    form: Form
    period: str
    by: str  # "department" or "field"
    lines: tuple[Line, ...]
    faulty: tuple[Faulty, ...]
    only_clean: bool
    remarks: tuple[str, ...]
    reporter: str | None = None  # the province's committee, as its departments print it

    def levels(self) -> tuple[str, ...]:
        """Return the levels that have lines, the province's first; none when by field."""
        if self.by == "field":
            return ()
        return tuple(name for name in LEVELS if any(line.level == name for line in self.lines))

    def of_level(self, level: str) -> tuple[Line, ...]:
        """Return the lines of one level."""
        return tuple(line for line in self.lines if line.level == level)


def aggregate(
    store: Store, code: str, period: str, by: str = "department", *, only_clean: bool = False
) -> Aggregate:
    """Return the form of all departments for this period.

    A department's own form of the period counts; where it sent only the parts of it, all of them
    (four quarters of a year), these are added up, and the remarks say so.

    Args:
        store: an open store.
        code: as printed or typed: "II.06a", "II.6a/VPCP/KSTT".
        period: as `store.queries.period_prefix` understands it.
        by: "department" or "field".
        only_clean: leave reports with open errors on the form out.

    Raises:
        UsageError: when the form or period is unknown, or the catalogue has no columns of it.
    """
    form = find_form(canonical_code(code) or code)
    if form is None or not any(part.columns for part in form.parts):
        raise UsageError(
            f"Danh mục không có các cột của biểu “{code}”.",
            f"The catalogue holds no columns of a form “{code}”.",
            remedy="Xem các biểu đã biết: trichluc forms list",
            remedy_en="See the known forms: trichluc forms list",
        )
    name = period_prefix(period)
    loaded, remarks = load_cells(store, form, periods_of(name))
    known = periods_within(store, form, name)
    cells, told = whole_or_parts(form, name, rows_or_totals(loaded), known)
    reports = {cell.report_id for cell in cells}
    faulty = tuple(f for f in faulty_reports(store, form.code) if f.report_id in reports)
    bad = {report.report_id for report in faulty}
    if only_clean:
        # A year made of its quarters goes out whole: three of them are no year.
        out = {cell.department_key for cell in cells if cell.report_id in bad}
        cells = [cell for cell in cells if cell.department_key not in out]
    kept = {(cell.report_id, cell.period) for cell in cells}
    remarks = [
        *remarks,
        *told,
        *differences(cell for cell in loaded if (cell.report_id, cell.period) in kept),
    ]
    groups: dict[str, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(_key(cell, by), []).append(cell)
    lines = [_line(form, group, by, bad) for group in groups.values()]
    order = {level: rank for rank, level in enumerate(LEVELS)}
    lines.sort(key=lambda line: (order[line.level], skeleton(line.label)))
    who = _reporter(store, sorted({cell.report_id for cell in cells}))
    return Aggregate(form, name, by, tuple(lines), faulty, only_clean, tuple(remarks), who)


def level_of(department: str, on: date | None = None) -> str:
    """Return the level of a department's name: "UBND huyện Diên Khánh" → "district".

    A city is a district's equal unless it was, on the day, a province's: "UBND thành phố Huế".
    """
    name = skeleton(department)
    if COMMUNE.search(name):
        return "commune"
    is_city = CITY.search(name) and not is_town(department, on)
    return "district" if DISTRICT.search(name) and not is_city else "province"


def _reporter(store: Store, reports: list[str]) -> str | None:
    """Return whom most of the reports name above their department, a body of the province."""
    rows = store.rows(
        "SELECT parent_name FROM current_documents WHERE list_contains(?, report_id) "
        "AND parent_name IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1",
        [reports],
    )
    return next((name for (name,) in rows if not is_local(name)), None)


def _key(cell: Cell, by: str) -> str:
    if by == "field":
        if cell.is_total:
            return NO_FIELD
        return _FIELD.sub("", skeleton(cell.label))
    return cell.department_key


def _line(form: Form, cells: list[Cell], by: str, bad: set[str]) -> Line:
    amounts = {}
    for part in form.parts:
        for column in part.columns:
            if column.kind == "count":
                found = [c for c in cells if (c.part, c.column) == (part.name, column.number)]
                amounts[part.name, column.number] = _amount(found)
    label, level = _field(cells[0]), "province"
    if by == "department":
        label = cells[0].department
        level = level_of(label, max(cell.end for cell in cells))
    return Line(
        label=label,
        level=level,
        amounts=amounts,
        marked=any(cell.report_id in bad for cell in cells),
        files=tuple(sorted({cell.file_name for cell in cells})),
    )


def _field(cell: Cell) -> str:
    return NO_FIELD if cell.is_total or not cell.label else cell.label


def _amount(cells: list[Cell]) -> Amount:
    blanks = sum(cell.value is None for cell in cells)
    return Amount(add(cell.value for cell in cells), blanks, tuple(cells))


def add(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of what is there; None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def totals(form: Form, lines: Iterable[Line]) -> dict[Key, Decimal | None]:
    """Return what the lines together show in every column; rates anew from the sums."""
    kept = list(lines)
    sums = {
        (part.name, column.number): add(
            line.amounts[part.name, column.number].value for line in kept
        )
        for part in form.parts
        for column in part.columns
        if column.kind == "count"
    }
    for part in form.parts:
        for rate in rates(part):
            base = rate.base_part or part.name
            top, below = sums.get((part.name, rate.numerator)), sums.get((base, rate.base))
            sums[part.name, rate.column] = 100 * top / below if top is not None and below else None
    return sums


def rates(part: Part) -> tuple[Ratio, ...]:
    """Return the percentages of a part that its own counts give."""
    known = {rate.column for rate in part.ratios}
    printed = tuple(
        Ratio(column=f.target, numerator=f.columns[0], base=f.columns[1])
        for f in parse_formulas(part.formulas)
        if f.ratio and f.target not in known
    )
    return part.ratios + printed


def blanks(result: Aggregate, part: Part, column: Column) -> int:
    """Return how many counted cells of a column are blank, a dash or no number."""
    return sum(
        line.amounts[part.name, column.number].blanks
        for line in result.lines
        if column.kind == "count"
    )


def sections(result: Aggregate) -> list[tuple[str, str, str | None, tuple[Line, ...]]]:
    """Return the rows to show as (kind, label, level, lines it adds up), totals in their places."""
    groups: list[tuple[str, str, str | None, tuple[Line, ...]]] = []
    levels = result.levels()
    for level in levels or (None,):
        members = result.lines if level is None else result.of_level(level)
        groups += [("line", line.label, level, (line,)) for line in members]
        if level is not None and len(levels) > 1:
            groups.append(("subtotal", f"Cộng {LEVELS[level].lower()}", level, members))
    return [*groups, ("total", "Tổng cộng", None, result.lines)]


def to_arrow(result: Aggregate) -> pa.Table:
    """Return the aggregate as rows: part, level, kind of row, label, indicators, blanks, errors."""
    rows = []
    for part in result.form.parts:
        columns = [c for c in part.columns if c.kind in ("count", "percent")]
        for kind, label, level, members in sections(result) if columns else ():
            sums = totals(result.form, members)
            keys = [(part.name, c.number) for c in columns if c.kind == "count"]
            rows.append(
                {
                    "part": part.name,
                    "row_kind": kind,
                    "level": level,
                    result.by: label,
                    **{c.indicator: _rounded(sums.get((part.name, c.number)), c) for c in columns},
                    "blank_cells": sum(m.amounts[key].blanks for m in members for key in keys),
                    "has_errors": any(m.marked for m in members),
                    "files": sorted({f for m in members for f in m.files}),
                }
            )
    return pa.Table.from_pylist(rows, schema=_schema(result))


def brief(result: Aggregate, part: Part) -> pa.Table:
    """Return one part for the eye: label, then the columns by their printed numbers."""
    columns = [c for c in part.columns if c.kind in ("count", "percent")]
    rows = []
    for kind, label, _, members in sections(result):
        sums = totals(result.form, members)
        mark = " *" if kind == "line" and members[0].marked else ""
        shown = {f"({c.number})": _rounded(sums.get((part.name, c.number)), c) for c in columns}
        rows.append({result.by: label + mark, **shown})
    numbers = [(f"({c.number})", pa.decimal128(38, 10)) for c in columns]
    return pa.Table.from_pylist(rows, schema=pa.schema([(result.by, pa.string()), *numbers]))


def _schema(result: Aggregate) -> pa.Schema:
    numbers = [
        (column.indicator, pa.decimal128(38, 10))
        for part in result.form.parts
        for column in part.columns
        if column.kind in ("count", "percent")
    ]
    return pa.schema(
        [
            ("part", pa.string()),
            ("row_kind", pa.string()),
            ("level", pa.string()),
            (result.by, pa.string()),
            *dict.fromkeys(numbers),
            ("blank_cells", pa.int64()),
            ("has_errors", pa.bool_()),
            ("files", pa.list_(pa.string())),
        ]
    )


def _rounded(value: Decimal | None, column: Column) -> Decimal | None:
    if value is None:
        return None
    return value.quantize(Decimal("0.01")) if column.kind == "percent" else value
