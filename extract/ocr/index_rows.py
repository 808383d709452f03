"""The row of column numbers, "(1) (2) (3)=(4)+(5)", whose cells vouch for each other.

Brackets about a lone figure are what Tesseract reads worst: "q)", "@)", "(1=(2)+3)". Of several
looks at such a cell that one is taken which the row's own counting asks for; a number that no look
saw is never put in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.document import Box
from extract.ocr.settling import CONTESTED, OUTVOTED, contested, text_of
from extract.pdf.words import Word

FIGURES = "0123456789()=+-*/"  # what a column's number and formula consist of
_TERM = r"(?:\([0-9]{1,2}\)|100%?)"
_LABEL = re.compile(rf"\(([0-9]{{1,2}})\)(?:={_TERM}(?:[-+*/:x]{_TERM})*)?")
_BRACKET = re.compile(r"[()@®]")
_LETTERS = re.compile(r"[^\W\d_]{4}")
_LONGEST = 40  # letters of a formula at most
_LEAST = 3  # cells that make a row of column numbers
_LEVEL = 2.0  # points by which the tops of a row's cells may differ


def find_index_rows(boxes: Sequence[Box], looks: Sequence[Sequence[Word]]) -> list[list[int]]:
    """Return the rows that seem to hold column numbers, each as its cells' positions in order.

    Args:
        boxes: the cells, in points.
        looks: the first look at each.
    """
    rows: dict[int, list[int]] = {}
    for number, box in enumerate(boxes):
        tops = [top for top in rows if abs(boxes[top].y0 - box.y0) <= _LEVEL]
        rows.setdefault(tops[0] if tops else number, []).append(number)
    found = []
    for row in rows.values():
        seen = [text_of(looks[n]) for n in row if looks[n]]
        alike = sum(bool(_BRACKET.search(t)) and not _is_wordy(t) for t in seen)
        if len(seen) >= _LEAST and alike >= 0.6 * len(seen):
            found.append(sorted(row, key=lambda n: boxes[n].x0))
    return found


def settle_row(row: Sequence[Sequence[list[Word]]]) -> list[list[Word] | None]:
    """Return the reading of each cell of a row of column numbers; None leaves a cell as it is.

    Args:
        row: the looks at each cell, from left to right.
    """
    texts = [[text_of(look) for look in looks] for looks in row]
    votes = Counter(
        shift for place, seen in enumerate(texts) for shift in {n - place for n in _numbers(seen)}
    )
    (shift, support), *_ = [*votes.most_common(1), (0, 0)]
    if support < max(2, 0.4 * len(row)):
        return [None for _ in row]
    return [
        _settled(looks, seen, place + shift)
        for place, (looks, seen) in enumerate(zip(row, texts, strict=True))
    ]


def _settled(looks: Sequence[list[Word]], seen: Sequence[str], number: int) -> list[Word] | None:
    if not any(_BRACKET.search(text) for text in seen):
        return None
    fit = [text for text in seen if _fits(text, number)]
    formulas = Counter(text for text in fit if "=" in text)
    longest = any("=" in text for text in seen)
    if longest and formulas:
        text, count = formulas.most_common(1)[0]
        return [_word(looks, text, OUTVOTED if count > 1 else CONTESTED)]
    if fit and not longest:
        return [_word(looks, fit[0], OUTVOTED)]
    seen_first = next(look for look in looks if look)
    return list(map(contested, seen_first))


def _numbers(seen: Sequence[str]) -> set[int]:
    return {int(match[1]) for text in seen if (match := _LABEL.fullmatch(text))}


def _fits(text: str, number: int) -> bool:
    """Tell whether a text is the column's own number, alone or with a formula of whole terms."""
    match = _LABEL.fullmatch(text)
    return match is not None and int(match[1]) == number


def _word(looks: Sequence[list[Word]], text: str, confidence: float) -> Word:
    """Return one word for a cell's whole label, where the first look that saw anything saw it."""
    words = next(look for look in looks if look)
    first, right = words[0], max(w.x1 for w in words)
    return first._replace(text=text, x1=right, confidence=confidence)


def _is_wordy(text: str) -> bool:
    return len(text) > _LONGEST or bool(_LETTERS.search(text))
