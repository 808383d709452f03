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
SURELY_LONG = 60  # characters; shorter lines may be titles, names, table scraps

_MARKER = re.compile(
    r"[-–—+•*▪●○◦]\s|\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]\s|\d{1,2}(?:\.\d{1,3}){1,3}\s|\(?[a-zđ]\)\s?"
    r"|[IVXLC]{1,6}[.)/-]\s|[A-ZĐ][.)]\s|#{1,6}\s|\||\d{1,2}\s+[A-ZĐÀ-Ỹ]"
    r"|(?:Điều|Chương|Mục|Phần|PHẦN|CHƯƠNG|MỤC|Phụ lục|PHỤ LỤC|Biểu|Mẫu)\s+(?:số\s*)?[\dIVX]"
    r"|(?:Nơi nhận|Kính gửi|Đơn vị tính|Kỳ báo cáo|Căn cứ|Ghi chú)\b"
)
_ENDED = re.compile(r"[.!?;:…](?:[\"”»’)\]]*)$|\./\.?$")
_CLOSED = re.compile(r"[\"”»’)\]]$")
_DANGLING_NUMBER = re.compile(
    r"(?:^|\W)(?:số|ngày|tháng|năm|quý|khoản|Điều|điều|Khoản|điểm|từ|đến)$"
)
_CITED = re.compile(r"\d{1,5}(?:\.\d{1,2})?[a-z]?\s?[/-]\s?[\dA-ZĐ]")
_SYMBOL_CUT = re.compile(r"\d/$|[A-ZĐ\d][a-zA-ZĐđ&]*[-/]$")
_SYMBOL_REST = re.compile(r"[-/]\s?[A-ZĐ\d]")


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
    return Wrapping(width) if full >= 0.5 * len(inner) else Wrapping()


def wraps(left: str, right: str, wrapping: Wrapping) -> bool:
    """Tell whether a line goes on in the next one of the same stretch."""
    if starts_item(right) or is_shouted(left) or is_shouted(right):
        return False
    if wrapping.width is not None and len(left) >= 0.8 * wrapping.width:
        return True
    return continues(left, right)


def continues(left: str, right: str) -> bool:
    """Tell whether a paragraph goes on in the next piece, by the words alone."""
    left, right = left.rstrip(), right.lstrip()
    if not left or not right or starts_item(right):
        return False
    if _ENDED.search(left) and not _open_bracket(left):
        return False
    if is_shouted(left) or is_shouted(right):
        return False
    if _SYMBOL_CUT.search(left) and (right[0].isupper() or right[0].isdigit()):
        return True
    if _DANGLING_NUMBER.search(left) or _SYMBOL_REST.match(right):
        return True
    first = right[0]
    if first.islower():
        return True
    if _CLOSED.search(left):
        return False
    if first.isdigit():
        return len(left) >= SURELY_LONG or bool(_CITED.match(right))
    if left.endswith(","):
        return len(left) >= SURELY_LONG
    return left.rsplit(None, 1)[-1].lower() in _leading_words()


def joint(left: str, right: str) -> str:
    """Return what stands between two joined pieces: a space, nothing inside a torn symbol."""
    if _SYMBOL_CUT.search(left) and right[:1].isalnum():
        return ""
    return "" if _SYMBOL_REST.match(right) and left[-1:].isalnum() else " "


def starts_item(text: str) -> bool:
    """Tell whether a piece begins with a list marker, a heading's number or a fixed opening."""
    return _MARKER.match(text) is not None


def is_shouted(text: str) -> bool:
    """Tell whether a piece is set in capitals, as titles and offices are."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def _open_bracket(text: str) -> bool:
    """Tell whether a bracket is open at the end: `(Quyết định số 12; `."""
    return text.count("(") > text.count(")") and text.rfind("(") > len(text) - 400


@lru_cache(maxsize=1)
def _leading_words() -> frozenset[str]:
    path = Path(__file__).with_name("joining.toml")
    words: list[str] = tomllib.loads(path.read_text(encoding="utf-8"))["leading_words"]
    return frozenset(words)
