"""Documents read again from the archive, as they were read the first time."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from pathlib import Path

from extract.errors import ReadError
from extract.options import ReadOptions
from normalize.schema import Report
from store.archive import CHUNK, Archive
from store.batch import options_key
from store.isolation import Job, Reading, finish, start
from store.keeping import wanted
from store.manifest import Original
from store.task import failed_report

_KEY = re.compile(r"ocr=(?P<ocr>\w+) timeout=(?P<timeout>[\d.e+]+) passwords=(?P<passwords>\S+)")


def read_again(
    archive: Archive, originals: Iterable[Original], options: ReadOptions, workers: int
) -> Iterator[tuple[Original, Reading]]:
    """Yield the documents' readings as they end, with the findings that the store keeps.

    Args:
        archive: where the bytes stand.
        originals: by which line of the list of names each document is read; one of each document.
        options: passwords and the place of OCR's readings; all else is as it was.
        workers: documents read at the same time.
    """
    waiting = iter(originals)
    running: dict[Future[bytes], tuple[Original, Job]] = {}
    while True:
        for original in waiting:
            job = _job(archive, original)
            if original.failure is not None and not job.path.exists():
                yield original, Reading(_as_it_failed(original))
                continue
            running[start(job, options_of(original, options))] = original, job
            if len(running) >= workers:
                break
        if not running:
            return
        for promise in wait(running, return_when=FIRST_COMPLETED).done:
            original, job = running.pop(promise)
            reading = finish(job, promise)
            if job.spool is not None:
                shutil.rmtree(job.spool, ignore_errors=True)
            kept = replace(reading, report=wanted(reading.report))
            yield original, kept


def options_of(original: Original, options: ReadOptions) -> ReadOptions:
    """Return the options that a document was read with, as far as its line tells them."""
    told = _KEY.fullmatch(original.read_options or "")
    if told is None:
        return options
    return replace(
        options,
        ocr=told["ocr"],
        timeout=float(told["timeout"]),
        passwords=() if told["passwords"] == "-" else options.passwords,
    )


def key_of(original: Original, options: ReadOptions) -> str:
    """Return how a document has been read again, as the store writes it."""
    return options_key(options_of(original, options))


def is_whole(archive: Archive, doc_id: str) -> bool:
    """Tell whether the archive has a document's bytes, and they are what they were."""
    digest = hashlib.sha256()
    try:
        with archive.path_of(doc_id).open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except OSError:
        return False
    return digest.hexdigest() == doc_id


def _job(archive: Archive, original: Original) -> Job:
    # What is inside a container has been taken apart with it, to the last one.
    spool = None if original.parent_doc else archive.spool_of(original.doc_id)
    name, place = Path(original.path).name, archive.path_of(original.doc_id)
    return Job(place, name, original.doc_id, original.byte_size, spool)


def _as_it_failed(original: Original) -> Report:
    """Return the report of a document whose bytes were never had."""
    reason = original.failure
    assert reason is not None
    report = failed_report(
        original.doc_id,
        original.byte_size,
        Path(original.path).name,
        ReadError(reason.message, reason.message_en),
    )
    document = report.document.model_copy(update={"error_code": reason.code})
    return report.model_copy(update={"document": document})
