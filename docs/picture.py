"""Draws `docs/overview.svg`, the picture in the README, from a real run: `python docs/picture.py`.

The picture names no font of a network: it shows with what the viewer has.
"""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from store.database import open_store
from store.ingest import ingest
from store.overview import show_overview

ROOT = Path(__file__).resolve().parents[1]
PAPER = TerminalTheme(
    (255, 255, 255),
    (36, 41, 47),
    [
        (36, 41, 47),
        (207, 34, 46),
        (17, 99, 41),
        (154, 103, 0),
        (9, 105, 218),
        (130, 80, 223),
        (27, 124, 131),
        (110, 119, 129),
    ],
)


def main() -> None:
    """Ingest the samples, record the overview, write it as SVG."""
    console = Console(
        record=True, width=150, file=io.StringIO(), force_terminal=True, highlight=False
    )
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "demo.duckdb"
        ingest([ROOT / "samples"], db)
        with open_store(db) as store:
            show_overview(store, console, "demo.duckdb", "vi")
    svg = console.export_svg(title="make demo", theme=PAPER)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono")
    (ROOT / "docs" / "overview.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
