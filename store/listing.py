"""Findings of a store as a person reads them: by report, errors first, each on its own line."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from pathlib import Path

from store.database import open_store
from store.queries import ask
from store.wording import say


def findings_text(db: Path | None, wanted: dict[str, str], lang: str) -> str:
    """Return the findings that `wanted` selects (see `store/named/findings.sql`) as text.

    Raises:
        UsageError: when a filter is unknown.
        StoreError: when the store cannot be opened.
    """
    with open_store(db) as store:
        rows = ask(store, "findings", **wanted).to_pylist()
    lines: list[str] = []
    counts: Counter[str] = Counter(row["level"] for row in rows)
    for file, group in groupby(rows, key=lambda row: (row["department"], row["file_name"])):
        lines.append(" · ".join(part for part in file if part))
        for row in group:
            lines += finding_lines(row, lang)
        lines.append("")
    if not rows:
        lines.append(say("check.clean", lang))
    files = len({row["doc_id"] for row in rows})
    levels = {level: counts[level] for level in ("error", "warning", "note")}
    lines.append(say("check.summary", lang, files=files, **levels))
    return "\n".join(lines) + "\n"


def finding_lines(row: dict[str, object], lang: str) -> list[str]:
    """Return the lines of one finding: level, rule, message, place; then its suggestion."""
    message = row["message_en"] if lang == "en" else row["message"]
    page = say("check.page", lang, page=row["page"]) if row["page"] else None
    where = ", ".join(str(part) for part in (row["section"], page) if part)
    level = say(f"level.{row['level']}", lang)
    lines = [f"  {level:<8} {row['rule']}  {message}" + (f" [{where}]" if where else "")]
    if row["suggestion"]:
        lines.append(" " * 19 + say("check.suggestion", lang, text=row["suggestion"]))
    return lines
