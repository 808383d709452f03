"""What a batch tells while it runs, and what it says at its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """All paths are known: how many files there are, how many of them need reading."""

    files: int
    unread: int


@dataclass(frozen=True, slots=True)
class Stored:
    """A document was read and stored; `errors` and `warnings` count its findings."""

    path: str
    doc_id: str
    status: str  # ok, partial
    seconds: float
    mentions: int
    figures: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A file cannot be read; it is stored as a failed document when it has bytes at all."""

    path: str
    doc_id: str | None
    reason: str
    reason_en: str
    code: str | None
    known: bool = False  # it failed before, and nothing has changed since


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file is stored already; `moved`: the same bytes under a name that is new."""

    path: str
    doc_id: str
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """A path is no report: of no kind we read."""

    path: str
    reason: str
    reason_en: str


Event = Found | Stored | Failed | Unchanged | Skipped
Progress = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a batch did; `left` are the paths it did not come to before it was interrupted."""

    run_id: int
    files: int = 0
    stored: int = 0
    partial: int = 0
    unchanged: int = 0
    moved: int = 0
    failed: int = 0
    skipped: int = 0
    errors: int = 0  # findings of level error in what was stored now
    warnings: int = 0
    bugs: int = 0
    seconds: float = 0.0
    failures: tuple[Failed, ...] = ()
    left: tuple[str, ...] = ()
    interrupted: bool = False

    @property
    def changed(self) -> bool:
        """Tell whether the store is another one than before."""
        return bool(self.stored or self.moved or any(not f.known for f in self.failures))

    def exit_code(self, strict: bool = False) -> int:
        """Return the command's exit code: 130, 4, 3, 1 (with `strict`) or 0."""
        if self.interrupted:
            return 130
        if not self.stored + self.unchanged:
            return 4
        if self.failed:
            return 3
        return 1 if strict and self.errors else 0
