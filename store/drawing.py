"""Rows as a person reads them in a terminal: a table where it fits, else one value a line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

LEAST = 8  # characters a text may be folded to
GAP = 2  # between columns

Rows = Sequence[tuple[object, ...]]
FILE_WIDTH = 160  # characters a line where nothing says how wide it may be


def draw(names: Sequence[str], rows: Rows, width: int | None = None) -> str:
    """Return the rows as text; numbers and dates are never cut or folded.

    Args:
        names: the columns' names.
        rows: one tuple a row.
        width: characters a line; when None, the terminal's, or `FILE_WIDTH` where there is none.
    """
    target = StringIO()
    if width is None and not sys.stdout.isatty():
        width = FILE_WIDTH
    console = Console(file=target, width=width, highlight=False, emoji=False)
    columns = [[shown(row[n]) for row in rows] for n in range(len(names))]
    whole = [
        any(isinstance(row[n], int | float | Decimal | date) for row in rows)
        for n in range(len(names))
    ]
    least = [
        max(map(len, column), default=0) if fixed else min(max(map(len, column), default=0), LEAST)
        for column, fixed in zip(columns, whole, strict=True)
    ]
    if sum(max(n, 1) + GAP for n in least) > console.width:
        console.print(_list(names, columns, len(rows)), soft_wrap=True)
        return target.getvalue()
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for n, name in enumerate(names):
        numeric = any(isinstance(row[n], int | float | Decimal) for row in rows)
        table.add_column(
            name,
            justify="right" if numeric else "left",
            overflow="fold",
            min_width=least[n],
            no_wrap=whole[n] and len(name) <= least[n],
        )
    for row in zip(*columns, strict=True):
        table.add_row(*map(Text, row))
    console.print(table)
    return target.getvalue()


def shown(value: object) -> str:
    """Return one value; a document's control characters must not steer the terminal."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, list):
        return ", ".join(shown(item) for item in value)
    text = str(value)
    return "".join(c if c.isprintable() else " " for c in text)


def plain(value: Decimal) -> str:
    """Return a number without the zeros that its type adds: 1451.0000000000 → 1451."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _list(names: Sequence[str], columns: list[list[str]], count: int) -> Text:
    width = max(map(len, names))
    text = Text()
    for row in range(count):
        text.append(f"── {row + 1} ──\n", style="bold")
        for name, column in zip(names, columns, strict=True):
            text.append(f"{name:<{width}}  {column[row]}\n")
    return text
