"""Every page for everybody: axe finds nothing serious, narrow and wide, light and dark."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from extract.registry import load_modules
from store.database import open_store
from store.pages.settings import Secret
from tests.store.factories import doc_id, finding, report
from tests.store.filling import keep

# What stands in the navigation, and pages that something is asked of.
PAGES = {m.NAV.path: m.NAV.path for m in load_modules("store.pages") if hasattr(m, "NAV")} | {
    "console": "/sql?q=SELECT+*+FROM+documents",
    "question": "/sql?named=findings&run=1",
    "fault": "/sql?q=SELECT",
}


@pytest.fixture
def filled_database(database: Path) -> Path:
    with open_store(database, read_only=False) as store:
        keep(store, report("a.docx", findings=(finding(doc_id("a.docx")),)))
        keep(store, report("b.pdf", status="failed", error="Hỏng.", error_en="Broken.", title=None))
        store.checkpoint()
    return database


def grave(shown: Page) -> list[str]:
    found = Axe().run(shown).response["violations"]
    return [
        f"{one['id']}: {node['html']}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_page_is_for_everybody_and_fits(
    serve: Callable[..., str], look: Callable[..., Page], filled_database: Path, path: str
) -> None:
    shown = look(serve(filled_database) + path, 390)
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390
    assert grave(shown) == []
    shown.set_viewport_size({"width": 1440, "height": 900})
    shown.emulate_media(color_scheme="dark")
    assert shown.evaluate("document.documentElement.scrollWidth") <= 1440
    assert grave(shown) == []


def test_login_is_for_everybody(
    serve: Callable[..., str], look: Callable[..., Page], database: Path
) -> None:
    shown = look(serve(database, tokens=(Secret("x", "reader"),)) + "/", 390)
    expect(shown.get_by_label("Mật khẩu")).to_be_visible()
    assert grave(shown) == []


def test_keys_lead_from_page_to_page(
    serve: Callable[..., str], look: Callable[..., Page], filled_database: Path
) -> None:
    shown = look(serve(filled_database) + "/")
    shown.keyboard.press("Tab")
    expect(shown.get_by_role("link", name="Đến nội dung")).to_be_focused()
    shown.keyboard.press("Enter")
    expect(shown.locator("main")).to_be_focused()
    shown.keyboard.press("/")
    expect(shown.get_by_label("Tìm đơn vị, tệp")).to_be_focused()
    shown.keyboard.type("g s")  # in a field letters are letters
    expect(shown.get_by_label("Tìm đơn vị, tệp")).to_have_value("g s")
    shown.keyboard.press("Tab")
    shown.get_by_role("button", name="Tìm", exact=True).focus()
    shown.keyboard.press("g")
    shown.keyboard.press("s")
    expect(shown.get_by_role("heading", level=1, name="SQL")).to_be_visible()
    shown.keyboard.press("g")
    shown.keyboard.press("i")
    expect(shown.get_by_role("heading", level=1, name="Hộp đến")).to_be_visible()
