"""Reads the labelled passages of `samples/gold/passages/*.cases`; its README tells the notation."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

PASSAGES = Path(__file__).resolve().parents[1] / "samples" / "gold" / "passages"
FIELDS = ("kind", "number", "year_part", "symbol", "issued_on", "raw_text", "citation_key")
STRICT = FIELDS[:6]  # what must be right together; the key is judged by itself
OPTIONAL = ("relation", "scope")  # judged only where the label says them
_MARKED = re.compile(r"⟦(.*?)⟧", re.DOTALL)
_ASSEMBLY = re.compile(r"(?:UBTVQH|QH)\d+")
_PARTY = re.compile(r"[^/]+/[^/]+")


@dataclass(frozen=True)
class Label:
    """One expected mention; each field's accepted readings, an empty one for none."""

    fields: dict[str, tuple[str, ...]]
    grammar: str
    doubtful: bool  # neither missed nor false, however it is read

    def agrees(self, name: str, value: str | None) -> bool:
        """Tell whether a field was read as the label says."""
        wanted = self.fields.get(name)
        return wanted is None or (value or "") in wanted

    def written(self) -> str:
        """Return the label in one line."""
        return " ".join(self.fields[name][0] or "-" for name in FIELDS[:5])


@dataclass(frozen=True)
class Passage:
    """One text with its expected mentions, in reading order."""

    group: str
    line: int
    text: str
    labels: tuple[Label, ...]


def read_passages(folder: Path = PASSAGES) -> list[Passage]:
    """Return the passages of every file of the folder, by file name and line."""
    return [p for path in sorted(folder.glob("*.cases")) for p in _passages(path)]


def _passages(path: Path) -> list[Passage]:
    found: list[Passage] = []
    text, at, slots = "", 0, list[str]()
    for number, line in enumerate([*path.read_text("utf-8").split("\n"), ""], 1):
        if line.startswith("  ") and text:
            slots.append(line)
        elif line.strip() and not line.startswith("#"):
            text, at = line, number
        elif text:
            found.append(label_text(path.stem, at, text.replace("\\n", "\n"), slots))
            text, slots = "", []
    return found


def label_text(group: str, line: int, text: str, slots: list[str]) -> Passage:
    """Return a marked text and its slot lines as a passage.

    Raises:
        ValueError: there are not as many slot lines as marks.
    """
    raw = [" ".join(m.split()) for m in _MARKED.findall(text)]
    if len(raw) != len(slots):
        raise ValueError(f"{group}:{line}: {len(raw)} marks, {len(slots)} lines of slots")
    read = [_slots(line_of_slots, mark) for line_of_slots, mark in zip(slots, raw, strict=True)]
    years = Counter(
        {
            (f["number"][0], f["symbol"][0], f["issued_on"][0][:4]): 1
            for f, _ in read
            if f["issued_on"][0]
        }
    )
    labels = tuple(
        Label(_with_key(fields, years), _grammar(fields), doubtful) for fields, doubtful in read
    )
    return Passage(group, line, _MARKED.sub(r"\1", text), labels)


def _slots(line: str, mark: str) -> tuple[dict[str, tuple[str, ...]], bool]:
    kind, number, symbol, day, *rest = line.split()
    number, _, year = number.partition("/")
    fields = {
        "kind": _accepted(kind),
        "number": _accepted(number),
        "year_part": (year,),
        "symbol": _accepted(symbol),
        "issued_on": _accepted(day),
        "raw_text": (mark,),
    }
    names = {"raw": "raw_text", "rel": "relation", "scope": "scope", "key": "citation_key"}
    for word in rest:
        name, equals, value = word.partition("=")
        if equals and name in names:
            spaced = value if name == "rel" else value.replace("_", " ")
            fields[names[name]] = tuple(spaced.split("|"))
        elif word != "any":
            fields["citation_key"] = tuple(word.split("|"))
    return fields, "any" in rest


def _accepted(word: str) -> tuple[str, ...]:
    return tuple("" if reading in ("-", "?") else reading for reading in word.split("|"))


def _grammar(fields: dict[str, tuple[str, ...]]) -> str:
    symbol = fields["symbol"][0]
    if _ASSEMBLY.fullmatch(symbol):
        return "assembly"
    if fields["year_part"][0]:
        return "normative"
    return "party" if _PARTY.fullmatch(symbol) else "administrative"


def _with_key(
    fields: dict[str, tuple[str, ...]], years: Counter[tuple[str, str, str]]
) -> dict[str, tuple[str, ...]]:
    """Add the key that the published rule gives, where the label says no other."""
    if fields.get("citation_key") == ("*",):
        return {name: value for name, value in fields.items() if name != "citation_key"}
    if "citation_key" in fields:
        return fields
    number, symbol = fields["number"][0], fields["symbol"][0]
    dated = [year for n, s, year in years if n and (n, s) == (number, symbol)]
    own = fields["issued_on"][0][:4]
    year = own or (dated[0] if len(dated) == 1 else "?")
    number = number or "?"
    grammar = _grammar(fields)
    if fields["year_part"][0]:
        key = f"{number}/{fields['year_part'][0]}/{symbol}"
    elif grammar == "party":
        key = f"{number}-{symbol}/{year}"
    else:
        key = f"{number}/{symbol}/{year}"
    return {**fields, "citation_key": (key,)}
