"""The command line: the group of all commands, and the exit codes; no rule of the field.

Results go to standard output, progress and logs to standard error. The commands stand in
`store/commands/`; each imports what is heavy only when it runs, so that `--help` answers at once.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Iterator

import click

from extract.errors import TrichlucError
from extract.registry import load_modules
from store.commands.frame import default_language


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=click.Choice(["vi", "en"]), help="Ngôn ngữ / language.")
@click.version_option(package_name="trichluc")
def cli(lang: str | None) -> None:
    """Trích bảng biểu và viện dẫn văn bản từ báo cáo vào DuckDB, có kiểm tra.

    Tables and decision references out of Vietnamese administrative reports, checked, in DuckDB.
    """


for _module in load_modules("store.commands"):
    for _command in getattr(_module, "COMMANDS", ()):
        cli.add_command(_command)


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


if __name__ == "__main__":
    main()
