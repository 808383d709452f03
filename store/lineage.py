"""Units through the mergers: whose figures a successor's go on from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from normalize.agencies import successions
from normalize.provinces import predecessors_of, province, successor_of


@dataclass(frozen=True, slots=True)
class Ancestry:
    """The units merged into one within a span; `whole` unless only a part of one was taken."""

    units: tuple[str, ...] = ()
    whole: bool = True


def ancestry(unit: str, since: date, until: date) -> Ancestry:
    """Return the units that became part of a unit after `since` and by `until`, all generations.

    `unit` is an agency's identifier; another name has no known ancestors.
    """
    found: dict[str, None] = {}
    whole = True
    queue = [unit]
    while queue:
        current = queue.pop()
        merged = _provincial(current, since, until)
        for succession in successions():
            if succession.successor == current and since < succession.on <= until:
                whole = whole and succession.share == "whole"
                merged.append(succession.predecessor)
        queue += [each for each in merged if each not in found and each != unit]
        found |= dict.fromkeys(each for each in merged if each != unit)
    return Ancestry(tuple(sorted(found)), whole)


def _provincial(unit: str, since: date, until: date) -> list[str]:
    """Return the same body of each province that was merged into the unit's meanwhile."""
    place, _, body = unit.partition("/")
    if not body or province(place) is None:
        return []
    return [
        f"{other}/{body}"
        for other in predecessors_of(place, until)
        if successor_of(other, since) != place
    ]
