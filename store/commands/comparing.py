"""Comparing: an office's registers, two versions of a report."""

from __future__ import annotations

from pathlib import Path

import click

from store.commands.frame import DB, OUT, ROWS, command, emit, show


@click.group()
def register() -> None:
    """Sổ đăng ký văn bản của cơ quan / an office's own lists of issued documents."""


@command("import", register)
@click.argument("file", type=click.Path(path_type=Path))
@DB
@click.option(
    "--map",
    "pairs",
    multiple=True,
    help='Cột của trường / a field\'s column: number="Số VB", issued_on=3.',
)
@click.option("--symbol", help="Ký hiệu khi dòng chỉ có số / of lines with a bare number.")
@click.option("--issuer", help="Cơ quan ban hành khi không ghi / of lines that name none.")
@click.option("--wait", type=float, default=0.0, help="Giây chờ khóa / seconds for the lock.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def register_import(
    lang: str,
    file: Path,
    db: Path | None,
    pairs: tuple[str, ...],
    symbol: str | None,
    issuer: str | None,
    wait: float,
    form: str,
) -> int:
    """Nạp danh sách văn bản (XLSX, CSV, Parquet) rồi đối chiếu viện dẫn / load and verify."""
    from store.register import import_register
    from store.register_columns import parse_mapping
    from store.register_entries import Defaults
    from store.telling import imported_json, imported_text

    done = import_register(file, db, parse_mapping(pairs), Defaults(symbol, issuer), lock_wait=wait)
    emit(imported_json(done) if form == "json" else imported_text(done, lang))
    return 0 if done.entries else 4


@command("list", register)
@DB
@ROWS
def register_list(lang: str, db: Path | None, form: str) -> int:
    """Các danh sách đã nạp: ký hiệu, năm, số văn bản / what the imported lists cover."""
    from store.register import register_table

    show(register_table(db), form, None)
    return 0


@command()
@click.argument("a")
@click.argument("b", required=False)
@DB
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@OUT
def diff(lang: str, a: str, b: str | None, db: Path | None, form: str, output: Path | None) -> int:
    """So hai bản của một báo cáo, một tên: với bản trước trong kho / compare two versions."""
    from store.differences import compare_documents
    from store.telling import difference_json, difference_text

    found = compare_documents(a, b, db)
    emit(difference_json(found) if form == "json" else difference_text(found, lang), output)
    return 0


COMMANDS = (
    register,
    diff,
)
