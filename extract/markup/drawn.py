"""Lines of plain text to what they draw: tables of tabs, of bars, of blanks, or just lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

Range = tuple[int, int]

_SEPARATOR = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*")
_BAR = re.compile(r"(?<!\\)\|")
_APART = re.compile(r"\S+(?: {1,2}\S+)*")  # three blanks part two columns
_ROW_START = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-ZĐ]|[a-zđ])[.)]?(?=\t|\s|$)")
_MARKER = re.compile(
    r"\s*(?:[-–+•*]|\(?\d{1,3}(?:\.\d{1,3})*[.)]?|\(?[a-zđ]\)|[IVXLC]{1,6}[.)]?)\s*"
)
# A letterhead is two columns, no table (Nghị định 30/2020/NĐ-CP, Phụ lục I).
_LETTERHEAD = re.compile(r"CỘNG HÒA XÃ HỘI|CỘNG HOÀ XÃ HỘI|Độc lập\s*-|ĐẢNG CỘNG SẢN|Nơi nhận\s*:")
# Tabs for blanks inside a sentence: "Nghị quyết số\t18/2022/NQ-HĐND\tngày\t14/7/2022".
_TORN = re.compile(r"\S[ ]*(?:số|ngày)\t\d|(?<=\t)ngày\t\d")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of lines: `rows` of cell ranges when they draw a table, else `lines`."""

    lines: tuple[Range, ...] = ()
    rows: tuple[tuple[Range, ...], ...] = ()
    header_rows: int | None = None  # when the drawing marks the header


def segments(text: str, lines: Sequence[Range]) -> list[Segment]:
    """Return what a stretch of lines without blank ones draws, in order."""
    out: list[Segment] = []
    plain: list[Range] = []
    at = loose = 0  # before `loose` no bars draw a table
    while at < len(lines):
        table, used = _bars(text, lines, at) if at >= loose else (None, 0)
        if table is None and not used:
            loose = loose if at < loose else _loose_until(text, lines, at)
            table, used = _tabs(text, lines, at)
        if table is None and not used:
            table, used = _blanks(text, lines, at)
        end = at + max(used, 1)
        if table is None:
            plain += lines[at:end]
        else:
            if plain:
                out.append(Segment(lines=tuple(plain)))
                plain = []
            out.append(table)
        at = end
    if plain:
        out.append(Segment(lines=tuple(plain)))
    return out


def _bars(text: str, lines: Sequence[Range], at: int) -> tuple[Segment | None, int]:
    """Return a table of bars that begins at a line and how many lines it takes."""
    if "|" not in text[slice(*lines[at])]:
        return None, 0
    end = at
    while end < len(lines) and "|" in text[slice(*lines[end])]:
        end += 1
    rules = [n for n in range(at, end) if _is_rule(text, lines[n])]
    framed = all(text[slice(*lines[n])].strip().startswith("|") for n in range(at, end))
    if not rules and not (framed and end - at >= 2):
        return None, 0
    left_out = set(rules)
    rows = [_split_bars(text, *lines[n]) for n in range(at, end) if n not in left_out]
    if not rows or max(map(len, rows)) < 2:
        return None, end - at
    head = rules[0] - at if rules and rules[0] > at else None
    return Segment(rows=tuple(rows), header_rows=head), end - at


def _loose_until(text: str, lines: Sequence[Range], at: int) -> int:
    """Return where the last line with bars but none at its front ends the bars that draw nothing.

    So that a long stretch of them is looked through once; there is no rule among them.
    """
    until = at
    while at < len(lines) and "|" in (shown := text[slice(*lines[at])]):
        at += 1
        if not shown.strip().startswith("|"):
            until = at
    return until


def _is_rule(text: str, line: Range) -> bool:
    shown = text[slice(*line)]
    return "-" in shown and _SEPARATOR.fullmatch(shown) is not None


def _split_bars(text: str, start: int, end: int) -> tuple[Range, ...]:
    shown = text[start:end]
    first = start + len(shown) - len(shown.lstrip())
    last = start + len(shown.rstrip())
    if first < last and text[first] == "|":
        first += 1
    if first < last and text[last - 1] == "|" and text[last - 2] != "\\":
        last -= 1
    edges = [m.start() for m in _BAR.finditer(text, first, last)]
    return tuple(zip([first, *(e + 1 for e in edges)], [*edges, last], strict=True))


def _tabs(text: str, lines: Sequence[Range], at: int) -> tuple[Segment | None, int]:
    """Return a table of tabs that begins at a line and how many lines it takes."""
    if "\t" not in text[slice(*lines[at])]:
        return None, 0
    end = at
    last = at  # the last line with a tab
    while end < len(lines) and end - last <= 3:
        if "\t" in text[slice(*lines[end])]:
            last = end
        end += 1
    stretch = lines[at : last + 1]
    counts = [text.count("\t", *line) for line in stretch]
    tabbed = Counter(count for count in counts if count)
    width = max(tabbed, key=lambda count: (tabbed[count], count))
    rows = _rows(text, stretch, counts, width)
    if not _is_table(text, stretch, rows, width):
        return None, len(stretch)
    return Segment(rows=tuple(rows)), len(stretch)


def _rows(
    text: str, lines: Sequence[Range], counts: Sequence[int], width: int
) -> list[tuple[Range, ...]]:
    """Return the rows; a row broken by newlines inside its cells is set together again."""
    rows: list[tuple[Range, ...]] = []
    first, tabs = -1, 0
    for number, (line, count) in enumerate(zip(lines, counts, strict=True)):
        starts = _ROW_START.match(text, *line) is not None
        fits = first >= 0 and tabs + count <= width
        goes_on = fits and not starts and (count == 0 or (tabs < width and count < width))
        if goes_on:
            tabs += count
            continue
        if first >= 0:
            rows.append(_split_tabs(text, lines[first][0], lines[number - 1][1]))
        first, tabs = number, count
    rows.append(_split_tabs(text, lines[first][0], lines[-1][1]))
    return rows


def _split_tabs(text: str, start: int, end: int) -> tuple[Range, ...]:
    cells = []
    at = start
    while (tab := text.find("\t", at, end)) >= 0:
        cells.append((at, tab))
        at = tab + 1
    cells.append((at, end))
    return tuple(cells)


def _blanks(text: str, lines: Sequence[Range], at: int) -> tuple[Segment | None, int]:
    """Return a table whose columns blanks alone set apart, and how many lines it takes.

    Three columns and two rows are the least, and each cell begins below the first row's: behind
    the first cell of a row others may be empty.
    """
    head = _cells(text, lines[at])
    starts = [cell[0] - lines[at][0] for cell in head]
    if len(head) < 3:
        return None, 0
    rows, filled = [head], [len(head)]
    for number in range(at + 1, len(lines)):
        cells = _cells(text, lines[number])
        row = _below(cells, lines[number], starts)
        if row is None:
            break
        rows.append(row)
        filled.append(len(cells))
    heads = [m.start() for m in _LETTERHEAD.finditer(text, lines[at][0], rows[-1][-1][1])]
    if heads:  # no table begins before the last of them
        return None, sum(row[0][0] <= heads[-1] for row in rows)
    wide = sum(count > 2 for count in filled)
    if wide < (2 if filled.count(len(head)) > 1 else 3):
        return None, 0
    return Segment(rows=tuple(rows)), len(rows)


def _below(cells: Sequence[Range], line: Range, starts: Sequence[int]) -> tuple[Range, ...] | None:
    """Return a line's cells by the columns' starts, empty ones between; None when they differ."""
    if len(cells) < 2 or cells[0][0] - line[0] != starts[0]:
        return None
    by_start = {start - line[0]: (start, end) for start, end in cells}
    if not by_start.keys() <= set(starts):
        return None
    row: list[Range] = []
    for start in starts:
        reached = row[-1][1] if row else line[0]
        if start not in by_start and reached > line[0] + start:
            return None  # the cell before runs into the column
        row.append(by_start.get(start, (reached, reached)))
    return tuple(row)


def _cells(text: str, line: Range) -> tuple[Range, ...]:
    """Return the stretches of a line between wide blanks."""
    if "   " not in text[slice(*line)]:
        return ()
    return tuple(match.span() for match in _APART.finditer(text, *line))


def _is_table(
    text: str, lines: Sequence[Range], rows: Sequence[tuple[Range, ...]], width: int
) -> bool:
    """Tell a table from lines that use a tab as a wide blank: markers, letterheads, signatures."""
    whole = text[lines[0][0] : lines[-1][1]]
    if width == 1 and (len(rows) < 3 or _LETTERHEAD.search(whole)):
        return False
    if all(_MARKER.fullmatch(text[slice(*row[0])]) for row in rows) and width == 1:
        return False
    if len(rows) == 1:
        filled = sum(bool(text[slice(*cell)].strip()) for cell in rows[0])
        return width >= 2 and filled >= 3 and not _TORN.search(whole)
    return not (width == 2 and len(rows) < 3 and _LETTERHEAD.search(whole))
