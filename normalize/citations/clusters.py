"""Citations that point to one document: the year an undated one takes, and the decisions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from normalize.citations.records import unchecked
from normalize.schema import Decision, Grammar, Mention

UNKNOWN = "?"
_GIVEN = set(Decision.model_fields)


def citation_key(
    grammar: Grammar, number: str | None, symbol: str, year_part: str | None, year: str | None
) -> str:
    """Return the key of a document; see docs/schema.md for its forms."""
    number = number or UNKNOWN
    if grammar == "party":
        return f"{number}-{symbol}/{year or UNKNOWN}"
    if year_part and grammar in ("normative", "assembly"):
        return f"{number}/{year_part}/{symbol}"
    return f"{number}/{symbol}/{year or UNKNOWN}"


class Dated(NamedTuple):
    """What the key of a mention depends on."""

    grammar: Grammar
    number: str | None
    symbol: str
    year_part: str | None
    year: int | None  # of its own date


def give_years(mentions: Sequence[Dated]) -> list[str]:
    """Return the keys; an undated mention takes the year that its document's others agree on."""
    years: defaultdict[tuple[str | None, str], set[int]] = defaultdict(set)
    for _, number, symbol, year_part, year in mentions:
        if year is not None and number is not None and not year_part:
            years[number, symbol].add(year)
    keys = []
    for grammar, number, symbol, year_part, year in mentions:
        if year is None and number is not None:
            known = years.get((number, symbol))
            year = next(iter(known)) if known and len(known) == 1 else None
        keys.append(citation_key(grammar, number, symbol, year_part, str(year) if year else None))
    return keys


def decide(mentions: Iterable[Mention], names: dict[str, str]) -> tuple[Decision, ...]:
    """Return the distinct documents in the order of their first mention.

    `names` are issuers' names by identifier. The report itself is no document it cites.
    """
    # A model looks its attributes up in a slow way of its own; this loop runs over all citations.
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for values in map(vars, mentions):
        if not values["is_own"]:
            groups[values["citation_key"]].append(values)
    return tuple([_decision(key, group, names) for key, group in groups.items()])


def _decision(key: str, group: list[dict[str, Any]], names: dict[str, str]) -> Decision:
    first = group[0]
    dates: tuple[date, ...]
    if len(group) == 1:
        ids = [first["mention_id"]]
        dates = (first["issued_on"],) if first["issued_on"] else ()
        issuer, kind = first["issuer_id"] or None, first["symbol_kind"] or first["kind"] or None
    else:
        ids = [m["mention_id"] for m in group]
        dates = tuple(sorted({m["issued_on"] for m in group if m["issued_on"]}))
        issuer = _agreed(m["issuer_id"] for m in group)
        kind = first["symbol_kind"] or _commonest(m["kind"] for m in group)
    year = first["year_part"] or key.rpartition("/")[2]
    return unchecked(
        Decision,
        {
            "citation_key": key,
            "kind": kind,
            "number": first["number"],
            "year": None if year == UNKNOWN else year,
            "symbol": first["symbol"],
            "grammar": first["grammar"],
            "issuer_id": issuer,
            "issuer_name": names.get(issuer) if issuer else None,
            "issued_on": dates[0] if len(dates) == 1 else None,
            "dates": dates,
            "mention_ids": tuple(ids),
        },
        _GIVEN,
    )


def _agreed(values: Iterable[str | None]) -> str | None:
    found = {v for v in values if v}
    return found.pop() if len(found) == 1 else None


def _commonest(values: Iterable[str | None]) -> str | None:
    counted = Counter(v for v in values if v)
    return counted.most_common(1)[0][0] if counted else None
