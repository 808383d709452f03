"""When two printed pieces are one paragraph: torn by a line end, a blank line or a page.

The words decide, for plain text has nothing else: a piece that ends without a full stop, before one
that begins in small letters or goes on with a citation, a date or a number. When in doubt they stay
apart: a torn paragraph is a nuisance, two merged ones are a lie.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

MIN_WIDTH, MAX_WIDTH = 50, 130  # characters of a line that an editor wrapped
MIN_WRAPPED = 8  # line ends inside paragraphs before a file counts as wrapped
MAX_END = 16  # characters that tell how a piece ends
MAX_LIST = 60  # characters of a list of numbers that are looked at
MAX_SHOUT = 200  # characters that tell whether a piece is set in capitals
SURELY_LONG = 60  # characters; shorter lines may be titles, names, table scraps

# A section is 1.12, never 1.769: that is a count at the beginning of a line.
_MARKER = re.compile(
    r"[-–—+•*▪●○◦]\s|\(?\d{1,3}(?:\.\d{1,2}){0,3}[.)]\s|\d{1,2}(?:\.\d{1,2}){1,3}\s|\(?[a-zđ](?:\)\s?|\.\s)"
    r"|[IVXLC]{1,6}[.)/-]\s|[A-ZĐ][.)]\s|#{1,6}\s|\||\d{1,2}\s+(?!THÁNG\s|NĂM\s)[A-ZĐÀ-Ỹ]"
    r"|(?:Điều|Chương|Mục|Phần|PHẦN|CHƯƠNG|MỤC)\s+[\dIVX]+[a-zđ]?(?:[.:]|\s*$|\s+[A-ZĐÀ-Ỹ](?!uật|ghị|uyết))"
    r"|(?:Phụ lục|PHỤ LỤC|Biểu|Mẫu)\s+(?:số\s*)?[\dIVX]"
    r"|(?:Nơi nhận|Kính gửi|Đơn vị tính|Kỳ báo cáo|Căn cứ|Ghi chú)\b"
)
_ENDED = re.compile(r"[.!?;:…](?:[\"”»’)\]]*)$|\./\.?$")
_CLOSED = re.compile(r"[\"”»’)\]]$")
# (Kèm theo Quyết định số: 59/QĐ-UBND ¶ Ngày 22 tháng ¶ 7 năm 2021 của …); no letterhead's date.
_SYMBOL_END = re.compile(r"\d\s?[/-]\s?[\dA-ZĐ&/-]*[A-ZĐ]$")
_ITS_DATE = re.compile(
    r"Ngày\s+\d{1,2}(?:\s+tháng(?:\s+\d{1,2}(?:\s+năm)?)?\s*$|(?:[\d\s/.-]|tháng|năm)+của\s)"
)
_DANGLING = re.compile(
    r"(?:^|\W)(?:(?<!tổng )(?<!chỉ )(?<!hệ )(?<!dân )(?<!một )số"
    r"|ngày|tháng|năm|quý|khoản|điều|từ|đến)$",
    re.IGNORECASE,
)
# A date torn between its parts, and numbers of one list: "số 410," ¶ "415 và 422/QĐ-UBND".
_DAY, _DAY_REST = (
    re.compile(r"\b(?:ngày|tháng)\s\d{1,2}$", re.IGNORECASE),
    re.compile(r"(?:tháng|năm)\s\d", re.IGNORECASE),
)
_LISTED = re.compile(r"\bsố:?\s\d{1,5}(?:,\s?\d{1,5})*(?:,|\svà)$", re.IGNORECASE)
_LISTED_REST = re.compile(r"\d{1,5}\s?(?:,|/|và\s)")
# A law's name after the word: "Căn cứ Luật" ¶ "Bảo hiểm y tế số 46/2014/QH13".
_LAW = re.compile(r"[^\W\d_](?<!pháp)\s(?:Luật|Bộ luật|Pháp lệnh)$")
_NUMBER = re.compile(r"[\d/]|[.…_]{1,12}\s?/|[IVX]{1,4}\b")  # or the dots that stand for one
_SCOPE = re.compile(r"\b(?:khoản|điểm)\s+(?:\d{1,2}|[a-zđ])(?:\.\d{1,2})?,?$", re.IGNORECASE)
_SCOPE_REST = re.compile(r"(?:khoản|điều|mục|chương)\s+[\dIVX]", re.IGNORECASE)
_CITED = re.compile(r"\d{1,5}(?:\.\d{1,2})?[a-z]?\s?[/-]\s?[\dA-ZĐ]")
_SYMBOL_CUT = re.compile(r"\d[/-]$|[A-ZĐÐ][a-zA-ZĐđÐ&]*[-/\u2010\u2011\u2013\u2212]$")
_SLASH_LEFT, _SLASH_REST = re.compile(r"\d[a-z]?$"), re.compile(r"/\s?[A-ZĐ\d]")
_HYPHEN_LEFT, _HYPHEN_REST = re.compile(r"/[A-ZĐ][a-zA-ZĐđ&]*$"), re.compile(r"-[A-ZĐ]{2}")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """The width, in characters, to which a text's lines were wrapped; None when they were not."""

    width: int | None = None


def measure_wrapping(stretches: Sequence[Sequence[int]]) -> Wrapping:
    """Return how a text is wrapped, from the lengths of the lines of each of its stretches."""
    inner = sorted(length for stretch in stretches for length in stretch[:-1] if length)
    if len(inner) < MIN_WRAPPED:
        return Wrapping()
    width = inner[int(0.95 * (len(inner) - 1))]
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return Wrapping()
    full = sum(length >= 0.75 * width for length in inner)
    return Wrapping(width) if full >= 0.6 * len(inner) else Wrapping()


def wraps(left: str, right: str, wrapping: Wrapping) -> bool:
    """Tell whether a line goes on in the next one of the same stretch."""
    full = wrapping.width is not None and len(left) >= 0.8 * wrapping.width
    if full and not starts_item(right) and not is_shouted(left) and not is_shouted(right):
        return True
    return continues(left, right)


def continues(left: str, right: str) -> bool:
    """Tell whether a paragraph goes on in the next piece, by the words alone."""
    left, right = left.rstrip(), right.lstrip()
    if not left or not right or starts_item(right):
        return False
    end = left[-MAX_END:]
    if _ENDED.search(end) and not _open_bracket(left):
        return False
    if _SYMBOL_CUT.search(end) and (right[0].isupper() or right[0].isdigit()):
        return True
    if _DANGLING.search(end) and _NUMBER.match(right):
        return True
    if _is_symbol_rest(end, right) or (_SCOPE.search(end) and _SCOPE_REST.match(right)):
        return True
    if (_DAY.search(end) and _DAY_REST.match(right)) or (
        right[0].isdigit() and _LISTED_REST.match(right) and _LISTED.search(left[-MAX_LIST:])
    ):
        return True
    cited = _CITED.match(right) is not None  # a symbol's capitals are no title's
    if is_shouted(left) or (is_shouted(right) and not cited):
        return False
    first = right[0]
    if first.islower():
        return True
    if _CLOSED.search(end):
        return False
    if first == "N" and _ITS_DATE.match(right) and _SYMBOL_END.search(end):
        return True
    if first.isdigit():
        long = len(left) >= SURELY_LONG and any(c.isalpha() for c in right)
        return long or cited
    if left.endswith(","):
        return len(left) >= SURELY_LONG
    if _LAW.search(end):
        return True
    return left.rsplit(None, 1)[-1].lower() in _leading_words()


def joint(left: str, right: str) -> str:
    """Return what stands between two joined pieces: a space, nothing inside a torn symbol."""
    if _SYMBOL_CUT.search(left[-MAX_END:]) and right[:1].isalnum():
        return ""
    return "" if _is_symbol_rest(left[-MAX_END:], right) else " "


def _is_symbol_rest(end: str, right: str) -> bool:
    """Tell whether a symbol was torn before its separator: `12` ¶ `/QĐ-UBND`, `5/BC` ¶ `-STC`."""
    return bool(
        (_SLASH_LEFT.search(end) and _SLASH_REST.match(right))
        or (_HYPHEN_LEFT.search(end) and _HYPHEN_REST.match(right))
    )


def starts_item(text: str) -> bool:
    """Tell whether a piece begins with a list marker, a heading's number or a fixed opening."""
    return _MARKER.match(text) is not None


def is_shouted(text: str) -> bool:
    """Tell whether a piece is set in capitals, as titles and offices are."""
    letters = [c for c in text[:MAX_SHOUT] if c.isalpha()]
    return len(letters) > 1 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)


def _open_bracket(text: str) -> bool:
    """Tell whether a bracket is open at the end: `(Quyết định số 12; `."""
    return text.count("(") > text.count(")") and text.rfind("(") > len(text) - 400


@lru_cache(maxsize=1)
def _leading_words() -> frozenset[str]:
    path = Path(__file__).with_name("joining.toml")
    words: list[str] = tomllib.loads(path.read_text(encoding="utf-8"))["leading_words"]
    return frozenset(words)
