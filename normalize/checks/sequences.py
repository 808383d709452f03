"""Checks on numbers and dates together: conflicting dates and numbers, order, reuse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

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
from normalize.registers import Entry, Register, chain, learn_registers, rate, scope
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
    for entry in misfit:
        if _far_off(entry, fit):
            yield _misplaced(entry, fit, places)
    for group in rivals:
        others = [e for e in fit if e not in group]
        if len(others) > _NEIGHBORS and _far_apart(group, others):
            yield _undecided(group, others, places)


def _neighbors(entry: Entry, fit: Sequence[Entry]) -> tuple[Entry | None, Entry | None]:
    """Return the last that fits before the entry's day and the first after it."""
    before = [e for e in fit if e.on < entry.on]
    after = [e for e in fit if e.on > entry.on]
    return (
        max(before, key=lambda e: (e.on, e.number), default=None),
        min(after, key=lambda e: (e.on, e.number), default=None),
    )


def _far_off(entry: Entry, fit: Sequence[Entry]) -> bool:
    """Tell whether both the date and the number would have to move far for the entry to fit."""
    lower = [e.on for e in fit if e.number < entry.number]
    higher = [e.on for e in fit if e.number > entry.number]
    days = max(
        (max(lower) - entry.on).days if lower else 0, (entry.on - min(higher)).days if higher else 0
    )
    before, after = _neighbors(entry, fit)
    numbers = max(
        before.number - entry.number if before else 0, entry.number - after.number if after else 0
    )
    return days >= _DAYS_OFF and numbers >= _DAYS_OF_NUMBERS * rate(fit)


def _far_apart(group: Sequence[Entry], others: Sequence[Entry]) -> bool:
    return any(
        abs((one.on - other.on).days) >= _DAYS_OFF
        and abs(one.number - other.number) >= _DAYS_OF_NUMBERS * rate(others)
        for one, other in combinations(group, 2)
        if (one.on < other.on) != (one.number < other.number)
    )


def _show(entry: Entry) -> str:
    return f"{write_number(entry.mention)} ({write_date(entry.on)})"


def _misplaced(entry: Entry, fit: Sequence[Entry], places: Places) -> Finding:
    before, after = _neighbors(entry, fit)
    beside = [e for e in (before, after) if e is not None]
    lower = max((e for e in fit if e.number < entry.number), key=lambda e: e.number, default=None)
    higher = min((e for e in fit if e.number > entry.number), key=lambda e: e.number, default=None)
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


def _undecided(group: Sequence[Entry], others: Sequence[Entry], places: Places) -> Finding:
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


def _number_reuse(
    registers: Sequence[Register], report: Report, places: Places
) -> Iterator[Finding]:
    """Yield the numbers that two documents of one register share.

    Two documents of one symbol are SEQ201's; kinds that may well have series of their own are none.
    """
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
        for one, other in combinations(by_symbol.values(), 2):
            if _two_of_one_register(one, other, registers):
                yield _reused(one[0], other[0], places)


def _two_of_one_register(
    some: Sequence[Mention], others: Sequence[Mention], registers: Sequence[Register]
) -> bool:
    if {m.issued_on for m in some} & {m.issued_on for m in others}:
        return False  # one document, its symbol written in two ways
    one, other = register_kind(some[0]), register_kind(others[0])
    if one == other == "CV":
        return True  # `/STC` and `/STC-VP`: công văn of one office
    keys = {some[0].citation_key, others[0].citation_key}
    return any(
        keys & {e.key for e in register.entries} and register.shared_by(one, other)
        for register in registers
    )


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
