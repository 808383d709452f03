"""The SQL console: ready questions, anybody's own, limits, paging, downloads."""

import io
import json
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import openpyxl
import pytest
from playwright.sync_api import Page, expect


def ask(address: str, **query: object) -> httpx.Response:
    return httpx.get(address + "/sql", params=query)


def test_own_question_is_answered_and_saved(
    serve: Callable[..., str], look: Callable[..., Page], database: Path
) -> None:
    shown = look(serve(database) + "/sql", 390)
    shown.keyboard.press("/")
    shown.keyboard.type("SELECT 'Sở Y tế' AS ten, range AS so FROM range(250)")
    shown.keyboard.press("Control+Enter")
    expect(shown.get_by_text("250 dòng")).to_be_visible()
    expect(shown.locator(".result tbody tr")).to_have_count(100)
    shown.get_by_role("link", name="Trang sau").click()
    expect(shown.locator(".result tbody tr").first).to_contain_text("100")
    with shown.expect_download() as waiting:
        shown.get_by_role("link", name="XLSX").click()
    sheet = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes())).active
    assert sheet is not None
    assert (sheet.max_row, sheet["A2"].value, sheet["B251"].value) == (251, "Sở Y tế", 249)


def test_ready_question_takes_its_parameters(
    serve: Callable[..., str], look: Callable[..., Page], database: Path
) -> None:
    shown = look(serve(database) + "/sql")
    shown.get_by_role("link", name="Tài liệu đã lưu").click()
    shown.get_by_label("Kỳ báo cáo").fill("Quý III/2023")
    shown.get_by_role("button", name="Chạy").click()
    expect(shown.get_by_text("Không có dòng nào.")).to_be_visible()
    expect(shown.get_by_label("Kỳ báo cáo")).to_have_value("Quý III/2023")


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELECT * FROM nowhere", "nowhere"),
        ("DELETE FROM documents", "Câu lệnh SQL sai"),
        ("SELECT 1; SELECT 2", "đúng một câu lệnh"),
        ("SELECT * FROM read_text('/etc/passwd')", "disabled by configuration"),
        ("ATTACH '/tmp/x.db'", "SQL sai"),
        ("SET enable_external_access = true", "SQL sai"),
        ("SELECT '<script>alert(1)</script>' FROM nowhere", "nowhere"),
    ],
    ids=["unknown", "delete", "two", "file", "attach", "setting", "script"],
)
def test_faults_are_told_as_text(
    serve: Callable[..., str], database: Path, sql: str, told: str
) -> None:
    answer = ask(serve(database), q=sql)
    assert answer.status_code == 200
    assert told in answer.text
    assert "<script>alert" not in answer.text
    assert 'role="alert"' in answer.text


def test_unknown_question_is_told(serve: Callable[..., str], database: Path) -> None:
    assert "Không có câu hỏi" in ask(serve(database), named="../documents").text


def test_rows_are_limited_and_said_to_be(serve: Callable[..., str], database: Path) -> None:
    answer = ask(serve(database, query_rows=50), q="SELECT * FROM range(60)")
    assert "Chỉ hiện 50 dòng đầu" in answer.text


def test_long_question_is_stopped(serve: Callable[..., str], database: Path) -> None:
    address, began = serve(database, query_seconds=0.3), time.monotonic()
    answer = ask(
        address, q="SELECT count(*) FROM range(100000) a, range(100000) b WHERE a.range*b.range=7"
    )
    assert "quá 0.3 giây" in answer.text
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("form", ["csv", "json"])
def test_files_hold_the_answer(serve: Callable[..., str], database: Path, form: str) -> None:
    query = {"form": form, "q": "SELECT '=1+1' AS a, 2.5 AS b"}
    answer = httpx.get(serve(database) + "/sql/file", params=query)
    assert answer.headers["content-disposition"].startswith('attachment; filename="trichluc-')
    if form == "json":
        assert json.loads(answer.content) == [{"a": "=1+1", "b": 2.5}]
    else:
        # No spreadsheet runs it as a formula, and the mark of UTF-8 stands before it.
        assert answer.content.decode("utf-8-sig") == "a,b\n'=1+1,2.5\n"


def test_unknown_form_is_refused(serve: Callable[..., str], database: Path) -> None:
    answer = httpx.get(serve(database) + "/sql/file", params={"form": "exe", "q": "SELECT 1"})
    assert answer.status_code == 400
