"""Unseen reports as paper comes back from a scanner: printed, stamped, signed, worn, scanned.

Deterministic: the same report, wear and machine fonts give the same bytes.
"""

from __future__ import annotations

import io
import math
import random
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
import numpy as np
import pypdfium2
from docx.shared import Cm, Pt
from model import SampleReport
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from unseen import Unseen
from writers import write_docx

FONTS = (
    ("Liberation Serif", 13),
    ("DejaVu Serif", 11),
    ("Liberation Sans", 12),
    ("Liberation Serif", 14),
    ("DejaVu Sans Condensed", 11),
    ("Liberation Serif", 12),
)
_HAND = "DejaVuSans-Oblique.ttf"
_RED, _BLUE, _WHITE = (214, 48, 62), (38, 52, 150), (255, 255, 255)


@dataclass(frozen=True)
class Wear:
    """What paper and scanner do to a page; angles in degrees clockwise, blur in points."""

    dpi: int = 200
    skew: float = 0.0
    turn: int = 0
    quality: int = 75  # of JPEG; 0 keeps the picture as it is
    grain: float = 4.0  # standard deviation of the sensor's noise
    specks: float = 0.0  # share of pixels that are black or white by chance
    blur: float = 0.0
    light: float = 0.0  # how much darker one side is, 0–1
    ink: int = 10  # grey of the print
    fading: float = 0.0  # share of the ink that did not take
    folds: int = 0
    border: float = 0.0  # points of black beside the sheet
    behind: float = 0.0  # how much of the next page shows through, 0–1
    stamp: bool = False
    hand: bool = False  # own number and day written by hand
    bilevel: bool = False
    color: bool = False
    two_up: bool = False
    form: str = "pdf"


WEARS = {
    "clean": Wear(),
    "300 dpi": Wear(dpi=300, grain=3, quality=85),
    "150 dpi": Wear(dpi=150),
    "400 dpi": Wear(dpi=400, quality=60),
    "crooked": Wear(skew=1.8),
    "crooked 300": Wear(dpi=300, skew=-1.3),
    "upside down": Wear(turn=180, skew=0.4),
    "on its side": Wear(turn=90),
    "other side": Wear(turn=270, skew=-0.6),
    "stamped": Wear(stamp=True, color=True),
    "stamped, JPEG 40": Wear(dpi=300, stamp=True, color=True, quality=40, skew=0.5),
    "JPEG 30": Wear(quality=30),
    "specks": Wear(specks=0.012, quality=0, form="tiff"),
    "grain": Wear(grain=22, quality=70),
    "blurred": Wear(dpi=300, blur=0.35),
    "uneven light": Wear(light=0.45, skew=-0.5, color=True),
    "faint": Wear(ink=135, fading=0.25, grain=6),
    "folded": Wear(folds=3, light=0.1),
    "black borders": Wear(border=26, skew=1.0),
    "shows through": Wear(behind=0.16),
    "black and white": Wear(bilevel=True, quality=0, skew=-0.7, form="tiff"),
    "two to a sheet": Wear(dpi=300, two_up=True),
    "by hand": Wear(hand=True, color=True, stamp=True),
    "worn": Wear(skew=-1.1, grain=12, quality=45, stamp=True, color=True, light=0.25, folds=1),
}


def print_reports(reports: Sequence[Unseen], wears: Sequence[Wear]) -> list[bytes]:
    """Return each report as the PDF that LibreOffice prints of its Word file."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        names = []
        for number, (unseen, wear) in enumerate(zip(reports, wears, strict=True)):
            path = folder / f"{number:03}.docx"
            report = _blanked(unseen.report, unseen) if wear.hand else unseen.report
            write_docx(report, path)
            _set(path, *FONTS[[*WEARS.values()].index(wear) % len(FONTS)])
            names.append(str(path))
        command = ["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", scratch, *names]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return [Path(name).with_suffix(".pdf").read_bytes() for name in names]


def scan(pdf: bytes, unseen: Unseen, wear: Wear, seed: int = 1) -> bytes:
    """Return a printed report as its scan: a PDF of pictures, a TIFF or a PNG of its pages."""
    pages = [_scanned(image, wear, seed + n) for n, image in enumerate(_sheets(pdf, unseen, wear))]
    out = io.BytesIO()
    first, *rest = pages
    if wear.form == "png":
        first.save(out, "PNG", dpi=(wear.dpi, wear.dpi))
    elif wear.form == "tiff":
        more = {"save_all": True, "append_images": rest, "dpi": (wear.dpi, wear.dpi)}
        first.save(out, "TIFF", compression="group4" if wear.bilevel else "tiff_lzw", **more)
    else:
        how = {"quality": wear.quality or 95, "resolution": wear.dpi}
        first.save(out, "PDF", save_all=True, append_images=rest, **how)
    return out.getvalue()


def _blanked(report: SampleReport, unseen: Unseen) -> SampleReport:
    """Return the report with room for its number and day."""
    values = {name: getattr(report, name) for name in report.__dataclass_fields__}
    values["number"] = f"Số:              /{unseen.symbol}"
    day = f"ngày {unseen.issued_on:%d} tháng"
    values["place_date"] = report.place_date.replace(day, "ngày        tháng")
    return SampleReport(**values)


def _set(path: Path, font: str, size: int) -> None:
    """Set a Word file in another font on A4; give lists of documents wide columns."""
    document = docx.Document(str(path))
    for number, section in enumerate(document.sections):
        sides = (Cm(21), Cm(29.7)) if number == 0 else (Cm(29.7), Cm(21))
        section.page_width, section.page_height = sides
        section.left_margin, section.right_margin = Cm(2.5), Cm(1.5)
        section.top_margin = section.bottom_margin = Cm(1.5)
    document.styles["Normal"].font.name = font
    document.styles["Normal"].font.size = Pt(size)
    widths = {2: (7.5, 10), 4: (1.2, 11, 9, 3)}
    for table in document.tables:
        for row in table.rows if len(table.columns) in widths else ():
            for cell, width in zip(row.cells, widths[len(table.columns)], strict=True):
                cell.width = Cm(width)
    document.save(str(path))


def _sheets(pdf: bytes, unseen: Unseen, wear: Wear) -> list[Image.Image]:
    """Return the sheets as printed, stamped and written on, in color."""
    sheets = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            page = document[number]
            image = page.render(scale=wear.dpi / 72).to_pil().convert("RGB")
            if wear.ink > 10 or wear.fading:
                image = _faded(image, wear, number)
            if wear.stamp:
                image = _stamped(image, page, unseen, wear.dpi, number)
            if wear.hand and number == 0:
                image = _written(image, page, unseen, wear.dpi)
            sheets.append(image)
    if wear.two_up:
        sheets = [_beside(sheets[n : n + 2]) for n in range(0, len(sheets), 2)]
    if wear.behind:
        sheets = [_over(s, sheets[(n + 1) % len(sheets)], wear) for n, s in enumerate(sheets)]
    return sheets


def _faded(image: Image.Image, wear: Wear, seed: int) -> Image.Image:
    """Return a print whose toner is grey and did not take everywhere."""
    grey = np.asarray(image.convert("L")).astype(np.float32)
    height, width = grey.shape
    rng = np.random.default_rng(seed)
    rough = rng.random((height // 6 + 1, width // 6 + 1)).astype(np.float32)
    patchy = Image.fromarray((rough * 255).astype(np.uint8)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    took = 1 - wear.fading * (np.asarray(patchy).astype(np.float32) / 255)
    faded = 255 - (255 - grey) * took * (255 - wear.ink) / 255
    return Image.fromarray(np.clip(faded, 0, 255).astype(np.uint8)).convert("RGB")


def _stamped(image: Image.Image, page: object, unseen: Unseen, dpi: int, at: int) -> Image.Image:
    """Return the page with a round stamp and a signature over its signer, or over some text."""
    spot = _spot(page, unseen.report.signer_name) or _spot(page, unseen.report.signer_title)
    scale, dice = dpi / 72, random.Random(at)
    width, height = image.width / scale, image.height / scale
    x, y = spot[:2] if spot else (dice.uniform(0.3, 0.7) * width, dice.uniform(0.3, 0.6) * height)
    ink = Image.new("RGB", image.size, _WHITE)
    pen = ImageDraw.Draw(ink)
    _ring(ink, (x - 30) * scale, (y - 20) * scale, 50 * scale, unseen.report.agency)
    if spot:
        points = [
            (
                (x + 8 * t + 14 * math.sin(2.1 * t)) * scale,
                (y - 18 + 12 * math.cos(3.3 * t) + t) * scale,
            )
            for t in (n / 6 for n in range(66))
        ]
        pen.line(points, fill=_RED if at % 2 else _BLUE, width=max(round(1.2 * scale), 1))
    return ImageChops.multiply(image, ink)


def _ring(ink: Image.Image, x: float, y: float, radius: float, words: str) -> None:
    """Draw a round stamp: two rings, words along them, a star."""
    pen = ImageDraw.Draw(ink)
    for share, line in ((1.0, 0.05), (0.68, 0.02)):
        r = share * radius
        pen.ellipse((x - r, y - r, x + r, y + r), outline=_RED, width=max(round(line * radius), 1))
    font = ImageFont.truetype("DejaVuSans-Bold.ttf", max(round(0.2 * radius), 6))
    for n, letter in enumerate(f"{words} * "):
        angle = math.pi + 2 * math.pi * n / (len(words) + 3)
        tile = Image.new("RGB", (round(0.3 * radius),) * 2, _WHITE)
        ImageDraw.Draw(tile).text(
            (tile.width / 2, tile.height / 2), letter, _RED, font, anchor="mm"
        )
        tile = tile.rotate(-90 - math.degrees(angle), Image.Resampling.BICUBIC, fillcolor=_WHITE)
        cx, cy = x + 0.84 * radius * math.cos(angle), y + 0.84 * radius * math.sin(angle)
        corner = (round(cx - tile.width / 2), round(cy - tile.height / 2))
        under = ink.crop((*corner, corner[0] + tile.width, corner[1] + tile.height))
        ink.paste(ImageChops.multiply(under, tile), corner)
    star = [
        (x + r * math.sin(n * math.pi / 5), y - r * math.cos(n * math.pi / 5))
        for n in range(10)
        if (r := radius * (0.3 if n % 2 == 0 else 0.12))
    ]
    pen.polygon(star, fill=_RED)


def _written(image: Image.Image, page: object, unseen: Unseen, dpi: int) -> Image.Image:
    """Return the page with its number and day put in by hand."""
    out, scale = image.copy(), dpi / 72
    for anchor, text, shift in (
        (f"/{unseen.symbol}", unseen.number, -34.0),
        ("tháng", f"{unseen.issued_on:%d}", -22.0),
    ):
        spot = _spot(page, anchor)
        if spot is None:
            continue
        dice, x = random.Random(text), (spot[0] + shift) * scale
        for digit in text:
            size = round(dice.uniform(13, 16) * scale)
            font = ImageFont.truetype(_HAND, size)
            tile = Image.new("RGB", (size, round(1.4 * size)), _WHITE)
            ImageDraw.Draw(tile).text((size * 0.2, 0), digit, _BLUE, font)
            tile = tile.rotate(dice.uniform(-14, 10), Image.Resampling.BICUBIC, fillcolor=_WHITE)
            corner = (round(x), round((spot[1] - 13 + dice.uniform(-1.5, 1.5)) * scale))
            under = out.crop((*corner, corner[0] + tile.width, corner[1] + tile.height))
            out.paste(ImageChops.multiply(under, tile), corner)
            x += 0.5 * size
    return out


def _spot(page: object, text: str) -> tuple[float, float] | None:
    """Return where a text begins on a page, in points from the top left; y of its bottom."""
    layer = page.get_textpage()  # type: ignore[attr-defined]
    try:
        found = layer.search(text).get_next()
        if found is None:
            return None
        left, bottom, _, _ = layer.get_charbox(found[0])
        return left, page.get_height() - bottom  # type: ignore[attr-defined]
    finally:
        layer.close()


def _beside(sheets: Sequence[Image.Image]) -> Image.Image:
    """Return two sheets side by side, made smaller as a copier does."""
    height = max(s.height for s in sheets)
    whole = Image.new("RGB", (sum(s.width for s in sheets), height), _WHITE)
    x = 0
    for sheet in sheets:
        whole.paste(sheet, (x, 0))
        x += sheet.width
    return whole


def _over(sheet: Image.Image, behind: Image.Image, wear: Wear) -> Image.Image:
    """Return a sheet through which another one's print shows, mirrored."""
    other = behind.transpose(Image.Transpose.FLIP_LEFT_RIGHT).resize(sheet.size)
    other = other.filter(ImageFilter.GaussianBlur(0.8 * wear.dpi / 72))
    pale = Image.blend(Image.new("RGB", sheet.size, _WHITE), other, wear.behind)
    return ImageChops.multiply(sheet, pale)


def _scanned(image: Image.Image, wear: Wear, seed: int) -> Image.Image:
    """Return a sheet as the scanner gives it."""
    rng, scale = np.random.default_rng(seed), wear.dpi / 72
    if wear.folds:
        image = _folded(image, wear.folds, scale, seed)
    if wear.blur:
        image = image.filter(ImageFilter.GaussianBlur(wear.blur * scale))
    if wear.border:
        framed = Image.new("RGB", image.size, (18, 18, 20))
        shift = round(wear.border * scale)
        framed.paste(image.crop((0, 0, image.width - shift, image.height)), (shift, shift // 3))
        image = framed
    fill = (18, 18, 20) if wear.border else _WHITE
    image = image.rotate(-wear.skew, Image.Resampling.BICUBIC, fillcolor=fill)
    image = image.rotate(-wear.turn, expand=True)
    pixels = np.asarray(image if wear.color else image.convert("L")).astype(np.float32)
    height, width = pixels.shape[:2]
    if wear.light:
        shade = 1 - wear.light * (np.linspace(0, 1, width, dtype=np.float32) ** 2)
        pixels *= shade[None, :, None] if wear.color else shade[None, :]
    if wear.grain:
        noise = rng.standard_normal((height, width), dtype=np.float32) * wear.grain - wear.grain / 3
        pixels += noise[..., None] if wear.color else noise
    pixels = np.clip(pixels, 0, 255)
    if wear.specks:
        lots = rng.random((height, width), dtype=np.float32)
        pixels[lots < wear.specks / 2] = 0
        pixels[lots > 1 - wear.specks / 2] = 255
    out = Image.fromarray(pixels.astype(np.uint8))
    if wear.bilevel:
        cut: NDArray[np.bool_] = np.asarray(out.convert("L")) > 150
        out = Image.fromarray(cut)
    return out


def _folded(image: Image.Image, folds: int, scale: float, seed: int) -> Image.Image:
    """Return a sheet with creases across it: a dark line beside a light one."""
    dice, out = random.Random(seed), image.copy()
    pen = ImageDraw.Draw(out, "RGBA")
    for n in range(folds):
        y = image.height * (n + 1) / (folds + 1) + dice.uniform(-10, 10) * scale
        tilt = dice.uniform(-4, 4) * scale
        width = max(round(0.8 * scale), 1)
        pen.line((0, y, image.width, y + tilt), fill=(120, 120, 120, 150), width=width)
        light = (255, 255, 255, 150)
        pen.line((0, y + width, image.width, y + tilt + width), fill=light, width=width)
    return out
