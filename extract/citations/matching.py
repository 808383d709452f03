"""The text as it is matched: look-alikes made one, in a tenth of the time where offsets stay."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from extract.text import Folded, characters, fold, read_rows


@cache
def _table() -> dict[str, str]:
    return {characters(row[0]): characters(row[1]) for row in read_rows("lookalikes.csv")}


@cache
def _odd() -> re.Pattern[str]:
    # `re` runs over a large class of characters twenty times faster than `regex`.
    return re.compile("[" + "".join(map(re.escape, _table())) + "]")


def matching_text(text: str) -> Folded:
    """Return what `extract.text.fold` returns; quicker when every character keeps its place."""
    if not unicodedata.is_normalized("NFC", text):
        return fold(text)
    table = _table()
    odd = set(_odd().findall(text))
    if any(len(table[c]) != 1 for c in odd):
        return fold(text)
    for character in odd:
        text = text.replace(character, table[character])
    return Folded(text)
