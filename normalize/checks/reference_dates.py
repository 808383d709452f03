"""Checks on the dates of citations: blank, impossible, missing, too late, written otherwise."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from normalize.catalogue import finding
from normalize.citing import write_citation, write_date
from normalize.places import Places, printed
from normalize.schema import Finding, Mention, Report

_SLASHED = re.compile(
    r"(?P<day>[^/.\-\s]*)\s*[/.\-]\s*(?P<month>[^/.\-\s]*)\s*[/.\-]\s*(?P<year>\w*)\s*"
)
_WORDED = re.compile(r"(?P<day>\S*)\s*tháng\s*(?P<month>(?!năm)\S*)\s*năm\s*(?P<year>\w*)\s*", re.I)
_MONTH = re.compile(r"\s*tháng\s+\d{1,2}\s+năm\s+\d{4}\s*", re.IGNORECASE)
_BLANK = re.compile(r"[.…_\s]*")
_YEARS = range(1945, 2100)  # no numbered act of this state is older
# A report is written, signed and sent within weeks of its period's end (NĐ 09/2019 Điều 13); when
# its own date is not known, a citation is late only beyond that.
_WRITING = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class DateParts:
    """A date as printed, part by part; each empty when its place was left blank."""

    day: str
    month: str
    year: str

    def value(self) -> date | None:
        """Return the date, None when there is no such day."""
        parts = (self.day, self.month, self.year)
        if not all(part.isascii() and part.isdigit() for part in parts):
            return None
        if len(self.day) > 2 or len(self.month) > 2 or int(self.year) not in _YEARS:
            return None
        try:
            return date(int(self.year), int(self.month), int(self.day))
        except ValueError:
            return None


def read_parts(text: str) -> DateParts | None:
    """Return the parts of a printed date, None when it is not of the form day, month, year."""
    bare = re.sub(r"^\s*ngày\s*", "", text, flags=re.IGNORECASE)
    found = _SLASHED.fullmatch(bare) or _WORDED.fullmatch(bare)
    if found is None:
        return None
    parts = ("" if _BLANK.fullmatch(part) else part for part in found.groups())
    return DateParts(*parts)


def check(report: Report) -> Iterator[Finding]:
    """Yield the findings on each citation's date, then those on citations without any."""
    places = Places(report)
    filled = report.document.number is not None or bool(report.signatures)
    late = _late(report)
    dates = _Dates(report)
    for mention in report.mentions:
        if not (mention.is_own and filled):
            yield from _unreadable(mention, dates, places)
        yield from _missing_ngay(mention, places)
        yield from _year_part_mismatch(mention, dates, places)
        if mention.mention_id in late:
            yield from _after_report(mention, report, places)
        yield from _style(mention, places)
    yield from _undated(report, places)


class _Dates:
    """The dates that the report's mentions print of each document."""

    def __init__(self, report: Report) -> None:
        self._all: dict[tuple[str | None, str | None], set[date]] = {}
        self._of_year: dict[tuple[str | None, str | None, str], date] = {}
        for m in report.mentions:
            if m.issued_on is None:
                continue
            self._all.setdefault((m.number, m.symbol), set()).add(m.issued_on)
            if m.year_part == str(m.issued_on.year):
                self._of_year.setdefault((m.number, m.symbol, m.year_part), m.issued_on)

    def agreed(self, mention: Mention) -> date | None:
        """Return the one date that the other mentions of the document print."""
        dates = self._all.get((mention.number, mention.symbol), set())
        return next(iter(dates)) if len(dates) == 1 and mention.number else None

    def within_year_part(self, mention: Mention) -> date | None:
        """Return the first date printed of the document that lies in the year of its number."""
        return self._of_year.get((mention.number, mention.symbol, mention.year_part or ""))


def _unreadable(mention: Mention, dates: _Dates, places: Places) -> Iterator[Finding]:
    if mention.issued_on is not None:
        return
    parts = read_parts(mention.date_text) if mention.date_text else None
    blank = {"blank-day", "blank-month", "blank-year"} & set(mention.traits)
    if not blank and _MONTH.fullmatch(mention.date_text or ""):
        return  # "Quyết định số 77/QĐ-STP tháng 3 năm 2023": no day is claimed
    if blank or (parts and not (parts.day and parts.month and parts.year)):
        yield _say("REF102", mention, places, "Điền đủ ngày, tháng, năm", date=_shown(mention))
        return
    if parts is None or parts.value() is not None:
        return
    right = dates.agreed(mention) or _mended(parts)
    suggestion = write_citation(mention, date_text=write_date(right)) if right else None
    yield _say("REF103", mention, places, suggestion, date=_shown(mention))


def _shown(mention: Mention) -> str:
    return " ".join((mention.date_text or "…").split()) or "…"


def _mended(parts: DateParts) -> date | None:
    """Return the only real date that dropping one digit of day, month or year leaves."""
    found = set()
    for name, length in (("day", 2), ("month", 2), ("year", 4)):
        part: str = getattr(parts, name)
        if len(part) <= length:
            continue
        for i in range(len(part)):
            shorter = {
                "day": parts.day,
                "month": parts.month,
                "year": parts.year,
                name: part[:i] + part[i + 1 :],
            }
            found.add(DateParts(**shorter).value())
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _missing_ngay(mention: Mention, places: Places) -> Iterator[Finding]:
    if "no-ngay" in mention.traits and mention.date_text:
        yield _say("REF108", mention, places, write_citation(mention))


def _year_part_mismatch(mention: Mention, dates: _Dates, places: Places) -> Iterator[Finding]:
    if not mention.year_part or mention.issued_on is None or "shared-date" in mention.traits:
        return
    year = mention.issued_on.year
    if len(mention.year_part) != 4 or mention.year_part == str(year):
        return
    agreed = dates.within_year_part(mention)
    suggestion = (
        write_citation(mention, date_text=write_date(agreed))
        if agreed
        else f"Đối chiếu bản gốc: năm {mention.year_part} hay năm {year}"
    )
    yield _say(
        "REF111", mention, places, suggestion, year_part=mention.year_part, date=_shown(mention)
    )


def _last_day(report: Report) -> tuple[date, str, str] | None:
    """Return the last day a citation may bear and what sets it, in both languages."""
    document = report.document
    if document.issued_on:
        return document.issued_on, "ngày của báo cáo", "the report's own date"
    parts = read_parts(document.date_text) if document.date_text else None
    if parts and parts.month.isdigit() and parts.year.isdigit():
        year, month = int(parts.year), int(parts.month)
        if year in _YEARS and 1 <= month <= 12:
            end = date(year, month, calendar.monthrange(year, month)[1])
            return end, "tháng của báo cáo", "the report's own month"
    if document.period_to:
        return document.period_to + _WRITING, "cuối kỳ báo cáo", "the end of its period"
    return None


def _late(report: Report) -> frozenset[str]:
    """Return the mentions dated after the report, none when the report's date must be wrong.

    When more than a third of the dated documents are later than the report, it is the report's
    own date that does not fit (DOC502), not each of them.
    """
    bound = _last_day(report)
    if bound is None:
        return frozenset()
    dated = [m for m in report.mentions if m.issued_on and not m.is_own]
    late = [m for m in dated if m.issued_on and m.issued_on > bound[0]]
    documents = {m.citation_key for m in dated}
    if len({m.citation_key for m in late}) * 3 > max(len(documents), 3):
        return frozenset()
    return frozenset(m.mention_id for m in late)


def _after_report(mention: Mention, report: Report, places: Places) -> Iterator[Finding]:
    bound = _last_day(report)
    if bound is None:
        return
    day, what, what_en = bound
    end = report.document.issued_on or report.document.period_to or day
    yield _say(
        "REF117",
        mention,
        places,
        None,
        date=_shown(mention),
        what=what,
        what_en=what_en,
        bound=write_date(end),
    )


def _style(mention: Mention, places: Places) -> Iterator[Finding]:
    if mention.issued_on is None or not mention.date_text or "/" not in mention.date_text:
        return
    parts = read_parts(mention.date_text)
    if parts is None:
        return
    wanted = write_date(mention.issued_on)
    if f"{parts.day}/{parts.month}/{parts.year}" != wanted:
        suggestion = write_citation(mention, date_text=wanted)
        yield _say("REF118", mention, places, suggestion, date=_shown(mention), wanted=wanted)


def _undated(report: Report, places: Places) -> Iterator[Finding]:
    """Yield one note a document that no mention dates; a year part dates a normative act enough.

    Source: NĐ 78/2025/NĐ-CP Điều 68 asks no date of a citation of a normative act; NĐ 30/2020
    Phụ lục I mục II.6 asks it of the first citation of the others.
    """
    dated = {m.citation_key for m in report.mentions if m.issued_on}
    mentions = [
        m
        for m in report.mentions
        if m.grammar in ("administrative", "party")
        and m.number
        and not m.is_own
        and "short-form" not in m.traits
    ]
    broken = {m.citation_key for m in mentions if m.date_text and not m.issued_on}
    counts = Counter(m.citation_key for m in mentions)
    seen = set(dated | broken)
    for mention in mentions:
        if mention.citation_key in seen or not mention.citation_key.endswith("?"):
            continue
        seen.add(mention.citation_key)
        yield _say("REF110", mention, places, None, count=counts[mention.citation_key])


def _say(
    code: str, mention: Mention, places: Places, suggestion: str | None = None, **slots: Any
) -> Finding:
    return finding(
        code,
        mention,
        suggestion=suggestion,
        evidence=(places.evidence(mention),),
        citation=printed(mention),
        **slots,
    )
