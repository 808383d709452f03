import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.ocr.settling import CONTESTED, OUTVOTED, settle, text_of
from extract.pdf.words import Word


def look(*words: tuple[str, float]) -> list[Word]:
    return [Word(text, 0, 0, 10, 10, size=10, confidence=sure) for text, sure in words]


CASES = {
    "alike": ([("58", 62.0)], [("58", 91.0)], None, "58", 91.0),
    "outvoted": ([("S8", 60.0)], [("58", 95.0)], [("58", 96.0)], "58", OUTVOTED),
    "outvoted-unsurely": ([("S8", 60.0)], [("58", 30.0)], [("58", 50.0)], "58", 50.0),
    "contested": ([("5702", 80.0)], [("5/02", 70.0)], [("5102", 60.0)], "5702", CONTESTED),
    "seen-once": ([], [("1", 88.0)], [], "1", CONTESTED),
    "third-is-led": ([("O", 50.0)], [("Q", 45.0)], [("0", 99.0)], "O", CONTESTED),
}


@pytest.mark.parametrize(("a", "b", "c", "text", "sure"), CASES.values(), ids=CASES.keys())
def test_looks_settle(a: list, b: list, c: list | None, text: str, sure: float) -> None:
    settled = settle([look(*words) for words in (a, b, c) if words is not None])
    assert text_of(settled) == text
    assert min(w.confidence or 0.0 for w in settled) == sure


def test_words_settle_one_by_one() -> None:
    first = look(("5/02", 60), ("ngày", 96))
    second = look(("5702", 90), ("ngây", 70))
    third = look(("5702", 92), ("ngày", 95))
    assert [w.text for w in settle([first, second, third])] == ["5702", "ngày"]


@given(
    st.lists(
        st.tuples(st.text("0123456789", min_size=1, max_size=3), st.floats(0, 100)),
        min_size=2,
        max_size=3,
    )
)
def test_a_denied_reading_is_never_sure(readings: list[tuple[str, float]]) -> None:
    (word,) = settle([look(reading) for reading in readings])
    assert word.text in {text for text, _ in readings}
    if len({text for text, _ in readings}) > 1:
        assert (word.confidence or 0.0) <= OUTVOTED


@pytest.mark.parametrize(
    ("seen", "expected"),
    [(("2.3", "23", "23"), "2.3"), (("1,", "1.", "1."), "1."), (("85,5", "855"), "85,5")],
    ids=["point-lost", "which-point", "comma-lost"],
)
def test_a_point_that_some_looks_miss_leaves_the_figure_uncertain(seen, expected: str) -> None:
    (word,) = settle([[Word(text, 0, 0, 9, 9, confidence=96.0)] for text in seen])
    assert (word.text, word.confidence) == (expected, CONTESTED)
