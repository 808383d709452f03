"""HTML tables inside Markdown, as OCR engines write them, with every cell's place in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.document import Table
from extract.markup.cells import read_cell
from extract.markup.drawn import Range
from extract.markup.html_grid import MAX_COL_SPAN, MAX_ROW_SPAN, HtmlCell, form_table, read_span
from extract.text import Folded

_TABLE = re.compile(r"<(?P<close>/?)table(?:\s[^<>]*)?>", re.IGNORECASE)
_TOKEN = re.compile(
    r"<(?P<close>/?)(?P<tag>table|thead|tr|td|th)(?P<attributes>\s[^<>]*)?>", re.IGNORECASE
)
_SPAN = re.compile(r"\b(?P<name>rowspan|colspan)\s*=\s*[\"']?(?P<value>\d{1,5})", re.IGNORECASE)


def find_tables(text: str) -> list[Range]:
    """Return the ranges of the outermost tables; one without an end is no table."""
    ranges: list[Range] = []
    depth = start = 0
    for match in _TABLE.finditer(text):
        if not match["close"]:
            if depth == 0:
                start = match.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                ranges.append((start, match.end()))
    return ranges


@dataclass(slots=True)
class _Open:
    """A table that is being read."""

    rows: list[list[HtmlCell]] = field(default_factory=list)
    head_rows: int = 0
    cell_at: int | None = None  # where the open cell's next stretch of text begins
    parts: list[Range] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    spans: tuple[int, int] = (1, 1)
    heads: bool = False


def read_table(source: Folded, start: int, end: int) -> Table | None:
    """Return the table in a range that `find_tables` found; None when it has no cell."""
    opened: list[_Open] = []
    done: Table | None = None
    for token in _TOKEN.finditer(source.text, start, end):
        tag, closing = token["tag"].lower(), bool(token["close"])
        if tag == "table" and not closing:
            if opened:
                _pause(opened[-1], token.start())
            opened.append(_Open())
            continue
        if not opened:
            continue
        table = opened[-1]
        if tag == "thead" and closing:
            table.head_rows = len(table.rows)
        if tag in ("tr", "td", "th", "table"):
            _end_cell(source, table, token.start())
        if tag == "table":
            opened.pop()
            done = _formed(table)
            if opened and opened[-1].cell_at is not None:
                opened[-1].tables += [done] if done else []
                opened[-1].cell_at = token.end()
        elif tag == "tr" and not closing:
            table.rows.append([])
        elif tag in ("td", "th") and not closing:
            _begin_cell(table, token)
    return done


def _formed(table: _Open) -> Table | None:
    rows = [row for row in table.rows if row]
    return form_table(rows, min(table.head_rows, len(rows))) if rows else None


def _pause(table: _Open, at: int) -> None:
    if table.cell_at is not None:
        table.parts.append((table.cell_at, at))
        table.cell_at = at


def _begin_cell(table: _Open, token: re.Match[str]) -> None:
    given = {m["name"].lower(): m["value"] for m in _attributes(token["attributes"] or "")}
    table.cell_at, table.parts, table.tables = token.end(), [], []
    table.spans = (
        read_span(given.get("rowspan"), MAX_ROW_SPAN),
        max(1, read_span(given.get("colspan"), MAX_COL_SPAN)),
    )
    table.heads = token["tag"].lower() == "th"


def _attributes(text: str) -> Iterator[re.Match[str]]:
    return _SPAN.finditer(text)


def _end_cell(source: Folded, table: _Open, at: int) -> None:
    if table.cell_at is None:
        return
    cell = read_cell(source, *table.parts, (table.cell_at, at))
    if not table.rows:
        table.rows.append([])
    table.rows[-1].append(
        HtmlCell(cell.text, *table.spans, table.heads, cell.spans, tuple(table.tables))
    )
    table.cell_at = None
