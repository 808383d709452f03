"""XRF406: what is counted in a year is the sum of what its quarters counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from normalize.catalogue import finding
from normalize.numbers import show
from store.contradictions import Contradiction
from store.database import Store
from store.lineage import Ancestry, ancestry
from store.statements import TOTAL, RowKey, Statement, flows, load_statements

_QUARTERS = 4
Quarters = dict[tuple[str, str, str], list[Statement]]
Terms = list[tuple[Decimal, Statement]]


def compare(store: Store) -> Iterator[Contradiction]:
    """Yield the yearly figures that the sum of the four quarters contradicts.

    Only whole sets are judged: a quarter that is missing, doubled or amended since ends it.
    """
    statements = load_statements(store, flows())
    quarters: Quarters = {}
    for each in statements:
        if each.kind == "quarter":
            quarters.setdefault((each.unit, each.form_code, each.part), []).append(each)
    for year in statements:
        if year.kind != "year":
            continue
        merged = ancestry(year.unit, year.start, year.end)
        spans = _spans(year, (year.unit, *merged.units), quarters)
        for (row, indicator), _ in year.amounts.items() if spans else ():
            printed = year.value(row, indicator)
            sums = _sums(year, row, indicator, spans, merged, quarters)
            if printed is not None and sums and printed not in [_total(terms) for terms in sums]:
                yield _wrong(year, row, indicator, printed, sums[0])


def _total(terms: Terms) -> Decimal:
    return sum((value for value, _ in terms), Decimal(0))


def _spans(year: Statement, units: Sequence[str], quarters: Quarters) -> list[tuple[date, date]]:
    """Return the four spans of days into which the units' quarters divide the year, if they do."""
    spans = sorted(
        {
            (each.start, each.end)
            for unit in units
            for each in quarters.get((unit, year.form_code, year.part), [])
            if year.start <= each.start <= each.end <= year.end
        }
    )
    whole = len(spans) == _QUARTERS and spans[0][0] == year.start and spans[-1][1] == year.end
    joined = all(one[1] + timedelta(days=1) == other[0] for one, other in pairwise(spans))
    return spans if whole and joined else []


def _sums(
    year: Statement,
    row: RowKey,
    indicator: str,
    spans: Sequence[tuple[date, date]],
    merged: Ancestry,
    quarters: Quarters,
) -> list[Terms]:
    """Return the sums that the year may have, with the terms of each; none when nobody can tell.

    Where units were merged in the year: the sum with theirs first, then the unit's own alone.
    """
    own = [_one(year.unit, span, year, row, indicator, quarters) for span in spans]
    alone = [term for term in own if isinstance(term, tuple)]
    if not merged.units:
        return [alone] if len(alone) == _QUARTERS else []
    if row != TOTAL or not merged.whole:
        return []
    joined: Terms = []
    for span, mine in zip(spans, own, strict=True):
        began = mine == "absent" and not merged.is_new
        theirs = [_one(unit, span, year, row, indicator, quarters) for unit in merged.units]
        lost = any(
            term == "absent" and span[1] < on
            for term, on in zip(theirs, merged.units.values(), strict=True)
        )
        if began or lost or "unclear" in (mine, *theirs):
            return []
        joined += [term for term in (mine, *theirs) if isinstance(term, tuple)]
    return [joined, alone] if len(alone) == _QUARTERS else [joined]


def _one(
    unit: str,
    span: tuple[date, date],
    year: Statement,
    row: RowKey,
    indicator: str,
    quarters: Quarters,
) -> tuple[Decimal, Statement] | str:
    """Return a unit's figure of a quarter; "absent" without a report, "unclear" when not told."""
    listed = [
        each
        for each in quarters.get((unit, year.form_code, year.part), [])
        if (each.start, each.end) == span
    ]
    if not listed:
        return "absent"
    value = listed[0].value(row, indicator)
    if len(listed) > 1 or listed[0].amended or value is None:
        return "unclear"
    return value, listed[0]


def _wrong(
    year: Statement, row: RowKey, indicator: str, printed: Decimal, terms: Terms
) -> Contradiction:
    amount = year.amounts[row, indicator]
    return Contradiction(
        doc_id=amount.doc_id,
        finding=finding(
            "XRF406",
            amount.located(),
            table_id=amount.table_id,
            evidence=[
                year.evidence(row, indicator),
                *(statement.evidence(row, indicator) for _, statement in terms),
            ],
            form=year.form_code,
            row=amount.label,
            column=amount.column_no,
            printed=show(printed),
            expected=show(_total(terms)),
            terms=" + ".join(show(value) for value, _ in terms),
        ),
        about=(year.form_code, year.part, *row, indicator, str(printed), str(_total(terms))),
    )
