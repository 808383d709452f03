"""A real cluster on this machine: a scheduler, two workers, one of them killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from extract.errors import UsageError
from store.cluster import connected
from store.database import open_store
from store.ingest import ingest
from tests.store.filling import dump
from tests.store.test_containers import zipped
from tests.store.test_ingest import OPTIONS, write

PATIENCE = 60.0
QUIET = ("--no-dashboard", "--host", "127.0.0.1")


@dataclass
class Cluster:
    home: Path
    address: str = ""
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def start(self, kind: str, *words: str) -> "subprocess.Popen[bytes]":
        file = self.home / "scheduler.json"
        words = (*QUIET, *words, "--scheduler-file", str(file))
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{kind}", *words],
            cwd=self.home,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.processes.append(process)
        end = time.monotonic() + PATIENCE
        while not file.exists():
            assert time.monotonic() < end
            time.sleep(0.1)
        self.address = json.loads(file.read_text())["address"]
        return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    made.start("scheduler", "--port", "0")
    yield made
    for process in made.processes:
        process.kill()
        process.wait()


def filled(folder: Path, count: int) -> None:
    for number in range(count):
        write(folder, number)
    write(folder, 3, "ban-sao.txt")
    inside = {f"bc-{n}.txt": write(folder.parent / "x", 100 + n).read_bytes() for n in range(3)}
    (folder / "gui-kem.zip").write_bytes(zipped(inside))
    (folder / "hong.pdf").write_bytes(b"%PDF-1.4\n1 0 obj <<")


def test_a_lost_worker_changes_nothing(cluster: Cluster, tmp_path: Path) -> None:
    folder, local, remote = tmp_path / "in", tmp_path / "local.duckdb", tmp_path / "remote.duckdb"
    filled(folder, 24)
    ingest([folder], local, jobs=2, options=OPTIONS)
    cluster.start("worker", "--nthreads", "1", "--no-nanny")
    lost = cluster.start("worker", "--nthreads", "1", "--no-nanny")
    words = ["ingest", str(folder), "--db", str(remote), "--ocr", "never", "--format", "jsonl"]
    with subprocess.Popen(
        [sys.executable, "-m", "cli", *words, "--scheduler", cluster.address],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        events = [json.loads(process.stdout.readline())["event"] for _ in range(2)]
        lost.send_signal(signal.SIGKILL)
        events += [json.loads(line)["event"] for line in process.stdout]
    assert process.returncode == 3
    assert events.count("stored") == 24 + 3 + 1
    with open_store(local) as one, open_store(remote) as other:
        assert dump(other) == dump(one)


def test_workers_that_see_no_archive_get_the_bytes(cluster: Cluster, tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from concurrent.futures import wait\n"
        "from pathlib import Path\n"
        "from extract.options import ReadOptions\n"
        "from store import cluster\n"
        "from store.isolation import Job, finish\n"
        "cluster._is_shared = lambda client, archive: sys.argv[3] == 'wrongly'\n"
        "file = Path(sys.argv[2])\n"
        "with cluster.connected(sys.argv[1], file.parent) as (send, at_a_time):\n"
        "    job = Job(file, file.name, '0' * 64, file.stat().st_size)\n"
        "    if sys.argv[3] == 'wrongly':\n"
        "        task = cluster.read_on_worker\n"
        "        job = Job(Path('/proc/self/nowhere'), file.name, '0' * 64, 1)\n"
        "        print(type(task(job, None, ReadOptions()).error).__name__)\n"
        "    else:\n"
        "        promise = send(job, ReadOptions(ocr='never'))\n"
        "        print(finish(job, promise).report.document.status, at_a_time)\n"
    )
    cluster.start("worker", "--nthreads", "2", "--nworkers", "1")  # with a nanny
    file = write(tmp_path / "in", 1)
    told = [
        subprocess.run(
            [sys.executable, "-c", script, cluster.address, str(file), how],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
        ).stdout.split()
        for how in ("rightly", "wrongly")
    ]
    assert told == [["ok", "4"], ["NotShared"]]


def test_nobody_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.cluster.CONNECT_SECONDS", 0.3)
    with (
        pytest.raises(UsageError, match=r"tcp://127\.0\.0\.1:1"),
        connected("tcp://127.0.0.1:1", tmp_path),
    ):
        pass


def test_a_missing_library_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError) as told, connected("tcp://127.0.0.1:1", tmp_path):
        pass
    assert "trichluc[cluster]" in told.value.remedy
    assert told.value.exit_code == 2
