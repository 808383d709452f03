"""Symbols: kind and issuer told apart, misprints read as what they can only mean.

A repair is made only where one candidate remains; else the symbol stays as printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from extract.citations.acceptance import split_fused
from extract.citations.matching import matching_text
from extract.citations.patterns import words
from extract.folding import fold
from normalize.vocabulary import issuer_of, kind_of, kinds_by_skeleton, tokens_by_skeleton

_TOKENS = re.compile(r"([-/.])")
_DOUBLED = re.compile(r"--+")  # a soft hyphen beside a real one
_TERM = re.compile(r"(?P<body>UBTVQH|QH)(?P<term>\d{1,2})$")
# A body that bears no number of its own, and a footnote's mark.
_MARKED = re.compile(r"(?P<body>CP|TTg|UBND|B[A-ZĐ&]{2,8}|VPCP|TTCP|NHNN)[0-9]{1,2}")
_MISREAD = str.maketrans("o0", "qq")
# Kinds that next to no office issues, abbreviated as a body that long issued much.
_RARE = frozenset({"TC"})
# Kinds that no symbol names: a judgment's tells the matter and the instance, 12/2023/DS-ST.
_UNNAMED = frozenset({"BA"})
_JOINT = frozenset(
    {"TTLT", "TTLN", "TTLB", "TTLC"}
)  # printed TTLT/BTC-BNV as rightly as TTLT-BTC-BNV


@dataclass(frozen=True, slots=True)
class SymbolReading:
    """A symbol understood. `kind` is what the symbol alone says: "CV" for issuer and unit."""

    canonical: str
    kind: str | None
    issuer: str | None  # the issuer's token
    traits: tuple[str, ...] = ()
    read: tuple[tuple[str, str, str], ...] = field(default=())  # written, read, why


@lru_cache(maxsize=16384)
def read_symbol(text: str, word_kind: str | None, grammar: str) -> SymbolReading:
    """Return the meaning of a printed symbol.

    Args:
        text: as printed, spaces and line breaks included.
        word_kind: the abbreviation of the kind word before the number, which settles what `CT`
            or `TC` stands for; None without a word.
        grammar: the citation's grammar.
    """
    plain = _DOUBLED.sub("-", "".join(matching_text(text).text.split()))
    reader = _Reader(word_kind, grammar)
    if plain != "".join(text.split()) and _letters(plain) != _letters(text):
        reader.note("look-alike", "".join(text.split()), plain)
    if grammar == "assembly":
        return reader.assembly(plain)
    return reader.state(_TOKENS.split(plain))


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _lost_marks(printed: str, known: str) -> bool:
    """Tell whether the printed token only lacks marks: BDT never stood for BĐT, the post office."""
    if len(printed) != len(known):
        return False
    pairs = zip(printed, known, strict=True)
    return all(p.casefold() == k.casefold() or p.isascii() for p, k in pairs)


class _Reader:
    def __init__(self, word_kind: str | None, grammar: str) -> None:
        self.word_kind = word_kind
        self.grammar = grammar
        self.traits: list[str] = []
        self.read: list[tuple[str, str, str]] = []

    def note(self, why: str, written: str, read: str) -> None:
        """Remember that something was read otherwise than written."""
        if why not in self.traits:
            self.traits.append(why)
        self.read.append((written, read, why))

    def assembly(self, plain: str) -> SymbolReading:
        found = _TERM.match(plain)
        return self._result(plain, None, found["body"] if found else plain)

    def state(self, parts: list[str]) -> SymbolReading:
        if self.word_kind in _UNNAMED:
            return self._result("".join(parts), None, None)
        tokens, joints = parts[::2], parts[1::2]
        tokens, joints = self._unglue(tokens, joints)
        kind = self._kind(tokens)
        if kind is not None:
            tokens[0] = kind
        tokens = [t if i == 0 and kind else self._organ(t) for i, t in enumerate(tokens)]
        joints = self._joints(tokens, joints, kind)
        canonical = tokens[0] + "".join(j + t for j, t in zip(joints, tokens[1:], strict=True))
        if kind is not None:
            return self._result(canonical, kind, tokens[1] if len(tokens) > 1 else None)
        if len(tokens) == 1:
            return self._result(canonical, None, tokens[0])
        if self.word_kind in tokens[1:] and self.word_kind != "CV":
            return self._result(canonical, self.word_kind, tokens[0])  # 199-UB/QĐ, 1427/BYT-QĐ
        if self._is_party_only(tokens[0]):
            return self._result(canonical, None, None)  # Thông báo số 1358/CB-LN: a price list's
        if tokens[0] in issuer_of() or not self._is_issuer(tokens[1]):
            return self._result(canonical, "CV", tokens[0])
        return self._result(canonical, None, tokens[1])  # 12/QX-UBND: a kind nobody knows

    def _result(self, canonical: str, kind: str | None, issuer: str | None) -> SymbolReading:
        return SymbolReading(canonical, kind, issuer, tuple(self.traits), tuple(self.read))

    def _is_issuer(self, token: str) -> bool:
        known = issuer_of().get(token)
        return known is not None and known.role == "issuer"

    def _is_party_only(self, token: str) -> bool:
        """Tell whether only the Party has the body, and a word calls the state's paper another."""
        known = issuer_of().get(token)
        party = known is not None and known.level == "party"
        return party and self.grammar != "party" and self.word_kind not in (None, "", "CV")

    def _unglue(self, tokens: list[str], joints: list[str]) -> tuple[list[str], list[str]]:
        """Split QĐUBND when it is no token of its own, or when the kind word says so."""
        first = tokens[0]
        pair = split_fused(first)
        if pair is None or first in kind_of():
            return tokens, joints
        if first in issuer_of() and pair[0] != self.word_kind:
            return tokens, joints
        self.note("lost-separator", first, "-".join(pair))
        return [*pair, *tokens[1:]], ["-", *joints]

    def _kind(self, tokens: list[str]) -> str | None:
        first = tokens[0]
        known = words()
        if first in kind_of():
            if first in known.ambiguous:
                issuer_follows = len(tokens) > 1 and self._is_issuer(tokens[1])
                unit_follows = first == "CT" and len(tokens) > 1 and tokens[1] in known.units
                said_cv = self.word_kind in ("CV", "") or (self.word_kind is None and unit_follows)
                if said_cv and not issuer_follows:
                    return None  # "Công văn số 56/CT-TTHT", or that alone: the tax department's
                if first in _RARE and self.word_kind not in (first, None):
                    return None  # "Công văn số 1033-TC/TCT": the Ministry of Finance's until 2004
                if (
                    len(tokens) == 1
                    and first in issuer_of()
                    and self.word_kind not in (first, None)
                ):
                    return None
            return first
        if first in issuer_of():
            return None
        return self._repaired_kind(first)

    def _repaired_kind(self, first: str) -> str | None:
        skeleton = fold(first)
        found = set(kinds_by_skeleton().get(skeleton, ()))
        found |= set(kinds_by_skeleton().get(skeleton.translate(_MISREAD), ()))
        if self.word_kind in found:
            found = {self.word_kind} if self.word_kind else found
        if len(found) != 1 or len(first) < 2:
            return None
        (kind,) = found
        if kind.casefold() == first.casefold():
            if first.islower():
                self.note("lower-case", first, kind)
            return kind
        self.note("look-alike", first, kind)
        return kind

    def _organ(self, token: str) -> str:
        if token in issuer_of() or len(token) < 3:
            return token
        if token.casefold() == "chínhphủ":  # spelt out, its blank gone: 40/NĐ-Chính phủ
            return "CP"
        if marked := _MARKED.fullmatch(token):
            known = issuer_of().get(marked["body"])
            if known is not None and (known.level == "central" or known.token == "UBND"):
                return known.token  # NĐ-CP² prints as NĐ-CP2 where the mark lost its height
        found = tokens_by_skeleton().get(fold(token), ())
        if len(found) != 1 or not _lost_marks(token, found[0]):
            return token
        if found[0].casefold() != token.casefold():
            self.note("look-alike", token, found[0])
        return found[0]

    def _joints(self, tokens: list[str], joints: list[str], kind: str | None) -> list[str]:
        if self.grammar == "party" or kind is None or kind in _JOINT:
            return joints
        if joints and joints[0] in "/." and self._is_issuer(tokens[1]):
            if joints[0] == "/":  # the dot of NQ.HĐND was the habit of the nineties, no slip
                self.note("slash-symbol", "/", "-")
            return ["-", *joints[1:]]
        return joints
