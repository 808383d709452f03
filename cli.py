"""The command line: arguments, log handlers, exit codes; no rule of the field lives here.

Results go to standard output, progress and logs to standard error. Everything heavy is imported
by the command that needs it, so that `trichluc --help` answers at once.
"""

from __future__ import annotations

import itertools
import locale
import logging
import os
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from extract.errors import TrichlucError

if TYPE_CHECKING:
    pass

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
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "en" if os.environ[name].lower().startswith("en") else "vi"
    return "en" if (locale.getlocale()[0] or "").lower().startswith("en") else "vi"


def command(group: click.Group, name: str | None = None) -> Callable[[F], click.Command]:
    """Register a command that takes --lang, -v and -q and gets the language as `lang`."""

    def register(function: F) -> click.Command:
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
        return group.command(name)(wrapped)

    return register


def _log_to_stderr(verbose: int, quiet: bool) -> None:
    level = logging.ERROR if quiet else logging.DEBUG if verbose > 1 else logging.INFO
    if not verbose and not quiet:
        level = logging.WARNING
    logging.basicConfig(stream=sys.stderr, level=level, format="%(message)s", force=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=click.Choice(["vi", "en"]), help="Ngôn ngữ / language.")
@click.version_option(package_name="trichluc")
def cli(lang: str | None) -> None:
    """Trích bảng biểu và viện dẫn văn bản từ báo cáo vào DuckDB, có kiểm tra.

    Tables and decision references out of Vietnamese administrative reports, checked, in DuckDB.
    """


def options(ocr: str, timeout: float, password_file: Path | None) -> Any:
    """Return the read options that the command's words ask for."""
    from extract.options import ReadOptions

    lines = password_file.read_text(encoding="utf-8").splitlines() if password_file else []
    return ReadOptions(ocr=ocr, timeout=timeout, passwords=tuple(filter(None, lines)))


def emit(text: str, output: Path | None = None) -> None:
    """Write a result to standard output or to the file; `-` is standard output."""
    if output is None or str(output) == "-":
        click.echo(text, nl=not text.endswith("\n"))
    else:
        output.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except TrichlucError as error:
        lang = "en" if "en" in _asked_language() else default_language()
        click.echo(f"trichluc: {error.text(lang)}", err=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)


def _asked_language() -> Iterator[str]:
    words = sys.argv[1:]
    for before, word in itertools.pairwise(words):
        if before == "--lang":
            yield word
    yield from (word.partition("=")[2] for word in words if word.startswith("--lang="))
