"""Charts as SVG text for a page without scripts: bars and lines with their values printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, LEFT, RIGHT = 720, 190, 90  # user units; room for labels and values
BAR, GAP = 16, 6
COLORS = ("#1d5f8a", "#9cc3dd", "#c9822b", "#5b8c5a")
LABEL_LENGTH = 30  # characters


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its parts side by side, and what is printed behind it."""

    label: str
    parts: tuple[float, ...]
    text: str


def bars(rows: Sequence[Bar], title: str, *, most: float | None = None) -> str:
    """Return horizontal bars; `most` is the value of a full bar, the largest when None."""
    if not rows:
        return ""
    top = most or max((sum(row.parts) for row in rows), default=0) or 1
    scale = (WIDTH - LEFT - RIGHT) / top
    height = len(rows) * (BAR + GAP) + GAP
    drawn = []
    for number, row in enumerate(rows):
        y = GAP + number * (BAR + GAP)
        drawn.append(_text(LEFT - 8, y + 12, _cut(row.label), "end"))
        x = float(LEFT)
        for part, color in zip(row.parts, COLORS, strict=False):
            width = max(part * scale, 0)
            drawn.append(
                f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BAR}" fill="{color}"/>'
            )
            x += width
        drawn.append(_text(x + 6, y + 12, row.text))
    return _svg(WIDTH, height, title, drawn)


def lines(
    names: Sequence[str], series: Sequence[tuple[str, Sequence[float | None]]], title: str
) -> str:
    """Return lines over the names, percent from 0 to 100; a None interrupts its line."""
    if len(names) < 2:
        return ""
    height, bottom, top = 220, 180, 20
    step = (WIDTH - 130) / (len(names) - 1)
    drawn = []
    for share in (0, 25, 50, 75, 100):
        y = bottom - (bottom - top) * share / 100
        drawn.append(f'<line x1="40" x2="{WIDTH - 90}" y1="{y}" y2="{y}" stroke="#ddd"/>')
        drawn.append(_text(34, y + 4, f"{share}%", "end"))
    drawn += [_text(40 + i * step, bottom + 18, name, "middle") for i, name in enumerate(names)]
    for (label, values), color in zip(series, COLORS[::2], strict=False):
        points: list[str] = []
        for i, value in enumerate(values):
            if value is None:
                drawn.append(_line(points, color))
                points = []
                continue
            x, y = 40 + i * step, bottom - (bottom - top) * value / 100
            points.append(f"{x:.1f},{y:.1f}")
            drawn.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{color}"/>')
            drawn.append(_text(x, y - 7, f"{value:.1f}".replace(".", ","), "middle", color))
        drawn.append(_line(points, color))
        if points:
            drawn.append(
                _text(WIDTH - 84, float(points[-1].split(",")[1]) + 4, label, "start", color)
            )
    return _svg(WIDTH, height, title, drawn)


def _line(points: Sequence[str], color: str) -> str:
    joined = " ".join(points)
    return f'<polyline points="{joined}" fill="none" stroke="{color}" stroke-width="2"/>'


def _text(x: float, y: float, text: str, anchor: str = "start", color: str = "#222") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{color}">{escape(text)}</text>'
    )


def _cut(text: str) -> str:
    return text if len(text) <= LABEL_LENGTH else text[: LABEL_LENGTH - 1] + "…"


def _svg(width: int, height: int, title: str, drawn: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{''.join(drawn)}</svg>"
    )
