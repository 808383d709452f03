"""The way from a page's user space (origin bottom left, unrotated) to the page as it is seen."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's visible rectangle, in points; `rotation` is the page's own, clockwise, in degrees.

    `matrix` leads from user space to the seen page: origin top left, y downwards.
    """

    width: float
    height: float
    rotation: int
    matrix: Matrix

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of user space on the seen page."""
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def rectangle(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """Return a user-space rectangle as x0, y0, x1, y1 on the seen page."""
        a, b, c, d, e, f = self.matrix
        xa, ya = a * left + c * bottom + e, b * left + d * bottom + f
        xb, yb = a * right + c * top + e, b * right + d * top + f
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def frame_of(page: Any) -> Frame:
    """Return the frame of an open pypdfium2 page."""
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(bounds))
    left, right = sorted((bounds.left, bounds.right))
    bottom, top = sorted((bounds.bottom, bounds.top))
    rotation = 90 * (pdfium.FPDFPage_GetRotation(page) % 4)
    width, height = right - left, top - bottom
    matrices: dict[int, Matrix] = {
        0: (1, 0, 0, -1, -left, top),
        90: (0, 1, 1, 0, -bottom, -left),
        180: (-1, 0, 0, 1, right, -bottom),
        270: (0, -1, -1, 0, top, right),
    }
    if rotation in (90, 270):
        width, height = height, width
    return Frame(width, height, rotation, matrices[rotation])


def turned(frame: Frame, angle: int) -> Frame:
    """Return the frame in which text that runs at `angle` degrees (clockwise) reads upright."""
    a, b, c, d, e, f = frame.matrix
    w, h = frame.width, frame.height
    if angle == 90:  # the text's right is the page's bottom
        return Frame(h, w, frame.rotation, (b, -a, d, -c, f, w - e))
    if angle == 180:
        return Frame(w, h, frame.rotation, (-a, -b, -c, -d, w - e, h - f))
    if angle == 270:
        return Frame(h, w, frame.rotation, (-b, a, -d, c, h - f, e))
    return frame


def turned_back(
    box: tuple[float, float, float, float], seen: Frame, angle: int
) -> tuple[float, float, float, float]:
    """Return a box of `turned(seen, angle)` as a box of the seen page."""
    x0, y0, x1, y1 = box
    w, h = seen.width, seen.height
    if angle == 90:
        return w - y1, x0, w - y0, x1
    if angle == 180:
        return w - x1, h - y1, w - x0, h - y0
    if angle == 270:
        return y0, h - x1, y1, h - x0
    return box
