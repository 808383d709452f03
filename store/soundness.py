"""What must hold inside a store, by SQL: `soundness.toml` names each check."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from store.database import Store, state
from store.wording import say

_FILE = Path(__file__).with_suffix(".toml")
Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a store or its archive; `subject` is a file, path or table."""

    code: str
    level: Level
    subject: str
    message: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Check:
    """A check of `soundness.toml`: `tables` are those that it is repeated for.

    `settled`: what it looks at is made at the end of a batch only.
    """

    code: str
    level: Level
    sql: str
    vi: str
    en: str
    tables: tuple[str, ...]
    settled: bool


@cache
def checks() -> tuple[Check, ...]:
    """Return the checks in their order."""
    return tuple(
        Check(
            code=c["code"],
            level=c["level"],
            sql=c["sql"],
            vi=c["vi"],
            en=c["en"],
            tables=tuple(c.get("each", ("",))),
            settled=c.get("settled", False),
        )
        for c in tomllib.loads(_FILE.read_text(encoding="utf-8"))["check"]
    )


def unsound(store: Store) -> Iterator[Problem]:
    """Yield what is wrong inside a store."""
    ended = state(store, "unsettled") is None
    for check in checks():
        if check.settled and not ended:
            continue
        for table in check.tables:
            sql = check.sql.replace("{table}", table)
            for subject, *values in sorted(store.rows(sql), key=str):
                slots = {str(place): value for place, value in enumerate(values, 1)}
                vi, en = (_filled(text, table, slots) for text in (check.vi, check.en))
                yield Problem(check.code, check.level, str(subject), vi, en)


def problem(code: str, level: Level, subject: str, **slots: object) -> Problem:
    """Return a problem with the sentences that `wording.toml` has for it under [verify]."""
    vi, en = (say(f"verify.{code}", lang, **slots) for lang in ("vi", "en"))
    return Problem(code, level, subject, vi, en)


def _filled(text: str, table: str, slots: dict[str, object]) -> str:
    for name, value in {"table": table, **slots}.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text
