"""Whole tables: torn ones stitched, headers told from data, captions read from around them."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

from extract.captions import find_caption, is_footnote, opens_table
from extract.columns import fitted
from extract.document import FURNITURE, Block, BlockKind, Caption, Document, Table, TextSpan
from extract.grid import own_rows
from extract.headers import find_header
from extract.stitching import append, begins_anew, fragments_of, same_table, whole
from extract.torn_headers import completed


def stitch(document: Document) -> Document:
    """Return the document with its torn tables whole, each with header rows and caption.

    Page furniture between the parts of a torn table follows the whole table. Blocks are numbered
    anew; a stitched table's text and spans are those of all its cells.
    """
    numbered = [replace(b, ordinal=number) for number, b in enumerate(_joined(document.blocks))]
    return replace(document, blocks=tuple(_with_captions(numbered)))


def _joined(blocks: tuple[Block, ...]) -> list[Block]:
    out: list[Block] = []
    tail: list[Block] = []  # furniture and footnotes since the last table
    for block in blocks:
        last = out[-1] if out else None
        if block.table is not None and last is not None and last.table is not None:
            part = fitted(last.table, _with_fragment(block))
            apart = any(between.kind not in FURNITURE for between in tail)
            named = any(opens_table(between.text) for between in tail)
            new = named and begins_anew(last.table, part)
            if not new and same_table(last.table, part, apart=apart):
                out[-1] = _rewritten(last, append(last.table, part))
                continue
            if (table := completed(last.table, part)) is not None:
                out.pop()  # what is left of the table is on the next page
                furniture = [] if apart else tail
                out += [*furniture, _rewritten(last, table)]
                tail = tail if apart else []
                continue
        if block.table is not None:
            out += [*tail, replace(block, table=whole(block.table, block.page))]
            tail = []
        elif last is not None and last.table is not None and _stands_aside(block):
            tail.append(block)
        else:
            out += [*tail, block]
            tail = []
    return out + tail


def _stands_aside(block: Block) -> bool:
    """Tell whether a block may stand between the parts of a torn table: furniture, a footnote."""
    return block.kind in FURNITURE or not block.text.strip() or is_footnote(block)


def _with_fragment(block: Block) -> Table:
    assert block.table is not None
    return replace(block.table, fragments=fragments_of(block.table, block.page))


def _rewritten(block: Block, table: Table) -> Block:
    """Return the block with the stitched table's text and its cells' places in that text."""
    text, offsets = table.layout()
    spans = []
    for cell in sorted(table.cells, key=attrgetter("row", "col")):
        start = offsets.get((cell.row, cell.col))
        if start is not None:
            spans += [
                TextSpan(s.start + start, s.end + start, s.place, s.source) for s in cell.spans
            ]
    return replace(block, text=text, table=table, spans=tuple(spans) or block.spans)


def _title_rows(block: Block, table: Table) -> list[Block]:
    """Return the rows that stand in the grid above its header, each as a paragraph of its own."""
    rows = own_rows(table)[: find_header(table).first]
    printed = [cell for row in rows for cell in row.values()]
    return [replace(block, kind=BlockKind.PARAGRAPH, text=c.text, table=None) for c in printed]


def _with_captions(blocks: list[Block]) -> list[Block]:
    out: list[Block] = []
    previous: Caption | None = None
    since = 0  # where the blocks after the last table begin
    for position, block in enumerate(blocks):
        if block.kind is BlockKind.TABLE and block.table is not None:
            above = [*blocks[since:position], *_title_rows(block, block.table)]
            caption = find_caption(above, previous)
            if block.table.caption != Caption():
                caption = block.table.caption  # the reader knew better: a sheet's title rows
            block = replace(block, table=replace(block.table, caption=caption))
            previous, since = caption, position + 1
        out.append(block)
    return out
