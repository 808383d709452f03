"""The inbox: dropping reports, watching them being read, the grid, what failed."""

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from store.pages.arrivals import Arrivals
from store.pages.settings import PageSettings
from store.pages.spooling import safe_name, spool, waiting
from store.pages.standing import grid
from store.reporting import Expected
from tests.store.factories import doc_id, finding, report
from tests.store.filling import filled

SAMPLES = Path(__file__).parents[3] / "samples"
FINANCE, HEALTH = Expected("khanh-hoa/so-tai-chinh", "Sở Tài chính"), Expected(None, "SỞ Y TẾ")
Q3 = {"period_kind": "quarter", "period_from": date(2023, 6, 15), "period_to": date(2023, 9, 14)}


def test_dropped_reports_are_read_and_shown(
    serve: Callable[..., str], look: Callable[..., Page], database: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "hỏng.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing of one")
    shown = look(serve(database, ingest_jobs=1) + "/")
    expect(shown.get_by_text("Hãy thả báo cáo đầu tiên")).to_be_visible()
    shown.set_input_files(
        "#files",
        [
            str(SAMPLES / "so-noi-vu-quy-3-2023.docx"),
            str(SAMPLES / "so-tu-phap-nam-2024.md"),
            str(broken),
        ],
    )
    progress = shown.locator("#progress")
    expect(progress).to_contain_text("Đã đọc xong: 2 tệp mới", timeout=60_000)
    expect(progress).to_contain_text("hỏng.pdf")
    # The grid, the documents and the failures are read anew by themselves.
    grid_shown = shown.get_by_role("region", name="Tình hình nộp báo cáo")
    expect(grid_shown.get_by_role("rowheader", name="Sở Tư pháp")).to_be_visible()
    expect(shown.locator("#failures")).to_contain_text("hỏng.pdf")
    expect(shown.locator("#totals")).to_contain_text("2 báo cáo")
    assert waiting(database.with_name("store.duckdb.inbox")) == []


def test_what_an_earlier_server_left_is_read_and_known_when_it_is_dropped_again(
    serve: Callable[..., str], look: Callable[..., Page], database: Path
) -> None:
    text = (SAMPLES / "so-tu-phap-nam-2024.md").read_text(encoding="utf-8")
    spool(database.with_name("store.duckdb.inbox"), [("báo cáo.md", io.BytesIO(text.encode()))])
    shown = look(serve(database, ingest_jobs=1) + "/")
    expect(shown.locator("#progress")).to_contain_text("1 tệp mới, 0 tệp đã có", timeout=60_000)
    carried = shown.evaluate_handle(
        """text => {
            const carried = new DataTransfer();
            carried.items.add(new File([text], "bao-cao.md"));
            return carried;
        }""",
        text,
    )
    shown.dispatch_event("h1", "drop", {"dataTransfer": carried})
    expect(shown.get_by_role("status")).to_contain_text("0 tệp mới, 1 tệp đã có", timeout=60_000)


def test_grid_shows_received_missing_and_unlisted() -> None:
    store = filled(
        report("a.docx", agency_id=FINANCE.agency_id, findings=(finding(doc_id("a.docx")),)),
        report("b.docx", agency_id=None, agency_name="Sở Lạ", **Q3),
    )
    found = grid(store, [FINANCE, HEALTH])
    assert [period.name for period in found.periods] == ["2023", "2023Q3"]
    assert [(line.department, line.expected) for line in found.lines] == [
        ("Sở Tài chính", True),
        ("SỞ Y TẾ", True),
        ("Sở Lạ", False),
    ]
    assert [len(line.of("2023")) for line in found.lines] == [1, 0, 0]
    assert found.lines[0].of("2023")[0].errors == 1
    assert (found.received("2023"), found.expected) == (1, 2)


def test_reports_of_nobody_or_no_period_are_told_apart() -> None:
    nowhere = {"agency_id": None, "agency_name": None}
    found = grid(filled(report("a.docx", **nowhere), report("b.docx", period_to=None)))
    assert sorted(report.file_name for report in found.unplaced) == ["a.docx", "b.docx"]
    assert [line.department for line in found.lines] == ["Sở Tài chính"]


def test_without_a_list_whoever_reported_is_expected() -> None:
    found = grid(filled(report("a.docx", agency_id=FINANCE.agency_id)))
    assert (found.listed, found.expected) == (False, 1)


def test_grid_finds_departments_whatever_the_tones() -> None:
    found = grid(filled(), [FINANCE, HEALTH])
    assert [line.department for line in found.named("so y te")] == ["SỞ Y TẾ"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\hoa\\báo cáo.docx", "báo cáo.docx"),
        (".bashrc", "bashrc"),
        ("..", "_"),
        ("", "_"),
        ("a\x00b\n.pdf", "a_b_.pdf"),
        ("con.pdf", "_con.pdf"),
        ('a"; filename="x.exe', "a_; filename=_x.exe"),
        ("ô" * 300 + ".xlsx", "ô" * 87 + ".xlsx"),
        ("tha\u0301ng.txt", "tháng.txt"),
    ],
)
def test_names_are_made_safe(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_files_of_one_name_are_all_kept(tmp_path: Path) -> None:
    named = [("a.txt", io.BytesIO(b"1")), ("x/a.txt", io.BytesIO(b"2"))]
    folder, count = spool(tmp_path / "inbox", named)
    assert count == 2
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == {"a.txt": b"1", "a (2).txt": b"2"}


def test_half_written_folders_are_swept_away(tmp_path: Path) -> None:
    (tmp_path / ".half").mkdir()
    (tmp_path / "whole").mkdir()
    assert [path.name for path in waiting(tmp_path)] == ["whole"]
    assert not (tmp_path / ".half").exists()


def test_a_batch_that_went_wrong_says_why_and_can_be_read_again(tmp_path: Path) -> None:
    settings = PageSettings(tmp_path / "away" / "store.duckdb")
    folder, count = spool(tmp_path / "inbox", [("a.md", io.BytesIO(b"# A"))])

    async def read_twice() -> None:
        arrivals = Arrivals(settings)
        first = arrivals.add(folder, count)
        while first.active:
            await asyncio.sleep(0.05)
        assert (first.state, "thư mục của cơ sở dữ liệu" in first.fault) == ("broken", True)
        arrivals.again()
        assert [arrival.state for arrival in arrivals.latest] == ["waiting"]
        await arrivals.stop()

    # In a thread of its own: the browser's loop runs in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(read_twice())).result()
    # What was not read stays: the next server finds it.
    assert waiting(tmp_path / "inbox") == [folder]
