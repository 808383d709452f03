"""How a workbook's cells look, as far as it tells what they are: number format, lines, type.

Source: ECMA-376 part 1, §18.8 (styles).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extract.office.number_formats import BUILT_IN

Element = Any
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFF = ("0", "false")


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a cell; `ruled` says that a line stands at its left or right."""

    code: str = "General"
    ruled: bool = False
    bold: bool = False
    italic: bool = False
    centered: bool = False


PLAIN = Look()


def read_looks(styles: Element | None) -> tuple[Look, ...]:
    """Return the looks in the order in which cells name them (`s="3"` is the fourth)."""
    if styles is None:
        return ()
    codes = dict(BUILT_IN)
    for own in styles.iterfind(f"{S}numFmts/{S}numFmt"):
        codes[_index(own.get("numFmtId"))] = own.get("formatCode", "General")
    fonts = [(_on(f, "b"), _on(f, "i")) for f in styles.iterfind(f"{S}fonts/{S}font")]
    borders = [_ruled(border) for border in styles.iterfind(f"{S}borders/{S}border")]
    return tuple(_look(xf, codes, fonts, borders) for xf in styles.iterfind(f"{S}cellXfs/{S}xf"))


def _look(
    xf: Element, codes: dict[int, str], fonts: list[tuple[bool, bool]], borders: list[bool]
) -> Look:
    font, border = _index(xf.get("fontId")), _index(xf.get("borderId"))
    bold, italic = fonts[font] if font < len(fonts) else (False, False)
    alignment = xf.find(S + "alignment")
    horizontal = "" if alignment is None else alignment.get("horizontal", "")
    return Look(
        codes.get(_index(xf.get("numFmtId")), "General"),
        borders[border] if border < len(borders) else False,
        bold,
        italic,
        horizontal in ("center", "centerContinuous"),
    )


def _ruled(border: Element) -> bool:
    edges = (border.find(S + side) for side in ("left", "start", "right", "end"))
    return any(edge is not None and edge.get("style", "none") != "none" for edge in edges)


def _on(font: Element, name: str) -> bool:
    mark = font.find(S + name)
    return mark is not None and mark.get("val", "1") not in OFF


def _index(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
