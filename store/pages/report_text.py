"""The text of a block with its citations marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Mark(NamedTuple):
    """Where a citation stands in a block's text, in code points; `wrong`: it is malformed."""

    mention_id: str
    start: int
    end: int
    wrong: bool


class Segment(NamedTuple):
    """A piece of text, with the citation that it is (part of)."""

    text: str
    mark: Mark | None = None


def segments(text: str, marks: Iterable[Mark]) -> Iterator[Segment]:
    """Yield the text cut at its citations; together the pieces are the text.

    Of citations that overlap the first keeps what they share.
    """
    done = 0
    for mark in sorted(marks, key=lambda m: (m.start, m.end)):
        start, end = max(mark.start, done), min(mark.end, len(text))
        if start >= end:
            continue
        if start > done:
            yield Segment(text[done:start])
        yield Segment(text[start:end], mark)
        done = end
    if done < len(text):
        yield Segment(text[done:])
