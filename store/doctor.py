"""What is installed, what is missing, and how to get it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pyarrow as pa

from store.wording import say


@dataclass(frozen=True, slots=True)
class Part:
    """One thing trichluc uses; `found` is its version, None when it is missing."""

    name: str
    purpose: str
    purpose_en: str
    required: bool
    found: str | None
    remedy: str


_TESSDATA = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
)
_PROGRAMS = (
    ("tesseract", "đọc bản quét", "reading scans", "sudo apt-get install tesseract-ocr"),
    (
        "soffice",
        "đọc tệp .doc, .xls, .rtf",
        "reading .doc, .xls, .rtf",
        "sudo apt-get install libreoffice-writer-nogui libreoffice-calc-nogui",
    ),
)


def examine() -> tuple[Part, ...]:
    """Return every part with its state; runs the programs to ask their versions."""
    parts = [
        Part(
            "Python",
            "chạy chương trình",
            "running",
            True,
            ".".join(map(str, sys.version_info[:3])),
            "sudo apt-get install python3",
        )
    ]
    for requirement in requires("trichluc") or ():
        if ";" in requirement:
            continue  # an extra: asked for by name only
        name = requirement.split(">")[0].split("=")[0].split("<")[0].strip()
        parts.append(Part(name, "thư viện", "library", True, _package(name), f"pip install {name}"))
    for program, purpose, purpose_en, remedy in _PROGRAMS:
        parts.append(Part(program, purpose, purpose_en, False, _program(program), remedy))
    data = next((p for d in _TESSDATA if (p := Path(d) / "vie.traineddata").is_file()), None)
    parts.append(
        Part(
            "tesseract vie",
            "nhận dạng chữ Việt",
            "Vietnamese OCR",
            False,
            str(data) if data else None,
            "sudo apt-get install tesseract-ocr-vie",
        )
    )
    return tuple(parts)


def _package(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _program(name: str) -> str | None:
    path = shutil.which(name)
    if path is None:
        return None
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    words = (done.stdout or done.stderr).strip().splitlines()
    return words[0][:60] if words else path


def to_table(parts: tuple[Part, ...], lang: str) -> pa.Table:
    """Return the parts as rows for a person."""
    rows = []
    for part in parts:
        absent = "doctor.missing" if part.required else "doctor.optional"
        rows.append(
            {
                say("doctor.part", lang): part.name,
                say("doctor.state", lang): part.found or say(absent, lang),
                say("doctor.purpose", lang): part.purpose_en if lang == "en" else part.purpose,
                say("doctor.remedy", lang): "" if part.found else part.remedy,
            }
        )
    return pa.Table.from_pylist(rows)


def verdict(parts: tuple[Part, ...], lang: str) -> str:
    """Return one sentence: whether everything needed is there."""
    lacking = any(part.required and part.found is None for part in parts)
    return say("doctor.lacking" if lacking else "doctor.fine", lang)
