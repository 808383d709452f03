"""The kind of a citation: the word's, else the symbol's."""

from __future__ import annotations

from extract.citations.patterns import GENERIC


def kind_of_mention(word: str | None, symbol: str | None, grammar: str) -> str | None:
    """Return the kind's abbreviation, None when neither word nor symbol tells it.

    Args:
        word: the kind of the word before the number; "" for "văn bản"; None without a word.
        symbol: what the symbol alone says.
        grammar: an assembly's symbol has no kind at all.
    """
    if word is None:
        return symbol
    if word == GENERIC:
        # "Văn bản số 12/STC" is a công văn like any other paper without a name of its own.
        return symbol if symbol is not None or grammar == "assembly" else "CV"
    if symbol is not None and word != symbol and _is_longer(word, symbol):
        return symbol  # "Báo cáo thẩm định số 12/BC-STP" is registered as a báo cáo
    return word


def _is_longer(word: str, symbol: str) -> bool:
    rest = word.removeprefix(symbol)
    return rest != word and rest[:1].isupper() and len(rest) > 1
