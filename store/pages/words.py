"""The words that people read on the pages, in Vietnamese and English: `words*.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGES = ("vi", "en")
Say = Callable[..., str]


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Return every sentence by its key `section.name`, then by language.

    Raises:
        ValueError: when two files hold the same key.
    """
    found: dict[str, dict[str, str]] = {}
    for path in sorted(FOLDER.glob("words*.toml")):
        sections = tomllib.loads(path.read_text(encoding="utf-8"))
        for section, entries in sections.items():
            for name, languages in entries.items():
                key = f"{section}.{name}"
                if key in found:
                    raise ValueError(f"{path.name}: {key} stands in another file, too")
                found[key] = languages
    return found


def speaker(lang: str) -> Say:
    """Return the function `t` of the templates: a key, and the values of its slots."""

    def say(key: str, **slots: object) -> str:
        return sentences()[key][lang].format(**slots)

    return say
