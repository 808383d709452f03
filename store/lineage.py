"""Units through the mergers: whose figures a successor's go on from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from normalize.agencies import agencies, successions
from normalize.provinces import predecessors_of, province, successor_of


@dataclass(frozen=True, slots=True)
class Ancestry:
    """The units merged into one within a span, and the day of each.

    `whole` unless only a part of one was taken; `is_new` when the unit began within the span.
    """

    units: Mapping[str, date] = field(default_factory=dict)
    whole: bool = True
    is_new: bool = False


@lru_cache(maxsize=4096)
def ancestry(unit: str, since: date, until: date) -> Ancestry:
    """Return the units that became part of a unit after `since` and by `until`, all generations.

    `unit` is an agency's identifier; another name has no known ancestors.
    """
    found: dict[str, date] = {}
    whole = True
    queue = [unit]
    while queue:
        current = queue.pop()
        merged = _provincial(current, since, until)
        for succession in successions():
            if succession.successor == current and since < succession.on <= until:
                whole = whole and succession.share == "whole"
                merged[succession.predecessor] = succession.on
        merged.pop(unit, None)
        queue += [each for each in merged if each not in found]
        found = {**merged, **found}
    began = [a.valid_from for a in agencies() if a.agency_id == unit] if found else []
    is_new = any(day is not None and since < day <= until for day in began)
    return Ancestry(dict(sorted(found.items())), whole, is_new)


def _provincial(unit: str, since: date, until: date) -> dict[str, date]:
    """Return the same body of each province that was merged into the unit's meanwhile."""
    place, _, body = unit.partition("/")
    if not body or province(place) is None:
        return {}
    merged = {}
    for other in predecessors_of(place, until):
        span = province(other, since)
        if successor_of(other, since) != place and span and span.valid_to:
            merged[f"{other}/{body}"] = span.valid_to + timedelta(days=1)
    return merged
