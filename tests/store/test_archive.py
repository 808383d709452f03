"""The archive: what a kill, a full disk or an odd name may never cost."""

import logging
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import StoreError
from store.archive import MANIFEST, Archive
from store.manifest import Failure, Forgotten, Original

ONE = Original("1" * 64, "/in/a.pdf", 8, 1, 2)
TWO = Original("2" * 64, "/in/b.zip!/c.docx", 9, 3, 4, "3" * 64, "ocr=never", "2026-11-25T00:00:00")


@pytest.mark.parametrize(
    "torn", ['{"doc_id": "1', '{"doc_id": "1"}', "[]", "7", "\x00\x00\x00"], ids=repr
)
def test_a_torn_line_costs_only_itself(
    tmp_path: Path, torn: str, caplog: pytest.LogCaptureFixture
) -> None:
    archive = Archive(tmp_path)
    archive.record(ONE)
    with (tmp_path / MANIFEST).open("a", encoding="utf-8") as file:
        file.write(torn)
    archive.record(TWO)
    with caplog.at_level(logging.WARNING):
        assert list(archive.originals()) == [ONE, TWO]
    assert [record.args[1] for record in caplog.records if record.args] == [2]


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from([None, "4" * 64]))
def test_every_name_comes_back(name: str, parent: str | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        entries = [
            Original("1" * 64, name, 8, 1, 2, parent, failure=Failure(name, "no", "limit")),
            Forgotten(name),
        ]
        for entry in entries:
            archive.record(entry)
        assert list(archive.entries()) == entries


@pytest.mark.parametrize("separator", ["\u2028", "\u0085", "\x0b", "\x1c"], ids=ascii)
def test_a_name_with_a_line_separator_is_kept(tmp_path: Path, separator: str) -> None:
    archive = Archive(tmp_path)
    odd = Original("1" * 64, f"/in/a{separator}b.pdf", 8, 1, 2)
    archive.record(odd)
    assert list(archive.originals()) == [odd]


def test_lines_of_an_older_list_are_understood(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(
        '{"doc_id": "1", "path": "/in/a", "byte_size": 8, "mtime_ns": 1, "inode": 2, '
        '"parent_doc": null}\n',
        encoding="utf-8",
    )
    assert list(Archive(tmp_path).originals()) == [Original("1", "/in/a", 8, 1, 2)]


def test_bytes_cut_short_are_put_right_when_they_come_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    doc_id, _ = archive.add(b"noi dung")
    archive.path_of(doc_id).write_bytes(b"noi")
    archive.add(b"noi dung")
    assert archive.path_of(doc_id).read_bytes() == b"noi dung"


def test_documents_and_strays_are_told_apart(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    doc_id, _ = archive.add(b"noi dung")
    archive.record(ONE)
    stray = archive.path_of(doc_id).with_name("thumbs.db")
    stray.write_bytes(b"")
    assert (list(archive.documents()), list(archive.strays())) == ([doc_id], [stray])


def test_a_folder_that_cannot_be_written_is_an_error_for_people(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError):
        Archive(tmp_path / "file").record(ONE)
    with pytest.raises(StoreError):
        Archive(tmp_path / "file").add(b"noi dung")
