"""Pages written out as blocks in reading order: furniture, paragraphs and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.document import Block, BlockKind, Style, Table, TextSpan
from extract.pdf.columns import Zone, split_zones
from extract.pdf.furniture import find_furniture
from extract.pdf.lines import Line
from extract.pdf.pages import PrintedPage, PrintedTable
from extract.pdf.paragraphs import Margins, Paragraph, gather, margins_of
from extract.pdf.prose import write

_CROOKED = 8.0  # points by which the middles of centered lines may differ
_GUTTER = 8.0  # points between two columns at least


def write_blocks(pages: Sequence[PrintedPage]) -> tuple[Block, ...]:
    """Return the blocks of all pages, numbered."""
    furniture = find_furniture([(page.lines, page.height) for page in pages])
    known = _document_margins(pages, furniture)
    blocks: list[Block] = []
    for page, kinds in zip(pages, furniture, strict=True):
        for block in _page_blocks(page, kinds, known[round(page.width)]):
            blocks.append(_numbered(block, len(blocks)))
    return tuple(blocks)


def _numbered(block: Block, ordinal: int) -> Block:
    return Block(ordinal, block.kind, block.text, block.spans, block.table, block.style)


def _document_margins(
    pages: Sequence[PrintedPage], furniture: Sequence[dict[int, BlockKind]]
) -> dict[int, Margins]:
    """Return the usual margins for each page width: a page of short lines shows none itself."""
    lines: dict[int, list[Line]] = {}
    for page, kinds in zip(pages, furniture, strict=True):
        kept = [line for number, line in enumerate(page.lines) if number not in kinds]
        lines.setdefault(round(page.width), []).extend(kept)
    return {width: margins_of(kept, float(width)) for width, kept in lines.items()}


def _page_blocks(page: PrintedPage, kinds: dict[int, BlockKind], known: Margins) -> Iterator[Block]:
    body = [line for number, line in enumerate(page.lines) if number not in kinds]
    for number, kind in sorted(kinds.items()):
        if kind is BlockKind.HEADER:
            yield _furniture(page, page.lines[number], kind)
    margins = _page_margins(body, page.width, known)
    for part in _parts(body, page.tables):
        if isinstance(part, PrintedTable):
            yield _table_block(part.table)
        else:
            for zone in split_zones(part, page.width):
                yield from _zone_blocks(page, zone, margins)
    for number, kind in sorted(kinds.items()):
        if kind is BlockKind.FOOTER:
            yield _furniture(page, page.lines[number], kind)


def _page_margins(body: Sequence[Line], width: float, known: Margins) -> Margins:
    """Return the page's own margins where enough lines show them, else the document's."""
    long = [line for line in body if line.x1 - line.x0 > 0.4 * width]
    ends = Counter(round(line.x1) for line in long)
    if long and max(ends.values()) >= 5:
        return margins_of(body, width)
    return known


def _parts(
    lines: Sequence[Line], tables: Sequence[PrintedTable]
) -> Iterator[PrintedTable | list[Line]]:
    """Yield runs of lines and the tables between them, top to bottom."""
    rest = list(lines)
    for table in sorted(tables, key=lambda t: t.top):
        above = [line for line in rest if (line.y0 + line.y1) / 2 < table.top]
        if above:
            yield above
        rest = [line for line in rest if (line.y0 + line.y1) / 2 >= table.top]
        yield table
    if rest:
        yield rest


def _zone_blocks(page: PrintedPage, zone: Zone, margins: Margins) -> Iterator[Block]:
    if not zone.right:
        for paragraph in gather(zone.left, margins):
            yield _paragraph_block(page, paragraph)
        return
    # A column reaches to the gutter or to the page's margin, whatever its longest line.
    gutter = min(line.x0 for line in zone.right) - _GUTTER
    for side, right in ((zone.left, gutter), (zone.right, margins.right)):
        if not side:
            continue
        right = max(right, *(line.x1 for line in side))
        own = Margins(min(line.x0 for line in side), right, margins.leading)
        centered = _share_a_middle(side)
        for paragraph in gather(side, own, titles=False):
            style = replace(paragraph.style, centered=centered)
            yield _paragraph_block(page, replace(paragraph, style=style))


def _share_a_middle(lines: Sequence[Line]) -> bool:
    middles = [(line.x0 + line.x1) / 2 for line in lines]
    return len(lines) > 1 and max(middles) - min(middles) <= _CROOKED


def _paragraph_block(page: PrintedPage, paragraph: Paragraph) -> Block:
    text, spans = write(paragraph.joined, page.placer)
    return Block(0, BlockKind.PARAGRAPH, text, spans, style=paragraph.style)


def _furniture(page: PrintedPage, line: Line, kind: BlockKind) -> Block:
    text, spans = write([("", line)], page.placer)
    return Block(0, kind, text, spans, style=Style(size=line.size or None))


def _table_block(table: Table) -> Block:
    text, offsets = table.layout()
    spans: list[TextSpan] = []
    for cell in table.cells:
        start = offsets[cell.row, cell.col]
        spans += [span.moved(start) for span in cell.spans]
    return Block(0, BlockKind.TABLE, text, tuple(spans), table)
