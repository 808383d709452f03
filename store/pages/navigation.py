"""The pages' places in the navigation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class NavEntry:
    """A link of the navigation: `g` and then the letter `key` opens it."""

    order: int
    path: str
    label: str  # a key of the words
    key: str
