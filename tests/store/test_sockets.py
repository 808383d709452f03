"""Nothing opens a socket of the internet family, not even on loopback: the kernel would end it.

The pages, which have to listen, do so on loopback and call nobody.
"""

import hashlib
import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from store.database import open_store
from tests.store.test_ingest import write
from tests.store.test_searchable import scan

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = (
    "so-y-te-quy-3-2023.pdf",
    "so-noi-vu-quy-3-2023.docx",
    "forms.xlsx",
    "ubnd-xa-dien-dien-quy-3-2025.html",
    "so-tu-phap-nam-2024.md",
)
SIGSYS = 31

# Whatever is started below this process is ended by SIGSYS at its first socket(AF_INET…), be it
# Python, the database engine, LibreOffice or Tesseract.
RUNNER = """
import json, sys
from store.confinement import KILL, forbid_network
forbid_network(KILL)
import cli
for words in json.loads(sys.argv[1]):
    print(words[0], cli.cli.main(words, standalone_mode=False) or 0, file=sys.stderr, flush=True)
"""
ATTEMPTS = {
    "python": "import socket; socket.socket()",
    "native": "import ctypes; ctypes.CDLL(None).socket(10, 1, 0)",
    "loopback": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "name-look-up": "import socket; socket.getaddrinfo('example.org', 80)",
}


def run(code: str, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_guard_ends_whoever_tries(attempt: str) -> None:
    code = "from store.confinement import KILL, forbid_network\nforbid_network(KILL)\n"
    assert run(code + ATTEMPTS[attempt]).returncode == -SIGSYS


def test_the_guard_lets_others_live() -> None:
    code = "from store.confinement import KILL, forbid_network\nforbid_network(KILL)\n"
    assert run(f"{code}import socket; socket.socket(socket.AF_UNIX)").returncode == 0


REGISTER = "Số,Ký hiệu,Ngày ban hành,Trích yếu\n15,QĐ-UBND,05/3/2023,Phê duyệt kế hoạch\n"
COMMANDS = (
    "ingest {home}/in {samples} --db {db}",
    "ingest {home}/in --db {db}",
    "check {home}/in/bao-cao-1.txt",
    "extract {home}/in/bao-cao-1.txt -o {home}/a.json",
    "sql SELECT\xa0*\xa0FROM\xa0documents --db {db} --format xlsx -o {home}/a.xlsx",
    "decisions --db {db}",
    "findings --db {db} --format csv",
    "documents --db {db} --format jsonl",
    "overview --db {db}",
    "export {home}/out --db {db} --format parquet",
    "aggregate II.06a --period 2023Q3 --db {db} -o {home}/tong-hop.xlsx",
    "status --period 2023Q3 --db {db}",
    "return-note --all {home}/notes --db {db}",
    "watch {home}/in --once --interval 0.1 --db {db}",
    "report --period 2023Q3 --db {db} -o {home}/toan-tinh.html",
    "graph --db {db} -o {home}/a.graphml",
    "register import {home}/so.csv --db {db}",
    "diff {first} {second} --db {db}",
    "ocr {home}/scan.pdf -o {home}/searchable.pdf",
    "verify --deep 2 --db {db}",
    "rebuild --db {db}",
    "doctor",
    "rules",
    "forms",
    "kinds",
)


def test_the_commands_open_no_socket(tmp_path: Path) -> None:
    for number in range(3):
        write(tmp_path / "in", number)
    files = " ".join(str(SAMPLES / name) for name in NAMES)
    hashes = [hashlib.sha256((SAMPLES / name).read_bytes()).hexdigest() for name in NAMES]
    (tmp_path / "so.csv").write_text(REGISTER, encoding="utf-8")
    (tmp_path / "scan.pdf").write_bytes(scan())
    slots = {
        "home": tmp_path,
        "db": tmp_path / "a.duckdb",
        "samples": files,
        "first": hashes[0],
        "second": hashes[1],
    }
    lines = [[w.replace("\xa0", " ") for w in c.format(**slots).split(" ")] for c in COMMANDS]
    done = run(RUNNER, json.dumps(lines))
    assert done.returncode == 0, done.stderr
    codes = re.findall(r"^(\S+) (\d)$", done.stderr, re.MULTILINE)
    assert [name for name, _ in codes] == [line[0] for line in lines]
    assert {code for _, code in codes} <= {"0", "1"}
    with open_store(tmp_path / "a.duckdb") as store:
        assert store.row("SELECT count(*) FROM documents WHERE status != 'failed'") == (8,)


# Tells of every address that this process, or one forked from it, binds, connects or looks up.
LISTENER = """
import sys
HEARD = {"socket.bind", "socket.connect", "socket.sendto", "socket.getaddrinfo"}
def hear(event, args):
    if event in HEARD:
        address = args[1] if event != "socket.getaddrinfo" else args[:2]
        print("HEARD", event, address, file=sys.stderr, flush=True)
sys.addaudithook(hear)
import cli
cli.cli.main(sys.argv[1:], standalone_mode=False)
"""


def test_the_pages_listen_on_loopback_and_call_nobody(tmp_path: Path) -> None:
    words = ("serve", "--port", "0", "--db", str(tmp_path / "a.duckdb"))
    with subprocess.Popen(
        [sys.executable, "-c", LISTENER, *words], stderr=subprocess.PIPE, text=True
    ) as pages:
        assert pages.stderr is not None
        told: list[str] = []
        for line in iter(pages.stderr.readline, ""):
            told.append(line.strip())
            if line.startswith("http://"):
                break
        with httpx.Client(base_url=told[-1], trust_env=False) as client:
            for page in ("/", "/decisions", "/counts"):
                assert client.get(page, follow_redirects=True).status_code == 200
        pages.send_signal(signal.SIGINT)
        told += pages.communicate(timeout=60)[1].splitlines()
    heard = [line for line in told if line.startswith("HEARD")]
    assert heard == ["HEARD socket.bind ('127.0.0.1', 0)"]
