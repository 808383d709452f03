"""The texts of a document one after the other, and citations torn between two of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from itertools import accumulate, chain
from typing import NamedTuple

import regex

from extract.citations.build import citations_in
from extract.citations.marred import unmarred
from extract.citations.matching import SEPARATOR, Ready, anchors, anchors_as_printed, matching_text
from extract.citations.model import RawReference, Slot, new
from extract.citations.patterns import words
from extract.document import FURNITURE, Block, Cell, Document, Table, TextSpan
from extract.text import Folded

_BEFORE = 90
_AFTER = 120
# A text that breaks off inside a citation: after số, after ngày, inside number and symbol. It is
# looked for from the end, where it must be.
_UNFINISHED = regex.compile(
    r"(?r)(?:(?<!\p{L})(?:số|ngày|Số|SỐ|NGÀY)"
    r"|[0-9]\s?[/-]\s?(?:[0-9]{4}/\s?)?(?:[A-ZĐ][\w&-]{0,24}-?)?(?:\s+ngày(?:\s+[0-9/]{1,6})?)?"
    r"|[A-ZĐ]\s+ngày\s+[0-9]{1,2}\s+tháng(?:\s+[0-9]{1,2}(?:\s+năm)?)?)\s*$"
)
_FINISHED = '.;:)!?”"…'
_OPEN = ("số", "ngày")
# It goes on with the number, or with who issued the act that the line before it names.
_BEGINS = re.compile(r"\s*(?:(?:(?:số|SỐ)\s+)?[0-9OlI]|CỦA)")


class Piece(NamedTuple):
    """A paragraph or cell: its text, where that begins in its block, its neighbors' texts.

    A neighbor's text is empty when the piece cannot go on with it.
    """

    block: int
    cell: tuple[int, int] | None
    offset: int
    text: str
    before: str = ""
    after: str = ""
    ready: Ready | None = None


class Walk:
    """The texts of a document in a row, joined so that one look finds the few that matter.

    Page furniture stands there once, however often it repeats.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._blocks = document.blocks
        texts: list[str] = []
        scanned: list[int] = []  # which of them were read from a picture
        # What holds each text: the block's place in the document, or the whole piece of a cell.
        holders: list[int | Piece] = []
        seen: set[str] = set()
        header, footer = FURNITURE
        self.has_tables = False
        for place, block in enumerate(document.blocks):
            if block.table is not None:
                self.has_tables = True
                cells = list(_cells(block, block.table))
                if any(_is_scanned(cell.spans) for cell in block.table.cells):
                    scanned += range(len(texts), len(texts) + len(cells))
                texts += [piece.text for piece in cells]
                holders += cells
                continue
            text = block.text
            if block.kind is header or block.kind is footer:
                if text in seen:
                    continue
                seen.add(text)
            if block.spans and _is_scanned(block.spans):
                scanned.append(len(texts))
            texts.append(text)
            holders.append(place)
        self._holders = holders
        self.text = self._matched = SEPARATOR.join(texts)
        if scanned:
            for index in scanned:
                texts[index] = unmarred(texts[index])
            self._matched = SEPARATOR.join(texts)
        self._starts = list(accumulate([len(text) + 1 for text in texts], initial=0))

    @cached_property
    def folded(self) -> Folded:
        """Return the joined text as it is matched; its offsets lead back to `text`."""
        return matching_text(self._matched)

    def at(self, offset: int) -> tuple[Piece, int]:
        """Return the piece that holds an offset of the joined text, and the offset in its text.

        It comes without its neighbors.
        """
        index = bisect_right(self._starts, offset) - 1
        holder, at = self._holders[index], offset - self._starts[index]
        if not isinstance(holder, int):
            return holder, at
        block = self._blocks[holder]
        return Piece(block.ordinal, None, 0, block.text), at

    def _piece(self, index: int, ready: Ready | None = None) -> Piece:
        holder = self._holders[index]
        if not isinstance(holder, int):
            return holder if ready is None else holder._replace(ready=ready)
        block = self._blocks[holder]
        if block.kind in FURNITURE:
            return Piece(block.ordinal, None, 0, block.text, "", "", ready)
        text = block.text
        before = self._beside(holder, -1) if _BEGINS.match(text) else ""
        after = self._beside(holder, 1) if _breaks_off(text) else ""
        return new(Piece, (block.ordinal, None, 0, text, before, after, ready))

    def _beside(self, place: int, step: int) -> str:
        """Return the text of the next block that way but for furniture, empty for a table."""
        place += step
        while 0 <= place < len(self._blocks):
            block = self._blocks[place]
            if block.kind not in FURNITURE:
                return block.text if block.table is None else ""
            place += step
        return ""

    def holding(self) -> Iterator[Piece]:
        """Yield the pieces that can hold a citation, in order, made ready for matching."""
        folded = self.folded
        text = folded.text
        in_place = folded.starts is None  # every character kept its place
        places = anchors(text) if in_place else anchors_as_printed(self._matched)
        starts, end = self._starts, 0
        start, index, found = 0, -1, list[int]()
        for offset in chain(places, (starts[-1],)):
            if offset < end:
                found.append(offset - start)
                continue
            if index >= 0:
                ready = new(Ready, (text[start : end - 1], found)) if in_place else None
                yield self._piece(index, ready)
            if offset < starts[-1]:
                index = bisect_right(starts, offset, index + 1) - 1
                start, end = starts[index], starts[index + 1]
                found = [offset - start]


def _is_scanned(spans: tuple[TextSpan, ...]) -> bool:
    return bool(spans) and spans[0].place.confidence is not None


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
    before = after = ""
    if above and _BEGINS.match(cell.text) and _is_rest(by_place, cell.row):
        before = above.text
    if below and _breaks_off(cell.text) and _is_rest(by_place, below.row):
        after = below.text
    return before, after


def _is_rest(by_place: dict[tuple[int, int], Cell], row: int) -> bool:
    first = by_place.get((row, 0))
    return first is not None and not first.text.strip()


class Reader:
    """Reads the pieces of a document; a text that stands there again is read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bool], tuple[int, tuple[RawReference, ...]]] = {}

    def read(self, piece: Piece) -> tuple[RawReference, ...]:
        """Return the citations whose number stands in the piece, as `citations_of` does."""
        if piece.before or piece.after:
            return citations_of(piece)
        key = piece.text, piece.cell is None
        known = self._known.get(key)
        if known is None:
            found = citations_of(piece)
            self._known[key] = piece.offset, found
            return found
        offset, found = known
        return tuple([_moved(reference, piece, piece.offset - offset) for reference in found])


def _moved(reference: RawReference, piece: Piece, by: int) -> RawReference:
    """Return the citation as it stands in a piece whose text begins `by` code points later."""
    if not by:
        return reference._replace(block=piece.block, cell=piece.cell)

    def moved(slot: Slot) -> Slot:
        return slot if slot.start < 0 else Slot(slot.text, slot.start + by, slot.end + by)

    return _with_slots(reference, moved)._replace(
        start=reference.start + by,
        end=reference.end + by,
        block=piece.block,
        cell=piece.cell,
    )


def _with_slots(reference: RawReference, change: Callable[[Slot], Slot]) -> RawReference:
    """Return the citation with each part that is printed as the function makes it."""

    def changed(slot: Slot | None) -> Slot | None:
        return None if slot is None else change(slot)

    return reference._replace(
        number=changed(reference.number),
        year=changed(reference.year),
        symbol=change(reference.symbol),
        kind_word=changed(reference.kind_word),
        date=changed(reference.date),
        issuer=changed(reference.issuer),
        subject=changed(reference.subject),
        scope=changed(reference.scope),
    )


def citations_of(piece: Piece) -> tuple[RawReference, ...]:
    """Return the citations whose number stands in the piece, read with what was torn off.

    `related` is an index into the result.
    """
    text = piece.text
    before = piece.before[-_BEFORE:] if piece.before and _is_unfinished(piece.before) else ""
    after = piece.after[:_AFTER]
    if not before and not after:
        return citations_in(text, piece.block, piece.cell, piece.offset, piece.ready)
    lead = len(before) + 1 if before else 0
    joined = (before + "\n" if before else "") + text + ("\n" + after if after else "")
    found = citations_in(joined, piece.block, piece.cell, piece.offset - lead)
    low, high = piece.offset, piece.offset + len(text)
    kept = [i for i, r in enumerate(found) if low <= _anchor(r) < high]
    places = {old: new for new, old in enumerate(kept)}
    return tuple(_clipped(found[i], low, high, text, places) for i in kept)


def _breaks_off(text: str) -> bool:
    if text[-1:] in _FINISHED or text[-4:].isdigit():  # a stop, a year
        return False
    tail = text[-60:]
    last = tail.rsplit(None, 2)[-2:]  # only a slash, số or ngày in these is what can be torn
    old = last and "-" in last[-1] and last[-1][:1].isdigit()  # NGHỊ ĐỊNH SỐ 33-HĐBT / NGÀY …
    torn = old or (last and ("/" in last[-1] or last[-1].lower() in _OPEN))
    # "ngày 08 tháng", "ngày 08 tháng 10", "ngày 08 tháng 10 năm"
    torn = torn or "tháng" in last or (last[-1:] == ["năm"] and "tháng" in tail[-16:])
    if not torn and (len(last) < 2 or ("/" not in last[0] and last[0].lower() != "ngày")):
        return False
    if not old and "/" not in tail and not tail.rstrip().lower().endswith(_OPEN):
        return False
    return _UNFINISHED.search(tail) is not None


@cache
def _heads() -> tuple[str, ...]:
    return ("số", *(word for word in words().kind_of_word if len(word) > 3))


def _is_unfinished(before: str) -> bool:
    return before[-1:] not in _FINISHED and before.rstrip().lower().endswith(_heads())


def _anchor(reference: RawReference) -> int:
    return reference.number.start if reference.number else reference.symbol.start


def _clipped(
    reference: RawReference, low: int, high: int, text: str, places: dict[int, int]
) -> RawReference:
    """Return the citation cut to its own piece; parts outside keep their text, not their place."""
    start, end = max(reference.start, low), min(reference.end, high)
    traits = reference.traits
    if (start, end) != (reference.start, reference.end):
        traits = tuple(dict.fromkeys((*traits, "torn")))

    def cut(slot: Slot) -> Slot:
        inside = low <= slot.start and slot.end <= high
        return slot if inside else Slot(slot.text, -1, -1)

    return _with_slots(reference, cut)._replace(
        start=start,
        end=end,
        text=text[start - low : end - low],
        traits=traits,
        related=None if reference.related is None else places.get(reference.related),
    )
