"""The Tesseract program: pictures in, words with boxes and confidences out.

All pictures of a call go to one process as the frames of a TIFF: starting it costs more than
reading a table's cell.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from extract.errors import LimitError, MissingToolError
from extract.ocr.hocr import SeenLine, parse_hocr

Picture = NDArray[np.uint8]  # rows × columns, grey: 0 black, 255 white

LANGUAGE = "vie"
PAGE, BLOCK, LINE, WORD = 3, 6, 7, 8  # page segmentation modes: what the picture holds


def recognize(
    pictures: Sequence[Picture],
    dpi: float,
    mode: int,
    *,
    only: str = "",
    timeout: float = 300.0,
) -> list[list[SeenLine]]:
    """Return the lines that each picture shows, in pixels of that picture.

    Args:
        pictures: grey pictures, text upright.
        dpi: pixels an inch.
        mode: Tesseract's page segmentation mode.
        only: the characters that may be read; all when empty.
        timeout: seconds after which the program is stopped.

    Raises:
        LimitError: when it takes longer.
        MissingToolError: when Tesseract or its Vietnamese data are not installed.
    """
    if not pictures:
        return []
    tool = find_tool()
    options = ["-c", f"tessedit_char_whitelist={only}"] if only else []
    command = [tool, "stdin", "stdout", "-l", LANGUAGE, "--psm", str(mode), "--dpi", f"{dpi:.0f}"]
    try:
        done = subprocess.run(
            [*command, *options, "hocr"],
            input=_tiff(pictures),
            capture_output=True,
            timeout=timeout,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LimitError(
            "Nhận dạng chữ (OCR) quá thời gian cho phép nên đã dừng.",
            "Reading the scan took longer than allowed and was stopped.",
            remedy="Hãy tăng --timeout hoặc chia nhỏ tệp.",
            remedy_en="Raise --timeout or split the file.",
        ) from error
    if done.returncode:
        return [[] for _ in pictures]
    pages = parse_hocr(done.stdout)
    return [pages.get(number, []) for number in range(len(pictures))]


def is_installed() -> bool:
    """Tell whether Tesseract and its Vietnamese data are there."""
    tool = shutil.which("tesseract")
    return tool is not None and LANGUAGE in _languages(tool)


def find_tool() -> str:
    """Return the path of the program.

    Raises:
        MissingToolError: when Tesseract or its Vietnamese data are not installed.
    """
    tool = shutil.which("tesseract")
    if tool is None or LANGUAGE not in _languages(tool):
        raise MissingToolError(
            "Tệp là bản quét, cần Tesseract 5 và dữ liệu tiếng Việt để nhận dạng chữ.",
            "The file is a scan: reading it needs Tesseract 5 and its Vietnamese data.",
            remedy="Cài bằng: sudo apt-get install tesseract-ocr tesseract-ocr-vie",
            remedy_en="Install them: sudo apt-get install tesseract-ocr tesseract-ocr-vie",
        )
    return tool


@cache
def tool_version() -> str:
    """Return the program's own version line, part of what a cached reading depends on."""
    words = _output([find_tool(), "--version"]).splitlines()
    return words[0] if words else "?"


@cache
def _languages(tool: str) -> frozenset[str]:
    return frozenset(_output([tool, "--list-langs"]).split())


def _output(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr


def _tiff(pictures: Sequence[Picture]) -> bytes:
    first, *rest = [Image.fromarray(picture) for picture in pictures]
    buffer = io.BytesIO()
    first.save(buffer, "TIFF", save_all=bool(rest), append_images=rest)
    return buffer.getvalue()
