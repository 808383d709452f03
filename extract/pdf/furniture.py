"""Page numbers, running heads and feet: told by where they stand and by coming again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.document import BlockKind
from extract.pdf.lines import Line

_DEPTH = 4  # lines from the top and from the bottom that are looked at
_EDGE = 0.12  # share of the page's height that a page number may stand in
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
                if not (at_edge and _NUMBER.fullmatch(line.text)) and _key(line) not in repeated:
                    break
                kinds.setdefault(number, kind)
        out.append(kinds)
    return out


def _head(lines: Sequence[Line]) -> range:
    return range(min(_DEPTH, len(lines)))


def _foot(lines: Sequence[Line]) -> range:
    return range(len(lines) - 1, max(-1, len(lines) - 1 - _DEPTH), -1)


def _repeated(pages: Sequence[tuple[Sequence[Line], float]]) -> set[tuple[str, int, int]]:
    """Return the lines that stand at one place on at least three pages, and a third of them."""
    seen: Counter[tuple[str, int, int]] = Counter()
    for lines, _ in pages:
        seen.update({_key(lines[n]) for n in {*_head(lines), *_foot(lines)}})
    least = max(3, len(pages) // 3)
    return {key for key, count in seen.items() if count >= least}


def _key(line: Line) -> tuple[str, int, int]:
    """Return a line's text without its numbers and where it stands, to four points."""
    return re.sub(r"\d+", "0", line.text), round(line.y0 / 4), round(line.x0 / 40)
