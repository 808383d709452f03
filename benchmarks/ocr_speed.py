"""Scans against the text they were drawn from: character errors, cells, wrong numbers, CPU time.

    python benchmarks/ocr_speed.py [FILE.pdf...] [--pages 1,12-14] [--scan clean,fax]

Each page of a PDF with a good text layer is drawn as a scan of each kind and read again. Printed a
line a kind: character error rate of the prose, cells alike, wrong numbers that are flagged
(confidence under that of TXT703) and not, right ones flagged, CPU seconds a page (ours +
Tesseract's).
"""

from __future__ import annotations

import argparse
import io
import os
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from extract.document import BlockKind, Document
from extract.options import ReadOptions
from extract.readers.pdf import read
from normalize.checks.confidence import LEAST

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "report.pdf"
NUMBER = re.compile(r"\S*\d\S*")


@dataclass(frozen=True)
class Kind:
    """How a page is scanned: pixels an inch, degrees askew, grain, JPEG quality, a red stamp."""

    dpi: int = 200
    skew: float = 0.3
    grain: float = 6
    quality: int = 75
    stamp: bool = False
    turn: int = 0


KINDS = {
    "clean": Kind(),
    "sharp": Kind(dpi=300, skew=-0.5, grain=3, quality=85),
    "fax": Kind(dpi=150, grain=10, quality=45),
    "crooked": Kind(skew=-2.2, grain=8),
    "stamped": Kind(stamp=True),
    "turned": Kind(turn=180),
}


@dataclass
class Score:
    """Counts over the pages of one kind of scan; times in CPU seconds."""

    letters: int = 0
    errors: int = 0
    cells: int = 0
    alike: int = 0
    caught: int = 0
    missed: list[str] = field(default_factory=list)
    false: int = 0
    numbers: int = 0
    pages: int = 0
    own: float = 0.0
    tool: float = 0.0


def scan(page: object, kind: Kind) -> Image.Image:
    image = page.render(scale=kind.dpi / 72).to_pil().convert("RGB")  # type: ignore[attr-defined]
    if kind.stamp:
        ink = Image.new("RGB", image.size, (255, 255, 255))
        pen, inch = ImageDraw.Draw(ink), kind.dpi
        for x, y in ((0.55, 0.35), (0.3, 0.6)):
            left, top = x * image.width, y * image.height
            box = (left, top, left + 1.4 * inch, top + 1.4 * inch)
            pen.ellipse(box, outline=(225, 60, 70), width=inch // 25)
            pen.text((left + 0.3 * inch, top + 0.6 * inch), "* ỦY BAN *", fill=(225, 60, 70))
        image = ImageChops.multiply(image, ink)  # ink on ink: black stays black
    image = image.rotate(-kind.skew, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    image = image.rotate(-kind.turn, expand=True)
    rng = np.random.default_rng(1)
    grain = rng.normal(-4, kind.grain, (image.height, image.width, 1))
    return Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))


def drawn(path: Path, numbers: list[int], kind: Kind) -> bytes:
    with pypdfium2.PdfDocument(path) as document:
        images = [scan(document[n - 1], kind) for n in numbers]
    out = io.BytesIO()
    more = {"save_all": True, "append_images": images[1:]}
    images[0].save(out, "PDF", resolution=kind.dpi, quality=kind.quality, **more)
    return out.getvalue()


def folded(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def prose(document: Document, page: int) -> str:
    blocks = [b for b in document.blocks if b.page == page and b.kind is not BlockKind.TABLE]
    return folded(" ".join(block.text for block in blocks))


def tables(document: Document, page: int) -> list[dict[tuple[int, int], tuple[str, float]]]:
    found = []
    for block in document.blocks:
        if block.table is not None and block.page == page:
            found.append(
                {
                    (c.row, c.col): (
                        folded(c.text).replace(" ", ""),
                        min((s.place.confidence or 0.0 for s in c.spans), default=100.0),
                    )
                    for c in block.table.cells
                }
            )
    return found


def compare(score: Score, good: Document, read_again: Document, page: int, other: int) -> None:
    a, b = prose(good, page), prose(read_again, other)
    score.letters += len(a)
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    score.errors += max(len(a), len(b)) - sum(block.size for block in blocks)
    for ours, theirs in zip(tables(good, page), tables(read_again, other), strict=False):
        for at, (text, _) in ours.items():
            seen, sure = theirs.get(at, ("", 0.0))
            score.cells += 1
            score.alike += seen == text
            note(score, text, seen, sure)
    words = Counter(NUMBER.findall(a))
    for block in read_again.blocks:
        if block.page != other or block.kind is BlockKind.TABLE:
            continue
        for span in block.spans:
            word = folded(block.text[span.start : span.end])
            if not NUMBER.fullmatch(word):
                continue
            score.numbers += 1
            right = any(word in known for known in words)
            unsure = (span.place.confidence or 0.0) < LEAST
            score.caught += not right and unsure
            score.false += right and unsure
            if not right and not unsure:
                score.missed.append(word)


def note(score: Score, text: str, seen: str, sure: float) -> None:
    if not (NUMBER.fullmatch(text) or NUMBER.fullmatch(seen)):
        return
    score.numbers += 1
    if seen == text:
        score.false += sure < LEAST
    elif sure < LEAST:
        score.caught += 1
    else:
        score.missed.append(f"{text}→{seen}")


def pages_of(words: str, count: int) -> list[int]:
    numbers: list[int] = []
    for part in words.split(","):
        first, _, last = part.partition("-")
        numbers += range(int(first), int(last or first) + 1)
    return [n for n in numbers if n <= count]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[SAMPLE])
    parser.add_argument("--pages", default="1,13-14")
    parser.add_argument("--scan", default=",".join(KINDS))
    parser.add_argument("--show", action="store_true", help="print the wrong numbers not flagged")
    options = parser.parse_args()
    for name in options.scan.split(","):
        score = Score()
        for path in options.files:
            good = read(path.read_bytes(), path.name, ReadOptions(ocr="never"))
            numbers = pages_of(options.pages, len(good.pages))
            data = drawn(path, numbers, KINDS[name])
            begun = os.times()
            again = read(data, path.name, ReadOptions(timeout=3600))
            ended = os.times()
            score.own += ended.user + ended.system - begun.user - begun.system
            score.tool += ended.children_user - begun.children_user
            score.tool += ended.children_system - begun.children_system
            for other, page in enumerate(numbers, start=1):
                compare(score, good, again, page, other)
            score.pages += len(numbers)
        print(
            f"{name:8} pages {score.pages:3}  "
            f"CER {100 * score.errors / max(score.letters, 1):5.2f} %"
            f"  cells {score.alike}/{score.cells}  numbers {score.numbers}: wrong flagged "
            f"{score.caught}, not {len(score.missed)}, right flagged {score.false}  "
            f"CPU {score.own / score.pages:.2f} + {score.tool / score.pages:.2f} s/page"
        )
        if options.show and score.missed:
            print("         ", score.missed)


if __name__ == "__main__":
    main()
