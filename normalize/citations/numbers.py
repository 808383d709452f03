"""Numbers and years of citations: no leading zeros, misread digits read as digits."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_OCR = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
_GROUPED = re.compile(r"(\d{1,3})\.(\d{3})([a-zđ]?)", re.IGNORECASE)


@lru_cache(maxsize=16384)
def read_number(text: str) -> str:
    """Return the number as it is compared: "05" → "5", "1O5" → "105", "66.7" and "30c" stay."""
    bare = unicodedata.normalize("NFKC", "".join(text.split())).translate(_OCR)
    if found := _GROUPED.fullmatch(bare):  # 1.234/QĐ-UBND: a thousand, no number has three decimals
        bare = found[1] + found[2] + found[3]
    return bare.lstrip("0") or "0"


def is_misread(text: str) -> bool:
    """Tell whether letters stand among the digits."""
    return not text.isdigit() and any(c in "OolI" for c in text)


@lru_cache(maxsize=4096)
def read_year(text: str) -> str:
    """Return the year part as digits, as many as are printed."""
    return "".join(text.split()).translate(_OCR)
