"""What stands before a number: số, the kind word, a bracket, a list of other numbers, a scope."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import regex

from extract.citations.model import new
from extract.citations.patterns import GENERIC, first_syllables, kind_finder, words
from extract.folding import fold

_REACH = 96  # characters to look back for an adjacent kind word
_LISTED = 1600  # and over the numbers of one list
_NEAR = 40  # and for the plain case of one
_CLAUSE = 260  # and for one that a title separates from its number
_SO = frozenset({"số", "sô", "so", "sồ", "só", "số,", "sỗ", "sộ", "sơ"})
_EDGES = "([{\"'“”‘’«*_<>~-;,.:•+"
_PERIODS = frozenset({"tháng", "quý", "năm", "tuần", "kỳ", "đợt", "lần"})
_MARKS = frozenset({"khẩn", "mật", "hỏa", "tốc", "thượng"})
_COUNT = regex.compile(r"[0-9]{1,4}(?:[/-][0-9]{1,4})*|[ivx]{1,4}(?:/[0-9]{4})?", regex.IGNORECASE)
_UNIT = (
    r"(?:(?:điểm|tiết)\s+(?:[a-zđ]|\d+(?:\.\d+){0,3})(?![^\W\d_])"
    r"|(?:khoản|điều|mục|chương|phần|phụ\s+lục)\s+(?:số\s+)?(?:\d+[a-zđ]?|[ivxl]{1,6})(?![^\W_]))"
    r"(?:\s{0,2}(?:,|và|hoặc|đến)\s{0,2}(?:[a-zđ]|\d+[a-zđ]?|[ivxl]{1,6})(?![^\W_])){0,12}"
)
_SCOPE = re.compile(
    rf"(?P<scope>(?<![^\W\d_]){_UNIT}(?:\s{{0,2}}(?:,|và|;|của)?\s{{0,2}}{_UNIT}){{0,6}})"
    r"[,\s]{0,3}(?:(?:của|tại|ban\s+hành\s+kèm\s+theo|kèm\s+theo|theo)\s+)?(?:các\s+)?$",
)
# Where the first of those words can be.
_UNIT_HINT = re.compile("iểm|iết|oản|iều|ục|ương|ần")
_NUMBERS = regex.compile(
    r"(?P<items>(?:(?:số\s+)?(?<![\p{L}0-9/.])[0-9]{1,6}[a-eđ]?(?:/(?:19|20)[0-9]{2})?"
    r"\s{0,2}(?:,|;|và|hoặc|đến|-)\s{0,2}(?:và\s+|số\s+)?){1,250})$",
    regex.IGNORECASE,
)
_ITEM = regex.compile(r"(?P<number>[0-9]{1,6}[a-eđ]?)(?:/(?P<year>(?:19|20)[0-9]{2}))?")
_SEAM = regex.compile(r"(?<=\p{Ll})\p{Lu}|(?<=[0-9\])])\p{L}|(?<=[,;:.\"”])\p{Lu}")
_GLUED = re.compile(r"[,;:.)(\"”]")  # no space before an abbreviation: "1,QĐ 12", "x;TTr 5"
_CLAUSE_END = regex.compile(r"(?r)[;\t]|\.\s|\n\s*\n|\n\s*[-+•*]\s|:\s")


class Head(NamedTuple):
    """What precedes a number. `start` is where the citation begins; offsets as in the text."""

    start: int
    so: bool = False
    kind: str | None = None
    kind_span: tuple[int, int] | None = None
    bracketed: bool = False
    not_document: bool = False
    loose_label: bool = False  # not_document, unless the symbol is beyond doubt
    items: tuple[tuple[int, int, tuple[int, int] | None], ...] = ()  # number span, year span
    traits: tuple[str, ...] = ()


_NOTHING_ELSE = Head(0)[4:]  # no bracket, no list, nothing odd


def read_head(text: str, number: int, floor: int) -> Head:
    """Return what stands before the number at this offset, looking back no further than `floor`."""
    if number == floor:  # as in a cell of its own
        return new(Head, (number, False, None, None, *_NOTHING_ELSE))
    return read_plain_head(text, number, floor) or read_any_head(text, number, floor)


def read_any_head(text: str, number: int, floor: int) -> Head:
    """Return what stands before the number, however it is printed."""
    low = max(floor, number - _REACH)
    window = text[low:number]
    if not window or window.isspace():
        return Head(number)
    if _may_list(window) and (found := _NUMBERS.search(text, low, number)):
        if found.start() < low + 12 and low > floor:  # a long list begins farther back
            found = _NUMBERS.search(text, max(floor, number - _LISTED), number) or found
        items = list(_ITEM.finditer(text, found.start("items"), number))
        first = items[0].start() if items else found.start("items")
        before = text[max(floor, first - _REACH) : first]
        listed = Head(first)
        if before and not before.isspace():
            plain = read_plain_head(text, first, floor)
            listed = plain or _adjacent(before, first - len(before), first)
        if listed.so or listed.kind is not None or _fills_cell(window, low, found):
            spans = tuple((*m.span("number"), m.span("year") if m["year"] else None) for m in items)
            return listed._replace(items=spans)
    return _adjacent(window, low, number)


def _fills_cell(window: str, low: int, found: regex.Match[str]) -> bool:
    """Tell whether nothing but the list stands there: a cell's "8719, 8708, 8622/SNNMT-QLĐĐ"."""
    if low or window[: found.start()].strip():
        return False
    return all(len(item["number"]) > 2 for item in _ITEM.finditer(window, found.start()))


@cache
def _pairs() -> dict[str, str]:
    """Return the kind words of two syllables that no longer kind word ends with."""
    names = words().kind_of_word
    return {
        word: kind
        for word, kind in names.items()
        if len(word.split()) == 2 and not any(n.endswith(" " + word) for n in names)
    }


def read_plain_head(text: str, number: int, floor: int) -> Head | None:
    """Return a plain case, without looking at anything else.

    The plain cases are "… Quyết định số", "… Quyết định" and " (".
    """
    low = max(floor, number - _NEAR)
    if text[number - 1 : number] != " ":
        return _plain_bracket(text, number, low)
    so = text[number - 4 : number] == " số "
    end = number - 4 if so else number - 1
    middle = text.rfind(" ", low, end)
    if middle < 0:
        return None
    start = text.rfind(" ", low, middle) + 1 or low
    if start > low + 1 and text[start - 2] in "ố(\t\n ":  # "số (Quyết định số"
        return None
    word = text[start:end].lower()
    if word[:1] == "(":
        start, word = start + 1, word[1:]
    kind = _pairs().get(word)
    if kind is None:
        return None
    if text[max(low, start - len(word) - 1) : start].rstrip().lower() == word:
        return None  # "Quyết định Quyết định số"
    if word in _doubtful() and (not so or text[low:end].lower().endswith(words().not_kinds)):
        return None
    return new(Head, (start, so, kind, (start, end), *_NOTHING_ELSE))


def _plain_bracket(text: str, number: int, low: int) -> Head | None:
    before = text[low : number - 2].lower().rsplit(None, 2) if text[low:number][-2:] == " (" else ()
    if len(before) < 3:
        return None
    last, known = before[2].strip(_EDGES), words().not_documents
    if last in _SO or last in known or f"{before[1]} {before[2]}".strip(_EDGES) in known:
        return None
    return Head(number, bracketed=True)


@cache
def _doubtful() -> frozenset[str]:
    """Return the kind words that are none at the end of a longer name: "phòng kế hoạch"."""
    phrases = words().not_kinds
    return frozenset(word for word in _pairs() if any(p.endswith(word) for p in phrases))


def _may_list(window: str) -> bool:
    tail = window.rstrip()[-14:]
    if tail[-1] not in ",;-àcnố":
        return False
    if tail.endswith((",", ";", "-")):
        return tail[:-1].rstrip()[-1:].isdigit()
    if tail.endswith(("và", "hoặc", "đến", "số")):
        return any(c.isdigit() for c in tail[-9:])
    return False


def _adjacent(window: str, low: int, number: int) -> Head:
    known = words()
    lower = window.lower()
    parts = lower.rsplit(None, 9)
    if len(parts) > 9:
        parts = parts[1:]
    starts = _Starts(lower, parts)
    traits: list[str] = []
    start = number
    so = bracketed = False
    if parts and parts[-1].strip(_EDGES) == "":
        bracketed = "(" in parts[-1]
        if not lower[-1:].isspace() or (parts[-1] == ":" and parts[-2:-1] == ["số"]):
            parts.pop()  # "Quyết định số : 135/QĐ-BNN"
    count = 0
    while (
        parts
        and parts[-1].strip(_EDGES) in _SO
        and (not _ends_title(parts) if count else not parts[-1].endswith((";", ",")))
    ):
        word = parts.pop()
        count += 1
        so = True
        lead = len(word) - len(word.lstrip(_EDGES))
        start = low + starts[len(parts)] + lead
        if word.startswith("("):
            bracketed = True
            break
    if count > 1:
        traits.append("repeated-so")
    last = parts[-1].strip(_EDGES) if parts else ""
    if label := _label(parts, last):
        loose = so and label in known.loose_labels
        return Head(start, so, bracketed=bracketed, not_document=True, loose_label=loose)
    if bracketed:
        return Head(start, so, bracketed=True, traits=tuple(traits))
    _drop_fillers(parts)
    last = parts[-1].strip(_EDGES) if parts else ""
    lengths = known.lengths.get(last, ())
    for length in [length for length in lengths if length <= len(parts)]:
        phrase = " ".join(parts[-length:]).strip(_EDGES)
        kind = known.kind_of_word.get(phrase)
        if kind is None:
            continue
        at = starts[len(parts) - length]
        first = parts[-length]
        at += len(first) - len(first.lstrip(_EDGES))
        end = starts[len(parts) - 1] + len(parts[-1].rstrip(_EDGES))
        if not so and length == 1 and kind in ("Luật", "L", "HP"):
            continue
        if " ".join(parts).rstrip(_EDGES).endswith(known.not_kinds):
            return Head(start, so, traits=tuple(traits))
        traits += _repeated(parts[:-length], phrase, so)
        return Head(low + at, so, kind, (low + at, low + end), traits=tuple(traits))
    if lengths:
        glued = _glued_word(window, low, starts, parts)
        if glued:
            return Head(glued[1][0], so, glued[0], glued[1], traits=tuple(traits))
    abbreviation = window[starts[len(parts) - 1] :].split(None, 1)[0].strip(_EDGES) if parts else ""
    if abbreviation not in known.kinds and _GLUED.search(abbreviation):
        abbreviation = _GLUED.split(abbreviation)[-1].strip(_EDGES)
    if abbreviation in known.kinds and len(abbreviation) > 1:
        at = starts[len(parts) - 1] + parts[-1].rindex(abbreviation.lower())
        span = (low + at, low + at + len(abbreviation))
        return Head(span[0], so, abbreviation, span, traits=tuple(traits))
    if so:
        torn = _torn_word(window[: start - low], low)
        if torn:
            return Head(torn[1][0], so, torn[0], torn[1], traits=tuple(traits))
    return Head(start, so, traits=tuple(traits))


def _glued_word(
    window: str, low: int, starts: _Starts, parts: list[str]
) -> tuple[str, tuple[int, int]] | None:
    """Read a kind word without a space before it: "triển khaiCông văn", "1Quyết định" of a note."""
    for length in range(2, min(words().longest, len(parts)) + 1):
        at = starts[len(parts) - length]
        first = window[at : at + len(parts[-length])]
        cuts = [found.start() for found in _SEAM.finditer(first)]
        if not cuts and first.isupper():  # TẠINGHỊ ĐỊNH SỐ: no seam shows between capitals
            rest = " ".join(parts[1 - length :]).rstrip(_EDGES)
            cuts = [
                len(first) - len(syllable)
                for syllable in first_syllables().get(rest, ())
                if parts[-length].endswith(syllable) and first != syllable.upper()
            ]
        if not cuts:
            continue
        phrase = " ".join((first[cuts[-1] :].lower(), *parts[1 - length :])).strip(_EDGES)
        kind = words().kind_of_word.get(phrase)
        if kind is not None:
            end = starts[len(parts) - 1] + len(parts[-1].rstrip(_EDGES))
            return kind, (low + at + cuts[-1], low + end)
    return None


class _Starts:
    """Where words begin in the text that they were split from, looked for when asked."""

    def __init__(self, text: str, parts: Sequence[str]) -> None:
        self._text = text
        self._parts = tuple(parts)

    def __getitem__(self, index: int) -> int:
        at = len(self._text)
        for part in reversed(self._parts[index:]):
            at = self._text.rfind(part, 0, at)
        return at


def _ends_title(parts: list[str]) -> bool:
    """Tell whether a second "số" ends the words before it: "chuyển đổi số số 12", "hồ sơ số 12"."""
    if parts[-1].strip(_EDGES) != "số":
        return True
    return len(parts) > 1 and parts[-2].strip(_EDGES) in words().before_so


def _label(parts: list[str], last: str) -> str | None:
    """Return the word that makes the number a form's, an account's, a house's."""
    known, two = words(), _two(parts)
    if two in known.not_documents:
        return two
    return last if last in known.not_documents and two not in known.not_labels else None


def _two(parts: list[str]) -> str:
    return " ".join(parts[-2:]).strip(_EDGES)


def _drop_fillers(parts: list[str]) -> None:
    """Drop "tháng 2", "quý III", "năm 2023", "khẩn" between the kind word and its number."""
    for _ in range(3):
        month = len(parts) > 2 and parts[-1] == "tháng" and parts[-2].isdigit()
        if month or (len(parts) > 2 and parts[-2] in _PERIODS and _COUNT.fullmatch(parts[-1])):
            del parts[-2:]
        elif len(parts) > 1 and parts[-1].strip("()") in _MARKS:
            parts.pop()
        else:
            return


def _repeated(before: list[str], phrase: str, so: bool) -> list[str]:
    """Tell "Quyết định số (Quyết định số 1911", "Quyết định Quyết định số 1911"."""
    size = len(phrase.split())
    if not so or len(before) < size:
        return []
    if before[-1] in ("số", "số("):
        before = before[:-1]
    elif size < 2:
        return []  # "nội dung của luật Luật số 12": a word may stand twice
    said = " ".join(before).rstrip(_EDGES)
    twice = (" " + said).endswith(" " + phrase) or said.endswith("(" + phrase)
    return ["repeated-kind"] if twice and not said.endswith(words().not_kinds) else []


def _torn_word(before: str, low: int) -> tuple[str, tuple[int, int]] | None:
    """Read a kind word whose syllables are split or misread: "Quyết đ ịnh", "Quyêt định"."""
    letters: list[str] = []
    places: list[int] = []
    for at in range(len(before) - 1, max(-1, len(before) - 40), -1):
        c = before[at]
        if c.isspace():
            continue
        if not c.isalpha():
            break
        letters.append(fold(c)[-1:] or c)
        places.append(at)
    skeleton = "".join(reversed(letters))
    for length in range(min(24, len(skeleton)), 5, -1):
        kind = words().kind_of_skeleton.get(skeleton[-length:])
        if kind is None:
            continue
        at = places[length - 1]
        if at == 0 or not before[at - 1].isalpha():
            return kind, (low + at, low + places[0] + 1)
    return None


def find_detached(
    text: str, at: int, floor: int, wanted: str | None
) -> tuple[str, tuple[int, int]] | None:
    """Return the kind word of the clause before `at`, when a title separates them.

    With `wanted`, the last word of that kind; without, the first word of the last part of the
    clause that has one: "Báo cáo tình hình triển khai Đề án 06 (5199/STC …)" is a báo cáo.
    """
    low = max(floor, at - _CLAUSE)
    cut = _CLAUSE_END.search(text, low, at)
    low = cut.end() if cut else low
    found = list(kind_finder().finditer(text, low, at))
    if not found:
        return None
    kind_of = words().kind_of_word
    if wanted is not None:
        for match in found[::-1]:
            kind = kind_of[match[0].lower()]
            if kind == wanted or (kind == "HĐ" and wanted.startswith(kind)):
                return kind, match.span()  # "hợp đồng lao động số 15/HĐLĐ"
        return None
    part = text.rfind(",", low, found[-1].start()) + 1
    first = next(m for m in found if m.start() >= part)
    kind = kind_of[first[0].lower()]
    return None if kind == GENERIC else (kind, first.span())


def find_scope(text: str, at: int, floor: int) -> tuple[int, int] | None:
    """Return the span of "khoản 2 Điều 5" before the citation that begins at `at`."""
    if at == floor or not _may_end_scope(text[max(floor, at - 6) : at].rstrip()):
        return None
    low = max(floor, at - 110)
    window = text[low:at]
    if not ("iều " in window or "hoản " in window or "iểm " in window or "ục " in window):
        return None
    lower = window.lower()  # quicker than to ignore case
    first = _UNIT_HINT.search(lower) if len(lower) == len(window) else None
    found = _SCOPE.search(lower, max(0, first.start() - 8)) if first else None
    return (low + found.start("scope"), low + found.end("scope")) if found else None


def _may_end_scope(before: str) -> bool:
    """Tell whether a number, a letter of its own or "của" stands last."""
    last = before[-1:]
    if last.isdigit() or last in "IVXL," or before[-2:-1].isspace() or before[-2:-1].isdigit():
        return bool(last)
    return before.endswith(("của", "tại", "theo", "các"))
