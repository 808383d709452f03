"""From candidates to citations: slots cut out of the source, lists unfolded, relations named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extract.citations.heads import find_scope, is_attached
from extract.citations.matching import matching_text
from extract.citations.model import RawReference, Slot
from extract.citations.relations import relate
from extract.citations.scan import Candidate, scan
from extract.citations.tails import date_before, read_issuer, read_subject
from extract.text import Folded

_GRAMMARS = {"assembly": "assembly", "party": "party", "blank-party": "party"}
_LETTERHEAD = ("số:", "số :", "số")


def citations_in(text: str) -> tuple[RawReference, ...]:
    """Return the citations of one text in order; offsets are its own code points."""
    if "/" not in text and "-" not in text and text.isascii():
        return ()
    folded = matching_text(text)
    found: list[RawReference] = []
    floor = 0
    candidates = list(scan(folded.text))
    for index, candidate in enumerate(candidates):
        limit = (
            candidates[index + 1].head.start if index + 1 < len(candidates) else len(folded.text)
        )
        if not _is_letterhead(folded.text, candidate):
            found += _citations(folded, text, candidate, floor, limit)
        floor = candidate.tail.end
    return relate(folded, _share_days(found))


def _is_letterhead(text: str, candidate: Candidate) -> bool:
    """Tell the report's own "Số: 12/BC-STC" at a line's start from a citation."""
    head = candidate.head
    if head.kind is not None or not head.so or candidate.tail.date is not None or head.items:
        return False
    if text[text.rfind("\n", 0, head.start) + 1 : head.start].strip(" \t*_"):
        return False
    number = candidate.number[0] if candidate.number else candidate.symbol[0]
    return ":" in text[head.start : number]


def _citations(
    folded: Folded, text: str, candidate: Candidate, floor: int, limit: int
) -> Iterable[RawReference]:
    main = _main(folded, text, candidate, floor, limit)
    for index, (begin, end, year) in enumerate(candidate.head.items):
        start = candidate.head.start if index == 0 else begin
        yield _listed(folded, text, main, candidate, start, (begin, end), year)
    yield main


def _slot(folded: Folded, text: str, span: tuple[int, int] | None) -> Slot | None:
    if span is None:
        return None
    start, end = folded.source(*span)
    return Slot(text[start:end], start, end)


def _main(folded: Folded, text: str, candidate: Candidate, floor: int, limit: int) -> RawReference:
    head, tail, matched = candidate.head, candidate.tail, folded.text
    traits = list(dict.fromkeys(candidate.traits))
    date = tail.date
    first = candidate.number[0] if candidate.number else candidate.symbol[0]
    begin = first if head.items else head.start
    if date is None:
        date = date_before(matched, head.start, floor)
        if date:
            traits.append("date-before")
    end = max(tail.end, candidate.symbol[1])
    issuer = tail.issuer or read_issuer(matched, end)
    after = max(end, issuer[1]) if issuer else end
    start_source, end_source = folded.source(begin, end)
    if head.items:
        traits.append("shared-kind")
    if tail.same_day:
        traits.append("same-day")
    if _is_spaced(text, candidate, folded):
        traits.append("spaced")
    if "\n" in matched[begin:end]:
        traits.append("torn")
    symbol = _slot(folded, text, candidate.symbol)
    assert symbol is not None
    return RawReference(
        start=start_source,
        end=end_source,
        text=text[start_source:end_source],
        grammar=_grammar(candidate),
        number=_slot(folded, text, candidate.number),
        year=_slot(folded, text, candidate.year),
        symbol=symbol,
        kind_word=_slot(folded, text, candidate.kind_span),
        kind=candidate.kind,
        date=_slot(folded, text, date),
        issuer=_slot(folded, text, issuer),
        subject=_slot(folded, text, read_subject(matched, after, limit)),
        scope=_slot(folded, text, find_scope(matched, head.start, floor)),
        traits=tuple(traits),
        attached=is_attached(matched, head.start),
    )


def _is_spaced(text: str, candidate: Candidate, folded: Folded) -> bool:
    if candidate.number is None:
        return False
    core = folded.text[candidate.number[0] : candidate.symbol[1]]
    return " " in core or "\t" in core


def _grammar(candidate: Candidate) -> str:
    fixed = _GRAMMARS.get(candidate.way)
    return fixed or ("normative" if candidate.year else "administrative")


def _listed(
    folded: Folded,
    text: str,
    main: RawReference,
    candidate: Candidate,
    start: int,
    number: tuple[int, int],
    year: tuple[int, int] | None,
) -> RawReference:
    """Return an item of "số 12, 15 và 18/QĐ-UBND": its own number, the rest shared."""
    begin, end = folded.source(start, year[1] if year else number[1])
    traits = [t for t in main.traits if t not in ("shared-kind", "torn", "spaced", "no-so")]
    traits.append("shared-symbol")
    if main.date:
        traits.append("shared-date")
    if start != candidate.head.start:
        traits.append("shared-kind")
    own_year = _slot(folded, text, year)
    grammar = main.grammar
    if own_year and grammar == "administrative":
        grammar = "normative"
    return replace(
        main,
        start=begin,
        end=end,
        text=text[begin:end],
        grammar=grammar,
        number=_slot(folded, text, number),
        year=own_year or main.year,
        traits=tuple(traits),
    )


def _share_days(found: list[RawReference]) -> list[RawReference]:
    """Give "số 12/QĐ-UBND và 13/QĐ-UBND cùng ngày 05/3/2024" its one date."""
    for index in range(len(found) - 1, 0, -1):
        later, earlier = found[index], found[index - 1]
        if earlier.date is not None or later.date is None:
            continue
        joined = "shared-kind" in later.traits or later.start - earlier.end < 40
        if joined and ("same-day" in later.traits or "shared-date" in later.traits):
            found[index - 1] = replace(
                earlier, date=later.date, traits=(*earlier.traits, "shared-date")
            )
    return found
