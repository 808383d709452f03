"""Rows of column numbers, and what is odd in them."""

import pytest

from normalize.index_labels import odd_labels

CASES = {
    "counts": ("(1) (2) (3)=(4)+(5)+(6) (4) (5) (6)", set()),
    "unbracketed": ("1 2 3=4+5 4 5", set()),
    "letters-first": ("A B (1) (2)=(3)+(4) (3) (4)", set()),
    "share": ("(1) (2) (3) (4)=(3)/(2)*100% (5)=(3)-(2)", set()),
    "bracketed-terms": ("(1) (2) (3) (4) (5)=((3)+(4))/(2) (6)", set()),
    "starts-later": ("(7) (8) (9)=(7)-(8)", set()),
    "with-parts": ("(1) (2) (2a) (2b) (3) (4)", set()),
    "no-number": ("(1) (2) (3) (4) @®) (6)", {4}),
    "digit-lost": ("(10) (11)=(12)+(13) (2) (13)", {2}),
    "digit-lost-last": ("(11) (12) (3)", {2}),
    "two-columns-as-one": ("(1) (2) (3) (4) (6) (7) (8)", {4}),
    "no-such-column": ("(1) (2) (3)=(4)+(0) (4) (5)", {2}),
    "beyond-the-last": ("(1) (2) (3)=(4)+(51) (4) (5)", {2}),
    "itself": ("(1) (2) (3)=(3)+(5) (4) (5)", {2}),
    "twice": ("(1) (2) (3)=(4)+(4) (4) (5)", {2}),
    "words": ("Hai ba bốn", set()),
}


@pytest.mark.parametrize(("row", "odd"), CASES.values(), ids=CASES.keys())
def test_odd_labels(row: str, odd: set[int]) -> None:
    assert odd_labels(row.split()) == odd
