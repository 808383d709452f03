"""The decisions' pages: the search, one decision with all that is told of it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Page, expect

from store.database import Store, open_store
from store.ingest import ingest
from store.pages.decisions import Wanted, decision_url, in_context, search

A = """SỞ TÀI CHÍNH
Số: 12/BC-STC
Khánh Hòa, ngày 05 tháng 01 năm 2024
BÁO CÁO
Công tác kiểm soát thủ tục hành chính năm 2023
Căn cứ Quyết định số 1911/QĐ-UBND ngày 14/8/2023 của UBND tỉnh về việc công bố danh mục thủ tục.
Quyết định số 20/2023/QĐ-UBND ngày 01/3/2023 thay thế Quyết định số 15/2021/QĐ-UBND ngày 02/4/2021.
"""
B = A.replace("TÀI CHÍNH", "TƯ PHÁP").replace("BC-STC", "BC-STP").replace("14/8/2023", "15/8/2023")


@pytest.fixture(scope="module")
def cited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of two reports that date one decision differently."""
    folder = tmp_path_factory.mktemp("cited")
    (folder / "a.txt").write_text(A, encoding="utf-8")
    (folder / "b <script>alert(1).txt").write_text(B, encoding="utf-8")
    ingest([folder], folder / "store.duckdb")
    return folder / "store.duckdb"


@pytest.fixture
def store(cited: Path) -> Iterator[Store]:
    with open_store(cited) as opened:
        yield opened


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        pytest.param("1911", ["1911/QĐ-UBND/2023"], id="number"),
        pytest.param("1911 qd ubnd", ["1911/QĐ-UBND/2023"], id="symbol-without-marks"),
        pytest.param("DANH MUC thủ tục", ["1911/QĐ-UBND/2023"], id="title"),
        pytest.param("15/8/2023", ["1911/QĐ-UBND/2023"], id="date"),
        pytest.param("15/2021", ["15/2021/QĐ-UBND"], id="number-and-year"),
        pytest.param("4711", [], id="none"),
    ],
)
def test_search(store: Store, words: str, keys: list[str]) -> None:
    assert [found["citation_key"] for found in search(store, Wanted(words))] == keys


def test_search_for_disputed_dates(store: Store) -> None:
    found = search(store, Wanted(disputed=True))
    assert [(f["citation_key"], f["dates"]) for f in found] == [
        ("1911/QĐ-UBND/2023", [date(2023, 8, 14), date(2023, 8, 15)])
    ]


def test_a_citation_is_marked_where_it_stands() -> None:
    assert in_context("a 1/QĐ b 1/QĐ c 1/QĐ d", "1/QĐ") == ("a 1/QĐ b ", "1/QĐ", " c 1/QĐ d")
    assert in_context(None, "1/QĐ") == ("", "1/QĐ", "")


def test_list_leads_to_a_decision_with_its_conflict(
    serve: Callable[..., str], look: Callable[..., Page], cited: Path
) -> None:
    shown = look(serve(cited) + "/decisions?q=1911")
    expect(shown.get_by_text("2 ngày khác nhau")).to_be_visible()
    shown.get_by_role("link", name="1911/QĐ-UBND/2023").click()
    expect(shown.get_by_role("heading", level=1)).to_have_text("1911/QĐ-UBND/2023")
    expect(shown.get_by_text("Các báo cáo ghi ngày khác nhau")).to_be_visible()
    dates = shown.get_by_role("region", name="Ngày ghi trong các báo cáo")
    expect(dates).to_contain_text("14/08/2023")
    expect(dates).to_contain_text("15/08/2023")
    assert shown.locator("mark").all_inner_texts() == [
        "Quyết định số 1911/QĐ-UBND ngày 14/8/2023",
        "Quyết định số 1911/QĐ-UBND ngày 15/8/2023",
    ]
    assert "b <script>alert(1).txt" in shown.locator(".quotes").inner_text()


def test_relations_lead_both_ways(
    serve: Callable[..., str], connect: Callable[[str], httpx.Client], cited: Path
) -> None:
    client = connect(serve(cited))
    newer = client.get(decision_url("20/2023/QĐ-UBND")).text
    assert "thay thế" in newer and quote("15/2021/QĐ-UBND") in newer
    older = client.get(decision_url("15/2021/QĐ-UBND")).text
    assert "bị thay thế bởi" in older


def test_an_unknown_decision_is_not_found(
    serve: Callable[..., str], connect: Callable[[str], httpx.Client], cited: Path
) -> None:
    assert connect(serve(cited)).get("/decisions/1/QĐ-LẠ/1999").status_code == 404
