"""Readings kept by the hash of the picture they were made from, so that a second run is quick."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from extract.ocr.scan import Reading, Shown
from extract.ocr.tesseract import tool_version
from extract.pdf.rulings import Edge, Edges
from extract.pdf.words import Word

RECIPE = 22  # to be raised with every change of how a picture is read


def cached_reading(shown: Shown, folder: str | None, read: Callable[[Shown], Reading]) -> Reading:
    """Return the reading of a page's pictures, from the folder when it has been read before.

    Args:
        shown: the page as rendered.
        folder: where readings are kept; None keeps none.
        read: reads what is not there yet.
    """
    if folder is None:
        return read(shown)
    path = Path(folder) / f"{_key(shown)}.json"
    kept = _load(path)
    if kept is not None:
        return kept
    reading = read(shown)
    _save(path, reading)
    return reading


def _key(shown: Shown) -> str:
    about = f"{RECIPE} {tool_version()} {shown.fine_dpi:.2f} {shown.fine.shape}".encode()
    return hashlib.sha256(about + shown.fine.tobytes()).hexdigest()


def _load(path: Path) -> Reading | None:
    """Return a kept reading; None when there is none, or a torn one."""
    try:
        return _restored(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _restored(kept: dict[str, Any]) -> Reading:
    beside = kept["beside"]
    return Reading(
        tuple(Word(*word) for word in kept["words"]),
        Edges(*([Edge(*edge) for edge in kept[name]] for name in ("vertical", "horizontal"))),
        kept["angle"],
        kept["skew"],
        kept["cut"],
        None if beside is None else _restored(beside),
    )


def _save(path: Path, reading: Reading) -> None:
    """Keep a reading; whoever reads it meanwhile sees none or the whole."""
    text = json.dumps(_written(reading), ensure_ascii=False)
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)  # a full or read-only disk costs time, not the reading


def _written(reading: Reading) -> dict[str, object]:
    return {
        "words": reading.words,
        "vertical": reading.edges.vertical,
        "horizontal": reading.edges.horizontal,
        "angle": reading.angle,
        "skew": reading.skew,
        "cut": reading.cut,
        "beside": None if reading.beside is None else _written(reading.beside),
    }
