"""XRF405: what a period carries over is what the period before left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from normalize.catalogue import finding
from normalize.numbers import show
from store.contradictions import Contradiction
from store.database import Store
from store.lineage import ancestry
from store.statements import TOTAL, RowKey, Statement, load_statements, openings

Ended = dict[tuple[str, str, str, object], list[Statement]]


def compare(store: Store) -> Iterator[Contradiction]:
    """Yield the opening figures that the previous period's closing ones contradict.

    Without a previous report, or where it was amended since, nothing is said.
    """
    statements = load_statements(store, {*openings(), *openings().values()})
    ended: Ended = {}
    for each in statements:
        ended.setdefault((each.unit, each.form_code, each.part, each.end), []).append(each)
    for now in statements:
        for (row, indicator), amount in now.amounts.items():
            if indicator not in openings() or now.value(row, indicator) is None:
                continue
            sources = _before(now, row, openings()[indicator], ended)
            if sources is None or amount.value is None:
                continue
            yield from _judge(now, row, indicator, amount.value, sources)


def _before(
    now: Statement, row: RowKey, closing: str, ended: Ended
) -> list[tuple[Decimal, list[Statement]]] | None:
    """Return what may have been carried over, each with the statements it comes from.

    The unit's own closing figure, and where units were merged into it meanwhile, that with theirs.
    None when any of it cannot be told.
    """
    day = now.start - timedelta(days=1)
    mine = ended.get((now.unit, now.form_code, now.part, day), [])
    own = _one(mine, now, row, closing)
    if mine and own is None:
        return None
    since = own[1].start if own else now.start - (now.end - now.start)
    merged = ancestry(now.unit, since, now.end)
    if not merged.units:
        return [(own[0], [own[1]])] if own else None
    if row != TOTAL or not merged.whole or (own is None and not merged.is_new):
        return None
    theirs = [
        _one(ended.get((unit, now.form_code, now.part, day), []), now, row, closing)
        for unit in merged.units
        if _reports(unit, now, ended)
    ]
    told = [each for each in theirs if each is not None]
    if len(told) < len(theirs) or not told:
        return None
    joined = [*([own] if own else []), *told]
    sums = [(sum((v for v, _ in joined), Decimal(0)), [s for _, s in joined])]
    return [*sums, *([(own[0], [own[1]])] if own else [])]


def _reports(unit: str, now: Statement, ended: Ended) -> bool:
    """Tell whether the unit reported at all on this form, whenever."""
    return any(key[:3] == (unit, now.form_code, now.part) for key in ended)


def _one(
    candidates: Sequence[Statement], now: Statement, row: RowKey, closing: str
) -> tuple[Decimal, Statement] | None:
    """Return the closing figure that all candidates agree on, those of the same kind first."""
    if any(each.amended for each in candidates):
        return None
    alike = [each for each in candidates if each.kind == now.kind] or list(candidates)
    told = [(value, each) for each in alike if (value := each.value(row, closing)) is not None]
    return told[0] if len({value for value, _ in told}) == 1 else None


def _judge(
    now: Statement,
    row: RowKey,
    indicator: str,
    printed: Decimal,
    sources: Sequence[tuple[Decimal, list[Statement]]],
) -> Iterator[Contradiction]:
    if any(value == printed for value, _ in sources):
        return
    expected, before = sources[0]
    amount = now.amounts[row, indicator]
    closing = openings()[indicator]
    yield Contradiction(
        doc_id=amount.doc_id,
        finding=finding(
            "XRF405",
            amount.located(),
            table_id=amount.table_id,
            suggestion=f"{show(expected)}; hoặc đính chính báo cáo kỳ trước",
            evidence=[
                now.evidence(row, indicator),
                *(each.evidence(row, closing) for each in before),
            ],
            form=now.form_code,
            row=amount.label,
            column=amount.column_no,
            printed=show(printed),
            closing_column=before[0].amounts[row, closing].column_no,
            expected=show(expected),
            period=before[0].days(),
        ),
        about=(now.form_code, now.part, *row, indicator, str(printed), str(expected)),
    )
