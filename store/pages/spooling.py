"""Dropped files on their way in: their names made safe, kept in a folder until they are read."""

from __future__ import annotations

import secrets
import shutil
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO

NAME_BYTES = 180  # of a file's name: Linux allows 255, and copying programs add to it
CHUNK = 1 << 20
# Names that Windows takes for devices. Source: Microsoft, Naming Files, Paths, and Namespaces.
DEVICES = frozenset({"con", "prn", "aux", "nul"}) | {
    f"{d}{n}" for d in ("com", "lpt") for n in range(10)
}
FORBIDDEN = '<>:"/\\|?*'


def safe_name(given: str) -> str:
    r"""Return a file's name without folders, and of letters that every system takes.

    `../../etc/passwd` → `passwd`, `C:\\báo cáo.docx` → `báo cáo.docx`.
    """
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    plain = "".join(
        letter if letter.isprintable() and letter not in FORBIDDEN else "_" for letter in last
    ).strip(" ")
    path = PurePosixPath(plain.lstrip(".").rstrip(". ") or "_")
    stem, suffix = path.stem, path.suffix[:16]
    if stem.partition(".")[0].lower() in DEVICES:
        stem = f"_{stem}"
    # A Windows suffix of a full name must survive: it tells readers what the file is.
    while len((stem + suffix).encode()) > NAME_BYTES:
        stem = stem[:-1]
    return stem + suffix


def spool(root: Path, files: Iterable[tuple[str, BinaryIO]]) -> tuple[Path, int]:
    """Keep files in a new folder below `root`; return it and how many there are.

    Files of the same name are told apart by a number: none takes the place of another.

    Raises:
        OSError: when they cannot be written; nothing is left then.
    """
    # Written beside and renamed when whole: a folder that stands there can be read.
    mark = f"{datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
    partial, folder = root / f".{mark}", root / mark
    partial.mkdir(parents=True)
    count = 0
    try:
        for given, content in files:
            with _unused(partial, safe_name(given)).open("xb") as target:
                shutil.copyfileobj(content, target, CHUNK)
            count += 1
        partial.rename(folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return folder, count


def waiting(root: Path) -> list[Path]:
    """Return the folders that wait to be read, the oldest first; sweep away half-written ones."""
    if not root.is_dir():
        return []
    for partial in root.glob(".*"):
        shutil.rmtree(partial, ignore_errors=True)
    return sorted(path for path in root.iterdir() if path.is_dir())


def _unused(folder: Path, name: str) -> Path:
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    return path
