"""The plain case of number, symbol and date in one look: "12/QĐ-UBND ngày 05/3/2024".

It reads nothing otherwise than the grammar of the patterns does: it only reads the commonest shapes
sooner, and leaves every other to it. A test holds the two together.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.citations.model import new

_DIGITS = "0123456789"
_TOKEN = "[A-ZĐ]{1,8}[a-z]?"
# A symbol of several tokens, of an assembly, of a single token that nothing can continue.
_SHAPE = re.compile(
    r"([0-9]{1,5})(?:/((?:19|20)[0-9]{2}))?/"
    rf"({_TOKEN}(?:-{_TOKEN}){{1,2}}|(?:UBTVQH|QH)[0-9]{{1,2}}"
    rf"|(?!QH|UBTVQH){_TOKEN}(?![ ][0-9A-ZĂÂĐÊÔƠƯ]))"
    r"(?![\w\u0300-\u036F&./-]|\s{1,3}[-&]|[ ]\.[A-ZĐ])"
    r"(?: ngày ([0-9]{1,2}/[0-9]{1,2}/[0-9]{4}(?![\w/.-])"
    r"|[0-9]{1,2} tháng [0-9]{1,2} năm [0-9]{4}(?![0-9])))?"
)


class Numbered(NamedTuple):
    """Number, year and symbol, and the date when it stands right behind; spans index the text."""

    way: str
    number: tuple[int, int]
    year: tuple[int, int] | None
    symbol: tuple[int, int]
    date: tuple[int, int] | None = None


def read_plain(text: str, low: int, at: int) -> Numbered | None:
    """Return the plain case whose symbol stands behind the slash at this offset.

    None when it is not one, or not quite: then the grammar must look at it.
    """
    # A number begins a text or stands behind a blank or a bracket; all else needs a closer look.
    start = text.rfind(" ", low, at) + 1
    start = text.rfind("(", start or low, at) + 1 or start
    if start > 1:
        if text[start - 2] in "/ \t\n" and text[start - 1] == " ":
            return None
    elif start == 0 and low > 0:
        return None
    found = _SHAPE.match(text, start)
    if found is None:
        return None
    _, number, year, symbol, date = found.regs
    if symbol[0] != at + 1:
        return None
    way = "assembly" if text[symbol[1] - 1] in _DIGITS else "state"
    return new(
        Numbered,
        (way, number, year if year[1] > 0 else None, symbol, date if date[1] > 0 else None),
    )
