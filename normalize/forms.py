"""The catalogue of statistical forms (biểu mẫu), one file of `normalize/forms/` each.

A form is told by its printed code, or, when the code line is lost, by its columns' header texts.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from extract.folding import skeleton
from extract.headers import NUMBER_HEADS
from normalize.schema import TableRecord

FORMS = Path(__file__).parent / "forms"
CERTAIN = 0.7  # least likeness of headers for a form to be told without its code
_WIDE = 8  # columns
MARGIN = 0.06  # by which it must be likelier than any other form

_CODE = re.compile(
    r"\b(?P<series>[IVX]+)\s*\.\s*(?P<number>\d{1,2})\s*(?P<letter>[a-z])?(?![a-zđ0-9])",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\b(?P<number>\d{1,2})\s*(?P<letter>[a-z])?\s*/", re.IGNORECASE)


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Entry):
    """One column: its printed number, what it counts and the header texts above it."""

    number: int
    indicator: str
    path: tuple[str, ...]
    variants: tuple[tuple[str, ...], ...] = ()
    kind: Literal["row_number", "label", "count", "percent", "text"] = "count"
    unit: str | None = None
    level: Literal["province", "district", "commune", "central"] | None = None
    valid_to: date | None = None  # the last day on which it counts anything; printed longer

    def counts_on(self, day: date | None) -> bool:
        """Tell whether the column still means something on a day; also when the day is unknown."""
        return day is None or self.valid_to is None or day <= self.valid_to


class Ratio(_Entry):
    """A percentage column: 100 × numerator of its own row / base, which may be another part's."""

    column: int
    numerator: int
    base: int
    base_part: str | None = None
    note: str = ""


class Part(_Entry):
    """One table of a form; `name` is None when the form is a single table."""

    name: str | None = None
    title: str | None = None
    columns: tuple[Column, ...] = ()
    formulas: tuple[str, ...] = ()  # as the form prints them in its index row
    balances: tuple[str, ...] = ()  # hold beside the printed ones
    limits: tuple[str, ...] = ()
    ratios: tuple[Ratio, ...] = ()
    total_row: Literal["required", "allowed", "none"] = "allowed"
    rows: str = ""  # what a row stands for

    def column(self, number: int | None) -> Column | None:
        """Return the column with this printed number."""
        return next((c for c in self.columns if c.number == number), None)


class Form(_Entry):
    """One version of a statistical form."""

    code: str
    version: str
    title: str
    circular: str
    suffix: str = ""  # "/VPCP/KSTT", printed after the code
    valid_from: date | None = None
    valid_to: date | None = None
    unit: str | None = None
    filled_by: str = ""
    certainty: Literal["seen", "published", "recalled"]
    sources: tuple[str, ...]
    aliases: tuple[str, ...] = ()  # other ways the code is printed
    by_header: bool = True  # False when another form has the same columns
    parts: tuple[Part, ...] = Field(default=(Part(),))

    def part(self, name: str | None) -> Part | None:
        """Return the part of that name; a single part answers to None."""
        return next((p for p in self.parts if p.name == name), None)


@dataclass(frozen=True, slots=True)
class Recognition:
    """A form and part that a header matches, and how well (0–1)."""

    form: Form
    part: Part
    likeness: float
    numbers: tuple[int | None, ...]  # the form's column number for each column of the table


@dataclass(frozen=True, slots=True)
class _Bag:
    """Words with their counts, and how many they are together."""

    counts: Counter[str]
    size: int


@cache
def catalogue() -> tuple[Form, ...]:
    """Return every form, sorted by code and version.

    Raises:
        ValueError: when two files describe one version of one form.
    """
    forms: dict[tuple[str, str], Form] = {}
    for folder in _folders():
        for path in sorted(folder.glob("*.toml")):
            form = Form.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
            if (form.code, form.version) in forms:
                raise ValueError(f"{path.name}: form {form.code} {form.version} stands twice")
            forms[form.code, form.version] = form
    return tuple(form for _, form in sorted(forms.items()))


def _folders() -> Iterator[Path]:
    """Yield our folder, then those that outsiders name by the entry points `trichluc.forms`."""
    yield FORMS
    for point in sorted(entry_points(group="trichluc.forms"), key=lambda p: p.name):
        yield Path(point.load())


def find_form(code: str | None, on: date | None = None) -> Form | None:
    """Return the form with this canonical code, in the version valid on the date."""
    versions = [form for form in catalogue() if form.code == code]
    valid = [
        form
        for form in versions
        if on is None
        or ((form.valid_from or on) <= on and (form.valid_to is None or on <= form.valid_to))
    ]
    known = valid or versions
    return known[-1] if known else None


def canonical_code(text: str | None) -> str | None:
    """Return the code a printed line holds: "Biểu mẫu số II.6A/VPCP/KSTT" → "II.06a"."""
    match = _CODE.search(text or "")
    if match is None:
        return None
    letter = (match["letter"] or "").lower()
    return f"{match['series'].upper()}.{int(match['number']):02d}{letter}"


def candidates(text: str | None) -> tuple[Form, ...]:
    """Return the forms a printed code may mean; several when shortened (`II.07`, `06/VPCP`)."""
    if not text:
        return ()
    code = canonical_code(text)
    if code is not None:
        exact = tuple(form for form in catalogue() if form.code == code)
        return exact or tuple(f for f in catalogue() if f.code[:-1] == code)
    short = _SHORT.search(text)
    if short is None:
        return ()
    bare = f"{int(short['number']):02d}{(short['letter'] or '').lower()}"
    return tuple(f for f in catalogue() if bare in f.aliases or f.code.endswith("." + bare))


def recognize(
    paths: Sequence[Sequence[str]],
    title: str | None = None,
    among: Sequence[Form] | None = None,
) -> Recognition | None:
    """Return the form whose columns the header paths match; None when none does for certain.

    Args:
        paths: the header texts above each column, outermost first.
        title: the printed title, which may decide between forms.
        among: the forms that a printed code leaves; then the best wins without a margin.
    """
    forms = among if among is not None else [form for form in catalogue() if form.by_header]
    found = sorted(
        (
            _match(paths, title, form, part)
            for form in forms
            for part in form.parts
            if len(part.columns) > 2
        ),
        key=lambda r: -r.likeness,
    )
    if not found:
        return None
    if among is not None:
        return found[0] if found[0].likeness >= CERTAIN - 0.2 else None
    rival = next((r.likeness for r in found if r.form.code != found[0].form.code), 0.0)
    sure = found[0].likeness >= CERTAIN and found[0].likeness - rival >= MARGIN
    return found[0] if sure else None


def _match(
    paths: Sequence[Sequence[str]], title: str | None, form: Form, part: Part
) -> Recognition:
    """Align the table's columns with the form's in order; likeness is the mean over both."""
    n, m = len(paths), len(part.columns)
    likeness = [[_column_likeness(path, column, n) for column in part.columns] for path in paths]
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            both = best[i + 1][j + 1] + likeness[i][j]
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    numbers: list[int | None] = [None] * n
    i = j = 0
    while i < n and j < m:
        if best[i][j] == best[i + 1][j + 1] + likeness[i][j] and likeness[i][j] > 0:
            numbers[i] = part.columns[j].number
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    bonus = 0.1 if title and _alike(_words((title,)), _words((form.title,))) >= 0.8 else 0.0
    return Recognition(form, part, min(1.0, best[0][0] / max(n, m, 1) + bonus), tuple(numbers))


def _column_likeness(path: Sequence[str], column: Column, width: int) -> float:
    """Return how alike a column's texts are to a form's column, 0–1.

    A header printed in one row shows the lowest texts alone; they are told in a wide table only,
    for "Số lượng" and "Tỷ lệ" stand in many narrow ones.
    """
    words = _words(tuple(path))
    whole = max(_alike(words, _words(known)) for known in (column.path, *column.variants))
    if len(path) > 1 or len(column.path) == 1 or width < _WIDE:
        return whole
    return max(whole, 0.9 * _alike(words, _words(column.path[-1:])))


def _alike(a: _Bag, b: _Bag) -> float:
    total = a.size + b.size
    if not total:
        return 0.0
    both = sum(min(n, b.counts[word]) for word, n in a.counts.items() if word in b.counts)
    return 2 * both / total


@lru_cache(maxsize=4096)
def _words(path: tuple[str, ...]) -> _Bag:
    text = f" {' '.join(skeleton(piece) for piece in path)} "
    for long, short in _abbreviations():
        text = text.replace(f" {long} ", f" {short} ")
    words = text.split()
    return _Bag(Counter(words), len(words))


@cache
def _abbreviations() -> tuple[tuple[str, str], ...]:
    """Return (words in full, abbreviation) as header texts use them, longest first, folded."""
    with (FORMS / "abbreviations.csv").open(encoding="utf-8", newline="") as file:
        rows = [(skeleton(r["full"]), skeleton(r["short"])) for r in csv.DictReader(file)]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


def draft_form(table: TableRecord) -> str:
    """Return a catalogue file for a table's form, to be completed by a person.

    Header texts, column numbers and printed formulas are taken over; indicators are named after
    the header, kinds are told from header and cells.
    """
    lines = [
        "# Drafted from a table: check every line, then name the circular and its dates.",
        f"code = {_quoted(table.form_code or 'NEW.01')}",
        'version = "draft"',
        f"title = {_quoted(table.title or '')}",
        'circular = ""',
        *([f"unit = {_quoted(table.unit)}"] if table.unit else []),
        'certainty = "seen"',
        'sources = ["drafted from a table"]',
        "",
        "[[parts]]",
        *([f"name = {_quoted(table.part)}"] if table.part else []),
        f"formulas = [{', '.join(_quoted(text) for text in table.formulas)}]",
    ]
    for col, path in enumerate(table.header_paths):
        number = table.column_numbers[col] if any(table.column_numbers) else col + 1
        if number is None:
            continue
        indicator = skeleton(" ".join(path)).replace(" ", "_")
        lines += [
            "",
            "[[parts.columns]]",
            f"number = {number}",
            f"indicator = {_quoted(indicator or f'column_{number}')}",
            f"path = [{', '.join(_quoted(text) for text in path)}]",
            f"kind = {_quoted(_drafted_kind(table, col, path))}",
        ]
    return "\n".join(lines) + "\n"


def _drafted_kind(table: TableRecord, col: int, path: Sequence[str]) -> str:
    if col == 0 and path and skeleton(path[-1]) in NUMBER_HEADS:
        return "row_number"
    cells = [c for c in table.cells if c.col == col and c.row >= table.header_rows]
    printed = [cell for cell in cells if cell.text.strip()]
    if any("%" in cell.text for cell in printed) or "ty le" in skeleton(" ".join(path)):
        return "percent"
    if printed and any(cell.value is not None for cell in printed):
        return "count"
    return "label" if col <= 1 else "text"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + " ".join(escaped.split()) + '"'
