"""The ready questions as a person reads them: fewer columns, one language, readable names."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from store.database import open_store
from store.queries import ask, questions

# What a terminal shows of an answer that has more columns than a line has room for.
COLUMNS = {
    "decisions": ("citation_key", "mention_count", "document_count", "issued_on", "dates"),
    "findings": (
        "level",
        "rule",
        "department",
        "file_name",
        "section",
        "page",
        "message",
        "suggestion",
    ),
    "documents": (
        "file_name",
        "role",
        "department",
        "period",
        "number",
        "symbol",
        "issued_on",
        "mentions",
        "errors",
        "warnings",
        "status",
    ),
}


def answer(
    db: Path | None,
    name: str,
    wanted: dict[str, str],
    lang: str,
    *,
    brief: bool,
    limit: int | None = None,
) -> pa.Table:
    """Return the answer to a ready question.

    Args:
        db: the database file; the default one when None.
        name: a question of `store/named/`.
        wanted: its parameters that filter.
        lang: the language of the messages; used when `brief`.
        brief: only what a terminal has room for.
        limit: rows at most; all when None.

    Raises:
        UsageError: when there is no such question or parameter.
        StoreError: when the store cannot be opened.
    """
    with open_store(db) as store:
        table = ask(store, name, limit, **wanted)
    if not brief or name not in COLUMNS:
        return table
    if lang == "en" and "message_en" in table.column_names:
        table = table.drop_columns(["message"]).rename_columns({"message_en": "message"})
    return table.select([c for c in COLUMNS[name] if c in table.column_names])


def question_table(lang: str) -> pa.Table:
    """Return one row a ready question: its name, what it answers, its parameters."""
    return pa.Table.from_pylist(
        [
            {
                "name": question.name,
                "question": question.title_en if lang == "en" else question.title,
                "parameters": ", ".join(question.parameters),
            }
            for question in questions().values()
        ]
    )
