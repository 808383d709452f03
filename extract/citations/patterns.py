"""The knowledge of `extract/patterns.toml`, compiled once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import regex

from extract.folding import fold

_FILE = Path(__file__).parents[1] / "patterns.toml"
GENERIC = ""  # the kind of a word that names any document


@dataclass(frozen=True, slots=True)
class Words:
    """The words and tokens of citations; words in lower case, skeletons without accents."""

    kind_of_word: dict[str, str]
    kind_of_skeleton: dict[str, str]  # letters only, for torn or misread words
    longest: int  # in words
    not_kinds: tuple[str, ...]  # phrases that end with a kind word and are none
    lengths: dict[str, tuple[int, ...]]  # in words, of those that end with this word; longest first
    kinds: frozenset[str]
    kind_skeletons: frozenset[str]
    ambiguous: frozenset[str]
    organs: frozenset[str]
    organ_skeletons: frozenset[str]
    party_organs: frozenset[str]
    units: frozenset[str]
    never: frozenset[str]
    not_documents: frozenset[str]
    loose_labels: frozenset[str]
    not_labels: frozenset[str]
    before_so: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way of printing number and symbol, with what proves it."""

    name: str
    source: str
    examples: tuple[tuple[str, str], ...]  # text, "number|year|symbol" a line
    counter_examples: tuple[str, ...]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def words() -> Words:
    """Return the words of kinds and the tokens of symbols."""
    data = _data()
    of_word = {word: kind for kind, names in data["kinds"].items() for word in names}
    tokens = data["tokens"]
    kinds = frozenset(k for k in data["kinds"] if k) | frozenset(data["symbol_kinds"]["also"])
    organs = frozenset(tokens["state"] + tokens["local"] + tokens["party"])
    return Words(
        kind_of_word=of_word,
        kind_of_skeleton={
            fold(word).replace(" ", ""): kind
            for word, kind in of_word.items()
            if len(word) >= 6 and kind
        },
        longest=max(len(word.split()) for word in of_word),
        not_kinds=tuple(data["not_kinds"]["phrases"]),
        lengths={
            last: tuple(sorted({len(w.split()) for w in of_word if w.split()[-1] == last})[::-1])
            for last in {word.split()[-1] for word in of_word}
        },
        kinds=kinds,
        kind_skeletons=frozenset(fold(k) for k in kinds),
        ambiguous=frozenset(data["symbol_kinds"]["ambiguous"]),
        organs=organs,
        organ_skeletons=frozenset(fold(o) for o in organs),
        party_organs=frozenset(tokens["party"]),
        units=frozenset(tokens["units"]),
        never=frozenset(tokens["never"]),
        not_documents=frozenset(tokens["not_documents"]),
        loose_labels=frozenset(tokens["loose_labels"]),
        not_labels=frozenset(tokens["not_labels"]),
        before_so=frozenset(tokens["before_so"]),
    )


@cache
def first_syllables() -> dict[str, tuple[str, ...]]:
    """Return what a kind word of more syllables begins with, by the rest of it."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words().kind_of_word:
        first, _, rest = word.partition(" ")
        if rest:
            found[rest] = (*found.get(rest, ()), first)
    return found


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return the ways of printing, in the order they are tried."""
    return tuple(
        Pattern(
            entry["name"],
            entry["source"],
            tuple((text, found) for text, found in entry["examples"]),
            tuple(entry["counter_examples"]),
        )
        for entry in _data()["pattern"]
    )


@cache
def trait_names() -> frozenset[str]:
    """Return the vocabulary of traits."""
    return frozenset(_data()["traits"])


@cache
def _parts() -> dict[str, str]:
    data = _data()
    known = words().kinds
    parts = {
        "known_kinds": one_of(known),
        "party_kinds": one_of(set(data["symbol_kinds"]["party"]) | known),
        "known_organs": one_of(words().organs),
        "lower_kinds": one_of(k.lower() for k in known),
    }
    for name, text in data["parts"].items():
        parts[name] = _fill(text, parts)
    return parts


def one_of(names: Iterable[str]) -> str:
    """Return an expression of one of the names, the longest first."""
    return "|".join(sorted(map(regex.escape, names), key=lambda n: (-len(n), n)))


def _by_letter(names: Iterable[str]) -> str:
    """Return `one_of`, grouped by first letters: a tenth of the alternatives is tried."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(name[0], []).append(name[1:])
    return "|".join(f"{regex.escape(a)}(?:{one_of(rest)})" for a, rest in sorted(groups.items()))


def _fill(text: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        text = text.replace("{" + name + "}", part)
    return text


@cache
def scanner(start: str) -> regex.Pattern[str]:
    """Return one expression of all patterns that begin at a number, or at a blank for one.

    The pattern that matched is the one whose group `is_<name>` took part.
    """
    ways = []
    for entry in _data()["pattern"]:
        if entry["start"] == start:
            mark = "(?P<is_" + entry["name"].replace("-", "_") + ">)"
            ways.append(mark + _fill(entry["regex"], _parts()))
    head = _parts()["left"] + _parts()["number"] if start == "number" else ""
    return regex.compile(head + "(?:" + "|".join(ways) + ")")


@cache
def ways(start: str) -> tuple[str, ...]:
    """Return the names of the patterns of that start, the commonest first."""
    names = [entry["name"] for entry in _data()["pattern"] if entry["start"] == start]
    return tuple(sorted(names, key=lambda name: name != "state"))


@cache
def kind_finder() -> regex.Pattern[str]:
    """Return an expression that finds any kind word in a clause, but not in what is none."""
    names = (word for word, kind in words().kind_of_word.items() if kind and len(word) > 2)
    none = _by_letter(words().not_kinds)
    return regex.compile(
        rf"(?<!\p{{L}})(?:(?:{none})(*SKIP)(*FAIL)|(?:{_by_letter(names)})(?!\p{{L}}))",
        regex.IGNORECASE,
    )
