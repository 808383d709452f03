"""The column numbers of a form's index row, "(1) (2) (3)=(4)+(5)", held against their counting."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TERM = r"(?:\(?[0-9]{1,2}\)?|100%?|%)"
_LABEL = re.compile(
    rf"\(?(?P<number>[0-9]{{1,2}})\)?(?P<formula>=\(?{_TERM}(?:[-+*/:x×]\(?{_TERM}\)?)*\)?)?"
)
_OTHER = re.compile(r"\(?[A-ZĐ]{1,2}\)?|\(?[IVX]{1,4}\)?|\(?[0-9]{1,2}[a-zđ.][0-9]?\)?")
_COLUMN = re.compile(r"\(([0-9]{1,2})\)")
_LEAST = 3  # numbers that make a row count
_NEAR = 2  # columns off at most a neighbor is that vouches for a number


def odd_labels(texts: Sequence[str]) -> set[int]:
    """Return the positions of what can hardly be printed in a row of column numbers.

    That is what is neither number nor letter, a number that none of its neighbors counts on to or
    from or before which one is left out, and a formula with a column that the row does not have,
    with itself or with one twice.

    Args:
        texts: what stands in the row, from left to right, without blank cells.
    """
    bare = ["".join(text.split()) for text in texts]
    labels = [_LABEL.fullmatch(text) for text in bare]
    numbers = [int(label["number"]) if label else None for label in labels]
    known = [n for n in numbers if n is not None]
    if len(known) < max(_LEAST, len(bare) // 2):
        return set()
    odd = set()
    for place, (text, label) in enumerate(zip(bare, labels, strict=True)):
        if label is None:
            if text and not _OTHER.fullmatch(text):
                odd.add(place)
        elif not _counts(numbers, place) or _skips(numbers, place) or _is_odd(label, max(known)):
            odd.add(place)
    return odd


def _counts(numbers: Sequence[int | None], place: int) -> bool:
    own = numbers[place]
    around = range(max(place - _NEAR, 0), min(place + _NEAR + 1, len(numbers)))
    return any(
        own is not None and other is not None and other - own == at - place
        for at in around
        if at != place and (other := numbers[at]) is not None
    )


def _skips(numbers: Sequence[int | None], place: int) -> bool:
    """Tell whether the number before is left out: two columns were read as one."""
    own, before = numbers[place], numbers[place - 1] if place else None
    return own is not None and before is not None and own == before + 2


def _is_odd(label: re.Match[str], largest: int) -> bool:
    columns = [int(n) for n in _COLUMN.findall(label["formula"] or "")]
    own = int(label["number"])
    return (
        own in columns
        or len({*columns}) < len(columns)
        or any(not 0 < n <= largest for n in columns)
    )
