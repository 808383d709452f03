"""One batch over what does harm: each file ends within its limit, no neighbour is lost."""

import contextlib
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from store.database import open_store
from store.memory import PROC, children
from tests.store import hostile
from tests.store.test_ingest import write

TIMEOUT = 8.0  # seconds a file may take
SECRET = "khong-duoc-lo-ra"
GOOD = 6

# A plug-in that does on demand what a faulty native parser does by itself.
PLUG_IN = """
import ctypes, os, time
from extract.document import Document
from extract.errors import DamagedFileError

MEDIA_TYPES = ("7z",)  # which we do not read ourselves

def read(data, name, options):
    word = data.split(b":")[1].strip()
    if word == b"hang":
        time.sleep(1000)
    elif word == b"spin":
        while True:
            pass
    elif word == b"native-hang":
        ctypes.CDLL(None).pause()
    elif word == b"eat":
        held = []
        while True:
            held.append(bytearray(os.urandom(1) * (16 << 20)))
    elif word == b"segfault":
        ctypes.string_at(0)
    elif word == b"abort":
        os.abort()
    elif word == b"leave":
        os._exit(0)
"""

SEVEN = b"7z\xbc\xaf\x27\x1c"
Kinds = dict[str, tuple[bytes, str]]
FILES: Kinds = {
    # name: (bytes, statuses that are right)
    "cuoi.docx": (hostile.billion_laughs(), "failed partial"),
    "bom.docx": (hostile.word_bomb(), "failed"),
    "bom-long.zip": (hostile.nested_bomb(), "failed"),
    "vong-trang.pdf": (hostile.page_tree_loop(), "failed partial"),
    "vong-doi-tuong.pdf": (hostile.object_loop(), "failed partial ok"),
    "vong-bieu-mau.pdf": (hostile.form_loop(), "failed partial ok"),
    "trang-lon.pdf": (
        hostile.one_page(hostile.TEXT, "0 0 2000000000 2000000000"),
        "ok partial failed",
    ),
    "trang-lon-trang.pdf": (
        hostile.one_page(b"0 0 m 9 9 l S", "0 0 90000 90000"),
        "partial failed",
    ),
    "nhieu-net.pdf": (hostile.many_lines(), "ok partial failed"),
    "macro.docm": (
        hostile.word(main=hostile.MACRO, more={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        "ok partial",
    ),
    "macro.xlsm": (hostile.workbook(xl__vbaProject_bin=b"\xd0\xcf\x11\xe0"), "ok partial"),
    "ole-hong.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "failed"),
    "khoa.pdf": (hostile.locked_pdf("kin"), "failed"),
    "khoa.docx": (hostile.locked_office(), "failed"),
    "khoa.xlsx": (hostile.locked_office(1), "failed"),
    "that-ra-la-pdf.docx": (hostile.one_page(hostile.TEXT + b"% 2"), "ok"),
    "that-ra-la-word.pdf": (hostile.word(more={"docProps/a.xml": b"<a/>"}), "ok"),
    "that-ra-la-anh.docx": (b"\x89PNG\r\n\x1a\n" + bytes(200), "failed partial"),
    "long-sau.docx": (hostile.word("<w:p>" * 5000 + "</w:p>" * 5000), "failed"),
    "treo.7z.pdf": (SEVEN + b":hang", "failed"),
    "quay.7z.pdf": (SEVEN + b":spin", "failed"),
    "treo-sau.7z.pdf": (SEVEN + b":native-hang", "failed"),
    "an-1.7z.pdf": (SEVEN + b":eat", "failed"),
    "an-2.7z.pdf": (SEVEN + b":eat ", "failed"),
    "hong-nho.7z.pdf": (SEVEN + b":segfault", "failed"),
    "bo.7z.pdf": (SEVEN + b":abort", "failed"),
    "roi-di.7z.pdf": (SEVEN + b":leave", "failed"),
}
ODD_NAMES = ("có 'nháy' \"kép\".txt", "hai\ndòng.txt", "; DROP TABLE documents; --.txt", "=1+1.txt")


@dataclass
class Ran:
    """What became of a batch: by file its status, code, reason and seconds; its peak memory."""

    documents: dict[str, tuple[str, str | None, str | None, float]]
    peak: int
    returncode: int
    texts: str


def peak_memory(process: "subprocess.Popen[bytes]") -> int:
    """Return the most bytes that a process and all below it had at once, until it ends."""
    peak = 0
    while process.poll() is None:
        pids = [process.pid]
        for pid in pids:
            pids += children(pid)
        peak = max(peak, sum(map(_share, pids)))
        time.sleep(0.05)
    return peak


def _share(pid: int) -> int:
    with contextlib.suppress(OSError):
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
    return 0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("hostile")
    folder = home / "in"
    for number in range(GOOD):
        write(folder, number)
    for number, name in enumerate(ODD_NAMES, 50):
        write(folder, number, name)
    odd = write(folder, 60, "x.txt")
    os.rename(odd, os.fsencode(folder) + b"/sai-m\xe3.txt")  # noqa: PTH104 - bytes no path holds
    for name, (data, _) in FILES.items():
        (folder / name).write_bytes(data)
    (home / "bi-mat").write_text(SECRET)
    (folder / "thuc-the.docx").write_bytes(hostile.outer_entity(str(home / "bi-mat")))
    (folder / "vong").symlink_to(folder, target_is_directory=True)
    (folder / "tu-tro.pdf").symlink_to(folder / "tu-tro.pdf")
    (folder / "thiet-bi.pdf").symlink_to("/dev/zero")
    (folder / "cam-doc.pdf").symlink_to("/proc/self/mem")
    os.mkfifo(folder / "ong.pdf")
    plug_in = home / "plug-in"
    (plug_in / "hostile_reader-1.dist-info").mkdir(parents=True)
    (plug_in / "hostile_reader.py").write_text(PLUG_IN)
    (plug_in / "hostile_reader-1.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: hostile-reader\nVersion: 1\n"
    )
    (plug_in / "hostile_reader-1.dist-info" / "entry_points.txt").write_text(
        "[trichluc.readers]\nhostile_reader = hostile_reader\n"
    )
    return folder


@pytest.fixture(scope="module")
def ran(folder: Path) -> Ran:
    db = folder.parent / "a.duckdb"
    words = ["ingest", str(folder), "--db", str(db), "--jobs", "2", "--timeout", str(TIMEOUT)]
    process = subprocess.Popen(
        [sys.executable, "-m", "cli", *words],
        env={**os.environ, "PYTHONPATH": str(folder.parent / "plug-in"), "TRICHLUC_CACHE": ""},
        stderr=subprocess.DEVNULL,
    )
    peak = peak_memory(process)
    with open_store(db) as store:
        documents = {
            path.rpartition("/")[2]: (status, code, error, seconds)
            for path, status, code, error, seconds in store.rows(
                "SELECT path, documents.status, error_code, error, seconds FROM documents "
                "JOIN timings USING (doc_id) JOIN files USING (doc_id)"
            )
        }
        texts = " ".join(text for (text,) in store.rows("SELECT text FROM blocks"))
    return Ran(documents, peak, process.returncode, texts)


@pytest.mark.parametrize("name", FILES)
def test_each_ends_in_its_time_as_it_should(ran: Ran, name: str) -> None:
    status, code, error, seconds = ran.documents[name]
    assert status in FILES[name][1].split()
    assert seconds < TIMEOUT + 5
    assert (status == "failed") == bool(error) == bool(code)


def test_no_neighbor_is_lost(ran: Ran) -> None:
    good = [f"bao-cao-{number}.txt" for number in range(GOOD)]
    assert {ran.documents[name][0] for name in (*good, *ODD_NAMES, "sai-m\\xe3.txt")} == {"ok"}
    assert ran.returncode == 3


def test_the_batch_keeps_its_memory_below_a_gibibyte(ran: Ran) -> None:
    assert 100 << 20 < ran.peak < 1 << 30


def test_an_outer_entity_reads_no_file(ran: Ran) -> None:
    assert SECRET not in ran.texts
    assert "thuc-the.docx" in ran.documents


def test_a_pipe_and_a_device_are_no_reports(ran: Ran) -> None:
    assert {"ong.pdf", "thiet-bi.pdf", "tu-tro.pdf"}.isdisjoint(ran.documents)
    assert ran.documents["cam-doc.pdf"][0] == "failed"


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("khoa.pdf", "encrypted"),
        ("khoa.docx", "encrypted"),
        ("khoa.xlsx", "encrypted"),
        ("bom.docx", "limit"),
        ("bom-long.zip", "limit"),
        ("treo.7z.pdf", "limit"),
        ("quay.7z.pdf", "limit"),
        ("treo-sau.7z.pdf", "limit"),
        ("an-1.7z.pdf", "limit killed"),
        ("an-2.7z.pdf", "limit killed"),
        ("hong-nho.7z.pdf", "damaged"),
        ("bo.7z.pdf", "damaged"),
        ("roi-di.7z.pdf", "damaged"),
    ],
)
def test_the_reason_is_told(ran: Ran, name: str, codes: str) -> None:
    assert ran.documents[name][1] in codes.split()


def test_a_password_opens_what_is_locked(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mat-khau.txt").write_text("sai\nkin\n")
    words = ["ingest", str(folder / "khoa.pdf"), "--db", str(tmp_path / "b.duckdb")]
    words += ["--password-file", str(tmp_path / "mat-khau.txt")]
    done = subprocess.run(
        [sys.executable, "-m", "cli", *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
