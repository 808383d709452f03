"""One reading out of several looks at a spot: agreement makes sure, difference never does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.pdf.words import Word

UNREAD = "\ufffd"  # stands where ink could not be read
OUTVOTED = 90.0  # confidence at most when one look of three differs
CONTESTED = 40.0  # confidence at most when no two looks agree
_POINTS = str.maketrans("", "", ".,")


def settle(looks: Sequence[list[Word]]) -> list[Word]:
    """Return the reading of a spot from one to three looks at it.

    Word by word where all looks see as many; else the whole that most looks give. Looks that agree
    are as sure as the surest of them; a reading that another look denies is capped.
    """
    counts = {len(look) for look in looks}
    if len(counts) == 1:
        return [_settled([[word] for word in same])[0] for same in zip(*looks, strict=True)]
    return _settled(looks)


def contested(word: Word) -> Word:
    """Return a word as unsure as one that no two looks agree on."""
    return word._replace(confidence=min(word.confidence or 0.0, CONTESTED))


def text_of(words: Sequence[Word]) -> str:
    """Return the words' texts without blanks, by which looks are compared."""
    return "".join(w.text for w in words)


def _settled(looks: Sequence[list[Word]]) -> list[Word]:
    by_text: dict[str, list[list[Word]]] = {}
    for look in looks:
        by_text.setdefault(text_of(look), []).append(look)
    groups = [max(same, key=_least) for same in by_text.values()]
    if len(groups) == 1:
        return groups[0]
    if _differ_in_points(by_text):
        # A point gets lost, it is not put in; which of two it is, most looks tell.
        fullest = max(by_text, key=lambda text: (len(text), len(by_text[text])))
        return _capped(by_text[fullest][0], CONTESTED)
    agreed = [max(same, key=_least) for same in by_text.values() if len(same) > 1]
    if agreed and agreed[0]:
        return _capped(agreed[0], OUTVOTED)
    # Nothing was seen twice: the surer of the first two looks stays, marked. A third one may have
    # been told what to see.
    return _capped(max(looks[:2], key=lambda look: (bool(look), _least(look))), CONTESTED)


def _differ_in_points(texts: Iterable[str]) -> bool:
    """Tell whether looks at a figure differ in its points and commas only: "85,5" and "855"."""
    bare = {text.translate(_POINTS) for text in texts}
    return len(bare) == 1 and any(c.isdigit() for c in bare.pop())


def _least(words: Sequence[Word]) -> float:
    return min((w.confidence or 0.0 for w in words), default=0.0)


def _capped(words: Sequence[Word], cap: float) -> list[Word]:
    return [w._replace(confidence=min(w.confidence or 0.0, cap)) for w in words]
