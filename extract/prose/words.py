"""The vocabulary of figures in prose, from `extract/figures.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import regex

FILE = Path(__file__).parents[1] / "figures.toml"

COUNT = r"(?:\d{1,3}(?:\.\d{3})+(?![\d.])(?:,\d{1,3}(?!\d))?|\d+(?:,\d{1,3}(?!\d))?)"
_START = r"(?<![\w/.,\-–+]|\d\s[-–]\s)"
_END = r"(?![\d\w]|[.,/\-–]\d|\s?[-–]\s?\d)"
_SPELLED = r"(?:\s*\([^\d\W][^\d()]{1,30}\))?"  # "05 (năm) hồ sơ"


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled ways a figure is printed.

    `ordinal`, `dated` and `about` match the end of what stands before a number.
    """

    ratio: Any
    count: Any
    percent: Any
    zero: Any
    zero_alone: Any
    ordinal: Any
    dated: Any
    about: Any
    bare: Any
    counted: Any  # "số hồ sơ …": what a lone "không" denies


@cache
def vocabulary() -> dict[str, Any]:
    """Return the file as it is."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def units() -> dict[str, str]:
    """Return the unit that each word stands for, by the word in lower case."""
    return {word.lower(): unit for unit, words in vocabulary()["units"].items() for word in words}


@cache
def patterns() -> Patterns:
    """Return the patterns made from the vocabulary."""
    data = vocabulary()
    before, zero = data["before"], data["zero"]
    unit = rf"(?:{_either(units())})(?!\w)"
    none = rf"(?:{_either(zero['units'])})(?!\w)"
    heads = sorted({words.rpartition(" ")[0] for words in before["counts"]})
    return Patterns(
        ratio=_compile(
            rf"{_START}(?P<top>{COUNT})(?:\s+(?P<top_unit>{unit})(?:\s[^\d/;:.()\n]{{0,60}}?)?)?"
            rf"\s*/\s*(?P<base>{COUNT}){_END}(?!/)(?:{_SPELLED}\s+(?P<unit>{unit}))?"
        ),
        count=_compile(
            rf"{_START}(?P<number>{COUNT}){_END}{_SPELLED}\s+(?P<unit>{unit})|"
            rf"{_START}(?P<number>{COUNT})(?P<unit>đ)(?!\w)"
        ),
        percent=_compile(rf"{_START}(?P<number>\d+(?:[.,]\d+)?)\s?%"),
        zero=_compile(rf"(?<!\w)(?P<number>{_either(zero['before_unit'])})\s+(?P<unit>{none})"),
        zero_alone=_compile(
            rf"(?:(?<=:)|(?<=\slà))\s+(?P<number>{_either(zero['alone'])})(?=\s*(?:[.;,(]|$))"
        ),
        ordinal=_compile(
            rf"(?<!(?<!\w)(?:{_either(heads)})\s)(?<!\w)(?:{_either(before['words'])})\s*$"
        ),
        dated=_compile(rf"(?<!\w)(?P<word>{_either(before['names'])})\s*$"),
        about=_compile(rf"(?<!\w)(?:{_either(before['about']['words'])})\s*$"),
        bare=_compile(
            rf"(?:(?<=[:=]\s{{0,2}})|(?<=\slà\s)|(?<=(?<!\w)(?:{_either(data['bare']['after'])})\s))"
            rf"{_START}(?P<number>{COUNT}){_END}(?=\s*(?:[,;.()]|$))"
        ),
        counted=_compile(rf"(?<!\w)số(?:\s+lượng)?\s+(?P<unit>{unit})"),
    )


def _either(words: Iterable[str]) -> str:
    """Return an alternation of words, longest first, any white space between their syllables."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"\s+".join(map(regex.escape, word.split())) for word in ordered)


def _compile(pattern: str) -> Any:
    return regex.compile(pattern, regex.IGNORECASE | regex.MULTILINE)
