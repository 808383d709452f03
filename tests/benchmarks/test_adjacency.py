import importlib.util
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location("adjacency", ROOT / "benchmarks" / "adjacency.py")
assert _spec is not None and _spec.loader is not None
adjacency = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(adjacency)


def cells(*rows: str):
    return [
        adjacency.GridCell(r, c, r + 1, c + 1, text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row.split("|"))
    ]


def test_neighbors_skip_blank_cells_and_count_them() -> None:
    assert adjacency.relations(cells("a||b", "c|d|")) == Counter(
        {
            ("A", "B", "right", 1): 1,
            ("C", "D", "right", 0): 1,
            ("A", "C", "below", 0): 1,
        }
    )


def test_a_wide_cell_has_each_neighbor_below_once() -> None:
    wide = adjacency.GridCell(0, 0, 1, 2, "x")
    below = [adjacency.GridCell(1, 0, 2, 1, "y"), adjacency.GridCell(1, 1, 2, 2, "z")]
    found = adjacency.relations([wide, *below])
    assert found[("X", "Y", "below", 0)] == found[("X", "Z", "below", 0)] == 1


def test_texts_are_compared_in_capitals_without_blanks() -> None:
    assert adjacency.folded("% Pos\n(n)") == "_POS_N_"


def test_a_table_found_beside_the_true_one_costs_precision() -> None:
    true = [adjacency.relations(cells("a|b", "c|d"))]
    invented = adjacency.relations(cells("p|q"))
    share = adjacency.compare(true, [invented, *true])
    assert share == (4, 5, 4)
    assert (share.precision, share.recall) == (0.8, 1.0)
