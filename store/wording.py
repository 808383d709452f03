"""The sentences a clerk reads on the terminal, in Vietnamese or English."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("wording.toml")


@cache
def _sentences() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def say(key: str, lang: str, **slots: object) -> str:
    """Return the sentence `section.name` in the language, its slots filled.

    Raises:
        KeyError: when `wording.toml` has no such sentence.
    """
    section, _, name = key.partition(".")
    return _sentences()[section][name][lang].format(**slots)
