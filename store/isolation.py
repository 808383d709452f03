"""One limited child process a document: what a hostile file breaks is that document only."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, TimeoutError
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing.context import BaseContext
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from pebble import ProcessExpired, concurrent

from extract.errors import DamagedFileError, LimitError, ReadError, StoreError
from extract.options import ReadOptions
from normalize.schema import Report
from store.confinement import MIB, Limits, confine
from store.task import failed_report, process, too_much
from store.unpacking import Unpacked, container_kind, from_line, to_line, unpack

log = logging.getLogger(__name__)

T = TypeVar("T")

ATTEMPTS = 3  # at a document whose child is killed from outside
# SIGKILL, SIGTERM; 255: the fork server, which would know, was killed.
_KILLED = (-9, -15, 255)
PRELOAD = ("store.warmth", "store.isolation")
_HIDING = threading.Lock()
# How files begin that LibreOffice converts: Word and Excel of before 2007, RTF, Office XML; an
# OpenDocument file names its kind in its first member, stored as it is (ODF 1.3, part 2, 3.3).
_HEAD = 128
_CONVERTED = (b"\xd0\xcf\x11\xe0", b"{\\rtf", b"<?xml", b"\xef\xbb\xbf<?xml")
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read: where its bytes stand and what is known of them.

    `spool`: the folder to lay out an archive's members in; without it, an archive is refused.
    """

    path: Path
    name: str
    doc_id: str
    byte_size: int
    spool: Path | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a child made of a document, and what it took; `bug` is our own fault's traceback."""

    report: Report
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_bytes: int = 0
    bug: str | None = None
    members: tuple[Unpacked, ...] = ()


def start(job: Job, options: ReadOptions, limits: Limits | None = None) -> Future[bytes]:
    """Start a child for the document and return its promise; `finish` makes a reading of it.

    Raises:
        StoreError: when the system lets no process start.
    """
    bounds = limits or limits_of(job, options)
    return start_task(read_in_child, job, options, bounds, timeout=options.timeout)


def start_task(task: Callable[..., T], *arguments: object, timeout: float) -> Future[T]:
    """Start a child for a task, which must confine itself, and return its promise.

    Raises:
        StoreError: when the system lets no process start.
    """
    # Pebble reads `context`; its type stub names the parameter otherwise.
    isolated = concurrent.process(  # type: ignore[call-overload]
        timeout=timeout, context=_context()
    )
    for attempt in range(ATTEMPTS):
        time.sleep(attempt)
        try:
            with _no_main_module():
                promise: Future[T] = isolated(task)(*arguments)
        except (EOFError, OSError) as error:
            # Somebody killed the fork server just now; the next attempt starts another one.
            log.warning("%s", error)
        else:
            return promise
    raise StoreError(
        "Hệ thống không cho chạy thêm tiến trình.",
        "The system lets no process start.",
        remedy="Hãy giảm --jobs hoặc đóng bớt chương trình rồi chạy lại; dữ liệu vẫn nguyên vẹn.",
        remedy_en="Lower --jobs or close programs and run again; what was stored is intact.",
    )


def result_of(promise: Future[T]) -> T:
    """Return what a task's child made, when it is done.

    Raises:
        ReadError: what the child refused, or how it ended.
    """
    error = promise.exception()
    if isinstance(error, MemoryError):
        raise too_much("MemoryError")
    if isinstance(error, TimeoutError):
        raise _too_slow()
    if isinstance(error, ProcessExpired):
        raise _died(error.exitcode)
    return promise.result()


def was_killed(promise: Future[bytes]) -> bool:
    """Tell whether a child was ended from outside: by a person, or for the memory of others.

    That says nothing of its document, which deserves another attempt.
    """
    error = promise.exception()
    return isinstance(error, ProcessExpired) and error.exitcode in _KILLED


def limits_of(job: Job, options: ReadOptions) -> Limits:
    """Return what a document's child may take.

    What LibreOffice must convert gets more address space: it inherits the limit, and maps 0.6 GiB
    for a document of one megabyte.
    """
    try:
        with job.path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        head = b""  # the child meets the same refusal and says so
    if head.startswith(_CONVERTED) or _OPEN_DOCUMENT in head:
        return Limits(memory=2048 * MIB, cpu=options.timeout + 2)
    return Limits(cpu=options.timeout + 2)


def finish(job: Job, promise: Future[bytes], seconds: float = 0.0) -> Reading:
    """Return the reading of a promise that is done; a broken child gives a failed report.

    Args:
        job: the document the child was started for.
        promise: what `start` returned.
        seconds: wall clock since then, for a child that could not tell its own.

    Raises:
        StoreError: when it is not the document's fault, but that of where it was to be read.
    """
    error = promise.exception()
    if error is None:
        return _decoded(promise.result())
    if isinstance(error, StoreError):
        raise error
    if isinstance(error, ReadError):
        return Reading(_failed(job, error), seconds)
    if isinstance(error, MemoryError):
        return Reading(_failed(job, too_much("MemoryError")), seconds)
    if isinstance(error, TimeoutError):
        return Reading(_failed(job, _too_slow()), seconds)
    if isinstance(error, ProcessExpired):
        return Reading(_failed(job, _died(error.exitcode)), seconds)
    trace = str(getattr(error, "traceback", None) or error)
    log.error("%s: %s", job.name, trace)
    return Reading(_failed(job, _our_bug(error)), seconds, bug=trace)


def read_isolated(jobs: Sequence[Job], options: ReadOptions, workers: int = 1) -> list[Reading]:
    """Return the readings of a few documents in their order, `workers` children at a time."""
    readings: dict[int, Reading] = {}
    running: dict[int, Future[bytes]] = {}
    waiting = list(enumerate(jobs))[::-1]
    while waiting or running:
        while waiting and len(running) < workers:
            number, job = waiting.pop()
            running[number] = start(job, options)
        time.sleep(0.002)
        for number in [n for n, promise in running.items() if promise.done()]:
            readings[number] = finish(jobs[number], running.pop(number))
    return [readings[number] for number in range(len(jobs))]


def read_in_child(job: Job, options: ReadOptions, limits: Limits) -> bytes:
    """Read one document inside its child.

    The answer is a line of figures, one of the members of an archive, and the report's JSON.
    """
    # Ended from outside at once, also from within native code, where no Python handler runs.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # Ctrl-C reaches all processes of a terminal; the batch alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    confine(limits)
    began, used = time.monotonic(), _cpu_used()
    data = job.path.read_bytes()
    members: tuple[Unpacked, ...] = ()
    kind = container_kind(data, job.name) if job.spool else None
    if kind and job.spool:
        report, members = unpack(data, job.name, kind, options, job.spool)
    else:
        report = process(data, job.name, options)
    # What is as it is by default need not travel: a third less to write and to read again.
    body = report.model_dump_json(exclude_defaults=True)
    figures = f"{time.monotonic() - began:.4f} {_cpu_used() - used:.4f} {_peak()}\n"
    return figures.encode() + to_line(members) + b"\n" + body.encode()


def _decoded(answer: bytes) -> Reading:
    head, listed, body = answer.split(b"\n", 2)
    seconds, cpu, peak = head.split()
    report = Report.model_validate_json(body)
    return Reading(report, float(seconds), float(cpu), int(peak), members=from_line(listed))


def _cpu_used() -> float:
    """Return the seconds of processor time of this process and of what it ran (Tesseract…)."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _peak() -> int:
    """Return the most memory that this process, or one that it ran, had at once, in bytes."""
    if sys.platform == "win32":
        return 0
    import resource

    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(kind).ru_maxrss for kind in kinds)
    return peak if sys.platform == "darwin" else peak * 1024


@contextmanager
def _no_main_module() -> Iterator[None]:
    """Hide the running script from a child that starts now.

    Every child would run the script's imports again (the command line, the database engine): more
    work than most documents are. What it needs is in `PRELOAD`.
    """
    with _HIDING:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


@cache
def _context() -> BaseContext:
    """Return how children are started.

    The fork server has imported everything once, so a child costs a fork (milliseconds), and it is
    a clean process of one thread, which the batch itself is not.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOAD))
    return context


def _failed(job: Job, error: ReadError) -> Report:
    return failed_report(job.doc_id, job.byte_size, job.name, error)


def _too_slow() -> LimitError:
    return LimitError(
        "Đọc tệp quá thời gian cho phép nên đã dừng.",
        "Reading the file took longer than allowed and was stopped.",
        remedy="Hãy tăng --timeout hoặc chia nhỏ tệp.",
        remedy_en="Raise --timeout or split the file.",
    )


def _died(exitcode: int | None) -> ReadError:
    if exitcode == -getattr(signal, "SIGXCPU", 24):
        return _too_slow()
    if exitcode in _KILLED:
        return KilledError(
            "Tiến trình đọc tệp bị dừng từ bên ngoài, thường vì máy hết bộ nhớ.",
            f"The file's reader was ended from outside (exit code {exitcode}), often for memory.",
            remedy="Hãy đóng bớt chương trình khác rồi chạy lại lệnh.",
            remedy_en="Close other programs and run the command again.",
        )
    return DamagedFileError(
        "Tệp làm chương trình đọc dừng đột ngột, có thể bị hỏng.",
        f"The reader died of the file (exit code {exitcode}); it may be damaged.",
        remedy="Hãy mở và lưu lại tệp bằng phần mềm đã tạo ra nó.",
        remedy_en="Open and save it again in the program that made it.",
    )


def _our_bug(error: BaseException) -> ReadError:
    return ProgramFault(
        "Chương trình gặp lỗi khi xử lý tệp; xem nhật ký để biết chi tiết.",
        f"The program itself failed on this file ({type(error).__name__}); see the log.",
        remedy="Hãy gửi tệp và nhật ký cho người phát triển.",
        remedy_en="Please send the file and the log to the developers.",
    )


class ProgramFault(ReadError):
    """Our own bug, as the row of the document it happened to; the traceback is in the log."""


class KilledError(ReadError):
    """A reader was ended from outside each time; the next run tries again."""
