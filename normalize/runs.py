"""Entries of a number series by date and number: the longest rising run, and what stands beside it.

All that is looked up in a run is looked up by halving: a register may hold ten thousands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from normalize.schema import Mention


@dataclass(frozen=True, slots=True)
class Entry:
    """One document in a register, with the mention that dates it."""

    key: str
    kind: str
    symbol: str
    number: int
    on: date
    mention: Mention


class Run:
    """Entries that fit, numbers rising with their days, to look up what stands beside another."""

    def __init__(self, fit: Sequence[Entry]) -> None:
        self._fit = fit
        self._days = [e.on for e in fit]
        self._numbers = [e.number for e in fit]
        self.rate = rate(fit) if fit else 0.0

    def before(self, day: date) -> Entry | None:
        """Return the last entry before a day; of several with its number the first."""
        end = bisect_left(self._days, day)
        if end == 0:
            return None
        last = self._fit[end - 1]
        on_its_day = bisect_left(self._days, last.on)
        return self._fit[bisect_left(self._numbers, last.number, on_its_day)]

    def after(self, day: date) -> Entry | None:
        """Return the first entry after a day."""
        start = bisect_right(self._days, day)
        return self._fit[start] if start < len(self._fit) else None

    def below(self, number: int) -> Entry | None:
        """Return the last entry of a lower number."""
        end = bisect_left(self._numbers, number)
        return self._fit[end - 1] if end else None

    def above(self, number: int) -> Entry | None:
        """Return the first entry of a higher number."""
        start = bisect_right(self._numbers, number)
        return self._fit[start] if start < len(self._fit) else None


def rate(entries: Sequence[Entry]) -> float:
    """Return how many numbers a day the entries' register gives out."""
    days = (max(e.on for e in entries) - min(e.on for e in entries)).days
    return (max(e.number for e in entries) - min(e.number for e in entries)) / max(days, 1)


def ordered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries by date, then number."""
    return tuple(sorted(entries, key=lambda e: (e.on, e.number)))


def misfits(entries: Sequence[Entry]) -> int:
    """Return how many of the ordered entries a longest rising run leaves out."""
    return len(entries) - max(_lengths([e.number for e in entries]), default=0)


def prefix_misfits(numbers: Sequence[int]) -> list[int]:
    """Return how many of the first 0, 1, 2… numbers a longest rising run of those leaves out."""
    found, longest = [0], 0
    for count, length in enumerate(_lengths(numbers), 1):
        longest = max(longest, length)
        found.append(count - longest)
    return found


def _lengths(numbers: Sequence[int]) -> list[int]:
    """Return, for each position, the length of the longest rising run that ends there."""
    tails: list[int] = []
    lengths = []
    for number in numbers:
        place = bisect_left(tails, number + 1)  # equal numbers may follow each other
        tails[place : place + 1] = [number]
        lengths.append(place + 1)
    return lengths


def chain(
    entries: Sequence[Entry],
) -> tuple[tuple[Entry, ...], tuple[Entry, ...], tuple[tuple[Entry, ...], ...]]:
    """Return which entries fit, which do not, and the groups of which nobody can tell.

    An entry fits when every longest rising run over (date, number) holds it, and does not fit when
    none does. Those that some runs hold and others leave out are rivals for one place: each group
    of rivals is returned apart and belongs to neither of the former.
    """
    by_day = ordered(entries)
    numbers = [e.number for e in by_day]
    ends = _lengths(numbers)
    starts = _lengths([-n for n in reversed(numbers)])[::-1]
    best = max(ends, default=0)
    on_some = [a + b - 1 == best for a, b in zip(ends, starts, strict=True)]
    rivals = Counter(level for level, on in zip(ends, on_some, strict=True) if on)
    fit, misfit = [], []
    groups: dict[int, list[Entry]] = {}
    for entry, level, on in zip(by_day, ends, on_some, strict=True):
        if not on:
            misfit.append(entry)
        elif rivals[level] == 1:
            fit.append(entry)
        else:
            groups.setdefault(level, []).append(entry)
    return tuple(fit), tuple(misfit), tuple(tuple(group) for group in groups.values())
