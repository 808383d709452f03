"""Form cells read back from made-up tables of every make: how many are right, by format.

    python benchmarks/made_tables.py [--seeds 40] [--first 0] [--formats docx,xlsx,…] [--each]

A cell is right when the stitched table that fits best has its text at its row (counted from the
first row below the head) and column. Tables found beyond the true ones count as invented.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "reports"))

from table_writers import (
    print_by_browser,
    print_by_office,
    turn,
    write_docx,
    write_html,
    write_xlsx,
)
from tables import MadeDocument, MadeTable, make_document

from extract.document import Table
from extract.options import ReadOptions
from extract.pipeline import extract

# Format: what writes it, and whether it is printed to PDF afterwards.
FORMATS = ("docx", "xlsx", "html", "docx-pdf", "xlsx-pdf", "html-pdf")


@dataclass
class Tally:
    """What came back of one format's documents."""

    cells: int = 0
    right: int = 0
    tables: int = 0
    whole: int = 0
    invented: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Return which share of the cells is right, 0–1."""
        return self.right / self.cells if self.cells else 1.0


def plain(text: str, *, number: bool) -> str:
    """Return a cell's text with single blanks; figures of a workbook without separators."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    bare = text.replace(".", "").replace(",", "")
    return bare if number and bare.isdigit() else text


def body(table: Table, *, number: bool) -> list[dict[int, str]]:
    """Return the rows below the head: text by column, blanks left out."""
    rows: list[dict[int, str]] = [{} for _ in range(table.n_rows)]
    for cell in table.cells:
        text = plain(cell.text, number=number)
        if text:
            rows[cell.row][cell.col] = text
    return rows[table.header_rows :]


def judge(made: MadeDocument, found: list[Table], tally: Tally, name: str, *, number: bool) -> None:
    """Count the cells of a document's tables that came back."""
    left = list(found)
    for order, true in enumerate(made.tables):
        wanted = [
            {c: plain(text, number=number) for c, text in enumerate(row) if text}
            for row in true.rows
        ]
        best = max(left, key=lambda t: _right(true, wanted, body(t, number=number)), default=None)
        rows = body(best, number=number) if best is not None else []
        right = _right(true, wanted, rows)
        cells = sum(_counted(true, r, c) for r in range(len(wanted)) for c in range(true.columns))
        tally.cells, tally.right = tally.cells + cells, tally.right + right
        tally.tables += 1
        whole = right == cells and len(rows) == len(wanted)
        tally.whole += whole
        if best is not None and right:
            left.remove(best)
        if not whole:
            tally.faults.append(
                f"{name} table {order} rules={true.rules} repeats={true.repeats} "
                f"{right}/{cells} rows {len(rows)}/{len(wanted)}"
            )
    more = [t for t in left if t.n_rows > 1 and t.n_cols > 1]
    tally.invented += len(more)
    if more:
        tally.faults.append(f"{name}: {len(more)} tables beyond the true ones")


def _counted(true: MadeTable, row: int, col: int) -> bool:
    """Tell whether a cell counts: not the one that holds another table."""
    return true.nested is None or true.nested[:2] != (row, col)


def _right(true: MadeTable, wanted: list[dict[int, str]], rows: list[dict[int, str]]) -> int:
    return sum(
        wanted[r].get(c, "") == rows[r].get(c, "")
        for r in range(min(len(wanted), len(rows)))
        for c in range(true.columns)
        if _counted(true, r, c)
    )


def made_files(
    seeds: range, formats: tuple[str, ...], folder: Path, *, small: bool = False
) -> Iterator[tuple[str, MadeDocument, Path]]:
    """Write and print the documents of the seeds; yield format, document and file."""
    made = {seed: make_document(seed, small=small) for seed in seeds}
    writers = {"docx": write_docx, "xlsx": write_xlsx, "html": write_html}
    for kind, write in writers.items():
        paths = {seed: folder / f"{kind}-{seed}.{kind}" for seed in seeds}
        if any(form.startswith(kind) for form in formats):
            for seed, path in paths.items():
                write(made[seed], path)
        if kind in formats:
            yield from ((kind, made[seed], path) for seed, path in paths.items())
        if f"{kind}-pdf" not in formats:
            continue
        if kind == "html":
            for path in paths.values():
                print_by_browser(path, path.with_suffix(".pdf"))
        else:
            print_by_office(list(paths.values()), folder)
        for seed, path in paths.items():
            target = path.with_suffix(".pdf")
            if made[seed].turned:
                turn(target)
            yield f"{kind}-pdf", made[seed], target


def measure(
    seeds: range, formats: tuple[str, ...], folder: Path, *, small: bool = False
) -> dict[str, Tally]:
    """Return what came back of each format."""
    tallies = {name: Tally() for name in formats}
    for form, made, path in made_files(seeds, formats, folder, small=small):
        document = extract(path.read_bytes(), path.name, ReadOptions(ocr="never")).document
        tables = [block.table for block in document.blocks if block.table is not None]
        judge(made, tables, tallies[form], f"{form} {made.seed}", number="xlsx" in form)
    return tallies


def available(formats: tuple[str, ...]) -> tuple[str, ...]:
    """Return the formats whose programs are installed."""
    missing = {
        form
        for form in formats
        for program in (["chromium"] if form == "html-pdf" else ["soffice"])
        if form.endswith("-pdf") and shutil.which(program) is None
    }
    for form in sorted(missing):
        print(f"{form}: the program that prints it is not installed. Not measured.")
    return tuple(form for form in formats if form not in missing)


def report(seeds: range, formats: tuple[str, ...], *, each: bool) -> None:
    """Print one line a format."""
    with tempfile.TemporaryDirectory() as folder:
        tallies = measure(seeds, available(formats), Path(folder))
    for form, tally in tallies.items():
        print(
            f"{form:9} cells {tally.share:.4f} ({tally.right}/{tally.cells})  whole tables "
            f"{tally.whole}/{tally.tables}  invented {tally.invented}"
        )
        for fault in tally.faults if each else ():
            print(f"    {fault}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--each", action="store_true", help="one line a fault too")
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.seeds)
    report(seeds, tuple(options.formats.split(",")), each=options.each)


if __name__ == "__main__":
    main()
