"""Takes the pictures of the review pages in the README from a real run: `python docs/screens.py`.

The samples are read into a passing store and served on loopback; Chromium looks at the pages.
"""

from __future__ import annotations

import io
import shutil
import socket
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from store.database import open_store
from store.ingest import ingest
from store.pages.app import build_app
from store.pages.settings import PageSettings

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "samples"
SIZE = {"width": 1280, "height": 820}
COLORS = 128  # of a picture: text stays sharp, the file small
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> None:
    """Write `docs/inbox.png`, `docs/report.png` and `docs/counts.png`."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as door:
        database = Path(folder) / "demo.duckdb"
        ingest([SAMPLES], database)
        with open_store(database) as store:
            ((report,),) = store.rows("SELECT doc_id FROM documents WHERE file_name = 'report.pdf'")
        address = _served(database, door)
        pages = {
            "inbox": "/",
            "report": f"/reports/{report}",
            "counts": "/counts?form=II.06a&period=2023Q3",
        }
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=ARGUMENTS
            )
            shown = browser.new_page(viewport=SIZE, locale="vi-VN")
            for name, path in pages.items():
                shown.goto(address + path, wait_until="networkidle")
                _save(shown, HERE / f"{name}.png")
            browser.close()


def _served(database: Path, door: socket.socket) -> str:
    port = door.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(build_app(PageSettings(database, port=port)), log_level="warning")
    )
    threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return f"http://127.0.0.1:{port}"


def _save(shown: Page, path: Path) -> None:
    with Image.open(io.BytesIO(shown.screenshot())) as taken:
        taken.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
