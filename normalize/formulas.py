"""The formulas of a form's columns: `(3)=(4)+(5)+(6)`, `(7)<=(3)`, `(6)=(5)/(3)`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Relation = Literal["=", "<=", ">="]

_SPACE = re.compile(r"[\s$*]+|<[^<>]*>")
_SIDE = re.compile(r"[-+]?\(?\d{1,2}\)?(?:[-+]\(?\d{1,2}\)?)*")
_TERM = re.compile(r"([-+]?)\(?(\d{1,2})\)?")
_RATIO = re.compile(r"\(?(\d{1,2})\)?[/:]\(?(\d{1,2})\)?(?:[*x×.]?100%?|%)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Formula:
    """A relation between the columns of one row.

    `terms` are the right side as (sign, column); for a ratio they are numerator and denominator and
    the target is 100 times their quotient.
    """

    text: str
    target: int
    relation: Relation
    terms: tuple[tuple[int, int], ...]
    ratio: bool = False

    @property
    def columns(self) -> tuple[int, ...]:
        """Return the columns of the right side."""
        return tuple(column for _, column in self.terms)

    def value(self, row: Mapping[int, Decimal | None]) -> Decimal | None:
        """Return what the right side gives for a row's values by column.

        A dash or blank counts as nothing (0); None when no term has a value or a base is 0.
        """
        values = [row.get(column) for _, column in self.terms]
        if all(v is None for v in values):
            return None
        if self.ratio:
            top, base = (v or Decimal(0) for v in values)
            return 100 * top / base if base else None
        signed = zip(self.terms, values, strict=True)
        return sum((sign * value for (sign, _), value in signed if value), Decimal(0))

    def holds(self, target: Decimal, value: Decimal) -> bool:
        """Tell whether the printed target stands in the formula's relation to the value."""
        if self.relation == "<=":
            return target <= value
        return target >= value if self.relation == ">=" else target == value


def parse_formula(text: str) -> Formula | None:
    """Return the formula a text states; None when it states none we can compute."""
    bare = _SPACE.sub("", text).replace("≤", "<=").replace("≥", ">=")
    match = re.fullmatch(r"\(?(\d{1,2})\)?(<=|>=|=)(.+)", bare)
    if match is None:
        return None
    target, relation, right = int(match[1]), match[2], match[3]
    known: Relation = "<=" if relation == "<=" else ">=" if relation == ">=" else "="
    if ratio := _RATIO.fullmatch(right):
        terms = ((1, int(ratio[1])), (1, int(ratio[2])))
        return Formula(bare, target, known, terms, ratio=True)
    if not _SIDE.fullmatch(right):
        return None
    sums = tuple((-1 if sign == "-" else 1, int(n)) for sign, n in _TERM.findall(right))
    return Formula(bare, target, known, sums)


def parse_formulas(texts: Iterable[str]) -> tuple[Formula, ...]:
    """Return the formulas that can be computed, in order, each once."""
    found: dict[tuple[object, ...], Formula] = {}
    for text in texts:
        formula = parse_formula(text)
        if formula is not None:
            found.setdefault((formula.target, formula.relation, formula.terms), formula)
    return tuple(found.values())
