"""Which column of a list holds what: told by the heads' names, or by the user."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.errors import UsageError
from extract.folding import skeleton
from store.register_files import Line, Sheet

FIELDS = ("number", "symbol", "issued_on", "title", "issuer", "kind", "year")
_FILE = Path(__file__).with_name("register.toml")
_DEEP = 40  # lines of title above the head, at most
_NUMBERED = re.compile(r"(?: \d+| [a-h])$")  # "Số, ký hiệu (2)"


@dataclass(frozen=True, slots=True)
class Head:
    """Where the head of a list stands: its line's place in the sheet, and columns by field."""

    line: int  # -1 when the list has none
    columns: Mapping[str, int]


@cache
def _lexicon() -> tuple[dict[str, tuple[str, int]], tuple[tuple[str, str], ...]]:
    """Return field and rank by whole name, and (words, field) that tell within a name."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    names = {
        name: (field, rank)
        for field, listed in data["columns"].items()
        for rank, name in enumerate(listed)
    }
    within = tuple((name, field) for field, listed in data["within"].items() for name in listed)
    return names, within


def _field(head: str) -> tuple[str, int] | None:
    """Return what a column's head says it holds, and how surely (0 surest)."""
    names, within = _lexicon()
    folded = _NUMBERED.sub("", skeleton(head))
    if folded in names:
        return names[folded]
    for words, field in within:
        if f" {words} " in f" {folded} ":
            return field, len(names)
    return None


def find_head(sheet: Sheet, mapping: Mapping[str, str]) -> Head | None:
    """Return where the sheet's head stands, None when it has none that tells a number.

    Args:
        sheet: a list's sheet.
        mapping: what the user says: field → a head's name, or a column's number from 1.
    """
    if mapping and all(name.isdigit() for name in mapping.values()):
        return Head(-1, {field: int(name) - 1 for field, name in mapping.items()})
    for place, line in enumerate(sheet.lines[:_DEEP]):
        columns = _mapped(line, mapping) if mapping else _told(line)
        if columns is not None:
            return Head(place, columns)
    return None


def _told(line: Line) -> dict[str, int] | None:
    best: dict[str, tuple[int, int]] = {}
    for column, cell in enumerate(line.cells):
        told = _field(cell) if isinstance(cell, str) and cell else None
        if told is not None:
            field, rank = told
            best[field] = min(best.get(field, (rank, column)), (rank, column))
    if "number" not in best or not best.keys() & {"issued_on", "title", "symbol"}:
        return None
    return {field: column for field, (_, column) in best.items()}


def _mapped(line: Line, mapping: Mapping[str, str]) -> dict[str, int] | None:
    """Return the columns the user names; those not named keep what their heads say."""
    heads = [skeleton(cell) if isinstance(cell, str) else "" for cell in line.cells]
    named = {}
    for field, name in mapping.items():
        if name.isdigit():
            named[field] = int(name) - 1
        elif skeleton(name) in heads:
            named[field] = heads.index(skeleton(name))
        else:
            return None
    told = {f: c for f, c in (_told(line) or {}).items() if c not in named.values()}
    return {**told, **named}


def parse_mapping(pairs: Sequence[str]) -> dict[str, str]:
    """Return `number=Số VB` and its like by field.

    Raises:
        UsageError: when a pair names no field or no column.
    """
    mapping = {}
    for pair in pairs:
        field, _, name = pair.partition("=")
        if field.strip() not in FIELDS or not name.strip():
            raise UsageError(
                f"Không hiểu --map “{pair}”.",
                f"--map “{pair}” is not understood.",
                remedy=f"Viết trường=tên cột (hoặc số thứ tự cột); trường: {', '.join(FIELDS)}.",
                remedy_en=f"Write field=column (name or number); fields: {', '.join(FIELDS)}.",
            )
        mapping[field.strip()] = name.strip()
    return mapping
