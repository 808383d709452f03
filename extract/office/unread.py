"""What a Word file shows that is no text of its own: told in a note, never dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extract.document import ReadNote
from extract.office.formats import W

Element = Any

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_LARGE = 2_880_000  # EMU, eight centimeters: a logo or a signature is smaller
_NAMES = {
    "chunk": ("tài liệu ghép", "joined documents (altChunk)"),
    "chart": ("biểu đồ", "charts"),
    "diagram": ("sơ đồ SmartArt", "SmartArt diagrams"),
    "object": ("đối tượng nhúng", "embedded objects"),
    "picture": ("hình ảnh lớn", "large pictures"),
}


def unread_notes(body: Element) -> Iterator[ReadNote]:
    """Yield one note that counts what the body shows and was not read."""
    counts = {kind: count for kind, count in _counts(body).items() if count}
    if counts:
        told = ", ".join(f"{count} {_NAMES[kind][0]}" for kind, count in counts.items())
        told_en = ", ".join(f"{count} {_NAMES[kind][1]}" for kind, count in counts.items())
        yield ReadNote(
            "not-read",
            f"Không đọc nội dung bên trong của: {told}. Hãy xem tệp gốc.",
            f"What is inside of these was not read: {told_en}. See the file itself.",
        )


def _counts(body: Element) -> dict[str, int]:
    counts = dict.fromkeys(_NAMES, 0)
    counts["chunk"] = sum(1 for _ in body.iter(W + "altChunk"))
    counts["object"] = sum(1 for _ in body.iter(_OBJECT))
    for data in body.iter(_DRAWING):
        kind = data.get("uri", "").rpartition("/")[2]
        if kind in ("chart", "diagram"):
            counts[kind] += 1
        elif kind == "picture":
            extent = data.getparent().getparent().find(_EXTENT)
            if extent is not None and _is_large(extent):
                counts[kind] += 1
    return counts


def _is_large(extent: Element) -> bool:
    sides = (extent.get("cx", ""), extent.get("cy", ""))
    return all(side.isdecimal() and int(side) >= _LARGE for side in sides)
