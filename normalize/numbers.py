"""Numbers as Vietnamese reports print them.

Thousands take a point (or a space), decimals a comma: `1.234,56`; counts are often padded (`01`).
Nothing is written as a blank, a dash, a zero or a word, and the four are kept apart.

Source: Luật Kế toán 88/2015/QH13, Điều 11 khoản 2 (point for thousands, comma for
decimals).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Nil = Literal["blank", "dash", "zero", "word"]

_CRUMBS = re.compile(r"<[^<>]*>|[$*]")
_DASH = re.compile(r"[-–—−_.…]+")
_WORD = re.compile(r"(?:(?:không|chưa)(?:\s+(?:có|phát\s+sinh))?|k\.?\s?p\.?s)\.?", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<sign>[-−+]?)\s*"
    r"(?P<digits>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:[  ]\d{3})+(?:,\d+)?"
    r"|\d{1,3}(?:,\d{3}){2,}|\d+(?:,\d+)?|\d+\.\d{1,2})"
    r"\s*\.?\s*(?P<percent>%)?(?:\s+(?P<unit>[^\W\d_]{2}[^\d%()/]{0,40}))?"
)
_PERCENT = re.compile(r"(?P<sign>)(?P<digits>\d+[.,]\d+)\s*(?P<percent>%)(?P<unit>)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed; percentages are 0–100. A blank or a dash has no value."""

    value: Decimal | None
    nil: Nil | None = None
    percent: bool = False
    unit: str | None = None
    decimals: int = 0


@lru_cache(maxsize=8192)
def parse_number(text: str, *, whole: bool = False) -> Number | None:
    """Return the number that is all of the text; None when the text is something else.

    `whole` says that only whole numbers can stand here, so `1,451` is 1451 and not 1 and a half.
    """
    if text.isascii() and text.isdecimal():  # as most cells are
        plain = Decimal(text)
        return Number(plain, None if plain else "zero")
    bare = " ".join(_CRUMBS.sub("", text).split())
    if not bare:
        return Number(None, "blank")
    if _DASH.fullmatch(bare):
        return Number(None, "dash")
    if _WORD.fullmatch(bare):
        return Number(Decimal(0), "word")
    match = _PERCENT.fullmatch(bare) or _NUMBER.fullmatch(bare)
    if match is None:
        return None
    digits = match["digits"].replace("\u00a0", " ").replace(" ", "")
    read, decimals = _plain(digits, percent=bool(match["percent"]), whole=whole)
    value = Decimal(read)
    if match["sign"] in ("-", "−"):
        value = -value
    unit = match["unit"].strip(" .") if match["unit"] else None
    return Number(value, None if value else "zero", bool(match["percent"]), unit, decimals)


def show(value: Decimal, *, percent: bool = False) -> str:
    """Return the number as a Vietnamese reader expects it: `1510`, `33,33%`."""
    text = format(value.normalize(), "f") if value else "0"
    return text.replace(".", ",") + ("%" if percent else "")


def fits(printed: Decimal, exact: Decimal, decimals: int) -> bool:
    """Tell whether `exact`, rounded to so many decimals, may be printed as `printed`."""
    return abs(printed - exact) <= Decimal("0.5") * Decimal(10) ** -decimals


def truncated(printed: Decimal, exact: Decimal, decimals: int) -> bool:
    """Tell whether `printed` is `exact` cut off after so many decimals instead of rounded."""
    return Decimal(0) <= exact - printed < Decimal(10) ** -decimals


def _plain(digits: str, *, percent: bool, whole: bool) -> tuple[str, int]:
    """Return the digits as Python reads them, and how many are decimals."""
    if digits.count(",") > 1 or (whole and re.fullmatch(r"\d{1,3},\d{3}", digits)):
        return digits.replace(",", ""), 0
    if "," in digits:
        head, _, tail = digits.partition(",")
        return f"{head.replace('.', '')}.{tail}", len(tail)
    tail = digits.rpartition(".")[2]
    if digits.count(".") == 1 and (percent or len(tail) != 3):
        return digits, len(tail)
    return digits.replace(".", ""), 0
