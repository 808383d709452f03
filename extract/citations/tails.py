"""What stands after a symbol: the date in all its forms, the issuer, the subject."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import regex

from extract.citations.model import new

# Each look is limited to so many characters: `regex` searches the whole rest of a text for a string
# that an expression requires before it begins to match.
_WINDOW = 200
_DIGIT = "[0-9OolISB]"
_BLANK = r"[.…_ \t]{0,16}"
_NGAY = r"(?P<ngay>ng[àâáaảã]y(?P<twice>\s+ng[àa]y)?)\s{0,3}:?\s{0,3}"
_LEAD = (
    r"(?:\[[0-9]{1,3}\]|\([0-9]{1,2}\)|(?-i:\.(?=[ ]{0,2}ngày)))?\s{0,4}"
    r"(?P<comma>,?)\s{0,3}(?P<open>\(?)\s{0,2}"
    r"(?:(?P<verb>(?:được\s+)?(?:ban\s+hành|ký\s+ban\s+hành|ký|cấp|lập|phát\s+hành)|đề)\s+)?"
    r"(?P<same>cùng\s+)?"
)
_NUMERIC = (
    rf"(?P<d>{_DIGIT}{{1,3}}|{_BLANK})\s{{0,2}}[/.\-]{{1,2}}\s{{0,2}}"
    rf"(?P<m>{_DIGIT}{{1,3}}|{_BLANK})\s{{0,2}}[/.\-]{{1,2}}\s{{0,2}}"
    # A capital with small letters behind begins the next line's word: "12/7/2010Phụ lục"; or a
    # title's goes on: "NGÀY 5-7-1987VỀ VIỆC".
    rf"(?P<y>{_DIGIT}{{2,5}}|20[.…_]{{1,6}})"
    r"(?![0-9/]|(?-i:(?!\p{Lu}\p{Ll}|(?:VỀ|CỦA|HƯỚNG|của|về|và|do)(?!\p{L}))\p{L}))"
)
_WORDED = (
    rf"(?P<d>{_DIGIT}{{1,3}}|{_BLANK})\s{{0,3}}tháng\s{{0,3}}(?P<m>{_DIGIT}{{1,3}}|{_BLANK})"
    rf"\s{{0,3}}năm\s{{0,3}}(?:năm\s{{1,3}})?(?P<y>{_DIGIT}{{2,5}}|20[.…_]{{1,6}}|[.…_]{{2,12}})(?![0-9])"
)
_SHORT = (
    r"(?P<d>[0-9]{1,2})(?:\s?[/-]\s?|\s{1,3}tháng\s{1,3})(?P<m>[0-9]{1,2})(?P<y>)"
    r"(?![0-9/.-]|,[0-9]|\s{0,3}năm)"
)
_DATED = regex.compile(
    rf"{_LEAD}(?:{_NGAY}(?P<date>{_NUMERIC}|{_WORDED}|{_SHORT}))(?P<close>(?:[ ]?\))?)",
    regex.IGNORECASE,
)
# What nine of ten dates look like; the rest is read by the others.
_COMMON = regex.compile(
    r" ngày ([0-9]{1,2}/[0-9]{1,2}/[0-9]{4}(?![0-9/.-]|\p{L})"
    r"|[0-9]{1,2} tháng [0-9]{1,2} năm [0-9]{4}(?![0-9]))"
)
_PLAIN = regex.compile(
    r"(?P<comma>,?)\s{0,3}(?P<open>\(?)[ ]?"
    r"(?P<date>(?P<d>[0-9]{1,2})\s?[/.\-]{1,2}\s?(?P<m>[0-9]{1,3})"
    r"\s?[/.\-]{1,2}\s?(?P<y>(?:19|20)[0-9]{2,3}))(?![0-9/]|\p{L})(?P<close>(?:[ ]?\))?)"
)
# A date on a line of its own may be the citation's; one that heads the next line's text is not.
_LINE_GOES_ON = regex.compile(
    r"[ ]{1,3}(?!(?:của|về|do|v/v|phê\s+duyệt|ban\s+hành)(?!\p{L}))\p{L}", regex.IGNORECASE
)
# "… số 59/QĐ-UBND ¶ Ngày 22/7/2021, UBND xã ban hành …": the next sentence's day.
_SENTENCE_GOES_ON = regex.compile(
    r",?[ ]{1,3}(?!(?:của|về|do|v/v|phê\s+duyệt|ban\s+hành|hướng\s+dẫn|quy\s+định|sửa\s+đổi"
    r"|bãi\s+bỏ|công\s+bố)(?!\p{L}))\p{L}",
    regex.IGNORECASE,
)
_LOOSE = regex.compile(
    r"(?P<comma>,?)\s{1,3}(?P<open>\(?)(?P<date>(?:tháng\s+(?P<m>[0-9]{1,2})\s?(?:/|\s+năm\s+)|năm\s+)"
    r"(?P<y>(?:19|20)[0-9]{2}))(?![0-9/-]|\.[0-9])(?P<close>(?:[ ]?\))?)",
    regex.IGNORECASE,
)
_YEAR = regex.compile(r"\s{0,2}\((?P<date>(?:19|20)[0-9]{2})\)")
_INSIDE = regex.compile(
    r"\s{0,2}\((?P<issuer>\p{L}[^()\d]{1,60}),\s{1,3}(?:ngày\s)?"
    r"(?P<date>[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4})\)",
    regex.IGNORECASE,
)
_DAY = regex.compile(
    r"[0-9]{1,2}\s+tháng\s+[0-9]{1,2}(?:\s+năm\s+(?:19|20)[0-9]{2})?"
    r"|[0-9]{1,2}[/.-][0-9]{1,2}(?:[/.-](?:19|20)[0-9]{2})?(?![0-9])"
)
_IN_TURN = regex.compile(
    r",?\s{1,3}(?:(?:lần\s+lượt|theo\s+thứ\s+tự)\s{1,3}(?:vào\s+|là\s+)?(?:các\s+)?|(?:vào\s+)?các\s+)"
    rf"ngày\s{{1,3}}(?P<days>(?:{_DAY.pattern})(?:\s{{0,2}}(?:,|;|và)\s{{0,2}}(?:ngày\s{{1,3}})?(?:{_DAY.pattern})){{1,30}})",
    regex.IGNORECASE,
)
_SAME_DAY = regex.compile(r",?\s{1,3}cùng\s+ngày(?!\s{1,3}[0-9])", regex.IGNORECASE)
_NAMED = regex.compile(
    r"\s{1,3}(?:được\s+)?của\s+(?P<issuer>\p{L}[^,;:.()\d\n\t/]{1,70}?)\s{0,2},?\s{1,3}(?=\(?(?:ký\s+|ban\s+hành\s+)?ngày\s)",
    regex.IGNORECASE,
)
_KINDS = (
    r"nghị\s+(?:định|quyết)|quyết\s+định|thông\s+(?:tư|báo)|công\s+(?:văn|điện)|kế\s+hoạch"
    r"|báo\s+cáo|tờ\s+trình|chỉ\s+thị|luật|văn\s+bản|các"
)
_LOWER = "".join(c for c in map(chr, range(0x61, 0x1F00)) if unicodedata.category(c) == "Ll")
_STOP = (
    r"về|quy\s+định|ban\s+hành|phê\s+duyệt|hướng\s+dẫn|sửa\s+đổi|bãi\s+bỏ|thay\s+thế|triển\s+khai"
    r"|được|đã|trong|tại|theo|để|nhằm|ngày|yêu\s+cầu|giao|chỉ\s+đạo|đề\s+nghị|công\s+bố|có|với|là"
    r"|do|gửi|thì|số|kèm|cho|từ|đến|bổ\s+sung|tiếp\s+tục|thực\s+hiện|tổ\s+chức"
    r"|điều\s+chỉnh|kết\s+luận|thông\s+báo|quyết\s+định|ủy\s+quyền|phân\s+công"
    rf"|và\s+(?:(?-i:[{_LOWER}])|{_KINDS})[^,;.]*?"
)
# Names with a comma: Bộ Văn hóa, Thể thao và Du lịch; Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ.
_COMMA = (
    r"(?:,\s+(?:thể\s+thao|chủ\s+nhiệm|lao\s+động|thương\s+binh|thông\s+tin)"
    r"[^,;:.()\d\n\t/]{0,60}?)?"
)
# A name ends with a word; so it is read by words, not by characters. A class of characters costs a
# multiple where case is ignored.
_NAME_MOST = 81  # characters
_WORD = r"(?-i:[^,;:.()\d\s/]++)"
_WORDS = rf"(?-i:[^\S\t]+){_WORD}"
_ISSUER = re.compile(
    rf"[,)]?\s{{0,3}}(?:do|của)\s+(?P<issuer>(?P<name>[^\W\d_](?:{_WORD}(?:{_WORDS})*?|(?:{_WORDS})+?))"
    rf"{_COMMA})(?=\s+(?:{_STOP})(?:\s|,)|(?-i:\s*[,;:.()\d\t])|\s*$)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"[,)]?\s{0,3}(?P<subject>(?:về(?:\s+việc)?|v/v|phê\s+duyệt|ban\s+hành|quy\s+định|hướng\s+dẫn"
    r"|công\s+bố|sửa\s+đổi),?\s+(?-i:[^;.()\t\n]{3,240}))",
    re.IGNORECASE,
)
_SUBJECT_BEGINS = frozenset("vpbqhcsVPBQHCS")  # what _SUBJECT begins with
_DATED_BEGINS = frozenset("[.0123456789nNbBkKcClLpP")
_BEFORE = regex.compile(
    rf"ngày\s+(?P<date>{_NUMERIC}|{_WORDED})\s*,?\s[^.;\t]{{0,110}}?(?<!\p{{L}})"
    r"(?:ban\s+hành|ký|thông\s+qua|có|phát\s+hành|ra)\s+(?:các\s+)?$",
    regex.IGNORECASE,
)
_BETWEEN = regex.compile(
    rf"(?:^|\s)ngày\s+(?P<date>{_NUMERIC}|{_WORDED})\s+(?:của\s+[^,;.()\d]{{2,60}}\s+)?$",
    regex.IGNORECASE,
)
# A row that was joined with its neighbors: "19/07/2013 Văn bản có hiệu lực 30/2013/QĐ-UBND".
_ROW_HEAD = re.compile(
    r"(?<![^\s\x1e])(?<!ngày )(?<!Ngày )[0-9]{1,2}/[0-9]{1,2}/(?:19|20)[0-9]{2}"
    r"\s{1,3}(?=[^\W\d_])[^,;.:()\t/]{2,80}$"
)


_LEADERS = " .…_\t\n"


class Tail(NamedTuple):
    """What follows a symbol; spans index the text, `end` is where the citation ends."""

    end: int
    date: tuple[int, int] | None = None
    issuer: tuple[int, int] | None = None
    same_day: bool = False
    traits: tuple[str, ...] = ()
    days: tuple[tuple[int, int], ...] = ()  # one for each of a list: lần lượt ngày …


_NO_MORE = Tail(0)[2:]


def plain_tail(date: tuple[int, int]) -> Tail:
    """Return what follows a symbol when it is a date as it should be and nothing else."""
    return new(Tail, (date[1], date, *_NO_MORE))


def read_tail(text: str, end: int) -> Tail:
    """Return the date that follows the symbol that ends at this offset."""
    last = end + _WINDOW
    if found := _COMMON.match(text, end, last):
        return plain_tail(found.span(1))
    head = text[end : end + 6]
    if _may_be_dated(head) and (found := _DATED.match(text, end, last)):
        if head[:1] == "\n" and found["ngay"][:2] == "Ng" and _heads_sentence(text, found):
            return Tail(end)
        return _dated(found, ())
    if head[:1].isspace() or head[:1] in ",(":
        rest = head.lstrip(" \n\t,(")
        if rest[:1].isdigit() and (found := _PLAIN.match(text, end, last)):
            if "\n" in text[end : found.start("date")] and _LINE_GOES_ON.match(text, found.end()):
                return Tail(end)
            traits = () if found["open"] else ("no-ngay",)
            return Tail(_closed(found), found.span("date"), traits=traits)
        if rest[:1].isdigit() and (found := _YEAR.match(text, end, last)):
            return Tail(found.end(), found.span("date"))
        if "(" in head and (found := _INSIDE.match(text, end, last)):
            return Tail(found.end(), found.span("date"), found.span("issuer"))
        if rest[:1] in "tTnN" and (found := _LOOSE.match(text, end, last)):
            return Tail(_closed(found), found.span("date"))
        if rest[:1] in "lLcCtT" and (found := _IN_TURN.match(text, end, end + 2 * _WINDOW)):
            days = tuple(d.span() for d in _DAY.finditer(text, *found.span("days")))
            return Tail(found.end(), days[-1], traits=("date-in-turn",), days=days)
        if rest[:1] in "cC" and (found := _SAME_DAY.match(text, end, last)):
            return Tail(found.end(), same_day=True)
        if rest[:1] in "cCđĐ" and (named := _NAMED.match(text, end, last)):
            found = _DATED.match(text, named.end("issuer"), last + _WINDOW)
            if found:
                tail = _dated(found, ("date-after-issuer",))
                return Tail(tail.end, tail.date, named.span("issuer"), tail.same_day, tail.traits)
    return new(Tail, (end, None, *_NO_MORE))


def heads_row(text: str, number: int, floor: int) -> bool:
    """Tell whether a bare date begins the row in which the number at this offset stands.

    Then the bare date behind the symbol begins the next row.
    """
    found = _ROW_HEAD.search(text[max(floor, number - 96) : number])
    return found is not None and found[0].strip()[-1:].isalpha() and "số" not in found[0].split()


def _heads_sentence(text: str, found: regex.Match[str]) -> bool:
    return _SENTENCE_GOES_ON.match(text, found.end()) is not None


def _may_be_dated(head: str) -> bool:
    """Tell whether ngày, or a verb before it, or a note's mark can begin there."""
    first = head.lstrip(" \n\t,(")[:1]
    return not first or not first.isascii() or first in _DATED_BEGINS or first.isspace()


def _closed(found: regex.Match[str]) -> int:
    """Return the end of the citation: with the bracket that it opened, else without."""
    whole = found["open"] and found["close"]
    end: int = found.end() if whole else found.end("date")
    return end


def _dated(found: regex.Match[str], traits: tuple[str, ...]) -> Tail:
    comma, twice, same = found.group("comma", "twice", "same")
    if comma or twice:
        traits += ("comma-date",) * bool(comma) + ("repeated-ngay",) * bool(twice)
    day, month, year = found.group("d", "m", "y")
    if not day.isdigit() or not month.isdigit() or not year.isdigit():
        traits += tuple(_blanks(day, month, year))
    return Tail(_closed(found), found.span("date"), None, bool(same), traits)


def _blanks(day: str, month: str, year: str) -> Iterator[str]:
    if not day.strip(_LEADERS):
        yield "blank-day"
    if not month.strip(_LEADERS):
        yield "blank-month"
    if year and not year.removeprefix("20").strip(_LEADERS):
        yield "blank-year"


def date_before(text: str, at: int, floor: int) -> tuple[int, int] | None:
    """Return the span of a date that heads the sentence: "Ngày 03/7/2025, UBND tỉnh ban hành …"."""
    low = max(floor, at - 170)
    where = max(text.rfind("gày ", low, at), text.rfind("gày\n", low, at))
    if where < 1:
        return None
    window = text[where - 1 : at]
    found = _BEFORE.match(window)
    return (where - 1 + found.start("date"), where - 1 + found.end("date")) if found else None


def read_issuer(text: str, end: int) -> tuple[int, int] | None:
    """Return the span of the issuer's name after "của"."""
    head = text[end : end + 6].lower()  # what _ISSUER begins with: a tenth of its time
    if "do" not in head and "củ" not in head:
        return None
    found = _ISSUER.match(text, end, end + _WINDOW)
    if found is None or len(found["name"]) > _NAME_MOST:
        return None
    span: tuple[int, int] = found.span("issuer")
    return span


def read_subject(text: str, end: int, limit: int) -> tuple[int, int] | None:
    """Return the span of the subject (trích yếu) that follows, ending before `limit`."""
    if text[end : end + 5].lstrip(",)").lstrip()[:1] not in _SUBJECT_BEGINS:
        return None
    found = _SUBJECT.match(text, end, min(limit, end + 2 * _WINDOW))
    if not found:
        return None
    start, stop = found.span("subject")
    return start, start + len(text[start:stop].rstrip(" ,\n"))
