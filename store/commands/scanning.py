"""Scans for the office's own archive."""

from __future__ import annotations

from pathlib import Path

import click

from store.commands.frame import PASSWORDS, TIMEOUT, command, options


@command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Tệp PDF tìm kiếm được / the searchable PDF.",
)
@click.option("--all", "every", is_flag=True, help="Cả trang đã có chữ / pages with text too.")
@TIMEOUT
@PASSWORDS
def ocr(
    lang: str,
    file: Path,
    output: Path,
    every: bool,
    timeout: float,
    password_file: Path | None,
) -> int:
    """Bản quét thành PDF tìm kiếm được / a searchable PDF of a scan."""
    from extract.errors import UsageError
    from store.searchable import make_searchable_alone

    if output.exists() and output.samefile(file):
        raise UsageError(
            "Không ghi đè lên bản gốc.",
            "The original is not overwritten.",
            remedy="Hãy đặt tên khác sau -o.",
            remedy_en="Give another name after -o.",
            file=str(output),
        )
    chosen = options("always" if every else "auto", timeout, password_file)
    made = make_searchable_alone(file, chosen)
    output.write_bytes(made.data)
    click.echo(_told(len(made.pages), made.signed, lang), err=True)
    return 0


def _told(count: int, signed: bool, lang: str) -> str:
    if lang == "en":
        said = f"{count} pages recognized." if count else "Nothing to recognize: copied as it is."
        return said + (" The copy does not bear the original's signature." if signed else "")
    said = f"Đã nhận dạng {count} trang." if count else "Không có trang quét: chép nguyên tệp."
    return said + (" Bản này không mang chữ ký số của bản gốc." if signed else "")


COMMANDS = (ocr,)
