"""Who is at the other end: sessions kept here, told by a signed random name in a cookie."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field

from store.pages.settings import PageSettings

SECONDS = 12 * 3600.0  # a working day, and then a person logs in again
COOKIE = "Path=/; HttpOnly; SameSite=Strict"
MOST = 2000  # sessions kept; the longest unused go first


@dataclass(slots=True)
class Session:
    """One browser: its CSRF token, and its person once logged in."""

    name: str
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    user: str | None = None
    role: str = "reader"
    used: float = field(default_factory=time.monotonic)


class Sessions:
    """All sessions of a running server; they end with it."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._kept: OrderedDict[str, Session] = OrderedDict()
        self._guard = threading.Lock()

    def find(self, cookie: str | None) -> Session | None:
        """Return the session that a cookie names, None when forged, forgotten or too old."""
        name, _, mark = (cookie or "").partition(".")
        if not mark or not hmac.compare_digest(mark.encode(), self._mark(name).encode()):
            return None
        with self._guard:
            session = self._kept.get(name)
            if session is None or time.monotonic() - session.used > SECONDS:
                self._kept.pop(name, None)
                return None
            session.used = time.monotonic()
            self._kept.move_to_end(name)
            return session

    def begin(self, user: str | None = None, role: str = "reader") -> Session:
        """Return a new session under a new name."""
        session = Session(secrets.token_urlsafe(24), user=user, role=role)
        with self._guard:
            self._kept[session.name] = session
            while len(self._kept) > MOST:
                # Strangers at the door must not push out who has logged in.
                unknown = (name for name, kept in self._kept.items() if kept.user is None)
                del self._kept[next(unknown, next(iter(self._kept)))]
        return session

    def end(self, session: Session) -> None:
        """Forget a session."""
        with self._guard:
            self._kept.pop(session.name, None)

    def cookie(self, session: Session) -> str:
        """Return what the browser keeps of a session."""
        return f"{session.name}.{self._mark(session.name)}"

    def _mark(self, name: str) -> str:
        return hmac.new(self._key, name.encode(), "sha256").hexdigest()


def cookie_name(settings: PageSettings) -> str:
    """Return the session cookie's name: cookies of one host are shared by all its ports."""
    return f"trichluc_{settings.port}"
