"""Printed lines to text with spans: the one place where source offsets are written down."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import TextSpan
from extract.markup.inline import Line
from extract.text import Folded


def compose(source: Folded, lines: Sequence[Line], joint: str) -> tuple[str, tuple[TextSpan, ...]]:
    """Return the text of lines set together by `joint` and where its runs stand in the source."""
    parts: list[str] = []
    runs: list[list[int]] = []  # start in the text, start and end in the cleaned source
    length = 0
    for number, line in enumerate(lines):
        if number:
            parts.append(joint)
            length += len(joint)
        for piece in line.pieces:
            if piece.put is not None:
                parts.append(piece.put)
                length += len(piece.put)
                continue
            if piece.start == piece.end:
                continue
            parts.append(source.text[piece.start : piece.end])
            adjoins = bool(runs) and runs[-1][2] == piece.start
            if adjoins and runs[-1][0] + (runs[-1][2] - runs[-1][1]) == length:
                runs[-1][2] = piece.end
            else:
                runs.append([length, piece.start, piece.end])
            length += piece.end - piece.start
    spans = tuple(span_of(source, start, first, last) for start, first, last in runs)
    return "".join(parts), spans


def span_of(source: Folded, start: int, first: int, last: int) -> TextSpan:
    """Return the run that stands at `start` in a text and at `first:last` in the source."""
    origin, behind = source.source(first, last)
    size = last - first
    return TextSpan(
        start,
        start + size,
        source=origin,
        source_end=None if source.starts is None else behind,
    )


def cut(text: str, line: Line, at: Sequence[int]) -> list[Line]:
    """Return a line cut in two or more before the offsets `at` (of the cleaned source)."""
    lines = [Line(bold=line.bold, italic=line.italic, listed=line.listed)]
    cuts = sorted(at)
    for piece in line.pieces:
        while cuts and piece.put is None and piece.start < cuts[0] < piece.end:
            lines[-1].pieces.append(piece._replace(end=cuts[0]))
            piece = piece._replace(start=cuts.pop(0))
            lines.append(Line(bold=line.bold, italic=line.italic, listed=line.listed))
        lines[-1].pieces.append(piece)
    for part in lines:
        _trim(text, part)
    return [part for part in lines if part.pieces]


def _trim(text: str, line: Line) -> None:
    while line.pieces and line.pieces[-1].put is None:
        last = line.pieces[-1]
        end = last.start + len(text[last.start : last.end].rstrip())
        line.pieces[-1] = last._replace(end=end)
        if end > last.start:
            break
        line.pieces.pop()
    while line.pieces and line.pieces[0].put is None:
        first = line.pieces[0]
        start = first.end - len(text[first.start : first.end].lstrip())
        line.pieces[0] = first._replace(start=start)
        if start < first.end:
            break
        line.pieces.pop(0)
