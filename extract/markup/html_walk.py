"""An HTML tree to printed lines and tables, in one walk without recursion."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from extract.document import Table, TextSpan
from extract.encodings import convert_line
from extract.errors import LimitError
from extract.markup.html_grid import MAX_COL_SPAN, MAX_ROW_SPAN, HtmlCell, form_table, read_span

Element = Any

_SKIPPED = frozenset(
    {"head", "script", "style", "template", "title", "noscript", "iframe", "object", "svg", "xml"}
    | {"select", "button", "map", "audio", "video", "canvas", "math"}
)
_BLOCKS = frozenset(
    {"p", "div", "li", "blockquote", "pre", "center", "section", "article", "header", "footer"}
    | {"address", "dt", "dd", "dl", "ul", "ol", "figcaption", "caption", "form", "fieldset", "body"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "main", "nav", "aside", "figure", "br", "hr", "html"}
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset({"b", "strong", "th"} | set(_HEADINGS))
_ITALIC = frozenset({"i", "em"})
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE
)
_CENTER = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class HtmlLine:
    """One printed line and how it is set."""

    text: str
    bold: bool = False
    italic: bool = False
    centered: bool = False
    level: int | None = None
    marker: str | None = None


Item = HtmlLine | Table


@dataclass(slots=True)
class _List:
    """An open `<ul>` or `<ol>`."""

    style: str  # "-", "1", "a", "A", "i", "I"
    number: int


@dataclass(slots=True)
class _Cell:
    row_span: int
    col_span: int
    heads: bool
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    rows: list[list[HtmlCell]] = field(default_factory=list)
    contents: list[list[Item]] = field(default_factory=list)  # of each cell, in order
    cell: _Cell | None = None
    head_rows: int = 0


class Walker:
    """Walks a tree once and collects what it prints; `items` are the lines and tables in order."""

    def __init__(self, encoding: str | None, max_cells: int) -> None:
        self.items: list[Item] = []
        self.deleted = self.inserted = self.hidden = 0
        self._encoding, self._cells_left = encoding, max_cells
        self._tables: list[_Table] = []
        self._lists: list[_List] = []
        self._bold = self._italic = self._center = self._pre = 0
        self._level: int | None = None
        self._marker: str | None = None
        self._text: list[str] = []
        self._runs: list[tuple[bool, bool]] = []
        self._centered = False

    def walk(self, root: Element) -> list[Item]:
        """Return the lines and tables below an element."""
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: Element | None = None
        for event, element in walker:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if self._is_skipped(element, tag):
                    skipped = element
                    walker.skip_subtree()
                    continue
                self._start(element, tag)
                self._print(element.text)
            else:
                if element is not skipped:
                    self._end(element, tag)
                if element is not root:
                    self._print(element.tail)
        self._flush()
        while self._tables:
            self._end_table()
        return self.items

    def _is_skipped(self, element: Element, tag: str) -> bool:
        if tag in _SKIPPED:
            return True
        if tag == "del":
            self.deleted += 1
            return True
        if _HIDDEN.search(element.get("style", "")):
            self.hidden += 1
            return True
        self.inserted += tag == "ins"
        return False

    def _start(self, element: Element, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
        style = element.get("style", "")
        self._bold += _weight(tag in _BOLD, _BOLD_STYLE.search(style))
        self._italic += _weight(tag in _ITALIC, _ITALIC_STYLE.search(style))
        self._center += _is_centered(element, tag, style)
        self._pre += tag == "pre"
        if tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        elif tag in ("ul", "ol"):
            kind = element.get("type", "1") if tag == "ol" else "-"
            first = element.get("start", "1")
            number = int(first) if first.isascii() and first.isdigit() else 1
            self._lists.append(_List(kind if kind in ("1", "a", "A", "i", "I") else "-", number))
        elif tag == "li":
            self._marker = self._next_marker()
        elif tag == "table":
            self._flush()
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._end_cell()
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            self._begin_cell(element, tag)

    def _end(self, element: Element, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
        style = element.get("style", "")
        self._bold -= _weight(tag in _BOLD, _BOLD_STYLE.search(style))
        self._italic -= _weight(tag in _ITALIC, _ITALIC_STYLE.search(style))
        self._center -= _is_centered(element, tag, style)
        self._pre -= tag == "pre"
        if tag in _HEADINGS:
            self._level = None
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag in ("td", "th") and self._tables:
            self._end_cell()
        elif tag == "thead" and self._tables:
            self._tables[-1].head_rows = len(self._tables[-1].rows)
        elif tag == "table" and self._tables:
            self._end_table()

    def _print(self, text: str | None) -> None:
        if not text:
            return
        if self._pre:
            for number, line in enumerate(text.splitlines()):
                if number:
                    self._flush()
                self._text.append(line)
                self._runs.append((self._bold > 0, self._italic > 0))
            return
        self._text.append(_BLANKS.sub(" ", text))
        if not text.isspace():
            self._runs.append((self._bold > 0, self._italic > 0))
            self._centered = self._center > 0

    def _flush(self) -> None:
        """End the line that is being printed."""
        text = convert_line(_BLANKS.sub(" ", "".join(self._text)), self._encoding).strip()
        runs, self._text, self._runs = self._runs, [], []
        if not text:
            return
        marker, self._marker = self._marker, None
        if marker is not None and not text.startswith(marker):
            text = f"{marker} {text}"
        line = HtmlLine(
            text,
            bold=bool(runs) and all(bold for bold, _ in runs),
            italic=bool(runs) and all(italic for _, italic in runs),
            centered=self._centered,
            level=self._level,
            marker=marker,
        )
        self._into().append(line)

    def _into(self) -> list[Item]:
        for table in reversed(self._tables):
            if table.cell is not None:
                return table.cell.items
        return self.items

    def _next_marker(self) -> str | None:
        if not self._lists:
            return None
        last = self._lists[-1]
        last.number += 1
        return f"{_numeral(last.number - 1, last.style)}." if last.style != "-" else "-"

    def _begin_cell(self, element: Element, tag: str) -> None:
        self._end_cell()
        self._cells_left -= 1
        if self._cells_left < 0:
            raise LimitError(
                "Các bảng trong tệp có quá nhiều ô.",
                "The file's tables have too many cells.",
                remedy="Hãy chia nhỏ tệp.",
                remedy_en="Split the file.",
            )
        if not self._tables[-1].rows:
            self._tables[-1].rows.append([])
        self._tables[-1].cell = _Cell(
            read_span(element.get("rowspan"), MAX_ROW_SPAN),
            max(1, read_span(element.get("colspan"), MAX_COL_SPAN)),
            tag == "th",
        )

    def _end_cell(self) -> None:
        self._flush()
        table = self._tables[-1]
        if (cell := table.cell) is None:
            return
        table.cell = None
        text = "\n".join(item.text for item in cell.items if isinstance(item, HtmlLine))
        spans = (TextSpan(0, len(text)),) if text else ()
        nested = tuple(item for item in cell.items if isinstance(item, Table))
        table.rows[-1].append(
            HtmlCell(text, cell.row_span, cell.col_span, cell.heads, spans, nested)
        )
        table.contents.append(cell.items)

    def _end_table(self) -> None:
        self._end_cell()
        table = self._tables.pop()
        rows = [row for row in table.rows if row]
        if not rows:
            return
        if len(table.contents) == 1:  # a frame around text, no table
            self._into().extend(table.contents[0])
            return
        self._into().append(form_table(rows, min(table.head_rows, len(rows))))


def _weight(by_tag: bool, by_style: object) -> int:
    return int(by_tag or by_style is not None)


def _is_centered(element: Element, tag: str, style: str) -> int:
    aligned = element.get("align", "").lower() == "center" or _CENTER.search(style) is not None
    return int(tag == "center" or (aligned and tag != "table"))


def _numeral(number: int, style: str) -> str:
    if style in "aA":
        letters = ""
        while number > 0:
            number, rest = divmod(number - 1, 26)
            letters = chr(97 + rest) + letters
        return letters.upper() if style == "A" else letters
    if style in "iI":
        out = ""
        for value, sign in _ROMAN:
            while number >= value:
                out, number = out + sign, number - value
        return out if style == "I" else out.lower()
    return str(number)


_ROMAN = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
