"""The directory of an OLE compound file (.doc, .xls, .msg): which streams stand at its root.

Source: [MS-CFB] Compound File Binary File Format, 2.2 (header), 2.3 (FAT), 2.6 (directory).
"""

from __future__ import annotations

import struct

ENTRY = 128
SHIFTS = (9, 12)  # a sector has 512 bytes, or 4096
NONE = 0xFFFFFFFA  # from here on a number is no sector: free, end of chain, FAT…
NO_ENTRY = 0xFFFFFFFF
MAX_SECTORS = 4096  # of a directory: 16 k entries at 512 bytes a sector


def stream_names(data: bytes) -> frozenset[str]:
    """Return the names of the streams and storages at the root; empty when the file is torn."""
    try:
        directory = _directory(data)
        root_child = struct.unpack_from("<I", directory, 76)[0]
        return frozenset(_siblings(directory, root_child))
    except (struct.error, IndexError, UnicodeDecodeError):
        return frozenset()


def _directory(data: bytes) -> bytes:
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in SHIFTS:
        return b""
    size = 1 << shift
    sector = struct.unpack_from("<I", data, 48)[0]
    fat_sectors = [s for s in struct.unpack_from("<109I", data, 76) if s < NONE]
    parts: list[bytes] = []
    while sector < NONE and len(parts) < MAX_SECTORS:
        at = (sector + 1) * size
        parts.append(data[at : at + size])
        fat = fat_sectors[sector // (size // 4)]
        sector = struct.unpack_from("<I", data, (fat + 1) * size + sector % (size // 4) * 4)[0]
    return b"".join(parts)


def _siblings(directory: bytes, first: int) -> list[str]:
    """Return the names in the tree of entries that hangs on `first`."""
    names: list[str] = []
    open_entries, seen = [first], set[int]()
    while open_entries:
        entry = open_entries.pop()
        if entry == NO_ENTRY or entry in seen:
            continue
        seen.add(entry)
        at = entry * ENTRY
        length = struct.unpack_from("<H", directory, at + 64)[0]
        names.append(directory[at : at + max(0, length - 2)].decode("utf-16-le"))
        open_entries += struct.unpack_from("<2I", directory, at + 68)
    return names
