"""How a citation is written, and what the rules know about kinds and issuers of citations."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from extract.folding import fold
from normalize.schema import Mention

_KNOWLEDGE = Path(__file__).parent / "lexicon" / "citing.toml"
_TERM = re.compile(r"(?P<body>UBTVQH|QH)\d{1,2}")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What `lexicon/citing.toml` tells about citations; see the sources in the file."""

    year_required: frozenset[str]
    year_forbidden: frozenset[str]
    year_tolerated_issuers: frozenset[str]
    ambiguous_kinds: frozenset[str]
    generic_words: tuple[str, ...]
    local_bodies: frozenset[str]
    names: tuple[tuple[str, str], ...]  # folded name → issuer token, longest name first
    official_names: Mapping[str, tuple[str, ...]]  # issuer token → its names as written
    same_office: tuple[frozenset[str], ...]


@cache
def knowledge() -> Knowledge:
    """Return the rules' own knowledge about citations."""
    data = tomllib.loads(_KNOWLEDGE.read_text(encoding="utf-8"))
    names = [(fold(name), token) for token, each in data["issuer_names"].items() for name in each]
    return Knowledge(
        year_required=frozenset(data["year_part"]["required"]),
        year_forbidden=frozenset(data["year_part"]["forbidden"]),
        year_tolerated_issuers=frozenset(data["year_part"]["tolerated_issuers"]),
        ambiguous_kinds=frozenset(data["kinds"]["ambiguous"]),
        generic_words=tuple(fold(word) for word in data["kinds"]["generic_words"]),
        local_bodies=frozenset(data["issuers"]["local_bodies"]),
        names=tuple(sorted(names, key=lambda pair: (-len(pair[0]), pair))),
        official_names=MappingProxyType(
            {token: tuple(each) for token, each in data["issuer_names"].items()}
        ),
        same_office=tuple(frozenset(pair) for pair in data["issuers"]["same_office"]),
    )


def issuer_token(mention: Mention) -> str | None:
    """Return the issuer as the symbol abbreviates it: "STC" of BC-STC, STC-VP and STC alone.

    The term of the National Assembly is dropped: "QH" of QH15.
    """
    if not mention.symbol:
        return None
    if mention.grammar == "party":
        return mention.symbol.rpartition("/")[2] or None
    parts = mention.symbol.split("-")
    if len(parts) > 1 and (parts[0] == mention.symbol_kind or mention.symbol_kind is None):
        token = parts[1]
    else:
        token = parts[0]
    found = _TERM.fullmatch(token)
    return found["body"] if found else token


def is_bare(mention: Mention) -> bool:
    """Tell whether the symbol is an issuer alone, without kind or unit: `/STC`."""
    return bool(
        mention.symbol
        and mention.grammar == "administrative"
        and "-" not in mention.symbol
        and mention.symbol_kind in (None, "CV")
        and mention.symbol != "CV"
    )


def register_kind(mention: Mention) -> str:
    """Return the kind under which the issuer registers it: the symbol's, else công văn."""
    return mention.symbol_kind or "CV"


def write_number(mention: Mention, *, symbol: str | None = None, year: str | None = None) -> str:
    """Return number and symbol as the decrees want them: `05/QĐ-UBND`, `30-NQ/TU`."""
    number = mention.number or "…"
    number = number.zfill(2) if number.isdigit() else number
    symbol = symbol or mention.symbol or ""
    if mention.grammar == "party":
        return f"{number}-{symbol}"
    year = year or mention.year_part
    return f"{number}/{year}/{symbol}" if year else f"{number}/{symbol}"


def write_citation(
    mention: Mention,
    *,
    kind_word: str | None = None,
    symbol: str | None = None,
    year: str | None = None,
    date_text: str | None = None,
) -> str:
    """Return the whole citation as it should stand, with what is given instead of what it says."""
    word = kind_word or mention.kind_word
    head = f"{word} số " if word else ""
    when = date_text or mention.date_text
    tail = f" ngày {when.strip()}" if when else ""
    return head + write_number(mention, symbol=symbol, year=year) + tail


def write_date(day: date) -> str:
    """Return the date as NĐ 30/2020 writes it: 05/11/2020, 08/4/2020, 10/02/2022."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def named_issuer(text: str) -> str | None:
    """Return the issuer token whose name begins the text, the longest name first."""
    folded = fold(text)
    for name, token in knowledge().names:
        if folded.startswith(name) and not folded[len(name) : len(name) + 1].isalnum():
            return token
    return None


@cache
def _kinds() -> Mapping[str, str]:
    data = tomllib.loads(_KNOWLEDGE.read_text(encoding="utf-8"))
    return MappingProxyType(data["kind_names"])


def is_kind(abbreviation: str) -> bool:
    """Tell whether the abbreviation is a kind of document."""
    return abbreviation in _kinds()


def kind_name(abbreviation: str) -> str:
    """Return the kind's name, "Báo cáo" of BC; the abbreviation itself when nobody knows it."""
    return _kinds().get(abbreviation, abbreviation)


def nearest_kind(abbreviation: str) -> str | None:
    """Return the one kind that a single letter away would give, None when there are several."""
    near = [kind for kind in _kinds() if distance(fold(kind), fold(abbreviation)) == 1]
    return near[0] if len(near) == 1 else None


def distance(a: str, b: str) -> int:
    """Return how many letters must be changed, dropped or added to get from one to the other."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y)))
    return row[-1]
