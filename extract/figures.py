"""Figures in prose as printed: a number, the noun it counts and the ratio it stands in.

Prose is every block that is no table, and the cells of tables that hold words. Nothing is
judged here: what a figure speaks of is told by `normalize.prose`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from operator import itemgetter

from extract.citations.model import RawReference
from extract.document import Block, BlockKind, Document
from extract.held import Held
from extract.prose.words import patterns, units, vocabulary

_START = itemgetter(0)
_LOOKBACK = 24  # characters in which the word before a number is looked for
_FIGURE = re.compile(r"\d|(?:không|chưa)(?=\s|[.;,(]|$)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_BREAK = re.compile(r"[.;](?=\s|$)|\n")


@dataclass(frozen=True, slots=True)
class RawFigure:
    """A number in prose; offsets index the text of the block with ordinal `block`.

    `start:end` is the number with its unit, `number` the number alone as printed ("1.510", "không
    có"). `unit` is the unit as forms name it (`extract/figures.toml`), "%" for a percentage, None
    for the bare parts of `30/70`. `base` is the index of the ratio's base in the same result.
    """

    block: int
    start: int
    end: int
    number: str
    unit: str | None = None
    base: int | None = None
    about: bool = False  # "hơn 50 người": no exact number
    cell: tuple[int, int] | None = None


def find_figures(
    document: Document, taken: Iterable[tuple[int, int, int]] = ()
) -> tuple[RawFigure, ...]:
    """Return the figures of the document's prose in reading order.

    Args:
        document: with its tables stitched.
        taken: block, start and end of what is known to be something else, such as citations.
    """
    spans: dict[int, list[tuple[int, int]]] = {}
    for ordinal, start, end in taken:
        spans.setdefault(ordinal, []).append((start, end))
    held = {ordinal: Held(found) for ordinal, found in spans.items()}
    found: list[RawFigure] = []
    for block in document.blocks:
        for offset, text, cell in _texts(block):
            first = len(found)
            inside = held[block.ordinal].within(offset, len(text)) if block.ordinal in held else ()
            for raw in figures_in(text, inside):
                found.append(
                    replace(
                        raw,
                        block=block.ordinal,
                        cell=cell,
                        start=raw.start + offset,
                        end=raw.end + offset,
                        base=None if raw.base is None else raw.base + first,
                    )
                )
    return tuple(found)


def printed_slots(references: Iterable[RawReference]) -> Iterator[tuple[int, int, int]]:
    """Yield block, start and end of the citations' numbers, symbols and dates."""
    for reference in references:
        for slot in (reference.number, reference.year, reference.symbol, reference.date):
            if slot is not None and slot.start >= 0:
                yield reference.block, slot.start, slot.end


def _texts(block: Block) -> Iterator[tuple[int, str, tuple[int, int] | None]]:
    """Yield the block's prose with its offset in the block's text, and the cell it stands in."""
    if block.kind in (BlockKind.HEADER, BlockKind.FOOTER):
        return
    if block.table is None:
        yield 0, block.text, None
        return
    offsets = block.table.layout()[1]
    for cell in block.table.cells:
        header = cell.is_header or cell.row < block.table.header_rows
        if not header and _WORD.search(cell.text):
            yield offsets[cell.row, cell.col], cell.text, (cell.row, cell.col)


def figures_in(text: str, taken: Iterable[tuple[int, int]] = ()) -> tuple[RawFigure, ...]:
    """Return the figures of one text, in order; those that touch a span of `taken` are none."""
    if not _FIGURE.search(text):
        return ()
    known, held = patterns(), Held(taken)
    free, sentences = held.frees, _Sentences(text)
    found: list[RawFigure] = []
    for match in known.ratio.finditer(text):
        if not free(match.start(), match.end()) or not _is_ratio(text, match):
            continue
        unit = units_of(match["unit"])
        top_unit = units_of(match["top_unit"]) or unit
        top_end = match.end("top_unit") if match["top_unit"] else match.end("top")
        base_end = match.end("unit") if match["unit"] else match.end("base")
        found.append(RawFigure(0, match.start("top"), top_end, match["top"], top_unit, base=-1))
        found.append(RawFigure(0, match.start("base"), base_end, match["base"], unit or top_unit))
        held.add(match.start(), match.end())
    for pattern in (known.percent, known.count, known.zero, known.zero_alone):
        for match in pattern.finditer(text):
            raw = _simple(text, match, sentences, percent=pattern is known.percent)
            if raw is not None and free(match.start(), match.end()):
                found.append(raw)
                held.add(match.start(), match.end())
    counts = sorted(((raw.start, raw.unit) for raw in found if raw.unit != "%"), key=_START)
    for match in known.bare.finditer(text):
        unit = _unit_before(match.start("number"), counts, sentences)
        before = text[max(0, match.start() - _LOOKBACK) : match.start()]
        if unit and free(match.start(), match.end()) and not _named(before, match["number"]):
            found.append(RawFigure(0, match.start("number"), match.end(), match["number"], unit))
            insort(counts, (match.start("number"), unit), key=_START)
    found.sort(key=lambda raw: raw.start)
    return tuple(
        raw if raw.base is None else replace(raw, base=index + 1) for index, raw in enumerate(found)
    )


def units_of(word: str | None) -> str | None:
    """Return the unit that a word stands for; None for None."""
    return units()[" ".join(word.lower().split())] if word else None


def _simple(
    text: str, match: re.Match[str], sentences: _Sentences, *, percent: bool
) -> RawFigure | None:
    groups = match.groupdict()
    number, before = match["number"], text[max(0, match.start() - _LOOKBACK) : match.start()]
    if number[0].isdigit() and not percent and _named(before, number):
        return None
    unit = "%" if percent else units_of(groups.get("unit"))
    if unit is None:  # a lone "không"
        unit = _denied(sentences.opened(match.start()))
        if unit is None:
            return None
    start = match.start("number")
    about = bool(patterns().about.search(before))
    return RawFigure(0, start, match.end(), number, unit, about=about)


class _Sentences:
    """Where the sentences of one text end, found once."""

    def __init__(self, text: str) -> None:
        self._text = text
        breaks = [(match.end(), match[0]) for match in _BREAK.finditer(text)]
        self._ends = [end for end, _ in breaks]
        self._full = [end for end, mark in breaks if mark != ";"]

    def begin(self, at: int) -> int:
        """Return where the sentence of a place begins; a semicolon ends none."""
        return at if self._text[at - 1 : at] == "." else _last(self._full, at)

    def opened(self, at: int) -> str:
        """Return what stands of a sentence before a place; a semicolon ends one."""
        if self._text[at - 1 : at] in (".", ";"):
            return ""
        return self._text[_last(self._ends, at) : at]


def _last(ends: list[int], at: int) -> int:
    place = bisect_right(ends, at)
    return ends[place - 1] if place else 0


def _unit_before(
    start: int, counts: list[tuple[int, str | None]], sentences: _Sentences
) -> str | None:
    """Return the unit that a number without one shares with the count or noun before it."""
    place = bisect_left(counts, start, key=_START) - 1
    unit = None
    if place >= 0 and counts[place][0] >= sentences.begin(start):
        unit = counts[place][1]
    if unit is None:
        unit = _denied(sentences.opened(start))
    return unit if unit in vocabulary()["bare"]["units"] else None


def _denied(sentence: str) -> str | None:
    """Return the unit that a lone "không" denies: "Tổng số văn bản …: không"."""
    counted = patterns().counted.search(sentence)
    return units_of(counted["unit"]) if counted else None


def _named(before: str, number: str) -> bool:
    """Tell whether the words before a number make it a name, an ordinal or a date."""
    known = patterns()
    if known.ordinal.search(before):
        return True
    dated = known.dated.search(before)
    if dated is None or not number.isdigit():
        return False
    word = " ".join(dated["word"].lower().split())
    return bool(int(number) <= vocabulary()["before"]["names"][word])


def _is_ratio(text: str, match: re.Match[str]) -> bool:
    """Tell a ratio from a date: a unit behind it, or parts that can be no day and month."""
    before = text[max(0, match.start() - _LOOKBACK) : match.start()]
    known = patterns()
    if known.ordinal.search(before) or known.dated.search(before):
        return False
    if match["unit"] or match["top_unit"]:
        return True
    top, base = match["top"].replace(".", ""), match["base"].replace(".", "")
    if not (top.isdigit() and base.isdigit()) or int(top) > int(base):
        return False
    return int(base) > 31 and not (len(base) == 4 and int(top) <= 12)
