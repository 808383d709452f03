"""The lines that say for which time a report speaks: captions, brackets, its opening sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extract.pieces import plain

Role = Literal["title", "caption", "range", "opening"]

_CAPTION = re.compile(
    r"(?:(?:^|[\n\t])[^\w\n\t]{0,12}KY\s+BAO\s+CAO\s*+:?+|\bKY\s+BAO\s+CAO\s*+:)\s*+"
    r"(?=[A-Z0-9(])(?P<period>[^\n\t]{3,120})"
)
_DAY = (
    r"(?:NGAY\s*)?[0-9]{1,2}\s*(?:[/.-]\s*[0-9]{1,2}(?:\s*[/.-]\s*[0-9]{4})?"
    r"|\s*THANG\s*[0-9]{1,2}(?:\s*(?:NAM|/)\s*[0-9]{4})?)"
)
_RANGE = re.compile(rf"\(?\s{{0,3}}(?:TINH\s+)?TU\s+{_DAY}\s*(?:DEN|-|–)\s*(?:HET\s*)?{_DAY}\s*\)?")
_BARE_RANGE = re.compile(rf"^[^\w\n]{{0,12}}{_DAY}\s*[-–]\s*{_DAY}[^\w\n]{{0,12}}$", re.MULTILINE)
_REPORTS = re.compile(r"\bBAO CAO\b")
_FOLLOWS = re.compile(r"\bNHU SAU\b(?P<colon>\s*:)?")


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A text that names a period; `start` is its offset in the text of block `block`."""

    role: Role
    text: str
    block: int
    start: int


def find_period_lines(text: str, block: int) -> Iterator[PeriodLine]:
    """Yield the captions ("Kỳ báo cáo: Năm 2023") and ranges ("(từ … đến …)") of a text."""
    folded = plain(text)
    taken: list[range] = []
    # Words that each pattern needs are looked for first: most texts hold none of them.
    for match in _CAPTION.finditer(folded) if "BAO" in folded else ():
        start, end = match.span("period")
        if re.match(r"(?:NAM|QUY|THANG|[0-9]|TU|SAU|CHIN|\()", folded[start:]):
            taken.append(range(*match.span()))
            yield PeriodLine("caption", text[start:end].strip(), block, start)
    for pattern, needed in ((_RANGE, ("TU",)), (_BARE_RANGE, ("-", "–"))):
        if not any(word in folded for word in needed):
            continue
        for match in pattern.finditer(folded):
            if not any(match.start() in span for span in taken):
                yield PeriodLine(
                    "range", text[match.start() : match.end()].strip(), block, match.start()
                )


def is_opening(text: str) -> bool:
    """Tell whether the text is a report's opening sentence: "… báo cáo kết quả … như sau:"."""
    folded = plain(text)
    reports = _REPORTS.search(folded)
    begun = reports.end() if reports else len(folded)
    return any(m["colon"] or m.start() >= begun for m in _FOLLOWS.finditer(folded))
