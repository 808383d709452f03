"""Symbols on scans: tokens nobody knows read as the known ones that OCR mistakes for them.

A repair is made only on scans, only of a token that the lexicon lacks, and only where one known
token remains: `TIr` after "Tờ trình" is TTr, `UBNO` is UBND. The printed symbol is kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extract.citations.patterns import words
from extract.folding import fold
from normalize.citations.symbols import SymbolReading
from normalize.vocabulary import issuer_of, kind_of

# Letters that OCR puts for each other, as seen on scans of 100 to 300 dpi.
_ALIKE = ("0OQD", "1IlTi", "5S", "8BE", "6GC", "2Z", "DĐÐ")
_TOKENS = re.compile(r"([-/.])")
_LEAST = 3  # letters of a token that may be repaired; shorter ones are too like each other
_SURE = 4  # letters from which an unknown token without a digit is no other office's


def repair_scanned(
    reading: SymbolReading, word_kind: str | None, grammar: str, elsewhere: Collection[str] = ()
) -> SymbolReading:
    """Return the reading of a scanned symbol, unknown tokens replaced where one known one fits.

    Args:
        reading: the symbol as read.
        word_kind: the abbreviation of the kind word before the number.
        grammar: the citation's grammar.
        elsewhere: tokens of symbols in the same report; they decide between several that fit.
    """
    if grammar == "assembly":
        return reading
    parts = _TOKENS.split(reading.canonical)
    tokens = parts[::2]
    for n, token in enumerate(tokens):
        if _is_known(token):
            continue
        right = _right(token, word_kind if n == 0 else None, elsewhere)
        if right is None and n == 0 and _stands_for(token, tokens[1:], word_kind):
            right = word_kind
        if right is not None:
            parts[2 * n] = right
        elif n == 0 and len(tokens) == 1 and (pair := _glued(token)) is not None:
            parts[0] = pair
    canonical = "".join(parts)
    return reading if canonical == reading.canonical else _read_as(canonical, reading)


def tokens_of(symbols: Collection[str]) -> frozenset[str]:
    """Return the known tokens of the symbols."""
    return frozenset(t for s in symbols for t in _TOKENS.split(s)[::2] if _is_known(t))


def has_unknown_token(symbol: str) -> bool:
    """Tell whether a part of the symbol is no kind, issuer or unit that we know."""
    return not all(map(_is_known, _TOKENS.split(symbol)[::2]))


def _read_as(canonical: str, reading: SymbolReading) -> SymbolReading:
    tokens = _TOKENS.split(canonical)[::2]
    joined = canonical.count("-") > reading.canonical.count("-")
    why = "lost-separator" if joined else "look-alike"
    kind, issuer = reading.kind, reading.issuer
    if tokens[0] in kind_of():
        kind, issuer = tokens[0], tokens[1] if len(tokens) > 1 else None
    elif tokens[0] in issuer_of() and len(tokens) > 1:
        kind, issuer = "CV", tokens[0]
    return replace(
        reading,
        canonical=canonical,
        kind=kind,
        issuer=issuer,
        traits=(*(t for t in reading.traits if t != why), why),
        read=((reading.canonical, canonical, why), *reading.read),
    )


@lru_cache(maxsize=4096)
def _is_known(token: str) -> bool:
    known = words()
    return (
        token in kind_of()
        or token in issuer_of()
        or token in known.kinds
        or token in known.organs
        or token in known.units
        or fold(token) in known.organ_skeletons
    )


def _stands_for(token: str, rest: Sequence[str], word_kind: str | None) -> bool:
    """Tell whether a token nobody knows is the kind that the word says: "Chỉ thị số 30/Gf-UBND"."""
    if not word_kind or len(token) != len(word_kind) or not rest:
        return False
    return len(token) > 1 and rest[0] in issuer_of()


def _right(token: str, word_kind: str | None, elsewhere: Collection[str]) -> str | None:
    """Return the one known token that was printed; None when none or several may have been."""
    if word_kind and _is_misread(token, word_kind):
        return word_kind
    fitting = _fitting(token) if len(token) >= _LEAST else frozenset()
    if len(fitting) > 1 or (len(token) < _SURE and token.isalpha()):
        fitting = frozenset(t for t in fitting if t in elsewhere)
    return next(iter(fitting)) if len(fitting) == 1 else None


@lru_cache(maxsize=4096)
def _fitting(token: str) -> frozenset[str]:
    """Return the known tokens that OCR may have read as this one."""
    known = words()
    return frozenset(
        t for t in known.organs | known.units if len(t) >= _LEAST and _is_misread(token, t)
    )


def _is_misread(written: str, right: str) -> bool:
    """Tell whether one letter is written for another, or one too many beside its like or twin."""
    if len(written) == len(right):
        wrong = [(a, b) for a, b in zip(written, right, strict=True) if a != b]
        return len(wrong) == 1 and _are_alike(*wrong[0])
    if len(written) != len(right) + 1:
        return False
    return any(
        written[:n] + written[n + 1 :] == right
        and any(letter == other or _are_alike(letter, other) for other in _beside(written, n))
        for n, letter in enumerate(written)
    )


def _beside(text: str, at: int) -> Iterator[str]:
    if at:
        yield text[at - 1]
    if at + 1 < len(text):
        yield text[at + 1]


def _are_alike(a: str, b: str) -> bool:
    return a != b and any(a in group and b in group for group in _ALIKE)


@lru_cache(maxsize=4096)
def _glued(token: str) -> str | None:
    """Return an issuer and its unit that lost their hyphen, SYTVP as SYT-VP; None when unsure."""
    known = words()
    pairs = {
        f"{token[:cut]}-{token[cut:]}"
        for cut in range(_LEAST, len(token) - 1)
        if token[:cut] in known.organs and token[cut:] in known.units
    }
    return pairs.pop() if len(pairs) == 1 else None
