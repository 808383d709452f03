"""Parts of a text that are known to be something, looked up by halving."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator


class Held:
    """Spans of one text, start and end; those that overlap are one."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def frees(self, start: int, end: int) -> bool:
        """Tell whether no span touches what lies from `start` to `end`."""
        last = bisect_left(self._starts, end) - 1
        return last < 0 or self._ends[last] <= start

    def add(self, start: int, end: int) -> None:
        """Hold a span that is free until now."""
        place = bisect_left(self._starts, start)
        self._starts.insert(place, start)
        self._ends.insert(place, end)

    def within(self, offset: int, length: int) -> Iterator[tuple[int, int]]:
        """Yield the spans that reach into a part of the text, counted from where it begins."""
        first = bisect_right(self._ends, offset)
        last = bisect_left(self._starts, offset + length)
        for start, end in zip(self._starts[first:last], self._ends[first:last], strict=True):
            yield start - offset, end - offset
