"""Findings as lines of text: by file, errors first, each with its place and suggestion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from normalize.schema import Level, Report
from store.listing import finding_lines
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
            section = sections.get(found.block_id or "")
            lines += finding_lines({**found.model_dump(), "section": section}, lang)
        lines.append("")
    if not lines:
        lines.append(say("check.clean", lang))
    levels = {level: counts[level] for level in _ORDER}
    lines.append(say("check.summary", lang, files=len(kept), **levels))
    return "\n".join(lines) + "\n"
