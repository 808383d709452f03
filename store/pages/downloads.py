"""Files that a page sends: their names, and that they are kept, not shown."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

from store.pages.spooling import safe_name

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "parquet": "application/vnd.apache.parquet",
}


def download(content: bytes, name: str, media_type: str | None = None) -> Response:
    """Return a file to keep under a name; its type is told by its suffix when not given."""
    kind = media_type or TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    return Response(content, media_type=kind, headers={"Content-Disposition": disposition(name)})


def disposition(name: str) -> str:
    """Return the header that names a file to keep, whatever letters its name has.

    Source: RFC 6266, RFC 8187.
    """
    safe = safe_name(name)
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._- ()") else "_" for c in safe)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"
