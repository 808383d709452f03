"""Return notes: every open finding of a report is named, nothing that was dismissed is."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from cli import cli
from extract.errors import StoreError, UsageError
from store.database import Store, open_store
from store.ingest import ingest
from store.return_note import (
    faulty_documents,
    find_document,
    note_name,
    return_note,
    write_note,
)
from tests.store.factories import doc_id, finding, report
from tests.store.filling import filled
from tests.store.province import FAULTY, write_province


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("notes")
    write_province(folder)
    ingest([folder], folder / "tinh.duckdb", jobs=1)
    return folder / "tinh.duckdb"


def told(data: bytes) -> str:
    document = docx.Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_every_open_finding_is_named_with_its_suggestion(db: Path) -> None:
    with open_store(db) as store:
        seen = 0
        for (wanted,) in store.rows("SELECT doc_id FROM current_documents"):
            text = told(write_note(return_note(store, wanted)))
            for message, suggestion in store.rows(
                "SELECT message, suggestion FROM findings WHERE doc_id = ? AND status = 'open'",
                [wanted],
            ):
                seen += 1
                assert message in text and (suggestion or "Rà soát") in text
    assert seen > 0


def test_layout_and_words(db: Path) -> None:
    with open_store(db) as store:
        (faulty,) = store.rows("SELECT doc_id FROM documents WHERE agency_name = ?", [FAULTY])
        text = told(write_note(return_note(store, faulty[0])))
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "UBND TỈNH KHÁNH HÒA",
        "VĂN PHÒNG",
        f"Kính gửi: {FAULTY}",
        "Báo cáo số 112/BC-SNV ngày 12/9/2023 của Sở Nội vụ",
        "Khánh Hòa, ngày",
        "Báo cáo ghi",
        "cột (3) – Tổng số",
        "CHÁNH VĂN PHÒNG",
        "Nơi nhận:",
    ):
        assert words in text, words


def test_what_is_dismissed_is_left_out() -> None:
    one = doc_id("a.docx")
    store = filled(
        report(
            "a.docx",
            findings=(finding(one, message="Thứ nhất."), finding(one, 1, message="Thứ hai.")),
        )
    )
    store.run(
        "INSERT INTO reviews BY NAME SELECT finding_key, doc_id, rule, 'dismissed' AS status, "
        "'x' AS reviewed_by, now() AS reviewed_at "
        "FROM document_findings WHERE message = 'Thứ nhất.'"
    )
    assert [point.message for point in return_note(store, one).points] == ["Thứ hai."]
    store.run(
        "INSERT INTO reviews BY NAME SELECT finding_key, doc_id, rule, 'dismissed' AS status, "
        "'x' AS reviewed_by, now() AS reviewed_at "
        "FROM document_findings"
    )
    assert faulty_documents(store) == []
    assert "không có nội dung nào phải chỉnh sửa" in told(write_note(return_note(store, one)))


def test_of_a_corrected_report_the_new_version_and_its_annex_are_returned() -> None:
    old, new, annex = doc_id("a.docx"), doc_id("b.docx"), doc_id("bieu.xlsx")
    attached = "(kèm theo Báo cáo số /BC-STC của Sở Tài chính)"
    bare = {"kind": None, "symbol": None, "title": None, "attached_to": attached, "keys": ()}
    store = filled(
        report("a.docx", rows={"Giá": [3, 4]}, findings=(finding(old, message="Đã cũ."),)),
        report("b.docx", rows={"Giá": [5, 4]}, findings=(finding(new, message="Còn mới."),)),
        report(
            "bieu.xlsx", rows={"Đất": [1, 1]}, findings=(finding(annex, message="Ở biểu."),), **bare
        ),
    )
    assert faulty_documents(store) == [new]
    points = return_note(store, new).points
    assert [point.message for point in points] == ["Còn mới.", "Ở biểu."]
    assert "bieu.xlsx" in points[1].where


def test_errors_come_first() -> None:
    one = doc_id("a.docx")
    levels = ("note", "warning", "error")
    found = tuple(finding(one, n, level=level) for n, level in enumerate(levels))
    points = return_note(filled(report("a.docx", findings=found)), one).points
    assert [point.level for point in points] == ["error", "warning", "note"]


@pytest.fixture(scope="module")
def two() -> Store:
    return filled(report("a.docx"), report("b.docx", symbol="BC-SNV", agency_id="x/so-noi-vu"))


@pytest.mark.parametrize("wanted", ["a.docx", doc_id("a.docx")[:8], doc_id("a.docx").upper()])
def test_a_document_is_found(two: Store, wanted: str) -> None:
    assert find_document(two, wanted) == doc_id("a.docx")


@pytest.mark.parametrize("wanted", ["c.docx", doc_id("a.docx")[:5], ""])
def test_an_unknown_document_is_refused(two: Store, wanted: str) -> None:
    with pytest.raises(UsageError):
        find_document(two, wanted)


def test_command_writes_one_and_all(db: Path, tmp_path: Path) -> None:
    with open_store(db) as store:
        wanted = faulty_documents(store)
        names = sorted(note_name(return_note(store, one)) for one in wanted)
    runner = CliRunner()
    words = ["return-note", "--all", str(tmp_path / "notes"), "--db", str(db)]
    assert runner.invoke(cli, words, catch_exceptions=False).exit_code == 0
    assert sorted(path.name for path in (tmp_path / "notes").iterdir()) == names
    one = tmp_path / "one.docx"
    words = ["return-note", "bao-cao-02.txt", "-o", str(one), "--db", str(db)]
    assert runner.invoke(cli, words, catch_exceptions=False).exit_code == 0
    assert FAULTY in told(one.read_bytes())


def test_a_file_that_cannot_be_written_is_told(db: Path, tmp_path: Path) -> None:
    words = ["return-note", "bao-cao-02.txt", "-o", str(tmp_path), "--db", str(db)]
    with pytest.raises(StoreError):
        CliRunner().invoke(cli, words, catch_exceptions=False)
