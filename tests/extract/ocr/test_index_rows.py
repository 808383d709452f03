"""Rows of column numbers: what the row's own counting makes of several looks at each cell."""

import pytest

from extract.document import Box
from extract.ocr.index_rows import find_index_rows, settle_row
from extract.ocr.settling import CONTESTED, OUTVOTED
from extract.pdf.words import Word


def look(text: str, sure: float = 95.0) -> list[Word]:
    return [Word(text, 10, 10, 30, 20, confidence=sure)] if text else []


def read(*cells: list[str]) -> list[tuple[str, float | None] | None]:
    settled = settle_row([[look(text) for text in seen] for seen in cells])
    return [(words[0].text, words[0].confidence) if words else None for words in settled]


SURE = [["(2)", "(2)"], ["(3)", "(3)"]]


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (["q)", "q)", "(1)"], ("(1)", OUTVOTED)),
        (["q)", "q)", ""], ("q)", CONTESTED)),
        (["", "q)", "q)"], ("q)", CONTESTED)),
        (["(4)", "(4)"], ("(4)", CONTESTED)),
        (["A", "A"], None),
    ],
    ids=["one-look-fits", "none-fits", "not-seen-first", "does-not-count", "letter"],
)
def test_a_number_that_the_row_asks_for(seen: list[str], expected: object) -> None:
    assert read(seen, *SURE)[0] == expected


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (["(4)=(2)*@)", "(4)=(2)+(3)", "(4)=(2)+(3)"], ("(4)=(2)+(3)", OUTVOTED)),
        (["(4)=(2)+(8)", "", "(4)=2)+3)"], ("(4)=(2)+(8)", CONTESTED)),
        (["4=(2)+3)", "(4)", "(4)"], ("4=(2)+3)", CONTESTED)),
    ],
    ids=["seen-twice", "seen-once", "never-whole"],
)
def test_a_formula_is_sure_when_two_looks_agree(seen: list[str], expected: object) -> None:
    assert read(["(1)"], *SURE, seen)[3] == expected


def test_a_row_that_does_not_count_is_left_alone() -> None:
    assert read(["(7)"], ["(2)"], ["12"], ["(9)"]) == [None] * 4


def test_rows_of_bracketed_numbers_are_found() -> None:
    boxes = [Box(x, y, x + 30, y + 12) for y in (0, 12) for x in (60, 0, 30)]
    looks = [look(t) for t in ("@)", "q)", "(2)", "12", "3", "Đất đai (khác)")]
    assert find_index_rows(boxes, looks) == [[1, 2, 0]]
