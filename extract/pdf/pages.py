"""One page read: its words on lines, its ruled tables, and by which route."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from extract.document import Stamp, Table
from extract.pdf.cells import Grid, fill, table_of
from extract.pdf.frame import Frame, frame_of
from extract.pdf.lattice import find_tables, merge
from extract.pdf.lines import Line, set_lines
from extract.pdf.prose import Placer
from extract.pdf.rulings import Edge, Edges, read_edges
from extract.pdf.stamps import fill_gaps, read_overlays, stamp_of
from extract.pdf.words import Word, read_words, split_at


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A ruled table of one page, its box in the reading frame."""

    top: float
    bottom: float
    table: Table


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What a page prints: lines outside of tables, and tables, each from top to bottom."""

    placer: Placer
    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[PrintedTable, ...]
    route: str
    glyphs: int
    stamps: tuple[Stamp, ...] = ()

    @property
    def number(self) -> int:
        """Return the page's number, from 1."""
        return self.placer.page


def read_page(document: Any, number: int) -> PrintedPage:
    """Return what a page of an open pypdfium2 document prints; `number` counts from 1."""
    page = document[number - 1]
    textpage = page.get_textpage()
    try:
        frame = frame_of(page)
        words = read_words(textpage, frame)
        edges = read_edges(page, frame)
        merged = Edges(merge(edges.vertical), merge(edges.horizontal))
        words = _cut_by_rulings(words, merged.vertical, textpage, frame)
    finally:
        textpage.close()
    overlays = read_overlays(document, number, page, frame, words)
    page.close()
    printed = arrange_page(Placer(number, frame), frame, words, merged, "pdfium")
    return replace(
        printed,
        lines=tuple(fill_gaps(printed.lines, overlays)),
        stamps=tuple(stamp_of(overlay, printed.placer) for overlay in overlays),
    )


def arrange_page(
    placer: Placer, frame: Frame, words: Sequence[Word], edges: Edges, route: str
) -> PrintedPage:
    """Return the page of words and merged edges, whichever parser they came from."""
    rest = list(words)
    tables = []
    for boxes in find_tables(edges):
        grid = Grid(boxes)
        inside, rest = fill(grid, rest)
        table = table_of(grid, inside, placer)
        if any(cell.text for cell in table.cells):
            tables.append(PrintedTable(grid.box.y0, grid.box.y1, table))
    glyphs = sum(len(word.text) for word in words)
    lines = tuple(set_lines(rest))
    return PrintedPage(placer, frame.width, frame.height, lines, tuple(tables), route, glyphs)


def _cut_by_rulings(
    words: list[Word], verticals: list[Edge], textpage: Any, frame: Frame
) -> list[Word]:
    """Return the words, those that run through a vertical ruling cut in two.

    Only a ruling that stands between two glyphs cuts: one that touches a word's edge does not.
    """
    if not verticals:
        return words
    out: list[Word] = []
    for word in words:
        middle = (word.y0 + word.y1) / 2
        xs = [
            v.at
            for v in verticals
            if word.x0 + 1 < v.at < word.x1 - 1 and v.start <= middle <= v.end
        ]
        if xs and word.at >= 0 and len(word.text) > 1:
            out += split_at(word, xs, textpage, frame)
        else:
            out.append(word)
    return out
