"""What the pages refuse: strangers, forged requests, odd paths, large uploads, scripts."""

import http.client
import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from extract.errors import UsageError
from store.commands.serving import serve as serve_command
from store.database import open_store
from store.pages.settings import PageSettings, Secret, may_be_called
from tests.store.factories import report
from tests.store.filling import keep

HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
PASSWORDS = (
    Secret(HASHER.hash("hoa mai vàng"), "reviewer"),
    Secret(HASHER.hash("chỉ xem"), "reader"),
)
Serve = Callable[..., str]
Connect = Callable[[str], httpx.Client]


def token_of(client: httpx.Client, path: str = "/") -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def enter(client: httpx.Client, password: str) -> httpx.Response:
    form = {"csrf": token_of(client, "/login"), "name": "Lê Hoa", "password": password}
    return client.post("/login", data=form)


def test_who_has_not_logged_in_is_sent_to_the_door(serve: Serve, database: Path) -> None:
    address = serve(database, passwords=PASSWORDS)
    for path in ("/", "/sql", "/inbox/progress", "/nowhere"):
        answer = httpx.get(address + path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert httpx.post(address + "/inbox/files").status_code == 401


def test_right_password_lets_in_and_logging_out_ends_it(
    serve: Serve, look: Callable[..., Page], database: Path
) -> None:
    shown = look(serve(database, passwords=PASSWORDS) + "/")
    shown.get_by_label("Họ tên").fill("Lê Hoa")
    shown.get_by_label("Mật khẩu").fill("hoa mai vàng")
    shown.keyboard.press("Enter")
    expect(shown.get_by_role("heading", name="Hộp đến")).to_be_visible()
    expect(shown.locator(".user")).to_have_text("Lê Hoa")
    shown.get_by_role("button", name="Đăng xuất").click()
    shown.goto(shown.url.replace("/login", "/sql"))
    expect(shown.get_by_role("heading", name="Đăng nhập")).to_be_visible()


def test_wrong_passwords_are_refused_and_then_have_to_wait(
    serve: Serve, connect: Connect, database: Path
) -> None:
    address = serve(database, passwords=PASSWORDS)
    tries = [enter(connect(address), "sai").status_code for _ in range(6)]
    assert tries == [403] * 5 + [429]
    # Whoever guesses does not get in by guessing right now.
    client = connect(address)
    answer = enter(client, "hoa mai vàng")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
    assert client.get("/").status_code == 303


def test_session_has_another_name_after_the_login(
    serve: Serve, connect: Connect, database: Path
) -> None:
    client = connect(serve(database, passwords=PASSWORDS))
    form = {"csrf": token_of(client, "/login"), "password": "hoa mai vàng"}
    planted = dict(client.cookies)
    client.post("/login", data=form)
    assert client.get("/").status_code == 200
    assert httpx.get(str(client.base_url), cookies=planted).status_code == 303


def test_forged_cookie_is_no_session(serve: Serve, connect: Connect, database: Path) -> None:
    address = serve(database, passwords=PASSWORDS)
    client = connect(address)
    enter(client, "hoa mai vàng")
    (name, value), *_ = client.cookies.items()
    assert httpx.get(address, cookies={name: value}).status_code == 200
    assert httpx.get(address, cookies={name: value[:-1] + "x"}).status_code == 303
    assert httpx.get(address, cookies={name: value.partition(".")[0]}).status_code == 303


def test_cookie_is_kept_from_scripts_and_other_sites(serve: Serve, database: Path) -> None:
    cookie = httpx.get(serve(database)).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_reader_may_look_but_not_change(serve: Serve, connect: Connect, database: Path) -> None:
    client = connect(serve(database, passwords=PASSWORDS))
    enter(client, "chỉ xem")
    inbox = client.get("/").text
    assert "Chỉ xem" in inbox
    assert 'id="drop"' not in inbox
    answer = client.post(
        "/inbox/files", files={"files": ("a.txt", b"x")}, headers={"X-CSRF-Token": token_of(client)}
    )
    assert answer.status_code == 403


def test_read_only_pages_take_nothing(serve: Serve, connect: Connect, database: Path) -> None:
    client = connect(serve(database, read_only=True))
    answer = client.post(
        "/inbox/files", files={"files": ("a.txt", b"x")}, headers={"X-CSRF-Token": token_of(client)}
    )
    assert answer.status_code == 403


def test_token_opens_by_header_and_by_address(
    serve: Serve, connect: Connect, database: Path
) -> None:
    address = serve(database, tokens=(Secret("t0ken", "reviewer"),))
    bearer = {"Authorization": "Bearer t0ken"}
    assert httpx.get(address + "/sql", headers=bearer).status_code == 200
    assert httpx.get(address + "/sql", headers={"Authorization": "Bearer no"}).status_code == 303
    client = connect(address)
    assert client.get("/login", params={"token": "no"}).status_code == 403
    assert client.get("/login", params={"token": "t0ken"}).status_code == 303
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example"}, 421),
        ({"Host": "trichluc@evil.example"}, 421),
        ({"Host": ""}, 421),
        ({"Host": "localhost:9"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
    ],
    ids=["stranger", "suffix", "user", "none", "localhost", "picture-of-a-stranger"],
)
def test_names_and_places_a_request_may_come_from(
    serve: Serve, database: Path, headers: dict[str, str], status: int
) -> None:
    assert httpx.get(serve(database), headers=headers).status_code == status


@pytest.mark.parametrize(
    ("settings", "name", "may"),
    [
        ({}, "127.0.0.1", True),
        ({}, "::1", True),
        ({}, "192.168.1.5", False),
        ({"host": "0.0.0.0"}, "192.168.1.5", True),
        ({"host": "0.0.0.0"}, "evil.example", False),
        ({"host": "0.0.0.0", "allowed_hosts": ("so.khanhhoa.vn",)}, "SO.khanhhoa.vn.", True),
        ({"host": "tram.local"}, "tram.local", True),
    ],
)
def test_names_the_pages_may_be_called_by(
    settings: dict[str, object], name: str, may: bool
) -> None:
    assert may_be_called(PageSettings(Path("x"), **settings), name) is may


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-CSRF-Token": "guessed"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=["no-token", "guessed-token", "foreign-origin", "null-origin", "cross-site", "same-site"],
)
def test_forged_changes_are_refused(
    serve: Serve, connect: Connect, database: Path, headers: dict[str, str]
) -> None:
    client = connect(serve(database))
    token = token_of(client)
    # All but the first two bear the right token: the origin alone must be enough to refuse.
    given = headers if not headers or "X-CSRF-Token" in headers else {"X-CSRF-Token": token}
    answer = client.post("/inbox/files", files={"files": ("a.txt", b"x")}, headers=given | headers)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/..\\app.py",
        "/static/",
    ],
)
def test_paths_out_of_the_folder_are_refused(serve: Serve, database: Path, path: str) -> None:
    # Sent as it is: other clients tidy such paths up before they ask.
    host, port = serve(database).removeprefix("http://").split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=10)
    connection.request("GET", path)
    assert connection.getresponse().status == 404
    connection.close()


def test_oversize_upload_is_refused(serve: Serve, connect: Connect, database: Path) -> None:
    client = connect(serve(database, upload_limit=2000))
    headers = {"X-CSRF-Token": token_of(client)}
    files = {"files": ("a.txt", b"x" * 4000)}
    assert client.post("/inbox/files", files=files, headers=headers).status_code == 413


def test_oversize_upload_that_hides_its_size_is_refused(
    serve: Serve, connect: Connect, database: Path
) -> None:
    client = connect(serve(database, upload_limit=2000))
    envelope = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n'
    headers = {
        "X-CSRF-Token": token_of(client),
        "Content-Type": "multipart/form-data; boundary=x",
    }
    body = iter([envelope, *[b"x" * 500] * 8, b"\r\n--x--\r\n"])
    assert client.post("/inbox/files", content=body, headers=headers).status_code == 413
    assert not database.with_name("store.duckdb.inbox").exists()


def test_oversize_upload_is_told_before_it_is_sent(
    serve: Serve, look: Callable[..., Page], database: Path, tmp_path: Path
) -> None:
    shown = look(serve(database, upload_limit=1 << 20) + "/")
    large = tmp_path / "lớn.pdf"
    large.write_bytes(b"%PDF" + bytes(2 << 20))
    shown.set_input_files("#files", str(large))
    expect(shown.get_by_role("alert")).to_contain_text("lớn hơn 1 MB")


def test_too_many_files_are_refused(serve: Serve, connect: Connect, database: Path) -> None:
    client = connect(serve(database, upload_files=2))
    files = [("files", (f"{n}.txt", b"x")) for n in range(3)]
    answer = client.post("/inbox/files", files=files, headers={"X-CSRF-Token": token_of(client)})
    assert answer.status_code == 400


def test_script_in_a_title_stays_text(
    serve: Serve, look: Callable[..., Page], database: Path
) -> None:
    title = "<script>document.title='hacked'</script><img src=x onerror=alert(1)>"
    with open_store(database, read_only=False) as store:
        keep(store, report(f"{title[:40]}.docx", agency_name=title, title=title))
        store.checkpoint()
    shown = look(serve(database) + "/")
    expect(shown.locator(".grid")).to_contain_text("<script>document.title")
    assert shown.title() == "Hộp đến · Trích lục"
    assert shown.locator("main img, main script").count() == 0


def test_every_answer_tells_the_browser_to_be_careful(serve: Serve, database: Path) -> None:
    address = serve(database)
    for path in ("/", "/sql", "/nowhere", "/static/keys.js"):
        headers = httpx.get(address + path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
    assert httpx.get(address).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("back", ["//evil.example/", "/\\evil.example", "https://evil.example/"])
def test_language_switch_leads_to_no_stranger(
    serve: Serve, connect: Connect, database: Path, back: str
) -> None:
    client = connect(serve(database))
    form = {"csrf": token_of(client), "to": "en", "back": back}
    assert client.post("/language", data=form).headers["location"] == "/"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--host", "0.0.0.0"], "a password is needed"),
        (["--host", "192.0.2.1"], "cannot be opened"),
    ],
    ids=["open-door", "not-ours"],
)
def test_serve_refuses(database: Path, arguments: list[str], told: str) -> None:
    words = ["--db", str(database), "--port", "0", *arguments]
    answer = CliRunner().invoke(serve_command, words)
    assert isinstance(answer.exception, UsageError)
    assert told in answer.exception.message_en
