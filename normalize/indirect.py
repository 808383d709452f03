"""Documents cited without their number: which numbered document a law's name or a "nêu trên" means.

Nothing is guessed: a citation is resolved when exactly one document remains, and `resolved_by`
says how; else it keeps its candidates. Laws are told by `lexicon/laws.csv`, verified rows alone.

Source: NĐ 78/2025/NĐ-CP Điều 68 (laws are cited by name and year, later citations by kind);
NĐ 30/2020/NĐ-CP Phụ lục I.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from extract.folding import fold
from extract.indirect import RawIndirect
from extract.letterhead import RawLetterhead
from normalize.citations.clusters import citation_key
from normalize.citations.numbers import read_number
from normalize.citations.spots import Places
from normalize.dates import read_date
from normalize.identity import Identity
from normalize.schema import DocumentRecord, Grammar, IndirectMention, Mention, Way
from normalize.vocabulary import Law, laws

_WORD = re.compile(r"\w+")
_YEAR = re.compile(
    r"(?:\s*\(sửa đổi(?:, bổ sung)?\))?(?:\s*,?\s*\(?năm\s+|\s+)((?:19|20)[0-9]{2})(?![\d/.-])\)?"
)
_DAY = re.compile(
    r"\s*,?\s*(?:được Quốc hội [^\d]{0,40})?ngày\s+"
    r"([0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}|[0-9]{1,2} tháng [0-9]{1,2} năm [0-9]{4})"
)
_DATED = (
    r"(?:ngày\s+(?P<day>[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}"
    r"|[0-9]{1,2} tháng [0-9]{1,2} năm [0-9]{4})"
    r"|(?:năm\s+)?(?P<year>(?:19|20)[0-9]{2})(?![\d/.-]))"
)
_UNTIL_YEAR = re.compile(rf"(?P<name>[^\n,()]{{0,90}}?)\s+{_DATED}")
_UNTIL_DATED = re.compile(rf"(?P<name>[^\n()]{{4,150}}?)\s+{_DATED}")
_AMENDING = re.compile(r"(?i)\s+(?:sửa đổi|bổ sung)")  # a law of others' names, commas in it
_HEADS_OF_TWO = ("BL", "PL", "HP")  # Bộ luật, Pháp lệnh, Hiến pháp
# The title of an act that quotes articles of another, where "this decree" is the other.
_QUOTING = re.compile(r"(?:(?:ve viec|v/v) )?(?:sua doi|bai bo|dinh chinh|thay the)")
_NUMBERED = re.compile(r"\s*[(,]?\s*(?:[Ll]uật\s+)?(?:số)?:?\s*")  # between a name and its number
_LONGEST = 24  # words of a name
_MOST = 20  # candidates kept
_START = attrgetter("char_start")


class _Reading(NamedTuple):
    """What an indirect citation says: how far it goes, the name, year and day printed."""

    end: int  # in its own text
    name: str | None = None
    year: str | None = None
    day: date | None = None
    key: str | None = None
    resolved_by: Way | None = None
    candidates: tuple[str, ...] = ()


def normalize_indirect(
    raw: Sequence[RawIndirect],
    mentions: Sequence[Mention],
    places: Places,
    ids: Identity,
    letterhead: RawLetterhead,
    record: DocumentRecord,
) -> tuple[IndirectMention, ...]:
    """Return the citations without a number, in reading order.

    A law's name that leads to its number is part of a mention, not one of these.
    """
    around = _Around(mentions, ids, record, _own_key(letterhead, record))
    found: list[IndirectMention] = []
    done: tuple[int, int] = (-1, 0)  # the block and where its last citation ended
    for one in raw:
        if one.block == done[0] and one.start < done[1]:
            continue
        reading = _law(one, record.issued_on) if one.way == "law" else around.pointed_at(one)
        if reading is None or (one.way == "law" and around.leads_to_number(one, reading.end)):
            continue
        one = one._replace(end=one.start + reading.end, text=one.text[: reading.end])
        done = one.block, one.end
        row, col = one.cell or (None, None)
        page, box, _ = places.spot(one)
        found.append(
            IndirectMention(
                indirect_id=ids.indirect(len(found)),
                ordinal=len(found),
                way=one.way,
                raw_text=one.text,
                kind=one.kind,
                name=reading.name,
                year_part=reading.year,
                issued_on=reading.day,
                citation_key=reading.key,
                resolved_by=reading.resolved_by,
                candidates=reading.candidates,
                block_id=ids.block(one.block),
                char_start=one.start,
                char_end=one.end,
                table_id=places.table_of(one),
                row=row,
                col=col,
                page=page,
                bbox=box,
            )
        )
    return tuple(found)


# ── Laws by name ──────────────────────────────────────────────────────────────────────────────


def _law(one: RawIndirect, on: date | None) -> _Reading | None:
    """Return what a clause that begins with the head of a law's name says; None for no law."""
    text = one.text
    known = _known_name(text)
    if known is None:
        return _unknown(one)
    end, named = known
    rest = text[end:]
    if (found := _DAY.match(rest)) is not None:
        day = read_date(found[1]).value
        right = [law for law in named if day is not None and law.passed == day]
        return _told(end + found.end(), named, right, "date", day=day)
    if (found := _YEAR.match(rest)) is not None:
        right = [law for law in named if law.number.split("/")[1] == found[1]]
        return _told(end + found.end(), named, right, "year", year=found[1])
    # Without year or day nothing tells which law of the name is meant: the lexicon may lack one.
    return _told(end, [law for law in named if on is None or law.holds(on)] or named, ())


def _told(
    end: int,
    named: Sequence[Law],
    right: Sequence[Law],
    way: Way | None = None,
    *,
    year: str | None = None,
    day: date | None = None,
) -> _Reading:
    numbers = {law.citation_key for law in right}
    one = numbers.pop() if len(numbers) == 1 else None
    others = () if one else tuple(sorted({law.citation_key for law in named}))
    return _Reading(end, named[0].name, year, day, one, way if one else None, others)


def _unknown(one: RawIndirect) -> _Reading | None:
    """Return a law that the lexicon does not hold: its name and the year or day printed behind."""
    head = " ".join(one.text.split()[: 2 if one.kind in _HEADS_OF_TWO else 1])
    rest = one.text[len(head) :]
    if _AMENDING.match(rest):
        found = _UNTIL_DATED.match(rest)
    else:
        found = _UNTIL_YEAR.match(rest)
        if found is None or one.text.isupper() or not (found["name"].strip() or head)[0].isupper():
            return None
    if found is None:
        return None
    day = read_date(found["day"]).value if found["day"] else None
    name = " ".join((head + found["name"]).split())
    return _Reading(len(head) + found.end(), name, found["year"], day)


def _known_name(text: str) -> tuple[int, tuple[Law, ...]] | None:
    """Return where the longest name of the lexicon that begins the text ends, and its laws."""
    found = list(_WORD.finditer(text, 0, 400))[:_LONGEST]
    folded = tuple(fold(word[0]) for word in found)
    if len(folded) < 2:
        return None
    for words, named in _by_first_words().get(folded[:2], ()):
        if folded[: len(words)] == words:
            return found[len(words) - 1].end(), named
    return None


@cache
def _by_first_words() -> dict[tuple[str, ...], tuple[tuple[tuple[str, ...], tuple[Law, ...]], ...]]:
    """Return the names as folded words with their laws, by their first two, the longest first."""
    named: defaultdict[tuple[str, ...], list[Law]] = defaultdict(list)
    for law in laws():
        if law.certainty == "verified":
            named[tuple(_WORD.findall(fold(law.name)))].append(law)
    found: defaultdict[tuple[str, ...], list[tuple[tuple[str, ...], tuple[Law, ...]]]]
    found = defaultdict(list)
    for words in sorted(named, key=len, reverse=True):
        found[words[:2]].append((words, tuple(named[words])))
    return {first: tuple(rows) for first, rows in found.items()}


# ── Pointing words ────────────────────────────────────────────────────────────────────────────


class _Around:
    """The numbered citations of a document, by block and kind, for what stands near them."""

    def __init__(
        self, mentions: Sequence[Mention], ids: Identity, record: DocumentRecord, own: str | None
    ) -> None:
        self.record = record
        self._ids = ids
        self._own = own
        self._quoting = bool(_QUOTING.match(fold(record.title or "")))
        self._in_block: defaultdict[str, list[Mention]] = defaultdict(list)
        self._of_kind: defaultdict[str, _Row] = defaultdict(_Row)
        for mention in mentions:
            if mention.block_id is None:
                continue
            self._in_block[mention.block_id].append(mention)
            if mention.kind and mention.number is not None and not mention.is_own:
                self._of_kind[mention.kind].add(mention.block_id, mention)

    def leads_to_number(self, one: RawIndirect, end: int) -> bool:
        """Tell whether a numbered citation follows the name, or takes it in."""
        start, stop = one.start, one.start + end
        there = self._in_block.get(self._ids.block(one.block), [])
        index = bisect_left(there, start, key=_START)
        if index and there[index - 1].char_end > start:
            return True
        if index == len(there) or there[index].char_start - start > len(one.text):
            return False
        following = there[index].char_start
        return following <= stop or bool(_NUMBERED.fullmatch(one.text, end, following - start))

    def pointed_at(self, one: RawIndirect) -> _Reading:
        """Return what a pointing word means: the report itself, or the one document before it."""
        end = len(one.text)
        if one.text.endswith("này") and self.record.kind == one.kind and not one.several:
            if self._own is None:
                return _Reading(end)
            if self._quoting:  # "Nghị định này" within a quoted article is the amended one
                return _Reading(end, candidates=(self._own,))
            return _Reading(end, key=self._own, resolved_by="self")
        named, way = self._of_kind[one.kind].before(self._ids.block(one.block), one.start)
        # Far from what it names, "này" may stand in a text that is quoted or attached.
        far = way == "document" and one.text.endswith("này")
        if len(named) != 1 or one.several or far:
            return _Reading(end, candidates=named)
        return _Reading(end, key=named[0], resolved_by=way)


class _Row:
    """The citations of one kind in reading order, and which of them are the same document."""

    def __init__(self) -> None:
        self._places: list[tuple[int, str, int]] = []
        self._keys: list[str] = []
        self._same_since: list[int] = []  # the first index from which on only this key stands

    def add(self, block_id: str, mention: Mention) -> None:
        index = len(self._keys)
        same = bool(index) and self._keys[-1] == mention.citation_key
        self._same_since.append(self._same_since[-1] if same else index)
        self._keys.append(mention.citation_key)
        self._places.append(_place(block_id, mention.char_start))

    def before(self, block_id: str, start: int) -> tuple[tuple[str, ...], Way]:
        """Return the documents before a place: those of its block, else those of the document."""
        stop = bisect_left(self._places, _place(block_id, start))
        first = bisect_left(self._places, _place(block_id, 0))
        way: Way = "same-block" if first < stop else "document"
        first = first if first < stop else 0
        if stop > first and self._same_since[stop - 1] <= first:
            return (self._keys[stop - 1],), way
        return tuple(dict.fromkeys(self._keys[max(first, stop - _MOST) : stop])), way


def _place(block_id: str, start: int) -> tuple[int, str, int]:
    """Return what grows in reading order: identifiers do, once their digits are as many."""
    return len(block_id), block_id, start


def _own_key(raw: RawLetterhead, record: DocumentRecord) -> str | None:
    """Return the key under which others cite the report, None when number or day is blank."""
    if record.number is None or record.symbol is None or record.issued_on is None:
        return None
    grammar: Grammar = "administrative"
    if "/" in record.symbol:
        grammar = "party"
    elif record.symbol.startswith(("QH", "UBTVQH")):
        grammar = "assembly"
    elif raw.year_part:
        grammar = "normative"
    year = str(record.issued_on.year)
    return citation_key(grammar, read_number(record.number), record.symbol, raw.year_part, year)
