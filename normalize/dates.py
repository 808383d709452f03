"""Dates as printed in citations: read when they are one day, kept as text when they are not.

Forms: 14/8/2023, 14.8.2023, 14-8-2023, "14 tháng 8 năm 2023", "tháng 8/2023", "năm 2023", and with
blanks or misprints. Nothing is guessed: 05/011/2020 and 31/4/2023 have no day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extract.text import fold
from normalize.schema import Repair

FIRST_YEAR, LAST_YEAR = 1945, 2099  # no numbered act of this state is older
HYPHENS = r"\-\u2010-\u2015\u2212"  # word processors put the one that breaks no line
_PARTS = re.compile(
    rf"(?P<d>[^\s/.{HYPHENS}]*)\s*(?:[/.{HYPHENS}]+|\s*tháng)"
    rf"\s*(?P<m>[^\s/.{HYPHENS}]*)\s*(?:[/.{HYPHENS}]+|\s*năm(?:\s+năm(?=\s))?)\s*(?P<y>\w*)",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"(?:tháng\s*(?P<m>\d{1,2})\s*(?:/|\s+năm\s+)|năm\s+)(?P<y>\d{4})", re.IGNORECASE
)
_SHORT = re.compile(rf"(?P<d>\d{{1,2}})\s*[/{HYPHENS}]\s*(?P<m>\d{{1,2}})")
_YEAR = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?!\d)")
# What nine of ten dates look like; the rest is read part by part.
_COMMON = re.compile(r"([0-9]{1,2})(?:/| tháng )([0-9]{1,2})(?:/| năm )([0-9]{4})")
_OCR = {"O": "0", "o": "0", "l": "1", "I": "1", "B": "8"}


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a printed date says. `value` is None when it is not exactly one day."""

    value: date | None
    year: int | None
    repairs: tuple[Repair, ...] = ()


@lru_cache(maxsize=16384)
def read_date(text: str) -> DateReading:
    """Return the day and year that a printed date names; offsets of repairs index the text."""
    if (found := _COMMON.fullmatch(text)) is not None:
        return _common(*map(int, found.groups()))
    if len(plain := fold(text).text) == len(text):
        text = plain  # digits and slashes of full width, as a Far Eastern keyboard types them
    bare = " ".join(text.split())
    if (found := _MONTH.fullmatch(bare)) is not None:
        return DateReading(None, _plausible(int(found["y"])))
    found = _PARTS.fullmatch(text.strip())
    if found is None:
        return DateReading(None, _any_year(text))
    lead = len(text) - len(text.lstrip())
    repairs: list[Repair] = []
    parts = [_digits(found, group, lead, repairs) for group in ("d", "m", "y")]
    day, month, year = parts
    number = _year(year)
    if day is None or month is None or number is None or len(day) > 2 or len(month) > 2:
        return DateReading(None, number if number is not None else _any_year(text), tuple(repairs))
    try:
        value = date(number, int(month), int(day))
    except ValueError:
        return DateReading(None, number, tuple(repairs))
    return DateReading(value, number, tuple(repairs))


def _common(day: int, month: int, year: int) -> DateReading:
    known = _plausible(year)
    if known is None:
        return DateReading(None, None)
    try:
        return DateReading(date(known, month, day), known)
    except ValueError:
        return DateReading(None, known)


def _digits(found: re.Match[str], group: str, lead: int, repairs: list[Repair]) -> str | None:
    """Return a part's digits, misread letters repaired; None when it has none."""
    text = found[group]
    if text.isascii() and text.isdigit():
        return text
    read = "".join(_OCR.get(c, c) for c in text)
    if not (read.isascii() and read.isdigit()):
        return None
    start = lead + found.start(group)
    repairs.append(
        Repair(start=start, end=start + len(text), written=text, read=read, why="ocr-digit")
    )
    return read


def _year(text: str | None) -> int | None:
    if text is None or len(text) not in (2, 4):
        return None
    if len(text) == 2:  # 05/3/24, 18-12-46: no act before 1945 is cited
        short = int(text)
        return 2000 + short if short < FIRST_YEAR - 1900 else 1900 + short
    return _plausible(int(text))


def _plausible(year: int) -> int | None:
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _any_year(text: str) -> int | None:
    found = _YEAR.search(text)
    return _plausible(int(found["y"])) if found else None


def write_date(day: date) -> str:
    """Return the date as NĐ 30/2020/NĐ-CP wants it: 05/3/2020, 10/02/2022, 01/12/2023.

    Days below 10 and the months 1 and 2 get a zero (Phụ lục I mục II.4).
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"
