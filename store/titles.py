"""Subjects of documents (trích yếu) compared: one document, or clearly another."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from extract.folding import skeleton

_FILE = Path(__file__).with_name("titles.toml")
_FEW = 4  # words that tell nothing yet
_MANY = 7  # words that tell one document from its like
_SAME = 0.9  # share of all words
_UNLIKE = 0.25  # share of the shorter subject's words
_CLAUSE = re.compile(r"[,;]\s+")


@cache
def _abbreviations() -> tuple[re.Pattern[str], dict[str, str]]:
    written = tomllib.loads(_FILE.read_text(encoding="utf-8"))["abbreviations"]
    found = {skeleton(short): skeleton(long) for short, long in written.items()}
    return re.compile(rf"\b(?:{'|'.join(sorted(found, key=len, reverse=True))})\b"), found


@cache
def _empty_words() -> frozenset[str]:
    return frozenset(tomllib.loads(_FILE.read_text(encoding="utf-8"))["empty_words"])


def own_subject(subject: str) -> str:
    """Return a citation's subject without the sentence that goes on behind it, on one line.

    What follows a comma with a capital is no part of it: "…, Sở đã báo cáo".
    """
    ends = (
        m.start() for m in _CLAUSE.finditer(subject) if subject[m.end() : m.end() + 1].isupper()
    )
    return " ".join(subject[: next(ends, len(subject))].split())


@lru_cache(maxsize=65536)
def telling_words(text: str) -> frozenset[str]:
    """Return a subject's telling words, folded, abbreviations written out."""
    pattern, written_out = _abbreviations()
    plain = pattern.sub(lambda found: written_out[found[0]], skeleton(text))
    return frozenset(plain.split()) - _empty_words()


def likeness(one: str | None, other: str | None) -> float | None:
    """Return the share of the shorter subject's words that the other has; None when too short."""
    a, b = telling_words(one or ""), telling_words(other or "")
    shorter = min(len(a), len(b))
    return len(a & b) / shorter if shorter >= _FEW else None


def identical(one: str, other: str) -> bool:
    """Tell whether two subjects are long and say the same in the same words."""
    a, b = telling_words(one), telling_words(other)
    return len(a | b) >= _MANY and len(a & b) >= _SAME * len(a | b)


def unlike(one: str | None, other: str | None) -> bool:
    """Tell whether two subjects are clearly of two documents."""
    share = likeness(one, other)
    return share is not None and share <= _UNLIKE
