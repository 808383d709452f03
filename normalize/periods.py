"""Reporting periods: what "quý III/2023" means in days, and which period a report speaks for.

Source: Nghị định 09/2019/NĐ-CP, Điều 12: data are closed on the 14th, so a month runs from the
15th of the month before to its 14th, a year from 15/12 of the year before to 14/12. Explicit
bounds in print win over these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from extract.pieces import plain
from normalize.schema import PeriodKind

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_MONTHS: dict[PeriodKind, int] = {
    "month": 1,
    "quarter": 3,
    "half_year": 6,
    "nine_months": 9,
    "year": 12,
}

_DAY = (
    r"(?:NGAY\s*)?(?P<d{0}>[0-9]{{1,2}})\s*(?:[/.-]\s*(?P<m{0}>[0-9]{{1,2}})(?:\s*[/.-]\s*(?P<y{0}>[0-9]{{4}}))?"
    r"|\s*THANG\s*(?P<n{0}>[0-9]{{1,2}})(?:\s*(?:NAM|/)\s*(?P<z{0}>[0-9]{{4}}))?)"
)
_RANGE = re.compile(_DAY.format(1) + r"\s*(?:DEN|-|–)\s*(?:HET\s*)?" + _DAY.format(2))
_FULL_DATE = re.compile(
    r"NGAY\s*[0-9]{1,2}\s*(?:THANG\s*[0-9]{1,2}\s*NAM\s*[0-9]{4}|[/.-]\s*[0-9]{1,2}\s*[/.-]\s*[0-9]{4})"
)
_YEAR = (
    r"(?:\s*(?:NAM|CUA NAM|[/,-])?\s*(?P<{0}>(?:19|20)[0-9]{{2}})"
    r"(?!\s*[-–]\s*(?:19|20)[0-9]{{2}})(?![0-9]))"
)
_LABEL = re.compile(
    rf"\b(?:QUY\s*(?P<quarter>IV|I{{1,3}}|[1-4])(?![0-9A-Z]){_YEAR.format('a')}?"
    rf"|(?P<half>6|06|SAU)\s*THANG(?:\s*(?P<part>DAU|CUOI)\s*NAM)?{_YEAR.format('b')}?"
    rf"|(?P<nine>9|09|CHIN)\s*THANG(?:\s*DAU\s*NAM)?{_YEAR.format('c')}?"
    rf"|THANG\s*(?P<month>0?[1-9]|1[0-2])(?![0-9]){_YEAR.format('d')}"
    rf"|(?<!DAU )(?<!CUOI )NAM\s*(?P<year>(?:19|20)[0-9]{{2}})(?![0-9])"
    rf"(?!\s*[-–]\s*(?:19|20)[0-9]{{2}}))"
)
# The fourth quarter's report is the year's: "quý IV và cả năm 2023".
_AND_YEAR = re.compile(r"\s*(?:VA|,|-|–)\s*(?:CA\s*)?NAM\s*(?:19|20)[0-9]{2}")
_LATER_YEAR = re.compile(r"\bNAM\s*(?P<year>(?:19|20)[0-9]{2})(?![0-9])(?!\s*[-–]\s*[0-9]{4})")
# "quý … năm 2024", "tháng /2023": a template that nobody filled in.
BLANK = re.compile(
    r"\b(?:QUY|(?<![0-9] )(?<!SAU )(?<!CHIN )THANG)[\s.…_]*(?:NAM|/)\s*(?:19|20)[0-9]{2}(?![0-9])"
)
# What looks like "quý", "sáu tháng" and "năm" without its accents.
_NO_PERIOD = re.compile(
    r"\bquỹ\b|\bsau(?= tháng\b)|\b(?:việt|hà|quảng|miền|phía|đông|tây) nam\b", re.IGNORECASE
)
# The year of an act cited without its day: "Hướng dẫn số 25-HD/BTCTW năm 2023".
_YEAR_OF_ACT = re.compile(r"/\s?[A-Z&]+(?:-[A-Z0-9&]+)*\s+NAM\s*(?:19|20)[0-9]{2}(?![0-9])")
_SPAN_OF_YEARS = re.compile(r"GIAI\s*DOAN\s*(?:NAM\s*)?[0-9]{4}\s*[-–]\s*[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Period:
    """A time span, both days included; `explicit` when the bounds themselves are printed."""

    kind: PeriodKind
    start: date
    end: date
    explicit: bool = False


def parse_period(text: str) -> Period | None:
    """Return the first period that a text names, None when it names none.

    "Quý III/2023" has the bounds of Nghị định 09/2019; "(từ 15/12/2022 đến 14/12/2023)" its own.
    """
    label = _labelled(plain(_NO_PERIOD.sub(lambda m: "#" * len(m[0]), text)))
    bounds = parse_range(text)
    if bounds is None:
        return label
    kind = label.kind if label else _kind_of(*bounds)
    return Period(kind, *bounds, explicit=True)


def parse_range(text: str) -> tuple[date, date] | None:
    """Return the bounds of "từ 15/12/2022 đến 14/12/2023"; a year printed once serves both."""
    match = _RANGE.search(plain(text))
    if match is None:
        return None
    last_year = match["y2"] or match["z2"]
    if last_year is None:
        return None
    first_year = match["y1"] or match["z1"] or last_year
    start = _day(match["d1"], match["m1"] or match["n1"], first_year)
    end = _day(match["d2"], match["m2"] or match["n2"], last_year)
    return (start, end) if start and end and start <= end else None


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _labelled(folded: str) -> Period | None:
    masked = _FULL_DATE.sub(lambda m: " " * len(m[0]), folded)
    masked = _SPAN_OF_YEARS.sub(lambda m: " " * len(m[0]), masked)
    masked = _YEAR_OF_ACT.sub(lambda m: " " * len(m[0]), masked)
    masked = BLANK.sub(lambda m: " " * len(m[0]), masked)
    for match in _LABEL.finditer(masked):
        year_text = next((match[n] for n in ("year", "a", "b", "c", "d") if match[n]), None)
        if year_text is None:
            later = _LATER_YEAR.search(masked, match.end())
            year_text = later["year"] if later else None
        if year_text is not None:
            return _period(match, int(year_text))
    return None


def _period(match: re.Match[str], year: int) -> Period:
    if match["quarter"] in ("IV", "4") and _AND_YEAR.match(match.string, match.end()):
        return closing_on("year", date(year, 12, 14))
    if match["quarter"]:
        quarter = _ROMAN.get(match["quarter"]) or int(match["quarter"])
        return closing_on("quarter", date(year, 3 * quarter, 14))
    if match["half"]:
        return closing_on("half_year", date(year, 12 if match["part"] == "CUOI" else 6, 14))
    if match["nine"]:
        return closing_on("nine_months", date(year, 9, 14))
    if match["month"]:
        return closing_on("month", date(year, int(match["month"]), 14))
    return closing_on("year", date(year, 12, 14))


def closing_on(kind: PeriodKind, end: date) -> Period:
    """Return the period of this kind that closes on `end`, with the bounds of Nghị định 09/2019."""
    start = _months_before(end, _MONTHS[kind]) + timedelta(days=1)
    return Period(kind, start, end)


def _months_before(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 - months
    return date(total // 12, total % 12 + 1, day.day)


def _kind_of(start: date, end: date) -> PeriodKind:
    """Return the kind whose length the bounds have, to a few days."""
    days = (end - start).days + 1
    for kind, months in _MONTHS.items():
        if abs(days - months * 30.44) <= 4:
            return kind
    return "other"


def choose_period(votes: Iterable[tuple[Period, int]]) -> Period | None:
    """Return the period with the most weight; on a tie the first named; explicit bounds if printed.

    Votes of one kind that end in the same year and month are for the same period, whatever their
    bounds; among them the most frequent printed bounds win.
    """
    weights: dict[tuple[PeriodKind, int, int], int] = {}
    members: dict[tuple[PeriodKind, int, int], list[Period]] = {}
    for period, weight in votes:
        key = (period.kind, period.end.year, period.end.month)
        weights[key] = weights.get(key, 0) + weight
        members.setdefault(key, []).append(period)
    if not weights:
        return None
    best = max(weights, key=lambda k: weights[k])
    printed = [p for p in members[best] if p.explicit]
    if not printed:
        return members[best][0]
    return max(printed, key=lambda p: sum((q.start, q.end) == (p.start, p.end) for q in printed))
