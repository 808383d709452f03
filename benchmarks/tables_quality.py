"""Our tables against pdfplumber's and camelot's on ICDAR 2013; then made-up tables of every make.

    python benchmarks/tables_quality.py [FOLDER] [--tools trichluc,pdfplumber,stream,…]
                                        [--seeds 20] [--each]

FOLDER holds `NAME.pdf` with `NAME-str.xml` (the competition's ground truth); without it the folder
in the environment variable TRICHLUC_ICDAR is taken. The data is not part of this project.

Prints for each tool: precision, recall and F1 by cell adjacency (see `benchmarks/adjacency.py`),
as the mean over documents and pooled over all relations, and CPU seconds of the same run. Then, for
`--seeds` made-up documents, the share of form cells read back right by format (`made_tables.py`).
"""

from __future__ import annotations

import argparse
import logging
import os
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import made_tables
import pdfplumber
from adjacency import GridCell, Share, balanced, compare, relations
from lxml import etree

from extract.options import ReadOptions
from extract.readers import pdf

VARIABLE = "TRICHLUC_ICDAR"
Found = dict[int, list[list[GridCell]]]  # tables as cells, by page from 1


def truth(path: Path) -> Found:
    """Return the tables of a ground-truth file, a table's parts on several pages apart."""
    tables: Found = defaultdict(list)
    for region in etree.parse(path).iter("region"):
        cells = []
        for cell in region.iter("cell"):
            row, col = int(cell.get("start-row")), int(cell.get("start-col"))
            row_end = int(cell.get("end-row", row)) + 1
            col_end = int(cell.get("end-col", col)) + 1
            text = cell.findtext("content") or ""
            cells.append(GridCell(row, col, row_end, col_end, text))
        tables[int(region.get("page"))].append(cells)
    return tables


def ours(path: Path) -> Found:
    tables: Found = defaultdict(list)
    document = pdf.read(path.read_bytes(), path.name, ReadOptions(ocr="never"))
    for block in document.blocks:
        if block.table is not None:
            cells = [
                GridCell(c.row, c.col, c.row + c.row_span, c.col + c.col_span, c.text)
                for c in block.table.cells
            ]
            tables[block.page or 0].append(cells)
    return tables


def plumber(path: Path) -> Found:
    tables: Found = defaultdict(list)
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for table in page.find_tables():
                tables[page.page_number].append(list(_plumber_cells(table)))
            page.close()
    return tables


def _plumber_cells(table: Any) -> Iterator[GridCell]:
    lefts = sorted({box[0] for box in table.cells})
    tops = sorted({box[1] for box in table.cells})
    for row, texts in zip(table.rows, table.extract(), strict=True):
        for box, text in zip(row.cells, texts, strict=True):
            if box is not None:
                x0, top, x1, bottom = box
                first, last = tops.index(top), sum(t < bottom - 0.01 for t in tops)
                left, right = lefts.index(x0), sum(x < x1 - 0.01 for x in lefts)
                yield GridCell(first, left, last, right, text or "")


def camelot_reader(flavor: str) -> Callable[[Path], Found]:
    """Return what reads a file with one of camelot's ways of finding tables."""

    def read(path: Path) -> Found:
        import camelot

        tables: Found = defaultdict(list)
        try:
            found = camelot.read_pdf(str(path), pages="all", flavor=flavor)
        except (ValueError, IndexError, ZeroDivisionError, TypeError) as error:
            print(f"  camelot {flavor} failed on {path.name}: {error!r}")
            return tables
        for table in found:
            tables[int(table.page)].append(list(_camelot_cells(table.cells)))
        return tables

    return read


def _camelot_cells(rows: list[list[Any]]) -> Iterator[GridCell]:
    """Yield camelot's cells, those without a stroke between them as one."""
    seen: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        for c in range(len(row)):
            if (r, c) in seen:
                continue
            col_end, row_end = c + 1, r + 1
            while col_end < len(row) and not row[col_end - 1].right and not row[col_end].left:
                col_end += 1
            while row_end < len(rows) and not any(
                rows[row_end - 1][x].bottom or rows[row_end][x].top for x in range(c, col_end)
            ):
                row_end += 1
            area = [(y, x) for y in range(r, row_end) for x in range(c, col_end)]
            seen.update(area)
            texts = [rows[y][x].text.strip() for y, x in area]
            yield GridCell(r, c, row_end, col_end, "\n".join(t for t in texts if t))


TOOLS: dict[str, Callable[[Path], Found]] = {
    "trichluc": ours,
    "pdfplumber": plumber,
    **{flavor: camelot_reader(flavor) for flavor in ("lattice", "stream", "network", "hybrid")},
}


def score(true: Found, found: Found) -> Share:
    """Return a document's relations: true, found and right."""
    total = Share(0, 0, 0)
    for page in sorted(true.keys() | found.keys()):
        total = total.plus(
            compare(
                [relations(cells) for cells in true.get(page, [])],
                [relations(cells) for cells in found.get(page, [])],
            )
        )
    return total


def report(tool: str, paths: list[Path], *, each: bool) -> None:
    """Print a tool's line, and one a document where asked for."""
    shares = []
    begun = time.process_time()
    spent = 0.0
    for path in paths:
        begun = time.process_time()
        found = TOOLS[tool](path)
        spent += time.process_time() - begun
        share = score(truth(path.with_name(f"{path.stem}-str.xml")), found)
        shares.append(share)
        if each:
            print(f"  {path.stem:10} P {share.precision:.3f}  R {share.recall:.3f}  {tuple(share)}")
    pooled = Share(0, 0, 0)
    for share in shares:
        pooled = pooled.plus(share)
    p = sum(s.precision for s in shares) / len(shares)
    r = sum(s.recall for s in shares) / len(shares)
    print(
        f"{tool:11} per document P {p:.3f} R {r:.3f} F1 {balanced(p, r):.3f}   pooled "
        f"P {pooled.precision:.3f} R {pooled.recall:.3f} "
        f"F1 {balanced(pooled.precision, pooled.recall):.3f}   {spent:6.1f} s CPU",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=os.environ.get(VARIABLE))
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--seeds", type=int, default=20, help="made-up documents; 0 for none")
    parser.add_argument("--each", action="store_true", help="one line a document too")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    paths = sorted(Path(options.folder).glob("*.pdf")) if options.folder else []
    paths = [path for path in paths if path.with_name(f"{path.stem}-str.xml").exists()]
    if paths:
        print(f"ICDAR 2013, {len(paths)} documents, by cell adjacency:")
    else:
        where = options.folder or f"the folder of ${VARIABLE}, which is not set"
        print(f"ICDAR 2013 is not there: no NAME.pdf with NAME-str.xml in {where}. Not measured.")
    for tool in options.tools.split(",") if paths else ():
        report(tool, paths, each=options.each)
    if options.seeds:
        print(f"Form cells of {options.seeds} made-up documents, by format:")
        made_tables.report(range(options.seeds), made_tables.FORMATS, each=options.each)


if __name__ == "__main__":
    main()
