"""What a person or a script sees of a running batch, on standard error."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from store.events import Event, Failed, Found, Progress, Stored, Summary
from store.wording import say


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
    if form == "jsonl":
        yield _write_json
    elif live and sys.stderr.isatty() and not quiet:
        with _live_bar(lang) as progress:
            yield progress
    else:
        yield lambda event: _write_line(event, lang, quiet)


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
def _live_bar(lang: str) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import (
        Progress as Bar,
    )

    console = Console(stderr=True, highlight=False)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[file]}"),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(say("ingest.reading", lang), total=None, file="")

        def progress(event: Event) -> None:
            if isinstance(event, Found):
                bar.update(task, total=event.unread)
            elif isinstance(event, Stored):
                bar.update(task, advance=1, file=event.path.rpartition("/")[2])
            elif isinstance(event, Failed):
                bar.update(task, advance=0 if event.known else 1)
                console.print(_failure(event, lang), style="red", markup=False)

        yield progress


def _write_line(event: Event, lang: str, quiet: bool) -> None:
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


def _failure(event: Failed, lang: str) -> str:
    reason = event.reason_en if lang == "en" else event.reason
    return say("ingest.failed", lang, path=event.path, reason=reason)


def _write_json(event: Event) -> None:
    _emit({"event": type(event).__name__.lower(), **dataclasses.asdict(event)})


def _emit(record: dict[str, object]) -> None:
    print(json.dumps(record, ensure_ascii=False), flush=True)
