"""Copies a file in a process of its own: `python -I -S copying.py SOURCE TARGET`.

Closing a database file frees all locks of a process on it (POSIX record locks), the database
engine's among them; so the process that writes a store must never open its file a second time.
"""

import os
import shutil
import sys

CHUNK = 1 << 30


def copy(source: str, target: str) -> None:
    """Copy a file; where the file system can, the copy shares the blocks of the source."""
    with open(source, "rb") as bytes_in, open(target, "wb") as bytes_out:  # noqa: PTH123
        if hasattr(os, "copy_file_range"):
            try:
                while os.copy_file_range(bytes_in.fileno(), bytes_out.fileno(), CHUNK):
                    pass
                return
            except OSError:
                # Another file system, or one that does not know the call: once more, by reading.
                bytes_in.seek(0)
                bytes_out.seek(0)
                bytes_out.truncate()
        shutil.copyfileobj(bytes_in, bytes_out, 1 << 20)


if __name__ == "__main__":
    try:
        copy(*sys.argv[1:])
    except OSError as error:
        sys.exit(error.strerror)
