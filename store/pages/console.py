"""The SQL console: the ready questions and anybody's own, read only, within limits."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

import pyarrow as pa
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from extract.errors import UsageError
from store.drawing import plain
from store.export import to_bytes, to_text
from store.pages.answering import Answer, Answers, Asked, question_of
from store.pages.downloads import download
from store.pages.navigation import NavEntry
from store.pages.reading import Reader, reading
from store.pages.rendering import decision_url, language, page, report_url
from store.pages.settings import PageSettings
from store.pages.words import sentences
from store.queries import Question, questions

ROWS = 100  # rows of a page
SHOWN = 300  # letters of a cell; a download holds all
SQL_LENGTH = 20_000
PREFIX = "p."  # of a question's parameters in the address
FORMS = ("csv", "xlsx", "json")
BOM = "\ufeff"  # without it spreadsheet programs take a CSV file's letters for another encoding's


@dataclass(frozen=True, slots=True)
class Shown:
    """A value of a result as the page shows it."""

    text: str
    number: bool = False
    href: str | None = None


def console(request: Request) -> Response:
    """Show the console and, when something is asked, its answer."""
    settings: PageSettings = request.app.state.settings
    asked = _asked(request)
    question, answer, fault = None, None, ""
    try:
        question = question_of(asked)
        if asked.sql or (question and (not question.parameters or "run" in request.query_params)):
            answers: Answers = request.app.state.answers
            answer = answers.of(request, asked, settings.query_rows)
    except UsageError as error:
        fault = error.text(language(request))
    number = _page_number(request)
    return page(
        request,
        "console.html",
        asked=asked,
        given=dict(asked.parameters),
        question=question,
        questions=tuple(questions().values()),
        fault=fault,
        answer=answer,
        rows=_rows(answer, number) if answer else (),
        number=number,
        last=_last(answer),
        address=_address(asked),
        tables=_tables(request),
        settings=settings,
        forms=FORMS,
        prefix=PREFIX,
        labels=_labels(question, language(request)),
    )


def save(request: Request) -> Response:
    """Send an answer as a file.

    Raises:
        UsageError: when the question is wrong or the kind of file is none of ours.
    """
    settings: PageSettings = request.app.state.settings
    form = request.query_params.get("form", "")
    if form not in FORMS:
        raise UsageError(f"Không có định dạng “{form}”.", f"There is no format “{form}”.")
    asked = _asked(request)
    answers: Answers = request.app.state.answers
    table = answers.of(request, asked, settings.file_rows).table
    if form == "xlsx":
        content = to_bytes(table, form)
    else:
        content = ((BOM if form == "csv" else "") + to_text(table, form)).encode("utf-8")
    name = asked.named or "truy-van"
    return download(content, f"trichluc-{name}-{date.today():%Y%m%d}.{form}")


def _asked(request: Request) -> Asked:
    query = request.query_params
    named = query.get("named", "")
    if named:
        given = (
            (key.removeprefix(PREFIX), value.strip()[:200])
            for key, value in query.multi_items()
            if key.startswith(PREFIX) and value.strip()
        )
        return Asked(named=named, parameters=tuple(sorted(given)))
    return Asked(sql=query.get("q", "").strip()[:SQL_LENGTH])


def _labels(question: Question | None, lang: str) -> dict[str, str]:
    """Return what people call the question's parameters."""
    names = question.parameters if question else ()
    known = sentences()
    return {
        name: known[f"parameter.{name}"][lang] if f"parameter.{name}" in known else name
        for name in names
    }


def _address(asked: Asked) -> str:
    """Return the query string that asks the same again."""
    if not asked.named:
        return urlencode({"q": asked.sql})
    return urlencode(
        {"named": asked.named, "run": 1} | {PREFIX + key: v for key, v in asked.parameters}
    )


def _page_number(request: Request) -> int:
    text = request.query_params.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def _last(answer: Answer | None) -> int:
    return max(1, -(-answer.table.num_rows // ROWS)) if answer else 1


def _rows(answer: Answer, number: int) -> list[list[Shown | None]]:
    """Return the rows of one page of a result, from 1."""
    part: pa.Table = answer.table.slice((number - 1) * ROWS, ROWS)
    columns = [column.to_pylist() for column in part.columns]
    names = part.schema.names
    return [
        [_shown(name, value) for name, value in zip(names, row, strict=True)]
        for row in zip(*columns, strict=True)
    ]


def _shown(name: str, value: object) -> Shown | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return Shown("true" if value else "false")
    if isinstance(value, int | float | Decimal):
        return Shown(str(plain(value)) if isinstance(value, Decimal) else str(value), number=True)
    if isinstance(value, list | dict):
        return Shown(_cut(json.dumps(value, ensure_ascii=False, default=str)))
    text = str(value)
    if name == "doc_id" and len(text) == 64:
        return Shown(text[:12] + "…", href=report_url(text))
    if name == "citation_key" and "?" not in text:
        return Shown(text, href=decision_url(text))
    return Shown(_cut(text))


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _tables(request: Request) -> dict[str, list[str]]:
    """Return the columns of each table and view, for who writes a question."""
    reader: Reader = request.app.state.reader
    version = reader.version()
    known: tuple[str, dict[str, list[str]]] | None = getattr(request.app.state, "tables", None)
    if known is not None and known[0] == version:
        return known[1]
    with reading(request) as store:
        rows: Iterable[tuple[str, str]] = store.rows(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'main' AND table_name <> 'store_state' "
            "ORDER BY table_name, ordinal_position"
        )
    found: dict[str, list[str]] = {}
    for table, column in rows:
        found.setdefault(table, []).append(column)
    request.app.state.tables = (version, found)
    return found


NAV = NavEntry(9, "/sql", "console.title", "s")
ROUTES: tuple[BaseRoute, ...] = (
    Route("/sql", console),
    Route("/sql/file", save),
)
