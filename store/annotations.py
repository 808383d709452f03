"""Findings as workflow commands, which GitHub shows as annotations on the files.

Source: GitHub Docs, "Workflow commands for GitHub Actions": `::error file=…,title=…::message`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from normalize.catalogue import rules
from normalize.schema import Finding, Level, Report

_COMMANDS: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}


def to_annotations(reports: Iterable[Report], lang: str = "vi") -> str:
    """Return one line a finding, in the reports' order; empty without findings."""
    return "".join(
        f"{_line(found, report, lang)}\n" for report in reports for found in report.findings
    )


def _line(found: Finding, report: Report, lang: str) -> str:
    message = found.message_en if lang == "en" else found.message
    where = found.evidence[0].where if found.evidence else ""
    text = " ".join(part for part in _parts(message, where, found.suggestion, lang))
    title = f"{found.rule} {rules()[found.rule].slug}"
    file = report.document.file_name
    return (
        f"::{_COMMANDS[found.level]} file={_property(file)},title={_property(title)}::{_data(text)}"
    )


def _parts(message: str, where: str, suggestion: str | None, lang: str) -> Iterator[str]:
    yield message
    if where:
        yield f"({where})"
    if suggestion:
        yield f"{'Suggestion' if lang == 'en' else 'Đề nghị'}: {suggestion}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
