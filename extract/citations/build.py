"""From candidates to citations: slots cut out of the source, lists unfolded, relations named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from extract.citations.days import deal_days
from extract.citations.heads import find_scope
from extract.citations.matching import Ready, anchors, matching_text, may_hold
from extract.citations.model import RawReference, Slot, new
from extract.citations.relations import relate
from extract.citations.scan import Candidate, scan
from extract.citations.tails import date_before, read_issuer, read_subject
from extract.text import Folded

_GRAMMARS = {
    "assembly": "assembly",
    "party": "party",
    "blank-party": "party",
    "party-space": "party",
}

_ATTACHED = re.compile(r"(?:kèm\s+theo|đính\s+kèm)\s+(?:của\s+)?$", re.IGNORECASE)
_NEAR = 40  # characters between two citations of one day
_AND = re.compile(
    r"(?:(?!\.\s)[\s\S])*?(?:[,;(–-]|\b(?:và|hoặc|cùng|với|kèm theo))\s*(?:các\s+|số\s*)?",
    re.IGNORECASE,
)


class Source:
    """A text, the same made ready for matching, and where its beginning stands in its block."""

    __slots__ = ("block", "cell", "folded", "matched", "shift", "text")

    def __init__(
        self,
        text: str,
        block: int,
        cell: tuple[int, int] | None,
        shift: int,
        ready: Ready | None,
    ) -> None:
        self.text = text
        self.folded: Folded | None = None  # None when every character keeps its place
        if ready is not None:
            self.matched = ready.matched
        else:
            folded = matching_text(text)
            self.matched = folded.text
            self.folded = None if folded.starts is None else folded
        self.block, self.cell, self.shift = block, cell, shift

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the text itself behind a range of the matched one."""
        return (start, end) if self.folded is None else self.folded.source(start, end)

    def slots(self, spans: Iterable[tuple[int, int] | None]) -> list[Slot | None]:
        """Return the parts of the text behind ranges of the matched one."""
        folded, text, shift = self.folded, self.text, self.shift
        if folded is not None:
            spans = [span and folded.source(*span) for span in spans]
        return [
            span and new(Slot, (text[span[0] : span[1]], span[0] + shift, span[1] + shift))
            for span in spans
        ]

    def slot(self, span: tuple[int, int]) -> Slot:
        """Return the part of the text behind a range of the matched one."""
        start, end = self.span(*span)
        return Slot(self.text[start:end], start + self.shift, end + self.shift)


def citations_in(
    text: str,
    block: int = 0,
    cell: tuple[int, int] | None = None,
    shift: int = 0,
    ready: Ready | None = None,
) -> tuple[RawReference, ...]:
    """Return the citations of one text in order; offsets are its own code points plus `shift`.

    `ready` is what a look over the whole document already found about the text.
    """
    if ready is None and not may_hold(text):
        return ()
    source = Source(text, block, cell, shift, ready)
    matched = source.matched
    found: list[RawReference] = []
    floor = 0
    candidates = list(scan(matched, anchors(matched) if ready is None else ready.anchors))
    if not candidates:
        return ()
    limits = [candidate.head.start for candidate in candidates[1:]]
    limits.append(len(matched))
    for candidate, limit in zip(candidates, limits, strict=True):
        tail = candidate.tail
        if not _is_letterhead(matched, candidate, cell):
            main = _main(source, candidate, floor, limit)
            made = [*_listed(source, main, candidate), main] if candidate.head.items else [main]
            if tail.days:
                made = deal_days(found, made, [source.slot(d) for d in tail.days])
            found += made
        floor = tail.end
    if len(found) < 2:
        return tuple(found)
    return relate(text, shift, _share_days(text, shift, found))


def _is_letterhead(text: str, candidate: Candidate, cell: tuple[int, int] | None) -> bool:
    """Tell the report's own "Số: 12/BC-STC" at a line's start from a citation."""
    head = candidate.head
    if head.kind is not None or not head.so or candidate.tail.date is not None or head.items:
        return False
    if text[text.rfind("\n", 0, head.start) + 1 : head.start].strip(" \t*_"):
        return False
    number = candidate.number[0] if candidate.number else candidate.symbol[0]
    if ":" in text[head.start : number]:
        return True
    end = candidate.symbol[1]  # the Party's letterhead has no colon: "Số 145-BC/HU", a line alone
    return candidate.way == "party" and cell is None and text[end : end + 1] in ("", "\n")


def _listed(source: Source, main: RawReference, candidate: Candidate) -> Iterator[RawReference]:
    for index, (begin, end, year) in enumerate(candidate.head.items):
        start = candidate.head.start if index == 0 else begin
        yield _item(source, main, candidate, start, (begin, end), year)


def _main(source: Source, candidate: Candidate, floor: int, limit: int) -> RawReference:
    way, number, year, symbol, _, head, tail, kind, word, traits, _ = candidate
    matched, shift = source.matched, source.shift
    begin, date, issuer = head.start, tail.date, tail.issuer
    scope = find_scope(matched, begin, floor)
    attached = _is_attached(matched, begin)
    if date is None:
        date = date_before(matched, begin, floor)
        if date:
            traits.append("date-before")
    if head.items:
        begin = number[0] if number else symbol[0]
    end = max(tail.end, symbol[1])
    issuer = issuer or read_issuer(matched, end)
    subject = read_subject(matched, max(end, issuer[1]) if issuer else end, limit)
    start, stop = source.span(begin, end)
    _add_traits(traits, candidate, matched[begin:end], matched)
    parts = source.slots((number, year, symbol, word, date, issuer, subject, scope))
    number_at, year_at, symbol_at, word_at, date_at, issuer_at, subject_at, scope_at = parts
    return new(
        RawReference,
        (
            start + shift,
            stop + shift,
            source.text[start:stop],
            _GRAMMARS.get(way) or ("normative" if year else "administrative"),
            number_at,
            year_at,
            symbol_at,
            word_at,
            kind,
            date_at,
            issuer_at,
            subject_at,
            scope_at,
            tuple(dict.fromkeys(traits)) if traits else (),
            None,
            None,
            attached,
            source.block,
            source.cell,
        ),
    )


def _add_traits(traits: list[str], candidate: Candidate, printed: str, matched: str) -> None:
    number = candidate.number
    if candidate.head.items:
        traits.append("shared-kind")
    if candidate.tail.same_day:
        traits.append("same-day")
    if number is not None:
        core = matched[number[0] : candidate.symbol[1]]
        if " " in core or "\t" in core:
            traits.append("spaced")
    if "\n" in printed:
        traits.append("torn")


def _item(
    source: Source,
    main: RawReference,
    candidate: Candidate,
    start: int,
    number: tuple[int, int],
    year: tuple[int, int] | None,
) -> RawReference:
    """Return an item of "số 12, 15 và 18/QĐ-UBND": its own number, the rest shared."""
    begin, end = source.span(start, year[1] if year else number[1])
    traits = [t for t in main.traits if t not in ("shared-kind", "torn", "spaced", "no-so")]
    traits.append("shared-symbol")
    if main.date:
        traits.append("shared-date")
    if start != candidate.head.start:
        traits.append("shared-kind")
    own_year = source.slot(year) if year else None
    grammar = main.grammar
    if own_year and grammar == "administrative":
        grammar = "normative"
    return main._replace(
        start=begin + source.shift,
        end=end + source.shift,
        text=source.text[begin:end],
        grammar=grammar,
        number=source.slot(number),
        year=own_year or main.year,
        traits=tuple(traits),
    )


def _share_days(text: str, shift: int, found: list[RawReference]) -> list[RawReference]:
    """Give all of "số 12/QĐ-UBND và 13/QĐ-UBND cùng ngày 05/3/2024" their one date."""
    for index in range(len(found) - 1, 0, -1):
        later, earlier = found[index], found[index - 1]
        if earlier.date is not None or later.date is None:
            continue
        if not {"same-day", "shared-date"} & set(later.traits):
            continue
        between = text[max(0, earlier.end - shift) : max(0, later.start - shift)]
        if "shared-kind" in later.traits or _are_listed(between):
            found[index - 1] = _dated_as(earlier, later)
    for index in range(1, len(found)):
        if found[index].date is None and "same-day" in found[index].traits:
            found[index] = _dated_as(found[index], found[index - 1])
    return found


def _are_listed(between: str) -> bool:
    """Tell whether what stands between two citations only strings them together."""
    near = len(between) < _NEAR
    return near and _AND.fullmatch(unicodedata.normalize("NFC", between)) is not None


def _dated_as(undated: RawReference, dated: RawReference) -> RawReference:
    if dated.date is None:
        return undated
    return undated._replace(date=dated.date, traits=(*undated.traits, "shared-date"))


def _is_attached(text: str, at: int) -> bool:
    """Tell whether "kèm theo" stands before the citation that begins at `at`."""
    window = text[max(0, at - 24) : at]
    if "èm" not in window and "ÈM" not in window:
        return False
    return _ATTACHED.search(window) is not None
