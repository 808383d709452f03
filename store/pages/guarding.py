"""The guard before every page: the name we are called by, who asks, and whether we sent them."""

from __future__ import annotations

import hmac
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from store.pages.passwords import token_role
from store.pages.rendering import page, refusal
from store.pages.sessions import COOKIE, Session, Sessions, cookie_name
from store.pages.settings import PageSettings, may_be_called

FORM_LIMIT = 1 << 20  # bytes of a form without files
READS = frozenset({"GET", "HEAD"})
STATIC = "/static/"  # the same for everybody
OPEN = "/login"  # what a person sees before logging in
FORM = "application/x-www-form-urlencoded"

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """Lets a request through to the pages, or answers it."""

    def __init__(self, app: ASGIApp, settings: PageSettings, sessions: Sessions) -> None:
        self.app = app
        self.settings = settings
        self.sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        reply = _Reply(send, request, self.settings, self.sessions)
        request.state.session = Session("")
        limited = _Limited(receive, self.settings.upload_limit)
        answer = self._refused(request)
        plain = request.url.path.startswith(STATIC) and request.method in READS
        if answer is None and not plain:
            answer = self._recognize(request, reply)
        if answer is None and request.method not in READS:
            answer = await self._came_from_us(request, limited)
        if answer is None:
            await self.app(scope, limited, reply)
        else:
            await answer(scope, limited, reply)

    def _refused(self, request: Request) -> Response | None:
        """Refuse what nobody may ask: under a stranger's name, or more than the limit."""
        host = request.headers.get("host", "")
        if not host or not may_be_called(self.settings, name_of(host)):
            return refusal(request, 421, "refused.host")
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self.settings.upload_limit:
            return refusal(request, 413, "refused.too_large")
        site, mode = (request.headers.get(f"sec-fetch-{name}", "") for name in ("site", "mode"))
        if site == "cross-site" and mode != "navigate":
            return refusal(request, 403, "refused.origin")
        return None

    def _recognize(self, request: Request, reply: _Reply) -> Response | None:
        """Find the session, or begin one; send who has to log in to the door."""
        session = self.sessions.find(request.cookies.get(cookie_name(self.settings)))
        bearer = self._bearer(request)
        if bearer is not None:
            # A script that shows its token has no cookie that a stranger's page could use.
            session = Session("", user="token", role=bearer)
            request.state.by_token = True
        elif session is None and request.headers.get("sec-fetch-site") == "cross-site":
            # A link on a stranger's page brings no cookie of ours along; a page of ours does.
            return page(request, "crossing.html")
        elif session is None:
            asked = self.settings.asks_who
            session = self.sessions.begin(
                None if asked else self.settings.user, "reader" if asked else "reviewer"
            )
            reply.session = session
        request.state.session = session
        if self.settings.asks_who and session.user is None:
            path = request.url.path
            if path != OPEN:
                if request.method not in READS or request.headers.get("hx-request"):
                    return refusal(request, 401, "refused.unknown")
                return RedirectResponse("/login", 303)
        return None

    def _bearer(self, request: Request) -> str | None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        return token_role(self.settings, token) if scheme.lower() == "bearer" else None

    async def _came_from_us(self, request: Request, limited: _Limited) -> Response | None:
        """Refuse a change that no page of ours sent."""
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
            return refusal(request, 403, "refused.origin")
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return refusal(request, 403, "refused.origin")
        form: dict[str, str] = {}
        if request.headers.get("content-type", "").partition(";")[0].strip() == FORM:
            body = await limited.whole(FORM_LIMIT)
            if body is None:
                return refusal(request, 413, "refused.too_large")
            pairs = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
            form = {name: values[-1] for name, values in pairs.items()}
        request.state.form = form
        given = request.headers.get("x-csrf-token") or form.get("csrf", "")
        if getattr(request.state, "by_token", False):
            return None
        if not _same(given, request.state.session.csrf):
            return refusal(request, 403, "refused.csrf")
        return None


class _Limited:
    """A request's body, read up to the limit."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit
        self._kept: list[Message] = []

    async def __call__(self) -> Message:
        if self._kept:
            return self._kept.pop(0)
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                raise HTTPException(413)
        return message

    async def whole(self, limit: int) -> bytes | None:
        """Return the whole body, None when it is larger than the limit; it can be read again."""
        kept: list[Message] = []
        body = b""
        while True:
            message = await self._receive()
            if message["type"] != "http.request":
                return None
            kept.append(message)
            part: bytes = message.get("body", b"")
            body += part
            if len(body) > limit:
                return None
            if not message.get("more_body"):
                self._kept = kept
                return body


class _Reply:
    """Adds to each answer what tells the browser to be careful, and a new session's cookie."""

    def __init__(
        self, send: Send, request: Request, settings: PageSettings, sessions: Sessions
    ) -> None:
        self._send = send
        self._request = request
        self._settings = settings
        self._sessions = sessions
        self.session: Session | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if self._request.url.path.startswith(STATIC):
                marked = "v" in self._request.query_params
                lasting = "public, max-age=31536000, immutable" if marked else "no-cache"
                headers["Cache-Control"] = lasting
            else:
                headers.setdefault("Cache-Control", "no-store")
                if self.session is not None:
                    value = self._sessions.cookie(self.session)
                    name = cookie_name(self._settings)
                    headers.append("Set-Cookie", f"{name}={value}; {COOKIE}")
        await self._send(message)


def name_of(host: str) -> str:
    """Return a Host header's name without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _same(given: str, wanted: str) -> bool:
    return bool(wanted) and hmac.compare_digest(given.encode(), wanted.encode())
