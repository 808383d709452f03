"""Printed lines and the two sides of a two-column line: what a letterhead is made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from extract.document import Block, BlockKind, Box, Cell, Place, Table, TextSpan

MAX_KEPT = 4096  # characters
MAX_TABLE_CELLS = 24  # a letterhead or a closing set as a table has 2–8 cells

NATION = r"CONG\s*HO?[AÒ]\s*XA\s*HOI\s*CHU\s*NGHIA"
MOTTO = r"DOC\s*LAP\s*[-–—.]*\s*TU\s*DO"
PARTY = r"DANG\s+CONG\s+SAN\s+VIET\s+NAM"

_MARKUP = re.compile(r"\*+|^#+\s*|</?[a-zA-Z][^<>]*>")
_WIDE = " " * 6
_BREAK = re.compile(rf"\t+|{_WIDE}+")
_FAR = 4  # characters between two words of a line that stand in two columns
# Where the right column begins on a line that holds both; a run of blanks is walked only once.
_RIGHT = re.compile(rf"(?<!\s)\s++(?={NATION}|{MOTTO}|{PARTY}|(?:TM|KT|TL|TUQ|Q)\s*\.\s*[A-Z])")
# "Khánh Hòa, ngày …": its capitals tell where the place begins.
_DATED = re.compile(r",\s*NGAY\b")
MAX_PLACE_WORDS = 6
_SMALL_WORDS = ("phố", "xã", "trấn")  # "Thành phố Hồ Chí Minh, ngày …"
# Where the left column begins on a line that starts with the right one.
_LEFT = re.compile(r"\s(?:(?:(?<=VIET NAM\s)|(?<=HANH PHUC\s))\s*(?=\S)|(?<=[0-9]\s)\s*(?=SO\s*:))")
_GAPPED = re.compile(
    r"^\s*SO\b|NGAY\b.{0,80}\bTHANG\b|^\s*SO\s*:"
)  # blanks to be filled in, not columns


class Runs(NamedTuple):
    """The runs of a text, and the stretch of it that is meant."""

    spans: tuple[TextSpan, ...]
    start: int
    end: int


NOWHERE = Runs((), 0, 0)


@dataclass(frozen=True, slots=True)
class Piece:
    """One printed line, or one column's part of it; `start` is its offset in the block's text."""

    text: str
    block: int
    start: int
    runs: Runs = field(default=NOWHERE, repr=False)
    bold: bool = False
    centered: bool = False
    in_table: bool = False

    @property
    def end(self) -> int:
        """Return the offset after the piece's last character in the block's text."""
        return self.start + len(self.text)

    @property
    def place(self) -> Place:
        """Return where the piece is printed."""
        return place_of(*self.runs)

    @property
    def is_scanned(self) -> bool:
        """Tell whether the piece was read from a picture."""
        spans, start, end = self.runs
        touched = (span for span in spans if span.end > start and span.start < end)
        return any(span.place.confidence is not None for span in touched)

    @property
    def plain(self) -> str:
        """Return the text without markup, in capitals, without accents."""
        return plain(_MARKUP.sub("", self.text)).strip()

    @property
    def bare(self) -> str:
        """Return the text without Markdown and HTML crumbs, spaces single."""
        return " ".join(_MARKUP.sub("", self.text).split())


class _PlainLetters(dict[int, str]):
    """A translation table that learns each letter when it first meets it."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code))[0].upper()
        self[code] = base if len(base) == 1 else chr(code)
        return self[code]


_PLAIN = _PlainLetters({ord(letter): "D" for letter in "đĐðÐƉ"})


def plain(text: str) -> str:
    """Return the text in capitals without accents, character by character: lengths are equal.

    Many look at the same text, so that one of usual length is kept.
    """
    return _kept_plain(text) if len(text) <= MAX_KEPT else text.translate(_PLAIN)


@lru_cache(maxsize=4096)
def _kept_plain(text: str) -> str:
    return text.translate(_PLAIN)


def is_shouted(text: str) -> bool:
    """Tell whether the letters are capitals, but for a few that OCR or typing got wrong."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def split_block(block: Block) -> tuple[Piece, ...]:
    """Return the printed pieces of a block; of a table only when it is small enough for a head."""
    if block.table is None:
        return tuple(_split(block, block.text, 0, block.spans))
    if len(block.table.cells) > MAX_TABLE_CELLS:
        return ()
    return tuple(_split_table(block, block.table))


def split_blocks(blocks: Iterable[Block]) -> tuple[Piece, ...]:
    """Return the pieces of the blocks in reading order, page furniture left out."""
    furniture = (BlockKind.FOOTER, BlockKind.HEADER)
    return tuple(p for b in blocks if b.kind not in furniture for p in split_block(b))


def _split_table(block: Block, table: Table) -> Iterator[Piece]:
    _, offsets = table.layout()
    for cell in table.cells:
        yield from _split(block, cell.text, offsets.get((cell.row, cell.col), 0), cell.spans)
        for nested in cell.tables:
            yield from _nested(block, nested)


def _nested(block: Block, table: Table) -> Iterator[Piece]:
    cells: tuple[Cell, ...] = table.cells
    for cell in cells:
        yield from _split(block, cell.text, 0, cell.spans)


def _split(block: Block, text: str, offset: int, spans: tuple[TextSpan, ...]) -> Iterator[Piece]:
    for start, end in _cuts(text):
        if text[start:end].strip():
            start += len(text[start:end]) - len(text[start:end].lstrip())
            end = start + len(text[start:end].rstrip())
            yield Piece(
                text=text[start:end],
                block=block.ordinal,
                start=offset + start,
                runs=Runs(spans, start, end),
                bold=block.style.bold,
                centered=block.style.centered,
                in_table=block.table is not None,
            )


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the lines, two-column lines cut in two."""
    start = 0
    for line in text.split("\n"):
        yield from _columns(line, start)
        start += len(line) + 1


def _columns(line: str, offset: int) -> Iterator[tuple[int, int]]:
    folded = plain(line)
    marks = {m.start() for side in (_RIGHT, _LEFT) for m in side.finditer(folded)}
    if (dated := _place_start(line, folded)) is not None:
        marks.add(dated)
    parted = "\t" in line or _WIDE in line
    edges = [0, *sorted(marks - {0}), len(line)]
    for start, end in pairwise(edges):
        if not parted or _GAPPED.search(folded[start:end]):
            yield offset + start, offset + end
            continue
        at = start
        for gap in _BREAK.finditer(line, start, end):
            yield offset + at, offset + gap.start()
            at = gap.end()
        yield offset + at, offset + end


def _place_start(line: str, folded: str) -> int | None:
    """Return where "Khánh Hòa, ngày" begins: the last words with a capital before the comma."""
    match = _DATED.search(folded)
    if match is None:
        return None
    words = list(re.finditer(r"\S+", line[: match.start()]))[-MAX_PLACE_WORDS:]
    start: int | None = None
    after = match.start()
    for word in reversed(words):
        text = word[0]
        if after - word.end() >= _FAR:
            break  # the other column: "HUYỆN ỦY BẮC SƠN      Lạng Sơn, ngày …"
        after = word.start()
        if start is not None and text in _SMALL_WORDS:
            continue
        if not text.lstrip("*_(")[:1].isupper() or "/" in text or text.endswith((":", ",", ";")):
            break
        start = word.start()
    return start


def place_of(spans: tuple[TextSpan, ...], start: int, end: int) -> Place:
    """Return where the runs that `start:end` touches stand: first page or sheet, boxes united."""
    page: int | None = None
    sheet: str | None = None
    box: Box | None = None
    for span in spans:
        if span.end <= start or span.start >= end:
            continue
        place = span.place
        if page is None and sheet is None:
            page, sheet, box = place.page, place.sheet, place.box
        elif place.page == page and place.box is not None:
            box = place.box if box is None else box.union(place.box)
    return Place(page, box, sheet)
