"""`trichluc serve` as a person starts it, and pages beside a batch that writes."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from store.database import open_store
from store.pages.reading import reading
from store.pages.writing import writing
from tests.store.factories import report
from tests.store.filling import keep

COMMAND = [sys.executable, "-m", "cli", "serve", "--lang", "en"]


@contextmanager
def started(*words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    child = subprocess.Popen([*COMMAND, *words], stderr=subprocess.PIPE, text=True)
    assert child.stderr is not None
    try:
        lines = iter(child.stderr.readline, "")
        yield child, next(line.strip() for line in lines if line.startswith("http"))
    finally:
        child.kill()
        child.wait(10)
        child.stderr.close()


def test_serve_begins_with_a_new_store_and_ends_when_told(tmp_path: Path) -> None:
    path = tmp_path / "new.duckdb"
    with started("--db", str(path), "--port", "0") as (child, address):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        answer = httpx.get(address)
        assert answer.status_code == 200
        assert "No report yet" in answer.text
        child.send_signal(signal.SIGTERM)
        assert child.wait(20) in (0, -signal.SIGTERM)
    with open_store(path) as store:
        assert store.rows("SELECT count(*) FROM documents") == [(0,)]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--port", "{taken}"], 2, "Another program may be using the port"),
        (["--port", "0", "--read-only", "--db", "{folder}/none.duckdb"], 5, "no store yet"),
        (["--port", "0", "--password-file", "{folder}/empty"], 2, "holds nothing"),
        (["--port", "0", "--db", "{folder}/empty"], 5, ""),
    ],
    ids=["port-taken", "no-store", "no-password", "no-database"],
)
def test_serve_says_why_it_does_not_start(
    tmp_path: Path, words: list[str], code: int, told: str
) -> None:
    (tmp_path / "empty").write_text("not a store" if "--db" in words else "\n")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        filled = [w.format(taken=port, folder=tmp_path) for w in words]
        ended = subprocess.run(
            [*COMMAND, *filled], capture_output=True, text=True, timeout=60, cwd=tmp_path
        )
    assert (ended.returncode, told in ended.stderr) == (code, True)
    assert "Traceback" not in ended.stderr


def note(request: Request) -> Response:
    with writing(request) as store:
        keep(store, report("noted.docx"))
    return PlainTextResponse("noted")


def count(request: Request) -> Response:
    with reading(request) as store:
        return PlainTextResponse(str(store.rows("SELECT count(*) FROM documents")[0][0]))


ROUTES = (Route("/note", note, methods=["GET", "POST"]), Route("/count", count))
HOLD = """
import sys, time
from pathlib import Path
from store.lock import write_lock
with write_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@contextmanager
def held(database: Path) -> Iterator[int]:
    """Hold the store as a batch of another process does; yield that process's number."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "held\n"
        yield child.pid
    finally:
        child.kill()
        child.wait(10)
        child.stdout.close()


def test_what_a_page_writes_is_read_at_once(
    serve: Callable[..., str], connect: Callable[[str], httpx.Client], database: Path
) -> None:
    client = connect(serve(database, ROUTES))
    assert client.get("/count").text == "0"
    assert client.post("/note", headers=token(client)).text == "noted"
    assert client.get("/count").text == "1"
    # The pages hold nothing: a batch can write.
    with open_store(database, read_only=False) as store:
        keep(store, report("batch.docx"))
        store.checkpoint()
    assert client.get("/count").text == "2"


def test_pages_read_while_a_batch_writes_and_say_who_it_is(
    serve: Callable[..., str], connect: Callable[[str], httpx.Client], database: Path
) -> None:
    client = connect(serve(database, ROUTES))
    assert client.get("/count").text == "0"
    with held(database) as process:
        assert client.get("/count").text == "0"
        assert f"PID {process}" in client.get("/").text
        answer = client.post("/note", headers=token(client))
    assert answer.status_code == 503
    assert "Một đợt xử lý khác đang ghi" in answer.text
    assert f"PID {process}" in answer.text


@pytest.mark.parametrize(
    ("settings", "method", "status"),
    [({"read_only": True}, "POST", 403), ({}, "GET", 405)],
    ids=["read-only", "get"],
)
def test_only_a_reviewer_s_post_writes(
    serve: Callable[..., str],
    connect: Callable[[str], httpx.Client],
    database: Path,
    settings: dict[str, object],
    method: str,
    status: int,
) -> None:
    client = connect(serve(database, ROUTES, **settings))
    assert client.request(method, "/note", headers=token(client)).status_code == status


def broken(request: Request) -> Response:
    raise ZeroDivisionError("a secret of the house")


def test_a_fault_of_ours_tells_nothing_of_the_house(
    serve: Callable[..., str], database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    answer = httpx.get(serve(database, [Route("/broken", broken)]) + "/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers
    assert "a secret of the house" in caplog.text


def token(client: httpx.Client) -> dict[str, str]:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get("/").text)
    assert found
    return {"X-CSRF-Token": found[1]}
