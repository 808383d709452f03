"""Pages out of templates: the frame around each, the words, and what every template may use."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from store.overview import period_label
from store.pages.navigation import NavEntry
from store.pages.settings import PageSettings
from store.pages.words import LANGUAGES, speaker

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
LANGUAGE_COOKIE = "lang"


def page(request: Request, name: str, status: int = 200, **model: object) -> Response:
    """Return a template as a page in the person's language.

    Besides `model` a template has `t` (words), `lang`, `nav` and `here` (navigation), `csrf`,
    `user`, `may_write`, `asks_who`, ; `static(file)`,
    `period(kind, start, end, lang)`; and the filters `number`, `day`, `moment`.
    """
    return HTMLResponse(render(request, name, **model), status)


def render(request: Request, name: str, **model: object) -> str:
    """Return a template filled; a part of a page as well as a whole one."""
    settings: PageSettings = request.app.state.settings
    lang = language(request)
    session = request.state.session
    frame = {
        "t": speaker(lang),
        "lang": lang,
        "nav": navigation(request),
        "here": request.url.path,
        "back": _back(request),
        "csrf": session.csrf,
        "user": session.user,
        "asks_who": settings.asks_who,
        "may_write": not settings.read_only and session.role == "reviewer",
        "read_only": settings.read_only,
    }
    return environment().get_template(name).render(frame | model)


def refusal(
    request: Request, status: int, key: str, detail: str = "", remedy: str = ""
) -> Response:
    """Return the page that says why a request is not answered; `key` stands in the words."""
    return page(request, "refusal.html", status, key=key, detail=detail, remedy=remedy)


def language(request: Request) -> str:
    """Return the person's language: what they chose, else the settings'."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    settings: PageSettings = request.app.state.settings
    return chosen if chosen in LANGUAGES else settings.lang


def navigation(request: Request) -> tuple[NavEntry, ...]:
    """Return the links of the navigation in their order."""
    found: tuple[NavEntry, ...] = request.app.state.navigation
    return found


def _back(request: Request) -> str:
    """Return the address of this page to come back to, without what only scripts ask for."""
    if request.method != "GET":
        return "/"
    query = request.url.query
    return request.url.path + (f"?{query}" if query and "token=" not in query else "")


@cache
def environment() -> Environment:
    """Return the templates' environment: everything escaped, nothing undefined."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "number": _number,
        "day": day,
        "moment": moment,
        "json_text": json_text,
        "file_name": file_name,
    }
    made.globals |= {
        "static": static,
        "period": period_label,
        "report_url": report_url,
        "decision_url": decision_url,
    }
    return made


@cache
def static(name: str) -> str:
    """Return the address of a static file, with a mark that changes with its content."""
    mark = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={mark}"


def report_url(doc_id: str) -> str:
    """Return the address of a report's page."""
    return f"/reports/{doc_id}"


def decision_url(key: str) -> str:
    """Return the address of a decision's page, by its citation key."""
    return f"/decisions/{quote(key)}"


def file_name(path: str) -> str:
    """Return the last part of a path, whichever system it is of; `a.zip!/b.docx` stays whole."""
    container, inside, member = path.partition("!/")
    return container.replace("\\", "/").rpartition("/")[2] + inside + member


def number(value: object, lang: str = "vi") -> str:
    """Return a number as offices write it here, 1234.5 → `1.234,5`, or in English; `–` for none."""
    if value is None:
        return "–"
    if not isinstance(value, int | float | Decimal):
        return str(value)
    text = f"{value:,.10f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value):,}"
    return text if lang == "en" else text.translate(str.maketrans(",.", ".,"))


@pass_context
def _number(context: Context, value: object) -> str:
    return number(value, context["lang"])


def day(value: date | None) -> str:
    """Return a date as it is written here: 02/01/2023."""
    return "–" if value is None else f"{value:%d/%m/%Y}"


def moment(value: datetime | None) -> str:
    """Return a time of the store (UTC) in this machine's zone: `02/01/2023 15:04`."""
    return "–" if value is None else f"{value.replace(tzinfo=UTC).astimezone():%d/%m/%Y %H:%M}"


def json_text(value: object) -> str:
    """Return a value as JSON on one line, for attributes that scripts read."""
    return json.dumps(value, ensure_ascii=False, default=str)
