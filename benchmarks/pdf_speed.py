"""Our PDF pages against pdfplumber's: CPU time for text and tables, and tables cell by cell.

    python benchmarks/pdf_speed.py FILE.pdf... [--pages N]

Prints one line a file: milliseconds a page of both, the ratio, and how many of pdfplumber's tables
and cells we give back. Cells are compared without blanks, since the two set blanks by other rules.
"""

from __future__ import annotations

import argparse
import time
import unicodedata
from pathlib import Path
from typing import Any

import pdfplumber

from extract.options import ReadOptions
from extract.pdf.opening import opened
from extract.pdf.pages import PrintedPage, read_page

Cells = dict[tuple[int, int], str]


def is_ruling(item: dict[str, Any]) -> bool:
    """Tell whether pdfplumber may see an object: all but areas filled without an outline."""
    area = item.get("fill") and not item.get("stroke") and item["object_type"] in ("rect", "curve")
    return not (area and item["width"] > 3 and item["height"] > 3)


def ours(data: bytes, name: str, count: int) -> tuple[list[PrintedPage], float]:
    begun = time.process_time()
    with opened(data, name, ReadOptions()) as (document, _):
        pages = [read_page(document, n + 1) for n in range(min(count, len(document)))]
    return pages, time.process_time() - begun


def theirs(path: Path, count: int) -> tuple[list[list[Cells]], float]:
    begun = time.process_time()
    pages = []
    with pdfplumber.open(path) as document:
        for page in document.pages[:count]:
            page.extract_text()
            page.extract_tables()
            page.close()
        spent = time.process_time() - begun
        for page in document.pages[:count]:
            tables = page.filter(is_ruling).find_tables()
            pages.append([_cells(table.extract()) for table in tables])
            page.close()
    return pages, spent


def _cells(rows: list[list[str | None]]) -> Cells:
    return {
        (r, c): _folded(text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text is not None
    }


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(text.split()))


def compare(mine: list[PrintedPage], other: list[list[Cells]]) -> tuple[int, int, int, int]:
    """Return tables alike, tables of pdfplumber, cells alike, cells of pdfplumber."""
    alike = total = same = cells = 0
    for page, tables in zip(mine, other, strict=True):
        found = [
            {(c.row, c.col): _folded(c.text) for c in printed.table.cells}
            for printed in page.tables
        ]
        for table in tables:
            if not any(table.values()):
                continue
            best = max(found, key=lambda f: len(f.items() & table.items()), default={})
            total += 1
            alike += best == table
            same += len(best.items() & table.items())
            cells += len(table)
    return alike, total, same, cells


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    samples = sorted((Path(__file__).resolve().parents[1] / "samples").glob("*.pdf"))
    parser.add_argument("files", nargs="*", type=Path, default=samples)
    parser.add_argument("--pages", type=int, default=20)
    options = parser.parse_args()
    spent_mine = spent_theirs = 0.0
    for path in options.files:
        mine, fast = ours(path.read_bytes(), path.name, options.pages)
        other, slow = theirs(path, options.pages)
        alike, total, same, cells = compare(mine, other)
        spent_mine, spent_theirs = spent_mine + fast, spent_theirs + slow
        print(
            f"{path.name[:40]:40} {len(mine):3} pages {1000 * fast / len(mine):6.1f} "
            f"{1000 * slow / len(mine):7.1f} ms/page  x{slow / fast:5.1f}  "
            f"tables {alike}/{total}  cells {same}/{cells}"
        )
    print(f"all: x{spent_theirs / spent_mine:.1f}")


if __name__ == "__main__":
    main()
