"""Writes the pages of `docs/` that are made from the catalogues: `python docs/generate.py`.

`docs/rules.md`, `docs/forms.md`, `docs/schema.md` and `docs/schema.json`; a test compares them.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from normalize.catalogue import rules
from normalize.forms import catalogue
from normalize.schema import Report
from store.database import MEMORY, open_store

DOCS = Path(__file__).parent
MADE = "<!-- Made by `python docs/generate.py`; change the catalogue, not this page. -->\n"


def cell(text: object) -> str:
    """Return the text as it may stand in a Markdown table."""
    return " ".join(str(text if text is not None else "").split()).replace("|", "\\|")


def rules_page() -> str:
    """Return the rule catalogue as a page."""
    lines = ["# Rules\n", MADE, "| Code | Slug | Level | Fires on |", "|---|---|---|---|"]
    for rule in rules().values():
        off = "" if rule.on else " (off by default)"
        lines.append(
            f"| [{rule.code}](#{rule.code.lower()}) | {rule.slug} | {rule.level}{off} "
            f"| {cell(rule.rationale_en)} |"
        )
    for rule in rules().values():
        lines += [
            f"\n## {rule.code}\n",
            f"**{rule.slug}** · {rule.level} · {cell(rule.source)}\n",
            f"{rule.message}  \n*{rule.message_en}*\n",
            f"{rule.rationale}  \n*{rule.rationale_en}*\n",
            "Fires:\n",
            f"```\n{rule.example.strip()}\n```\n",
            "Does not:\n",
            f"```\n{rule.counter_example.strip()}\n```",
        ]
    return "\n".join(lines) + "\n"


def forms_page() -> str:
    """Return the form catalogue as a page."""
    lines = ["# Forms\n", MADE]
    for form in catalogue():
        until = f" to {form.valid_to}" if form.valid_to else ""
        since = f", from {form.valid_from}" if form.valid_from else ""
        lines += [
            f"## {form.code}\n",
            f"{form.title}\n",
            f"{form.circular}{since}{until} · {form.certainty} · "
            f"{'; '.join(cell(s) for s in form.sources)}\n",
        ]
        for part in form.parts:
            if part.name:
                lines.append(f"### {form.code}, part {part.name}\n\n{part.title or ''}\n")
            if not part.columns:
                lines.append(
                    "Columns not certain enough to be listed: the table is stored whole.\n"
                )
                continue
            lines += ["| Column | Indicator | Header | Unit |", "|---|---|---|---|"]
            lines += [
                f"| ({c.number}) | `{c.indicator}` | {cell(' / '.join(c.path))} | {c.unit or ''} |"
                for c in part.columns
            ]
            laws = [*part.formulas, *part.balances, *part.limits]
            lines.append("\nHolds: " + ", ".join(f"`{f}`" for f in laws) + "\n" if laws else "")
    return "\n".join(lines).rstrip() + "\n"


def schema_page() -> str:
    """Return every table, view and column of the store as a page."""
    lines = ["# The store\n", MADE]
    meanings = tomllib.loads((DOCS / "columns.toml").read_text(encoding="utf-8"))
    with open_store(MEMORY, read_only=False) as store:
        tables = store.rows(
            "SELECT table_name, comment, false FROM duckdb_tables() WHERE NOT internal "
            "UNION ALL SELECT view_name, comment, true FROM duckdb_views() WHERE NOT internal "
            "ORDER BY 3, 1"
        )
        for name, comment, is_view in tables:
            lines.append(f"## {name}{' (view)' if is_view else ''}\n")
            if comment:
                lines.append(f"{comment}\n")
            lines += ["| Column | Type | Meaning |", "|---|---|---|"]
            for column, kind in store.rows(
                "SELECT column_name, data_type FROM duckdb_columns() "
                "WHERE table_name = ? AND schema_name = 'main' AND NOT internal "
                "ORDER BY column_index",
                [name],
            ):
                meaning = meanings.get(f"{name}.{column}", meanings.get(column))
                lines.append(f"| `{column}` | {kind} | {cell(meaning)} |")
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def pages() -> dict[str, str]:
    """Return every generated page by its file name."""
    schema = json.dumps(Report.model_json_schema(), ensure_ascii=False, indent=1)
    return {
        "rules.md": rules_page(),
        "forms.md": forms_page(),
        "schema.md": schema_page(),
        "schema.json": schema + "\n",
    }


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
