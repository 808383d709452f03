"""XRF406: a year, half or nine months is the sum of what its parts counted, quarters first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from normalize.catalogue import finding
from normalize.numbers import show
from store.contradictions import Contradiction
from store.database import Store
from store.lineage import Ancestry, ancestry
from store.statements import TOTAL, RowKey, Statement, flows, load_statements

# Which kinds of parts are tried for a period, the first that cover it whole is judged.
_KINDS = (
    frozenset({"quarter"}),
    frozenset({"half_year"}),
    frozenset({"half_year", "quarter"}),
    frozenset({"nine_months", "quarter"}),
)
_WHOLES = {
    "year": ("cả năm", "the year"),
    "half_year": ("nửa năm", "the half year"),
    "nine_months": ("chín tháng", "the nine months"),
}
_NUMBERS = {2: ("hai", "two"), 3: ("ba", "three"), 4: ("bốn", "four")}
Quarters = dict[tuple[str, str, str], list[Statement]]
Span = tuple[date, date]
Terms = list[tuple[Decimal, Statement]]


def compare(store: Store) -> Iterator[Contradiction]:
    """Yield the figures of longer periods that the sum of their parts contradicts.

    Only whole sets are judged: a part that is missing, doubled or amended since ends it.
    """
    statements = load_statements(store, flows())
    quarters: Quarters = {}
    for each in statements:
        if each.kind in ("quarter", "half_year", "nine_months"):
            quarters.setdefault((each.unit, each.form_code, each.part), []).append(each)
    for year in statements:
        if year.kind not in _WHOLES:
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


def _spans(year: Statement, units: Sequence[str], quarters: Quarters) -> list[Span]:
    """Return the spans of days into which the units' parts divide the period, if they do."""
    within = [
        each
        for unit in units
        for each in quarters.get((unit, year.form_code, year.part), [])
        if year.start <= each.start <= each.end <= year.end and each.kind != year.kind
    ]
    for kinds in _KINDS:
        spans = {(each.start, each.end) for each in within if each.kind in kinds}
        chain = _chain(year.start, year.end, spans)
        if len(chain) > 1:
            return chain
    return []


def _chain(start: date, end: date, spans: set[Span]) -> list[Span]:
    """Return the spans that follow each other from start to end, of several the longest first."""
    found: list[Span] = []
    while start <= end:
        following = max((span for span in spans if span[0] == start), default=None)
        if following is None:
            return []
        found.append(following)
        start = following[1] + timedelta(days=1)
    return found


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
        return [alone] if len(alone) == len(spans) else []
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
    return [joined, alone] if len(alone) == len(spans) else [joined]


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
    whole, whole_en = _WHOLES[year.kind or "year"]
    count, count_en = _NUMBERS[len({(each.start, each.end) for _, each in terms})]
    of_quarters = all(each.kind == "quarter" for _, each in terms)
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
            whole=whole,
            whole_en=whole_en,
            parts=f"{count} {'quý' if of_quarters else 'kỳ'}",
            parts_en=f"{count_en} {'quarters' if of_quarters else 'parts'}",
            printed=show(printed),
            expected=show(_total(terms)),
            terms=" + ".join(show(value) for value, _ in terms),
        ),
        about=(year.form_code, year.part, *row, indicator, str(printed), str(_total(terms))),
    )
