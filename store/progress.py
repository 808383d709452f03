"""What a person or a script sees of a running batch, on standard error."""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.markup import escape

from store.events import Event, Failed, Found, Progress, Stored, Summary
from store.wording import say

TELL_SECONDS = 10.0  # between two lines about the pace


@contextmanager
def reporter(form: str, lang: str, quiet: bool = False, *, live: bool = True) -> Iterator[Progress]:
    """Yield the function a batch calls with its events.

    Args:
        form: "text" shows a live bar on a terminal and plain lines elsewhere; "jsonl" writes one
            JSON object an event to standard output.
        lang: "vi" or "en".
        quiet: text tells failures only.
        live: whether a terminal gets a bar; what runs for days writes lines.
    """
    pace = Pace()
    if form == "jsonl":
        yield lambda event: _write_json(event, pace)
    elif live and sys.stderr.isatty() and not quiet:
        with _live_bar(lang, pace) as progress:
            yield progress
    else:
        yield lambda event: _write_line(event, lang, quiet, pace)


@dataclass(slots=True)
class Pace:
    """How fast a batch goes: what it has to read, has read, and could not; times in seconds."""

    total: int = 0
    done: int = 0
    failed: int = 0
    began: float = field(default_factory=time.monotonic)
    told: float = field(default_factory=time.monotonic)

    def note(self, event: Event) -> None:
        """Count an event of the batch."""
        if isinstance(event, Found):
            self.total = event.unread
        elif isinstance(event, Stored):
            self.done += 1
        elif isinstance(event, Failed) and not event.known:
            self.done += 1
            self.failed += 1

    @property
    def rate(self) -> float:
        """Return the documents read in a second, until now."""
        return self.done / max(time.monotonic() - self.began, 1e-9)

    @property
    def seconds_left(self) -> float | None:
        """Return how long the rest takes at this pace, None before anything is known."""
        return (self.total - self.done) / self.rate if self.done else None

    def is_due(self) -> bool:
        """Tell whether it should be told again; ask only to tell."""
        due = time.monotonic() - self.told > TELL_SECONDS and self.done < self.total
        if due:
            self.told = time.monotonic()
        return due

    def text(self, lang: str) -> str:
        """Return the pace as a sentence."""
        left = self.seconds_left
        shown = "?" if left is None else f"{int(left) // 60}:{int(left) % 60:02}"
        return say(
            "ingest.pace",
            lang,
            done=self.done,
            total=self.total,
            failed=self.failed,
            rate=self.rate,
            left=shown,
        )


def conclude(summary: Summary, form: str, lang: str) -> None:
    """Say what a batch did, and what it left, in the reporter's form."""
    if form == "jsonl":
        _emit({"event": "summary", **dataclasses.asdict(summary)})
        return
    lines = []
    if not summary.changed and not summary.interrupted:
        lines.append(say("ingest.unchanged", lang, files=summary.files, seconds=summary.seconds))
    else:
        lines.append(
            say(
                "ingest.done",
                lang,
                stored=summary.stored,
                unchanged=summary.unchanged,
                failed=summary.failed,
                seconds=summary.seconds,
            )
        )
    if summary.errors or summary.warnings:
        lines.append(say("ingest.found", lang, errors=summary.errors, warnings=summary.warnings))
    if summary.left:
        lines.append(say("ingest.left", lang, count=len(summary.left)))
        lines += [f"  {path}" for path in summary.left[:20]]
    print("\n".join(lines), file=sys.stderr)


@contextmanager
def _live_bar(lang: str, pace: Pace) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True, highlight=False)
    columns = (BarColumn(24), TextColumn("{task.description}"), TextColumn("{task.fields[file]}"))
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(say("ingest.reading", lang), total=None, file="")

        def progress(event: Event) -> None:
            pace.note(event)
            if isinstance(event, Failed):
                console.print(_failure(event, lang), style="red", markup=False)
            if isinstance(event, Found | Stored | Failed):
                file = "" if isinstance(event, Found) else event.path.rpartition("/")[2]
                bar.update(
                    task,
                    total=pace.total or None,
                    completed=pace.done,
                    description=escape(pace.text(lang)),
                    file=escape(file),
                )

        yield progress


def _write_line(event: Event, lang: str, quiet: bool, pace: Pace) -> None:
    pace.note(event)
    if isinstance(event, Failed):
        print(_failure(event, lang), file=sys.stderr)
    elif isinstance(event, Stored) and not quiet:
        line = say(
            "ingest.stored",
            lang,
            path=event.path,
            mentions=event.mentions,
            figures=event.figures,
            errors=event.errors,
            seconds=event.seconds,
        )
        print(line, file=sys.stderr)
    if not quiet and pace.is_due():
        print(pace.text(lang), file=sys.stderr)


def _failure(event: Failed, lang: str) -> str:
    reason = event.reason_en if lang == "en" else event.reason
    return say("ingest.failed", lang, path=event.path, reason=reason)


def _write_json(event: Event, pace: Pace) -> None:
    pace.note(event)
    _emit({"event": type(event).__name__.lower(), **dataclasses.asdict(event)})
    if pace.is_due():
        known = {"done": pace.done, "total": pace.total, "failed": pace.failed}
        _emit({"event": "progress", **known, "rate": pace.rate, "seconds_left": pace.seconds_left})


def _emit(record: dict[str, object]) -> None:
    print(json.dumps(record, ensure_ascii=False), flush=True)
