"""Which column of a list holds what: told by the heads' names, or by the user."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
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
    above: Line | None = None
    for place, line in enumerate(sheet.lines[:_DEEP]):
        columns = _mapped(line, above, mapping) if mapping else _told(line)
        if columns is not None:
            below = sheet.lines[place + 1] if place + 1 < len(sheet.lines) else None
            return _whole(place, line, columns, above, below)
        above = line
    return None


def _whole(
    place: int, line: Line, columns: Mapping[str, int], above: Line | None, below: Line | None
) -> Head:
    """Return the head with the part of it that stands in the line above or below.

    A head of two lines merges "Trích yếu" over both, and sets "Số" and "Ký hiệu" side by side
    below "Văn bản".
    """
    if below is not None and _is_head(below):
        joined = _told(_joined(line, below)) or {}
        return Head(place + 1, {**columns, **joined})
    if above is not None:
        # What this line says stands; the one above fills where it is empty.
        joined = _told(_joined(above, line)) or {}
        taken = set(columns.values())
        more = {f: c for f, c in joined.items() if f not in columns and c not in taken}
        return Head(place, {**columns, **more})
    return Head(place, columns)


def _is_head(line: Line) -> bool:
    """Tell whether the line holds names of columns and nothing of a document."""
    words = [cell for cell in line.cells if cell != ""]
    names, _ = _lexicon()
    return all(isinstance(w, str) and not any(c.isdigit() for c in w) for w in words) and any(
        isinstance(word, str) and skeleton(word) in names for word in words
    )


def _joined(above: Line, below: Line) -> Line:
    """Return one line of both: what stands below, or above where nothing does."""
    cells = zip_longest(above.cells, below.cells, fillvalue="")
    return Line(below.row, tuple(low if low != "" else high for high, low in cells))


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


def _mapped(line: Line, above: Line | None, mapping: Mapping[str, str]) -> dict[str, int] | None:
    """Return the columns the user names; those not named keep what their heads say."""
    found = _named(line, mapping)
    if found is None and above is not None:
        return _named(_joined(above, line), mapping)
    return found


def _named(line: Line, mapping: Mapping[str, str]) -> dict[str, int] | None:
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
