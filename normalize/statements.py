"""What a figure's own words are: the piece of the sentence that belongs to one number.

Report prose strings figures on breaks: "đã giải quyết 1.180 hồ sơ, trong đó: đúng hạn 640 hồ sơ;
quá hạn 0 hồ sơ". Between two numbers, what stands before the first break says more about the
number before (`tail`), what stands behind it introduces the number after (`lead`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.figures import RawFigure
from extract.folding import skeleton

_BREAK = re.compile(
    r"[,;:()\n]|\.(?=\s|$)|\s(?:và|với|cùng)\s+(?=(?:có\s+)?$)"
    r"|\s(?=(?:trong\s+đó|gồm|bao\s+gồm|đạt|chiếm)\b)"
    r"|\s(?=(?:đã|đang)\s+(?:được\s+)?giải\s+quyết(?:\s+là)?\s+$)"
    r"|\s(?=(?:tại|theo|kèm\s+theo)\s+(?:các\s+)?(?:quyết\s+định|công\s+văn|tờ\s+trình|văn\s+bản|kế\s+hoạch)\b)",
    re.IGNORECASE,
)
_END = re.compile(r"[;\n]|\.(?=\s|$)")
_WORD = re.compile(r"[^\W\d_]{2}")
_LONGEST, _HEAD, _NEAR = 1500, 300, 600  # characters of a sentence that are looked at
_SENTENCE = re.compile(r"\n|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Statement:
    """One number of a text, or the upper part of a ratio, with its folded own words.

    `words` is `lead # unit tail`, `near` the same with the lead cut to what follows its last
    comma. `lead` and `tail` are as printed; `before` is what stands before in the same sentence,
    `sentence` the whole of it. `first` tells that the sentence has no figure before this one.
    """

    index: int
    words: str
    near: str
    lead: str
    tail: str
    before: str
    sentence: str
    first: bool
    start: int


def statements(text: str, figures: Sequence[RawFigure], offset: int = 0) -> list[Statement]:
    """Return the statements of a text: one a figure, none for the bare base of `09/09 hồ sơ`.

    `offset` is where the text begins in the block that the figures' offsets count in; a base
    counts within `figures`.
    """
    bases = {raw.base for raw in figures if raw.base is not None}
    out: list[Statement] = []
    previous = 0
    for index, raw in enumerate(figures):
        start, end = raw.start - offset, raw.end - offset
        if index in bases:
            if _WORD.search(text, *_span(figures[index - 1], offset)):  # both parts have words
                tail = _tail(text[end : _next(text, figures, index, offset)])
                out.append(_statement(text, index, start, end, "", tail, first=False))
            previous = end
            continue
        lead = _lead(text[previous:start], first=not index)
        printed = end
        if raw.base is None:
            tail = _tail(text[end : _next(text, figures, index, offset)])
        elif _WORD.search(text, start, end):
            tail = text[end : figures[raw.base].start - offset]
        else:
            printed = figures[raw.base].end - offset
            tail = _tail(text[printed : _next(text, figures, raw.base, offset)])
        first = previous <= _last(_SENTENCE, text, start)
        out.append(_statement(text, index, start, printed, lead, tail, first=first))
        previous = end
    return out


def _statement(
    text: str, index: int, start: int, end: int, lead: str, tail: str, *, first: bool
) -> Statement:
    begins = _last(_SENTENCE, text, start)
    stop = _SENTENCE.search(text, end, end + 4 * _LONGEST)
    return Statement(
        index=index,
        words=_own(lead, text[start:end], tail),
        near=_own(lead.rpartition(",")[2], text[start:end], tail),
        lead=lead,
        tail=tail,
        before=_short(text, begins, start),
        sentence=_short(text, begins, stop.start() if stop else min(len(text), end + _NEAR), start),
        first=first,
        start=start,
    )


def _short(text: str, begin: int, end: int, at: int | None = None) -> str:
    """Return a stretch of text; of a very long one its head and what is near `at`, or its end."""
    if end - begin <= _LONGEST:
        return text[begin:end]
    near = end if at is None else at
    return (
        f"{text[begin : begin + _HEAD]} … {text[max(begin, near - _NEAR) : min(end, near + _NEAR)]}"
    )


def _span(raw: RawFigure, offset: int) -> tuple[int, int]:
    return raw.start - offset, raw.end - offset


def _next(text: str, figures: Sequence[RawFigure], index: int, offset: int) -> int:
    return figures[index + 1].start - offset if index + 1 < len(figures) else len(text)


def _own(lead: str, figure: str, tail: str) -> str:
    unit = re.sub(r"^[\d.,%]+\s*|\([^()]*\)", " ", figure)
    return f"{skeleton(lead)} # {skeleton(unit)} {skeleton(tail)}".strip()


def _lead(gap: str, *, first: bool) -> str:
    """Return what of the text between two figures introduces the second."""
    if not first:
        cut = _BREAK.search(gap)
        gap = gap[cut.end() :] if cut else ""
    ends = [match.end() for match in _END.finditer(gap)]
    return gap[ends[-1] :] if ends else gap


def _tail(gap: str) -> str:
    """Return what of the text between two figures belongs to the first."""
    cut = _BREAK.search(gap)
    return gap[: cut.start()] if cut else gap


def _last(pattern: re.Pattern[str], text: str, end: int) -> int:
    low = max(0, end - 4 * _LONGEST)  # else a long text without breaks takes its square
    found = [match.end() for match in pattern.finditer(text, low, end)]
    return found[-1] if found else low
