"""Reading a page at a time: what a file costs at its peak does not grow with its pages."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MEASURE = """
import resource, sys
from pathlib import Path
from extract.options import ReadOptions
from extract.pdf.opening import opened
from extract.pdf.pages import read_page
data = Path(sys.argv[1]).read_bytes()
with opened(data, "x.pdf", ReadOptions()) as (document, _):
    for number in range(1, len(document) + 1):
        words = sum(len(line.words) for line in read_page(document, number).lines)
        assert words > 100
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak(path: Path) -> int:
    """Return the peak of memory of a process that reads the file's pages, in kilobytes."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


def test_memory_is_flat_in_the_number_of_pages(sheet, pdf, tmp_path) -> None:
    peaks = {}
    for count in (30, 300):
        pages = []
        for number in range(count):
            page = sheet()
            page.grid([50, 200, 400, 550], [500 + 20 * n for n in range(15)])
            for line in range(20):
                page.text(50, 60 + 20 * line, f"Line {line} of page {number} says no more", 10)
            pages.append(page)
        path = tmp_path / f"{count}.pdf"
        path.write_bytes(pdf(*pages))
        peaks[count] = peak(path)
    assert peaks[300] - peaks[30] < 8_000  # the file itself and its page tree; a page costs nothing
