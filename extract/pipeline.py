"""Bytes in, everything printed out: the one way through `extract`."""

from __future__ import annotations

from dataclasses import dataclass

from extract.document import Document
from extract.figures import RawFigure, find_figures, printed_slots
from extract.indirect import RawIndirect, find_indirect
from extract.layout import arrange
from extract.letterhead import RawLetterhead, find_letterhead
from extract.options import ReadOptions
from extract.reading import read_document
from extract.references import RawReference, Walk, references_on
from extract.tables import stitch


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one file prints: the document and what was found in it, as written."""

    document: Document
    letterhead: RawLetterhead
    references: tuple[RawReference, ...]
    indirect: tuple[RawIndirect, ...]
    figures: tuple[RawFigure, ...]


def extract(data: bytes, name: str, options: ReadOptions) -> Extraction:
    """Return what the file prints; `name` serves messages only, content decides the reader.

    Raises:
        ReadError: when the file cannot be read at all.
    """
    document = stitch(arrange(read_document(data, name, options)))
    walk = Walk(document)
    references = references_on(walk, options.max_references)
    return Extraction(
        document=document,
        letterhead=find_letterhead(document),
        references=references,
        indirect=find_indirect(walk),
        figures=find_figures(document, printed_slots(references)),
    )
