"""What every command shares: language, verbosity, common options, how results are written."""

from __future__ import annotations

import locale
import logging
import os
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    import pyarrow as pa

    from extract.options import ReadOptions

log = logging.getLogger("trichluc")
F = TypeVar("F", bound=Callable[..., Any])

DB = click.option(
    "--db", type=click.Path(path_type=Path), default=None, help="Tệp cơ sở dữ liệu / database file."
)
PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
OUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Ghi ra tệp / to a file."
)
OCR = click.option("--ocr", type=click.Choice(["auto", "never", "always"]), default="auto")
TIMEOUT = click.option(
    "--timeout", type=float, default=300.0, help="Giây mỗi tệp / seconds a file."
)
PASSWORDS = click.option(
    "--password-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Tệp mật khẩu, mỗi dòng một mật khẩu / passwords, one a line.",
)
ROWS = click.option(
    "--format", "form", type=click.Choice(["text", "json", "jsonl", "csv"]), default="text"
)


def default_language() -> str:
    """Return the locale's language when it is English, else Vietnamese."""
    named = next(
        (os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), ""
    )
    if not named and sys.platform == "win32":
        # Elsewhere Python calls the nameless locale en_US, which nobody has chosen.
        named = locale.getlocale()[0] or ""
    return "en" if named.lower().startswith("en") else "vi"


def command(
    name: str | None = None, group: click.Group | None = None
) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a command that takes --lang, -v and -q and gets the language as `lang`."""

    def register(function: Callable[..., Any]) -> click.Command:
        @wraps(function)
        def run(*, lang: str | None, verbose: int, quiet: bool, **rest: object) -> object:
            chosen = lang or click.get_current_context().find_root().params.get("lang")
            _log_to_stderr(verbose, quiet)
            return function(lang=chosen or default_language(), **rest)

        languages = click.Choice(["vi", "en"])
        wrapped = click.option("-q", "--quiet", is_flag=True, help="Chỉ báo lỗi / errors only.")(
            run
        )
        wrapped = click.option("-v", "--verbose", count=True, help="Nói nhiều hơn / say more.")(
            wrapped
        )
        wrapped = click.option("--lang", type=languages, help="Ngôn ngữ / language.")(wrapped)
        made = click.command(name)(wrapped)
        if group is not None:
            group.add_command(made)
        return made

    return register


def _log_to_stderr(verbose: int, quiet: bool) -> None:
    level = logging.ERROR if quiet else logging.DEBUG if verbose > 1 else logging.INFO
    if not verbose and not quiet:
        level = logging.WARNING
    logging.basicConfig(stream=sys.stderr, level=level, format="%(message)s", force=True)


def options(ocr: str, timeout: float, password_file: Path | None) -> ReadOptions:
    """Return the read options that the command's words ask for."""
    from extract.options import ReadOptions

    lines = password_file.read_text(encoding="utf-8").splitlines() if password_file else []
    return ReadOptions(
        ocr=ocr, timeout=timeout, passwords=tuple(filter(None, lines)), cache_dir=_cache_dir()
    )


def _cache_dir() -> str | None:
    """Return where readings of scans are kept: `$TRICHLUC_CACHE` (empty: nowhere) or `~/.cache`."""
    named = os.environ.get("TRICHLUC_CACHE")
    if named is not None:
        return named or None
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return str(Path(home) / "trichluc")


def emit(text: str, output: Path | None = None) -> None:
    """Write a result to standard output or to the file; `-` is standard output."""
    if output is None or str(output) == "-":
        click.echo(text, nl=not text.endswith("\n"))
    else:
        output.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")


def show(table: pa.Table, form: str, output: Path | None) -> None:
    """Write a result's rows in the asked form."""
    from store.export import write_result

    write_result(table, "table" if form == "text" else form, output)


def codes(words: Iterable[str]) -> tuple[str, ...]:
    """Return rule codes or prefixes given several times, or with commas."""
    return tuple(code for word in words for code in word.replace(",", " ").split())
