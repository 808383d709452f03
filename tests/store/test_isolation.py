"""A child a document: what it may not do, and what is left of it when it fails."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from extract.errors import DamagedFileError, EncryptedFileError, MissingToolError
from extract.options import ReadOptions
from store.confinement import Limits
from store.isolation import Job, finish, limits_of, read_isolated, start
from store.task import error_code, process

SAMPLES = Path(__file__).parents[2] / "samples"
OPTIONS = ReadOptions(ocr="never")


def job(path: Path) -> Job:
    data = path.read_bytes()
    return Job(path, path.name, hashlib.sha256(data).hexdigest(), len(data))


def test_a_child_reads_as_this_process_does(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("SỞ TÀI CHÍNH\n\nThực hiện Quyết định số 468/QĐ-TTg ngày 27/3/2021.\n")
    (reading,) = read_isolated([job(file)], OPTIONS)
    assert reading.report == process(file.read_bytes(), "a.txt", OPTIONS)
    assert reading.peak_bytes > 10_000_000


def test_readings_come_in_the_order_of_their_jobs(tmp_path: Path) -> None:
    files = [tmp_path / f"{n}.txt" for n in range(4)]
    for file in files:
        file.write_text(f"Báo cáo {file.name}")
    readings = read_isolated([job(file) for file in files], OPTIONS, workers=2)
    assert [r.report.document.file_name for r in readings] == [file.name for file in files]


@pytest.mark.parametrize(
    ("options", "limits"),
    [
        (ReadOptions(timeout=0.1), None),
        (OPTIONS, Limits(memory=1024 * 1024)),
    ],
    ids=["too-slow", "too-hungry"],
)
def test_a_limit_costs_the_document_only(options: ReadOptions, limits: Limits | None) -> None:
    greedy = job(SAMPLES / "report.pdf")
    reading = finish(greedy, start(greedy, options, limits))
    document = reading.report.document
    assert (document.status, document.doc_id) == ("failed", greedy.doc_id)
    assert document.error_code in ("limit", "damaged")
    assert document.error and document.error_en
    assert reading.bug is None


@pytest.mark.parametrize(
    ("head", "wide"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", True),
        (b"{\\rtf1\\ansi", True),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", True),
        (b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml", False),
        (b"%PDF-1.7", False),
    ],
    ids=["doc", "rtf", "odt", "docx", "pdf"],
)
def test_what_is_converted_gets_more_address_space(head: bytes, wide: bool, tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(head)
    assert (limits_of(job(file), OPTIONS).memory > Limits().memory) is wide


CONFINED = """
import ctypes, os, socket, subprocess, sys
from store.confinement import Limits, confine
confine(Limits())
{attempt}
"""
ATTEMPTS = {
    "python-socket": (
        "try: socket.create_connection(('127.0.0.1', 9))\nexcept PermissionError: print('no')"
    ),
    "name-look-up": (
        "try: socket.getaddrinfo('example.org', 80)\nexcept PermissionError: print('no')"
    ),
    "native-socket": "print('no' if ctypes.CDLL(None).socket(2, 1, 0) < 0 else 'yes')",
    "native-socket-of-a-grandchild": (
        "code = 'import ctypes; print(\"no\" if ctypes.CDLL(None).socket(10, 2, 0) < 0 else 1)'\n"
        "subprocess.run([sys.executable, '-c', code], check=True)"
    ),
    "memory": "try: bytearray(1 << 30)\nexcept MemoryError: print('no')",
    "files": ("try: held = [open(os.devnull) for _ in range(300)]\nexcept OSError: print('no')"),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_confined_process_may_not(attempt: str) -> None:
    code = CONFINED.format(attempt=ATTEMPTS[attempt])
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.stdout == "no\n", ran.stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DamagedFileError, "damaged"),
        (EncryptedFileError, "encrypted"),
        (MissingToolError, "missing-tool"),
    ],
)
def test_failures_have_codes(error: type[DamagedFileError], code: str) -> None:
    assert error_code(error("hỏng", "broken")) == code


def test_the_reason_is_told_in_both_languages_with_its_remedy() -> None:
    document = process(b"", "trong.pdf", OPTIONS).document
    assert (document.status, document.error_code) == ("failed", "empty")
    assert document.error is not None and document.error.startswith("Tệp rỗng")
    assert document.error_en is not None and document.error_en.startswith("The file is empty")
