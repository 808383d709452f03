"""Horizontal and vertical strokes of a page's paths, told apart as pdfplumber tells them.

Lines, the sides of rectangles (filled ones too: many producers draw a rule as a thin rectangle)
and the straight pieces of other paths count; slanted ones do not. Unlike pdfplumber, an area filled
without an outline does not count: it shades a cell or a line of text, and a producer that shades
each line, in white as a rule, would cut every cell into its lines.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from extract.pdf.frame import Frame, Matrix

MAX_OBJECTS = 200_000  # per page; a drawing with more is no table
_MAX_DEPTH = 8
_LEVEL = 0.05  # points; what pdfium's single-precision numbers can blur
_MIN_LENGTH = 1.0  # pdfplumber's edge_min_length_prefilter
_ONE_BOX = 5  # segments of a rectangle
_RULE = 3.0  # points; a filled path thicker than this is an area, not a rule


_Point = tuple[float, float]


class Edge(NamedTuple):
    """A stroke: `at` is its x (vertical) or y (horizontal); it runs from `start` to `end`."""

    at: float
    start: float
    end: float


class Edges(NamedTuple):
    """A page's strokes by direction, in the order they were drawn."""

    vertical: list[Edge]
    horizontal: list[Edge]


def read_edges(page: Any, frame: Frame) -> Edges:
    """Return the strokes of an open pypdfium2 page, in the frame's coordinates."""
    edges = Edges([], [])
    raw = page.raw
    count = min(pdfium.FPDFPage_CountObjects(raw), MAX_OBJECTS)
    objects = (pdfium.FPDFPage_GetObject(raw, index) for index in range(count))
    _collect(objects, frame.matrix, edges, 0)
    return edges


def _collect(objects: Iterator[Any], matrix: Matrix, edges: Edges, depth: int) -> None:
    own = pdfium.FS_MATRIX()
    for item in objects:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(item, matrix, edges)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(own))
            inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            count = min(pdfium.FPDFFormObj_CountObjects(item), MAX_OBJECTS)
            inside = (pdfium.FPDFFormObj_GetObject(item, index) for index in range(count))
            _collect(inside, inner, edges, depth + 1)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _add_path(item: Any, matrix: Matrix, edges: Edges) -> None:
    """Add the strokes of a painted path, whatever it is: line, rectangle, thin or shaded area."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if not stroke.value:
        if not fill.value:
            return
        x0, y0, x1, y1 = _bounds_of(item, matrix)
        if x1 - x0 <= _RULE or y1 - y0 <= _RULE:
            _add([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], edges)
            return
        if pdfium.FPDFPath_CountSegments(item) <= _ONE_BOX:
            return
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(own))
    total = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    subpaths = [points for points in _subpaths(item, total) if len(points) > 1]
    for points in subpaths if stroke.value else _without_areas(subpaths):
        _add(points, edges)


def _bounds_of(item: Any, matrix: Matrix) -> tuple[float, float, float, float]:
    """Return the box of an object, quicker than its points are read."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(
        item, ctypes.byref(left), ctypes.byref(bottom), ctypes.byref(right), ctypes.byref(top)
    )
    a, b, c, d, e, f = matrix
    xa, ya = a * left.value + c * bottom.value + e, b * left.value + d * bottom.value + f
    xb, yb = a * right.value + c * top.value + e, b * right.value + d * top.value + f
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def _without_areas(subpaths: list[list[_Point]]) -> list[list[_Point]]:
    """Return the subpaths of a filled path that are no areas; a frame drawn as a ring stays."""
    boxes = [_box(points) for points in subpaths]
    ring = any(
        max(abs(p - q) for p, q in zip(a, b, strict=True)) <= _RULE for a, b in pairwise(boxes)
    )
    return [
        points
        for points, (x0, y0, x1, y1) in zip(subpaths, boxes, strict=True)
        if ring or x1 - x0 <= _RULE or y1 - y0 <= _RULE
    ]


def _box(points: list[_Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _subpaths(item: Any, matrix: Matrix) -> Iterator[list[_Point]]:
    """Yield the subpaths of a path as points; a closed one ends where it began."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    x_ref, y_ref = ctypes.byref(x), ctypes.byref(y)
    points: list[_Point] = []
    curve = 0  # of a Bézier's three points only the last lies on the path
    for index in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            curve = (curve + 1) % 3
            if curve:
                continue
        pdfium.FPDFPathSegment_GetPoint(segment, x_ref, y_ref)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            yield points
            points = []
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            if not _same(points[0], points[-1]):
                points.append(points[0])
            yield points
            points = points[:1]
    yield points


def _same(p: _Point, q: _Point) -> bool:
    return abs(p[0] - q[0]) <= _LEVEL and abs(p[1] - q[1]) <= _LEVEL


def _add(points: list[_Point], edges: Edges) -> None:
    if len(points) == 3 and _same(points[0], points[2]):
        points = points[:2]  # a line drawn to and fro is one line
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(y1 - y0) <= _LEVEL:
            if abs(x1 - x0) >= _MIN_LENGTH:
                edges.horizontal.append(Edge((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= _LEVEL and abs(y1 - y0) >= _MIN_LENGTH:
            edges.vertical.append(Edge((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
