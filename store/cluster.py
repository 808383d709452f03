"""Documents read on other machines: the same task on a Dask cluster; who writes stays one.

A worker reads each document in a limited child of its own, as the batch does at home, so that the
answers are the same to the byte. It opens the original where it stands when it sees the archive (a
shared folder), else it is sent the bytes. What a lost worker had in hand is given to another one.

Everybody who reaches the scheduler may run code on its workers: keep both in a network of their
own, or use TLS (`tls://`, certificates by Dask's own configuration).
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from pebble import ProcessExpired

from extract.errors import StoreError, UsageError
from extract.options import ReadOptions
from normalize.pipeline import program_version
from store import isolation
from store.isolation import Job

log = logging.getLogger(__name__)

CONNECT_SECONDS = 20.0  # for the scheduler to answer, and for its first worker
AHEAD = 2  # documents in hand for each thread of the cluster, so that none waits for the writer
Start = Callable[[Job, ReadOptions], Future[bytes]]


class NotShared(Exception):
    """A worker does not see the archive; it wants the bytes."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker's child answered, or how it ended; `members`: the files it unpacked."""

    answer: bytes = b""
    error: BaseException | None = None
    members: tuple[tuple[str, bytes], ...] = ()


def read_on_worker(job: Job, data: bytes | None, options: ReadOptions) -> Outcome:
    """Read one document on a worker, in a limited child; the task that is sent.

    Args:
        job: as the batch knows it; its paths are those of the batch's machine.
        data: the bytes; None when the job's path can be read here, too.
        options: how to read.
    """
    with tempfile.TemporaryDirectory(prefix="trichluc-") as home:
        place = job.path
        if data is not None:
            place = Path(home) / "original"
            place.write_bytes(data)
        elif not place.exists():
            return Outcome(error=NotShared(str(place)))
        spool = Path(home) / "members" if job.spool is not None else None
        with _children_allowed():
            promise = isolation.start(replace(job, path=place, spool=spool), options)
            error = promise.exception()
        if error is not None:
            return Outcome(error=error)
        files = sorted(spool.iterdir()) if spool is not None and spool.exists() else []
        return Outcome(promise.result(), None, tuple((f.name, f.read_bytes()) for f in files))


@contextmanager
def connected(address: str, archive: Path) -> Iterator[tuple[Start, int]]:
    """Yield the function that sends a document to a cluster, and how many to send at a time.

    Args:
        address: of the scheduler, `tcp://host:8786`.
        archive: where the originals stand.

    Raises:
        UsageError: when the library is missing, nobody answers, or a worker is of another version.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise UsageError(
            "--scheduler cần thư viện distributed, chưa được cài.",
            "--scheduler needs the library distributed, which is not installed.",
            remedy="Hãy chạy: pip install 'trichluc[cluster]'",
            remedy_en="Run: pip install 'trichluc[cluster]'",
        ) from error
    try:
        client = distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise _unreachable(address, str(error)) from error
    try:
        try:
            client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except TimeoutError as error:
            raise _unreachable(address, "no worker") from error
        _same_version(client)
        shared = _is_shared(client, archive)
        threads = sum(client.nthreads().values())
        yield lambda job, options: _send(client, job, options, shared), threads * AHEAD
    finally:
        client.close()


def _send(client: Any, job: Job, options: ReadOptions, shared: bool) -> Future[bytes]:
    """Send a document and return the promise of its child's answer."""
    promise: Future[bytes] = Future()
    data = None if shared else job.path.read_bytes()
    task = client.submit(read_on_worker, job, data, options, pure=False)

    def pass_on(done: Any) -> None:
        # Called in a thread of the client's; whatever goes wrong must reach the batch.
        try:
            outcome: Outcome = done.result()
        except Exception as error:  # a library's edge: what the cluster raises is not ours to list
            promise.set_exception(_lost(error))
            return
        if isinstance(outcome.error, NotShared) and shared:
            again = _send(client, job, options, shared=False)
            again.add_done_callback(lambda other: _copy(other, promise))
        elif outcome.error is not None:
            promise.set_exception(outcome.error)
        else:
            if job.spool is not None and outcome.members:
                job.spool.mkdir(parents=True, exist_ok=True)
                for name, content in outcome.members:
                    (job.spool / name).write_bytes(content)
            promise.set_result(outcome.answer)

    task.add_done_callback(pass_on)
    return promise


def _copy(source: Future[bytes], target: Future[bytes]) -> None:
    error = source.exception()
    if error is not None:
        target.set_exception(error)
    else:
        target.set_result(source.result())


def _lost(error: Exception) -> BaseException:
    """Return what an error of the cluster means: one more attempt, or the end of the run."""
    log.warning("%s: %s", type(error).__name__, error)
    if type(error).__name__ == "KilledWorker":
        killed = ProcessExpired("the workers were lost")  # type: ignore[no-untyped-call]
        killed.exitcode = -9
        return killed
    return StoreError(
        f"Mất liên lạc với cụm máy ({type(error).__name__}).",
        f"The cluster was lost ({type(error).__name__}: {error}).",
        remedy="Dữ liệu đã lưu vẫn nguyên vẹn; hãy chạy lại lệnh để đọc tiếp.",
        remedy_en="What was stored is intact; run the command again to go on.",
    )


@contextmanager
def _children_allowed() -> Iterator[None]:
    """Let a worker that a nanny watches have children.

    Such a worker is a daemon of the nanny's, whom `multiprocessing` forbids them, lest they outlive
    it; ours are killed by the system when it dies.
    """
    config: dict[str, object] = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    config["daemon"] = False
    yield


def _same_version(client: Any) -> None:
    others = {
        worker: version
        for worker, version in client.run(program_version).items()
        if version != program_version()
    }
    if others:
        raise UsageError(
            f"Máy trong cụm chạy phiên bản khác: {others}; ở đây là {program_version()}.",
            f"Workers run another version: {others}; here it is {program_version()}.",
            remedy="Hãy cài cùng một phiên bản trichluc trên mọi máy.",
            remedy_en="Install the same version of trichluc on all machines.",
        )


def _is_shared(client: Any, archive: Path) -> bool:
    """Tell whether all workers see the archive: a file made now, by what is in it."""
    archive.mkdir(parents=True, exist_ok=True)
    token = secrets.token_hex(16)
    probe = archive / f"incoming-{os.getpid()}-probe"
    probe.write_text(token, encoding="ascii")
    try:
        return all(seen == token for seen in client.run(read_probe, str(probe)).values())
    finally:
        probe.unlink()


def read_probe(path: str) -> str | None:
    """Return what stands in a small file, None when it is not to be seen here."""
    try:
        return Path(path).read_text(encoding="ascii")
    except OSError:
        return None


def _unreachable(address: str, detail: str) -> UsageError:
    return UsageError(
        f"Không kết nối được cụm máy tại {address} ({detail}).",
        f"No cluster answers at {address} ({detail}).",
        remedy="Hãy chạy `dask scheduler` và `dask worker` rồi thử lại.",
        remedy_en="Start `dask scheduler` and `dask worker` and try again.",
    )
