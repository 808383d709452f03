"""Watches what all readers take together, so that a batch stays within its memory.

Each reader has a limit of its own, but several may be hungry at once. When they take too much
together the hungriest is ended, and its document read again when no other is.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from pathlib import Path
from types import TracebackType

from store.confinement import MIB

log = logging.getLogger(__name__)

EVERY_SECONDS = 0.05
BUDGET = 640 * MIB  # of all readers, at least
BUDGET_OF_SHARE = 320 * MIB  # of each of many
BUDGET_OF_ONE = 800 * MIB  # of one that is alone; most meet the limit of their own before
_FORK_SERVER = b"multiprocessing.forkserver"
PROC = Path("/proc")


class Governor:
    """While entered, keeps the readers of this process within a budget of memory (Linux only).

    Args:
        workers: how many readers there are at most.
    """

    def __init__(self, workers: int) -> None:
        self.budget = max(BUDGET, workers * BUDGET_OF_SHARE)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="governor", daemon=True)

    def __enter__(self) -> Governor:
        if PROC.is_dir():
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(EVERY_SECONDS):
            taken = {
                reader: sum(map(own_bytes, _subtree(reader)))
                for server in children(os.getpid())
                if is_fork_server(server)
                for reader in children(server)
            }
            budget = self.budget if len(taken) > 1 else max(self.budget, BUDGET_OF_ONE)
            if sum(taken.values()) > budget:
                hungriest = max(taken, key=lambda pid: taken[pid])
                log.info("readers take %d MiB", sum(taken.values()) // MIB)
                for pid in _subtree(hungriest)[::-1]:
                    _kill(pid)


def children(pid: int) -> list[int]:
    """Return the processes that a process has started and that still live."""
    found: list[int] = []
    try:
        for task in (PROC / str(pid) / "task").iterdir():
            found += map(int, (task / "children").read_bytes().split())
    except OSError:
        pass  # it has ended meanwhile
    return found


def own_bytes(pid: int) -> int:
    """Return the bytes of memory that a process has and shares with no file."""
    try:
        words = (PROC / str(pid) / "statm").read_bytes().split()
        return (int(words[1]) - int(words[2])) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def is_fork_server(pid: int) -> bool:
    """Tell whether a process is the one that forks readers."""
    try:
        return _FORK_SERVER in (PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return False


def _subtree(pid: int) -> list[int]:
    found = [pid]
    for known in found:
        found += children(known)
    return found


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
