"""The sheets of a workbook as shown: cells with their texts, numbers and looks, merged ranges.

Source: ECMA-376 part 1, §18.2 (workbook), §18.3 (worksheets), §18.4 (shared strings).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from extract.office.cell_styles import PLAIN, Look, read_looks
from extract.office.number_formats import is_date, show_number, show_text
from extract.office.package import Package, too_large

Element = Any
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
SHAPE = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

SIGNIFICANT = 15  # digits that Excel itself holds; what a file writes beyond is float noise
MAX_ROW, MAX_COL = 1048576, 16384

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FURNITURE_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|.)')
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that shows something: its text, the number behind it (None: a text or a date)."""

    text: str
    value: Decimal | None = None
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class Range:
    """A block of positions, all four bounds inside, rows and columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; positions are (row, column) from 0.

    `ruled` are the positions with a line at their left or right, or inside a table object;
    `boxes` the texts of drawn shapes by the row they hang on; `missing` the references of formula
    cells that hold no result.
    """

    name: str
    hidden: bool = False
    cells: Mapping[tuple[int, int], SheetCell] = field(default_factory=dict)
    merges: tuple[Range, ...] = ()
    ruled: frozenset[tuple[int, int]] = frozenset()
    boxes: tuple[tuple[int, str], ...] = ()
    header: str = ""
    footer: str = ""
    hidden_rows: int = 0
    hidden_columns: int = 0
    missing: tuple[str, ...] = ()
    kind: str = "worksheet"  # "worksheet", "chartsheet", …, "lost" when its part is not there


def read_sheets(package: Package, max_cells: int) -> Iterator[Sheet]:
    """Yield the workbook's sheets in their order.

    Raises:
        DamagedFileError: when the workbook part cannot be read.
        LimitError: when the sheets hold more cells than `max_cells`.
    """
    part = package.main_part("xl/workbook.xml")
    workbook = package.tree(part)
    links = package.relationships(part)
    targets = {link.identifier: link for link in links}
    by_kind = {link.kind: link.target for link in links}
    reader = _Reader(package, by_kind, _starts_1904(workbook), max_cells)
    for element in workbook.iterfind(f"{S}sheets/{S}sheet"):
        name = element.get("name", "").strip()
        hidden = element.get("state", "visible").lower() in ("hidden", "veryhidden")
        link = targets.get(element.get(R + "id", ""))
        if link is None or link.target not in package:
            yield Sheet(name, hidden, kind="lost")
        elif link.kind != "worksheet":
            yield Sheet(name, hidden, kind=link.kind)
        else:
            yield reader.sheet(link.target, name, hidden)


def position(reference: str) -> tuple[int, int] | None:
    """Return row and column, from 0, of a reference such as `B12`; None when it is none."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    col = 0
    for letter in match[1]:
        col = col * 26 + ord(letter) - 64
    row = int(match[2])
    return (row - 1, col - 1) if 1 <= row <= MAX_ROW and col <= MAX_COL else None


def _starts_1904(workbook: Element) -> bool:
    settings = workbook.find(S + "workbookPr")
    return settings is not None and settings.get("date1904", "0") in ("1", "true")


class _Reader:
    def __init__(
        self, package: Package, by_kind: dict[str, str], from_1904: bool, max_cells: int
    ) -> None:
        self._package = package
        self._from_1904 = from_1904
        self._left = self._max = max_cells
        self._looks = read_looks(self._tree(by_kind.get("styles")))
        strings = self._tree(by_kind.get("sharedStrings"))
        self._strings = [] if strings is None else [_text(si) for si in strings.iterfind(S + "si")]

    def _tree(self, part: str | None) -> Element | None:
        return self._package.tree(part) if part and part in self._package else None

    def sheet(self, part: str, name: str, hidden: bool) -> Sheet:
        self._count(part)
        root = self._package.tree(part)
        cells: dict[tuple[int, int], SheetCell] = {}
        ruled: set[tuple[int, int]] = set()
        missing: list[str] = []
        rows = root.find(S + "sheetData")
        for at, element in _elements(rows if rows is not None else ()):
            look = self._look(element)
            cell = self._cell(element, look)
            if look.ruled:
                ruled.add(at)
            if cell.text or cell.value is not None:
                cells[at] = cell
            elif _lacks_result(element):
                missing.append(element.get("r", ""))
        links = {link.kind: link.target for link in self._package.relationships(part)}
        tables = [k.target for k in self._package.relationships(part) if k.kind == "table"]
        ruled |= {at for table in tables for at in self._table_positions(table, cells)}
        return Sheet(
            name,
            hidden,
            cells,
            tuple(_merges(root)),
            frozenset(ruled),
            tuple(_boxes(self._tree(links.get("drawing")))),
            _furniture(root, "oddHeader"),
            _furniture(root, "oddFooter"),
            sum(row.get("hidden") in ("1", "true") for row in rows) if rows is not None else 0,
            sum(col.get("hidden") in ("1", "true") for col in root.iterfind(f"{S}cols/{S}col")),
            tuple(missing),
        )

    def _count(self, part: str) -> None:
        """Count the cells of a part before its tree is built, and those of earlier sheets."""
        self._left -= sum(1 for _ in _CELL.finditer(self._package.part(part)))
        if self._left < 0:
            raise too_large(
                self._package.name,
                f"Bảng tính có hơn {self._max} ô, quá giới hạn.",
                f"The workbook has more than {self._max} cells, the limit.",
            )

    def _look(self, element: Element) -> Look:
        index = _whole(element.get("s", "0"))
        return self._looks[index] if 0 <= index < len(self._looks) else PLAIN

    def _cell(self, element: Element, look: Look) -> SheetCell:
        kind = element.get("t", "n")
        if kind == "inlineStr":
            inline = element.find(S + "is")
            return SheetCell(
                show_text("" if inline is None else _text(inline), look.code), None, look
            )
        stored = element.findtext(S + "v") or ""
        if kind == "s":
            index = _whole(stored)
            text = self._strings[index] if 0 <= index < len(self._strings) else ""
            return SheetCell(show_text(text, look.code), None, look)
        if kind == "b":
            return SheetCell("TRUE" if stored.strip() == "1" else "FALSE", None, look)
        value = _number(stored) if kind == "n" else None
        if value is None:
            text = _day_first(stored) if kind == "d" else _unescaped(stored)
            return SheetCell(text if kind in ("e", "d") else show_text(text, look.code), None, look)
        shown = show_number(value, look.code, from_1904=self._from_1904)
        return SheetCell(shown, None if is_date(look.code) else value, look)

    def _table_positions(
        self, part: str, cells: Mapping[tuple[int, int], SheetCell]
    ) -> Iterator[tuple[int, int]]:
        table = self._tree(part)
        area = None if table is None else _range(table.get("ref", ""))
        if area is not None:
            for row, col in cells:
                if area.top <= row <= area.bottom and area.left <= col <= area.right:
                    yield row, col


def _elements(rows: Element) -> Iterator[tuple[tuple[int, int], Element]]:
    """Yield the cells with their positions; a cell without one follows its neighbor."""
    row = -1
    for line in rows:
        number = _whole(line.get("r", ""))
        row = number - 1 if number > 0 else row + 1
        col = -1
        for element in line.iterfind(S + "c"):
            at = position(element.get("r", ""))
            col = at[1] if at else col + 1
            yield (row, col), element


def _lacks_result(element: Element) -> bool:
    """Tell a formula that was never calculated; one whose result is an empty text says so."""
    return (
        element.find(S + "f") is not None
        and not element.findtext(S + "v")
        and element.get("t", "n") != "str"
    )


def _merges(root: Element) -> Iterator[Range]:
    for merge in root.iterfind(f"{S}mergeCells/{S}mergeCell"):
        area = _range(merge.get("ref", ""))
        if area is not None:
            yield area


def _range(reference: str) -> Range | None:
    first, _, last = reference.partition(":")
    start, end = position(first), position(last or first)
    return Range(*start, *end) if start and end else None


def _text(element: Element) -> str:
    """Return the text of a string item without its phonetic guides."""
    parts = [
        child.text or ""
        for run in element
        for child in ([run] if run.tag == S + "t" else run.iterfind(S + "t"))
        if run.tag in (S + "t", S + "r")
    ]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1], 16)
    return "" if 0xD800 <= code < 0xE000 else chr(code)  # half a character is none


def _number(stored: str) -> Decimal | None:
    """Return the number as Excel holds it, in 15 digits: `0.33329999999999999` is 0.3333."""
    try:
        value = Decimal(stored.strip())
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > 307:
        return None
    rounded = Decimal(f"{float(value):.{SIGNIFICANT}g}") + 0
    if rounded == rounded.to_integral_value():
        return Decimal(int(rounded))
    return rounded.normalize()


def _day_first(stored: str) -> str:
    """Return an ISO date as it shows: `2023-12-15T00:00:00` is 15/12/2023."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", stored.strip())
    return f"{match[3]}/{match[2]}/{match[1]}" if match else stored.strip()


def _whole(text: str) -> int:
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def _boxes(drawing: Element | None) -> Iterator[tuple[int, str]]:
    """Yield the texts of shapes with the row they hang on."""
    for anchor in drawing if drawing is not None else ():
        if not isinstance(anchor.tag, str):
            continue
        row = _whole(anchor.findtext(f"{DRAWING}from/{DRAWING}row") or "0")
        for body in anchor.iter(DRAWING + "txBody"):
            if any(above.tag == FALLBACK for above in body.iterancestors()):
                continue
            lines = (
                "".join(t.text or "" for t in paragraph.iter(SHAPE + "t"))
                for paragraph in body.iter(SHAPE + "p")
            )
            text = "\n".join(line for line in lines if line.strip())
            if text:
                yield max(row, 0), text


def _furniture(root: Element, name: str) -> str:
    """Return what a print head or foot says without its codes for pages, dates and fonts."""
    text = root.findtext(f"{S}headerFooter/{S}{name}") or ""
    return " ".join(_FURNITURE_CODE.sub(lambda m: "&" if m[0] == "&&" else " ", text).split())
