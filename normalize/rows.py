"""What the rows of a form's table are: group, data, subtotal, total; their labels and paths."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from extract.folding import fold, skeleton
from extract.headers import NUMBER_HEADS
from normalize.schema import CellRecord, TableRecord

RowKind = Literal["group", "data", "subtotal", "total"]

_TOTAL = re.compile(
    r"(?:tong cong|tong so|tong|toan tinh|toan thanh pho|toan nganh)"
    r"(?: (?:cong|chung|toan tinh|toan thanh pho|toan nganh|cac linh vuc|cac cap|cac don vi|so))?"
)
# Without its tones "cộng chung" would be "Công chứng", a field of its own.
_SUM = re.compile(r"cộng(?: (?:chung|toàn tỉnh|các lĩnh vực|[IVX]+|[A-H]))?", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\([^()]*\)")
_ROW_NUMBER = re.compile(r"\(?([A-HĐ]|[IVX]+|\d{1,3}(?:\.\d{1,3})*)[.)]?\.?")
_PART_OF = re.compile(r"(?:[-–+•]\s*)?(?:trong do|bao gom|gom)\b|[-–+•]\s")


@dataclass(frozen=True, slots=True)
class Row:
    """A data row of a form.

    `numbers` are the row's values by column number; a blank, a dash or a text that is no number
    has none. `rank` orders row numbers: A 0, I 1, 1 2, 1.1 3; None without a number. `cells` are
    the row's cells by column number.
    """

    index: int
    kind: RowKind
    label: str
    marker: str
    rank: int | None
    path: tuple[str, ...]
    cells: dict[int, CellRecord]
    numbers: dict[int, Decimal]
    part_of: bool = False  # "trong đó …": counted in the row before
    nested: bool = False  # stands below a row that has numbers of its own


def column_of(table: TableRecord) -> dict[int, int]:
    """Return the number of each grid column; counted from 1 where no column has a number."""
    found = {col: n for col, n in enumerate(table.column_numbers) if n is not None}
    return found or {col: col + 1 for col in range(table.col_count)}


def number_column(table: TableRecord) -> int | None:
    """Return the grid column that holds row numbers (TT); None without one."""
    for col, path in enumerate(table.header_paths[:2]):
        if path and skeleton(path[-1]) in NUMBER_HEADS:
            return col
    return None


def label_column(table: TableRecord) -> int:
    """Return the grid column of the row labels: the first that is no row number."""
    return 1 if number_column(table) == 0 and table.col_count > 1 else 0


def is_total(label: str) -> bool:
    """Tell whether a label names a total: "Tổng cộng", "Tổng số (A+B)", "Cộng"."""
    bare = _PARENTHESIS.sub(" ", label).strip(" .:;")
    return bool(_TOTAL.fullmatch(skeleton(bare)) or _SUM.fullmatch(" ".join(bare.split())))


class _Same:
    """A table that equals itself alone, so that looking it up compares no cells."""

    __slots__ = ("table",)

    def __init__(self, table: TableRecord) -> None:
        self.table = table

    def __hash__(self) -> int:
        return id(self.table)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.table is self.table


def read_rows(table: TableRecord) -> tuple[Row, ...]:
    """Return the table's data rows with their kinds and the groups they stand in.

    Figures and most checks ask for the rows of the same few tables, which are kept.
    """
    return _read_rows(_Same(table))


@lru_cache(maxsize=16)
def _read_rows(same: _Same) -> tuple[Row, ...]:
    table = same.table
    by_row: dict[int, dict[int, CellRecord]] = {}
    for cell in table.cells:
        if cell.row >= table.header_rows:
            by_row.setdefault(cell.row, {})[cell.col] = cell
    columns, marker_column, label_at = column_of(table), number_column(table), label_column(table)
    rows = (
        _row(columns, marker_column, label_at, index, cells)
        for index, cells in sorted(by_row.items())
    )
    return _grouped([row for row in rows if row is not None])


def _row(
    columns: dict[int, int],
    marker_column: int | None,
    label_at: int,
    index: int,
    cells: dict[int, CellRecord],
) -> Row | None:
    texts = {col: " ".join(cell.text.split()) for col, cell in cells.items()}
    if not any(texts.values()):
        return None
    marker = texts.get(marker_column, "") if marker_column is not None else ""
    label = texts.get(label_at, "")
    if not label and marker and not _ROW_NUMBER.fullmatch(marker):
        marker, label = "", marker  # the label is merged over the number's column
    values = {n: cells[c] for c, n in columns.items() if c in cells and c > label_at}
    numbers = {n: c.value for n, c in values.items() if c.value is not None}
    printed = any(cell.text.strip() for cell in values.values())
    kind: RowKind = "total" if is_total(label) and printed else "data" if printed else "group"
    return Row(
        index=index,
        kind=kind,
        label=label,
        marker=marker,
        rank=_rank(marker),
        path=(),
        cells=values,
        numbers=numbers,
        part_of=kind == "data" and not marker and bool(_PART_OF.match(fold(label))),
    )


def _rank(marker: str) -> int | None:
    match = _ROW_NUMBER.fullmatch(marker)
    if match is None:
        return None
    name = match[1]
    if name[0].isdigit():
        return 2 + name.count(".")
    return 1 if re.fullmatch(r"[IVX]+", name) else 0


def _grouped(rows: list[Row]) -> tuple[Row, ...]:
    """Set each row's path, and tell subtotals: numbered rows with rows of lower rank below."""
    out: list[Row] = []
    groups: list[Row] = []
    for position, row in enumerate(rows):
        if row.kind == "total":
            out.append(row)
            continue
        rank = _effective_rank(row, groups)
        groups = [g for g in groups if _outranks(g, rank)]
        following = rows[position + 1] if position + 1 < len(rows) else None
        heads = row.kind == "group" or _has_children(row, following)
        kind: RowKind = "subtotal" if heads and row.kind == "data" else row.kind
        nested = any(group.kind == "data" for group in groups)
        path = tuple(group.label for group in groups)
        out.append(replace(row, kind=kind, path=path, nested=nested))
        if heads:
            groups.append(row)
    return tuple(out)


def _effective_rank(row: Row, groups: list[Row]) -> int | None:
    if row.rank is None and row.kind == "group":
        return 1  # an unnumbered heading stands like "I."
    return row.rank


def _outranks(group: Row, rank: int | None) -> bool:
    if rank is None:
        return True
    return (1 if group.rank is None else group.rank) < rank


def _has_children(row: Row, following: Row | None) -> bool:
    if following is None or row.rank is None or following.rank is None:
        return False
    return following.kind != "total" and following.rank > row.rank
