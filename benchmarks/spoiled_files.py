"""Spoil files and read them: `python benchmarks/spoiled_files.py [FILE…] [--seconds N] [--seed N]`.

Bytes are changed, cut and doubled; inside DOCX and XLSX also the values of the XML, so that the
archive stays whole. Whatever comes in, a report has to come out: an exception or a reading of more
than 15 s is a defect. Prints each with its file, which is kept; exit code 1 when there is any.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Iterator
from pathlib import Path

from extract.options import ReadOptions
from store.task import process

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
OPTIONS = ReadOptions(ocr="never")
SLOW = 15.0  # CPU seconds of one file
STUCK = 60  # seconds after which a reading is given up
_VALUE = re.compile(rb'="([^"<>]*)"')
_VALUES = (b"", b"-1", b"0", b"1.5", b"x", b"NaN", b"1e9", b"2147483648", b"A1:ZZZ9999999")
_WORDS = (
    *(b"<w:tbl>", b"</w:tc>", b"<w:p/>", b'"99999999"', b"&#0;", b"<a:b>", b"\xff\xfe", b"\0"),
    *map(str.encode, ("²", "٣", "\u2028", "31/02/2023", "99999999999999999999/QĐ-UBND")),
)


class _Stuck(BaseException):
    """A reading took too long; no handler of the program may hold it up."""


def spoiled(data: bytes, choose: random.Random) -> bytes:
    """Return the file with some of it changed; an archive mostly stays one."""
    if data.startswith(b"PK") and choose.random() < 0.8:
        return _other_parts(data, choose)
    return _other_bytes(data, choose.choice((1, 2, 5, 20, 100)), choose)


def _other_parts(data: bytes, choose: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        parts = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        hit = set(choose.sample(parts, min(len(parts), 3)))
        for name in old.namelist():
            content = old.read(name)
            if name in hit:
                well_formed = choose.random() < 0.8
                content = (_other_values if well_formed else _other_byte)(content, choose)
            new.writestr(name, content)
    return out.getvalue()


def _other_values(xml: bytes, choose: random.Random) -> bytes:
    found = [match.span(1) for match in _VALUE.finditer(xml)]
    content = bytearray(xml)
    for start, end in sorted(choose.sample(found, min(len(found), 8)), reverse=True):
        content[start:end] = choose.choice((*_VALUES, xml[start:end] * 3))
    return bytes(content)


def _other_byte(data: bytes, choose: random.Random) -> bytes:
    return _other_bytes(data, choose.randrange(1, 4), choose)


def _other_bytes(data: bytes, times: int, choose: random.Random) -> bytes:
    content = bytearray(data)
    for _ in range(times):
        if not content:
            break
        at, length = choose.randrange(len(content)), choose.randrange(1, 2000)
        match choose.randrange(4):
            case 0:
                content[at] = choose.randrange(256)
            case 1:
                content[at : at + choose.randrange(6)] = choose.choice(_WORDS)
            case 2:
                del content[at : at + length]
            case _:
                where = choose.randrange(len(content))
                content[where:where] = content[at : at + length]
    return bytes(content)


def faults(files: list[Path], seconds: float, seed: int) -> Iterator[tuple[Path, bytes, str]]:
    """Yield what went wrong within so many seconds: the file it was made of, its bytes, what."""
    choose, end = random.Random(seed), time.monotonic() + seconds

    def give_up(*_: object) -> None:
        raise _Stuck

    signal.signal(signal.SIGALRM, give_up)
    while time.monotonic() < end:
        file = choose.choice(files)
        data = spoiled(file.read_bytes(), choose)
        began = time.process_time()
        signal.alarm(STUCK)
        try:
            process(data, file.name, OPTIONS)
        except (Exception, _Stuck):  # whatever it is, is what is looked for
            yield file, data, traceback.format_exc(limit=-3)
        finally:
            signal.alarm(0)
        taken = time.process_time() - began
        if taken > SLOW:
            yield file, data, f"{taken:.1f} s"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=1)
    words = parser.parse_args()
    files = words.files or [path for path in sorted(SAMPLES.iterdir()) if path.is_file()]
    kept, seen = Path(tempfile.mkdtemp(prefix="trichluc-spoiled-")), set()
    for file, data, what in faults(files, words.seconds, words.seed):
        if what in seen:
            continue
        seen.add(what)
        place = kept / f"{len(seen)}-{file.name}"
        place.write_bytes(data)
        print(f"{place}\n{what}", flush=True)
    print(f"{len(seen)} faults")
    return 1 if seen else 0


if __name__ == "__main__":
    sys.exit(main())
