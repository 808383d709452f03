"""Text as printed, made regular, with the way back: every offset leads to the source.

`clean` is what readers do once, at the door: NFC, plain spaces, no invisible characters. `fold` is
for matching only: letters that look alike become one (`Ð` U+00D0 → `Đ`, Cyrillic `В` → `B`), so
that a pattern finds what a person reads; what is stored stays as printed.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from array import array
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import regex

HERE = Path(__file__).parent

# A letter with the marks and Hangul jamo after it: what NFC may make one.
_CLUSTER = regex.compile(r"[^\p{M}\u1160-\u11FF][\p{M}\u1160-\u11FF]*+|[\p{M}\u1160-\u11FF]++")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made from another, and where each of its characters comes from.

    `starts[i]:ends[i]` are the source's code points behind `text[i]`; both are None when the text
    is the source itself. Characters that were dropped lie between the ranges.
    """

    text: str
    starts: array[int] | None = field(default=None, repr=False)
    ends: array[int] | None = field(default=None, repr=False)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the source behind `text[start:end]`."""
        if self.starts is None or self.ends is None:
            return start, end
        if start >= end:
            at = self.starts[start] if start < len(self.text) else (self.ends or [0])[-1]
            return at, at
        return self.starts[start], self.ends[end - 1]

    def after(self, first: Folded) -> Folded:
        """Return this text with its offsets led back through `first`, whose text it was made of."""
        if first.starts is None or first.ends is None:
            return self
        if self.starts is None or self.ends is None:
            return Folded(self.text, first.starts, first.ends)
        ranges = [first.source(a, b) for a, b in zip(self.starts, self.ends, strict=True)]
        return Folded(
            self.text, array("l", [a for a, _ in ranges]), array("l", [b for _, b in ranges])
        )


class Mapping:
    """Collects pieces of a text with their source ranges; the result is a `Folded`."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts = array("l")
        self._ends = array("l")

    def keep(self, text: str, at: int) -> None:
        """Add a text that stands in the source as it is, from offset `at` on."""
        self._parts.append(text)
        self._starts.extend(range(at, at + len(text)))
        self._ends.extend(range(at + 1, at + len(text) + 1))

    def put(self, text: str, start: int, end: int) -> None:
        """Add a text that stands for the source's range `start:end`."""
        self._parts.append(text)
        self._starts.extend([start] * len(text))
        self._ends.extend([end] * len(text))

    def folded(self) -> Folded:
        """Return the collected text."""
        return Folded("".join(self._parts), self._starts, self._ends)


def clean(text: str) -> Folded:
    """Return the text in NFC with plain spaces and without invisible characters."""
    if text.isascii():
        return Folded(text)
    once = _replaced(text, _spaces(), _odd_spaces())
    return compose(once.text).after(once)


def fold(text: str) -> Folded:
    """Return the text with look-alike letters, hyphens, slashes and spaces made one.

    For matching only. Idempotent; the text of a fold has no character of `lookalikes.csv`.
    """
    if text.isascii():
        return Folded(text)
    once = _replaced(text, _lookalikes(), _odd_letters())
    return compose(once.text).after(once)


def compose(text: str) -> Folded:
    """Return the text in NFC."""
    if unicodedata.is_normalized("NFC", text):
        return Folded(text)
    mapping = Mapping()
    at = 0
    for line in text.splitlines(keepends=True):
        _compose_line(line, at, mapping)
        at += len(line)
    result = mapping.folded()
    if result.text == unicodedata.normalize("NFC", text):
        return result
    whole = Mapping()  # a line break inside a cluster: never seen, but no offset may be wrong
    whole.put(unicodedata.normalize("NFC", text), 0, len(text))
    return whole.folded()


def _compose_line(line: str, at: int, mapping: Mapping) -> None:
    if unicodedata.is_normalized("NFC", line):
        mapping.keep(line, at)
        return
    kept = 0  # from here to the cluster nothing changes
    for match in _CLUSTER.finditer(line):
        start, end = match.span()
        if end - start == 1 and unicodedata.is_normalized("NFC", match[0]):
            continue
        composed = unicodedata.normalize("NFC", match[0])
        if composed == match[0]:
            continue
        mapping.keep(line[kept:start], at + kept)
        mapping.put(composed, at + start, at + end)
        kept = end
    mapping.keep(line[kept:], at + kept)


def read_rows(name: str) -> list[list[str]]:
    """Return the rows of a data table beside this module, without comments and header."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(line for line in file if not line.startswith("#")))
    return rows[1:]


def characters(codes: str) -> str:
    """Return the characters of hexadecimal code points: `"0061 0300"` → `"à"`."""
    return "".join(chr(int(code, 16)) for code in codes.split())


@lru_cache(maxsize=1)
def _lookalikes() -> dict[str, str]:
    return {characters(row[0]): characters(row[1]) for row in read_rows("lookalikes.csv")}


@lru_cache(maxsize=1)
def _spaces() -> dict[str, str]:
    return {
        characters(row[0]): characters(row[1])
        for row in read_rows("lookalikes.csv")
        if row[2] in {"space", "nothing"}
    }


@lru_cache(maxsize=1)
def _odd_letters() -> re.Pattern[str]:
    return re.compile("[" + re.escape("".join(_lookalikes())) + "]")


@lru_cache(maxsize=1)
def _odd_spaces() -> re.Pattern[str]:
    return re.compile("[" + re.escape("".join(_spaces())) + "]")


def _replaced(text: str, table: dict[str, str], odd: re.Pattern[str]) -> Folded:
    if odd.search(text) is None:
        return Folded(text)
    if all(len(table[c]) == 1 for c in set(odd.findall(text))):
        return Folded(odd.sub(lambda m: table[m[0]], text))  # same length: offsets stay
    mapping = Mapping()
    kept = 0
    for match in odd.finditer(text):
        mapping.keep(text[kept : match.start()], kept)
        mapping.put(table[match[0]], *match.span())
        kept = match.end()
    mapping.keep(text[kept:], kept)
    return mapping.folded()
