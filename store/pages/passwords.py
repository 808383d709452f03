"""Passwords (argon2), tokens, and how many wrong ones an address may try."""

from __future__ import annotations

import hmac
import threading
import time
from collections import OrderedDict

from store.pages.settings import PageSettings

TRIES = 5  # wrong ones of one address within the window
ALL_TRIES = 50  # of all addresses together
WINDOW = 60.0  # seconds
_TURNS = threading.BoundedSemaphore(2)  # each verification takes 64 MB


class Tries:
    """Wrong passwords of the last minute, by address."""

    def __init__(self) -> None:
        self._failed: OrderedDict[float, str] = OrderedDict()
        self._guard = threading.Lock()

    def too_many(self, address: str) -> bool:
        """Tell whether an address has to wait."""
        with self._guard:
            since = time.monotonic() - WINDOW
            while self._failed and next(iter(self._failed)) < since:
                self._failed.popitem(last=False)
            return (
                len(self._failed) >= ALL_TRIES
                or sum(who == address for who in self._failed.values()) >= TRIES
            )

    def add(self, address: str) -> None:
        """Count a try before it is judged, so that many at once do not slip through."""
        with self._guard:
            self._failed[time.monotonic()] = address

    def forgive(self, address: str) -> None:
        """Forget the tries of an address that knew the password."""
        with self._guard:
            for moment in [m for m, who in self._failed.items() if who == address]:
                del self._failed[moment]


def token_role(settings: PageSettings, token: str) -> str | None:
    """Return what the bearer of a token may do; None when it is none of ours."""
    for secret in settings.tokens:
        if hmac.compare_digest(secret.value.encode(), token.encode()):
            return secret.role
    return None


def password_role(settings: PageSettings, password: str) -> str | None:
    """Return what a person with a password may do; None when it is wrong. Slow on purpose."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    hasher = PasswordHasher()
    for secret in settings.passwords:
        try:
            with _TURNS:
                hasher.verify(secret.value, password)
        except (VerificationError, InvalidHashError):
            continue
        return secret.role
    return token_role(settings, password)
