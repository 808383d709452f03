"""Lines of plain text to what they draw: columns that blanks set apart."""

from __future__ import annotations

import pytest

from extract.markup.drawn import segments

ROW = "12     Sở Y tế     34"
HEAD = "ĐƠN VỊ     Số     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def drawn(*lines: str) -> list[tuple[int, int]]:
    """Return for each stretch how many plain lines and how many rows of a table it holds."""
    text, ranges, at = "\n".join(lines), [], 0
    for line in lines:
        ranges.append((at, at + len(line)))
        at += len(line) + 1
    return [(len(part.lines), len(part.rows)) for part in segments(text, ranges)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((ROW, ROW), [(0, 2)]),
        ((ROW,), [(1, 0)]),
        ((ROW, "một dòng", ROW), [(3, 0)]),
        ((HEAD, HEAD), [(2, 0)]),
        ((ROW, ROW + " Nơi nhận:"), [(2, 0)]),
        ((ROW + " Nơi nhận:", ROW, ROW), [(1, 0), (0, 2)]),
    ],
    ids=["table", "a row", "torn", "letterhead", "letterhead last", "letterhead first"],
)
def test_blanks_draw_a_table(lines: tuple[str, ...], expected: list[tuple[int, int]]) -> None:
    assert drawn(*lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("a | b", "c | d"), [(2, 0)]),
        (("| a | b |", "| c | d |"), [(0, 2)]),
        (("a | b", "| a | b |", "| c | d |"), [(1, 0), (0, 2)]),
        (("| a | b |", "a | b", "| c | d |"), [(3, 0)]),
        (("a | b", "---|---", "c | d"), [(0, 2)]),
    ],
    ids=["loose", "framed", "framed below", "torn", "ruled"],
)
def test_bars_draw_a_table(lines: tuple[str, ...], expected: list[tuple[int, int]]) -> None:
    assert drawn(*lines) == expected


def test_many_loose_bars_take_no_time() -> None:
    assert drawn(*["a | b"] * 20_000) == [(20_000, 0)]


def test_many_lines_before_a_letterhead_take_no_time() -> None:
    assert drawn(*[ROW] * 20_000, ROW + " Nơi nhận:") == [(20_001, 0)]
