"""The number series (sổ đăng ký) of issuers, learned from the citations of one report.

NĐ 30/2020/NĐ-CP Điều 15 lets each agency decide whether its kinds share one series or have their
own, so which kinds share is read off the data: kinds whose numbers rise together with their dates
are one register. Numbers restart on 1 January; those of the Party run through a term.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extract.folding import fold
from normalize.citing import issuer_token, knowledge, register_kind
from normalize.schema import Mention, Report

# The new apparatus of the merged provinces counts anew from this day (NQ 202/2025/QH15).
_RESTART = date(2025, 7, 1)
_TERM_YEARS = frozenset({2020, 2021, 2025, 2026})  # Party congresses: two terms in one year
_NARROW = 0.15  # share of the numbers' range: falling into such a gap by chance is unlikely
_LEVELS = (
    ("tỉnh", ("tinh", "thanh pho", "tp")),
    ("huyện", ("huyen", "thi xa", "quan")),
    ("xã", ("xa", "phuong", "thi tran", "dac khu")),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One document in a register, with the mention that dates it."""

    key: str
    kind: str
    symbol: str
    number: int
    on: date
    mention: Mention


@dataclass(frozen=True, slots=True)
class Register:
    """Documents of one issuer and year that are numbered in one series, by date and number."""

    issuer: str
    year: str  # "2023", or "2025-1" and "2025-2" around a restart
    entries: tuple[Entry, ...]

    def shared_by(self, kind: str, other: str) -> bool:
        """Tell whether the series of two kinds demonstrably interlock."""
        if kind == other:
            return True
        kept = chain(self.entries)[0]
        return _interlocked(
            [e for e in kept if e.kind == kind], [e for e in kept if e.kind == other]
        )


def scope(mention: Mention, report: Report) -> str | None:
    """Return whose issuer it is, as far as the citation says: an id, or the level of a body.

    `UBND` and its like exist at three levels and in every place under one abbreviation. A report
    from below the province that names no level may mean its own: then that is its scope.
    """
    token = issuer_token(mention)
    if token not in knowledge().local_bodies:
        return None
    words = f" {fold(mention.issuer_text or '')} "
    for level, names in _LEVELS:
        if any(f" {name} " in words for name in names):
            return level
    own = f" {fold(report.document.agency_name or '')} "
    for level, names in _LEVELS[1:]:
        if any(f" {name} " in own for name in names):
            return f"?{level}"
    return None


def learn_registers(report: Report, excluded: frozenset[str] = frozenset()) -> tuple[Register, ...]:
    """Return the registers that the report's dated citations let tell, `excluded` keys left out."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    scopes: dict[str, set[str]] = {}
    for mention in report.mentions:
        token = issuer_token(mention)
        named = scope(mention, report)
        if token and named and not named.startswith("?"):
            scopes.setdefault(token, set()).add(named)
    for entry, token in _entries(report, excluded):
        own = scope(entry.mention, report)
        if own is None and len(scopes.get(token, ())) == 1:
            (own,) = scopes[token]
        if own is None and len(scopes.get(token, ())) > 1:
            continue  # it could belong to either
        year = _year(entry, token)
        if year is not None:
            groups.setdefault((f"{token}@{own or ''}", year), []).append(entry)
    found = []
    for (issuer, year), entries in sorted(groups.items()):
        for cluster in _cluster(entries):
            found.append(Register(issuer.partition("@")[0], year, tuple(cluster)))
    return tuple(found)


def _entries(report: Report, excluded: frozenset[str]) -> Iterator[tuple[Entry, str]]:
    seen: set[str] = set()
    for mention in report.mentions:
        token = issuer_token(mention)
        if (
            mention.citation_key in seen | excluded
            or mention.issued_on is None
            or mention.symbol is None
            or token is None
            or not (mention.number or "").isdigit()
        ):
            continue
        seen.add(mention.citation_key)
        yield (
            Entry(
                key=mention.citation_key,
                kind=_series(mention),
                symbol=mention.symbol,
                number=int(mention.number or ""),
                on=mention.issued_on,
                mention=mention,
            ),
            token,
        )


def _series(mention: Mention) -> str:
    """Return the kind, marked when law gives it a series of its own."""
    kind = register_kind(mention)
    if mention.grammar == "administrative":
        return kind
    return f"{mention.grammar}:{kind}"


def _year(entry: Entry, token: str) -> str | None:
    year = entry.on.year
    if entry.mention.grammar == "party":
        return None if year in _TERM_YEARS else str(year)
    if year == _RESTART.year and entry.mention.grammar == "administrative":
        return f"{year}-{1 if entry.on < _RESTART else 2}"
    return str(year)


def _cluster(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Return the entries by register: kinds whose series fit into one another join."""
    by_kind: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: (e.on, e.number)):
        by_kind.setdefault(entry.kind, []).append(entry)
    clusters: list[list[Entry]] = []
    for kind, own in sorted(by_kind.items(), key=lambda item: (-len(item[1]), item[0])):
        best: tuple[int, int] | None = None
        for position, other in enumerate(clusters):
            if ":" in kind or ":" in other[0].kind:
                continue  # normative and Party kinds have a series each, by law
            added = _misfits(own + other) - _misfits(own) - _misfits(other)
            if _may_join(own, other, added) and (best is None or added < best[0]):
                best = (added, position)
        if best is None:
            clusters.append(own)
        else:
            clusters[best[1]] = sorted(clusters[best[1]] + own, key=lambda e: (e.on, e.number))
    return clusters


def _may_join(own: Sequence[Entry], other: Sequence[Entry], added: int) -> bool:
    return added <= 0 or (added <= len(own) // 4 and _interlocked(own, other))


def _interlocked(own: Sequence[Entry], other: Sequence[Entry]) -> bool:
    """Tell whether at least three numbers of one kind fall into narrow gaps of the other."""
    numbers = sorted(e.number for e in other)
    if len(numbers) < 2:
        return False
    width = (numbers[-1] - numbers[0]) * _NARROW
    inside = 0
    for entry in own:
        right = bisect_left(numbers, entry.number)
        if 0 < right < len(numbers) and numbers[right] - numbers[right - 1] <= width:
            inside += 1
    return inside >= 3


def _misfits(entries: Sequence[Entry]) -> int:
    ordered = sorted(entries, key=lambda e: (e.on, e.number))
    return len(ordered) - max(_lengths([e.number for e in ordered]), default=0)


def _lengths(numbers: Sequence[int]) -> list[int]:
    """Return, for each position, the length of the longest rising run that ends there."""
    tails: list[int] = []
    lengths = []
    for number in numbers:
        place = bisect_left(tails, number + 1)  # equal numbers may follow each other
        tails[place : place + 1] = [number]
        lengths.append(place + 1)
    return lengths


def chain(
    entries: Sequence[Entry],
) -> tuple[tuple[Entry, ...], tuple[Entry, ...], tuple[tuple[Entry, ...], ...]]:
    """Return which entries fit, which do not, and the groups of which nobody can tell.

    An entry fits when every longest rising run over (date, number) holds it, and does not fit when
    none does. Those that some runs hold and others leave out are rivals for one place: each group
    of rivals is returned apart and belongs to neither of the former.
    """
    ordered = sorted(entries, key=lambda e: (e.on, e.number))
    numbers = [e.number for e in ordered]
    ends = _lengths(numbers)
    starts = _lengths([-n for n in reversed(numbers)])[::-1]
    best = max(ends, default=0)
    on_some = [a + b - 1 == best for a, b in zip(ends, starts, strict=True)]
    rivals = Counter(level for level, on in zip(ends, on_some, strict=True) if on)
    fit, misfit = [], []
    groups: dict[int, list[Entry]] = {}
    for entry, level, on in zip(ordered, ends, on_some, strict=True):
        if not on:
            misfit.append(entry)
        elif rivals[level] == 1:
            fit.append(entry)
        else:
            groups.setdefault(level, []).append(entry)
    return tuple(fit), tuple(misfit), tuple(tuple(group) for group in groups.values())
