"""The catalogues for people and machines: rules, forms, kinds, and drafts of new forms."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pyarrow as pa

from extract.errors import UsageError
from extract.options import ReadOptions
from normalize.catalogue import rules
from normalize.forms import catalogue, draft_form
from normalize.vocabulary import kinds
from store.linting import read_one
from store.wording import say

_SLOT = re.compile(r"\{[^{}]*\}")  # a sentence's place for a value


def rule_table(code: str | None, lang: str) -> pa.Table:
    """Return one row a rule, of those whose code starts with `code`.

    Raises:
        UsageError: when no rule does.
    """
    found = [rule for rule in rules().values() if rule.code.startswith(code or "")]
    if not found:
        raise _no_rule(code or "")
    english = lang == "en"
    return pa.Table.from_pylist(
        [
            {
                "code": rule.code,
                "slug": rule.slug,
                "level": rule.level,
                "on": rule.on,
                "rationale": rule.rationale_en if english else rule.rationale,
                "source": rule.source,
            }
            for rule in found
        ]
    )


def form_table() -> pa.Table:
    """Return one row a form version."""
    return pa.Table.from_pylist(
        [
            {
                "code": form.code,
                "version": form.version,
                "title": form.title,
                "circular": form.circular,
                "valid_from": form.valid_from,
                "valid_to": form.valid_to,
                "parts": len(form.parts),
                "columns": sum(len(part.columns) for part in form.parts),
                "certainty": form.certainty,
            }
            for form in catalogue()
        ]
    )


def kind_table() -> pa.Table:
    """Return one row a kind of document, in the lexicon's order."""
    return pa.Table.from_pylist([kind.model_dump(mode="json") for kind in kinds()])


def explained(code: str, lang: str) -> str:
    """Return one rule explained for a person: what, why, by which act, and two examples.

    Raises:
        UsageError: when there is no such rule.
    """
    rule = rules().get(code.upper())
    if rule is None:
        raise _no_rule(code)
    english = lang == "en"
    level = say(f"level.{rule.level}", lang)
    parts = [
        f"{rule.code} {rule.slug} ({level})",
        _SLOT.sub("…", rule.message_en if english else rule.message),
        f"{say('catalogue.why', lang)}: {rule.rationale_en if english else rule.rationale}",
        f"{say('catalogue.source', lang)}: {rule.source}",
        f"{say('catalogue.fires', lang)}:\n{_indented(rule.example)}",
        f"{say('catalogue.silent', lang)}:\n{_indented(rule.counter_example)}",
    ]
    if not rule.on:
        parts.append(say("catalogue.off", lang, code=rule.code))
    return "\n\n".join(parts) + "\n"


def drafts(file: Path) -> str:
    """Return a catalogue file drafted from each table with numbered columns in the file.

    Raises:
        ReadError: when the file cannot be read.
        UsageError: when no table in it has numbered columns.
    """
    report = read_one(file, ReadOptions())
    numbered = [table for table in report.tables if any(table.column_numbers)]
    if not numbered:
        raise UsageError(
            "Tệp không có bảng nào đánh số cột (1), (2), (3)….",
            "No table of the file has its columns numbered (1), (2), (3)….",
            remedy="Hãy chọn tệp có chứa biểu mẫu.",
            remedy_en="Choose a file that holds a form.",
            file=str(file),
        )
    return "\n".join(draft_form(table) for table in numbered)


def _no_rule(code: str) -> UsageError:
    return UsageError(
        say("catalogue.unknown_rule", "vi", code=code),
        say("catalogue.unknown_rule", "en", code=code),
        remedy="Xem danh mục bằng `trichluc rules`.",
        remedy_en="See the catalogue with `trichluc rules`.",
    )


def _indented(text: str) -> str:
    return textwrap.indent(text.strip("\n"), "    ")
