"""Tables compared by which cell stands beside which, as the ICDAR 2013 competition scored them.

Each filled cell gives a relation to its nearest filled neighbor at the right and below: the two
texts, the direction, and how many blank cells stand between. Texts are compared in capitals,
without blanks, special characters as an underscore. A table found is compared with the table of its
page that it shares most relations with; what is found beside the true tables counts as wrong.

Source: M. Göbel, T. Hassan, E. Oro, G. Orsi: A methodology for evaluating algorithms for table
understanding in PDF documents (DocEng 2012); ICDAR 2013 Table Competition.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

Relation = tuple[str, str, str, int]


class GridCell(NamedTuple):
    """A cell of a table; rows and columns count from 0, `row_end` and `col_end` stand behind it."""

    row: int
    col: int
    row_end: int
    col_end: int
    text: str


class Share(NamedTuple):
    """How many relations are true, how many were found, how many of those are right."""

    true: int
    found: int
    right: int

    @property
    def recall(self) -> float:
        """Return which share of the true relations was found, 0–1."""
        return self.right / self.true if self.true else 1.0

    @property
    def precision(self) -> float:
        """Return which share of the found relations is right, 0–1; 0 when nothing was found."""
        return self.right / self.found if self.found else 0.0

    def plus(self, other: Share) -> Share:
        """Return both counted together."""
        return Share(*(a + b for a, b in zip(self, other, strict=True)))


def balanced(precision: float, recall: float) -> float:
    """Return the harmonic mean of precision and recall (F1)."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def folded(text: str) -> str:
    """Return a cell's text as the competition compared it."""
    kept = unicodedata.normalize("NFKC", text).upper()
    return "".join(c if c.isalnum() else "_" for c in kept if not c.isspace())


def relations(cells: Iterable[GridCell]) -> Counter[Relation]:
    """Return the relations between the cells of one table."""
    texts = {cell: folded(cell.text) for cell in cells}
    at = {
        (row, col): cell
        for cell, text in texts.items()
        if text
        for row in range(cell.row, cell.row_end)
        for col in range(cell.col, cell.col_end)
    }
    rows = max((row for row, _ in at), default=-1) + 1
    cols = max((col for _, col in at), default=-1) + 1
    found: dict[tuple[GridCell, GridCell, str], int] = {}
    for cell, text in texts.items():
        if not text:
            continue
        for row in range(cell.row, cell.row_end):
            line = ((row, col) for col in range(cell.col_end, cols))
            _add_nearest(cell, line, at, "right", found)
        for col in range(cell.col, cell.col_end):
            line = ((row, col) for row in range(cell.row_end, rows))
            _add_nearest(cell, line, at, "below", found)
    return Counter((texts[a], texts[b], way, gap) for (a, b, way), gap in found.items())


def _add_nearest(
    cell: GridCell,
    line: Iterable[tuple[int, int]],
    at: dict[tuple[int, int], GridCell],
    way: str,
    found: dict[tuple[GridCell, GridCell, str], int],
) -> None:
    for blanks, position in enumerate(line):
        other = at.get(position)
        if other is not None:
            known = found.get((cell, other, way), blanks)
            found[cell, other, way] = min(known, blanks)
            return


def compare(true: Sequence[Counter[Relation]], found: Sequence[Counter[Relation]]) -> Share:
    """Return how the tables found on a page share the relations of its true ones."""
    pairs = sorted(
        (
            (-(true[t] & found[f]).total(), t, f)
            for t in range(len(true))
            for f in range(len(found))
        ),
    )
    right = 0
    taken: set[tuple[str, int]] = set()
    for score, t, f in pairs:
        if score and not taken & {("true", t), ("found", f)}:
            taken |= {("true", t), ("found", f)}
            right -= score
    return Share(
        sum(counter.total() for counter in true),
        sum(counter.total() for counter in found),
        right,
    )
