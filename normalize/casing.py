"""Names printed in capitals, in the case a clerk writes them: "SỞ TÀI CHÍNH" → "Sở Tài chính"."""

from __future__ import annotations

import re
from functools import cache

from extract.folding import fold
from extract.pieces import is_shouted
from normalize.agencies import agencies
from normalize.provinces import provinces

_ABBREVIATIONS = {"ubnd": "UBND", "hđnd": "HĐND", "qlda": "QLDA", "đtxd": "ĐTXD", "tp": "TP"}
_ALWAYS_SMALL = {"và", "của", "các", "cho", "về", "tại", "trong"}
# Behind these every word of the name has a capital: "xã Diên Điền", "thành phố Cam Ranh".
_UNITS = re.compile(
    r"\b(tỉnh|thành phố|quận|huyện|thị xã|thị trấn|phường|xã|đặc khu)\s+"
    r"((?:[^\W\d_]+|\d+)(?:\s+[^\W\d_]+){0,3})"
)
# Behind these the next word has a capital: "Phòng Tài chính - Kế hoạch".
_HEADS = re.compile(
    r"\b(sở|bộ|ban|phòng|cục|chi cục|tổng cục|trung tâm|thanh tra|công an|kho bạc|trường|viện"
    r"|và|ban quản lý|bệnh viện|chi nhánh)\s+([^\W\d_])"
    r"|([,–-]\s*)([^\W\d_])",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?<=khu vực )[ivx]+\b")
_SMALL_AFTER_HEAD = re.compile(r"\b(?:nhân dân|tỉnh|thành phố|các)\b")


def name_case(text: str) -> str:
    """Return the name of a body in normal case; a name that is not in capitals stays as it is."""
    text = " ".join(text.split()).strip(" .,;*")
    if not text or not is_shouted(text) or (" " not in text and len(text) <= 5):
        return text
    lower = text.lower()
    known = _known().get(fold(text))
    if known is not None:
        return known
    result = lower[0].upper() + lower[1:]
    result = _HEADS.sub(_capital, result)
    result = _UNITS.sub(lambda m: f"{m[1]} {_title(m[2])}", result)
    result = _ROMAN.sub(lambda m: m[0].upper(), result)
    for name in _proper_names():
        result = re.sub(rf"\b{re.escape(name)}\b", name, result, flags=re.IGNORECASE)
    for small, big in _ABBREVIATIONS.items():
        result = re.sub(rf"\b{small}\b", big, result, flags=re.IGNORECASE)
    return result


def _capital(match: re.Match[str]) -> str:
    head, letter = (match[1], match[2]) if match[1] else (match[3], match[4])
    rest = match.string[match.end() - 1 :]
    if match[1] and _SMALL_AFTER_HEAD.match(rest):
        return match[0]
    gap = " " if match[1] else ""
    return f"{head}{gap}{letter.upper()}"


def _title(words: str) -> str:
    return " ".join(w if w in _ALWAYS_SMALL else w[0].upper() + w[1:] for w in words.split())


@cache
def _known() -> dict[str, str]:
    """Return the register's names by their folded capitals, for bodies without a place in them."""
    return {fold(a.name): a.name for a in agencies()}


@cache
def _proper_names() -> tuple[str, ...]:
    return tuple(sorted({p.name for p in provinces()}, key=len, reverse=True))
