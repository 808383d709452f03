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

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")  # "ngayBanHanh" of an export
_BRACKET = re.compile(r"\([^)]*\)")  # "Số văn bản (ghi bằng số)"
_LETTERS = re.compile(r"[A-Z]{1,2}")  # a column as spreadsheets name it


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
    folded = _NUMBERED.sub("", skeleton(_HUMP.sub(" ", head)))
    for name in (folded, skeleton(_BRACKET.sub(" ", head))):
        if name in names:
            return names[name]
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
    mapping = _placed(sheet, mapping)
    if mapping and all(name.isdigit() for name in mapping.values()):
        return Head(-1, {field: int(name) - 1 for field, name in mapping.items()})
    above: Line | None = None
    for place, line in enumerate(sheet.lines[:_DEEP]):
        columns = _mapped(line, above, mapping) if mapping else _told(line)
        if columns is not None:
            head = _whole(sheet.lines, place, columns, above)
            return head if mapping or _holds_numbers(sheet, head) else None
        above = line
    return None


def _holds_numbers(sheet: Sheet, head: Head) -> bool:
    """Tell whether the column of numbers holds any, where it is one of symbols by its name."""
    column = head.columns["number"]
    lines = sheet.lines[head.line :]
    named = _field(str(lines[0].cells[column])) if column < len(lines[0].cells) else None
    return (
        named is None
        or named[0] != "symbol"
        or any(
            any(c.isdigit() for c in str(cell))
            for line in lines
            for cell in line.cells[column : column + 1]
        )
    )


def _placed(sheet: Sheet, mapping: Mapping[str, str]) -> dict[str, str]:
    """Return the mapping, a spreadsheet's letters that are no head's name as numbers from 1."""
    heads = {skeleton(c) for line in sheet.lines[:_DEEP] for c in line.cells if isinstance(c, str)}
    placed = {}
    for field, name in mapping.items():
        if _LETTERS.fullmatch(name) and skeleton(name) not in heads:
            *high, low = (ord(letter) - 64 for letter in name)
            placed[field] = str(26 * sum(high) + low)
        else:
            placed[field] = name
    return placed


def missing_columns(sheets: Sequence[Sheet], mapping: Mapping[str, str]) -> dict[str, str]:
    """Return those columns of the user's that no sheet has, by field."""
    lines = [line for sheet in sheets for line in sheet.lines]
    width = max((len(line.cells) for line in lines), default=0)
    heads = {skeleton(c) for line in lines for c in line.cells if isinstance(c, str)}
    return {
        field: name
        for field, name in mapping.items()
        if (int(name) > width or name == "0" if name.isdigit() else skeleton(name) not in heads)
        and not _LETTERS.fullmatch(name)
    }


def _whole(
    lines: Sequence[Line], place: int, columns: Mapping[str, int], above: Line | None
) -> Head:
    """Return the head with the parts of it that stand in the lines above or below.

    A head of two lines merges "Trích yếu" over both, and sets "Số" and "Ký hiệu" side by side
    below "Văn bản"; one of three has another such group within.
    """
    line, whole = lines[place], dict(columns)
    deeper = False
    while place + 1 < len(lines) and _is_head(lines[place + 1]):
        place, deeper = place + 1, True
        line = _joined(line, lines[place])
        whole |= _told(line) or {}
    if deeper or above is None:
        return Head(place, whole)
    # What this line says stands; the one above fills where it is empty.
    joined = _told(_joined(above, line)) or {}
    taken = set(whole.values())
    more = {f: c for f, c in joined.items() if f not in whole and c not in taken}
    return Head(place, {**whole, **more})


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
    if "number" not in best and "symbol" in best:
        best["number"] = best.pop("symbol")  # "Ký hiệu" alone holds both
    if "number" in best and "issued_on" not in best:
        # "Số, ký hiệu, ngày, tháng, năm" over two columns
        rank, column = best["number"]
        cells = line.cells
        if "ngay" in skeleton(str(cells[column])).split() and cells[column + 1 : column + 2] == (
            "",
        ):
            best["issued_on"] = rank, column + 1
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
