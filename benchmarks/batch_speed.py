"""Batches of reports of about ten pages, by format: `python benchmarks/batch_speed.py [-n 40]`.

Prints a line a format: processor seconds a report (all processes of the batch, without its start),
reports a second as measured, and as two cores would give that nobody else uses.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "benchmarks" / "reports")]

from quarter import made_up  # noqa: E402 - made importable above
from quick import write_docx, write_pdf  # noqa: E402
from soak import Tree, command, measured  # noqa: E402
from writers import write_text, write_xlsx  # noqa: E402

WRITERS = {"docx": write_docx, "pdf": write_pdf, "xlsx": write_xlsx, "txt": write_text}
PAGES = 9  # asked of the generator: ten printed, three of them the form
CORES = 2


def batch(home: Path, kind: str, reports: int, jobs: int) -> Tree:
    """Make a folder of reports and read it into a new store; return what that took."""
    folder = home / f"{kind}-{reports}"
    folder.mkdir()
    for number in range(reports):
        report, _, _ = made_up(number, 5, PAGES)
        WRITERS[kind](report, folder / f"{number:04}.{kind}")
    return measured(command(folder, home / f"{folder.name}.duckdb", jobs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-n", "--reports", type=int, default=40)
    parser.add_argument("--jobs", type=int, default=CORES)
    words = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="trichluc-speed-"))
    try:
        print("      CPU s/report  measured/s   2 free cores/s      peak")
        for kind in WRITERS:
            one = batch(home, kind, 1, words.jobs)
            many = batch(home, kind, words.reports + 1, words.jobs)
            cpu = (many.cpu - one.cpu) / words.reports
            rate = words.reports / max(many.seconds - one.seconds, 1e-9)
            print(
                f"{kind:5} {cpu:12.3f} {rate:11.1f} {CORES / cpu:16.1f} {many.peak >> 20:5} MiB",
                flush=True,
            )
    finally:
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
