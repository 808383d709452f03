"""The words that bind figures in prose to indicators, from `normalize/indicators.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Phrase(BaseModel):
    """Words that bind a figure to an indicator; see the head of the file of phrases."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator: str
    unit: tuple[str, ...]
    pattern: str
    but_not: str | None = None
    sentence: str | None = None
    not_in_sentence: str | None = None
    topic: tuple[str, ...] | None = None
    guarded: tuple[str, ...] = ()
    qualify: str | None = None
    ratio: bool | None = None
    base: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The file of phrases, compiled."""

    phrases: tuple[Phrase, ...]
    topics: dict[str, re.Pattern[str]]
    guards: dict[str, re.Pattern[str]]
    names: dict[str, tuple[str, str]]
    bases: dict[str, str]


@cache
def lexicon() -> Lexicon:
    """Return the phrases, topics and guards of `indicators.toml`."""
    path = Path(__file__).parent / "indicators.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Lexicon(
        tuple(Phrase.model_validate(entry) for entry in data["phrase"]),
        {name: re.compile(pattern) for name, pattern in data["topics"].items()},
        {name: re.compile(pattern) for name, pattern in data["guards"].items()},
        {slug: (vi, en) for slug, (vi, en) in data["names"].items()},
        data["bases"],
    )
