"""Days on which a number series began anew in mid-year, learned from the citations.

NĐ 30/2020/NĐ-CP Điều 15 counts from 1 January; an office that is merged or newly set up counts
from 01 on the day it begins (departments in March 2025, communes at other times).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from normalize.runs import Entry, ordered, prefix_misfits

_SIDE = 3  # numbers on either side that a restart must part
_FEWER = 3  # and misfits that it must explain: one or two are slips
_SHARE = 6  # at most every sixth number may still not fit
_LOW = 2  # the new series begins below half of where the old one stood


@dataclass(frozen=True, slots=True)
class Restart:
    """Between which days a series began anew: after `last`, on `first` at the latest."""

    last: date
    first: date

    def parts(self, one: date, other: date) -> bool:
        """Tell whether the restart lies between two days."""
        early, late = sorted((one, other))
        return early <= self.last and late >= self.first


def find_restart(entries: Iterable[Entry]) -> Restart | None:
    """Return where an issuer's entries of a year restart, as all together or a kind of them show.

    Linear but for sorting. A restart explains several misfits at once: all numbers after it rise
    from far below those before it.
    """
    by_kind: dict[str, list[Entry]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry)
    everything = [entry for kind in sorted(by_kind) for entry in by_kind[kind]]
    found = (_of_series(ordered(each)) for each in (everything, *by_kind.values()))
    return next(filter(None, found), None)


def _of_series(entries: Sequence[Entry]) -> Restart | None:
    numbers = [e.number for e in entries]
    before = prefix_misfits(numbers)
    whole = before[-1]
    if whole < _FEWER or len(entries) < 2 * _SIDE:
        return None
    after = prefix_misfits([-n for n in reversed(numbers)])[::-1]
    best: tuple[int, int] | None = None
    for at in range(_SIDE, len(entries) - _SIDE + 1):
        last, first = entries[at - 1], entries[at]
        if last.on == first.on or first.number * _LOW > last.number:
            continue
        left = before[at] + after[at]
        if whole - left >= _FEWER and left <= len(entries) // _SHARE:
            best = min(best or (left, at), (left, at))
    return Restart(entries[best[1] - 1].on, entries[best[1]].on) if best else None
