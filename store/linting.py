"""`check` and `extract`: reports read and judged without a database."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from extract.errors import ReadError, UsageError
from extract.options import ReadOptions
from normalize.baseline import Baseline
from normalize.configuration import load_configuration
from normalize.schema import Report
from store.annotations import to_annotations
from store.discovery import FoundFile, Unusable, discover, shown
from store.isolation import Job, read_isolated
from store.sarif import to_sarif
from store.tally import to_text
from store.task import failed_report


def lint(
    paths: Sequence[Path],
    options: ReadOptions,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    baseline: Path | None = None,
    write_baseline: Path | None = None,
) -> list[Report]:
    """Return the reports below the paths with the findings that the office wants to see.

    Args:
        paths: files and folders.
        options: how to read them.
        select: codes or prefixes, in place of the configuration's.
        ignore: codes or prefixes, beside the configuration's.
        baseline: a file of known findings, in place of the configuration's.
        write_baseline: a file to write that knows every finding of these reports.

    Raises:
        UsageError: when nothing below the paths is a report, or a rule or the baseline is unknown.
    """
    settings = load_configuration(Path.cwd()).with_options(select, ignore)
    known = baseline or (Path(settings.check.baseline) if settings.check.baseline else None)
    kept = Baseline.load(known) if known else Baseline()
    reports = []
    for report in _read(paths, options):
        chosen = tuple(settings.apply(report.findings, report.document.file_name))
        reports.append(report.model_copy(update={"findings": chosen}))
    if write_baseline:
        Baseline.of(reports).save(write_baseline)
    return [
        report.model_copy(
            update={"findings": tuple(kept.filter(report.findings, report.document.file_name))}
        )
        for report in reports
    ]


def render(reports: Sequence[Report], form: str, lang: str) -> str:
    """Return the reports' findings as "text", "json", "sarif" or "github"."""
    if form == "sarif":
        return to_sarif(reports, lang)
    if form == "github":
        return to_annotations(reports, lang)
    if form == "json":
        records = [
            {"file": report.document.file_name, **found.model_dump(mode="json")}
            for report in reports
            for found in report.findings
        ]
        return json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    return to_text(reports, lang)


def read_one(file: Path, options: ReadOptions) -> Report:
    """Return the report of one file; `-` reads standard input.

    Raises:
        ReadError: when the file cannot be read.
    """
    if str(file) == "-":
        with tempfile.NamedTemporaryFile() as held:
            held.write(sys.stdin.buffer.read())
            held.flush()
            report = _read([Path(held.name)], options)[0]
            report = report.model_copy(
                update={"document": report.document.model_copy(update={"file_name": "-"})}
            )
    else:
        report = _read([file], options)[0]
    if report.document.status == "failed":
        raise ReadError(
            report.document.error or "", report.document.error_en or "", file=shown(file)
        )
    return report


def _read(paths: Sequence[Path], options: ReadOptions) -> list[Report]:
    jobs: list[Job] = []
    refused: list[Report] = []
    for found in discover(paths):
        name = shown(_near(found.path))
        if isinstance(found, Unusable):
            if found.fault:
                error = ReadError(found.reason, found.reason_en)
                refused.append(failed_report("", 0, name, error))
            continue
        jobs.append(_job(found, name))
    if not jobs and not refused:
        raise UsageError(
            "Không có báo cáo nào dưới đường dẫn đã cho.",
            "There is no report below the given paths.",
            remedy="Hãy chỉ ra tệp hoặc thư mục chứa báo cáo (PDF, DOCX, XLSX, TXT, HTML…).",
            remedy_en="Name a file, or a folder that holds reports (PDF, DOCX, XLSX, TXT, HTML…).",
        )
    workers = max(1, min(len(jobs), os.cpu_count() or 1))
    return refused + [reading.report for reading in read_isolated(jobs, options, workers)]


def _job(found: FoundFile, name: str) -> Job:
    try:
        digest = hashlib.sha256(found.path.read_bytes()).hexdigest()
    except OSError:
        digest = ""  # the child meets the same refusal and says so
    return Job(found.path, name, digest, found.byte_size)


def _near(path: Path) -> Path:
    """Return the path as a person would type it here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
