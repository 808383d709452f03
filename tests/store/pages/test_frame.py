"""The frame of every page: widths, navigation, keys, languages, errors."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("width", [390, 1440])
def test_first_page_fits_its_width(
    serve: Callable[..., str], look: Callable[..., Page], database: Path, width: int
) -> None:
    shown = look(serve(database) + "/", width)
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    expect(shown.get_by_role("heading", level=1)).to_be_visible()


def test_language_is_switched_and_kept(
    serve: Callable[..., str], look: Callable[..., Page], database: Path
) -> None:
    shown = look(serve(database) + "/")
    expect(shown.locator("html")).to_have_attribute("lang", "vi")
    shown.get_by_role("button", name="English").click()
    expect(shown.locator("html")).to_have_attribute("lang", "en")
    shown.reload()
    expect(shown.get_by_role("heading", level=1)).to_have_text("Inbox")


def test_question_mark_shows_the_keys(
    serve: Callable[..., str], look: Callable[..., Page], database: Path
) -> None:
    shown = look(serve(database) + "/")
    shown.keyboard.press("?")
    expect(shown.get_by_role("dialog")).to_be_visible()
    shown.keyboard.press("Escape")
    expect(shown.get_by_role("dialog")).to_be_hidden()


def test_unknown_page_says_so_without_traceback(serve: Callable[..., str], database: Path) -> None:
    answer = httpx.get(serve(database) + "/nowhere")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.text
    assert "Traceback" not in answer.text
