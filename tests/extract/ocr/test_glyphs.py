"""Figures drawn small, read rightly and wrongly, and held against each other's digits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from extract.ocr.glyphs import doubt_shapes
from extract.ocr.pieces import pieces_of, tall_of
from extract.ocr.settling import CONTESTED
from extract.pdf.words import Word

FONT = ImageFont.load_default(size=48)
OTHERS = ("1731", "208", "95", "4.620", "37", "1.862", "90", "54,7", "311", "28", "60", "479")


def drawn(text: str, noise: float = 12.0, seed: int = 1) -> np.ndarray:
    image = Image.new("L", (30 * len(text) + 40, 80), 255)
    ImageDraw.Draw(image).text((20, 10), text, 20, FONT)
    grain = np.random.default_rng(seed).normal(0, noise, (image.height, image.width))
    return np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8)


def read(text: str, sure: float = 95.0) -> list[Word]:
    return [Word(text, 0, 0, 30, 12, size=12, confidence=sure)]


def surety(shown: str, text: str, others: tuple[str, ...] = OTHERS, noise: float = 12.0) -> float:
    """Return how sure a figure is of which `text` was read, among others read rightly."""
    pictures = [drawn(t, noise, n) for n, t in enumerate((shown, *others))]
    looks = doubt_shapes(pictures, [read(text), *map(read, others)], 128)
    assert all(look[0].confidence == 95.0 for look in looks[1:])
    return looks[0][0].confidence or 0.0


RIGHT = ("1731", "0", "1.862", "85,5", "(15)", "-3", "208", "7", "64")


@pytest.mark.parametrize("text", RIGHT)
@pytest.mark.parametrize("noise", [0.0, 12.0, 25.0], ids=["clean", "grain", "coarse"])
def test_what_is_read_rightly_stays_sure(text: str, noise: float) -> None:
    assert surety(text, text, noise=noise) == 95.0


WRONG = {
    "another-digit": ("1731", "1781"),
    "lone-digit": ("2", "5"),
    "first-digit": ("7208", "1208"),
    "last-digit": ("4.620", "4.628"),
    "one-digit-too-many": ("1", "10"),
    "one-digit-lost": ("208", "20"),
    "first-digit-lost": ("311", "11"),
    "bracket-for-a-digit": ("15)", "(5)"),
    "point-lost": ("2.1", "21"),
    "comma-lost": ("54,7", "547"),
    "one-of-two-points-lost": ("2.620.6", "2620.6"),
    "letter-for-a-digit": ("57", "S7"),
    "slash-for-a-digit": ("476", "4/6"),
    "slash-behind": ("247", "24/"),
    "percent-for-digits": ("963", "%3"),
    "dirt-behind": ("542", "542-"),
}


@pytest.mark.parametrize(("shown", "text"), WRONG.values(), ids=WRONG.keys())
def test_what_the_ink_denies_is_unsure(shown: str, text: str) -> None:
    assert surety(shown, text) == CONTESTED


def touching(*texts: str) -> np.ndarray:
    """Return figures drawn so near that each touches the next."""
    parts = []
    for text in texts:
        picture = drawn(text, noise=0.0)
        columns = np.flatnonzero((picture < 200).any(axis=0))
        parts.append(picture[:, columns[0] : columns[-1]])
    edge = np.full((parts[0].shape[0], 20), 255, np.uint8)
    return np.hstack([edge, *parts, edge])


@pytest.mark.parametrize(
    ("read_as", "sure"), [("64", 95.0), ("6", CONTESTED), ("4", CONTESTED), ("68", CONTESTED)]
)
def test_digits_that_touch_are_two(read_as: str, sure: float) -> None:
    pictures = [touching("6", "4"), *(drawn(t, seed=n) for n, t in enumerate(OTHERS))]
    looks = doubt_shapes(pictures, [read(read_as), *map(read, OTHERS)], 128)
    assert looks[0][0].confidence == sure


def test_no_digit_is_put_in_for_another() -> None:
    looks = doubt_shapes([drawn(t) for t in ("1731", *OTHERS)], [read("1781")] * 13, 128)
    assert {look[0].text for look in looks} == {"1781"}


@pytest.mark.parametrize("text", ["Quyết định 12/QĐ", "50%", "", "2024–2025"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert surety("1731", text) == 95.0


def test_what_is_unsure_vouches_for_nothing() -> None:
    others = ("81", "18", "86")
    pictures = [drawn(t, seed=n) for n, t in enumerate(("31", *others))]
    looks = [read("31"), *(read(t.replace("8", "3"), 30.0) for t in others)]
    assert doubt_shapes(pictures, looks, 128) == looks


@pytest.mark.parametrize(
    ("text", "count"), [("1731", 4), ("4.620", 4), ("54,7", 3), ("-3", 1), ("(15)", 4)]
)
def test_tall_pieces_are_digits_and_brackets(text: str, count: int) -> None:
    assert len(tall_of(pieces_of(drawn(text) < 128))) == count


def test_a_broken_digit_is_one_piece() -> None:
    picture = drawn("80", noise=0.0)
    rows = np.nonzero((picture < 128).any(axis=1))[0]
    picture[(rows[0] + rows[-1]) // 2 - 5] = 255
    assert len(tall_of(pieces_of(picture < 128))) == 2


@given(st.lists(st.lists(st.booleans(), min_size=7, max_size=7), min_size=1, max_size=7))
def test_pieces_cover_all_ink(rows: list[list[bool]]) -> None:
    ink = np.array(rows)
    covered = np.zeros_like(ink)
    for left, top, right, bottom in pieces_of(ink):
        part = ink[top:bottom, left:right]
        assert part.any(axis=1).all()
        assert part.any(axis=0).all()
        covered[top:bottom, left:right] = True
    assert not (ink & ~covered).any()
