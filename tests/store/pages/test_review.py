"""Reviewing in a real browser: from dropped files to the corrected workbook, by mouse and key."""

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from store.database import open_store
from store.ingest import ingest
from store.pages.rendering import report_url

SAMPLES = Path(__file__).parents[3] / "samples"
WORKING = "so-noi-vu-quy-3-2023.docx"
THREE = (WORKING, "so-y-te-quy-3-2023.pdf", "ubnd-huyen-dien-khanh-quy-3-2023.txt")
FINDINGS = "li.finding"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of three reports, to be copied by who changes it."""
    database = tmp_path_factory.mktemp("read") / "store.duckdb"
    ingest([SAMPLES / name for name in THREE], database)
    return database


@pytest.fixture
def store_of_three(read: Path, tmp_path: Path) -> Path:
    shutil.copytree(read.parent, tmp_path / "own")
    return tmp_path / "own" / read.name


def address(database: Path, name: str = WORKING) -> str:
    with open_store(database) as store:
        ((doc_id,),) = store.rows("SELECT doc_id FROM documents WHERE file_name = ?", [name])
    return report_url(doc_id)


def statuses(database: Path, name: str = WORKING) -> list[str]:
    with open_store(database) as store:
        rows = store.rows(
            "SELECT f.status FROM findings f JOIN documents USING (doc_id) WHERE file_name = ? "
            "ORDER BY finding_id",
            [name],
        )
    return [status for (status,) in rows]


def correct_number(shown: Page, row: int, value: str, why: str) -> None:
    form = shown.locator("#values .value").nth(row)
    form.locator("input[name=value]").fill(value)
    form.locator("input[name=note]").fill(why)
    form.get_by_role("button", name="Lưu đính chính").click()
    expect(shown.locator("#values [role=status]")).to_be_visible()


def show_forms(shown: Page) -> None:
    """Look at the forms: they are loaded when somebody does."""
    shown.locator("details.form").first.scroll_into_view_if_needed()


def test_drop_open_dismiss_correct_download(
    serve: Callable[..., str],
    look: Callable[..., Page],
    database: Path,
) -> None:
    base = serve(database)
    shown = look(base)
    shown.set_input_files("#files", [str(SAMPLES / name) for name in THREE])
    expect(shown.locator("#progress")).to_contain_text("Đã đọc xong", timeout=60_000)
    shown.locator("#standing").get_by_role("link", name=WORKING, exact=True).click()

    wrong_kind = shown.locator(FINDINGS, has_text="2290/TTr-SNV")
    wrong_kind.locator("[data-act=dismiss]").click()
    wrong_kind.locator("input[name=note]").fill("ký hiệu đúng")
    wrong_kind.get_by_role("button", name="Bỏ qua").click()
    expect(shown.locator("li.finding.dismissed")).to_contain_text("ký hiệu đúng")

    shown.locator(FINDINGS, has_text="cột (3) ghi 142").locator("[data-act=correct]").click()
    correct_number(shown, 0, "141", "bản gốc ghi 141")
    show_forms(shown)
    expect(shown.locator("td ins").first).to_have_text("141")

    shown.goto(f"{base}/counts?form=II.06a&period=2023Q3")
    with shown.expect_download() as saved:
        shown.get_by_role("link", name="XLSX").click()
    content = saved.value.path().read_bytes()
    rows = load_workbook(BytesIO(content))["Nguồn số liệu"].iter_rows(values_only=True)
    (named,) = [row for row in rows if row[-1] and "bản gốc ghi 141" in str(row[-1])]
    assert (named[4], named[5]) == (141, "142")


def test_a_finding_is_reviewed_by_keys_alone(
    serve: Callable[..., str], look: Callable[..., Page], store_of_three: Path
) -> None:
    shown = look(serve(store_of_three) + address(store_of_three))
    shown.keyboard.press("j")
    first = shown.locator(FINDINGS).first
    expect(first).to_be_focused()
    shown.keyboard.press("a")
    expect(first).to_have_class("finding error accepted current")
    shown.keyboard.press("j")
    shown.keyboard.press("d")
    shown.keyboard.type("đã đối chiếu")
    shown.keyboard.press("Enter")
    expect(shown.locator("li.finding.dismissed")).to_contain_text("đã đối chiếu")
    assert sorted(statuses(store_of_three)) == ["accepted", "dismissed", "open"]
    shown.keyboard.press("u")
    expect(shown.locator("li.finding.dismissed")).to_have_count(0)
    shown.keyboard.press("u")
    expect(shown.locator("li.finding.accepted")).to_have_count(0)
    expect(shown.locator("#undo")).to_be_hidden()
    assert statuses(store_of_three) == ["open"] * 3
    shown.keyboard.press("c")
    expect(shown.locator("#values input[name=value]").first).to_be_focused()
    shown.keyboard.press("Escape")
    expect(shown.locator("#values")).to_be_empty()


def test_a_number_on_the_page_opens_its_value_and_is_corrected_and_undone(
    serve: Callable[..., str], look: Callable[..., Page], store_of_three: Path
) -> None:
    shown = look(serve(store_of_three) + address(store_of_three))
    show_forms(shown)
    shown.locator("#facts td[data-figure]", has_text="142").first.click()
    correct_number(shown, 0, "1.141", "<b>nhầm</b>")
    corrected = shown.locator("#facts td ins")
    expect(corrected).to_have_text("1.141")
    shown.locator("#undo button").click()
    expect(corrected).to_have_count(0)
    shown.goto(shown.url.partition("/reports")[0] + "/log")
    lines = shown.locator("tbody tr")
    expect(lines).to_have_count(2)
    expect(lines.nth(1)).to_contain_text("<b>nhầm</b>")
    expect(lines.nth(1)).to_contain_text("đã hoàn tác")


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_serious_stands_in_a_persons_way(
    serve: Callable[..., str], look: Callable[..., Page], store_of_three: Path, width: int
) -> None:
    base = serve(store_of_three)
    shown = look(base + address(store_of_three), width=width)
    shown.locator("[data-act=accept]").first.click()
    expect(shown.locator("li.finding.accepted")).to_have_count(1)
    shown.locator("li.finding.open [data-act=dismiss]").first.click()
    shown.locator("[data-act=correct]").last.click()
    expect(shown.locator("#values input[name=value]").first).to_be_in_viewport()
    for path in ("", "/log"):
        if path:
            shown.goto(base + path)
        found = Axe().run(shown).response["violations"]
        assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")


def csrf(client: httpx.Client) -> dict[str, str]:
    text = client.get("/log").text
    return {"X-CSRF-Token": text.partition('"X-CSRF-Token": "')[2].partition('"')[0]}


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        pytest.param("findings/{n}/review", {"status": "dismissed"}, 400, id="no reason"),
        pytest.param("findings/{n}/review", {"status": "fine"}, 400, id="unknown status"),
        pytest.param("findings/{n}9/review", {"status": "open"}, 404, id="no such finding"),
        pytest.param(
            "corrections",
            {"target": "figure", "id": "x-f0", "slot": "value", "value": "1", "note": "y"},
            400,
            id="another document's number",
        ),
        pytest.param(
            "corrections",
            {"target": "runs", "id": "{d}-f00000", "slot": "value", "value": "1", "note": "y"},
            400,
            id="no kind of thing",
        ),
        pytest.param(
            "corrections",
            {"target": "figure", "id": "{d}-f00000", "slot": "value", "value": "x", "note": "y"},
            400,
            id="no number",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(
    serve: Callable[..., str],
    connect: Callable[[str], httpx.Client],
    read: Path,
    path: str,
    data: dict[str, str],
    status: int,
) -> None:
    client, report = connect(serve(read)), address(read)
    short = report.removeprefix("/reports/")[:16]
    sent = {name: value.format(d=short) for name, value in data.items()}
    target = f"{report}/{path.format(n=short + '-n00000')}"
    assert client.post(target, data=sent).status_code == 403  # not from our pages
    assert client.post(target, data=sent, headers=csrf(client)).status_code == status
    assert set(statuses(read)) == {"open"}


def test_a_reader_changes_nothing(
    serve: Callable[..., str], connect: Callable[[str], httpx.Client], read: Path
) -> None:
    client, report = connect(serve(read, read_only=True)), address(read)
    assert "data-act" not in client.get(report).text
    refused = client.post(f"{report}/undo", headers=csrf(client))
    assert refused.status_code == 403


@pytest.mark.parametrize("of", ["", "../x", "0" * 16 + "-n00000", "{d}-b00000", "{d}-m99999"])
def test_values_of_nothing_are_not_found(
    serve: Callable[..., str], connect: Callable[[str], httpx.Client], read: Path, of: str
) -> None:
    report = address(read)
    name = of.format(d=report.removeprefix("/reports/")[:16])
    answer = connect(serve(read)).get(f"{report}/values", params={"of": name})
    assert answer.status_code == 404
