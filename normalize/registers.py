"""The number series (sổ đăng ký) of issuers, learned from the citations of one report.

NĐ 30/2020/NĐ-CP Điều 15 lets each agency decide whether its kinds share one series or have their
own, so which kinds share is read off the data: kinds whose numbers rise together with their dates
are one register. Numbers restart on 1 January; those of the Party run through a term.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heapify, heappop, heappush
from itertools import combinations, count, starmap

from extract.folding import fold
from normalize.citing import issuer_token, knowledge, register_kind
from normalize.places import reporting_place
from normalize.provinces import find_place, province
from normalize.restarts import Restart, find_restart
from normalize.runs import Entry, Run, chain, misfits, ordered
from normalize.schema import Mention, Report

# The new apparatus of the merged provinces counts anew from this day (NQ 202/2025/QH15), and
# departments and ministries that were merged may from that one (NQ 176/2025/QH15).
_RESTART = date(2025, 7, 1)
_OFFICES_RESTART = date(2025, 3, 1)
_TERM_YEARS = frozenset({2020, 2021, 2025, 2026})  # Party congresses: two terms in one year
_FITS = 4  # numbers of a kind that must fit before it is believed to share a series
_PLAY = 0.06  # by how much one series could still grow faster than the other
_FAR = 0.15  # share of its number that a misfit must be off to be a slip, not another series
_FAR_DAYS = 10  # and the days' numbers
# What an office below the province writes itself, when it does not say whose paper it is.
_OWN_KINDS = frozenset({"BC", "TTr"})
_ACTS = re.compile(
    r"\b(?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan) (?P<body>\w+(?: \w+){0,3}?)"
    r" (?:da |cung |tiep tuc |se )*(?:ban hanh|phe duyet|phat hanh|co)\b[^.;]*$"
)
_LEVELS = (
    ("tỉnh", ("tinh", "thanh pho", "tp")),
    ("huyện", ("huyen", "thi xa", "quan")),
    ("xã", ("xa", "phuong", "thi tran", "dac khu")),
)
# And where the report is of a city that is no province.
_LEVELS_OF_CITIES = (
    ("tỉnh", ("tinh",)),
    ("huyện", ("huyen", "thi xa", "quan", "thanh pho", "tp")),
    _LEVELS[2],
)


@dataclass(frozen=True, slots=True)
class Register:
    """Documents of one issuer and year that are numbered in one series, by date and number."""

    issuer: str
    year: str  # "2023", "2025-1" to "2025-3" around restarts, "2024-old" and "2024-new" likewise
    entries: tuple[Entry, ...]

    def shared_by(self, kind: str, other: str) -> bool:
        """Tell whether the series of two kinds demonstrably interlock."""
        if kind == other:
            return True
        own = [e for e in self.entries if e.kind == kind]
        return _interlocked(own, [e for e in self.entries if e.kind == other])


def scope(mention: Mention, report: Report) -> str | None:
    """Return whose issuer it is, as far as the citation says: a province's, or a body's level.

    `UBND` and its like exist at three levels and in every place under one abbreviation. A report
    from below the province that names no level may mean its own: then that is its scope, marked
    with "?".
    """
    place = _foreign_place(mention, report)
    if place is not None:
        return f"tỉnh {place}"
    if issuer_token(mention) not in knowledge().local_bodies:
        return None
    words = f" {fold(mention.issuer_text or '')} "
    if not mention.issuer_text:
        words = f" {_acting_before(mention)} "
    levels = _LEVELS if not _is_city_below(report) else _LEVELS_OF_CITIES
    for level, names in levels:
        if any(f" {name} " in words for name in names):
            return level
    own = f" {fold(report.document.agency_name or '')} "
    for level, names in levels[1:]:
        if any(f" {name} " in own for name in names):
            return f"?{level}"
    return None


def _is_city_below(report: Report) -> bool:
    """Tell whether the report is of a city that belongs to a province, as a district does."""
    own = fold(report.document.agency_name or "")
    parent = fold(report.document.parent_name or "")
    return "thanh pho" in own and bool(re.search(r"\btinh\b", parent))


def _acting_before(mention: Mention) -> str:
    """Return the body that the words before the citation let act: "UBND huyện ban hành …"."""
    before, _, _ = mention.context.partition(mention.raw_text)
    found = list(_ACTS.finditer(fold(before)))
    return found[-1]["body"] if found else ""


def _foreign_place(mention: Mention, report: Report) -> str | None:
    """Return the issuer's province when it is another than the report's."""
    own = reporting_place(report)
    place = None
    if mention.issuer_id and "/" in mention.issuer_id:
        prefix = mention.issuer_id.partition("/")[0]
        place = prefix if province(prefix) else None
    elif mention.issuer_text and (found := find_place(mention.issuer_text)):
        place = found[0]
    return place if place and own and place != own else None


def learn_registers(report: Report, excluded: frozenset[str] = frozenset()) -> tuple[Register, ...]:
    """Return the registers that the report's dated citations let tell, `excluded` keys left out."""
    found: list[Register] = []
    for (issuer, year), entries in _grouped(report, _entries(report, excluded)):
        token = issuer.partition("@")[0]
        restart = find_restart(entries)
        if restart is None:
            made = [Register(token, year, cluster) for cluster in _cluster(entries)]
        else:
            old = [e for e in entries if e.on <= restart.last]
            new = [e for e in entries if e.on >= restart.first]
            made = [Register(token, f"{year}-old", cluster) for cluster in _cluster(old)]
            made += [Register(token, f"{year}-new", cluster) for cluster in _cluster(new)]
        found += made
    return tuple(_gone_on(found))


def learn_restarts(report: Report) -> dict[tuple[str, int], tuple[Restart, ...]]:
    """Return the restarts within a year that the citations show, by issuer's token and year."""
    found: dict[tuple[str, int], tuple[Restart, ...]] = {}
    dated = _entries(report, frozenset(), dates=True)
    for (issuer, year), entries in _grouped(report, dated, whole_years=True):
        if restart := find_restart(entries):
            key = issuer.partition("@")[0], int(year)
            found[key] = (*found.get(key, ()), restart)
    return found


def _gone_on(registers: Sequence[Register]) -> list[Register]:
    """Return the registers, the parts of a year joined where the numbers simply go on.

    Nothing may speak against it: the parts share a kind and together leave no more misfits.
    """
    kept: list[Register] = []
    for later in registers:  # by issuer, then year
        kinds_of_later = {e.kind for e in later.entries}
        year, _, part = later.year.partition("-")
        before = [
            each
            for each in kept
            if part in ("2", "3")
            and each.issuer == later.issuer
            and each.year in (f"{year}-{int(part) - 1}", f"{year}-1")
            and kinds_of_later & {e.kind for e in each.entries}
        ]
        if len(before) == 1:
            both = ordered((*before[0].entries, *later.entries))
            apart = misfits(before[0].entries) + misfits(later.entries)
            if misfits(both) <= apart:
                kept.remove(before[0])
                kept.append(Register(later.issuer, later.year, both))
                continue
        kept.append(later)
    return kept


def _grouped(
    report: Report, entries: Iterable[tuple[Entry, str]], *, whole_years: bool = False
) -> list[tuple[tuple[str, str], list[Entry]]]:
    """Return the entries by issuer (`token@scope`) and year; those that may be of several, not."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    scopes: dict[str, set[str]] = {}
    for mention in report.mentions:
        token = issuer_token(mention)
        named = scope(mention, report)
        if token and named and not named.startswith("?"):
            scopes.setdefault(token, set()).add(named)
    for entry, token in entries:
        own = scope(entry.mention, report)
        if own is None and len(scopes.get(token, ())) == 1:
            (own,) = scopes[token]
        if own is None and len(scopes.get(token, ())) > 1:
            continue  # it could belong to either
        if own and own.startswith("?"):
            if entry.kind not in _OWN_KINDS:
                continue  # the office's own, or that of an office above it
            own = own[1:]
        year = str(entry.on.year) if whole_years else _year(entry, token)
        if year is not None:
            groups.setdefault((f"{token}@{own or ''}", year), []).append(entry)
    return sorted(groups.items())


def _entries(
    report: Report, excluded: frozenset[str], *, dates: bool = False
) -> Iterator[tuple[Entry, str]]:
    """Yield each document once with its issuer's token; with `dates`, once for each of its days."""
    seen: set[tuple[str, date | None]] = set()
    for mention in report.mentions:
        token = issuer_token(mention)
        if (
            (mention.citation_key, mention.issued_on if dates else None) in seen
            or mention.citation_key in excluded
            or mention.issued_on is None
            or mention.symbol is None
            or token is None
            or not (mention.number or "").isdigit()
        ):
            continue
        seen.add((mention.citation_key, mention.issued_on if dates else None))
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
        if entry.on >= _RESTART:
            return f"{year}-3"
        is_office = token not in knowledge().local_bodies
        return f"{year}-{1 if is_office and entry.on < _OFFICES_RESTART else 2}"
    return str(year)


def _cluster(entries: Iterable[Entry]) -> list[tuple[Entry, ...]]:
    """Return the entries by register: kinds whose series fit into one another join, best first."""
    by_kind: dict[str, list[Entry]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry)
    series = {place: _series_of(by_kind[kind]) for place, kind in enumerate(sorted(by_kind))}
    joints = list(filter(None, starmap(_joint, combinations(series.items(), 2))))
    heapify(joints)
    made = count(len(series))
    while joints:
        _, _, one, other = heappop(joints)
        if one in series and other in series:
            joined = next(made), _series_of((*series.pop(one).entries, *series.pop(other).entries))
            for joint in filter(None, (_joint(each, joined) for each in series.items())):
                heappush(joints, joint)
            series.update([joined])
    return [each.entries for each in series.values()]


@dataclass(frozen=True, slots=True)
class _Series:
    """Entries by date and number, and how many of them no longest rising run holds."""

    entries: tuple[Entry, ...]
    misfits: int


def _series_of(entries: Iterable[Entry]) -> _Series:
    by_day = ordered(entries)
    return _Series(by_day, misfits(by_day))


def _joint(one: tuple[int, _Series], other: tuple[int, _Series]) -> tuple[int, ...] | None:
    """Return how well two numbered series fit, the least best; None when they may not join.

    The larger are the better on equal terms, then the earlier.
    """
    (place, some), (other_place, others) = one, other
    if ":" in some.entries[0].kind or ":" in others.entries[0].kind:
        return None  # normative and Party kinds have a series each, by law
    smaller, larger = sorted((some.entries, others.entries), key=len)
    both = ordered((*smaller, *larger))
    added = misfits(both) - some.misfits - others.misfits
    if not _may_join(smaller, larger, added):
        return None
    return added, -len(both), place, other_place


def _may_join(own: Sequence[Entry], other: Sequence[Entry], added: int) -> bool:
    """Tell whether two series are one: nothing contradicts it, or much speaks for it.

    What does not fit then must be far off: two separate series that happen to grow alike miss each
    other by little.
    """
    if added <= 0:
        return True
    if added > len(own) // 4 or not _interlocked(own, other):
        return False
    fit, misfit, rivals = chain([*own, *other])
    mine = {e.key for e in own}
    if any(0 < sum(e.key in mine for e in group) < len(group) for group in rivals):
        return False
    odd_before = {e.key for e in (*chain(own)[1], *chain(other)[1])}
    run = Run(fit)
    return all(_is_far(entry, run) for entry in misfit if entry.key not in odd_before)


def _interlocked(own: Sequence[Entry], other: Sequence[Entry]) -> bool:
    """Tell whether the numbers of two series are the same function of the day.

    Each number that fits bounds how much faster one series could grow than the other: it lies
    between the other's numbers before and after its day. Together they must leave almost no play.
    """
    mine = frozenset(e.key for e in own)
    slowest, fastest, fits = 0.0, math.inf, 0
    before: Entry | None = None
    between: list[int] = []  # own numbers since
    for entry in chain([*own, *other])[0]:
        if entry.key not in mine:
            for number in between:
                slowest = max(slowest, before.number / number if before else 0)
                fastest = min(fastest, entry.number / number)
            fits += len(between)
            before, between = entry, []
        elif before is not None and entry.number:
            between.append(entry.number)
    return fits >= _FITS and slowest > 0 and math.log(fastest / slowest) < _PLAY


def _is_far(entry: Entry, run: Run) -> bool:
    before, after = run.before(entry.on), run.after(entry.on)
    gap = max(
        before.number - entry.number if before else -entry.number,
        entry.number - after.number if after else 0,
    )
    return gap > _FAR * entry.number and gap > _FAR_DAYS * run.rate
