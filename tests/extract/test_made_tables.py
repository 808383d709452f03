"""A quick part of `benchmarks/made_tables.py`: made-up tables of every make come back whole."""

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def made_tables():
    folders = [str(BENCHMARKS), str(BENCHMARKS / "reports")]
    known = set(sys.modules)
    sys.path[:0] = folders
    try:
        import made_tables

        yield made_tables
    finally:
        for folder in folders:
            sys.path.remove(folder)
        for name in set(sys.modules) - known:
            if str(BENCHMARKS) in str(getattr(sys.modules[name], "__file__", "")):
                del sys.modules[name]


@pytest.mark.parametrize("form", ["docx", "xlsx", "html"])
def test_every_cell_of_an_office_file_comes_back(made_tables, form: str, tmp_path: Path) -> None:
    tally = made_tables.measure(range(100, 112), (form,), tmp_path, small=True)[form]
    assert tally.faults == []
    assert (tally.right, tally.whole, tally.invented) == (tally.cells, tally.tables, 0)
    assert tally.cells > 500


def test_most_cells_of_a_print_come_back(made_tables, tmp_path: Path) -> None:
    tally = made_tables.measure(range(200, 208), ("docx-pdf",), tmp_path, small=True)["docx-pdf"]
    assert tally.share >= 0.99, tally.faults
