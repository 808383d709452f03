"""Small scans made in code: a piece of a sample's page as a picture, put into a PDF."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

SAMPLE = Path(__file__).resolve().parents[3] / "samples" / "report.pdf"
DPI = 200

Scan = Callable[..., Image.Image]


@pytest.fixture(scope="session")
def scan() -> Scan:
    """Return what draws a piece of a page of the sample; `box` in points, `turn` clockwise."""

    def draw(
        page: int,
        box: tuple[float, float, float, float] | None = None,
        turn: float = 0.0,
        noise: float = 0.0,
        dpi: int = DPI,
    ) -> Image.Image:
        document = pypdfium2.PdfDocument(SAMPLE)
        try:
            image = document[page - 1].render(scale=dpi / 72, grayscale=True).to_pil()
        finally:
            document.close()
        if box is not None:
            image = image.crop(tuple(round(v * dpi / 72) for v in box))
        image = image.convert("L").rotate(
            -turn, Image.Resampling.BICUBIC, expand=turn % 90 == 0, fillcolor=255
        )
        if noise:
            grain = np.random.default_rng(1).normal(0, noise, (image.height, image.width))
            image = Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))
        return image

    return draw


@pytest.fixture(scope="session")
def as_pdf() -> Callable[..., bytes]:
    """Return what makes a PDF of pictures, one a page."""

    def make(*images: Image.Image) -> bytes:
        out = io.BytesIO()
        images[0].save(
            out, "PDF", resolution=DPI, save_all=True, append_images=list(images[1:]), quality=80
        )
        return out.getvalue()

    return make
