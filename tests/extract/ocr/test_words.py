"""Words of a line as Tesseract sees them, and those it sees twice."""

import pytest

from extract.ocr.hocr import SeenLine, SeenWord
from extract.ocr.settling import CONTESTED
from extract.ocr.words import is_torn_end, words_of
from extract.pdf.words import Word


def read(*words: tuple[str, float, float, float]) -> list[tuple[str, float | None]]:
    """Return what a line of words is taken for: each as text, left, right, confidence."""
    seen = tuple(SeenWord(text, x0, 20, x1, 50, sure) for text, x0, x1, sure in words)
    return [(w.text, w.confidence) for w in words_of([SeenLine(seen, 45, 0, 30)], 200)]


CASES = {
    "letters-come-again": (
        [("1079/BC-SYT", 0, 220, 90), ("TT", 197, 216, 40), ("ngày", 230, 300, 96)],
        [("1079/BC-SYT", 90), ("ngày", 96)],
    ),
    "before-its-word": ([("số", 2, 30, 35), ("sốhiệu", 0, 90, 80)], [("sốhiệu", 80)]),
    "digit-comes-again": ([("128", 0, 60, 92), ("8", 42, 60, 50)], [("128", CONTESTED)]),
    "beside": ([("BC", 0, 40, 90), ("TT", 38, 80, 40)], [("BC", 90), ("TT", 40)]),
    "surely-seen": ([("12/2024", 0, 90, 90), ("4", 70, 90, 88)], [("12/2024", 90), ("4", 88)]),
}


@pytest.mark.parametrize(("words", "expected"), CASES.values(), ids=CASES.keys())
def test_a_word_is_seen_once(words: list, expected: list) -> None:
    assert read(*words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12/5/2022của", ["12/5/2022", "của"]),
        ("ngày12/5/2022", ["ngày", "12/5/2022"]),
        ("từ15/6/2024đến", ["từ", "15/6/2024", "đến"]),
        ("12/5/2022", ["12/5/2022"]),
        ("12/5/2022.", ["12/5/2022."]),
        ("57/2022/TT-VPCP", ["57/2022/TT-VPCP"]),
    ],
)
def test_a_day_stands_apart(text: str, expected: list[str]) -> None:
    words = read((text, 0, 300, 91))
    assert words == [(t, 91) for t in expected]


@pytest.mark.parametrize(
    ("was", "now", "end", "x0", "torn"),
    [
        ("2635/T", "2635/TB-", "B-", 522, True),
        ("2635/TB-", "2635/TB-", "B-", 522, False),
        ("2635/T", "2635/TB-", "B-", 534, False),
        ("2635/T", "2635/TB-", "C-", 522, False),
    ],
    ids=["seen-whole-later", "seen-whole-at-once", "beside", "other-letters"],
)
def test_the_end_of_a_word_torn_by_a_first_look(
    was: str, now: str, end: str, x0: float, torn: bool
) -> None:
    before = Word(now, 484, 299, 533, 311, size=12, confidence=84)
    word = Word(end, x0, 299, x0 + 11, 311, size=12, confidence=49)
    assert is_torn_end(word, before, was) is torn
