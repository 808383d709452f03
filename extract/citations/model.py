"""A citation as printed, each part with its place."""

from __future__ import annotations

from typing import NamedTuple

# Makes a named tuple of all its values; the class itself takes three times as long.
new = tuple.__new__


class Slot(NamedTuple):
    """A part of a citation as printed; offsets index the text the citation stands in.

    `start` is -1 for a part that stands in another block or cell.
    """

    text: str
    start: int
    end: int


class RawReference(NamedTuple):
    """One citation of a numbered document, as printed and not judged.

    `start:end` index the text of the block with ordinal `block`; for a cell (`cell` is its row and
    column) they index the table block's text. A part may stand outside of them: a kind word that
    heads a list, a date before its citation. `number` is None when it was left blank.

    `kind` is the abbreviation of the kind word, "" for a word that names any document ("văn bản");
    it is None without a word. `relation` tells what the text says this document does to, or
    suffers from, the citation with index `related` in the same result.
    """

    start: int
    end: int
    text: str
    grammar: str  # "administrative", "normative", "party", "assembly"
    number: Slot | None
    year: Slot | None
    symbol: Slot
    kind_word: Slot | None = None
    kind: str | None = None
    date: Slot | None = None
    issuer: Slot | None = None
    subject: Slot | None = None
    scope: Slot | None = None
    traits: tuple[str, ...] = ()
    relation: str | None = None
    related: int | None = None
    attached: bool = False  # "kèm theo" stands before it: it may name the report itself
    block: int = 0
    cell: tuple[int, int] | None = None
