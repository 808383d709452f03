"""Word tables that only set text side by side: a letterhead, a closing, a frame.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, mục IV (ô số 1–4, 7, 9): these stand in two columns.
"""

from __future__ import annotations

import re
from typing import Any

from extract.office.formats import W
from extract.office.grids import Grid
from extract.organs import words
from extract.pieces import MOTTO, NATION, PARTY, plain

Element = Any

MAX_COLUMNS = 3
MAX_ROWS = 8
# Words that only a letterhead prints: lines around them do not make a table of data.
_HEAD = re.compile(rf"^\W*(?:{NATION}|{PARTY}|{MOTTO})", re.MULTILINE)
_BESIDE = re.compile(
    r"^\s*SO\s*:|^\W*NOI\s+NHAN\b|^\W*(?:TM|KT|TL|TUQ|Q)\s*[./]|^\W*(?:T/M|K/T|T/L)\b|"
    r"\bNGAY\b.{0,12}\bTHANG\b.{0,12}\bNAM\b",
    re.MULTILINE,
)


def is_layout(grid: Grid, lined: bool) -> bool:
    """Tell whether a table sets text side by side and holds no data.

    Args:
        grid: the table's rows.
        lined: whether it draws lines between its columns; then only a letterhead is none.
    """
    if len(grid.cells) == 1:
        return True
    if grid.n_cols > MAX_COLUMNS or grid.n_rows > MAX_ROWS:
        return False
    if not lined and grid.n_rows == 1:
        return True
    texts = [plain(_printed(cell.element)) for cell in grid.cells]
    if lined:
        first = zip(grid.cells, texts, strict=True)
        return any(cell.row == 0 and _HEAD.match(text.lstrip()) for cell, text in first)
    return any(_HEAD.search(text) or _BESIDE.search(text) or _names_office(text) for text in texts)


def _printed(cell: Element) -> str:
    """Return a cell's text roughly, a line a paragraph: enough to know it by its words."""
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(W + "t"))
        for paragraph in cell.iter(W + "p")
    )


def _names_office(text: str) -> bool:
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return any(first == office or first.startswith(office + " ") for office in words("offices"))
