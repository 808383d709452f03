"""Short forms ("QĐ 468", "Nghị định 61"): citations only when the document tells which is meant."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate

import regex

from extract.citations.crossing import Piece, Walk
from extract.citations.heads import Head, read_head
from extract.citations.matching import matching_text
from extract.citations.model import RawReference, Slot
from extract.citations.patterns import words
from extract.citations.tails import read_tail

# What stands between a word and its number; white space that files do have.
_SPACES = " \t\n\r\x0b\x0c\x85\xa0\u2002\u2003\u2007\u2009\u200a\u202f\u2028\u2029\u3000"
_NUMBER = regex.compile(
    r"(?P<digits>[0-9]{2,5})(?:/(?P<year>20[0-9]{2}))?"
    r"(?![0-9/%-]|\p{L}|[.,][0-9]|\s*[/%-]\s*[\p{L}0-9])"
)
_GOES_ON = regex.compile(
    r"\s*(?:$|[,;.:)\n\t”\"]|(?:của|về|ngày|thì|và|được|có|nêu|nói|trên|quy|đã|là|cũng|năm)(?!\p{L}))"
)


_Holder = tuple[int, tuple[int, int] | None]  # block and cell
# Symbols and year parts by kind and number.
_Known = dict[tuple[str, str], set[tuple[str, str]]]


@cache
def _plain() -> frozenset[str]:
    return frozenset(k for k in words().kinds if k not in ("L", "Luật", "BL"))


def find_short_forms(walk: Walk, found: tuple[RawReference, ...]) -> tuple[RawReference, ...]:
    """Return the citations together with the short forms that name exactly one of them."""
    numbers = {reference.number.text for reference in found if reference.number}
    numbers = {number.lstrip("0") for number in numbers}
    if not numbers:
        return found
    places = sorted(_places(walk.text, numbers))
    if not places:
        return found
    known: _Known = {}
    extra: list[RawReference] = []
    numbered = [
        (piece, number)
        for piece, at in map(walk.at, places)
        if (number := _NUMBER.match(piece.text, at)) is not None
    ]
    taken = _taken(found, {(piece.block, piece.cell) for piece, _ in numbered})
    for piece, number in numbered:
        starts, ends = taken[piece.block, piece.cell]
        place = number.start() + piece.offset
        before = bisect_right(starts, place)
        if before and ends[before - 1] > place:
            continue
        head = read_head(piece.text.replace("Ð", "Đ"), number.start(), 0)  # U+00D0
        if head.kind is None or head.kind not in _plain() or head.not_document or head.items:
            continue
        known = known or _index(found, {number["digits"].lstrip("0") for _, number in numbered})
        made = _short(piece, number, head, known)
        if made is not None:
            extra.append(made)
    return merged(found, extra) if extra else found


def _places(text: str, numbers: set[str]) -> Iterator[int]:
    """Yield where one of the numbers stands as in a short form."""
    for space in _SPACES:
        if space in text:
            for found in _behind(space).finditer(text):
                if found[1].lstrip("0") in numbers:
                    yield found.start(1)


@cache
def _behind(space: str) -> re.Pattern[str]:
    """Return an expression of a number behind a kind word, an abbreviation or số, and this space.

    It tells the word by its last letter, and begins with a character, not a class of them: `re`
    looks for that at four times the speed.
    """
    space = re.escape(space)
    return re.compile(
        rf"{space}([0-9](?<=[htưịnoốHTƯỊNOỐĐÐQLBV]{space}.)[0-9]{{1,4}})"
        r"(?![0-9%\-]|/(?!20[0-9]{2}(?!/)))"
    )


def _taken(
    found: tuple[RawReference, ...], holders: set[_Holder]
) -> dict[_Holder, tuple[list[int], list[int]]]:
    """Return where citations of these blocks and cells start, how far those up to each reach."""
    spans: dict[_Holder, list[tuple[int, int]]] = {holder: [] for holder in holders}
    for reference in found:
        holder = reference.block, reference.cell
        if holder in spans:
            spans[holder].append((reference.start, reference.end))
    taken = {}
    for holder, places in spans.items():
        places.sort()
        taken[holder] = (
            [start for start, _ in places],
            list(accumulate([e for _, e in places], max)),
        )
    return taken


def _index(found: tuple[RawReference, ...], wanted: set[str]) -> _Known:
    """Return what is known of the documents with these numbers."""
    known: _Known = defaultdict(set)
    for reference in found:
        if reference.number is None or (number := reference.number.text.lstrip("0")) not in wanted:
            continue
        symbol, kind = _symbol_and_kind(reference.symbol.text)
        year = reference.year.text if reference.year else ""
        known[kind, number].add((symbol, year))
    return known


@lru_cache(maxsize=4096)
def _symbol_and_kind(text: str) -> tuple[str, str]:
    symbol = "".join(matching_text(text).text.split())
    return symbol, symbol.replace("/", "-").split("-")[0]


def _short(piece: Piece, match: regex.Match[str], head: Head, known: _Known) -> RawReference | None:
    assert head.kind is not None
    candidates = known.get((head.kind, match["digits"].lstrip("0")), set())
    if match["year"]:
        candidates = {c for c in candidates if c[1] == match["year"]}
    if len(candidates) != 1:
        return None
    if not (head.so or _GOES_ON.match(piece.text, match.end())):
        return None
    ((symbol, year),) = candidates
    tail = read_tail(piece.text, match.end())
    date = Slot(piece.text[slice(*tail.date)], *tail.date) if tail.date else None
    end = max(tail.end, match.end())
    shift = piece.offset
    number = Slot(match["digits"], match.start("digits") + shift, match.end("digits") + shift)
    span = head.kind_span
    return RawReference(
        start=head.start + shift,
        end=end + shift,
        text=piece.text[head.start : end],
        grammar="normative" if year else "administrative",
        number=number,
        year=Slot(year, -1, -1) if year else None,
        symbol=Slot(symbol, -1, -1),
        kind_word=Slot(piece.text[slice(*span)], span[0] + shift, span[1] + shift)
        if span
        else None,
        kind=head.kind,
        date=Slot(date.text, date.start + shift, date.end + shift) if date else None,
        traits=("short-form",),
        block=piece.block,
        cell=piece.cell,
    )


def merged(found: tuple[RawReference, ...], extra: list[RawReference]) -> tuple[RawReference, ...]:
    """Return both in reading order, `related` as index into the result."""
    order = sorted(
        [(r.block, r.start, 0, i) for i, r in enumerate(found)]
        + [(r.block, r.start, 1, i) for i, r in enumerate(extra)]
    )
    new_index = {i: at for at, (_, _, which, i) in enumerate(order) if which == 0}
    ordered = []
    for _, _, which, i in order:
        reference = extra[i] if which else found[i]
        if reference.related is not None:
            reference = reference._replace(related=new_index[reference.related])
        ordered.append(reference)
    return tuple(ordered)
