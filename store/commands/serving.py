"""Serving the review pages."""

from __future__ import annotations

import getpass
import socket
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extract.errors import UsageError
from store.commands.frame import DB, command

if TYPE_CHECKING:
    from store.pages.settings import PageSettings, Secret

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@command()
@DB
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ / address.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True)
@click.option("--read-only", is_flag=True, help="Chỉ xem, không sửa / nothing can be changed.")
@click.option("--password-file", type=FILE, help="Mật khẩu (dòng 1: rà soát, 2: chỉ xem).")
@click.option("--token-file", type=FILE, help="Mã truy cập, như trên / tokens, likewise.")
@click.option("--allow-host", multiple=True, help="Tên máy được gọi / a name it may be called by.")
@click.option("--agencies", type=FILE, help="Danh sách đơn vị phải báo cáo / who has to report.")
@click.option("--upload-limit", type=click.IntRange(1), default=200, help="MB mỗi lần gửi / MB.")
@click.option("--open", "browser", is_flag=True, help="Mở trình duyệt / open the browser.")
def serve(
    lang: str,
    db: Path | None,
    host: str,
    port: int,
    read_only: bool,
    password_file: Path | None,
    token_file: Path | None,
    allow_host: tuple[str, ...],
    agencies: Path | None,
    upload_limit: int,
    browser: bool,
) -> int:
    """Các trang rà soát trong trình duyệt / the review pages in a browser."""
    import uvicorn

    from store.database import default_path
    from store.pages.app import build_app
    from store.pages.settings import MEGABYTE, PageSettings
    from store.reporting import read_agencies

    if agencies is not None:
        read_agencies(agencies)  # a list that cannot be read is told now
    listening = _listen(host, port)
    settings = PageSettings(
        database=(db or default_path()).resolve(),
        host=host,
        port=listening.getsockname()[1],
        passwords=_secrets(password_file, hashed=True),
        tokens=_secrets(token_file, hashed=False),
        read_only=read_only,
        allowed_hosts=allow_host,
        agencies=agencies,
        user=_user(),
        lang=lang,
        upload_limit=upload_limit * MEGABYTE,
        warm=True,
    )
    with listening:
        _refuse_open_door(settings)
        _prepare(settings)
        address = f"http://{_shown(host)}:{settings.port}/"
        click.echo(address, err=True)
        if browser:
            threading.Timer(0.5, webbrowser.open, [address]).start()
        config = uvicorn.Config(
            build_app(settings),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=3,
        )
        uvicorn.Server(config).run(sockets=[listening])
    return 0


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that holds the address.

    Raises:
        UsageError: when another program has it, or it is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family)
    if sys.platform != "win32":  # there it would let two programs share a port
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host.strip("[]"), port))
        made.listen(128)
    except OSError as error:
        made.close()
        raise UsageError(
            f"Không mở được địa chỉ {host}:{port} ({error.strerror}).",
            f"The address {host}:{port} cannot be opened ({error.strerror}).",
            remedy="Có thể chương trình khác đang dùng cổng này; hãy chọn cổng khác bằng --port.",
            remedy_en="Another program may be using the port; choose another one with --port.",
        ) from error
    return made


def _refuse_open_door(settings: PageSettings) -> None:
    if not settings.loopback and not settings.asks_who:
        raise UsageError(
            f"Mở cho máy khác ({settings.host}) thì phải có mật khẩu.",
            f"To be reached from other machines ({settings.host}) a password is needed.",
            remedy="Hãy thêm --password-file TỆP hoặc --token-file TỆP.",
            remedy_en="Add --password-file FILE or --token-file FILE.",
        )


def _prepare(settings: PageSettings) -> None:
    """Bring the store to this version; make an empty one where there is none yet.

    The first reports can be dropped on the page. A batch that writes just now has done it already.
    """
    from extract.errors import StoreLockedError
    from store.database import open_store

    if settings.read_only:
        open_store(settings.database).close()
        return
    is_new = not settings.database.exists()
    try:
        with open_store(settings.database, read_only=False) as store:
            store.checkpoint()
    except StoreLockedError:
        open_store(settings.database).close()
    if is_new:
        click.echo(f"Đã lập cơ sở dữ liệu mới / a new store: {settings.database}", err=True)


def _secrets(file: Path | None, *, hashed: bool) -> tuple[Secret, ...]:
    """Return a file's secrets: the first line's bearer reviews, the second's only reads.

    Passwords may be written as they are or as argon2 hashes; only their hash is kept.

    Raises:
        UsageError: when the file holds none.
    """
    from argon2 import PasswordHasher

    from store.pages.settings import Secret

    if file is None:
        return ()
    lines = [line.strip() for line in file.read_text(encoding="utf-8-sig").splitlines()]
    found = [line for line in lines if line]
    if not found:
        raise UsageError(
            f"Tệp “{file}” không có dòng nào.",
            f"The file “{file}” holds nothing.",
            remedy="Ghi mật khẩu của người rà soát vào dòng đầu.",
            remedy_en="Write the reviewers' password in the first line.",
        )
    hasher = PasswordHasher()
    roles = ("reviewer", *["reader"] * len(found))
    values = (
        hasher.hash(line) if hashed and not line.startswith("$argon2") else line for line in found
    )
    return tuple(Secret(value, role) for value, role in zip(values, roles, strict=False))


def _shown(host: str) -> str:
    """Return a host as it stands in an address."""
    if host in ("0.0.0.0", "::"):
        return socket.gethostname()
    return f"[{host}]" if ":" in host else host


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "local"


COMMANDS = (serve,)
