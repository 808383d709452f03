"""Numbers of a page looked at again: agreement makes sure, other digits never do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from extract.ocr.second_looks import look_again, settled
from extract.ocr.settling import CONTESTED
from extract.pdf.words import Word

UNSURE = 75.0  # under which a number is to be compared with the original


def look(text: str, sure: float) -> Word:
    return Word(text, 0, 0, 10, 10, size=10, confidence=sure)


# As Tesseract read them: the words of a page, then alone and smaller, then alone.
AGREED = {
    "alike": ([("74/CT-UBND", 91), ("74/CT-UBND", 88)], "74/CT-UBND"),
    "unsure-alike": ([("4415/QĐ-UBND", 54), ("4415/QĐ-UBND", 62)], "4415/QĐ-UBND"),
    "a-stop-more": ([("62/QĐ-UBND", 69), ("62/QĐ-UBND.", 80)], "62/QĐ-UBND"),
    "own-marks-stay": ([("27/6/2025);", 96), ("27/6/2025;", 96)], "27/6/2025);"),
    "letters-outvoted": (
        [("35/CI-UBND", 91), ("35/CT-UBND", 91), ("35/CT-UBND", 90)],
        "35/CT-UBND",
    ),
    "first-at-a-loss": ([("35/C1-UBND", 23), ("35/CT-UBND", 91), ("35/CT-UBND", 84)], "35/CT-UBND"),
    "lone-digit-as-letter": ([("5", 96), ("Ẹ", 70), ("E", 80)], "5"),
}
DENIED = {
    "digit": ([("17/9/2028);", 95), ("17/9/2025);", 93), ("17/9/2025);", 79)], "17/9/2025);"),
    "digit-lost": ([("24/112022;", 92), ("24/11/2022;", 96), ("24/11/2022;", 96)], "24/11/2022;"),
    "outvoted-alone": ([("27/6/2025", 96), ("27/6/2028", 96), ("27/6/2025", 90)], "27/6/2025"),
    "letters-differ": ([("02/TIr-SCT", 33), ("02/TTr-SCT", 91), ("02/TT-SCT", 89)], "02/TTr-SCT"),
    "all-differ": ([("1079/BC", 90), ("1019/BC", 90), ("7079/BC", 90)], "1079/BC"),
}


@pytest.mark.parametrize("name", AGREED)
def test_looks_that_agree_are_sure(name: str) -> None:
    looks, text = AGREED[name]
    word = settled([look(*seen) for seen in looks])
    assert word.text == text
    assert (word.confidence or 0.0) >= UNSURE


@pytest.mark.parametrize("name", DENIED)
def test_looks_with_other_digits_leave_the_number_unsure(name: str) -> None:
    looks, text = DENIED[name]
    assert settled([look(*seen) for seen in looks])[:1] == (text,)
    assert settled([look(*seen) for seen in looks]).confidence == CONTESTED


@given(st.lists(st.tuples(st.integers(10, 9999), st.floats(0, 100)), min_size=1, max_size=3))
def test_a_number_is_one_that_was_seen(seen: list[tuple[int, float]]) -> None:
    word = settled([look(f"{number}/QĐ-UBND,", sure) for number, sure in seen])
    assert word.text in {f"{number}/QĐ-UBND," for number, _ in seen}
    if len({number for number, _ in seen}) > 1 and seen[0][1] >= 60:
        assert (word.confidence or 0.0) < UNSURE


def test_a_sure_misreading_in_a_citation_is_found_by_its_picture() -> None:
    page = Image.new("L", (1200, 200), 255)
    font = ImageFont.truetype("DejaVuSerif.ttf", 42)
    ImageDraw.Draw(page).text((60, 60), "1079/BC-SYT", font=font, fill=0)
    box = ImageDraw.Draw(page).textbbox((60, 60), "1079/BC-SYT", font=font)
    x0, y0, x1, y1 = (v * 72 / 300 for v in box)
    read = Word("1019/BC-SYT,", x0, y0 - 1, x1, y1 + 1, size=10, confidence=96.0)
    (word,) = look_again(np.asarray(page), [read], 300, 60)
    assert word.text == "1079/BC-SYT,"
    assert (word.confidence or 0.0) < UNSURE


def test_words_without_numbers_are_not_looked_at() -> None:
    blank = np.full((200, 400), 255, np.uint8)
    words = [Word("kiểm", 1, 1, 20, 12, size=10, confidence=12.0)]
    assert look_again(blank, words, 300, 60) == words
