"""A running server on loopback, and one Chromium for the session that looks at it."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.routing import BaseRoute

from store.database import open_store
from store.pages.app import build_app
from store.pages.settings import PageSettings

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Serve = Callable[..., str]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "the pages are tested in a real Chromium; install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages in a context of their own; at the end nothing strange must have happened there."""
    contexts, strange = [], []

    def note_request(url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "data:", "blob:", "about:")):
            strange.append(f"request left this machine: {url}")

    def open_page(address: str, width: int = 1440, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        shown = context.new_page()
        shown.on("request", lambda request: note_request(request.url))
        shown.on("pageerror", lambda error: strange.append(f"script error: {error}"))
        shown.on(
            "console",
            lambda message: message.type == "error" and strange.append(f"console: {message.text}"),
        )
        shown.goto(address)
        return shown

    yield open_page
    for context in contexts:
        context.close()
    assert strange == []


@pytest.fixture
def connect() -> Iterator[Callable[[str], httpx.Client]]:
    """Return a function that makes a browser without a screen: it keeps cookies, and is closed."""
    with ExitStack() as opened:
        yield lambda address: opened.enter_context(httpx.Client(base_url=address, timeout=20))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return an empty store."""
    path = tmp_path / "store.duckdb"
    with open_store(path, read_only=False) as store:
        store.checkpoint()
    return path


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Return a function that serves a database and returns the address, `http://127.0.0.1:n`."""
    with _serving() as made:
        yield made


class _serving:
    """Servers in threads, ended together."""

    def __init__(self) -> None:
        self.running: list[tuple[uvicorn.Server, threading.Thread, socket.socket]] = []

    def __enter__(self) -> Serve:
        return self.start

    def start(self, database: Path, routes: Sequence[BaseRoute] = (), **settings: object) -> str:
        listening = socket.create_server(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        asked = replace(PageSettings(database, port=port, user="Lê Thị Hoa"), **settings)
        app = build_app(asked)
        app.router.routes += routes
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1, ws="none")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        self.running.append((server, thread, listening))
        deadline = time.monotonic() + 10
        while not server.started:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.01)
        return f"http://127.0.0.1:{port}"

    def __exit__(self, *error: object) -> None:
        for server, _, _ in self.running:
            server.should_exit = True
        for _, thread, listening in self.running:
            thread.join(10)
            listening.close()
