"""A day as an office's list writes it: text in many hands, a spreadsheet's count, a real date."""

from __future__ import annotations

import re
from datetime import date, timedelta

from extract.folding import fold
from normalize.dates import read_date

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*(?:AM|PM|SA|CH)\b\.?)?"
_TIME = re.compile(rf"^{_CLOCK}[ ,]+|[ T,]+{_CLOCK}$", re.IGNORECASE)
# "Nha Trang, ngày 11 tháng 01 năm 2023"
_DAY_WORD = re.compile(r"^(?:.*,\s*)?ngày\s+", re.IGNORECASE)
_SHORT = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}")
_YEAR_FIRST = re.compile(r"(?P<y>(?:19|20)\d\d)\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<d>\d{1,2})")
_UNMARKED = re.compile(r"(?P<d>\d\d)(?P<m>\d\d)(?P<y>(?:19|20)\d\d)")  # 14082023
# "14-Aug-2023" as spreadsheets set to English print it, "14 Th8 2023" to Vietnamese.
_NAMED_MONTH = re.compile(r"(?P<d>\d{1,2})[ /.-]*(?P<m>[a-z]{3,9}|th ?\d{1,2})[ ,/.-]*(?P<y>\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SLASH = re.compile(r"(?<=\d)\s*[\\,]\s*(?=\d)")  # the key beside the slash
_SERIAL = re.compile(r"(?P<days>\d{5})(?:[.,]\d+)?")  # a day as spreadsheets count it: 45152
_DAY_ZERO = date(1899, 12, 30)
_SERIAL_YEARS = range(1990, 2051)  # 31123 may as well be 3/11/23


def read_day(cell: str, year: int | None) -> date | None:
    """Return the day a cell names, None when it names none.

    Args:
        cell: what the list prints.
        year: the year of the line or the list, where it is told: of days without one, and the one
            in which a count of days must fall.
    """
    text = _DAY_WORD.sub("", _TIME.sub("", cell.strip().lstrip("'’")).strip())
    if counted := _SERIAL.fullmatch(text):
        day = _DAY_ZERO + timedelta(int(counted["days"]))
        return day if day.year in _SERIAL_YEARS and year in (None, day.year) else None
    text = _SLASH.sub("/", text)
    if year and _SHORT.fullmatch(text):
        text = f"{text}/{year}"
    for shape in (_YEAR_FIRST, _UNMARKED, _NAMED_MONTH):
        if found := shape.fullmatch(fold(text)):
            return _made(found["y"], found["m"], found["d"])
    try:
        return date.fromisoformat(text)
    except ValueError:
        return read_date(text).value


def _made(year: str, month: str, day: str) -> date | None:
    number = month.removeprefix("th").strip()
    if not number.isdigit():
        number = str(_MONTHS.index(month[:3]) + 1) if month[:3] in _MONTHS else "0"
    try:
        return date(int(year), int(number), int(day))
    except ValueError:
        return None
