"""A batch on a machine without Tesseract: the scan fails with its remedy, the rest is stored."""

import io
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pypdfium2

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "so-y-te-quy-3-2023.pdf"


def picture_pdf() -> bytes:
    with pypdfium2.PdfDocument(SAMPLE) as document:
        image = document[0].render(scale=100 / 72, grayscale=True).to_pil()
    out = io.BytesIO()
    image.save(out, "PDF", resolution=100)
    return out.getvalue()


def test_the_scan_is_told_and_its_neighbors_are_stored(tmp_path: Path) -> None:
    folder, db = tmp_path / "in", tmp_path / "a.duckdb"
    folder.mkdir()
    (folder / "scan.pdf").write_bytes(picture_pdf())
    (folder / "digital.pdf").write_bytes(SAMPLE.read_bytes())
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "ingest", str(folder), "--db", str(db)],
        env={**os.environ, "PATH": "", "TRICHLUC_CACHE": ""},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    with duckdb.connect(str(db), read_only=True) as store:
        rows = dict(store.execute("SELECT file_name, [status, error] FROM documents").fetchall())
    assert rows["digital.pdf"][0] == "ok"
    assert rows["scan.pdf"][0] == "failed"
    assert "apt-get install tesseract-ocr tesseract-ocr-vie" in rows["scan.pdf"][1]
