"""Bytes to text, and the old Vietnamese encodings to Unicode.

An 8-bit file does not say its encoding. Each candidate is tried on a sample; the one whose words
are Vietnamese syllables is it.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

import regex

from extract.syllables import is_syllable, marked_words, syllable_share
from extract.text import Folded, Mapping, characters, clean, read_rows

SAMPLE = 65536  # bytes or characters that a guess looks at
LEGACY = ("tcvn3", "vni")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Letters that a legacy font shows as Vietnamese, joined with their neighbors: `nh©n`, `ch­¬ng`.
_HIGH = re.compile("[\xa0-\xff]")
_LEGACY_WORD = regex.compile(r"[\p{L}\xa1-\xbf\xd7\xf7]+")


class Decoded(NamedTuple):
    """A decoded file: its text and the encoding it was read by; `lossy` when bytes fitted none."""

    text: str
    encoding: str
    lossy: bool = False


def decode(data: bytes) -> Decoded:
    """Return the text of a file's bytes.

    For `tcvn3` and `vni` the text is still that of the bytes, one character a byte; `to_unicode`
    turns it into Vietnamese.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data.decode(encoding, errors="replace")
            return Decoded(text, encoding, "\ufffd" in text)
    if (wide := _wide(data)) is not None:
        text = data.decode(wide, errors="replace")
        return Decoded(text, wide, "\ufffd" in text)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", errors="replace")
    high = sum(byte > 127 for byte in data[:SAMPLE]) or 1
    if text[:SAMPLE].count("\ufffd") < 0.02 * high:
        return Decoded(text, "utf-8", True)  # UTF-8 with a few bytes damaged
    return _eight_bit(data)


def _wide(data: bytes) -> str | None:
    """Return UTF-16's name for a file in it that has no byte order mark: every other byte is 0."""
    head = data[:4096]
    if len(head) < 4 or len(data) % 2:
        return None
    even, odd = head[::2], head[1::2]
    if odd.count(0) > 0.4 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.4 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return None


def _eight_bit(data: bytes) -> Decoded:
    sample = data[:SAMPLE]
    views = {
        "cp1258": sample.decode("cp1258", errors="replace"),
        "tcvn3": sample.decode("latin-1"),
        "vni": sample.decode("cp1252", errors="replace"),
    }
    best, best_share = "cp1258", -1.0
    for name, view in views.items():
        share = syllable_share(marked_words(to_unicode(view, name).text))
        if share > best_share:
            best, best_share = name, share
    if best == "tcvn3":
        return Decoded(data.decode("latin-1"), best)
    if best == "vni":
        text = data.decode("cp1252", errors="replace")
        return Decoded(text, best, "\ufffd" in text)
    text = data.decode("cp1258", errors="replace")
    return Decoded(text, best, "\ufffd" in text)


def to_unicode(text: str, encoding: str) -> Folded:
    """Return the text in Unicode, NFC; only `tcvn3` and `vni` are converted, the rest is cleaned.

    Everything but the legacy letters stays; TCVN3's small letters in a word of capitals are
    capitals, for there the font draws them so.
    """
    if encoding not in LEGACY:
        return clean(text)
    table, pattern = _legacy(encoding)
    mapping = Mapping()
    kept = 0
    words = list(_LEGACY_WORD.finditer(text))
    capitals = _capitals([w[0] for w in words]) if encoding == "tcvn3" else [False] * len(words)
    for word, upper in zip(words, capitals, strict=True):
        for match in pattern.finditer(text, word.start(), word.end()):
            mapping.keep(text[kept : match.start()], kept)
            letter = table[match[0]]
            mapping.put(letter.upper() if upper else letter, *match.span())
            kept = match.end()
    mapping.keep(text[kept:], kept)
    once = mapping.folded()
    return clean(once.text).after(once)


def detect_legacy(text: str) -> str | None:
    """Return the legacy encoding that a text (decoded as Latin) is in, or None.

    Told by its words: those beyond ASCII that are no syllables as they stand and are after the
    conversion. Three of them are the least.
    """
    words = _doubtful(text[:SAMPLE])
    best, best_gain = None, 0.0
    for encoding in LEGACY:
        gained, total = _gain(words, encoding)
        if gained >= 3 and gained >= 0.7 * total and gained > best_gain:
            best, best_gain = encoding, gained
    return best


def convert_legacy(text: str) -> tuple[Folded, frozenset[str]]:
    """Return the text with its legacy lines in Unicode, the others cleaned; and what was found.

    Each line is judged by itself, so a file that mixes Unicode and TCVN3 comes out right. Where no
    letter is one that only Unicode has, "Sè: 12/BC-STC" is legacy too, though "sè" is a syllable.
    """
    whole = detect_legacy(text)
    if whole is None and not _suspect(text):
        return clean(text), frozenset()
    pure = whole if whole and not _MODERN.search(text) else None
    mapping = Mapping()
    found: set[str] = set()
    at = 0
    for line in text.splitlines(keepends=True):
        encoding = _line_encoding(line, whole) or (None if line.isascii() else pure)
        if encoding:
            found.add(encoding)
        _append(mapping, to_unicode(line, encoding or ""), at)
        at += len(line)
    return (mapping.folded() if found else clean(text)), frozenset(found)


def convert_line(text: str, whole: str | None) -> str:
    """Return a line cleaned, in Unicode when it is in the encoding `whole` of its document."""
    return to_unicode(text, (_line_encoding(text, whole) if whole else None) or "").text


def _append(mapping: Mapping, line: Folded, at: int) -> None:
    if line.starts is None or line.ends is None:
        mapping.keep(line.text, at)
        return
    for char, start, end in zip(line.text, line.starts, line.ends, strict=True):
        mapping.put(char, at + start, at + end)


def _line_encoding(line: str, whole: str | None) -> str | None:
    if line.isascii():
        return None
    words = _doubtful(line)
    for encoding in (whole,) if whole else LEGACY:
        gained, total = _gain(words, encoding)
        if gained >= (1 if whole else 3) and gained >= 0.7 * total:
            return encoding
    return None


def _doubtful(text: str) -> dict[str, int]:
    """Return how often each word stands in a text that may be a legacy one, `nh©n`."""
    counts = Counter(_LEGACY_WORD.findall(text))
    return {word: n for word, n in counts.items() if len(word) > 1 and _HIGH.search(word)}


def _gain(words: dict[str, int], encoding: str) -> tuple[int, int]:
    """Return how many words the conversion makes syllables, and of how many it might.

    Words that are syllables as they stand (`sè`) and symbols (`Q§`) say nothing.
    """
    gained = total = 0
    for word, count in words.items():
        verdict = _becomes_syllable(word, encoding)
        total += count * (verdict is not None)
        gained += count * (verdict is True)
    return gained, total


@lru_cache(maxsize=16384)
def _becomes_syllable(word: str, encoding: str) -> bool | None:
    if is_syllable(word):
        return None
    after = to_unicode(word, encoding).text
    if is_syllable(after):
        return True
    return None if after.isupper() and len(after) <= 6 else False


def _suspect(text: str) -> bool:
    """Tell whether a text holds what Unicode Vietnamese never does: `©`, `ä`, `ø` inside words."""
    return _MARK.search(text) is not None and _MARKS.search(text) is not None


_MODERN = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")  # in no 8-bit encoding of the legacy ones
_MARK = re.compile("[\xa1-\xbf\xd7\xf7äåæçëïîñöøûüÿ]")  # rules most texts out, in no time
_MARKS = regex.compile(r"\p{L}[\xa1-\xbf\xd7\xf7äåæçëïîñöøûüÿ]|[©®]\p{Ll}")


def _capitals(words: list[str]) -> list[bool]:
    """Tell for each word whether it is set in capitals; one of a single letter by its neighbors."""
    known = [_is_capital(word) for word in words]
    out = []
    for number, own in enumerate(known):
        if own is None:
            around = known[max(0, number - 1) : number] + known[number + 1 : number + 2]
            own = True in around and False not in around
        out.append(own)
    return out


def _is_capital(word: str) -> bool | None:
    letters = [c for c in word if c.isascii() and c.isalpha()]
    if any(c.islower() for c in letters):
        return False  # "sè 121/2025/TT-BTC": small, whatever stands beside it
    return all(c.isupper() for c in letters) if len(letters) > 1 else None


@lru_cache(maxsize=2)
def _legacy(encoding: str) -> tuple[dict[str, str], regex.Pattern[str]]:
    table = {characters(row[0]): characters(row[1]) for row in read_rows(f"{encoding}.csv")}
    longest = sorted(table, key=lambda key: (-len(key), key))
    return table, regex.compile("|".join(regex.escape(key) for key in longest))
