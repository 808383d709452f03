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
from typing import Any

from extract.folding import fold
from normalize.provinces import read_rows
from normalize.schema import Mention
from normalize.vocabulary import issuer_of, kind_of, kinds

_KNOWLEDGE = Path(__file__).parent / "lexicon" / "citing.toml"
_PLACE = re.compile(r" (?:tinh|thanh pho|tp)\b")
_FIRST_WORD = re.compile(r"[^\W_]*")
_TERM = re.compile(r"(?P<body>UBTVQH|QH)\d{1,2}")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What `lexicon/citing.toml` and the kinds tell about citations; their sources stand there."""

    year_required: frozenset[str]
    year_forbidden: frozenset[str]
    year_tolerated_issuers: frozenset[str]
    ambiguous_kinds: frozenset[str]
    generic_words: tuple[str, ...]
    local_bodies: frozenset[str]
    same_office: tuple[frozenset[str], ...]
    dated_issuers: frozenset[str]
    common_words: frozenset[str]  # folded


@dataclass(frozen=True, slots=True)
class IssuerName:
    """A name under which a citation may name its issuer, and the tokens of its symbols."""

    name: str
    folded: str
    tokens: frozenset[str]
    needs_place: bool = False  # "Thanh tra tỉnh", but not "Thanh tra Sở"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_KNOWLEDGE.read_text(encoding="utf-8"))


@cache
def knowledge() -> Knowledge:
    """Return the rules' own knowledge about citations."""
    data = _data()
    return Knowledge(
        year_required=frozenset(k.abbreviation for k in kinds() if k.year_part == "required"),
        year_forbidden=frozenset(k.abbreviation for k in kinds() if k.year_part == "forbidden"),
        year_tolerated_issuers=frozenset(data["issuers"]["tolerated_with_year"]),
        ambiguous_kinds=frozenset(data["kinds"]["ambiguous"]),
        generic_words=tuple(fold(word) for word in data["kinds"]["generic_words"]),
        local_bodies=frozenset(data["issuers"]["local_bodies"]),
        same_office=tuple(frozenset(pair) for pair in data["issuers"]["same_office"]),
        dated_issuers=frozenset(data["issuers"]["dated"]),
        common_words=frozenset(fold(data["subjects"]["common"]).split()),
    )


@cache
def issuer_names() -> tuple[IssuerName, ...]:
    """Return the names of issuers, the longest first: the register's, its aliases, our own."""
    tokens: dict[str, frozenset[str]] = {}
    found = []
    for row in read_rows("agencies.csv"):
        tokens[row["agency_id"]] = mine = frozenset(row["symbols"].split())
        bare = re.sub(r"\s*\{\w+\}$", "", row["name"])
        local = bare != row["name"] and not mine & knowledge().local_bodies
        found.append(IssuerName(bare, fold(bare), mine, needs_place=local))
        if bare.startswith("Bộ ") and row["level"] == "central":
            found.append(IssuerName(bare, fold(f"Bộ trưởng {bare}"), mine))
    for row in read_rows("agency_aliases.csv"):
        if row["kind"] in ("name", "short", "misspelling") and row["agency_id"] in tokens:
            found.append(IssuerName(row["alias"], fold(row["alias"]), tokens[row["agency_id"]]))
    for token, names in _data()["issuer_names"].items():
        found += [IssuerName(name, fold(name), frozenset({token})) for name in names]
    return tuple(sorted(found, key=lambda n: (-len(n.folded), n.folded)))


@cache
def issuer_tokens() -> Mapping[str, str]:
    """Return the known issuers' names by the token of their symbols."""
    names: dict[str, str] = {}
    for each in reversed(issuer_names()):
        for token in each.tokens:
            names[token] = each.name
    for row in reversed(list(read_rows("agencies.csv"))):
        for token in row["symbols"].split():
            names[token] = re.sub(r"\s*\{\w+\}$", "", row["name"])
    return MappingProxyType(names)


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


@cache
def _names_by_word() -> Mapping[str, tuple[IssuerName, ...]]:
    """Return the names of issuers by their first word, the longest first."""
    names: dict[str, list[IssuerName]] = {}
    for each in issuer_names():
        first = _FIRST_WORD.match(each.folded)
        names.setdefault(first[0] if first else "", []).append(each)
    return MappingProxyType({word: tuple(found) for word, found in names.items()})


def named_issuer(text: str) -> frozenset[str]:
    """Return the tokens of the issuer whose name begins the text, empty when none does."""
    folded = fold(text)
    first = _FIRST_WORD.match(folded)
    found: frozenset[str] = frozenset()
    length = 0
    for each in _names_by_word().get(first[0] if first else "", ()):
        if len(each.folded) < length:
            break  # the longest name is taken, all its bearers
        rest = folded[len(each.folded) :]
        if not folded.startswith(each.folded) or rest[:1].isalnum():
            continue
        if each.needs_place and rest and not _PLACE.match(rest):
            continue
        found, length = found | each.tokens, len(each.folded)
    return found


def body_tokens() -> frozenset[str]:
    """Return every token of a symbol that is known to stand for a body or a unit of one."""
    return frozenset(issuer_of())


def is_kind(abbreviation: str) -> bool:
    """Tell whether the abbreviation is a kind of document."""
    return abbreviation in kind_of()


def kind_name(abbreviation: str) -> str:
    """Return the kind's name, "Báo cáo" of BC; the abbreviation itself when nobody knows it."""
    kind = kind_of().get(abbreviation)
    return kind.name if kind else abbreviation


def nearest_kind(abbreviation: str) -> str | None:
    """Return the one kind that a single letter away would give, None when there are several."""
    near = [kind for kind in kind_of() if distance(fold(kind), fold(abbreviation)) == 1]
    return near[0] if len(near) == 1 else None


def distance(a: str, b: str) -> int:
    """Return how many letters must be changed, dropped or added to get from one to the other."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y)))
    return row[-1]
