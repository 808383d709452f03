"""Citations of numbered documents (viện dẫn văn bản) in a text or a document, as printed.

`find_in_text` is the whole engine on one text. `find_references` walks a document: paragraphs and
cells, over the breaks that tear a citation apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.citations.beside import take_dates_beside
from extract.citations.build import citations_in
from extract.citations.crossing import Reader, Walk
from extract.citations.listed import find_listed
from extract.citations.model import RawReference, Slot
from extract.citations.short_forms import find_short_forms, merged
from extract.collecting import collection_paused
from extract.document import Document
from extract.errors import LimitError

__all__ = ["RawReference", "Slot", "Walk", "find_in_text", "find_references", "references_on"]


def find_in_text(text: str) -> tuple[RawReference, ...]:
    """Return the citations of one text, in order; `text[r.start:r.end] == r.text`.

    Offsets are code points of the text as given, composed (NFC) or not.
    """
    return citations_in(text)


def find_references(document: Document, most: int | None = None) -> tuple[RawReference, ...]:
    """Return the citations of a document in reading order, `related` as index into the result.

    Raises:
        LimitError: when there are more than `most`.
    """
    return references_on(Walk(document), most)


@collection_paused()
def references_on(walk: Walk, most: int | None = None) -> tuple[RawReference, ...]:
    """Return what `find_references` returns, of a walk that others take too.

    Raises:
        LimitError: when there are more than `most`.
    """
    document = walk.document
    result: list[RawReference] = []
    reader = Reader()
    for piece in walk.holding():
        found = reader.read(piece)
        # Alone in its piece, a citation has no other to be related to.
        result += found if len(found) < 2 else _counted_from(len(result), found)
        if most is not None and len(result) > most:
            raise LimitError(
                f"Tệp có hơn {most} viện dẫn, quá giới hạn.",
                f"The file has more than {most} references, the limit.",
                remedy="Hãy chia nhỏ tệp.",
                remedy_en="Split the file.",
            )
    if walk.has_tables:
        listed = find_listed(document, result)
        if listed:
            result = list(merged(tuple(result), listed))
        result = list(take_dates_beside(document, result))
    return find_short_forms(walk, tuple(result))


def _counted_from(first: int, found: tuple[RawReference, ...]) -> Iterator[RawReference]:
    for reference in found:
        if reference.related is None or not first:
            yield reference
        else:
            yield reference._replace(related=reference.related + first)
