"""Files of old offices: read through LibreOffice, refused with a remedy without it."""

import io
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from extract.errors import DamagedFileError, LimitError, MissingToolError
from extract.office.libreoffice import convert
from extract.options import ReadOptions
from extract.readers.legacy import is_encrypted, read

RTF = (
    r"{\rtf1\ansi\ansicpg1258\uc1 S\u7889? 12/BC-STC\par "
    r"\trowd\cellx3000\cellx6000\intbl \u272?\u7845?t \u273?ai\cell 1451\cell\row "
    r"\trowd\cellx3000\cellx6000\intbl Gi\u225?\cell 58\cell\row }"
).encode("ascii")


def program(folder: Path, script: str) -> None:
    """Put a stand-in for LibreOffice on the path: what matters is how it ends."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_without_libreoffice_the_remedy_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingToolError) as caught:
        read(RTF, "bc.rtf", ReadOptions())
    assert "apt-get install" in caught.value.remedy


def test_a_converter_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "/bin/sleep 60 & /bin/sleep 60")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LimitError):
        convert(RTF, "bc.rtf", "rtf", "docx", 0.5)


def test_a_converter_ends_when_its_reader_is_killed(tmp_path: Path) -> None:
    program(
        tmp_path,
        f"echo $$ > {tmp_path}/pid.new; /bin/mv {tmp_path}/pid.new {tmp_path}/pid\n"
        "exec /bin/sleep 60",
    )
    code = "from extract.office.libreoffice import convert; convert(b'', 'a', 'rtf', 'docx', 60)"
    reader = subprocess.Popen(
        [sys.executable, "-c", code], env={**os.environ, "PATH": str(tmp_path)}
    )
    wait_for((tmp_path / "pid").exists)
    converter = Path("/proc", (tmp_path / "pid").read_text().strip(), "status")
    assert converter.exists()
    reader.kill()
    reader.wait()
    wait_for(lambda: not converter.exists() or "State:\tZ" in converter.read_text())


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("script", ["exit 0", "exit 1", "kill -9 $$"])
def test_a_converter_that_leaves_nothing_could_not_open_it(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, script)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DamagedFileError):
        convert(RTF, "bc.rtf", "rtf", "docx", 30)


def test_a_converter_that_made_its_profile_is_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = "if [ -e made ]; then /bin/mkdir out; echo x > out/source.docx; exit 0; fi; echo > made"
    program(tmp_path, f"{again}; exit 81")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert convert(RTF, "bc.rtf", "rtf", "docx", 30) == b"x\n"


def sectors(stream: bytes) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + stream.ljust(512, b"\0")


BOF = b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\0" * 12


@pytest.mark.parametrize(
    ("data", "locked"),
    [
        (sectors(b"\xec\xa5\xc1\x00" + b"\0" * 6 + b"\x00\x13"), True),
        (sectors(b"\xec\xa5\xc1\x00" + b"\0" * 6 + b"\x00\x12"), False),
        (sectors(BOF + b"\x2f\x00\x06\x00" + b"\0" * 6), True),
        (sectors(BOF + b"\x42\x00\x02\x00" + b"\0" * 2), False),
        (sectors(b""), False),
        (b"", False),
    ],
    ids=["locked doc", "doc", "locked xls", "xls", "neither", "nothing"],
)
def test_old_files_say_whether_they_are_locked(data: bytes, locked: bool) -> None:
    assert is_encrypted(data) is locked


def old(data: bytes, suffix: str, target: str) -> bytes:
    return convert(data, f"a.{suffix}", suffix, target, 120)


def test_rich_text_is_read_with_its_table() -> None:
    document = read(RTF, "bc.rtf", ReadOptions())
    assert document.media_type == "rtf"
    assert [block.text for block in document.blocks] == [
        "Số 12/BC-STC",
        "Đất đai\t1451\nGiá\t58",
    ]


def test_an_old_word_file_is_read() -> None:
    word = docx.Document()
    word.add_paragraph("Quyết định số 94/QĐ-UBND ngày 11/01/2023")
    table = word.add_table(rows=1, cols=2)
    table.style = "Table Grid"
    table.cell(0, 0).text, table.cell(0, 1).text = "Hộ tịch", "07"
    word.add_paragraph("Hết")  # a .doc ends with a paragraph, or its last table is lost
    buffer = io.BytesIO()
    word.save(buffer)
    document = read(old(buffer.getvalue(), "docx", "doc"), "a.doc", ReadOptions())
    assert (document.media_type, [block.text for block in document.blocks]) == (
        "doc",
        ["Quyết định số 94/QĐ-UBND ngày 11/01/2023", "Hộ tịch\t07", "Hết"],
    )


def test_an_old_workbook_keeps_its_numbers() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["TT", "Lĩnh vực", "Số hồ sơ"], [1, "Giá", 1451], [2, "Đất đai", 58]):
        sheet.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    document = read(old(buffer.getvalue(), "xlsx", "xls"), "a.xls", ReadOptions())
    (block,) = document.blocks
    assert block.table is not None
    assert document.media_type == "xls"
    assert [str(c.value) for c in block.table.cells if c.col == 2 and c.value] == ["1451", "58"]
