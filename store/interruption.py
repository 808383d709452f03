"""Ctrl-C during a batch: the first asks it to end after the current commit, the second ends it."""

from __future__ import annotations

import signal
import threading
from types import FrameType, TracebackType

_ENTERED: list[Interruption] = []


class Interruption:
    """While entered, catches SIGINT and SIGTERM once and remembers them in `asked`.

    One inside another is asked with it, whichever of the two catches the signal.
    """

    def __init__(self) -> None:
        self.asked = False
        self._before: dict[int, object] = {}

    def __enter__(self) -> Interruption:
        # Only the main thread may handle signals; a batch run from another one is not interrupted.
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._catch)
            self.asked = any(outer.asked for outer in _ENTERED)
            _ENTERED.append(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._restore()
        if self in _ENTERED:
            _ENTERED.remove(self)

    def _catch(self, number: int, frame: FrameType | None) -> None:
        for entered in _ENTERED:
            entered.asked = True
        self._restore()

    def _restore(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        self._before.clear()
