"""SEQ201 across reports: departments that date one document differently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from normalize.catalogue import finding
from normalize.citing import write_citation, write_date, write_number
from normalize.conflicts import restarted
from store.cited import Cited, digests_of, load_cited
from store.contradictions import Contradiction
from store.database import Store
from store.titles import identical, own_subject

_MOST_EVIDENCE = 12
# Numbers and symbols that several reports give several dates.
_DISPUTED = """
m.issued_on IS NOT NULL AND (m.number, m.symbol, coalesce(m.year_part, '')) IN (
    SELECT (number, symbol, coalesce(year_part, ''))
    FROM current_mentions
    WHERE NOT is_own AND issued_on IS NOT NULL AND number IS NOT NULL AND symbol IS NOT NULL
    GROUP BY ALL
    HAVING count(DISTINCT report_id) > 1 AND count(DISTINCT issued_on) > 1
)
"""
_DUE = "(m.number, m.symbol) IN (SELECT (number, symbol) FROM due)"

RULE = "SEQ201"


def digests() -> str:
    """Return the query that tells whether a disputed number and symbol must be judged again."""
    return digests_of(_DISPUTED)


def compare(store: Store) -> Iterator[Contradiction]:
    """Yield one finding for each report whose date others contradict.

    Only of the numbers and symbols of the table `due`: what was found of the others still holds.
    A report that contradicts itself has that finding already and is no witness.
    """
    groups: dict[tuple[str | None, ...], list[Cited]] = {}
    for cited in load_cited(store, f"{_DISPUTED} AND {_DUE}"):
        mention = cited.mention
        if cited.owner is None or (mention.year_part or "") not in ("", str(cited.issued_on.year)):
            continue
        key = (mention.number, mention.symbol, mention.year_part, cited.owner)
        groups.setdefault(key, []).append(cited)
    for group in groups.values():
        for dispute in _disputes(group):
            yield from _judge(dispute)


def _disputes(group: Sequence[Cited]) -> Iterator[list[Cited]]:
    """Yield the citations that mean one document and date it differently.

    Numbers restart each year: two years are one document only when day, month and subject agree.
    """
    by_year: dict[int, list[Cited]] = {}
    for cited in group:
        by_year.setdefault(cited.issued_on.year, []).append(cited)
    for _, same_year in sorted(by_year.items()):
        dates = sorted({c.issued_on for c in same_year})
        if len(dates) > 1 and not restarted(dates):
            yield same_year
    for one, other in combinations(sorted(by_year), 2):
        slipped = _slipped_year(by_year[one], by_year[other])
        if slipped:
            yield slipped


def _slipped_year(some: Sequence[Cited], others: Sequence[Cited]) -> list[Cited]:
    """Return the citations of two years that bear one day, month and subject.

    One number may well fall on one day of two years: only a single report against several, and a
    long subject in the same words, tell a slip of the year.
    """
    found: list[Cited] = []
    days: dict[tuple[int, int], tuple[list[Cited], list[Cited]]] = {}
    for side, cited in enumerate((some, others)):
        for each in cited:
            day = (each.issued_on.month, each.issued_on.day)
            days.setdefault(day, ([], []))[side].append(each)
    for one, other in days.values():
        counts = sorted(len({c.report_id for c in side}) for side in (one, other))
        if counts[0] == 1 and counts[1] > 1 and _one_subject(one, other):
            found += (*one, *other)
    return found


def _one_subject(some: Sequence[Cited], others: Sequence[Cited]) -> bool:
    subjects = [
        {own_subject(c.mention.subject) for c in side if c.mention.subject}
        for side in (some, others)
    ]
    return any(identical(one, other) for one in subjects[0] for other in subjects[1])


def _judge(dispute: Sequence[Cited]) -> Iterator[Contradiction]:
    told: dict[str, set[date]] = {}
    for cited in dispute:
        told.setdefault(cited.report_id, set()).add(cited.issued_on)
    votes = Counter(next(iter(dates)) for dates in told.values() if len(dates) == 1)
    if len(votes) < 2:
        return
    (first, most), (_, next_most) = votes.most_common(2)
    agreed = first if most > next_most else None
    for report_id, dates in sorted(told.items()):
        if len(dates) == 1 and dates != {agreed}:
            yield _finding(report_id, dispute, votes, agreed)


def _finding(
    report_id: str, dispute: Sequence[Cited], votes: Counter[date], agreed: date | None
) -> Contradiction:
    mine = [c for c in dispute if c.report_id == report_id]
    first, own = mine[0].mention, mine[0].issued_on
    others = sorted(
        (c for c in dispute if c.report_id != report_id and c.issued_on != own),
        key=lambda c: (c.issued_on != agreed, c.source, c.doc_id, c.mention.ordinal),
    )
    suggestion = write_citation(first, date_text=write_date(agreed)) if agreed else None
    return Contradiction(
        doc_id=mine[0].doc_id,
        finding=finding(
            RULE,
            first,
            suggestion=suggestion,
            evidence=[c.evidence() for c in (*mine, *_one_a_report(others))][:_MOST_EVIDENCE],
            citation=write_number(first),
            dates=", ".join(
                f"{write_date(day)} (×{count})"
                for day, count in sorted(votes.items(), key=lambda v: (-v[1], v[0]))
            ),
        ),
        about=(write_number(first), own.isoformat()),
    )


def _one_a_report(cited: Iterable[Cited]) -> list[Cited]:
    return list({c.report_id: c for c in reversed(list(cited))}.values())[::-1]
