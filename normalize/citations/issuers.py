"""Which body a citation's symbol stands for, as far as only one remains."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from extract.folding import fold
from normalize.agencies import Agency, find_agencies, find_by_symbol, is_below_province
from normalize.provinces import find_place, province
from normalize.vocabulary import issuer_of

_BELOW = re.compile(
    r"\b(?:huyen|quan|thi xa|xa|phuong|thi tran|dac khu)\b(?! (?:su|ly|hoi|chung|tri|he))"
)
_LOCAL = frozenset({"UBND", "HĐND", "CTUBND", "VPUBND", "UB"})
_OWN_UNITS = frozenset({"VP", "TTr", "CT", "BQL"})  # too many bodies bear them


def place_of(agency_id: str | None) -> str | None:
    """Return the province of an agency by its identifier, None for bodies of the centre."""
    if not agency_id:
        return None
    place = agency_id.split("/")[0]
    return place if province(place) is not None else None


def home_of(agency_id: str | None) -> str | None:
    """Return what an abbreviation is read in: the province, or the district or commune in it."""
    if agency_id and is_below_province(agency_id):
        return agency_id.rpartition("/")[0]
    return place_of(agency_id)


@lru_cache(maxsize=8192)
def resolve_issuer(
    token: str, issuer_text: str | None, home: str | None, on: date | None
) -> tuple[str, str] | None:
    """Return identifier and name of the body, None when none or several remain.

    Args:
        token: the issuer as the symbol abbreviates it.
        issuer_text: the name printed after "của".
        home: the province of the report's own agency, with its district or commune: `home_of`.
        on: the day of the document, or about.
    """
    found = _called(token, issuer_text, home)
    alive = [a for a in found if a.holds(on)] if on else list(found)
    if len(alive) > 1 and issuer_text:
        named = [a for a in alive if fold(a.name) in fold(issuer_text)]
        alive = named or alive
    if len(alive) != 1:
        return None
    return alive[0].agency_id, alive[0].name


@lru_cache(maxsize=4096)
def _called(token: str, issuer_text: str | None, home: str | None) -> tuple[Agency, ...]:
    """Return the bodies of any time that the token and the name can stand for."""
    if not issuer_text and token in _OWN_UNITS:
        return ()
    place, _, unit = (home or "").partition("/")
    if token in _LOCAL and issuer_text is not None and _BELOW.search(fold(issuer_text)):
        found = find_agencies(issuer_text, place_id=place or None)
        return tuple(a for a in found if token in a.symbols)
    if token in _LOCAL and unit and not issuer_text:
        return ()  # its own, the district's or the province's
    return _bodies(token, _named_place(issuer_text) or place or None)


@lru_cache(maxsize=4096)
def _bodies(token: str, place: str | None) -> tuple[Agency, ...]:
    found = find_by_symbol(token, place_id=place)
    known = issuer_of().get(token)
    if not found and known is not None and known.role == "issuer":
        found = find_agencies(known.name, place_id=place)  # BVHTT&DL is BVHTTDL
    if place is None:
        return tuple(a for a in found if a.place_id is None)
    return found


@lru_cache(maxsize=4096)
def _named_place(text: str | None) -> str | None:
    if not text:
        return None
    found = find_place(text)
    return found[0] if found else None
