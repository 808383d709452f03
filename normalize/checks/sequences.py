"""Checks on numbers and dates together: conflicting dates and numbers, order, reuse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from normalize.catalogue import finding
from normalize.citing import (
    issuer_token,
    register_kind,
    write_citation,
    write_date,
    write_number,
)
from normalize.conflicts import date_conflicts, number_conflicts
from normalize.places import Places, printed
from normalize.registers import Register, learn_registers, scope
from normalize.runs import Entry, Run, chain
from normalize.schema import Evidence, Finding, Mention, Report

_NEIGHBORS = 3  # numbers that must fit before one that does not is believed to be wrong
_SHARE = 6  # at most every sixth number may not fit, else it is no one series
_DAYS_OFF = 2  # papers dated a day back or ahead are everyday life
_DAYS_OF_NUMBERS = 1.5  # and so is a number reserved a day early
_MOST_EVIDENCE = 12


def check(report: Report) -> Iterator[Finding]:
    """Yield the findings on numbers and dates, by rule, then in the order of the citations."""
    places = Places(report)
    conflicts = date_conflicts(report)
    for mentions in conflicts:
        yield _date_conflict(mentions, places)
    for mentions in number_conflicts(report):
        yield _number_conflict(mentions, places)
    disputed = frozenset(m.citation_key for group in conflicts for m in group)
    registers = learn_registers(report, disputed)
    for register in registers:
        yield from _out_of_sequence(register, places)
    yield from _number_reuse(registers, report, places)


def _evidence(mentions: Iterable[Mention], places: Places) -> tuple[Evidence, ...]:
    return tuple(places.evidence(m) for m in mentions)[:_MOST_EVIDENCE]


def _date_conflict(mentions: Sequence[Mention], places: Places) -> Finding:
    counts = Counter(m.issued_on for m in mentions if m.issued_on)
    ranked = counts.most_common(2)
    suggestion = None
    if ranked[0][1] > ranked[1][1]:
        suggestion = write_citation(mentions[0], date_text=write_date(ranked[0][0]))
    rarest = min(mentions, key=lambda m: (counts[m.issued_on or date.min], m.ordinal))
    return finding(
        "SEQ201",
        rarest,
        suggestion=suggestion,
        evidence=_evidence(mentions, places),
        citation=write_number(rarest),
        dates=", ".join(write_date(d) for d in sorted(d for d in counts if d)),
    )


def _number_conflict(mentions: Sequence[Mention], places: Places) -> Finding:
    counts = Counter(m.citation_key for m in mentions)
    rarer, other = mentions[0], mentions[-1]
    clear = counts[rarer.citation_key] < counts[other.citation_key]
    return finding(
        "SEQ202",
        rarer,
        suggestion=write_citation(other) if clear else None,
        evidence=_evidence(mentions, places),
        citation=write_number(rarer),
        other=write_number(other),
    )


def _out_of_sequence(register: Register, places: Places) -> Iterator[Finding]:
    fit, misfit, rivals = chain(register.entries)
    if len(fit) < _NEIGHBORS or len(misfit) + len(rivals) > max(1, len(register.entries) // _SHARE):
        return
    run = Run(fit)
    for entry in misfit:
        if _far_off(entry, run):
            yield _misplaced(entry, run, places)
    for group in rivals:
        if len(fit) > _NEIGHBORS and _far_apart(group, run):
            yield _undecided(group, places)


def _far_off(entry: Entry, run: Run) -> bool:
    """Tell whether both the date and the number would have to move far for the entry to fit."""
    lower, higher = run.below(entry.number), run.above(entry.number)
    days = max(
        (lower.on - entry.on).days if lower else 0, (entry.on - higher.on).days if higher else 0
    )
    before, after = run.before(entry.on), run.after(entry.on)
    numbers = max(
        before.number - entry.number if before else 0, entry.number - after.number if after else 0
    )
    return days >= _DAYS_OFF and numbers >= _DAYS_OF_NUMBERS * run.rate


def _far_apart(group: Sequence[Entry], run: Run) -> bool:
    """Tell whether two of the rivals are far apart; numbers of rivals fall with their days."""
    first, last = group[0], group[-1]
    numbers = first.number - last.number
    return (last.on - first.on).days >= _DAYS_OFF and numbers >= _DAYS_OF_NUMBERS * run.rate


def _show(entry: Entry) -> str:
    return f"{write_number(entry.mention)} ({write_date(entry.on)})"


def _misplaced(entry: Entry, run: Run, places: Places) -> Finding:
    beside = [e for e in (run.before(entry.on), run.after(entry.on)) if e is not None]
    lower, higher = run.below(entry.number), run.above(entry.number)
    suggestion = None
    if lower and higher:
        suggestion = (
            f"Số {entry.number} ứng với ngày từ {write_date(lower.on)} đến "
            f"{write_date(higher.on)}; đối chiếu số và ngày với bản gốc"
        )
    return finding(
        "SEQ203",
        entry.mention,
        suggestion=suggestion,
        evidence=(
            places.evidence(entry.mention, _show(entry)),
            *(places.evidence(e.mention, _show(e), "số liền kề") for e in beside),
        ),
        citation=printed(entry.mention),
        neighbors=", ".join(_show(e) for e in beside),
        issuer=issuer_token(entry.mention),
        year=entry.on.year,
    )


def _undecided(group: Sequence[Entry], places: Places) -> Finding:
    first = group[0]
    return finding(
        "SEQ203",
        first.mention,
        suggestion="Chưa xác định được số nào sai; đối chiếu từng văn bản với sổ đăng ký",
        evidence=tuple(places.evidence(e.mention, _show(e)) for e in group),
        citation="; ".join(printed(e.mention) for e in group),
        neighbors=", ".join(_show(e) for e in group),
        issuer=issuer_token(first.mention),
        year=first.on.year,
    )


class _Registers:
    """The registers by the documents in them; whether two kinds share one is found out once."""

    def __init__(self, registers: Sequence[Register]) -> None:
        self._registers = registers
        self._of = {e.key: place for place, r in enumerate(registers) for e in r.entries}
        self._shared: dict[tuple[int, str, str], bool] = {}

    def of(self, key: str) -> int | None:
        """Return the place of the register that holds the document, None when none does."""
        return self._of.get(key)

    def apart(self, one: int | None, other: int | None) -> bool:
        """Tell whether the issuer counted anew between two documents' registers."""
        if one is None or other is None:
            return False
        return self._registers[one].year != self._registers[other].year

    def shared(self, place: int, kind: str, other: str) -> bool:
        """Tell whether the register at the place numbers both kinds in one series."""
        known = self._shared.get((place, kind, other))
        if known is None:
            known = self._registers[place].shared_by(kind, other)
            self._shared[place, kind, other] = known
        return known


@dataclass(frozen=True, slots=True)
class _Numbered:
    """All that tells whether a document shares its number with another of its register."""

    kind: str
    days: frozenset[date | None]
    register: int | None


def _number_reuse(
    registers: Sequence[Register], report: Report, places: Places
) -> Iterator[Finding]:
    """Yield the documents that bear the number of an earlier one of their register, each once.

    Two documents of one symbol are SEQ201's; kinds that may well have series of their own are none.
    """
    known = _Registers(registers)
    found: dict[tuple[str, ...], list[tuple[Mention, Mention]]] = {}
    for by_symbol in _same_numbers(report):
        earlier: dict[_Numbered, Mention] = {}  # of those alike, the first
        for mentions in by_symbol:
            first = mentions[0]
            days = frozenset(m.issued_on for m in mentions)
            own = _Numbered(register_kind(first), days, known.of(first.citation_key))
            for numbered, other in earlier.items():
                if _two_of_one_register(numbered, own, known):
                    pair = (issuer_token(first) or "", *sorted((numbered.kind, own.kind)))
                    found.setdefault(pair, []).append((other, first))
                    break
            earlier.setdefault(own, first)
    for (_, kind, other_kind), reuses in found.items():
        # Two kinds that meet in several numbers have a series each, however alike these grow.
        if kind == other_kind or len(reuses) == 1:
            yield from (_reused(one, other, places) for one, other in reuses)


def _same_numbers(report: Report) -> Iterator[Iterable[list[Mention]]]:
    """Yield the mentions of each number that an issuer gave in a year, by symbol."""
    documents: dict[tuple[str, str, int], dict[str, list[Mention]]] = {}
    for mention in report.mentions:
        token = issuer_token(mention)
        if mention.grammar != "administrative" or not mention.issued_on or not token:
            continue
        if mention.is_own or not (mention.number or "").isdigit():
            continue
        owner = f"{token}@{scope(mention, report) or ''}"
        place = (owner, mention.number or "", mention.issued_on.year)
        documents.setdefault(place, {}).setdefault(mention.symbol or "", []).append(mention)
    for by_symbol in documents.values():
        yield by_symbol.values()


def _two_of_one_register(one: _Numbered, other: _Numbered, registers: _Registers) -> bool:
    if one.days & other.days:
        return False  # one document, its symbol written in two ways
    if registers.apart(one.register, other.register):
        return False
    if one.kind == other.kind == "CV":
        return True  # `/STC` and `/STC-VP`: công văn of one office
    held = {place for place in (one.register, other.register) if place is not None}
    return any(registers.shared(place, one.kind, other.kind) for place in held)


def _reused(one: Mention, other: Mention, places: Places) -> Finding:
    return finding(
        "SEQ204",
        other,
        suggestion="Đối chiếu cả hai văn bản với sổ đăng ký của cơ quan ban hành",
        evidence=_evidence((one, other), places),
        citation=printed(one),
        other=printed(other),
        number=one.number,
    )
