"""One page read: its words on lines, its ruled tables, and by which route."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2

from extract.document import Stamp, Table
from extract.pdf.cells import Grid, fill, table_of
from extract.pdf.fallback import read_slowly
from extract.pdf.finer_grids import finer
from extract.pdf.frame import Frame, frame_of, turned
from extract.pdf.gate import Lack, broken_share, find_lack, is_broken
from extract.pdf.inner_tables import parted
from extract.pdf.lattice import find_tables, merge
from extract.pdf.lines import Line, set_lines
from extract.pdf.open_sides import find_ends, find_sides
from extract.pdf.open_tables import complete
from extract.pdf.plain_tables import find_plain_tables
from extract.pdf.prose import Placer
from extract.pdf.row_lines import ROWS
from extract.pdf.rulings import Edge, Edges, read_edges
from extract.pdf.stamps import fill_gaps, read_overlays, stamp_of
from extract.pdf.words import Word, page_text, read_words, split_at, text_angle

MAX_STROKES = 3000  # merged strokes of a page; a drawing with more is no table to be completed
_A4 = (595.0, 842.0)  # points; the size given to a page that cannot be opened


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A ruled table of one page, its box in the reading frame."""

    top: float
    bottom: float
    table: Table


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What a page prints: lines outside of tables, and tables, each from top to bottom.

    `width` and `height` are those of the reading frame: of the page as seen, or turned so that its
    text is upright. `lack` says what the text layer lacks; a garbage layer is left out.
    """

    placer: Placer
    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[PrintedTable, ...]
    route: str
    stamps: tuple[Stamp, ...] = ()
    lack: Lack | None = None
    confidence: float | None = None  # mean of OCR, 0–100

    @property
    def number(self) -> int:
        """Return the page's number, from 1."""
        return self.placer.page

    @property
    def broken(self) -> float:
        """Return which share of the words is in pieces, 0–1."""
        cells = (cell.text for printed in self.tables for cell in printed.table.cells)
        return broken_share([*(line.text for line in self.lines), *cells])


def read_page(document: Any, number: int) -> PrintedPage:
    """Return what a page of an open pypdfium2 document prints; `number` counts from 1."""
    try:
        page = document[number - 1]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        blank = Frame(*_A4, 0, (1, 0, 0, -1, 0, _A4[1]))
        placer = Placer(number, blank)
        return PrintedPage(placer, *_A4, (), (), "none", lack=Lack.DAMAGED)
    seen = frame_of(page)
    try:
        text = page_text(textpage)
        angle = text_angle(textpage, seen, text)
        frame = turned(seen, angle)
        words = read_words(textpage, frame, text)
        edges = merged(read_edges(page, frame))
        words = _cut_by_rulings(words, edges.vertical, textpage, frame)
    finally:
        textpage.close()
    lack = find_lack(page, words, frame.width * frame.height)
    overlays = read_overlays(document, number, page, frame, words)
    page.close()
    if lack is Lack.GARBAGE:
        words = []
    route = "pdfium" if words else "none"
    printed = arrange_page(Placer(number, seen, angle), frame, words, edges, route)
    return replace(
        printed,
        lines=tuple(fill_gaps(printed.lines, overlays)),
        stamps=tuple(stamp_of(overlay, printed.placer) for overlay in overlays),
        lack=lack,
    )


def read_again(
    data: bytes, pages: Sequence[PrintedPage], password: str | None
) -> Iterator[PrintedPage]:
    """Yield the pages, those whose words are in pieces as pdfplumber reads them, if it does better.

    Args:
        data: the file.
        pages: its pages as pdfium reads them.
        password: what opens the file, if anything has to.
    """
    broken = {page.number: page for page in pages if is_broken(page.broken)}
    better: dict[int, PrintedPage] = {}
    upright = [n for n, page in broken.items() if not page.placer.angle and not page.stamps]
    for number, words, edges in read_slowly(data, upright, password) if upright else ():
        page = broken[number]
        other = arrange_page(page.placer, page.placer.seen, words, merged(edges), "pdfplumber")
        if other.broken < page.broken:
            better[number] = replace(other, lack=page.lack)
    for page in pages:
        yield better.get(page.number, page)


def merged(edges: Edges) -> Edges:
    """Return the strokes snapped and joined."""
    return Edges(merge(edges.vertical), merge(edges.horizontal))


def arrange_page(
    placer: Placer, frame: Frame, words: Sequence[Word], edges: Edges, route: str
) -> PrintedPage:
    """Return the page of words and merged edges, whichever parser they came from."""
    if len(edges.vertical) + len(edges.horizontal) <= MAX_STROKES:
        edges = _completed(edges, words)
    tables, rest = _take_tables(placer, edges, words)
    lines = set_lines(rest)
    plain = find_plain_tables(lines)
    if plain.vertical:
        more, rest = _take_tables(placer, merged(plain), rest)
        tables += more
        lines = set_lines(rest)
    return PrintedPage(placer, frame.width, frame.height, tuple(lines), tuple(tables), route)


def _completed(edges: Edges, words: Sequence[Word]) -> Edges:
    """Return the strokes with those that tables leave out."""
    ends = find_ends(edges, words)
    if ends:
        edges = Edges(edges.vertical, merge([*edges.horizontal, *ends]))
    missing = complete(edges, words)
    if missing.vertical:
        edges = merged(Edges(*(a + b for a, b in zip(edges, missing, strict=True))))
    sides = find_sides(edges, words)
    return Edges(merge([*edges.vertical, *sides]), edges.horizontal) if sides else edges


def _take_tables(
    placer: Placer, edges: Edges, words: Sequence[Word]
) -> tuple[list[PrintedTable], list[Word]]:
    """Return the tables that the strokes rule, and the words that stand in none.

    A table inside a cell of another belongs to that cell, whose text holds its words too.
    """
    grids: list[Grid] = []
    homes: dict[int, int] = {}  # the table that holds another, where their strokes run together
    for cells in find_tables(edges) if words else []:
        found = parted(cells)
        homes |= {len(grids) + number: len(grids) for number in range(1, len(found))}
        grids += found
    rest = list(words)
    tables: list[PrintedTable] = []
    nested: dict[tuple[int, int], list[Table]] = {}
    for number in sorted(range(len(grids)), key=lambda n: grids[n].area):
        grid = grids[number]
        home = _home(grid, grids, homes.get(number))
        inside, outside = fill(grid, rest)
        least = ROWS
        while (boxes := finer(grid, inside, least)) is not None:
            grid = grids[number] = Grid(boxes)
            inside, outside = fill(grid, rest)
            least = ROWS - 1
        within = {cell: nested[number, cell] for n, cell in nested if n == number}
        table = table_of(grid, inside, placer, within)
        if not any(cell.text for cell in table.cells) or _is_picture(table):
            continue
        if home is None:
            rest = outside
            tables.append(PrintedTable(grid.box.y0, grid.box.y1, table))
        else:
            nested.setdefault(home, []).append(table)
    return sorted(tables, key=lambda t: t.top), rest


def _is_picture(table: Table) -> bool:
    """Tell whether strokes make no table but a drawing: one column, most of its cells blank."""
    return table.n_cols == 1 and 2 * sum(bool(c.text) for c in table.cells) < len(table.cells)


def _home(grid: Grid, grids: Sequence[Grid], known: int | None) -> tuple[int, int] | None:
    """Return which cell of which other grid holds a grid: the smallest one that does."""
    if known is not None:
        middle = ((grid.box.x0 + grid.box.x1) / 2, (grid.box.y0 + grid.box.y1) / 2)
        cell = grids[known].cell_at(*middle)
        return None if cell is None else (known, cell)
    homes = [
        (other.area, number, cell)
        for number, other in enumerate(grids)
        if other is not grid and (cell := other.holds(grid.box)) is not None
    ]
    return min(homes)[1:] if homes else None


def _cut_by_rulings(
    words: list[Word], verticals: list[Edge], textpage: Any, frame: Frame
) -> list[Word]:
    """Return the words, those that run through a vertical ruling cut in two.

    Only a ruling that stands between two glyphs cuts: one that touches a word's edge does not.
    """
    out: list[Word] = []
    walls = sorted(verticals)
    ats = [wall.at for wall in walls]
    for word in words:
        first = bisect_right(ats, word.x0 + 1)
        if first == len(ats) or ats[first] >= word.x1 - 1:
            out.append(word)
            continue
        last = bisect_left(ats, word.x1 - 1)
        middle = (word.y0 + word.y1) / 2
        xs = [w.at for w in walls[first:last] if w.start <= middle <= w.end]
        if xs and word.at >= 0 and len(word.text) > 1:
            out += split_at(word, xs, textpage, frame)
        else:
            out.append(word)
    return out
