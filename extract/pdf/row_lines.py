"""Which lines begin a row, where no stroke parts the rows: told by row numbers and figures.

A row begins where the number column prints a number, or where figures stand again in columns that
the row above has filled already. What stands between is a wrapped cell's next line, of the row it
stands nearer to.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from extract.pdf.lines import Line

FIGURE = re.compile(
    r"[(<>≤≥+–-]?[\d.,/%]*\d[\d.,/%]*[)*%]{0,2}|[-–—x:]|không|n/a|n\.a\."
    r"|\(\d+\)=[\d()+\-*/.%=]+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,2}){0,2}|[IVXLC]{1,5}|[A-H])\.?")
_INDEX = re.compile(r"\(\d{1,2}\)(?:=[\d()+\-*/.%=]+)?|\(?[A-Z]\)?")
# What goes on from the line above in a formula that a narrow column wraps: "+(5)+(", "6)".
_GOES_ON = re.compile(r"(?=.*[-+*/=()])[-\d()+*/.%=]+")
_COLUMNS = 3  # that an index line numbers at least
_TOTAL = re.compile(r"(?:tổng|cộng)\b", re.IGNORECASE)
ROWS = 3  # at least
_SHARE = 0.6  # of a column's lines that must hold a figure, or a row number
_NEARER = 0.6  # a line belongs to the row below where the gap to it is that much smaller


def row_starts(lines: Sequence[Line], walls: Sequence[float], least: int = ROWS) -> list[int]:
    """Return the lines that begin rows, the first line among them; empty when it cannot be told.

    Args:
        lines: the lines of one table, top to bottom; those before the first row are its head.
        walls: where its columns part, left to right.
        least: how many rows there must be.
    """
    cells = [_cells(line, walls) for line in lines]
    index = _index_line(cells)
    last = None if index is None else _index_end(cells, index)
    if last is not None and last + 1 < len(lines):
        least = 1  # what stands below the numbers of the columns is rows
    numbered = _is_numbered(cells, least)
    figures = _figure_columns(cells, len(walls) + 1, numbered)
    if not numbered and len(figures) < 2:
        return []
    starts: list[int] = []
    filled: set[int] = set()
    for number, line in enumerate(cells):
        if last is not None and number <= last:
            continue
        own = {col for col in figures if col in line and FIGURE.fullmatch(line[col])}
        named = numbered and 0 in line and bool(_NUMBER.match(line[0]))
        again = bool(own & filled) or (bool(own) and not numbered)
        first = not starts and len(own) > 1 and any(map(_TOTAL.match, line.values()))
        if named or first or (again and not numbered) or (again and starts and 0 not in line):
            starts.append(number)
            filled = set()
        if starts:
            filled |= own
    if len(starts) < least:
        return []
    moved = [_moved(lines, start, before) for before, start in pairwise([-1, *starts])]
    if index is not None and last is not None:
        return sorted({0, index, last + 1, *moved})
    return sorted({0, *moved})


def _index_line(cells: Sequence[dict[int, str]]) -> int | None:
    """Return the line that numbers the columns: (1) (2) (3)=(4)+(5)."""
    for number, line in enumerate(cells):
        told = sum(bool(_INDEX.fullmatch(text.replace(" ", ""))) for text in line.values())
        if told >= _COLUMNS and told >= 0.8 * len(line):
            return number
    return None


def _index_end(cells: Sequence[dict[int, str]], index: int) -> int:
    """Return the last line of the columns' numbers: narrow columns wrap their formulas."""
    wrapped = {col for col, text in cells[index].items() if "=" in text}
    last = index
    while last + 1 < len(cells) and all(
        col in wrapped and _GOES_ON.fullmatch(text.replace(" ", ""))
        for col, text in cells[last + 1].items()
    ):
        last += 1
    return last


def _cells(line: Line, walls: Sequence[float]) -> dict[int, str]:
    out: dict[int, str] = {}
    for word in line.words:
        col = bisect_right(walls, (word.x0 + word.x1) / 2)
        out[col] = f"{out[col]} {word.text}" if col in out else word.text
    return out


def _is_numbered(cells: Sequence[dict[int, str]], least: int) -> bool:
    """Tell whether the first column numbers the rows: mostly numbers, that count on."""
    first = [line[0] for line in cells if 0 in line]
    numbers = [int(text.rstrip(".")) for text in first if text.rstrip(".").isdigit()]
    told = sum(bool(_NUMBER.fullmatch(text)) for text in first)
    steps = sum(b == a + 1 for a, b in pairwise(numbers))
    return (
        len(numbers) >= least
        and told >= _SHARE * len(first)
        and steps >= _SHARE * (len(numbers) - 1)
    )


def _figure_columns(cells: Sequence[dict[int, str]], columns: int, numbered: bool) -> set[int]:
    found: set[int] = set()
    for col in range(int(numbered), columns):
        texts = [line[col] for line in cells if col in line]
        figures = sum(bool(FIGURE.fullmatch(text)) for text in texts)
        if figures >= 2 and figures >= _SHARE * len(texts):
            found.add(col)
    return found


def _moved(lines: Sequence[Line], start: int, before: int) -> int:
    """Return where a row begins, with the lines above its number that stand nearer to it."""
    while start - 1 > before and start >= 2:
        above = lines[start - 1].y0 - lines[start - 2].y1
        below = lines[start].y0 - lines[start - 1].y1
        if before < 0 or below >= _NEARER * above - 0.3:
            break
        start -= 1
    return start
