"""Dropped files being read: one batch at a time, in a process of its own, told as it goes."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import logging
import shutil
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from store.events import Failed, Skipped, Stored, Unchanged
from store.pages.settings import PageSettings
from store.pages.spooling import waiting

log = logging.getLogger(__name__)

LOCK_SECONDS = 3600  # a batch waits that long for another one
KEPT = 3  # batches that the page tells of
SHOWN_SECONDS = 900  # how long a batch that is done is told of
LINE_WORDS = 24_000  # characters of paths on one command line
LINE = 1 << 22  # bytes of one event at most
TOLD = {kind.__name__.lower(): kind for kind in (Stored, Failed, Unchanged, Skipped)}
Told = Stored | Failed | Unchanged | Skipped


@dataclass(slots=True)
class Arrival:
    """A batch of dropped files and what has become of them.

    `state`: waiting, reading, done (each file has its outcome), broken (`fault` says why).
    """

    folder: Path
    files: int
    state: str = "waiting"
    unread: int | None = None
    told: list[Told] = field(default_factory=list)
    fault: str = ""
    ended: float = 0.0

    @property
    def active(self) -> bool:
        """Tell whether something is still to come."""
        return self.state in ("waiting", "reading")

    @property
    def shown(self) -> bool:
        """Tell whether people still want to see it: while it is new, or went wrong."""
        return self.state != "done" or time.monotonic() - self.ended < SHOWN_SECONDS

    @property
    def expected(self) -> int:
        """Return how many files there are, as far as known; containers add theirs."""
        return max(self.files, self.unread or 0, len(self.told))

    @property
    def failures(self) -> list[Failed | Skipped]:
        """Return what could not be read."""
        return [event for event in self.told if isinstance(event, Failed | Skipped)]

    @property
    def stored(self) -> list[Stored]:
        """Return what was read."""
        return [event for event in self.told if isinstance(event, Stored)]

    @property
    def unchanged(self) -> list[Unchanged]:
        """Return what the store held already."""
        return [event for event in self.told if isinstance(event, Unchanged)]


class Arrivals:
    """The batches of a running server, read one after the other."""

    def __init__(self, settings: PageSettings) -> None:
        self._settings = settings
        self.after: Callable[[], None] = lambda: None  # called when all batches are done
        self.latest: deque[Arrival] = deque(maxlen=KEPT)
        self._queue: deque[Arrival] = deque()
        self._task: asyncio.Task[None] | None = None
        self._child: asyncio.subprocess.Process | None = None

    def resume(self) -> None:
        """Read what an earlier server did not come to."""
        if not self._settings.read_only:
            for folder in waiting(self._settings.spool):
                self.add(folder, sum(1 for _ in folder.iterdir()))

    def add(self, folder: Path, files: int) -> Arrival:
        """Read a folder as soon as the ones before it are done; to be called in the event loop."""
        arrival = Arrival(folder, files)
        self.latest.appendleft(arrival)
        self._queue.append(arrival)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._read_all())
        return arrival

    def again(self) -> None:
        """Read the batches that went wrong once more."""
        for arrival in [one for one in self.latest if one.state == "broken"]:
            self.latest.remove(arrival)
            if arrival.folder.is_dir():
                self.add(arrival.folder, arrival.files)

    @property
    def active(self) -> bool:
        """Tell whether something is being read or waits for it."""
        return any(arrival.active for arrival in self.latest) or bool(self._queue)

    async def stop(self) -> None:
        """End the batch under way; its files are read when the next server starts."""
        if self._task is None or self._task.done():
            return
        if self._child is not None and self._child.returncode is None:
            # What was finished is stored: the first signal lets the batch end in order.
            with suppress(ProcessLookupError):
                self._child.terminate()
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _read_all(self) -> None:
        while self._queue:
            arrival = self._queue.popleft()
            try:
                await self._read(arrival)
            except OSError as error:
                arrival.fault = str(error)
                arrival.state = "broken"
        self.after()

    async def _read(self, arrival: Arrival) -> None:
        arrival.state = "reading"
        child = await asyncio.create_subprocess_exec(
            *self._command(arrival.folder),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=LINE,
        )
        self._child = child
        assert child.stdout is not None and child.stderr is not None
        words = asyncio.create_task(child.stderr.read())
        summary = False
        async for line in child.stdout:
            summary = _note(arrival, line) or summary
        said = (await words).decode("utf-8", "replace").strip()
        code = await child.wait()
        self._child = None
        if summary:
            arrival.state, arrival.ended = "done", time.monotonic()
            shutil.rmtree(arrival.folder, ignore_errors=True)
        else:
            log.error("ingest ended with code %s: %s", code, said)
            arrival.fault = said.rpartition("\n")[2].removeprefix("trichluc: ") or str(code)
            arrival.state = "broken"

    def _command(self, folder: Path) -> list[str]:
        settings = self._settings
        # Named one by one, files are tried whatever their names; as a folder when the line would
        # be longer than Windows allows.
        files = [str(path) for path in sorted(folder.iterdir())]
        paths = files if sum(map(len, files)) + 3 * len(files) < LINE_WORDS else [str(folder)]
        words = ["ingest", *paths, "--db", str(settings.database), "--format", "jsonl"]
        words += ["--wait", str(LOCK_SECONDS), "--retry", "--lang", settings.lang]
        if settings.ingest_jobs is not None:
            words += ["--jobs", str(settings.ingest_jobs)]
        # `-P`: a module of the same name in the working directory is none of ours.
        return [sys.executable, "-P", "-m", "cli", *words]


def _note(arrival: Arrival, line: bytes) -> bool:
    """Take in one event of the batch; tell whether it was the last, its summary."""
    record = json.loads(line)
    name = record.pop("event")
    if name == "found":
        arrival.unread = record["files"]
    elif name in TOLD:
        known = {item.name for item in dataclasses.fields(TOLD[name])}
        event = TOLD[name](**{key: value for key, value in record.items() if key in known})
        arrival.told.append(event)
    return bool(name == "summary")
