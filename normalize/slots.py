"""How surely a scan shows the letterhead's own number and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from extract.document import Document, TextSpan
from extract.letterhead import RawLetterhead
from extract.pieces import Piece, plain
from normalize.identity import Identity, locate, surety
from normalize.schema import Slot

# Where the figures begin: not in the name of the place, "Nha Trang, ngày 05 tháng 9 năm 2023".
_FIGURES = re.compile(r"\bNGAY\b|\bS[O0]\b")
# Put in by hand or stamped: room before the slash, "72 /BC-STP", or no slash that was seen as one.
_FILLED_IN = re.compile(r"[0-9][.…_\s]+/|[0-9]\s*[^0-9/\s]\s*[A-Z]{1,4}-")
_MIXED = re.compile(r"[0-9][A-Z|]|[A-Z|][0-9]")  # "ngày J8": one of its figures is read as a letter
_BY_HAND = 40.0  # confidence at most of what was put in by hand: no reading of that is sure


def normalize_slots(raw: RawLetterhead, document: Document, ids: Identity) -> tuple[Slot, ...]:
    """Return the letterhead's lines that had to be recognized; none for a printed text."""
    return tuple(_slots(raw, document, ids))


def _slots(raw: RawLetterhead, document: Document, ids: Identity) -> Iterator[Slot]:
    if raw.number_piece is not None:
        for slot in _slot("number", raw.number_piece, document, ids):
            unread = raw.number is None and any(c.isdigit() for c in slot.text)
            sure = min(slot.confidence, _BY_HAND) if unread else slot.confidence
            yield slot.model_copy(update={"confidence": sure})
    if raw.date_piece is not None:
        yield from _slot("issued_on", raw.date_piece, document, ids)


def _slot(
    name: Literal["number", "issued_on"], piece: Piece, document: Document, ids: Identity
) -> Iterator[Slot]:
    block = document.blocks[piece.block]
    if block.table is not None:
        return
    begin = _FIGURES.search(plain(piece.text))
    start = piece.start + (begin.start() if begin else 0)
    spans = tuple(s for s in block.spans if s.end > start and s.start < piece.end)
    figures = tuple(s for s in spans if _has_figure(s, block.text))
    sure = surety(figures or spans, start, piece.end)
    if sure is None:
        return
    text = block.text[start : piece.end].strip()
    by_hand = _FILLED_IN if name == "number" else _MIXED
    if by_hand.search(plain(text)):
        sure = min(sure, _BY_HAND)
    page, box = locate(spans, start, piece.end)
    yield Slot(
        name=name, text=text, confidence=sure, block_id=ids.block(piece.block), page=page, bbox=box
    )


def _has_figure(span: TextSpan, text: str) -> bool:
    return any(c.isdigit() for c in text[span.start : span.end])
