"""XRF407: totals that change from one period to the next far more than totals here usually do.

What is usual is told by all departments' changes of that form, column and kind of period: the
median of their logarithms, and five times its robust spread (1.4826 × the median deviation).
Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from math import exp, log
from statistics import median

from normalize.catalogue import finding
from normalize.numbers import show
from store.contradictions import Contradiction
from store.database import Store
from store.lineage import ancestry
from store.statements import TOTAL, Statement, flows, load_statements

_LEAST_CHANGES = 6  # fewer tell nothing of what is usual
_SPREADS = 5 * 1.4826
_LEAST_FACTOR = log(3)  # a total that less than triples is no jump, however calm the others are
_LEAST_DIFFERENCE = 30  # dossiers: 2 after 12 is no jump


@dataclass(frozen=True, slots=True)
class _Change:
    """One department's total of a column in two periods that follow each other."""

    now: Statement
    before: Statement
    indicator: str

    @property
    def values(self) -> tuple[Decimal, Decimal]:
        """Return the total before and now."""
        old, new = (s.amounts[TOTAL, self.indicator].value for s in (self.before, self.now))
        return old or Decimal(0), new or Decimal(0)

    @property
    def size(self) -> float:
        """Return the logarithm of the change; half a dossier stands for none."""
        old, new = self.values
        return log((float(new) + 0.5) / (float(old) + 0.5))


def compare(store: Store) -> Iterator[Contradiction]:
    """Yield the totals that jump, where enough changes tell what is usual."""
    groups: dict[tuple[str | None, ...], list[_Change]] = {}
    for change in _changes(load_statements(store, flows())):
        now = change.now
        groups.setdefault((now.form_code, now.part, now.kind, change.indicator), []).append(change)
    for changes in groups.values():
        if len(changes) < _LEAST_CHANGES:
            continue
        usual = median(change.size for change in changes)
        spread = median(abs(change.size - usual) for change in changes)
        limit = max(_SPREADS * spread, _LEAST_FACTOR)
        for change in changes:
            old, new = change.values
            if abs(change.size - usual) > limit and abs(new - old) >= _LEAST_DIFFERENCE:
                yield _jump(change, usual, limit)


def _changes(statements: Sequence[Statement]) -> Iterator[_Change]:
    """Yield the totals of neighboring periods of one unit; mergers and corrections end a row."""
    ended: dict[tuple[object, ...], list[Statement]] = {}
    for each in statements:
        ended.setdefault((each.unit, each.form_code, each.part, each.kind, each.end), []).append(
            each
        )
    for now in statements:
        key = (now.unit, now.form_code, now.part, now.kind, now.start - timedelta(days=1))
        before = ended.get(key, [])
        if len(before) != 1 or now.amended or before[0].amended:
            continue
        if ancestry(now.unit, before[0].start, now.end).units:
            continue
        for indicator in flows():
            told = [each.value(TOTAL, indicator) for each in (before[0], now)]
            if None not in told:
                yield _Change(now, before[0], indicator)


def _jump(change: _Change, usual: float, limit: float) -> Contradiction:
    now, before, indicator = change.now, change.before, change.indicator
    old, new = change.values
    amount = now.amounts[TOTAL, indicator]
    ends = (exp(usual - limit), exp(usual + limit))
    return Contradiction(
        doc_id=amount.doc_id,
        finding=finding(
            "XRF407",
            amount.located(),
            table_id=amount.table_id,
            evidence=[now.evidence(TOTAL, indicator), before.evidence(TOTAL, indicator)],
            form=now.form_code,
            column=amount.column_no,
            printed=show(new),
            before=show(old),
            period=before.days(),
            share=_share(new, old),
            low=show(Decimal(round(100 * ends[0]))),
            high=show(Decimal(round(100 * ends[1]))),
        ),
        about=(now.form_code, now.part, indicator, str(new), str(old)),
    )


def _share(new: Decimal, old: Decimal) -> str:
    return f"{show(Decimal(round(100 * new / old)))}%" if old else "∞"
