"""The gold set as files, by route: passages one by one, or all plain ones printed and scanned."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pypdfium2
from passages import Label, Passage, read_passages

from extract.text import characters, read_rows

ROOT = Path(__file__).resolve().parents[1]
TRUTH = ROOT / "samples" / "gold" / "truth"
# Groups whose passages stay what they are among others on one page: no blanks, no short forms.
PLAIN = ("administrative", "bodies", "central", "normative", "party")
SCAN_DPI = 200
CODECS = {"tcvn3": "latin-1", "vni": "cp1252"}  # how the bytes of old fonts are shown


@dataclass(frozen=True)
class Labelled:
    """One file with the mentions it holds; `whole` says that keys depend on the one text alone."""

    route: str
    path: Path
    labels: tuple[Label, ...]
    whole: bool = True
    source: str = ""


def gold_files(folder: Path, routes: Iterable[str]) -> Iterator[Labelled]:
    """Write the gold set's files below the folder and yield them, route by route.

    Routes that need a program which is not installed yield nothing.
    """
    passages = read_passages()
    plain = [p for p in passages if p.group in PLAIN and "\n" not in p.text]
    for route in routes:
        if route in ("text", "decomposed"):
            yield from _texts(folder, passages, route)
        elif route in CODECS:
            labels = tuple(label for p in plain for label in p.labels)
            path = _legacy(folder, plain, route)
            yield Labelled(route, path, labels, whole=False, source="passages")
        elif (path := _printed(folder, plain, route)) is not None:
            labels = tuple(label for p in plain for label in p.labels)
            yield Labelled(route, path, labels, whole=False, source="passages")
        yield from _seed(route)


def _texts(folder: Path, passages: Iterable[Passage], route: str) -> Iterator[Labelled]:
    for passage in passages:
        path = folder / f"{passage.group}-{passage.line}-{route}.txt"
        text = passage.text if route == "text" else unicodedata.normalize("NFD", passage.text)
        path.write_text(text, "utf-8")
        yield Labelled(route, path, passage.labels, source=f"{passage.group}:{passage.line}")


def _legacy(folder: Path, passages: Iterable[Passage], encoding: str) -> Path:
    """Write the passages as an old typist's file; capitals with a mark become small letters."""
    letters = {
        characters(row[1]): characters(row[0]) for row in read_rows(f"{encoding}.csv")
    }  # legacy by Unicode
    text = "\n\n".join(p.text for p in passages)
    written = "".join(
        letters.get(c) or letters.get(c.lower(), c) if c > "\x7f" else c for c in text
    )
    path = folder / f"passages-{encoding}.txt"
    path.write_bytes(written.encode(CODECS[encoding], errors="replace"))
    return path


def _printed(folder: Path, passages: Iterable[Passage], route: str) -> Path | None:
    path = folder / "passages.docx"
    if not path.exists():
        made = docx.Document()
        for passage in passages:
            made.add_paragraph(passage.text)
        made.save(str(path))
    if route == "docx":
        return path
    printed = folder / "passages.pdf"
    if not printed.exists():
        office = shutil.which("soffice")
        if office is None:
            return None
        command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), str(path)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return printed if route == "pdf" else _scanned(printed, folder / "passages-scan.pdf")


def _scanned(printed: Path, path: Path) -> Path | None:
    if shutil.which("tesseract") is None:
        return None
    with pypdfium2.PdfDocument(printed) as document:
        pages = [page.render(scale=SCAN_DPI / 72, grayscale=True).to_pil() for page in document]
    out = io.BytesIO()
    more: dict[str, Any] = {"append_images": pages[1:], "resolution": SCAN_DPI, "quality": 85}
    pages[0].save(out, "PDF", save_all=True, **more)
    path.write_bytes(out.getvalue())
    return path


def _seed(route: str) -> Iterator[Labelled]:
    """Yield the real report on its route, where its file is in `samples/`."""
    for at in sorted(TRUTH.glob("*/truth.json")):
        truth = json.loads(at.read_text("utf-8"))
        path = ROOT / "samples" / truth["file"]
        if path.is_file() and {"txt": "text"}.get(path.suffix[1:], path.suffix[1:]) == route:
            labels = tuple(_label(mention) for mention in truth["mentions"])
            yield Labelled(route, path, labels, source=truth["file"])


def _label(mention: dict[str, Any]) -> Label:
    fields = {}
    for name in ("kind", "number", "year_part", "symbol", "issued_on", "citation_key"):
        readings = [mention[name], *mention.get("accept", {}).get(name, [])]
        if name == "number":
            readings = [(r or "").lstrip("0") for r in readings]
        fields[name] = tuple(r or "" for r in readings)
    return Label(fields, mention["grammar"], doubtful=False)
