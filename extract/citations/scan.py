"""The scan: separators with a capital behind them, the number before, the slots around."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import regex

from extract.citations.acceptance import (
    UNDERTAKINGS,
    SymbolShape,
    is_blank_citation,
    is_citation,
    shape_of,
)
from extract.citations.heads import Head, find_detached, read_head
from extract.citations.model import new
from extract.citations.patterns import GENERIC, kind_finder, scanner, ways, words
from extract.citations.plain import Numbered, read_plain
from extract.citations.tails import Tail, heads_row, plain_tail, read_tail

_BACK = 40  # characters from a number's start to its last separator, spaces included
_AHEAD = 160  # the longest symbol
_NUMERALS = frozenset("0123456789OolI.")
_SUFFIXES = frozenset("abcdeABCDEđĐ")
_BLANKS = " \t\n.…_:ốỐ"


class Candidate(NamedTuple):
    """An accepted citation before its parts are cut out; spans index the matched text."""

    way: str
    number: tuple[int, int] | None
    year: tuple[int, int] | None
    symbol: tuple[int, int]
    form: str  # the symbol without spaces
    head: Head
    tail: Tail
    kind: str | None
    kind_span: tuple[int, int] | None
    traits: list[str]
    shares: bool = False  # a list joins it to the one before


_ISSUER = regex.compile(r"\s{1,3}của\s{0,3}\p{L}[^,;:.()\d\n\t/]{1,90}", regex.IGNORECASE)
_JOINT = regex.compile(
    r"[\s,;()\]–-]{0,6}(?:(?:và|hoặc|cùng\s+với|cùng|với|đến|kèm\s+theo)\s{1,3}){0,2}(?:các\s+)?(?:số\s{0,3}:?\s{0,3})?\(?",
    regex.IGNORECASE,
)


def scan(text: str, places: Iterable[int]) -> Iterator[Candidate]:
    """Yield the citations of a text that was made ready by `matching_text`, in order.

    `places` are its anchors: the separators where a citation can be.
    """
    blank = scanner("blank")
    done = 0
    form = -1  # where a form's number ended: "Mẫu số 01/TTr-UBND, 02/TTr-UBND"
    previous: Candidate | None = None
    length = len(text)
    for at in places:
        if at < done:
            continue
        low = done if done > at - _BACK else max(0, at - _BACK)
        found = read_plain(text, low, at)
        if found is None:
            before = text[at - 1 : at]
            if before.isalnum() or before in " \t\n" or before == "/":
                found = read_numbered(text, low, at)
        candidate = None
        if found is not None:
            head = read_head(text, found.number[0], done)
            if head.not_document and _is_none_the_less(text, found, head):
                head = head._replace(not_document=False)
            if head.not_document or (form >= 0 and _joins(text, form, head)):
                form = done = found.symbol[1]
                continue
            candidate = _read(text, found, head, done, previous)
        else:
            match = _blank(blank, text, at, done, length)
            candidate = _read_blank(text, match, done) if match else None
        if candidate is not None:
            done = max(candidate.tail.end, candidate.symbol[1])
            previous = candidate
            yield candidate


def _is_none_the_less(text: str, found: Numbered, head: Head) -> bool:
    """Tell whether a label's number is a document's.

    So it is in "hồ sơ số 12/KH-UBND", "(mẫu: 293/QĐ-SNNMT ngày 20/4/2026)".
    """
    if head.loose_label:
        return _speaks(text, found)
    sampled = not head.so and text[found.number[0] - 2 : found.number[0]] == ": "
    if not sampled or not _speaks(text, found):
        return False
    tail = read_tail(text, found.symbol[1])
    return tail.date is not None and not tail.traits


def _speaks(text: str, found: Numbered) -> bool:
    """Tell whether a symbol names both a kind and an issuer that everyone knows."""
    shape = shape_of("".join(text[found.symbol[0] : found.symbol[1]].split()))
    return shape.kind and shape.second


def read_numbered(text: str, low: int, at: int) -> Numbered | None:
    """Return what the grammar reads: the number before the anchor, the symbol's end behind it.

    The number begins at `low` or behind it.
    """
    start = _number_start(text, low, at)
    if start is None:
        return None
    found = scanner("number").match(text, start, min(len(text), at + _AHEAD))
    if found is None or found.end() <= at:
        return None
    year = found.span("year") if found["year"] else None
    return Numbered(_way(found, "number"), found.span("number"), year, found.span("symbol"))


def _number_start(text: str, low: int, at: int) -> int | None:
    """Return where the number before a separator begins, with a year between them or not."""
    start = _run_start(text, low, _skip_space(text, low, at))
    if start is None and text[at] in "-/":  # 1961QĐ-UBND, 84 QĐ/TWĐTN: a separator is lost
        letters = at
        while letters > low and at - letters < 6 and text[letters - 1].isalpha():
            letters -= 1
        start = _run_start(text, low, _skip_space(text, low, letters))
    if start is None:
        return None
    if text[start - 1 : start] == "-":  # 19-2018/NQ-CP
        before = _run_start(text, low, start - 1)
        return start if before is None or start - 1 - before > 3 else before
    slash = _skip_space(text, low, start)
    if slash > low and text[slash - 1] == "/":
        before = _run_start(text, low, _skip_space(text, low, slash - 1))
        return start if before is None else before
    return start


def _skip_space(text: str, low: int, at: int) -> int:
    while at > low and text[at - 1] in " \n\t":
        at -= 1
    return at


def _run_start(text: str, low: int, end: int) -> int | None:
    """Return where the digits that end at `end` begin, a letter after them or a dot inside."""
    at = end
    if at > low and text[at - 1] in _SUFFIXES:
        at -= 1
    digits = at
    while at > low and text[at - 1] in _NUMERALS:
        at -= 1
    while at < digits and text[at] in ".":  # leaders: "số .....12"
        at += 1
    return at if at < digits else None


def _blank(
    pattern: regex.Pattern[str], text: str, at: int, floor: int, length: int
) -> regex.Match[str] | None:
    """Return the match whose number was left blank before this separator or the year's."""
    if text[at - 1 : at].isdigit():  # "số    /2024/NQ-HĐND"
        at = text.rfind("/", max(floor, at - 7), at)
    before = text[at - 1 : at] if at > 0 else ""
    if not before or before not in _BLANKS:
        return None
    return pattern.match(text, at, min(length, at + _AHEAD))


@cache
def _ways(start: str) -> tuple[tuple[str, str], ...]:
    return tuple(("is_" + w.replace("-", "_"), w) for w in ways(start))


def _way(found: regex.Match[str], start: str) -> str:
    for group, way in _ways(start):
        if found.start(group) >= 0:
            return way
    raise AssertionError("a match is of one of the patterns")


def compact(symbol: str) -> str:
    """Return the symbol without the spaces and breaks inside it."""
    return "".join(symbol.split())


def _joins(text: str, end: int, head: Head) -> bool:
    """Tell whether a list joins the number to what ended here, without a kind word of its own."""
    near = head.kind is None and head.start - end < 48
    return near and _JOINT.fullmatch(text, end, head.start) is not None


def _read(
    text: str, found: Numbered, head: Head, floor: int, previous: Candidate | None
) -> Candidate | None:
    way, number, year, symbol, date = found
    tail = plain_tail(date) if date else read_tail(text, symbol[1])
    if "no-ngay" in tail.traits and heads_row(text, number[0], floor):
        tail = Tail(symbol[1])  # the next row begins with it
    form = text[symbol[0] : symbol[1]]
    if head.kind in UNDERTAKINGS and head.so:
        head = _titled(text, head, number[0], form, floor)
    kind, word, traits = head.kind, head.kind_span, [*head.traits, *tail.traits]
    if kind is not None and head.so and way == "state" and _is_sure(form, year):
        return new(
            Candidate, (way, number, year, symbol, form, head, tail, kind, word, traits, False)
        )
    form = compact(form)
    shape = shape_of(form)
    near = kind is None and previous is not None and number[0] - floor < 48
    shares = near and _JOINT.fullmatch(text, floor, number[0]) is not None
    judged, owned = head, None
    if kind is None and head.so and not head.bracketed and not shares:
        owned = _owned(text, head.start, floor)
        if owned is not None:
            judged = head._replace(kind=owned[0])
    if shares and previous is not None and previous.kind is not None:
        judged = head._replace(so=True, kind=previous.kind)
    if not is_citation(
        way, text[year[0] : year[1]] if year else None, shape, judged, tail
    ) and not (way == "state" and year is None and _is_told(text, shape, head, tail, floor)):
        return None
    bare = len(shape.tokens) == 1 and not judged.so and judged.kind is None
    if bare and "." in text[number[0] : number[1]]:
        return None  # a price: 1.500/CP ngày 05/7/2024
    candidate = new(
        Candidate, (way, number, year, symbol, form, head, tail, kind, word, traits, False)
    )
    if kind is None:
        named = _with_kind(text, candidate, shape.kind, shares, previous, floor)
        if owned is None or named.kind is not None:
            return named
        traits.append("detached-kind")
        return named._replace(kind=owned[0], kind_span=owned[1])
    if not head.so:
        traits.append("no-so")
    return candidate


def _is_told(text: str, shape: SymbolShape, head: Head, tail: Tail, floor: int) -> bool:
    """Tell whether a kind word before a bracket tells what it cites: Báo cáo tháng (45/BPC ngày …).

    The issuer need not be known then: offices abbreviate themselves as they like.
    """
    if not head.bracketed or tail.date is None or "no-ngay" in tail.traits:
        return False
    if len(shape.tokens) > 1 or shape.never or len(shape.tokens[0]) < 3:
        return False
    return shape.tokens[0].isupper() and find_detached(text, head.start, floor, None) is not None


def _titled(text: str, head: Head, number: int, form: str, floor: int) -> Head:
    """Return the head without a title's last word: "Báo cáo điều chỉnh dự án số 87/BC-SKH"."""
    own = _kind_of_symbol(form, "state")
    if own is None or own in UNDERTAKINGS or head.kind_span is None:
        return head
    if find_detached(text, head.kind_span[0], floor, own) is None:
        return head
    between = text[head.kind_span[1] : number]
    return Head(number - len(between.lstrip()), so=True, traits=head.traits)


def _is_sure(form: str, year: tuple[int, int] | None) -> bool:
    """Tell whether the symbol is a citation's wherever a kind word and "số" stand before it."""
    return "-" in form and (year is None or year[1] - year[0] == 4)


def _with_kind(
    text: str,
    candidate: Candidate,
    has_kind: bool,
    shares: bool,
    previous: Candidate | None,
    floor: int,
) -> Candidate:
    """Return the candidate with a kind word that does not stand next to its number, if any."""
    head = candidate.head
    if shares and previous is not None and (previous.kind is not None or previous.shares):
        own = _kind_of_symbol(candidate.form, candidate.way)
        if previous.kind == "CV" and own in words().ambiguous:
            own = None  # các Công văn số 12/TTr-VP, số 15/TTr-VP: the inspectorate's
        if previous.kind is None or own not in (None, previous.kind):
            return candidate._replace(shares=True)
        candidate.traits.append("shared-kind")
        kind, span = previous.kind, previous.kind_span
        return candidate._replace(shares=True, kind=kind, kind_span=span)
    if not head.so and not _in_bracket(text, head.start):
        return candidate
    bracketed = head.bracketed or _in_bracket(text, head.start)
    if bracketed:
        candidate.traits.append("bracketed")
    wanted = _kind_of_symbol(candidate.form, candidate.way)
    if wanted is None and candidate.way != "assembly" and not (bracketed and not has_kind):
        return candidate
    if wanted is None and candidate.way != "assembly" and len(candidate.form.split("-")) > 1:
        wanted = "CV"
    if candidate.way == "assembly":
        found = _law(text, head.start, floor)
    else:
        found = find_detached(text, head.start, floor, wanted)
    if not found:
        return candidate
    candidate.traits.append("detached-kind")
    return candidate._replace(kind=found[0], kind_span=found[1])


def _owned(text: str, at: int, floor: int) -> tuple[str, tuple[int, int]] | None:
    """Return the word that its issuer parts from "số": chỉ thị của Thủ tướng số 31/TTg.

    So do the titles of acts: "THÔNG TƯ / CỦA BỘ LAO ĐỘNG SỐ 15-LĐ/TT NGÀY …".
    """
    before = text[max(floor, at - 100) : at]
    if "của " not in before and "CỦA" not in before:
        return None
    found = list(kind_finder().finditer(text, max(floor, at - 120), at))
    if not found or _ISSUER.fullmatch(text, found[-1].end(), at) is None:
        return None
    kind = words().kind_of_word[found[-1][0].lower()]
    return None if kind == GENERIC else (kind, found[-1].span())


def _law(text: str, at: int, floor: int) -> tuple[str, tuple[int, int]] | None:
    for kind in ("BL", "Luật", "NQ", "PL", "HP"):
        found = find_detached(text, at, floor, kind)
        if found:
            return found
    return None


def _kind_of_symbol(form: str, way: str) -> str | None:
    first = shape_of(form).tokens[0]
    known = words()
    if first in known.kinds:
        return first
    return None


def _in_bracket(text: str, at: int) -> bool:
    return text[max(0, at - 2) : at].rstrip().endswith("(")


def _read_blank(text: str, found: regex.Match[str], floor: int) -> Candidate | None:
    at = found.start()
    left = at
    low = max(floor, at - 60)
    while left > low and text[left - 1] in " \t\n.…_:":
        left -= 1
    symbol = found.span("symbol")
    form = compact(found["symbol"])
    head = read_head(text, left, floor)
    tail = read_tail(text, symbol[1])
    if not is_blank_citation(shape_of(form), head, tail):
        return None
    year = found.span("year") if "year" in found.groupdict() and found["year"] else None
    candidate = Candidate(
        _way(found, "blank"),
        None,
        year,
        symbol,
        form,
        head,
        tail,
        head.kind,
        head.kind_span,
        ["blank-number", *head.traits, *tail.traits],
    )
    if head.kind is None:
        return _with_kind(text, candidate, True, False, None, floor)
    return candidate
