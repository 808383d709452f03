"""A workbook's days as dates and times, in the pieces that its format asks for.

Source: ECMA-376 part 1, §18.17.4 (dates and times) and §18.8.31 (format codes).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

Piece = tuple[str, str]  # (kind, text): "date", "elapsed", "clock", "digit", "text", "other", …

LAST_DAY = 2958465  # 9999-12-31
FIRST_1900 = datetime.date(1899, 12, 30)
FIRST_1904 = datetime.date(1904, 1, 1)
DAY = 86400
WEEKDAYS = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")


@dataclass(frozen=True, slots=True)
class _Moment:
    day: datetime.date
    seconds: int  # of the day
    total: int  # seconds since the first day, for elapsed times

    @property
    def hour(self) -> int:
        return self.seconds // 3600

    @property
    def minute(self) -> int:
        return self.seconds // 60 % 60


def show_date(value: Decimal, pieces: Sequence[Piece], *, from_1904: bool) -> str | None:
    """Return the date or time in the pieces of a format; None when the number is no date."""
    if not 0 <= value <= LAST_DAY:
        return None
    total = int((value * DAY).to_integral_value(ROUND_HALF_UP))
    moment = _Moment(_day(total // DAY, from_1904), total % DAY, total)
    half = any(kind == "clock" for kind, _ in pieces)
    out: list[str] = []
    for position, (kind, text) in enumerate(pieces):
        if kind == "date":
            minutes = text[0] in "mM" and _is_minute(pieces, position)
            out.append(_part(moment, text.lower(), minutes=minutes, half=half))
        elif kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[text[0]]
            out.append(str(moment.total // unit).zfill(len(text)))
        elif kind == "clock":
            out.append("CH" if moment.hour >= 12 else "SA")
        elif kind in ("text", "other") or text == ",":
            out.append(text)
    return "".join(out)


def _day(serial: int, from_1904: bool) -> datetime.date:
    if from_1904:
        return FIRST_1904 + datetime.timedelta(days=min(serial, LAST_DAY - 1462))
    # Lotus took 1900 for a leap year and Excel follows: before 1 March the count is one ahead.
    return FIRST_1900 + datetime.timedelta(days=serial + (serial < 60))


def _is_minute(pieces: Sequence[Piece], position: int) -> bool:
    """Tell whether an `m` is a minute: right after hours or right before seconds."""
    before = next((p for p in reversed(pieces[:position]) if p[0] in ("date", "elapsed")), None)
    after = next((p for p in pieces[position + 1 :] if p[0] in ("date", "elapsed")), None)
    hours = before is not None and before[1][0] in "hH"
    return hours or (after is not None and after[1][0] in "sS")


def _part(moment: _Moment, text: str, *, minutes: bool, half: bool) -> str:
    width = len(text)
    match text[0]:
        case "y":
            return f"{moment.day.year:04d}" if width > 2 else f"{moment.day.year % 100:02d}"
        case "m" if minutes:
            return f"{moment.minute:0{min(width, 2)}d}"
        case "m":
            return _month(moment.day.month, width)
        case "d":
            return _weekday(moment.day, width)
        case "h":
            hour = (moment.hour - 1) % 12 + 1 if half else moment.hour
            return f"{hour:0{min(width, 2)}d}"
        case _:
            return f"{moment.seconds % 60:0{min(width, 2)}d}"


def _month(month: int, width: int) -> str:
    if width > 2:
        return f"Tháng {month}" if width > 3 else f"Thg {month}"
    return f"{month:0{width}d}"


def _weekday(day: datetime.date, width: int) -> str:
    if width <= 2:
        return f"{day.day:0{width}d}"
    weekday = day.weekday()
    if weekday == 6:
        return "Chủ Nhật" if width > 3 else "CN"
    return f"Thứ {WEEKDAYS[weekday]}" if width > 3 else f"T{weekday + 2}"
