"""REG: citations verified against the office's own registers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import cast

from normalize.catalogue import finding
from normalize.citing import write_citation, write_date, write_number
from normalize.schema import Evidence, Finding, Grammar, Mention
from store.cited import Cited, load_cited, reporters
from store.contradictions import Contradiction
from store.database import Store
from store.listed import Listed, Registers, load_registers
from store.owners import series_of
from store.titles import likeness, own_subject, unlike

_MOST_EVIDENCE = 6
# What is right to the day and says no subject needs no further look.
_COVERED = """
m.number IS NOT NULL AND list_contains(?, m.symbol) AND (
    m.subject IS NOT NULL OR m.issued_on IS NULL
    OR (m.number, m.symbol, m.issued_on) NOT IN (
        SELECT (number, symbol, issued_on) FROM register WHERE issued_on IS NOT NULL
    )
)
"""
Group = Sequence[Cited]


def compare(store: Store) -> Iterator[Contradiction]:
    """Yield what the registers say against the citations of current reports, one a report."""
    registers = load_registers(store, _home(store))
    symbols = _symbols(store, {series for _, series in registers.series})
    if not symbols:
        return
    groups: dict[tuple[object, ...], list[Cited]] = {}
    for cited in load_cited(store, _COVERED, [symbols]):
        place = (cited.owner, series_of(cited.mention))
        if place in registers.series:
            key = (cited.report_id, *place, cited.mention.citation_key, cited.mention.issued_on)
            groups.setdefault(key, []).append(cited)
    for group in groups.values():
        yield from _verify(group, registers)


def _home(store: Store) -> str | None:
    """Return the one province that the store's reports come from."""
    homes = {reporter.home for reporter in reporters(store)} - {None}
    return homes.pop() if len(homes) == 1 else None


def _symbols(store: Store, wanted: set[str]) -> list[str]:
    """Return the cited symbols that belong to the registers' series."""
    if not wanted:
        return []
    rows = store.rows("SELECT DISTINCT symbol, symbol_kind, grammar FROM mentions ORDER BY ALL")
    return [
        symbol
        for symbol, kind, grammar in rows
        if symbol and series_of(_bare(symbol, kind, grammar)) in wanted
    ]


def _bare(symbol: str, kind: str | None, grammar: str) -> Mention:
    return Mention(
        mention_id="",
        ordinal=0,
        raw_text="",
        citation_key="",
        symbol=symbol,
        symbol_kind=kind,
        grammar=cast(Grammar, grammar),
    )


def _verify(group: Group, registers: Registers) -> Iterator[Contradiction]:
    first = group[0]
    mention = first.mention
    place = (first.owner or "", series_of(mention))
    number, on = mention.number or "", mention.issued_on
    year = _year(mention)
    if year is None:
        return
    known = registers.series[place].years.get(year, {}).get(number, [])
    if not known:
        if registers.series[place].covers(number, year, on):
            near = registers.nearest(place, number, year, on, _subject(group))
            yield _told(group, _missing(group, near, year), on)
        return
    days = {listed.issued_on for listed in known}
    if on is not None and on not in days and None not in days:
        yield _told(group, _other_date(group, known, on), on, known)
    yield from _other_title(group, known, on)


def _year(mention: Mention) -> int | None:
    if mention.issued_on is not None:
        return mention.issued_on.year
    year = mention.year_part or mention.citation_key.rpartition("/")[2]
    return int(year) if year.isdigit() and len(year) == 4 else None


def _subject(group: Group) -> str | None:
    return next((own_subject(c.mention.subject) for c in group if c.mention.subject), None)


def _told(
    group: Group, found: Finding, on: date | None, known: Sequence[Listed] = ()
) -> Contradiction:
    about = (
        write_number(group[0].mention),
        str(on),
        *sorted({f"{listed.issued_on}" for listed in known}),
    )
    return Contradiction(group[0].doc_id, found, about)


def _evidence(group: Group, listed: Sequence[Listed]) -> list[Evidence]:
    return [
        *[cited.evidence() for cited in group][:_MOST_EVIDENCE],
        *(Evidence(label="sổ đăng ký", value=d.written(), where=d.place) for d in listed),
    ]


def _missing(group: Group, near: Sequence[Listed], year: int) -> Finding:
    mention = group[0].mention
    return finding(
        "REG801",
        mention,
        suggestion="; ".join(listed.written() for listed in near) or None,
        evidence=_evidence(group, near),
        citation=write_number(mention),
        series=mention.symbol,
        year=year,
    )


def _other_date(group: Group, known: Sequence[Listed], on: date) -> Finding:
    mention = group[0].mention
    days = sorted({listed.issued_on for listed in known if listed.issued_on})
    return finding(
        "REG802",
        mention,
        suggestion=write_citation(mention, date_text=write_date(days[0]))
        if len(days) == 1
        else None,
        evidence=_evidence(group, known),
        citation=write_number(mention),
        printed=write_date(on),
        registered=", ".join(write_date(day) for day in days),
    )


def _other_title(group: Group, known: Sequence[Listed], on: date | None) -> Iterator[Contradiction]:
    """Yield the first citation whose subject is clearly none that the register has."""
    for cited in group:
        subject = own_subject(cited.mention.subject or "")
        if subject and all(unlike(subject, listed.title) for listed in known):
            best = max(known, key=lambda d: (likeness(subject, d.title) or 0, -d.row))
            found = finding(
                "REG803",
                cited.mention,
                suggestion=best.title,
                evidence=_evidence([cited], known),
                citation=write_number(cited.mention),
                printed=subject,
                registered=best.title,
            )
            yield _told([cited], found, on)
            return
