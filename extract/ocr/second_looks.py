"""Numbers and dates of a page's prose, each looked at again alone: Tesseract can be surely wrong.

A digit misread in a line of text is read right in a picture of the word alone, at another size,
and seldom both are wrong alike. So every number of a citation and every date is looked at twice,
and what two looks see differently never counts as sure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from extract.document import Box
from extract.folding import fold
from extract.ocr.cells import Crop, crop
from extract.ocr.picture import scaled, threshold
from extract.ocr.settling import CONTESTED, OUTVOTED
from extract.ocr.tesseract import LINE, WORD, Picture, recognize
from extract.ocr.words import is_torn_end, words_of
from extract.pdf.words import Word

_SURE = 85.0  # confidence from which a number that stands in no citation is looked at once
_ABOUT = 1.5  # points about a word that is looked at again
# On made-up scans of 150 to 400 dpi 972 of 972 numbers that two looks agreed on were right, however
# unsure each was: Đ, which the Vietnamese data have twice, costs confidence wherever it stands.
_AGREED = 80.0  # confidence at least of what two looks see alike
_LOST = 60.0  # confidence under which a first look denies nothing
_MOST = 24  # letters; what is longer is no number
# "1911/QĐ-UBND", "30-NQ/TU", "05/3/2024", and "1961QĐ-UBND", whose slash was not seen.
_CITED = re.compile(r"[0-9OlI]\s?[/|\\-]?\s?(?:[A-ZĐ]{2}|[0-9/.-]*/)|[0-9]-[0-9A-ZĐ]|/[0-9]")
_LEADS = frozenset({"ngay", "thang", "nam", "so"})  # a date in words: "ngày 05 tháng 3 năm 2024"
_EDGES = ".,;:()[]“”\"'‘’*-–—"
_DIGITS = re.compile(r"[0-9]+")
# How a word is looked at again: the mode, and the share of the picture's size.
_SECOND, _THIRD = (LINE, 0.5), (WORD, 2 / 3)


def look_again(picture: Picture, words: Sequence[Word], dpi: float, timeout: float) -> list[Word]:
    """Return the words of a page with their numbers as two or three looks agree on them.

    Args:
        picture: the page.
        words: as first read, in points, in the order of reading.
        dpi: pixels an inch.
        timeout: seconds the program may take.
    """
    dark = threshold(picture)
    crops: dict[int, Crop] = {}
    for number in _numbers(words):
        word = words[number]
        box = Box(word.x0 - _ABOUT, word.y0 - _ABOUT, word.x1 + _ABOUT, word.y1 + _ABOUT)
        piece = crop(picture, box, dpi, dark)
        if piece is not None:
            crops[number] = piece
    looks = {number: [words[number]] for number in crops}
    _look(crops, looks, dpi, *_SECOND, timeout)
    denied = {n: piece for n, piece in crops.items() if not _agree(looks[n])}
    _look(denied, looks, dpi, *_THIRD, timeout)
    out = list(words)
    ends: set[int] = set()
    for number, seen in looks.items():
        out[number] = settled(seen)
        following = words[number + 1 : number + 2]
        if following and is_torn_end(following[0], out[number], words[number].text):
            ends.add(number + 1)
    return [word for number, word in enumerate(out) if number not in ends]


def settled(looks: Sequence[Word]) -> Word:
    """Return a word as most looks see it; as the surest does, on equal terms.

    Marks about it are those of the first look. Looks that agree are as sure as the surest of
    them. Where the digits of two looks differ, the word is unsure, whichever is right, unless the
    first look was at a loss and the others agree. A lone digit that is taken for a letter out of
    its line tells nothing.
    """
    first = looks[0]
    if _bare(first.text).isdigit():
        looks = [first, *(look for look in looks[1:] if _digits(look.text))]
    votes = Counter(_bare(look.text) for look in looks)
    most = max(votes.values())
    ranked = sorted(looks, key=lambda look: -(look.confidence or 0.0))
    text = next(t for look in ranked if votes[t := _bare(look.text)] == most)
    sure = max(look.confidence or 0.0 for look in looks if _bare(look.text) == text)
    if most > 1:
        sure = max(sure, _AGREED)
    if len(votes) > 1:
        alike = len({_digits(look.text) for look in looks}) == 1
        alike = alike or (_bare(first.text) != text and (first.confidence or 0.0) < _LOST)
        sure = min(sure, OUTVOTED if alike and most > 1 else CONTESTED)
    whole = first.text if text == _bare(first.text) else _framed(first.text, text)
    return first._replace(text=whole, confidence=sure)


def _numbers(words: Sequence[Word]) -> Iterable[int]:
    """Yield the positions of the words that are to be looked at again."""
    before = ""
    for number, word in enumerate(words):
        text = word.text
        if len(text) <= _MOST and any(c.isdigit() for c in text):
            unsure = (word.confidence or 0.0) < _SURE
            # A lone digit is read best in its line.
            dated = before in _LEADS and len(_bare(text)) > 1
            if unsure or dated or _CITED.search(text):
                yield number
        before = fold(text.strip(_EDGES))


def _look(
    crops: dict[int, Crop],
    looks: dict[int, list[Word]],
    dpi: float,
    mode: int,
    factor: float,
    timeout: float,
) -> None:
    """Add what each crop shows at `factor` of its size, where it shows anything."""
    pictures = [scaled(piece.picture, factor) for piece in crops.values()]
    seen = recognize(pictures, dpi * factor, mode, timeout=timeout)
    for number, lines in zip(crops, seen, strict=True):
        found = words_of(lines, dpi * factor)
        if found:
            text = "".join(word.text for word in found)
            sure = min(word.confidence or 0.0 for word in found)
            looks[number].append(found[0]._replace(text=text, confidence=sure))


def _agree(looks: Sequence[Word]) -> bool:
    return len(looks) > 1 and len({_bare(look.text) for look in looks}) == 1


def _bare(text: str) -> str:
    return text.strip(_EDGES) or text


def _digits(text: str) -> tuple[str, ...]:
    return tuple(_DIGITS.findall(text))


def _framed(first: str, text: str) -> str:
    """Return the text between the marks that stand about the first look's."""
    bare = _bare(first)
    start = first.find(bare)
    return first[:start] + text + first[start + len(bare) :]
