"""Documents cited without their number, as printed: laws by name, "Quyết định nêu trên".

What is meant is told by `normalize.indirect`. The words stand in `indirect.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from extract.citations.crossing import Walk
from extract.citations.matching import SEPARATOR
from extract.citations.patterns import words
from extract.document import FURNITURE

_FILE = Path(__file__).with_suffix(".toml")
# The clause that begins with a law's name: to a stop, a quotation, a break of line or column.
_CLAUSE = re.compile(rf"(?:[^;:\[\]\"“”\n\t{SEPARATOR}.]|\.(?=\S)|\n(?=\S)){{1,160}}")
_NAMED = re.compile(r"(?i)[ \n\xa0]{1,3}(?!(?:sư|số|gia|này|học|và)\b)\w")
_ENDS = re.compile(rf"\s*(?:[,.;:)\n\t{SEPARATOR}]|$)")
_LETTER = re.compile(r"\w")
_BEFORE = 40  # characters before a pointing word that can hold the kind and what counts it


class RawIndirect(NamedTuple):
    """One place that cites a document without its number; `text` is the block's `start:end`.

    Of a law (`way` "law") it is the clause from the head of the name on: how far the name goes is
    told by who knows the names. `cell` is its row and column in a table.
    """

    way: Literal["law", "pointer"]
    kind: str
    block: int
    start: int
    end: int
    text: str
    cell: tuple[int, int] | None = None
    several: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    heads: tuple[tuple[str, str], ...]  # as matched, the kind
    pointers: tuple[str, ...]
    ending: frozenset[str]
    several: frozenset[str]
    kinds: tuple[tuple[str, str], ...]  # the word as matched, the kind; the longest first


@cache
def _words() -> _Words:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    kind_of = words().kind_of_word
    heads = [(head, kind_of[head.lower()]) for head in data["laws"]["heads"]]
    pointers = data["pointers"]
    kinds = [
        (word.capitalize(), kind)
        for word, kind in kind_of.items()
        if kind in pointers["kinds"] and len(word) > 2
    ]
    return _Words(
        heads=tuple(sorted([*heads, *((head.upper(), kind) for head, kind in heads)], key=_long)),
        pointers=(*pointers["words"], *pointers["ending"]),
        ending=frozenset(pointers["ending"]),
        several=frozenset(pointers["several"]),
        kinds=tuple(sorted(kinds, key=_long)),
    )


def _long(pair: tuple[str, str]) -> tuple[int, tuple[str, str]]:
    return -len(pair[0]), pair


class _Found(NamedTuple):
    way: Literal["law", "pointer"]
    kind: str
    start: int
    end: int
    several: bool = False


def find_indirect(walk: Walk) -> tuple[RawIndirect, ...]:
    """Return the places that cite a document without its number, in reading order.

    Page furniture is left out. Offsets are code points of the block's text.
    """
    folded = walk.folded
    found = sorted([*_laws(folded.text), *_pointers(folded.text)], key=lambda one: one.start)
    made = []
    for one in found:
        start, end = folded.source(one.start, one.end)
        piece, at = walk.at(start)
        if walk.document.blocks[piece.block].kind in FURNITURE:
            continue
        text = piece.text[at : at + end - start]
        start = at + piece.offset
        end = start + len(text)
        made.append(
            RawIndirect(one.way, one.kind, piece.block, start, end, text, piece.cell, one.several)
        )
    return tuple(made)


def _laws(text: str) -> Iterator[_Found]:
    taken: set[int] = set()  # where the longer of two heads ended: BỘ LUẬT, LUẬT
    for head, kind in _words().heads:
        for at in _places(text, head):
            end = at + len(head)
            if end in taken or (at and _LETTER.match(text[at - 1])) or not _NAMED.match(text, end):
                continue
            taken.add(end)
            clause = _CLAUSE.match(text, end)
            assert clause is not None
            yield _Found("law", kind, at, end + len(clause[0].rstrip()))


def _pointers(text: str) -> Iterator[_Found]:
    known = _words()
    for word in known.pointers:
        for at in _places(text, " " + word):
            end = at + 1 + len(word)
            if _LETTER.match(text[end : end + 1]):
                continue
            if word in known.ending and not _ENDS.match(text, end):
                continue
            before = text[max(0, at - _BEFORE) : at]
            kind = next((pair for pair in known.kinds if before.endswith(pair[0])), None)
            if kind is None:
                continue
            start = at - len(kind[0])
            rest = before[: -len(kind[0])]
            if rest and _LETTER.match(rest[-1]):
                continue
            last = rest.split()[-1:]
            several = bool(last) and last[0].lower() in known.several
            yield _Found("pointer", kind[1], start, end, several)


def _places(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))
