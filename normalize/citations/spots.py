"""Where a citation stands: identifiers, page, box and surroundings."""

from __future__ import annotations

from extract.document import Block, Document, TextSpan
from extract.indirect import RawIndirect
from extract.references import RawReference
from normalize.grids import Grid
from normalize.identity import Identity, locate, surety
from normalize.schema import Box

_CONTEXT = 80  # characters kept on each side for a reader
_NO_SPOT = (None, None, None)
Cited = RawReference | RawIndirect


class Places:
    """Finds identifiers, page, box and surroundings of a citation."""

    def __init__(self, document: Document, ids: Identity) -> None:
        self._blocks = document.blocks
        self._ids = ids
        self._tables: dict[int, str] = {}
        self._grids: dict[int, Grid] = {}
        self._block_ids: dict[int, str] = {}
        for block in [b for b in document.blocks if b.table is not None]:
            self._tables[block.ordinal] = ids.table(len(self._tables))

    def table_of(self, raw: Cited) -> str | None:
        """Return the identifier of the table that holds it, None outside of tables."""
        return self._tables.get(raw.block)

    def block_of(self, raw: Cited) -> str:
        """Return the identifier of the block that holds it."""
        made = self._block_ids.get(raw.block)
        if made is None:
            made = self._block_ids[raw.block] = self._ids.block(raw.block)
        return made

    def spot(self, raw: Cited) -> tuple[int | None, Box | None, float | None]:
        """Return page, box and the confidence of OCR; all None for a source without pages."""
        if raw.cell is None and not self._blocks[raw.block].spans:
            return _NO_SPOT
        spans, start, end = self._run(raw)
        if not spans:
            return _NO_SPOT
        return *locate(spans, start, end), surety(spans, start, end)

    def _run(self, raw: Cited) -> tuple[tuple[TextSpan, ...], int, int]:
        """Return the spans that a citation stands in, and where in their text."""
        block = self._blocks[raw.block]
        if raw.cell is None:
            return block.spans, raw.start, raw.end
        _, spans, offset = self._grid(block).at(raw.cell)
        return spans, raw.start - offset, raw.end - offset

    def context(self, raw: Cited) -> str:
        """Return it with what stands on both sides of it in its block or cell."""
        block = self._blocks[raw.block]
        if raw.cell is None:
            start = raw.start - _CONTEXT
            return block.text[start if start > 0 else 0 : raw.end + _CONTEXT]
        text, _, offset = self._grid(block).at(raw.cell)
        return text[max(0, raw.start - offset - _CONTEXT) : raw.end - offset + _CONTEXT]

    def _grid(self, block: Block) -> Grid:
        made = self._grids.get(block.ordinal)
        if made is None:
            made = self._grids[block.ordinal] = Grid(block)
        return made
