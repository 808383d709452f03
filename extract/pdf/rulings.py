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

from extract.pdf.calls import ADDRESS, address_of, bare
from extract.pdf.frame import Frame, Matrix

MAX_OBJECTS = 200_000  # per page; a drawing with more is no table
_MAX_DEPTH = 8
_LEVEL = 0.05  # points; what pdfium's single-precision numbers can blur
_MIN_LENGTH = 1.0  # pdfplumber's edge_min_length_prefilter
_ONE_BOX = 5  # segments of a rectangle
_RULE = 3.0  # points; a filled path thicker than this is an area, not a rule


_count_objects = bare(pdfium.FPDFPage_CountObjects, ADDRESS)
_object_at = bare(pdfium.FPDFPage_GetObject, ADDRESS, ctypes.c_int, returns=ADDRESS)
_count_inner = bare(pdfium.FPDFFormObj_CountObjects, ADDRESS)
_inner_at = bare(pdfium.FPDFFormObj_GetObject, ADDRESS, ctypes.c_ulong, returns=ADDRESS)
_type_of = bare(pdfium.FPDFPageObj_GetType, ADDRESS)
_matrix_of = bare(pdfium.FPDFPageObj_GetMatrix, *(ADDRESS,) * 2)
_bounds_of = bare(pdfium.FPDFPageObj_GetBounds, *(ADDRESS,) * 5)
_draw_mode_of = bare(pdfium.FPDFPath_GetDrawMode, *(ADDRESS,) * 3)
_count_segments = bare(pdfium.FPDFPath_CountSegments, ADDRESS)
_segment_at = bare(pdfium.FPDFPath_GetPathSegment, ADDRESS, ctypes.c_int, returns=ADDRESS)
_segment_type = bare(pdfium.FPDFPathSegment_GetType, ADDRESS)
_point_of = bare(pdfium.FPDFPathSegment_GetPoint, *(ADDRESS,) * 3)
_closes = bare(pdfium.FPDFPathSegment_GetClose, ADDRESS)

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
    return _Reader(address_of(page.raw)).read(frame.matrix)


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


class _Reader:
    """Collects the strokes of one page, with the buffers that pdfium writes into."""

    def __init__(self, page: int) -> None:
        self.page = page
        self.edges = Edges([], [])
        self.own = pdfium.FS_MATRIX()
        self.own_at = ctypes.addressof(self.own)
        self.floats = (ctypes.c_float * 4)()
        self.float_at = [ctypes.addressof(self.floats) + 4 * index for index in range(4)]
        self.modes = (ctypes.c_int * 2)()
        self.mode_at = [ctypes.addressof(self.modes) + 4 * index for index in range(2)]

    def read(self, matrix: Matrix) -> Edges:
        count = min(_count_objects(self.page), MAX_OBJECTS)
        self.collect((_object_at(self.page, index) for index in range(count)), matrix, 0)
        return self.edges

    def collect(self, objects: Iterator[int], matrix: Matrix, depth: int) -> None:
        for item in objects:
            kind = _type_of(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self.add_path(item, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                inner = self.to_page(item, matrix)
                count = min(_count_inner(item), MAX_OBJECTS)
                inside = (_inner_at(item, index) for index in range(count))
                self.collect(inside, inner, depth + 1)

    def to_page(self, item: int, matrix: Matrix) -> Matrix:
        """Return what leads from an object's own space to the page."""
        own = self.own
        _matrix_of(item, self.own_at)
        return _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)

    def add_path(self, item: int, matrix: Matrix) -> None:
        """Add the strokes of a painted path: a line, a rectangle, a thin or shaded area."""
        _draw_mode_of(item, *self.mode_at)
        filled, stroked = self.modes
        if not stroked:
            if not filled:
                return
            x0, y0, x1, y1 = self.bounds(item, matrix)
            if x1 - x0 <= _RULE or y1 - y0 <= _RULE:
                _add([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], self.edges)
                return
            if _count_segments(item) <= _ONE_BOX:
                return
        whole = self.subpaths(item, self.to_page(item, matrix))
        subpaths = [points for points in whole if len(points) > 1]
        for points in subpaths if stroked else _without_areas(subpaths):
            _add(points, self.edges)

    def bounds(self, item: int, matrix: Matrix) -> tuple[float, float, float, float]:
        """Return the box of an object, quicker than its points are read."""
        _bounds_of(item, *self.float_at)
        left, bottom, right, top = self.floats
        a, b, c, d, e, f = matrix
        xa, ya = a * left + c * bottom + e, b * left + d * bottom + f
        xb, yb = a * right + c * top + e, b * right + d * top + f
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    def subpaths(self, item: int, matrix: Matrix) -> Iterator[list[_Point]]:
        """Yield the subpaths of a path as points; a closed one ends where it began."""
        a, b, c, d, e, f = matrix
        floats, x_at, y_at = self.floats, *self.float_at[:2]
        points: list[_Point] = []
        curve = 0  # of a Bézier's three points only the last lies on the path
        for index in range(_count_segments(item)):
            segment = _segment_at(item, index)
            kind = _segment_type(segment)
            if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                curve = (curve + 1) % 3
                if curve:
                    continue
            _point_of(segment, x_at, y_at)
            x, y = floats[0], floats[1]
            point = (a * x + c * y + e, b * x + d * y + f)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                yield points
                points = []
            points.append(point)
            if _closes(segment):
                if not _same(points[0], points[-1]):
                    points.append(points[0])
                yield points
                points = points[:1]
        yield points
