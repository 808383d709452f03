"""A report nothing was tuned to, stamped, worn and scanned: the quick part of the benchmark."""

import shutil
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
sys.path[:0] = [str(BENCHMARKS), str(BENCHMARKS / "reports")]

from scans import WEARS, print_reports  # noqa: E402
from scans_quality import Score, measure  # noqa: E402
from unseen import unseen_reports  # noqa: E402


@pytest.fixture(scope="module")
def score() -> Score:
    assert shutil.which("soffice"), "LibreOffice prints the reports"
    unseen, wear = unseen_reports(1)[0], WEARS["stamped"]
    (printed,) = print_reports([unseen], [wear])
    return measure(unseen, wear, printed, 1)


def test_citations_are_found(score: Score) -> None:
    assert score.f1 >= 0.93, score.notes


def test_cells_are_as_printed(score: Score) -> None:
    assert score.cell_share >= 0.92, score.notes


def test_letters_are_right(score: Score) -> None:
    assert score.errors <= 0.02 * score.letters
