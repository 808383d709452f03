"""Whose series of numbers a citation belongs to: `QĐ-UBND` stands for a hundred offices.

Two citations of one number and symbol are one document only when one office issued both. An owner
is "tw" for a body of the centre, the province's identifier for its bodies, and that with the name
as printed for those below: "khanh-hoa/ubnd huyen dien khanh". None means nobody can tell, and then
nothing may be concluded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from extract.folding import skeleton
from normalize.agencies import is_below_province, is_local
from normalize.citations.issuers import place_of
from normalize.citing import issuer_token, knowledge, register_kind
from normalize.provinces import find_place, province
from normalize.schema import Mention
from normalize.vocabulary import issuer_of

CENTRAL = "tw"
HERE = "?"  # the office's own province, in a list that does not name it
_NAMED_BELOW = re.compile(
    r"\b(?:huyen|quan|thi xa|thanh pho|tp|xa|phuong|thi tran|dac khu) \w+(?: \w+)*$"
)
_MANY = frozenset({"district", "commune", "local", "party", "unit"})  # a province has many of them
_CITY = re.compile(r"\b(?:thanh pho|tp) (?P<place>\w+(?: \w+){0,3}?)(?= (?:tinh|tp|thanh pho)\b|$)")
_CITY_ALONE = re.compile(r"\b(?:thanh pho|tp)$")
_OF_PROVINCE = re.compile(r" tinh \w+(?: \w+)*$")
_PROVINCE = re.compile(r"\btinh\b")


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who cites: as far as it tells whom an abbreviation in its report stands for."""

    agency_id: str | None = None
    agency_name: str | None = None
    parent_name: str | None = None
    issued_place: str | None = None
    recipient: str | None = None
    place: str | None = None  # the province, when it is known otherwise

    @property
    def home(self) -> str | None:
        """Return the reporting province."""
        place = self.place or place_of(self.agency_id)
        if place:
            return place
        for text in (self.agency_name, self.parent_name, self.issued_place, self.recipient):
            if text and (found := find_place(text)):
                return found[0]
        return None

    @property
    def is_provincial(self) -> bool:
        """Tell whether it is a body of the province itself: its UBND is the province's."""
        if not self.agency_name or is_local(self.agency_name):
            return False
        if self.agency_id and is_below_province(self.agency_id):
            return False  # "UBND thành phố Nha Trang"
        if self.parent_name and is_local(self.parent_name):
            return False
        return self.agency_id is not None or not is_town(self.agency_name, None)


def owner_of(mention: Mention, reporter: Reporter) -> str | None:
    """Return whose document is cited, None when nobody can tell."""
    token = issuer_token(mention)
    if token is None:
        return None
    text = mention.issuer_text
    if token in knowledge().local_bodies:
        return _local_owner(mention, reporter)
    if mention.issuer_id:
        return place_of(mention.issuer_id) or CENTRAL
    if text and is_local(text):
        return _below(text, reporter.home)
    known = issuer_of().get(token)
    if known is not None and known.level == "central":
        return CENTRAL
    if known is not None and known.level in _MANY:
        return None
    named = find_place(text) if text else None
    return named[0] if named else reporter.home


def _local_owner(mention: Mention, reporter: Reporter) -> str | None:
    """Return the owner of what UBND and its like sign: they stand at three levels."""
    text, home = mention.issuer_text, reporter.home
    if text and (is_local(text) or is_town(text, mention.issued_on)):
        return _below(text, home)
    named = find_place(text) if text else None
    if named:
        return named[0]
    folded = skeleton(text or "")
    if _CITY_ALONE.search(folded):
        found = province(home, mention.issued_on) if home else None
        return home if found and found.kind == "thành phố" else None
    if _PROVINCE.search(folded) or reporter.is_provincial:
        return home
    return None


def is_town(text: str, on: date | None) -> bool:
    """Tell a province's city from a centrally run one: "UBND thành phố Nha Trang"."""
    city = _CITY.search(skeleton(text))
    if city is None:
        return False
    found = province(city["place"].replace(" ", "-"), on)
    return found is None or found.kind != "thành phố" or not found.holds(on)


def _below(text: str, home: str | None) -> str | None:
    folded = _OF_PROVINCE.sub("", skeleton(text))
    return f"{home}/{folded}" if home and _NAMED_BELOW.search(folded) else None


def series_of(mention: Mention) -> str:
    """Return what shares a series as far as a list of numbers goes: `/STC` is `STC-VP` in it."""
    if mention.grammar == "administrative" and register_kind(mention) == "CV":
        return f"CV:{issuer_token(mention)}"
    return mention.symbol or ""
