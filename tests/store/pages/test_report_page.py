"""One report's page: both sides lead to each other, what stands in it is escaped."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from store.database import open_store
from store.ingest import ingest
from store.pages.report_text import Mark, segments

SAMPLES = Path(__file__).parents[3] / "samples"
PDF, DOCX = "so-y-te-quy-3-2023.pdf", "so-noi-vu-quy-3-2023.docx"
NASTY = """SỞ TÀI CHÍNH
Số: 12/BC-STC
Khánh Hòa, ngày 05 tháng 01 năm 2024
BÁO CÁO
Công tác 1 < 2 & "ba" năm 2023
Căn cứ Quyết định số 1911/QĐ-UBND ngày 31/4/2023 của UBND tỉnh.
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Return a store, and its documents' identifiers by file name."""
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "nasty.txt").write_text(NASTY, encoding="utf-8")
    database = folder / "store.duckdb"
    ingest([SAMPLES / PDF, SAMPLES / DOCX, folder / "nasty.txt"], database)
    with open_store(database) as store:
        return database, dict(store.rows("SELECT file_name, doc_id FROM documents"))


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5),
)
def test_segments_are_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(f"m{n}", start, end, False) for n, (start, end) in enumerate(spans)]
    assert "".join(segment.text for segment in segments(text, marks)) == text


def test_a_finding_is_shown_in_the_text_and_back(
    serve: Callable[..., str], look: Callable[..., Page], shelf: tuple[Path, dict[str, str]]
) -> None:
    database, ids = shelf
    shown = look(serve(database) + f"/reports/{ids['nasty.txt']}")
    expect(shown.get_by_role("region", name="Thể thức")).to_contain_text('1 < 2 & "ba"')
    finding = shown.locator(".finding", has_text="31/4/2023").first
    finding.locator("[data-go]").click()
    mark = shown.locator("mark.found")
    expect(mark).to_have_text("Quyết định số 1911/QĐ-UBND ngày 31/4/2023")
    expect(finding).to_have_class("finding error open current")
    mark.click()
    spot = shown.locator(".cited .spot.found")
    expect(spot).to_have_text("Quyết định số 1911/QĐ-UBND ngày 31/4/2023")


def test_a_cell_is_shown_on_its_page_and_back(
    serve: Callable[..., str], look: Callable[..., Page], shelf: tuple[Path, dict[str, str]]
) -> None:
    database, ids = shelf
    shown = look(serve(database) + f"/reports/{ids[PDF]}")
    cell = shown.locator("td[data-figure][data-box]").first
    cell.click()
    here = shown.locator("rect.here")
    expect(here).to_be_visible()
    name = cell.get_attribute("id")
    there = shown.locator(f"rect[id='at-{name}']")
    box, mark = there.bounding_box(), here.bounding_box()
    assert box and mark
    assert mark["x"] <= box["x"] and mark["x"] + mark["width"] >= box["x"] + box["width"]
    shown.locator("rect.here").evaluate("one => one.remove()")
    there.click()
    expect(cell).to_have_class("num found")


def test_next_finding_by_key(
    serve: Callable[..., str], look: Callable[..., Page], shelf: tuple[Path, dict[str, str]]
) -> None:
    database, ids = shelf
    shown = look(serve(database) + f"/reports/{ids[DOCX]}", width=390)
    all_findings = shown.locator(".finding")
    shown.keyboard.press("j")
    expect(all_findings.nth(0)).to_be_focused()
    shown.keyboard.press("j")
    expect(all_findings.nth(1)).to_be_focused()
    shown.keyboard.press("k")
    expect(all_findings.nth(0)).to_be_focused()
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390


def test_an_address_names_a_finding(
    serve: Callable[..., str], look: Callable[..., Page], shelf: tuple[Path, dict[str, str]]
) -> None:
    database, ids = shelf
    with open_store(database) as store:
        ((finding,),) = store.rows(
            "SELECT finding_id FROM findings WHERE doc_id = ? ORDER BY finding_id LIMIT 1",
            [ids["nasty.txt"]],
        )
    shown = look(serve(database) + f"/reports/{ids['nasty.txt']}#{finding}")
    expect(shown.locator(f"[id='{finding}'].current")).to_be_visible()


@pytest.mark.parametrize("path", ["", "/tables/nothing", "/pages/1/marks"])
def test_an_unknown_document_is_not_found(
    serve: Callable[..., str],
    connect: Callable[[str], httpx.Client],
    shelf: tuple[Path, dict[str, str]],
    path: str,
) -> None:
    assert connect(serve(shelf[0])).get(f"/reports/{'0' * 64}{path}").status_code == 404
