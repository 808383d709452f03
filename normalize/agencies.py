"""The register of bodies (cơ quan): who bears a name or a symbol, where and when.

`lexicon/agencies.csv` holds central bodies as they are, and provincial ones once for all provinces
(`place` is `*`): `{place_id}/so-tai-chinh` becomes `khanh-hoa/so-tai-chinh`. A look-up returns all
that fit; who needs one accepts it only when it is alone. Bodies of districts and communes are made
when they are asked for, of `lexicon/local_bodies.csv` and the units of `normalize.communes`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from extract.folding import skeleton
from normalize.communes import Unit, find_units, split_name
from normalize.provinces import (
    Province,
    day_or_none,
    find_place,
    province,
    provinces,
    read_rows,
    valid_on,
)

RUN_OFF = timedelta(days=60)  # paper of a dissolved body that is still on its way

# Words of districts and communes; not those of "cơ quan", "quản lý", "xã hội", "địa phương".
_LOCAL = re.compile(
    r"\b(?:huyen|(?<!co )(?<!hai )quan (?!ly|su|tri|he|doi)|thi xa|xa(?! hoi)|(?<!dia )phuong"
    r"|thi tran|dac khu)\b"
)
_TOWN = re.compile(r"\b(?:thanh pho|tp) \w")
_SAME = (
    (re.compile(r"\buy ban nhan dan\b"), "ubnd"),
    (re.compile(r"\bhoi dong nhan dan\b"), "hdnd"),
    (re.compile(r"^(?:chu tich|pho chu tich) (?=ubnd|hdnd)"), ""),
    (re.compile(r"^(?:bo truong|giam doc|chanh van phong) (?=bo |so )"), ""),
)


@dataclass(frozen=True, slots=True)
class Agency:
    """A body in its time; `symbols` are what stands for it in numbers: "STC"."""

    agency_id: str
    name: str
    level: str  # "central", "province", "party", "vertical"; "district", "commune"
    place_id: str | None
    parent_id: str | None
    symbols: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None

    def holds(self, on: date | None) -> bool:
        """Tell whether it existed on the day, or its papers may still arrive.

        A former commune's do not: the commune that took its name would be meant.
        """
        late = RUN_OFF if self.level != "commune" else timedelta(0)
        ends = self.valid_to + late if self.valid_to else None
        return valid_on(self.valid_from, ends, on)


@dataclass(frozen=True, slots=True)
class Succession:
    """What became of a body: `share` is "whole" or "part", `function` what part went there."""

    predecessor: str
    successor: str
    on: date
    share: str
    function: str | None


@cache
def agencies() -> tuple[Agency, ...]:
    """Return every body of the register, provincial ones for each province."""
    latest = {p.place_id: p for p in provinces()}
    found: list[Agency] = []
    for row in read_rows("agencies.csv"):
        if row["place"] == "*":
            found += [_agency(row, place) for place in latest.values()]
        else:
            found.append(_agency(row, latest.get(row["place"])))
    return tuple(found)


def _agency(row: dict[str, str], place: Province | None) -> Agency:
    def fill(text: str) -> str:
        if place is None:
            return text
        return text.format(place_id=place.place_id, place=place.full_name, name=place.name)

    ends = [d for d in (day_or_none(row["valid_to"]), place and _end(place)) if d]
    return Agency(
        agency_id=fill(row["agency_id"]),
        name=fill(row["name"]),
        level=row["level"],
        place_id=place.place_id if place else None,
        parent_id=fill(row["parent_id"]) or None,
        symbols=tuple(row["symbols"].split()),
        valid_from=day_or_none(row["valid_from"]),
        valid_to=min(ends) if ends else None,
    )


def _end(place: Province) -> date | None:
    """Return when the province itself ended; a change of its kind is no end."""
    return place.valid_to if place.successor not in (None, place.place_id) else None


def is_local(name: str) -> bool:
    """Tell whether the name is that of a body of a district or commune, as its words say."""
    return _LOCAL.search(skeleton(name)) is not None


@cache
def _index() -> dict[tuple[str, str | None], tuple[Agency, ...]]:
    """Return bodies by folded name without its place, and place."""
    index: dict[tuple[str, str | None], list[Agency]] = {}
    by_id = {a.agency_id: a for a in agencies()}
    for agency in agencies():
        index.setdefault((_key(agency.name), agency.place_id), []).append(agency)
    for row in read_rows("agency_aliases.csv"):
        for place_id in {p.place_id for p in provinces()}:
            target = by_id.get(row["agency_id"].format(place_id=place_id))
            if target is None:
                continue
            mine = index.setdefault((_key(row["alias"]), target.place_id), [])
            if target not in mine:
                mine.append(target)
    return {key: tuple(found) for key, found in index.items()}


@cache
def _spelled(text: str) -> str:
    """Return a folded name with one spelling for one word."""
    for pattern, plain in _SAME:
        text = pattern.sub(plain, text)
    return text


def _key(name: str) -> str:
    """Return the folded name, one spelling for one word, without the province it ends with."""
    text = _spelled(skeleton(name.replace("&", " và ")))
    if (place := find_place(text)) and not _LOCAL.search(text):
        found = province(place[0])
        assert found is not None  # find_place returns ids of the register only
        bare = re.sub(rf"\s*\b(?:(?:tinh|thanh pho|tp) )?{skeleton(found.name)}$", "", text)
        text = bare or text
    return re.sub(r"\s+(?:tinh|thanh pho)$", "", text)


def find_agencies(
    name: str, *, place_id: str | None = None, on: date | None = None
) -> tuple[Agency, ...]:
    """Return the bodies that bear the name on the day.

    Args:
        name: as printed, in any case: "SỞ TÀI CHÍNH", "UBND tỉnh Khánh Hòa".
        place_id: the province to look in when the name itself names none.
        on: the day; None for any time.
    """
    folded = skeleton(name)
    if _LOCAL.search(folded) and not folded.startswith(("so ", "bo ")):
        return _local_bodies(name, place_id, on)
    own = find_place(name)
    if own is not None and not _is_province(own, on):
        return _local_bodies(name, None if place_id == own[0] else place_id, on)
    key = _key(name)
    where = own[0] if own else place_id
    found = _index().get((key, where), ()) if where else ()
    found = found or _index().get((key, None), ())
    if not found and _TOWN.search(folded):
        return _local_bodies(name, place_id, on)
    return tuple(a for a in found if a.holds(on))


def is_below_province(agency_id: str) -> bool:
    """Tell whether the identifier is one of a district's or a commune's body."""
    return agency_id.count("/") > 1


def _local_bodies(name: str, place_id: str | None, on: date | None) -> tuple[Agency, ...]:
    """Return the bodies of districts and communes that bear the name: "UBND huyện Diên Khánh"."""
    for text, place in split_name(name):
        body = _bodies().get(_spelled(f"{text} ").strip())
        if body is not None:
            units = find_units(place, place_id=place_id, on=on, printed=name)
            made = (_of_unit(body, unit, name) for unit in units if unit.level in body["levels"])
            return tuple(a for a in made if valid_on(a.valid_from, a.valid_to, on))
    return ()


@cache
def _bodies() -> dict[str, dict[str, str]]:
    return {skeleton(row["name"]): row for row in read_rows("local_bodies.csv")}


def _of_unit(body: dict[str, str], unit: Unit, printed: str) -> Agency:
    begins = [d for d in (day_or_none(body["valid_from"]), unit.valid_from) if d]
    ends = [d for d in (day_or_none(body["valid_to"]), unit.valid_to) if d]
    above = unit.unit_id if body["body"] != "ubnd" else unit.parent_id or unit.place_id
    return Agency(
        agency_id=f"{unit.unit_id}/{body['body']}",
        # Names of former communes are listed without accents.
        name=printed
        if unit.level == "commune" and unit.parent_id
        else f"{body['name']} {unit.name}",
        level=unit.level,
        place_id=unit.place_id,
        parent_id=None if body["body"] == "hdnd" else f"{above}/ubnd",
        symbols=tuple(body["symbols"].split()),
        valid_from=max(begins, default=None),
        valid_to=min(ends, default=None),
    )


def _is_province(named: tuple[str, str | None], on: date | None) -> bool:
    """Tell a province from its namesake town: "thành phố Bắc Ninh" of 2023 was a district."""
    place_id, kind = named
    if kind != "thanh pho":
        return True
    found = province(place_id, on)
    return found is not None and found.kind == "thành phố" and found.holds(on)


def find_by_symbol(
    token: str, *, place_id: str | None = None, on: date | None = None
) -> tuple[Agency, ...]:
    """Return the bodies that a token of a symbol may stand for: "STC" in Khánh Hòa in 2023."""
    return tuple(
        a
        for a in _by_symbol().get(token.casefold(), ())
        if a.holds(on) and (a.place_id is None or place_id is None or a.place_id == place_id)
    )


@cache
def _by_symbol() -> dict[str, tuple[Agency, ...]]:
    index: dict[str, list[Agency]] = {}
    for agency in agencies():
        for symbol in agency.symbols:
            index.setdefault(symbol.casefold(), []).append(agency)
    return {symbol: tuple(found) for symbol, found in index.items()}


@cache
def successions() -> tuple[Succession, ...]:
    """Return what became of each body, provincial ones for each province."""
    rows: list[Succession] = []
    places = sorted({p.place_id for p in provinces()})
    for row in read_rows("agency_successions.csv"):
        for place_id in places if "{" in row["predecessor"] else places[:1]:
            rows.append(
                Succession(
                    row["predecessor"].format(place_id=place_id),
                    row["successor"].format(place_id=place_id),
                    date.fromisoformat(row["on"]),
                    row["share"],
                    row["function"] or None,
                )
            )
    return tuple(rows)
