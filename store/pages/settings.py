"""What the pages are told when they start: the database, the address, who may do what."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Secret:
    """What lets a person in: an argon2 hash of a password, or a token as it is, and the role."""

    value: str
    role: str  # reviewer, reader


@dataclass(frozen=True, slots=True)
class PageSettings:
    """All that the pages need to know; nothing of it changes while they run.

    `passwords` hold argon2 hashes. Without any password or token everybody who reaches the address
    may read and, unless `read_only`, write: only a loopback address may be served so.
    """

    database: Path
    host: str = "127.0.0.1"
    port: int = 8765
    passwords: tuple[Secret, ...] = ()
    tokens: tuple[Secret, ...] = ()
    read_only: bool = False
    allowed_hosts: tuple[str, ...] = ()  # names that may stand in a request's Host header, besides
    agencies: Path | None = None  # the office's list of who has to report
    user: str = "local"  # who reviews where nobody has to log in
    lang: str = "vi"
    upload_limit: int = 200 * MEGABYTE  # bytes of one request
    upload_files: int = 200  # files of one request
    query_seconds: float = 20.0
    query_rows: int = 1_000  # rows that the console shows at most
    file_rows: int = 100_000  # rows of a file to download at most
    ingest_jobs: int | None = None
    warm: bool = False  # make the pages once before anybody asks

    @property
    def asks_who(self) -> bool:
        """Tell whether a person has to log in."""
        return bool(self.passwords or self.tokens)

    @property
    def loopback(self) -> bool:
        """Tell whether only this machine reaches the pages."""
        return is_loopback(self.host)

    @property
    def spool(self) -> Path:
        """Return where dropped files wait until they are read: beside the database."""
        return self.database.with_name(self.database.name + ".inbox")


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine's own."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def may_be_called(settings: PageSettings, name: str) -> bool:
    """Tell whether a request's Host header may bear this name.

    A page of a stranger can make its own name point to our address (DNS rebinding), so names are
    taken from a list only; an address cannot be made to point elsewhere.
    """
    plain = name.lower().rstrip(".")
    named = {host.lower() for host in settings.allowed_hosts}
    if is_loopback(plain) or plain in named:
        return True
    if settings.loopback:
        return False
    try:
        ipaddress.ip_address(plain.strip("[]"))
    except ValueError:
        return plain in {settings.host.lower(), socket.gethostname().lower()}
    return True
