"""Tables drawn with tabs or bars: rows of ranges to a `Table` with merged header cells.

Such a table cannot say that cells are merged: it leaves the covered ones empty. In the header an
empty cell belongs to the text at its left when sub-headers stand below it, and to the text above it
otherwise. Below the header nothing is guessed: an empty cell is an empty cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Cell, Table, TextSpan
from extract.markup.inline import Line, is_bare, printed, read_lines
from extract.markup.runs import compose, cut, span_of
from extract.text import Folded

Range = tuple[int, int]  # of the cleaned source
MAX_HEADER = 6

_INDEX = re.compile(r"\(?\s*\d{1,2}\s*\)?(?:\s*=.*)?|\(?[A-Ea-e]\)?")
_VALUE = re.compile(r"[-–—+]?\d[\d.,/\s]*%?|[-–—xX]|\d{1,2}[/.]\d{1,2}[/.]\d{4}")
_BULLET = re.compile(r"[-–+•]\s")
# A list whose lines a converter set one behind the other: ` - ` before a new item.
_FLAT_ITEM = re.compile(r"(?<=[.;:,…”\")])\s+(?=[-–+•]\s+[^\W_])")
_FLAT_ITEM_LISTED = re.compile(
    r"\s+(?=[-+•]\s+[A-ZÀ-ỸĐ“\"(])"
    r"|(?<!\d)\s+(?=–\s+[A-ZÀ-ỸĐ“\"(]|[-+•]\s+\d)"  # not `2022 – 2025`
    r"|(?<=[.;:])\s+(?=[-–+•]\s+[^\W_])"
)


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell's text and its runs in the source, not yet placed."""

    text: str
    spans: tuple[TextSpan, ...]


def read_cell(source: Folded, *ranges: Range) -> DrawnCell:
    """Return the cell printed in some ranges, each paragraph and list item on its own line."""
    if len(ranges) == 1 and is_bare(source.text, *ranges[0]):
        start, end = ranges[0]
        shown = source.text[start:end].lstrip()
        start, shown = end - len(shown), shown.rstrip()
        if not shown:
            return DrawnCell("", ())
        if " - " not in shown and not _BULLET.match(shown):
            return DrawnCell(shown, (span_of(source, 0, start, start + len(shown)),))
    lines: list[Line] = []
    for start, end in ranges:
        if not source.text[start:end].isspace():
            for line in read_lines(source.text, start, end):
                lines += _items(source.text, line)
    text, spans = compose(source, lines, "\n")
    return DrawnCell(text, spans)


def _items(text: str, line: Line) -> list[Line]:
    """Return a line cut before the items of a flattened list."""
    shown = printed(text, line)
    listed = line.listed or bool(_BULLET.match(shown))
    if not listed and " - " not in shown:
        return [line]
    pattern = _FLAT_ITEM_LISTED if listed else _FLAT_ITEM
    cuts = [
        match.end()
        for piece in line.pieces
        if piece.put is None
        for match in pattern.finditer(text, piece.start, piece.end)
        if match.start() > line.pieces[0].start
    ]
    return cut(text, line, cuts) if cuts else [line]


def build_table(rows: Sequence[Sequence[DrawnCell]], header_rows: int | None = None) -> Table:
    """Return the table of rows of cells; `header_rows` is given when the drawing marks the header.

    Rows may differ in length: what is not drawn is absent.
    """
    texts = [[cell.text for cell in row] for row in rows]
    index = index_row(texts)
    head = header_rows
    if head is None:
        head = index + 1 if index is not None else _header_rows(texts)
    elif index is not None:
        head = max(head, index + 1)
    spanned = _header_spans(texts, index if index is not None else head)
    covered = {
        (r, c)
        for (row, col), (height, width) in spanned.items()
        for r in range(row, row + height)
        for c in range(col, col + width)
        if (r, c) != (row, col)
    }
    cells = tuple(
        Cell(
            row=number,
            col=col,
            text=cell.text,
            row_span=spanned.get((number, col), (1, 1))[0],
            col_span=spanned.get((number, col), (1, 1))[1],
            is_header=number < head,
            spans=cell.spans,
        )
        for number, row in enumerate(rows)
        for col, cell in enumerate(row)
        if (number, col) not in covered
    )
    return Table(
        n_rows=len(rows),
        n_cols=max((len(row) for row in rows), default=0),
        cells=cells,
        header_rows=head,
        index_row=index,
    )


def index_row(texts: Sequence[Sequence[str]]) -> int | None:
    """Return the row `(1) (2) (3)=(4)+(5)` among the first ones, or None."""
    for number, row in enumerate(texts[: MAX_HEADER + 1]):
        filled = [text.strip() for text in row if text.strip()]
        if len(filled) < max(3, len(row) - 1) or not all(map(_INDEX.fullmatch, filled)):
            continue
        numbers = [int(m[0]) for text in filled if (m := re.search(r"\d+", text))]
        bracketed = sum(text.startswith("(") for text in filled) >= 0.6 * len(filled)
        counts = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
        if counts and numbers[0] <= 2 and (bracketed or number > 0):
            return number
    return None


def _header_rows(texts: Sequence[Sequence[str]]) -> int:
    """Return how many rows head a table without an index row; 0 when the first row is data."""
    if not texts or not _can_head(texts[0]):
        return 0
    head = 1
    while head < min(MAX_HEADER, len(texts)) and _is_subheader(texts, head):
        head += 1
    return head if head < len(texts) or head == 1 else 1


def _can_head(row: Sequence[str]) -> bool:
    filled = [text.strip() for text in row if text.strip()]
    if not row or not row[0].strip() or len(filled) < 2:
        return False
    return not any(_VALUE.fullmatch(text) or len(text) > 200 for text in filled)


def _is_subheader(texts: Sequence[Sequence[str]], row: int) -> bool:
    """Tell whether a row names the columns that the rows above leave open, and nothing else."""
    here, above = texts[row], texts[row - 1]
    filled = [col for col, text in enumerate(here) if text.strip()]
    if not filled or filled[0] == 0 or any(_VALUE.fullmatch(here[c].strip()) for c in filled):
        return False
    groups: dict[int, int] = {}  # column of the group's own text → sub-headers under it
    for col in filled:
        head = col
        while head > 0 and (head >= len(above) or not above[head].strip()):
            head -= 1
        groups[head] = groups.get(head, 0) + 1
    return all(count >= 2 for count in groups.values()) and 0 not in groups


def _header_spans(texts: Sequence[Sequence[str]], head: int) -> dict[tuple[int, int], Range]:
    """Return (rows, columns) spanned by the header cells that span more than one."""
    width = max((len(row) for row in texts[:head]), default=0)
    filled = [[c < len(row) and bool(row[c].strip()) for c in range(width)] for row in texts[:head]]
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    spans: dict[tuple[int, int], Range] = {}
    for row in range(head):
        for col in range(width):
            if not filled[row][col] or (row, col) in owner:
                continue
            last = _last_column(filled, owner, row, col, width)
            bottom = row
            while bottom + 1 < head and not any(filled[bottom + 1][col : last + 1]):
                bottom += 1
            for r in range(row, bottom + 1):
                for c in range(col, last + 1):
                    owner[r, c] = (row, col)
            if (bottom, last) != (row, col):
                spans[row, col] = (bottom - row + 1, last - col + 1)
    return spans


def _last_column(
    filled: list[list[bool]],
    owner: dict[tuple[int, int], tuple[int, int]],
    row: int,
    col: int,
    width: int,
) -> int:
    """Return the last column a header text stretches over: empty ones with sub-headers below."""

    def deeper(column: int) -> bool:
        return any(filled[r][column] for r in range(row + 1, len(filled)))

    parent = owner.get((row - 1, col))
    last = col
    while last + 1 < width and not filled[row][last + 1] and (row, last + 1) not in owner:
        if not (deeper(col) and deeper(last + 1)) or owner.get((row - 1, last + 1)) != parent:
            break
        last += 1
    return last
