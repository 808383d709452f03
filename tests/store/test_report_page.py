"""The province's picture: the numbers are the truth, nothing is fetched, nothing is run."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from cli import cli
from store.charts import Bar, bars, lines
from store.database import Store, open_store
from store.province_page import number, province_page
from tests.store.comparing import made
from tests.store.factories import doc_id, finding, report
from tests.store.filling import filled
from tests.store.test_aggregate_parts import QUARTERS

EVIL = "Sở <script>alert(1)</script> & “Tài chính”"


def row(received: int, online: int, late: int) -> list[int]:
    direct = received - online
    return [received, online, direct, 0, received, 0, received - late, late, 0, 0, 0]


@pytest.fixture
def store() -> Store:
    wrong = finding(doc_id("a.docx"), table_id=f"{doc_id('a.docx')[:16]}-t00000")
    return filled(
        report(
            "a.docx",
            rows={"Giá": row(1200, 900, 12), "<b>Đất</b>": row(300, 0, 3)},
            findings=(wrong,),
        ),
        report(
            "b.docx",
            agency_id=None,
            agency_name=EVIL,
            symbol="BC-X",
            number="9",
            issued_on=date(2023, 12, 20),
            rows={"Giá": row(500, 400, 5)},
        ),
    )


def tables(page: str) -> list[list[list[str]]]:
    root = html.fromstring(page)
    return [
        [[" ".join(c.text_content().split()) for c in r.iter("td", "th")] for r in t.iter("tr")]
        for t in root.iter("table")
    ]


def test_totals_and_rates_are_the_truth(store: Store) -> None:
    departments, fields = tables(province_page(store, "2023"))[:2]
    told = {line[0].removesuffix(" *"): line[1:11] for line in departments[1:]}
    assert told["Sở Tài chính"] == [
        *("1.500", "900", "600", "0", "1.500", "1.485", "15", "0", "60,00%", "99,00%")
    ]
    assert told["Tổng cộng"] == [
        *("2.000", "1.300", "700", "0", "2.000", "1.980", "20", "0", "65,00%", "99,00%")
    ]
    assert {line[0].removesuffix(" *"): line[1] for line in fields[1:]} == {
        "<b>Đất</b>": "300",
        "Giá": "1.700",
        "Tổng cộng": "2.000",
    }


def test_each_number_stands_with_its_source(store: Store) -> None:
    page = tables(province_page(store, "2023"))
    sources = page[-1]
    assert [line[:3] for line in sources[1:]] == [
        [EVIL, "Giá", "500"],
        ["Sở Tài chính", "Giá", "1200"],
        ["Sở Tài chính", "<b>Đất</b>", "300"],
    ]
    assert all(re.search(r"[ab]\.docx, .*\(2023\)$", line[-1]) for line in sources[1:])


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_holds_everything_and_runs_nothing(store: Store, lang: str) -> None:
    page = province_page(store, "2023", lang)
    root = html.fromstring(page)
    assert not list(root.iter("script", "link", "img", "iframe", "object"))
    assert not re.findall(r"(?:https?:)?//\w", page)
    assert "<script>alert" not in page and "alert(1)" in unescape(page)
    assert all(not name.startswith("on") for e in root.iter() for name in e.attrib)
    assert root.get("lang") == lang
    assert "default-src 'none'" in page
    assert [s for s in root.iter("svg")]


def test_findings_and_citations_are_told(store: Store) -> None:
    page = tables(province_page(store, "2023", "en"))
    assert ["REF101", "error", "Sở Tài chính", "1", "1"] in page[2]
    assert page[3][1][0] == "1911/QĐ-UBND/2023" and page[3][1][2:4] == ["2", "2"]


def test_a_period_without_reports_says_so(store: Store) -> None:
    assert "Không có biểu II.06a của kỳ này." in province_page(store, "2019")


def test_a_year_of_quarters_has_their_trend(tmp_path: Path) -> None:
    with open_store(made(QUARTERS, tmp_path)) as opened:
        page = province_page(opened, "2023")
    assert "2023Q1" in page and "2023Q4" in page
    assert "cộng từ các kỳ 2023Q1, 2023Q2, 2023Q3, 2023Q4" in page


def test_command_writes_the_page(tmp_path: Path) -> None:
    db = made(QUARTERS, tmp_path)
    target = tmp_path / "out" / "tinh.html"
    words = ["report", "--period", "2023", "--lang", "en", "--db", str(db), "-o", str(target)]
    done = CliRunner().invoke(cli, words, catch_exceptions=False)
    assert done.exit_code == 0
    assert "On-time rate" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("value", "lang", "text"),
    [("1234567", "vi", "1.234.567"), ("12.5", "vi", "12,5"), ("12.5", "en", "12.5")],
)
def test_number(value: str, lang: str, text: str) -> None:
    from decimal import Decimal

    assert number(Decimal(value), lang) == text


def test_charts_scale_to_the_largest_and_interrupt_lines() -> None:
    widths = re.findall(
        r'width="([\d.]+)" height="16"', bars([Bar("a", (10,), "10"), Bar("b", (5,), "5")], "t")
    )
    assert float(widths[0]) == 2 * float(widths[1])
    assert bars([], "t") == "" and lines(["a"], [], "t") == ""
    drawn = lines(["a", "b", "c"], [("x", [10.0, None, 30.0])], "t")
    assert drawn.count("<circle") == 2 and drawn.count("<polyline") == 2
