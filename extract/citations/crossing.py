"""The texts of a document one after the other, and citations torn between two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import regex

from extract.citations.model import RawReference, Slot
from extract.citations.patterns import words
from extract.document import Block, BlockKind, Cell, Document, Table

_FURNITURE = (BlockKind.HEADER, BlockKind.FOOTER)
_BEFORE = 90
_AFTER = 120
# A text that breaks off inside a citation: after số, after ngày, inside number and symbol.
_UNFINISHED = regex.compile(
    r"(?:(?<!\p{L})số|(?<!\p{L})ngày|[0-9]\s?/|[0-9]/(?:[0-9]{4}/)?[A-ZĐ][A-ZĐa-z]{0,3}-?"
    r"|[0-9]/(?:[0-9]{4}/)?[A-ZĐ][\w-]{1,24}-|[0-9]/(?:[0-9]{4}/)?[A-ZĐ][\w-]{2,24}(?:\s+ngày\s+[0-9/]{0,6})?)\s*$",
    regex.IGNORECASE,
)
_BEGINS = regex.compile(r"\s*(?:số\s+)?[0-9OlI]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or cell: its text, where that begins in its block, and its neighbors' ends."""

    block: int
    cell: tuple[int, int] | None
    offset: int
    text: str
    before: str = ""
    after: str = ""


def pieces(document: Document) -> Iterator[Piece]:
    """Yield the texts that may hold citations; page furniture once, however often it repeats."""
    seen: set[str] = set()
    prose = [b for b in document.blocks if b.kind not in _FURNITURE]
    neighbors = {b.ordinal: (_text(prose, i - 1), _text(prose, i + 1)) for i, b in enumerate(prose)}
    for block in document.blocks:
        if block.table is not None:
            yield from _cells(block, block.table)
        elif block.kind in _FURNITURE:
            if block.text not in seen:
                seen.add(block.text)
                yield Piece(block.ordinal, None, 0, block.text)
        else:
            before, after = neighbors[block.ordinal]
            yield Piece(block.ordinal, None, 0, block.text, before[-_BEFORE:], after[:_AFTER])


def _text(blocks: list[Block], index: int) -> str:
    if not 0 <= index < len(blocks) or blocks[index].table is not None:
        return ""
    return blocks[index].text


def _cells(block: Block, table: Table) -> Iterator[Piece]:
    _, offsets = table.layout()
    by_place = {(cell.row, cell.col): cell for cell in table.cells}
    for cell in table.cells:
        if not cell.text:
            continue
        before, after = _continued(by_place, cell)
        place = (cell.row, cell.col)
        yield Piece(block.ordinal, place, offsets[place], cell.text, before, after)


def _continued(by_place: dict[tuple[int, int], Cell], cell: Cell) -> tuple[str, str]:
    """Return what stands in the same column of a row that continues this one, or is continued."""
    above = by_place.get((cell.row - 1, cell.col))
    below = by_place.get((cell.row + cell.row_span, cell.col))
    before = above.text[-_BEFORE:] if above and _is_rest(by_place, cell.row) else ""
    after = below.text[:_AFTER] if below and _is_rest(by_place, below.row) else ""
    return before, after


def _is_rest(by_place: dict[tuple[int, int], Cell], row: int) -> bool:
    first = by_place.get((row, 0))
    return first is not None and not first.text.strip()


def finish_torn(
    piece: Piece, find: Callable[[str], tuple[RawReference, ...]]
) -> Iterator[RawReference]:
    """Yield the citations whose number stands in the piece, read with what was torn off."""
    before = piece.before if _needs_before(piece) else ""
    after = piece.after if piece.after and _UNFINISHED.search(piece.text[-60:]) else ""
    if not before and not after:
        yield from find(piece.text)
        return
    lead = len(before) + 1 if before else 0
    joined = (before + "\n" if before else "") + piece.text + ("\n" + after if after else "")
    found = find(joined)
    kept = [r for r in found if lead <= _anchor(r) < lead + len(piece.text)]
    places = {id(r): index for index, r in enumerate(kept)}
    for reference in kept:
        related = reference.related
        target = None if related is None else places.get(id(found[related]))
        yield _clipped(replace(reference, related=target), lead, piece.text)


def _needs_before(piece: Piece) -> bool:
    if not piece.before or not _BEGINS.match(piece.text):
        return False
    tail = piece.before.rstrip().lower()
    return tail.endswith("số") or tail.endswith(
        tuple(w for w in words().kind_of_word if len(w) > 3)
    )


def _anchor(reference: RawReference) -> int:
    return reference.number.start if reference.number else reference.symbol.start


def _clipped(reference: RawReference, lead: int, text: str) -> RawReference:
    start = max(reference.start - lead, 0)
    end = min(reference.end - lead, len(text))
    whole = start == reference.start - lead and end == reference.end - lead
    traits = reference.traits if whole else tuple(dict.fromkeys((*reference.traits, "torn")))
    if not whole and "no-so" in traits and reference.start < lead:
        traits = tuple(t for t in traits if t != "no-so")

    def cut(slot: Slot | None) -> Slot | None:
        if slot is None:
            return None
        if slot.start - lead >= 0 and slot.end - lead <= len(text):
            return Slot(slot.text, slot.start - lead, slot.end - lead)
        return Slot(slot.text, -1, -1)

    return replace(
        reference,
        start=start,
        end=end,
        text=text[start:end],
        number=cut(reference.number),
        year=cut(reference.year),
        symbol=cut(reference.symbol) or reference.symbol,
        kind_word=cut(reference.kind_word),
        date=cut(reference.date),
        issuer=cut(reference.issuer),
        subject=cut(reference.subject),
        scope=cut(reference.scope),
        traits=traits,
    )
