"""A table's header: its rows, the path of texts above each column, the row `(1) (2) (3)=(4)+(5)`.

Plain text knows no merged cells: there a text stretches over the empty cells to its right as long
as those columns print something in a lower header row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from extract.document import Cell, Table
from extract.folding import skeleton
from extract.grid import cover, own_rows

MAX_ROWS = 6
NUMBER_HEADS = frozenset({"tt", "stt", "t", "so tt", "so thu tu", "thu tu", "s tt", "st"})

_CRUMBS = re.compile(r"<[^<>]*>|[$*_\\\s]")
_INDEX = re.compile(r"\(?(\d{1,2})\)?(?:=[\d()+\-*/x×:%.,=]+)?", re.IGNORECASE)
_LETTER_INDEX = re.compile(r"\(?[A-Ea-e]\)?")
_NUMERIC = re.compile(r"[-–—−+]?[\d.,\s/]*\d[\d.,\s/]*%?|[-–—−]")
_ROW_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-Z])[.)]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header: how many rows, which is the index row, whether it is beyond doubt.

    `first` is the first row that heads columns; rows before it are a title printed in the grid.
    """

    rows: int = 0
    index_row: int | None = None
    certain: bool = False
    first: int = 0


def clean(text: str) -> str:
    """Return an index cell without markup and spaces: `$(3) = (4)$` → `(3)=(4)`."""
    return _CRUMBS.sub("", text)


def find_header(table: Table) -> Header:
    """Return the header of a table; zero rows when it has none (the rest of a torn table)."""
    rows = own_rows(table)
    index = next(
        (r for r in range(min(MAX_ROWS + 2, len(rows))) if _is_index(table, rows, r)), None
    )
    first = _first_row(rows)
    if index is not None:
        return Header(index + 1, index, True, min(first, index))
    if first >= len(rows) or not _heads(rows[first], table):
        return Header()
    named = skeleton(next(iter(rows[first].values())).text) in NUMBER_HEADS
    if first and not named:
        return Header()
    last = _last_row(table, rows, first)
    told = table.header_rows > first or rows[first][min(rows[first])].is_header
    return Header(max(last + 1, table.header_rows), None, named or told or last > first, first)


def header_paths(table: Table) -> tuple[tuple[str, ...], ...]:
    """Return for each column the header texts above it, outermost first."""
    header = find_header(table)
    rows = [r for r in range(header.first, table.header_rows) if r != table.index_row]
    grid = cover(table)
    printed = own_rows(table)
    merged = any(cell.col_span > 1 for row in rows for cell in printed[row].values())
    above: list[list[Cell]] = [[] for _ in range(table.n_cols)]
    for row in rows:
        parents = [cells[-1] if cells else None for cells in above]
        for col in range(table.n_cols):
            cell: Cell | None = grid.get((row, col))
            if cell is None or not cell.text.strip():
                cell = None if merged else _stretched(printed, rows, row, col, parents)
            if cell is not None and (not above[col] or above[col][-1] is not cell):
                above[col].append(cell)
    return tuple(tuple(_one_line(cell.text) for cell in cells) for cells in above)


def column_numbers(table: Table) -> tuple[int | None, ...]:
    """Return the printed number of each column; None where the index row has none."""
    numbers: list[int | None] = [None] * table.n_cols
    if table.index_row is not None:
        for col, cell in own_rows(table)[table.index_row].items():
            match = _INDEX.fullmatch(clean(cell.text))
            if match and col < table.n_cols:
                numbers[col] = int(match[1])
    return tuple(numbers)


def printed_formulas(table: Table) -> tuple[str, ...]:
    """Return the formulas of the index row, without markup: `(3)=(4)+(5)+(6)`."""
    if table.index_row is None:
        return ()
    texts = (clean(cell.text) for cell in own_rows(table)[table.index_row].values())
    return tuple(text for text in texts if "=" in text)


def is_numeric(text: str) -> bool:
    """Tell whether a cell prints a number, a percentage or a dash and nothing else."""
    return bool(_NUMERIC.fullmatch(text.strip()))


def is_index(text: str) -> bool:
    """Tell whether a text numbers a column, perhaps by a formula: `(2)`, `(3)=(4)+(5)`."""
    return bool(_INDEX.fullmatch(clean(text)))


def is_row_number(text: str) -> bool:
    """Tell whether a cell prints the number of a row: `1.`, `2.1`, `IV`, `B`."""
    return bool(_ROW_NUMBER.fullmatch(text.strip()))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _is_index(table: Table, rows: list[dict[int, Cell]], row: int) -> bool:
    texts = [clean(cell.text) for _, cell in sorted(rows[row].items())]
    numbers = [int(m[1]) for m in map(_INDEX.fullmatch, texts) if m]
    letters = sum(bool(_LETTER_INDEX.fullmatch(text)) for text in texts)
    if len(texts) < 2 or len(numbers) < 2 or len(numbers) + letters < 0.8 * len(texts):
        return False
    if any(b <= a for a, b in pairwise(numbers)):
        return False
    if sum("(" in text for text in texts) >= 0.6 * len(texts):
        return len(texts) >= 3 or len(texts) == table.n_cols
    consecutive = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    whole = len(texts) >= max(3, table.n_cols - 1)
    if not (0 < row < len(rows) - 1 and consecutive and numbers[0] <= 2 and whole):
        return False
    return not all(is_numeric(cell.text) for cell in rows[row + 1].values())


def _first_row(rows: list[dict[int, Cell]]) -> int:
    for number, cells in enumerate(rows[: MAX_ROWS + 2]):
        if len(cells) >= 2:
            return number
    return len(rows)


def _heads(cells: dict[int, Cell], table: Table) -> bool:
    """Tell whether a row's cells can head columns: texts from the first column on, no numbers."""
    texts = [cell.text.strip() for _, cell in sorted(cells.items())]
    if min(cells) > 0 or any(is_numeric(text) for text in texts):
        return False
    named = skeleton(texts[0]) in NUMBER_HEADS
    if named:
        return True
    if is_row_number(texts[0]) or any(len(text) > 200 for text in texts):
        return False
    covered = sum(min(cell.col_span, table.n_cols) for cell in cells.values())
    told = table.header_rows > 0 or cells[0].is_header
    return told or (table.n_rows >= 3 and table.n_cols >= 2 and covered >= table.n_cols)


def _last_row(table: Table, rows: list[dict[int, Cell]], first: int) -> int:
    """Return the last header row, led by row spans, else by columns that still lack a name."""
    last = max(cell.row + cell.row_span - 1 for cell in rows[first].values())
    last = min(last, first + MAX_ROWS - 1, table.n_rows - 1)
    while last + 1 < table.n_rows and last + 1 < first + MAX_ROWS:
        if not _continues(table, rows, first, last):
            break
        last += 1
    return last


def _continues(table: Table, rows: list[dict[int, Cell]], first: int, last: int) -> bool:
    """Tell whether the row after `last` names columns that the header leaves open."""
    below = rows[last + 1]
    if not below or any(is_numeric(c.text) for c in below.values()) or min(below) == 0:
        return False
    named: set[int] = set()
    for row in range(first, last + 1):
        for cell in rows[row].values():
            if cell.col_span == 1:
                named.add(cell.col)
    unnamed = set(range(table.n_cols)) - named
    opened = unnamed | {col - 1 for col in unnamed}  # a group's own text stands at its left
    return bool(unnamed & set(below)) and set(below) <= opened


def _stretched(
    printed: list[dict[int, Cell]],
    rows: list[int],
    row: int,
    col: int,
    parents: list[Cell | None],
) -> Cell | None:
    """Return the text at the left that stretches over this empty position of a plain table."""

    def deeper(column: int) -> bool:
        return any(column in printed[below] for below in rows if below > row)

    if not deeper(col):
        return None
    for left in range(col - 1, -1, -1):
        if left in printed[row]:
            same = parents[left] is parents[col] or parents[col] is None
            return printed[row][left] if same and deeper(left) else None
    return None
