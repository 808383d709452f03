import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.ocr.inks import doubt_colored, grey_of, inks_of
from extract.ocr.picture import crisp, even, skew, smooth, straight, turned_upright
from extract.ocr.settling import CONTESTED
from extract.pdf.words import Word


def lines_of_text(width: int = 900, height: int = 600) -> np.ndarray:
    """Return dark bars of uneven length and gaps, as lines of text are from afar."""
    picture = np.full((height, width), 255, np.uint8)
    rng = np.random.default_rng(7)
    for top in range(60, height - 60, 34):
        x = 60
        while x < width - 120:
            step = int(rng.integers(20, 70))
            picture[top : top + 14, x : x + step] = 20
            x += step + 12
    return picture


@settings(max_examples=12, deadline=None)
@given(st.floats(-4.5, 4.5).filter(lambda a: abs(a) > 0.3))
def test_skew_is_found(angle: float) -> None:
    fallen = straight(lines_of_text(), -angle)
    assert skew(fallen) == pytest.approx(angle, abs=0.15)


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_turned_text_comes_upright(angle: int) -> None:
    picture = np.arange(6, dtype=np.uint8).reshape(2, 3)
    turned = np.rot90(picture, -angle // 90)  # clockwise
    assert (turned_upright(turned, angle) == picture).all()


def test_red_ink_fades_and_black_under_it_stays() -> None:
    white, red, black, blue = (255, 255, 255), (230, 40, 50), (20, 20, 20), (30, 40, 160)
    grey = grey_of(np.array([[white, red, black, blue]], np.uint8))
    assert grey[0, 0] == 255
    assert grey[0, 1] > 200
    assert grey[0, 2] < 40
    assert grey[0, 3] < 100


@pytest.mark.parametrize(
    ("ink", "text", "expected"),
    [
        ((38, 52, 150), "972", CONTESTED),
        ((214, 48, 62), "27", CONTESTED),
        ((20, 20, 30), "27", 96.0),
        ((214, 48, 62), "Đỗ", 96.0),
    ],
    ids=["by-hand", "under-a-stamp", "print", "no-figure"],
)
def test_figures_in_colored_ink_are_unsure(ink: tuple, text: str, expected: float) -> None:
    page = np.full((200, 200, 3), 255, np.uint8)
    page[100:104, 90:130] = ink
    page[0:8, 0:8] = (230, 40, 50)
    words = [Word(text, 90, 92, 130, 108, confidence=96.0)]
    (word,) = doubt_colored(words, inks_of(page).colored, 72)
    assert word.confidence == expected


def test_a_grey_page_has_no_colored_ink() -> None:
    assert inks_of(np.full((80, 80, 3), 200, np.uint8)).colored is None


def test_a_shadow_is_lifted() -> None:
    shade = np.linspace(120, 255, 640).astype(np.uint8)
    picture = np.tile(shade, (320, 1))
    picture[150:160, 100:540] //= 4
    lit = even(picture)
    assert lit[50].min() > 200
    assert lit[155, 120:520].max() < 110


def test_grain_becomes_white() -> None:
    picture = np.random.default_rng(3).integers(238, 252, (90, 90)).astype(np.uint8)
    picture[40, 40] = 30
    clean = crisp(picture)
    assert np.delete(clean, 40, axis=0).min() == 255
    assert clean[40, 40] < 40


def test_specks_go_and_a_clean_picture_stays() -> None:
    picture = lines_of_text()
    assert smooth(picture) is picture
    specks = picture.copy()
    specks[::9, ::9] = 0
    assert np.count_nonzero(smooth(specks)[10:50] < 128) == 0


def test_a_dot_is_no_speck() -> None:
    picture = lines_of_text()
    picture[::9, ::9] = 0
    picture[20:23, 20:23] = 0
    assert (smooth(picture)[20:23, 20:23] == 0).all()


def test_faint_print_is_made_dark() -> None:
    picture = lines_of_text()
    faint = (255 - (255 - picture.astype(int)) * 0.4).astype(np.uint8)
    assert crisp(faint).min() < 60
    assert crisp(faint)[:50].min() == 255
    assert (crisp(picture) < 60).sum() == (picture < 60).sum()


def test_what_shows_through_is_not_made_ink() -> None:
    pale = (255 - (255 - lines_of_text().astype(int)) * 0.12).astype(np.uint8)
    assert crisp(pale).min() > 200
