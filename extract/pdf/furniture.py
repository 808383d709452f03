"""Page numbers, running heads and feet: told by where they stand and by coming again."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from extract.document import BlockKind
from extract.folding import fold
from extract.pdf.lines import Line

_DEPTH = 4  # lines from the top and from the bottom that are looked at
_EDGE = 0.12  # share of the page's height that a page number may stand in
_LONG = 20  # characters from which a line is no accident
_Key = tuple[str, int]

_NUMBER = re.compile(
    r"[-–—\s]*(?:trang|page)?\s*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s.]*", re.IGNORECASE
)


def find_furniture(
    pages: Sequence[tuple[Sequence[Line], float]],
) -> list[dict[int, BlockKind]]:
    """Return for each page which of its lines are furniture.

    Args:
        pages: each page's lines, top to bottom, and its height in points.
    """
    repeated = _repeated(pages)
    out: list[dict[int, BlockKind]] = []
    for lines, height in pages:
        kinds: dict[int, BlockKind] = {}
        for numbers, kind in ((_head(lines), BlockKind.HEADER), (_foot(lines), BlockKind.FOOTER)):
            for number in numbers:
                line = lines[number]
                at_edge = line.y1 < _EDGE * height or line.y0 > (1 - _EDGE) * height
                numbered = at_edge and _NUMBER.fullmatch(line.text)
                if not numbered and repeated.isdisjoint(_keys(line, height)):
                    break
                kinds.setdefault(number, kind)
        out.append(kinds)
    return out


def _head(lines: Sequence[Line]) -> range:
    return range(min(_DEPTH, len(lines)))


def _foot(lines: Sequence[Line]) -> range:
    return range(len(lines) - 1, max(-1, len(lines) - 1 - _DEPTH), -1)


def _repeated(pages: Sequence[tuple[Sequence[Line], float]]) -> set[_Key]:
    """Return the lines that stand at one place on three pages and a third of all.

    A long one needs two pages only.
    """
    seen: Counter[_Key] = Counter()
    for lines, height in pages:
        numbers = {*_head(lines), *_foot(lines)}
        seen.update({key for n in numbers for key in _keys(lines[n], height)})
    least = len(pages) // 3
    return {
        key for key, count in seen.items() if count >= max(2 if len(key[0]) > _LONG else 3, least)
    }


def _keys(line: Line, height: float) -> tuple[_Key, ...]:
    """Return a line's text without its numbers and how far it stands from its edge of the page.

    Not where it begins: pages may differ in width, and a longer number shifts a centered line. On
    scans without accents and at either of two places: accents are misread there, and no sheet lies
    in the scanner as the one before.
    """
    from_top, from_bottom = line.y0, height - line.y1
    edge = from_top if from_top < from_bottom else -from_bottom
    text = re.sub(r"\d+", "0", line.text)
    if line.words[0].confidence is None:
        return ((text, round(edge / 4)),)
    place = math.floor(edge / 4)
    return (fold(text), place), (fold(text), place + 1)
