"""The lexicon of citations: kinds of documents, issuers and units, aliases, laws by name.

Each row names its source and, where it has one, the span in which it holds (both days included).
A token nobody knows is no failure: look-ups return nothing and the symbol stays as printed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extract.folding import fold

LEXICON = Path(__file__).parent / "lexicon"


class Kind(BaseModel):
    """A kind of document (loại văn bản); `words` are what stands before a number."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    abbreviation: str
    name: str
    words: tuple[str, ...]
    group: Literal["administrative", "normative", "party", "seen"]
    year_part: Literal["required", "forbidden", "either"]
    valid_from: date | None = None
    valid_to: date | None = None
    source: str
    note: str = ""


class Issuer(BaseModel):
    """What a token of a symbol stands for: an issuer, a drafting unit, or either."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    token: str
    name: str
    role: Literal["issuer", "unit", "both"]
    level: str  # "central", "province", "district", "commune", "local", "party", "unit"
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    source: str

    def holds(self, on: date | None) -> bool:
        """Tell whether the token was in use on the day; any day when None."""
        if on is None:
            return True
        after = self.valid_from is None or self.valid_from <= on
        return after and (self.valid_to is None or on <= self.valid_to)


class Alias(BaseModel):
    """A common name of one act: "Đề án 06"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    alias: str
    citation_key: str
    certainty: Literal["verified", "recalled"]
    source: str


class Law(BaseModel):
    """A law, code or ordinance by its name and the number under which it was in force.

    `certainty` speaks of name and number: "verified" when a text or register that is named in
    `source` prints them together, else "recalled". Days are taken from the same place or recalled.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    number: str
    passed: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    changed_by: str = ""  # numbers of acts that amended it, "; " between: not the whole list
    certainty: Literal["verified", "recalled"]
    source: str

    @property
    def citation_key(self) -> str:
        """Return the number as keys have it, without leading zeros: "3/2026/QH16"."""
        return self.number.lstrip("0")

    def holds(self, on: date) -> bool:
        """Tell whether the law was in force on the day, as far as its span is known."""
        after = self.valid_from is None or self.valid_from <= on
        return after and (self.valid_to is None or on <= self.valid_to)


def _rows(name: str) -> Iterator[dict[str, object]]:
    """Yield the rows of a lexicon file, empty cells left out."""
    with (LEXICON / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {key: value for key, value in row.items() if value}


@cache
def kinds() -> tuple[Kind, ...]:
    """Return every kind in the lexicon's order."""
    found = []
    for row in _rows("kinds.csv"):
        words = str(row.pop("words", ""))
        found.append(Kind.model_validate({**row, "words": tuple(w for w in words.split("|") if w)}))
    return tuple(found)


@cache
def kind_of() -> dict[str, Kind]:
    """Return the kinds by abbreviation."""
    return {kind.abbreviation: kind for kind in kinds()}


@cache
def issuers() -> tuple[Issuer, ...]:
    """Return every token in the lexicon's order."""
    return tuple(Issuer.model_validate(row) for row in _rows("issuers.csv"))


@cache
def issuer_of() -> dict[str, Issuer]:
    """Return the issuers and units by token."""
    return {issuer.token: issuer for issuer in issuers()}


@cache
def aliases() -> tuple[Alias, ...]:
    """Return the common names of numbered acts."""
    return tuple(Alias.model_validate(row) for row in _rows("aliases.csv"))


@cache
def laws() -> tuple[Law, ...]:
    """Return the laws by name, in every span of their history."""
    return tuple(Law.model_validate(row) for row in _rows("laws.csv"))


@cache
def kinds_by_skeleton() -> dict[str, tuple[str, ...]]:
    """Return abbreviations of kinds by what is left without case and accents: "qd" → QĐ."""
    return _by_skeleton(kind.abbreviation for kind in kinds())


@cache
def tokens_by_skeleton() -> dict[str, tuple[str, ...]]:
    """Return issuer tokens by what is left without case and accents: "hdnd" → HĐND."""
    return _by_skeleton(issuer.token for issuer in issuers() if issuer.role != "unit")


def _by_skeleton(names: Iterator[str]) -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for name in names:
        index.setdefault(fold(name), []).append(name)
    return {skeleton: tuple(found) for skeleton, found in index.items()}
