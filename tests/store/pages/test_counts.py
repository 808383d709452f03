"""The counts' page: the numbers of the aggregate, each leading to its cell; files to keep."""

import io
from collections.abc import Callable
from pathlib import Path

import httpx
import openpyxl
import pytest
from playwright.sync_api import Page, expect

from normalize.forms import find_form
from store.aggregate import aggregate, totals
from store.database import open_store
from store.ingest import ingest
from store.pages.counts import bars, columns, held, rows_of

SAMPLES = Path(__file__).parents[3] / "samples"
ASKED = "/counts?form=II.06a&period=2023Q3"


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of three reports of one quarter."""
    database = tmp_path_factory.mktemp("province") / "store.duckdb"
    ingest(sorted(SAMPLES.glob("*-quy-3-2023.*")), database)
    return database


def test_rows_are_the_aggregate_with_its_totals(province: Path) -> None:
    with open_store(province) as store:
        assert held(store)[0] == ("II.06a", "2023Q3")
        result = aggregate(store, "II.06a", "2023Q3")
    (part,) = result.form.parts
    rows = rows_of(result, part)
    assert [row.kind for row in rows].count("total") == 1
    sums = totals(result.form, result.lines)
    assert [n.value for n in rows[-1].numbers] == [sums[None, c.number] for c in columns(part)]
    first = result.lines[0]
    shown = next(row for row in rows if row.label == first.label)
    counted = [c.number for c in columns(part) if c.kind == "count"]
    assert [n.value for n in shown.numbers] == [first.amounts[None, n].value for n in counted]
    assert all(number.sources for number in shown.numbers)
    assert not any(number.sources for number in rows[-1].numbers)  # the workbook names them all


def test_bars_are_shares_of_the_largest(province: Path) -> None:
    with open_store(province) as store:
        result = aggregate(store, "II.06a", "2023Q3")
    (part,) = result.form.parts
    drawn = bars(result, part, columns(part)[0])
    assert drawn[0][2] == 1.0
    assert [value for _, value, _ in drawn] == sorted((v for _, v, _ in drawn), reverse=True)


def test_a_number_leads_to_its_cell(
    serve: Callable[..., str], look: Callable[..., Page], province: Path
) -> None:
    shown = look(serve(province) + ASKED)
    line = shown.locator(".province tr", has_text="Sở Y tế")
    number = line.locator("td.num").first
    if number.locator("summary").count():
        number.locator("summary").click()
    link = number.locator("a").first
    printed = link.inner_text()
    link.click()
    cell = shown.locator("td.found")
    expect(cell).to_be_visible()
    assert cell.inner_text().strip().lstrip("0") == printed.replace(".", "").lstrip("0")
    expect(shown.locator("rect.here")).to_be_visible()


def test_narrow_page_does_not_overflow(
    serve: Callable[..., str], look: Callable[..., Page], province: Path
) -> None:
    shown = look(serve(province) + ASKED + "&by=field", width=390)
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390


def test_workbook_holds_the_total(
    serve: Callable[..., str], connect: Callable[[str], httpx.Client], province: Path
) -> None:
    answer = connect(serve(province)).get("/counts/file.xlsx?form=II.06a&period=2023Q3")
    assert 'filename="II.06a 2023Q3.xlsx"' in answer.headers["content-disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert any(cell.value == "Tổng cộng" for row in book.worksheets[0] for cell in row)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        pytest.param("/counts", 200, "II.06a", id="nothing-asked"),
        pytest.param("/counts?form=II.99&period=1900", 200, "II.06a", id="unknown"),
        pytest.param(ASKED + "&only_clean=1", 200, "II.06a", id="only-clean"),
        pytest.param(ASKED + "&column=9999999999999999999999", 200, "II.06a", id="no-column"),
        pytest.param("/counts/file.exe", 404, "", id="no-such-file"),
    ],
)
def test_what_is_asked(
    serve: Callable[..., str],
    connect: Callable[[str], httpx.Client],
    province: Path,
    path: str,
    status: int,
    words: str,
) -> None:
    answer = connect(serve(province)).get(path)
    assert answer.status_code == status
    assert words in answer.text


def test_an_empty_store_says_so(
    serve: Callable[..., str], connect: Callable[[str], httpx.Client], database: Path
) -> None:
    assert "Chưa báo cáo nào có biểu" in connect(serve(database)).get("/counts").text


def test_only_forms_with_columns_are_offered(province: Path) -> None:
    with open_store(province) as store:
        for code, _ in held(store):
            form = find_form(code)
            assert form is not None and any(columns(part) for part in form.parts)


def test_the_trend_comes_after_the_page(
    serve: Callable[..., str], connect: Callable[[str], httpx.Client], tmp_path: Path
) -> None:
    database = tmp_path / "store.duckdb"
    text = (SAMPLES / "ubnd-huyen-dien-khanh-quy-3-2023.txt").read_text(encoding="utf-8")
    (tmp_path / "q3.txt").write_text(text, encoding="utf-8")
    older = text.replace("2023", "2022")
    (tmp_path / "q3-2022.txt").write_text(older, encoding="utf-8")
    ingest([tmp_path / "q3.txt", tmp_path / "q3-2022.txt"], database)
    client = connect(serve(database))
    assert "/counts/trend?form=II.06a" in client.get(ASKED).text
    shown = client.get("/counts/trend?form=II.06a&period=2023Q3").text
    assert shown.index("2022Q3") < shown.index("2023Q3")
    assert client.get("/counts/trend?form=II.06a&period=2022Q3").text.count("<tr>") == 1
