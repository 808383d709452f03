"""A workbook's sheets as they stand in the file: cells, merges, lines, drawn text, page heads.

The parts are read directly: the exact stored digits, the number formats and the state of a formula
are needed together, and no kept library gives all three.
Source: ECMA-376 part 1, §18 (SpreadsheetML).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from extract.document import Style
from extract.errors import LimitError
from extract.office.number_formats import BUILT_IN, is_date, show
from extract.office.package import Package, damaged, too_large

Element = Any

PLAIN = Style()
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HEAD_CODES = re.compile(r'&"[^"]*"|&[0-9]+|&K[0-9A-Fa-f]{6}|&[A-KM-QS-Zb-z]')


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One stored cell: what it shows, the number it stores, how it is set."""

    text: str = ""
    value: Decimal | None = None
    style: Style = PLAIN
    ruled: bool = False  # a line is drawn at its left or right
    uncached: bool = False  # a formula whose result was never stored


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows and columns count from 0, both ends belong to it."""

    row: int
    col: int
    last_row: int
    last_col: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells by (row, column), from 0."""

    name: str
    hidden: bool
    cells: dict[tuple[int, int], SheetCell]
    merges: tuple[Merge, ...] = ()
    hidden_rows: int = 0
    drawn: tuple[str, ...] = ()  # text in shapes
    heads: tuple[str, ...] = ()
    feet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Format:
    code: str = "General"
    style: Style = PLAIN
    ruled: bool = False


@dataclass(slots=True)
class _Book:
    package: Package
    strings: list[str]
    formats: list[_Format]
    from_1904: bool
    room: int  # cells that may still be read
    links: dict[str, str] = field(default_factory=dict)


def read_workbook(package: Package, max_cells: int) -> tuple[Sheet, ...]:
    """Return a workbook's sheets in order, hidden ones too; charts and macros are none.

    Raises:
        DamagedFileError: when the workbook part cannot be read.
        LimitError: when the sheets hold more cells than the limit.
    """
    part = package.main_part("xl/workbook.xml")
    if part not in package:
        raise damaged(package.name, part)
    root = package.tree(part)
    settings = root.find(S + "workbookPr")
    links = package.relationships(part)
    by_kind = {link.kind: link.target for link in links}
    book = _Book(
        package,
        _strings(package, by_kind.get("sharedStrings", "xl/sharedStrings.xml")),
        _formats(package, by_kind.get("styles", "xl/styles.xml")),
        settings is not None and settings.get("date1904", "0") in {"1", "true"},
        max_cells,
        {link.identifier: link.target for link in links if link.kind == "worksheet"},
    )
    sheets = [_sheet(book, element) for element in root.iter(S + "sheet")]
    return tuple(sheet for sheet in sheets if sheet is not None)


def _strings(package: Package, part: str) -> list[str]:
    return [_text(item) for item in package.tree(part).findall(S + "si")] if part in package else []


def _text(element: Element) -> str:
    """Return the text of a string with its runs, the reading aids of Asian scripts left out."""
    parts = [element.findtext(S + "t") or ""]
    parts += [run.findtext(S + "t") or "" for run in element.findall(S + "r")]
    return _clean("".join(parts))


def _clean(text: str) -> str:
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = unicodedata.normalize("NFC", text).split("\n")
    return "\n".join(line.strip(" \t") for line in lines).strip("\n")


def _formats(package: Package, part: str) -> list[_Format]:
    if part not in package:
        return []
    root = package.tree(part)
    codes = dict(BUILT_IN)
    for element in root.iter(S + "numFmt"):
        codes[_int(element.get("numFmtId"))] = element.get("formatCode", "General")
    fonts = [_font(font) for font in root.findall(f"{S}fonts/{S}font")]
    ruled = [_draws_sides(border) for border in root.findall(f"{S}borders/{S}border")]
    found = []
    for element in root.findall(f"{S}cellXfs/{S}xf"):
        font, border = _int(element.get("fontId")), _int(element.get("borderId"))
        style = fonts[font] if font < len(fonts) else Style()
        alignment = element.find(S + "alignment")
        if alignment is not None and alignment.get("horizontal", "").startswith("center"):
            style = replace(style, centered=True)
        code = codes.get(_int(element.get("numFmtId")), "General")
        found.append(_Format(code, style, border < len(ruled) and ruled[border]))
    return found


def _font(font: Element) -> Style:
    size = font.find(S + "sz")
    return Style(
        bold=_is_on(font.find(S + "b")),
        italic=_is_on(font.find(S + "i")),
        size=None if size is None else float(size.get("val", "0")) or None,
    )


def _is_on(flag: Element | None) -> bool:
    return flag is not None and flag.get("val", "1") not in {"0", "false"}


def _draws_sides(border: Element) -> bool:
    edges = (border.find(S + side) for side in ("left", "right", "start", "end"))
    return any(edge is not None and edge.get("style", "none") != "none" for edge in edges)


def _int(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _sheet(book: _Book, element: Element) -> Sheet | None:
    part = book.links.get(element.get(R + "id", ""))
    if part is None or part not in book.package:
        return None
    root = book.package.tree(part)
    merges = tuple(
        merge
        for child in root.iter(S + "mergeCell")
        if (merge := _range(child.get("ref", ""))) is not None
    )
    cells, hidden_rows = _cells(book, root)
    heads = root.find(S + "headerFooter")
    return Sheet(
        name=unicodedata.normalize("NFC", element.get("name", "")),
        hidden=element.get("state", "visible") != "visible",
        cells=cells,
        merges=merges,
        hidden_rows=hidden_rows,
        drawn=_drawn(book.package, part),
        heads=_page_lines(heads, ("oddHeader", "firstHeader", "evenHeader")),
        feet=_page_lines(heads, ("oddFooter", "firstFooter", "evenFooter")),
    )


def _range(reference: str) -> Merge | None:
    ends = [_ADDRESS.fullmatch(end) for end in reference.split(":")]
    if not all(ends) or len(ends) != 2:
        return None
    (row, col), (last_row, last_col) = (_position(end) for end in ends if end)
    return Merge(row, col, last_row, last_col)


def _position(match: re.Match[str]) -> tuple[int, int]:
    col = 0
    for letter in match[1]:
        col = col * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, col - 1


def _cells(book: _Book, root: Element) -> tuple[dict[tuple[int, int], SheetCell], int]:
    cells: dict[tuple[int, int], SheetCell] = {}
    view = root.find(f"{S}sheetViews/{S}sheetView")
    no_zeros = view is not None and view.get("showZeros", "1") in {"0", "false"}
    hidden_rows = 0
    row = -1
    for line in root.iterfind(f"{S}sheetData/{S}row"):
        row = int(line.get("r")) - 1 if (line.get("r") or "").isdecimal() else row + 1
        hidden_rows += line.get("hidden", "0") in {"1", "true"}
        col = -1
        for element in line.findall(S + "c"):
            address = _ADDRESS.fullmatch(element.get("r") or "")
            col = _position(address)[1] if address else col + 1
            cell = _cell(book, element)
            if no_zeros and cell.value == 0:
                cell = replace(cell, text="")
            if cell.text or cell.ruled or cell.value is not None or cell.uncached:
                cells[row, col] = cell
                book.room -= 1
                if book.room < 0:
                    raise _too_many(book.package.name)
    return cells, hidden_rows


def _too_many(name: str) -> LimitError:
    return too_large(
        name,
        "Tệp Excel có quá nhiều ô so với giới hạn.",
        "The workbook holds more cells than the limit allows.",
    )


def _cell(book: _Book, element: Element) -> SheetCell:
    index = _int(element.get("s"))
    form = book.formats[index] if index < len(book.formats) else _Format()
    stored = element.findtext(S + "v") or ""
    kind = element.get("t", "n")
    blank = SheetCell(style=form.style, ruled=form.ruled)
    if kind == "s":
        position = _int(stored)
        text = book.strings[position] if stored and position < len(book.strings) else ""
        return replace(blank, text=text)
    if kind == "inlineStr":
        inner = element.find(S + "is")
        return replace(blank, text="" if inner is None else _text(inner))
    if kind in {"str", "e"}:
        return replace(blank, text=_clean(stored))
    if kind == "b":
        return replace(blank, text="TRUE" if stored.strip() in {"1", "true"} else "FALSE")
    if not stored.strip():
        return replace(blank, uncached=element.find(S + "f") is not None)
    if kind == "d":
        return replace(blank, text=stored)
    return _numeric(book, blank, form.code, stored.strip())


def _numeric(book: _Book, blank: SheetCell, code: str, stored: str) -> SheetCell:
    value = stored_number(stored)
    if value is None:
        return replace(blank, text=_clean(stored))
    text = show(value, code, from_1904=book.from_1904)
    return replace(blank, text=text, value=None if is_date(code) else value)


def stored_number(text: str) -> Decimal | None:
    """Return a stored number without the dust of binary fractions; None when it is no number.

    Excel computes with 15 decimal digits and stores 17: `0.33329999999999999` is 0.3333.
    """
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    if len(value.as_tuple().digits) > 15 and value != value.to_integral_value():
        value = Decimal(f"{float(text):.15g}")
    if value == value.to_integral_value() and abs(value) < Decimal(10) ** 30:
        return Decimal(int(value))
    return value.normalize()


def _drawn(package: Package, part: str) -> tuple[str, ...]:
    """Return the texts of the shapes laid over a sheet, top to bottom as the file orders them."""
    texts: list[str] = []
    for link in package.relationships(part):
        if link.kind != "drawing" or link.target not in package:
            continue
        for body in package.tree(link.target).iter("{*}txBody"):
            lines = [
                "".join(run.text or "" for run in paragraph.iter(A + "t"))
                for paragraph in body.iter(A + "p")
            ]
            text = _clean("\n".join(lines))
            if text:
                texts.append(text)
    return tuple(texts)


def _page_lines(heads: Element | None, tags: tuple[str, ...]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for tag in tags:
        printed = "" if heads is None else heads.findtext(S + tag) or ""
        for part in re.split(r"&[LCR]", printed):
            text = _clean(_HEAD_CODES.sub("", part.replace("&&", "\0")).replace("\0", "&"))
            # What remains of "Trang &P/&N" is no text of the sheet.
            if re.search(r"\w{2,}\W+\w{2,}", text):
                found[text] = None
    return tuple(found)
