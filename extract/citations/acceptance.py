"""Which candidates are citations: what the symbol itself says, and what vouches for it.

A symbol that begins with a known kind and names an issuer stands on its own. All others need a
kind word, "số" or a date beside them; ratios, form codes, standards and accounts have none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.citations.heads import Head
from extract.citations.patterns import words
from extract.citations.tails import Tail
from extract.folding import fold

# Words that only a document has, whatever body its symbol names: QĐ 014/BH, Công văn 25/ABC.
_NEVER_A_NAME = frozenset({"QĐ", "CV", "TTr", "NQ", "NĐ", "TTLT"})
_SPLIT = re.compile(r"[-/.]")
_ACTS = frozenset({"SL", "NĐ", "NQ", "QĐ", "CT", "TT"})  # nothing else is called so and numbered
UNDERTAKINGS = frozenset({"ĐA", "DA", "CTr", "PA", "QH"})
# 2733/TCHQ-GSQL, 12/BGDĐT-GDTrH: no count, form or dossier is printed so behind a known office.
_OFFICE_AND_UNIT = re.compile(r"[^\W\d_]{3,}-(?:[A-ZĐ&]{2,}|[A-ZĐ]{2,}[a-z][A-ZĐ]*)")
_MISREAD = str.maketrans("o0", "qq")


@dataclass(frozen=True, slots=True)
class SymbolShape:
    """What a symbol says by itself; `tokens` are its parts as printed."""

    tokens: tuple[str, ...]
    kind: bool  # begins with a kind, perhaps misspelled
    organ: bool  # begins with a known issuer
    second: bool  # continues with a known issuer or unit
    fused: bool  # kind and issuer in one token: QĐUBND
    never: bool
    solid: bool  # enough capitals to be an abbreviation


@lru_cache(maxsize=8192)
def shape_of(symbol: str) -> SymbolShape:
    """Return what the symbol says; whitespace must be gone from it."""
    known = words()
    tokens = tuple(t for t in _SPLIT.split(symbol) if t)
    first = tokens[0] if tokens else ""
    skeleton = fold(first)
    is_kind = first in known.kinds or (
        len(first) > 1
        and (
            skeleton in known.kind_skeletons or skeleton.translate(_MISREAD) in known.kind_skeletons
        )
    )
    organ = first in known.organs or (len(first) > 2 and skeleton in known.organ_skeletons)
    second = len(tokens) > 1 and (
        tokens[1] in known.units or fold(tokens[1]) in known.organ_skeletons
    )
    if organ and len(tokens) == 2 and _OFFICE_AND_UNIT.fullmatch(symbol):
        second = True
    return SymbolShape(
        tokens=tokens,
        kind=is_kind,
        organ=organ,
        second=second,
        fused=not organ and first not in known.kinds and split_fused(first) is not None,
        never=first in known.never,
        solid=all(_capitals(t) > 1 or t in known.kinds or t in known.units for t in tokens),
    )


def _capitals(token: str) -> int:
    return sum(c.isupper() for c in token) + (
        sum(c.isdigit() for c in token) if token[:1].isupper() else 0
    )


@lru_cache(maxsize=4096)
def split_fused(token: str) -> tuple[str, str] | None:
    """Split a token that lost its hyphen: QĐUBND → QĐ, UBND; None unless both are known."""
    known = words()
    for cut in range(min(6, len(token) - 2), 0, -1):
        kind, organ = token[:cut], token[cut:]
        if kind in known.kinds and organ in known.organs and len(kind) > 1:
            return kind, organ
    return None


def is_citation(way: str, year: str | None, shape: SymbolShape, head: Head, tail: Tail) -> bool:
    """Tell whether a candidate is a citation of a numbered document."""
    if head.not_document or not shape.tokens:
        return False
    word = head.kind is not None
    dated = tail.date is not None
    if way == "assembly":
        return year is not None or word
    if way == "party":
        return (
            shape.kind
            and len(shape.tokens) > 1
            and (word or head.so or dated or shape.tokens[1] in words().party_organs)
        )
    if way == "lost-slash" and head.bracketed and dated and shape.kind:
        return True  # gửi Văn phòng UBND tỉnh (255BC-STC ngày 06/02/2025)
    if way == "lost-slash":
        return word and head.so
    if way == "old-hyphen":
        return word and (head.so or dated or head.kind in _ACTS)
    if way in ("party-space", "old-office"):
        return word and (head.so or dated or (way == "old-office" and head.kind in _ACTS))
    if way == "old-hyphens":
        named = word and head.kind not in UNDERTAKINGS
        return named and (head.so or dated) and not shape.never
    if way == "old-unit":  # the decrees of 1945 and 1946 ran in series: 22-C
        if not dated:  # Thông tư 40-LN
            return head.kind in _ACTS and shape.solid and not shape.kind
        return word and (len(shape.tokens[0]) > 1 or head.kind == "SL")
    if way == "lower-case":
        return shape.kind and (word or head.so or dated)
    return _state(year, shape, head, word, dated)


def _state(year: str | None, shape: SymbolShape, head: Head, word: bool, dated: bool) -> bool:
    vouched = word or head.so or dated
    if not shape.solid and not (word and head.so):
        return False
    if shape.never and not (word and len(shape.tokens) > 1):
        return False
    if year is not None and len(year) < 4 and not (shape.kind and vouched):
        return False
    if shape.kind and len(shape.tokens) > 1:
        return True
    if shape.kind:  # "Kế hoạch số 45/KH", "Tờ trình 5024/TTr"; not "phương án 2/PA"
        named = word and head.kind not in UNDERTAKINGS
        return dated or named or sum((word, head.so, year is not None)) > 1
    if shape.fused:
        return word or dated or (year is not None and head.so)
    if shape.organ and len(shape.tokens) > 1:
        return vouched or shape.second or head.bracketed
    if shape.organ:
        if head.kind in UNDERTAKINGS and not head.so:  # "Đề án 06/CP" is a name
            return dated
        return word or dated or (head.so and not head.bracketed)
    if year is not None:
        return (word and len(shape.tokens) > 1) or (
            head.so and (word or (dated and len(year) == 4))
        )
    if len(shape.tokens) > 1:
        return word or (dated and (head.so or head.bracketed or _unit_like(shape)))
    return word and (head.so or dated or head.kind in _NEVER_A_NAME)


def _unit_like(shape: SymbolShape) -> bool:
    return shape.second or all(2 <= len(t) <= 9 for t in shape.tokens)


def is_blank_citation(shape: SymbolShape, head: Head, tail: Tail) -> bool:
    """Tell whether a symbol without a number is a citation that waits for its number."""
    if head.not_document or not head.so or not shape.solid or len(shape.tokens) < 2:
        return False
    if head.kind is not None:
        return shape.kind or shape.organ or head.kind in _NEVER_A_NAME
    return tail.date is not None and (shape.kind or shape.organ)
