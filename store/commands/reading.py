"""Reading reports: ingest, check, extract."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from store.commands.frame import (
    DB,
    OCR,
    OUT,
    PASSWORDS,
    PATHS,
    TIMEOUT,
    codes,
    command,
    emit,
    log,
    options,
)

if TYPE_CHECKING:
    from normalize.schema import Report

WAIT = click.option(
    "--wait",
    type=click.FloatRange(0),
    is_flag=False,
    flag_value=math.inf,
    default=0.0,
    help="Chờ tiến trình khác ghi xong, tối đa số giây / wait for another writer (for so long).",
)


@command()
@PATHS
@DB
@click.option("--jobs", type=click.IntRange(1), default=None, help="Số tiến trình / processes.")
@OCR
@TIMEOUT
@click.option("--strict", is_flag=True, help="Mã thoát 1 khi có lỗi / exit 1 on errors.")
@PASSWORDS
@click.option("--retry", is_flag=True, help="Đọc lại tệp đã lỗi / read failed files again.")
@WAIT
@click.option("--scheduler", help="Cụm máy Dask / a cluster: tcp://host:8786.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text")
def ingest(
    lang: str,
    paths: tuple[Path, ...],
    db: Path | None,
    jobs: int | None,
    ocr: str,
    timeout: float,
    strict: bool,
    password_file: Path | None,
    retry: bool,
    wait: float,
    scheduler: str | None,
    form: str,
) -> int:
    """Đọc mọi báo cáo dưới các đường dẫn, kiểm tra và lưu / read, check and store reports."""
    from store.ingest import ingest as run
    from store.progress import conclude, reporter

    with reporter(form, lang, log.getEffectiveLevel() >= logging.ERROR) as progress:
        summary = run(
            paths,
            db,
            jobs=jobs,
            options=options(ocr, timeout, password_file),
            progress=progress,
            retry=retry,
            lock_wait=wait,
            scheduler=scheduler,
        )
    conclude(summary, form, lang)
    return summary.exit_code(strict)


@command()
@PATHS
@click.option("--select", multiple=True, help="Mã hoặc tiền tố / codes or prefixes.")
@click.option("--ignore", multiple=True, help="Mã hoặc tiền tố / codes or prefixes.")
@click.option("--baseline", type=click.Path(path_type=Path), help="Tệp mốc / known findings.")
@click.option("--write-baseline", type=click.Path(path_type=Path), help="Lập tệp mốc / make it.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif", "github"]), default="text"
)
@OUT
@OCR
@TIMEOUT
@PASSWORDS
def check(
    lang: str,
    paths: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: Path | None,
    write_baseline: Path | None,
    form: str,
    output: Path | None,
    ocr: str,
    timeout: float,
    password_file: Path | None,
) -> int:
    """Kiểm tra báo cáo, không cần cơ sở dữ liệu / a linter for reports."""
    from store.linting import lint, render

    reports = lint(
        paths,
        options(ocr, timeout, password_file),
        select=codes(select),
        ignore=codes(ignore),
        baseline=baseline,
        write_baseline=write_baseline,
    )
    emit(render(reports, form, lang), output)
    return exit_code(reports)


def exit_code(reports: Iterable[Report]) -> int:
    """Return the code for checked reports: unread files before findings of level error."""
    kept = list(reports)
    failed = sum(report.document.status == "failed" for report in kept)
    if failed:
        return 4 if failed == len(kept) else 3
    return int(any(f.level == "error" for report in kept for f in report.findings))


@command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--what",
    type=click.Choice(["mentions", "tables", "figures", "document", "all"]),
    default="all",
)
@OUT
@OCR
@TIMEOUT
@PASSWORDS
def extract(
    lang: str,
    file: Path,
    what: str,
    output: Path | None,
    ocr: str,
    timeout: float,
    password_file: Path | None,
) -> int:
    """Một tệp thành JSON / one file to JSON."""
    from store.linting import read_one

    report = read_one(file, options(ocr, timeout, password_file))
    record = report.model_dump(mode="json")
    chosen = record if what == "all" else record[what]
    emit(json.dumps(chosen, ensure_ascii=False, indent=1), output)
    return 0


COMMANDS = (
    ingest,
    check,
    extract,
)
