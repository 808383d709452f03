"""Text made comparable: without case, accents or the spelling's small differences."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NO_DECOMPOSITION = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "Ɖ": "d"})
_SPACE = re.compile(r"\s+")
_OTHER = re.compile(r"[^0-9a-z%]+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the text in lower case without accents, spaces single: "Tổng  Số" → "tong so"."""
    bare = unicodedata.normalize("NFD", text.translate(_NO_DECOMPOSITION))
    plain = "".join(c for c in bare if not unicodedata.combining(c))
    return _SPACE.sub(" ", plain).strip().casefold()


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """Return the folded words and figures alone: "- Cấp tỉnh (09/09)" → "cap tinh 09 09"."""
    return _OTHER.sub(" ", fold(text)).strip()
