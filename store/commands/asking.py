"""Asking the store: SQL, the ready questions, the overview, the export."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from extract.errors import UsageError
from store.commands.frame import DB, OUT, ROWS, command, emit, show
from store.commands.past import as_of


@command()
@click.argument("query", required=False)
@DB
@click.option("--list", "listing", is_flag=True, help="Các câu hỏi có sẵn / the named questions.")
@click.option("--named", help="Chạy câu hỏi có sẵn / run a named question.")
@click.option("--param", multiple=True, help="ten=gia_tri / name=value, for --named.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv", "parquet", "xlsx"]),
    default="table",
)
@OUT
@click.option("--limit", type=click.IntRange(0), default=None, help="Số dòng / rows at most.")
@click.option("--timeout", type=float, default=60.0, help="Giây / seconds.")
@as_of
def sql(
    lang: str,
    query: str | None,
    db: Path | None,
    listing: bool,
    named: str | None,
    param: tuple[str, ...],
    form: str,
    output: Path | None,
    limit: int | None,
    timeout: float,
) -> int:
    """Hỏi cơ sở dữ liệu bằng SQL, chỉ đọc; `-` đọc câu hỏi từ đầu vào / read-only SQL."""
    from store.answers import answer, question_table
    from store.database import open_store
    from store.queries import run_sql

    if listing:
        show(question_table(lang), form, output)
        return 0
    if named:
        words = (*param, *([query] if query else []))
        values = _parameters(named, words)
        result = answer(db, named, values, lang, brief=False, limit=limit)
    elif query:
        text = sys.stdin.read() if query == "-" else query
        with open_store(db) as store:
            result = run_sql(store, text, timeout, limit)
    else:
        raise UsageError(
            "Thiếu câu truy vấn.", "The query is missing.", remedy="trichluc sql --list"
        )
    show(result, form, output)
    return 0


def _parameters(named: str, words: Sequence[str]) -> dict[str, str]:
    """Return `name=value` words as parameters; a bare word is the question's first one.

    So that `trichluc sql --named who-cites 1911/QĐ-UBND` needs no more words.
    """
    from store.queries import questions

    known = questions()[named].parameters if named in questions() else ()
    found = {}
    for word in words:
        name, equals, value = word.partition("=")
        if equals and name.strip() in known:
            found[name.strip()] = value
        elif known:
            found[known[0]] = word
        else:
            raise UsageError(
                f"Câu hỏi “{named}” không nhận tham số “{word}”.",
                f"The question “{named}” takes no parameter “{word}”.",
                remedy="trichluc sql --list",
            )
    return found


def _question(name: str, help_text: str, *filters: str) -> click.Command:
    def run(lang: str, db: Path | None, form: str, output: Path | None, **words: str | None) -> int:
        from store.answers import answer
        from store.listing import findings_text

        wanted = {key: value for key, value in words.items() if value}
        if name == "findings" and form == "text":
            emit(findings_text(db, wanted, lang), output)
            return 0
        show(answer(db, name, wanted, lang, brief=form == "text"), form, output)
        return 0

    run.__name__ = name
    run.__doc__ = help_text
    decorated: Callable[..., Any] = OUT(ROWS(DB(as_of(run))))
    for word in filters:
        decorated = click.option(f"--{word}")(decorated)
    return command(name)(decorated)


decisions = _question(
    "decisions", "Văn bản được viện dẫn / documents cited.", "department", "period", "symbol"
)
findings = _question(
    "findings",
    "Những điểm cần xem lại / what to look at.",
    "department",
    "period",
    "rule",
    "level",
    "status",
)
documents = _question(
    "documents", "Các tệp đã đọc / the files read.", "department", "period", "status"
)


@command()
@DB
@as_of
def overview(lang: str, db: Path | None) -> int:
    """Toàn cảnh: đã đọc gì, viện dẫn gì, sai ở đâu / the whole picture at a glance."""
    from rich.console import Console

    from store.database import default_path, open_store
    from store.overview import show_overview

    console = Console(width=None if sys.stdout.isatty() else 140, highlight=False)
    with open_store(db) as opened:
        show_overview(opened, console, str(db or default_path()), lang)
    return 0


@command()
@click.argument("folder", type=click.Path(path_type=Path))
@DB
@click.option("--format", "form", type=click.Choice(["parquet", "csv"]), default="parquet")
@as_of
def export(lang: str, folder: Path, db: Path | None, form: str) -> int:
    """Toàn bộ cơ sở dữ liệu thành tệp mở / the whole store as open files."""
    from store.export import export_store

    for path in export_store(db, folder, form):
        click.echo(str(path))
    return 0


@command()
@DB
@click.option("--period", help="2023, 2023Q3; mặc định mọi kỳ / every period by default.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="Tệp .graphml, .parquet, .csv, .json / a file.",
)
def graph(lang: str, db: Path | None, period: str | None, output: Path) -> int:
    """Đồ thị viện dẫn: văn bản nào dựa trên văn bản nào / which documents rest on which."""
    from store.database import open_store
    from store.graph import citation_graph, write_graph

    with open_store(db) as store:
        found = citation_graph(store, period)
    for path in write_graph(found, output):
        click.echo(str(path))
    return 0


COMMANDS = (
    sql,
    decisions,
    findings,
    documents,
    overview,
    export,
    graph,
)
