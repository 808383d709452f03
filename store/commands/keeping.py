"""Keeping the store: made again from its originals, compared with them."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from store.commands.frame import DB, PASSWORDS, TIMEOUT, command, emit, log, options

WAIT = click.option("--wait", type=float, default=0.0, help="Giây chờ khóa / seconds for the lock.")


@command()
@DB
@click.option("--jobs", type=click.IntRange(1), default=None, help="Số tiến trình / processes.")
@TIMEOUT
@PASSWORDS
@click.option("--force", is_flag=True, help="Thay cả khi có tệp đọc kém hơn / replace anyway.")
@WAIT
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def rebuild(
    lang: str,
    db: Path | None,
    jobs: int | None,
    timeout: float,
    password_file: Path | None,
    force: bool,
    wait: float,
    form: str,
) -> int:
    """Lập lại cơ sở dữ liệu từ kho tệp gốc / make the store again from its archive."""
    from store.progress import reporter
    from store.rebuilding import rebuild as run
    from store.upkeep import rebuilt_json, rebuilt_text

    with reporter("text", lang, log.getEffectiveLevel() >= logging.ERROR) as progress:
        result = run(
            db,
            jobs=jobs,
            options=options("auto", timeout, password_file),
            progress=progress,
            force=force,
            lock_wait=wait,
        )
    emit(rebuilt_json(result) if form == "json" else rebuilt_text(result, lang))
    return 0 if result.replaced and not result.lost else 3


@command()
@DB
@click.option(
    "--deep",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Đọc lại N văn bản để so từng dòng / read N documents again and compare.",
)
@PASSWORDS
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def verify(lang: str, db: Path | None, deep: int, password_file: Path | None, form: str) -> int:
    """Đối chiếu cơ sở dữ liệu với kho tệp gốc; mã thoát 1 khi sai lệch / exit 1 when amiss."""
    from store.integrity import verify as run
    from store.upkeep import verified_json, verified_text

    found = run(db, deep=deep, options=options("auto", 300.0, password_file))
    emit(verified_json(found) if form == "json" else verified_text(found, lang))
    return 1 if found.errors else 0


COMMANDS = (
    rebuild,
    verify,
)
