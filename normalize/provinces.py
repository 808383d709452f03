"""Provinces and cities with their validity, successors and identity codes, from `lexicon/`.

Source: `lexicon/places.csv` (63 provinces to 30/6/2025, 34 since; cities of 2025–26) and
`lexicon/hcodes.csv` (Quyết định 20/2020/QĐ-TTg; each row says how certain it is).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from extract.folding import skeleton

LEXICON = Path(__file__).parent / "lexicon"


@dataclass(frozen=True, slots=True)
class Province:
    """A province or centrally run city in one span of its history, both days included."""

    place_id: str
    name: str
    kind: str  # "tỉnh", "thành phố"
    valid_from: date | None
    valid_to: date | None
    successor: str | None

    @property
    def full_name(self) -> str:
        """Return the name with its kind: "tỉnh Khánh Hòa"."""
        return f"{self.kind} {self.name}"

    def holds(self, on: date | None) -> bool:
        """Tell whether it was so on the day; any day when None."""
        return valid_on(self.valid_from, self.valid_to, on)


def valid_on(valid_from: date | None, valid_to: date | None, on: date | None) -> bool:
    """Tell whether the day lies in the span; open ends and an unknown day always do."""
    if on is None:
        return True
    return (valid_from is None or valid_from <= on) and (valid_to is None or on <= valid_to)


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a lexicon file."""
    with (LEXICON / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def day_or_none(text: str) -> date | None:
    """Return an ISO date, None for an empty cell."""
    return date.fromisoformat(text) if text else None


@cache
def provinces() -> tuple[Province, ...]:
    """Return every province in every span of its history, sorted by id, then by time."""
    return tuple(
        Province(
            row["place_id"],
            row["name"],
            row["kind"],
            day_or_none(row["valid_from"]),
            day_or_none(row["valid_to"]),
            row["successor"] or None,
        )
        for row in read_rows("places.csv")
    )


@cache
def _by_name() -> dict[str, str]:
    """Return place ids by folded name: "khanh hoa", and what is printed for Hồ Chí Minh."""
    names = {skeleton(p.name): p.place_id for p in provinces()}
    names["hcm"] = names["ho chi minh"]
    return names


@cache
def _in_text() -> re.Pattern[str]:
    names = "|".join(sorted(_by_name(), key=len, reverse=True))
    return re.compile(rf"\b(?:(?P<kind>tinh|thanh pho|tp)\s+)?(?P<name>{names})\b")


@lru_cache(maxsize=4096)
def find_place(text: str) -> tuple[str, str | None] | None:
    """Return the id of the last province that a text names and its kind as printed, folded.

    The last, since a name ends with its place: "Văn phòng UBND tỉnh Khánh Hòa".
    """
    matches = list(_in_text().finditer(skeleton(text)))
    if not matches:
        return None
    kind = matches[-1]["kind"]
    return _by_name()[matches[-1]["name"]], "thanh pho" if kind == "tp" else kind


def province(place_id: str, on: date | None = None) -> Province | None:
    """Return the province as it was on the day, the latest when no day is given."""
    spans = [p for p in provinces() if p.place_id == place_id]
    held = [p for p in spans if p.holds(on)]
    return (held or spans)[-1] if spans else None


def successor_of(place_id: str, on: date) -> str:
    """Return the province that the place belongs to on the day: ninh-thuan → khanh-hoa in 2026."""
    spans = [p for p in provinces() if p.place_id == place_id]
    for span in spans:
        if span.successor and span.successor != place_id and not span.holds(on):
            return successor_of(span.successor, on)
    return place_id


def predecessors_of(place_id: str, on: date) -> tuple[str, ...]:
    """Return the former provinces that are part of it on the day, itself left out."""
    others = sorted({p.place_id for p in provinces()} - {place_id})
    return tuple(other for other in others if successor_of(other, on) == place_id)


@cache
def hcodes() -> dict[str, tuple[str, str]]:
    """Return place id and certainty ("confirmed", "likely") by identity code: "H32"."""
    return {row["code"]: (row["place_id"], row["certainty"]) for row in read_rows("hcodes.csv")}


def hcodes_of(place_id: str, on: date) -> tuple[str, ...]:
    """Return the codes under which the place may publish on the day: its own, its predecessors'."""
    mine = {place_id, *predecessors_of(place_id, on)}
    return tuple(code for code, (place, _) in hcodes().items() if place in mine)
