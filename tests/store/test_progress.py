"""What a person or a script sees of a running batch."""

import json
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extract.options import ReadOptions
from store.database import open_store
from store.events import Failed, Found, Stored
from store.ingest import ingest
from store.progress import TELL_SECONDS, Pace, reporter
from store.task import process
from tests.store.test_ingest import write

STORED = Stored("/in/a.docx", "0" * 64, "ok", 0.5, 3, 4, 1, 0)
FAILED = Failed("/in/b.pdf", "1" * 64, "Tệp hỏng.", "Damaged.", "damaged")


def test_the_pace_counts_what_is_read_now() -> None:
    pace = Pace(began=time.monotonic() - 10)
    known = Failed("/in/c.pdf", "2" * 64, "Tệp hỏng.", "Damaged.", "damaged", known=True)
    for event in (Found(30, 20), STORED, STORED, FAILED, known):
        pace.note(event)
    assert (pace.total, pace.done, pace.failed) == (20, 3, 1)
    assert pace.rate == pytest.approx(0.3, rel=0.05)
    assert pace.seconds_left == pytest.approx(17 / 0.3, rel=0.05)
    assert pace.text("vi").startswith("Đã đọc 3/20 tệp, 1 tệp không đọc được; 0.3 tệp/giây")
    assert pace.text("en").endswith("about 0:56 left")


def test_nothing_read_yet_has_no_end_in_sight() -> None:
    pace = Pace(total=20)
    assert pace.seconds_left is None
    assert "?" in pace.text("vi")


def test_the_pace_is_told_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    with reporter("jsonl", "vi") as progress:
        progress(Found(2, 2))
        progress(STORED)
    events = [json.loads(line)["event"] for line in capsys.readouterr().out.splitlines()]
    assert events == ["found", "stored"]
    pace = Pace(total=2, told=time.monotonic() - TELL_SECONDS - 1)
    assert pace.is_due()
    assert not pace.is_due()


@pytest.mark.parametrize(("quiet", "lines"), [(False, 2), (True, 1)], ids=["plain", "quiet"])
def test_without_a_terminal_there_are_plain_lines(
    capsys: pytest.CaptureFixture[str], quiet: bool, lines: int
) -> None:
    with reporter("text", "vi", quiet) as progress:
        for event in (Found(2, 2), STORED, FAILED):
            progress(event)
    told = capsys.readouterr().err.splitlines()
    assert len(told) == lines
    assert told[-1] == "/in/b.pdf: không đọc được. Tệp hỏng."


def test_a_terminal_gets_a_bar_with_rate_and_failures(tmp_path: Path) -> None:
    for number in range(2):
        write(tmp_path / "in", number)
    (tmp_path / "in" / "[bold]hong.pdf").write_bytes(b"")
    ours, theirs = pty.openpty()
    words = ["ingest", str(tmp_path / "in"), "--db", str(tmp_path / "a.duckdb"), "--lang", "vi"]
    with subprocess.Popen(
        [sys.executable, "-m", "cli", *words],
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "160"},
    ) as batch:
        os.close(theirs)
        shown = b""
        while True:
            try:
                shown += os.read(ours, 65536)
            except OSError:  # the other end has closed
                break
    os.close(ours)
    text = shown.decode()
    assert batch.returncode == 3
    assert "tệp/giây" in text and "1 tệp không đọc được" in text
    assert "[bold]hong.pdf" in text


def test_the_time_of_what_a_reader_runs_is_counted(tmp_path: Path) -> None:
    """A scan is recognized by Tesseract, a process of its own."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", (1240, 1754), 255)
    for row in range(12):
        ImageDraw.Draw(picture).text((90, 90 + 60 * row), "So: 12/BC-STC ngay 5/6/2024", 0)
    picture.save(tmp_path / "scan.pdf", resolution=150)
    db, options = tmp_path / "a.duckdb", ReadOptions(ocr="always")
    before = os.times()
    process((tmp_path / "scan.pdf").read_bytes(), "scan.pdf", options)
    after = os.times()
    of_others = after.children_user + after.children_system
    of_others -= before.children_user + before.children_system
    ingest([tmp_path / "scan.pdf"], db, options=options)
    with open_store(db) as store:
        row = store.row("SELECT cpu_seconds, seconds, peak_bytes FROM timings")
    assert row is not None
    assert row[0] > 0.6 * of_others > 0
    assert row[2] > 50 << 20
