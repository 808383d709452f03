"""How a file is to be read: options and limits, the same in every process."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options of one reading; sizes in bytes, time in seconds."""

    ocr: str = "auto"  # "auto", "never", "always"
    cache_dir: str | None = None  # where OCR keeps its readings by picture; None keeps none
    passwords: tuple[str, ...] = ()
    timeout: float = 300.0
    max_bytes: int = 512 * 1024 * 1024
    max_pages: int = 3000
    max_cells: int = 2_000_000
    max_archive_bytes: int = 2 * 1024**3  # unpacked size of a DOCX, XLSX or ZIP
    max_archive_ratio: float = 200.0
    max_xml_depth: int = 256
    max_references: int = 30_000  # 16 KB of memory each; a real report has hundreds
