"""Sets of pixels that hang together, corners included."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Runs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]  # rows, starts, ends


def components(mask: Mask, gap: int = 0) -> list[Runs]:
    """Return the connected sets of pixels as rows, starts and ends (exclusive) of their runs.

    Args:
        mask: the pixels that are set.
        gap: pixels that may part two runs of one row, which are then one set.
    """
    rows_used = np.nonzero(mask.any(axis=1))[0]
    padded = np.zeros((len(rows_used), mask.shape[1] + 2), np.int8)
    padded[:, 1:-1] = mask[rows_used]
    steps = np.diff(padded, axis=1)
    at, starts = np.nonzero(steps == 1)
    ends = np.nonzero(steps == -1)[1]
    rows = rows_used[at]
    parent = list(range(len(rows)))

    def find(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    by_row: dict[int, list[int]] = {}
    for number, row in enumerate(rows.tolist()):
        for other in by_row.get(row - 1, ()):
            if starts[other] <= ends[number] and starts[number] <= ends[other]:
                parent[find(other)] = find(number)
        before = by_row.get(row, [])
        if before and starts[number] - ends[before[-1]] <= gap:
            parent[find(before[-1])] = find(number)
        by_row.setdefault(row, []).append(number)
    groups: dict[int, list[int]] = {}
    for number in range(len(rows)):
        groups.setdefault(find(number), []).append(number)
    return [(rows[g], starts[g], ends[g]) for g in map(np.array, groups.values())]
