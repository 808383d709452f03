"""A line of an office's list as the document it means, read by the grammar that reads reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from extract.folding import skeleton
from extract.references import find_in_text
from normalize.citations.clusters import citation_key
from normalize.citations.issuers import resolve_issuer
from normalize.citations.numbers import read_number, read_year
from normalize.citations.symbols import read_symbol
from normalize.schema import Grammar, Mention
from normalize.vocabulary import kinds
from store.owners import HERE, Reporter, owner_of, series_of
from store.register_columns import Head
from store.register_days import read_day
from store.register_files import Line, Sheet, Value

_YEAR = re.compile(r"\bnam (?P<year>(?:19|20)\d{2})\b")
_TOTAL = re.compile(r"(?:tong cong|tong so|tong|cong)(?: van ban)?(?: \d.*)?")
_OFFICE = Reporter(agency_name="UBND", place=HERE)  # a list without issuer is the province's own


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a list; the columns of the table `register` of the same names."""

    citation_key: str
    grammar: str
    kind: str | None
    number: str
    symbol: str
    year: int
    issued_on: date | None
    title: str | None
    issuer: str | None
    owner: str | None
    series: str
    sheet: str | None
    row: int


@dataclass(frozen=True, slots=True)
class Misread:
    """A line nobody understands, and why."""

    sheet: str | None
    row: int
    text: str
    reason: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for lines that do not say it themselves."""

    symbol: str | None = None
    issuer: str | None = None


class _Unclear(Exception):
    """Why a line is not understood, and what of it still is: a number whose date is no date."""

    def __init__(self, reason: str, reason_en: str, entry: Entry | None = None) -> None:
        super().__init__(reason_en)
        self.reason = reason
        self.reason_en = reason_en
        self.entry = entry


def read_entries(sheet: Sheet, head: Head, defaults: Defaults) -> Iterator[Entry | Misread]:
    """Yield each line of the sheet below its head as a document, or as one nobody understands.

    Empty lines, headings between the lines, heads repeated, totals and the row (1) (2) (3) are
    neither.
    """
    year = _year_above(sheet, head)
    head_cells = sheet.lines[head.line].cells if head.line >= 0 else ()
    for line in sheet.lines[head.line + 1 :]:
        if line.filled < 2 or line.cells == head_cells or _is_index(line) or _is_total(line):
            continue
        cells = {
            field: line.cells[column]
            for field, column in head.columns.items()
            if column < len(line.cells) and line.cells[column] != ""
        }
        if _is_heading(line, cells):
            continue
        try:
            yield _entry(cells, year, defaults, sheet.name, line.row)
        except _Unclear as unclear:
            text = " | ".join(_written(cell) for cell in line.cells if cell != "")
            yield Misread(sheet.name, line.row, text[:120], unclear.reason, unclear.reason_en)
            if unclear.entry is not None:
                yield unclear.entry


def _year_above(sheet: Sheet, head: Head) -> int | None:
    """Return the one year that the title above the head names: "SỔ VĂN BẢN ĐI NĂM 2023"."""
    above = " ".join(_written(c) for line in sheet.lines[: max(head.line, 0)] for c in line.cells)
    years = {int(found["year"]) for found in _YEAR.finditer(skeleton(above))}
    return years.pop() if len(years) == 1 else None


def _is_index(line: Line) -> bool:
    words = [_written(cell).strip("()") for cell in line.cells if cell != ""]
    return all(len(word) <= 2 for word in words) and [
        int(word) for word in words if word.isdigit()
    ] == list(range(1, len(words) + 1))


def _is_heading(line: Line, cells: Mapping[str, Value]) -> bool:
    """Tell whether a line only names what follows ("II | CHỈ THỊ"), or who signs the list.

    A line with an ordinal of its own and a title is a document whose number was forgotten.
    """
    first = next((_written(cell) for cell in line.cells if cell != ""), "")
    if "title" in cells and first.strip(" .").isdigit():
        return False
    return not any(
        isinstance(cell, date) or "/" in cell or any(c.isdigit() for c in cell)
        for cell in cells.values()
    )


def _is_total(line: Line) -> bool:
    first = next((cell for cell in line.cells if cell != ""), "")
    return isinstance(first, str) and _TOTAL.fullmatch(skeleton(first)) is not None


def _written(cell: Value) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell


def _entry(
    cells: Mapping[str, Value], year: int | None, defaults: Defaults, sheet: str | None, row: int
) -> Entry:
    text = {field: _written(cell) for field, cell in cells.items()}
    mention = _mention(text, defaults)
    if mention.number is None:
        raise _Unclear("không có số văn bản", "it has no number")
    told = text.get("year", "")
    year = int(told) if re.fullmatch(r"(?:19|20)\d\d", told) else year
    # "Quyết định số 94/QĐ-UBND ngày 11/01/2023" in one column tells the day by itself.
    issued_on, unclear = _day(cells.get("issued_on") or mention.date_text, year)
    part = mention.year_part if len(mention.year_part or "") == 4 else None
    if issued_on is not None:
        year = issued_on.year
    elif part is not None:
        year = int(part)
    if year is None:
        raise unclear or _Unclear("không có ngày ban hành", "it has no date")
    issuer = text.get("issuer") or defaults.issuer
    mention = _issued(mention, issuer, issued_on or date(year, 7, 1))
    entry = Entry(
        citation_key=citation_key(
            mention.grammar, mention.number, mention.symbol or "", mention.year_part, str(year)
        ),
        grammar=mention.grammar,
        kind=mention.symbol_kind,
        number=cast(str, mention.number),
        symbol=mention.symbol or "",
        year=year,
        issued_on=issued_on,
        title=text.get("title"),
        issuer=issuer,
        owner=owner_of(mention, _OFFICE),
        series=series_of(mention),
        sheet=sheet,
        row=row,
    )
    if unclear is not None:
        raise _Unclear(unclear.reason, unclear.reason_en, entry)
    return entry


def _mention(text: Mapping[str, str], defaults: Defaults) -> Mention:
    """Return what the number and symbol of a line say, as a citation says it.

    Raises:
        _Unclear: when they are no number and symbol, or several.
    """
    number, symbol = text.get("number", ""), text.get("symbol") or ""
    if not any(c.isdigit() for c in number + symbol):
        raise _Unclear("không có số văn bản", "it has no number")
    kind = text.get("kind", "")
    word = kind if skeleton(kind) in _kind_words() else ""
    for written in _spellings(number, symbol, defaults.symbol):
        found = find_in_text(f"{word or 'văn bản'} số {written}")
        if len(found) > 1:
            raise _Unclear("có nhiều số trong một dòng", "it has several numbers")
        if found and found[0].number:
            raw = found[0]
            reading = read_symbol(raw.symbol.text, raw.kind, raw.grammar)
            return Mention(
                mention_id="",
                ordinal=0,
                raw_text=raw.text,
                citation_key="",
                number=read_number(found[0].number.text),
                year_part=read_year(raw.year.text) if raw.year else None,
                symbol=reading.canonical,
                symbol_kind=reading.kind,
                grammar=cast(Grammar, raw.grammar),
                date_text=raw.date.text if raw.date else None,
                issuer_id=None,
                issuer_text=reading.issuer,
            )
    raise _Unclear(
        f"không hiểu số, ký hiệu “{' '.join(filter(None, (number, symbol)))}”",
        f"number and symbol “{' '.join(filter(None, (number, symbol)))}” are not understood",
    )


def _spellings(number: str, symbol: str, default: str | None) -> Iterator[str]:
    """Yield the ways in which number and symbol of two columns can make one reference."""
    number = re.sub(r"^số\s*:?\s*", "", number, flags=re.IGNORECASE)
    if symbol and any(c.isdigit() for c in symbol.split("/")[0].split("-")[0]):
        yield symbol  # the column of symbols holds it whole
    bare = re.fullmatch(r"[\d.]+[a-zđ]?(?:\s*/\s*\d{4})?", number)
    for each in filter(None, (symbol, default)):
        plain = each.strip(" /-")
        marks = "-/" if "/" in plain else "/-"  # the Party's NQ/TU makes 30-NQ/TU
        if bare:
            yield from (f"{number}{mark}{plain}" for mark in marks)
    yield number


def _kind_words() -> frozenset[str]:
    return frozenset(skeleton(word) for kind in kinds() for word in (*kind.words, kind.name))


def _day(cell: Value | None, year: int | None) -> tuple[date | None, _Unclear | None]:
    """Return the day a cell names, and why it names none although it is not empty."""
    if cell is None or isinstance(cell, date):
        return cell, None
    day = read_day(cell, year)
    return day, None if day else _Unclear(f"không hiểu ngày “{cell}”", f"“{cell}” is no date")


def _issued(mention: Mention, issuer: str | None, on: date) -> Mention:
    """Return the citation with its issuer as the list names it, resolved as in a report."""
    token = mention.issuer_text  # what the symbol says
    resolved = resolve_issuer(token, issuer, None, on.replace(day=1)) if token else None
    return mention.model_copy(
        update={"issuer_text": issuer, "issuer_id": resolved[0] if resolved else None}
    )
