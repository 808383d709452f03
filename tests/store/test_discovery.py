"""Which files a batch takes, whatever people have dropped."""

import os
from pathlib import Path

import pytest

from store.archive import Archive, Original
from store.discovery import FoundFile, Unusable, discover, shown


def names(*paths: Path) -> list[str]:
    return [shown(item.path.name) for item in discover(paths) if isinstance(item, FoundFile)]


def faults(*paths: Path) -> list[str]:
    return [item.path.name for item in discover(paths) if isinstance(item, Unusable) and item.fault]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def test_files_come_sorted_and_those_of_no_kind_are_passed_over(folder: Path) -> None:
    for name in ("b.docx", "a.pdf", "C.XLSX", "photo.jpg", "d.tif", ".hidden.pdf", "README.md"):
        (folder / "~$b.docx").write_bytes(b"x")
        (folder / name).write_bytes(b"x")
    assert names(folder) == ["C.XLSX", "a.pdf", "b.docx", "d.tif"]
    assert faults(folder) == []


def test_content_tells_a_file_without_suffix(folder: Path) -> None:
    (folder / "bao-cao").write_bytes(b"%PDF-1.7 ...")
    (folder / "notes").write_bytes(b"hello")
    assert names(folder) == ["bao-cao"]


def test_a_file_that_is_asked_for_is_taken_whatever_it_is(folder: Path) -> None:
    (folder / "photo.jpg").write_bytes(b"x")
    assert names(folder / "photo.jpg") == ["photo.jpg"]


def test_a_missing_path_is_a_fault(folder: Path) -> None:
    assert faults(folder / "none.pdf") == ["none.pdf"]


def test_a_loop_of_links_ends(folder: Path) -> None:
    (folder / "a.pdf").write_bytes(b"x")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "itself.pdf").symlink_to(folder / "itself.pdf")
    assert names(folder, folder) == ["a.pdf"]
    assert faults(folder) == ["itself.pdf"]


def test_a_linked_file_is_taken(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "real.pdf").write_bytes(b"x")
    (folder / "link.pdf").symlink_to(tmp_path / "real.pdf")
    assert names(folder) == ["link.pdf"]


def test_pipes_and_devices_are_not_opened(folder: Path) -> None:
    os.mkfifo(folder / "pipe.pdf")
    assert names(folder) == []
    assert faults(folder / "pipe.pdf", Path(os.devnull)) == ["pipe.pdf", "null"]


def test_a_file_that_is_not_whole_yet_is_passed_over(folder: Path) -> None:
    for name in ("a.pdf.part", "b.docx.crdownload", "c.PDF.TMP", "~$d.docx", "~WRL0001.tmp"):
        (folder / name).write_bytes(b"%PDF-1.7 ...")
    assert names(folder) == []


def test_an_archive_of_another_name_is_no_input(folder: Path) -> None:
    for name in ("kho.db.files", "anh.files"):
        (folder / name).mkdir()
        (folder / name / "a.pdf").write_bytes(b"x")
    (folder / "kho.db.files" / "manifest.jsonl").write_text("{}")
    assert [
        item.path.parent.name for item in discover([folder]) if isinstance(item, FoundFile)
    ] == ["anh.files"]


def test_the_stores_own_archive_is_no_input(folder: Path) -> None:
    (folder / "trichluc.duckdb.files").mkdir()
    (folder / "trichluc.duckdb.files" / "a.pdf").write_bytes(b"x")
    assert names(folder) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (b"b\"\xc3\xa1o c'\xc3\xa1o.pdf", "b\"áo c'áo.pdf"),
        (b"hai\ndong.pdf", "hai\ndong.pdf"),
        (b"cu-\xb5\xe0.pdf", "cu-\\xb5\\xe0.pdf"),
    ],
    ids=["quotes", "newline", "not-utf-8"],
)
def test_odd_names_are_taken_and_can_be_written(folder: Path, name: bytes, text: str) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(b"x")
    assert names(folder) == [text]
    assert shown(text).encode()


def test_the_archive_names_a_file_by_its_content(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "files")
    source = tmp_path / "a.pdf"
    source.write_bytes(b"noi dung")
    doc_id, size = archive.take(source, 100)
    assert (archive.path_of(doc_id).read_bytes(), size) == (b"noi dung", 8)
    assert archive.add(b"noi dung") == (doc_id, 8)
    assert [p.name for p in archive.root.rglob("*") if p.is_file()] == [doc_id]


def test_what_is_too_large_is_named_and_not_copied(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "files")
    (tmp_path / "a.pdf").write_bytes(b"noi dung")
    doc_id, size = archive.take(tmp_path / "a.pdf", 7)
    assert (size, archive.path_of(doc_id).exists()) == (8, False)


def test_half_copies_are_swept(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    (tmp_path / "incoming-1").write_bytes(b"half")
    archive.sweep()
    assert list(tmp_path.iterdir()) == []


def test_the_list_of_names_survives_a_torn_line(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    original = Original("0" * 64, "/in/a.pdf", 8, 1, 2)
    archive.record(original)
    archive.record(original)
    with (tmp_path / "manifest.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"doc_id": "1')
    assert list(archive.originals()) == [original]
