"""The door: who has to log in, with a password (argon2) or a token; and the language switch."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from store.pages.passwords import WINDOW, Tries, password_role, token_role
from store.pages.rendering import LANGUAGE_COOKIE, page
from store.pages.sessions import COOKIE, Sessions, cookie_name
from store.pages.settings import PageSettings
from store.pages.words import LANGUAGES

NAME_LENGTH = 60


async def login(request: Request) -> Response:
    """Show the door, or let in who knows the password or shows a token in the address."""
    settings: PageSettings = request.app.state.settings
    tries: Tries = request.app.state.tries
    if not settings.asks_who:
        return RedirectResponse("/", 303)
    given = request.query_params.get("token")
    if request.method == "POST":
        given = request.state.form.get("password", "")
    if given is None:
        return page(request, "login.html", wrong=None)
    address = request.client.host if request.client else "?"
    if tries.too_many(address):
        answer = page(request, "login.html", 429, wrong="login.wait")
        answer.headers["Retry-After"] = f"{WINDOW:.0f}"
        return answer
    tries.add(address)
    if request.method == "POST":
        role = await run_in_threadpool(password_role, settings, given)
    else:
        role = token_role(settings, given)
    if role is None:
        return page(request, "login.html", 403, wrong="login.wrong")
    tries.forgive(address)
    name = " ".join(request.state.form.get("name", "").split()) if request.method == "POST" else ""
    return _enter(request, name[:NAME_LENGTH] or settings.user, role)


def logout(request: Request) -> Response:
    """End the session."""
    sessions: Sessions = request.app.state.sessions
    sessions.end(request.state.session)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(cookie_name(request.app.state.settings), path="/")
    return answer


def choose_language(request: Request) -> Response:
    """Remember the chosen language and go back to the page."""
    back = request.state.form.get("back", "/")
    # Only to a page of ours: `//elsewhere` and `/\elsewhere` are addresses of others.
    inside = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    answer = RedirectResponse(back if inside else "/", 303)
    chosen = request.state.form.get("to", "")
    if chosen in LANGUAGES:
        answer.set_cookie(
            LANGUAGE_COOKIE, chosen, max_age=31536000, httponly=True, samesite="strict"
        )
    return answer


def _enter(request: Request, user: str, role: str) -> Response:
    # A new name for the session: one that was planted before the login is worth nothing after it.
    sessions: Sessions = request.app.state.sessions
    sessions.end(request.state.session)
    session = sessions.begin(user, role)
    answer = RedirectResponse("/", 303)
    name = cookie_name(request.app.state.settings)
    answer.headers.append("Set-Cookie", f"{name}={sessions.cookie(session)}; {COOKIE}")
    return answer


ROUTES: tuple[BaseRoute, ...] = (
    Route("/login", login, methods=["GET", "POST"]),
    Route("/logout", logout, methods=["POST"]),
    Route("/language", choose_language, methods=["POST"]),
)
