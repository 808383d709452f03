"""Findings as lines of text: by file, errors first, each with its place and suggestion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from normalize.schema import Finding, Level, Report
from store.wording import say

_ORDER: tuple[Level, ...] = ("error", "warning", "note")


def to_text(reports: Iterable[Report], lang: str = "vi") -> str:
    """Return the findings of the reports for a person; one line says it when there are none."""
    kept = list(reports)
    lines: list[str] = []
    counts: Counter[str] = Counter()
    for report in kept:
        counts.update(found.level for found in report.findings)
        failed = report.document.status == "failed"
        if not report.findings and not failed:
            continue
        lines.append(report.document.file_name)
        if failed:
            document = report.document
            reason = document.error_en if lang == "en" else document.error
            lines.append("  " + say("check.unread", lang, reason=reason))
        ordered = sorted(report.findings, key=lambda f: _ORDER.index(f.level))
        sections = {block.block_id: block.section for block in report.blocks}
        for found in ordered:
            lines += _lines(found, sections.get(found.block_id or ""), lang)
        lines.append("")
    if not lines:
        lines.append(say("check.clean", lang))
    levels = {level: counts[level] for level in _ORDER}
    lines.append(say("check.summary", lang, files=len(kept), **levels))
    return "\n".join(lines) + "\n"


def _lines(found: Finding, section: str | None, lang: str) -> list[str]:
    message = found.message_en if lang == "en" else found.message
    page = say("check.page", lang, page=found.page) if found.page else None
    where = ", ".join(part for part in (section, page) if part)
    level = say(f"level.{found.level}", lang)
    lines = [f"  {level:<8} {found.rule}  {message}" + (f" [{where}]" if where else "")]
    if found.suggestion:
        lines.append(" " * 19 + say("check.suggestion", lang, text=found.suggestion))
    return lines
