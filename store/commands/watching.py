"""Watching folders for reports that arrive."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from store.commands.frame import DB, OCR, PASSWORDS, TIMEOUT, command, log, options


@command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@DB
@click.option(
    "--interval",
    type=click.FloatRange(0.05),
    default=10.0,
    help="Giây giữa hai lần xem / seconds between two polls.",
)
@click.option("--once", is_flag=True, help="Xem hai lần, đọc rồi dừng / read what is there, end.")
@click.option(
    "--status-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Tệp trạng thái (JSON) / the status; default: <db>.watch.json.",
)
@click.option("--jobs", type=click.IntRange(1), default=None, help="Số tiến trình / processes.")
@OCR
@TIMEOUT
@PASSWORDS
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text")
def watch(
    lang: str,
    folders: tuple[Path, ...],
    db: Path | None,
    interval: float,
    once: bool,
    status_file: Path | None,
    jobs: int | None,
    ocr: str,
    timeout: float,
    password_file: Path | None,
    form: str,
) -> int:
    """Theo dõi thư mục, đọc báo cáo mới đến / ingest what arrives, until Ctrl-C."""
    from store.progress import conclude, reporter
    from store.watching import watch as run

    quiet = log.getEffectiveLevel() >= logging.ERROR
    with reporter(form, lang, quiet, live=False) as progress:
        run(
            folders,
            db,
            interval=interval,
            once=once,
            status_file=status_file,
            jobs=jobs,
            options=options(ocr, timeout, password_file),
            progress=progress,
            concluded=lambda summary: conclude(summary, form, lang),
        )
    return 0


COMMANDS = (watch,)
