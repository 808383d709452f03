"""Nothing opens a socket of the internet family, not even on loopback: the kernel would end it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from store.database import open_store
from tests.store.test_ingest import write

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
    "doctor",
    "rules",
    "forms",
    "kinds",
)


def test_the_commands_open_no_socket(tmp_path: Path) -> None:
    for number in range(3):
        write(tmp_path / "in", number)
    files = " ".join(str(SAMPLES / name) for name in NAMES)
    slots = {"home": tmp_path, "db": tmp_path / "a.duckdb", "samples": files}
    lines = [[w.replace("\xa0", " ") for w in c.format(**slots).split(" ")] for c in COMMANDS]
    done = run(RUNNER, json.dumps(lines))
    assert done.returncode == 0, done.stderr
    codes = re.findall(r"^(\S+) (\d)$", done.stderr, re.MULTILINE)
    assert [name for name, _ in codes] == [line[0] for line in lines]
    assert {code for _, code in codes} <= {"0", "1"}
    with open_store(tmp_path / "a.duckdb") as store:
        assert store.row("SELECT count(*) FROM documents WHERE status != 'failed'") == (8,)
