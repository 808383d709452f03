"""Citations of numbered documents (viện dẫn văn bản) in a text or a document, as printed.

`find_in_text` is the whole engine on one text. `find_references` walks a document: paragraphs and
cells, over the breaks that tear a citation apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.citations.build import citations_in
from extract.citations.crossing import Piece, finish_torn, pieces
from extract.citations.model import RawReference, Slot
from extract.citations.short_forms import find_short_forms
from extract.document import Document

__all__ = ["RawReference", "Slot", "find_in_text", "find_references"]


def find_in_text(text: str) -> tuple[RawReference, ...]:
    """Return the citations of one text, in order; `text[r.start:r.end] == r.text`.

    Offsets are code points of the text as given, composed (NFC) or not.
    """
    return citations_in(text)


def find_references(document: Document) -> tuple[RawReference, ...]:
    """Return the citations of a document in reading order, `related` as index into the result."""
    walked = tuple(pieces(document))
    result: list[RawReference] = []
    for piece in walked:
        result += _placed(piece, len(result))
    return find_short_forms(walked, tuple(result))


def _placed(piece: Piece, offset: int) -> Iterator[RawReference]:
    for found in finish_torn(piece, citations_in):
        yield replace(
            found,
            block=piece.block,
            cell=piece.cell,
            start=found.start + piece.offset,
            end=found.end + piece.offset,
            number=_moved(found.number, piece.offset),
            year=_moved(found.year, piece.offset),
            symbol=_moved(found.symbol, piece.offset) or found.symbol,
            kind_word=_moved(found.kind_word, piece.offset),
            date=_moved(found.date, piece.offset),
            issuer=_moved(found.issuer, piece.offset),
            subject=_moved(found.subject, piece.offset),
            scope=_moved(found.scope, piece.offset),
            related=None if found.related is None else found.related + offset,
        )


def _moved(slot: Slot | None, offset: int) -> Slot | None:
    if slot is None or slot.start < 0 or not offset:
        return slot
    return Slot(slot.text, slot.start + offset, slot.end + offset)
