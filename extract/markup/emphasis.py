"""Asterisks that mark bold and italic, told from those that are printed.

Source: CommonMark 0.31, §6.2 (emphasis), narrowed: a run opens only before a word and closes only
behind one, and asterisks without a partner are printed (footnote marks, products, masked digits).
"""

from __future__ import annotations

from dataclasses import dataclass

MAX_RUN = 3  # longer runs are masks or rules: `09****123`
MIN_SEGMENT = 6  # characters; a shorter emphasis never is a title of its own


@dataclass(frozen=True, slots=True)
class Emphasis:
    """What a run of asterisks does: steps of bold and italic depth, and what of it is printed."""

    bold: int = 0
    italic: int = 0
    breaks: bool = False  # two titles meet here: `Phụ lục 1**DANH MỤC**`
    literal: tuple[int, int] | None = None


@dataclass(slots=True)
class _Open:
    run: int
    left: int  # asterisks not yet paired


def pair_stars(text: str, runs: list[tuple[int, int]], start: int, end: int) -> dict[int, Emphasis]:
    """Return for each run (by its start) that is markup what it does; others are text."""
    opened: list[_Open] = []
    steps: dict[int, list[tuple[int, int]]] = {}  # run → (+1/-1, width)
    spans: dict[int, int] = {}  # run → longest segment that begins or ends there
    for number, (first, last) in enumerate(runs):
        width = last - first
        before = text[first - 1] if first > start else "\n"
        after = text[last] if last < end else "\n"
        if width > MAX_RUN or _printed(text[first], before, after):
            continue
        mark = text[first]
        if not before.isspace():
            while width and opened and text[runs[opened[-1].run][0]] == mark:
                top = opened[-1]
                paired = min(width, top.left)
                steps.setdefault(top.run, []).append((1, paired))
                steps.setdefault(number, []).append((-1, paired))
                length = first - runs[top.run][1]
                spans[number] = max(spans.get(number, 0), length)
                spans[top.run] = max(spans.get(top.run, 0), length)
                width -= paired
                top.left -= paired
                if not top.left:
                    opened.pop()
        if width and not after.isspace():
            opened.append(_Open(number, width))
    unpaired = {entry.run: entry.left for entry in opened}
    return {
        runs[number][0]: _emphasis(text, runs[number], done, spans[number], unpaired.get(number, 0))
        for number, done in steps.items()
    }


def _printed(mark: str, before: str, after: str) -> bool:
    """Tell whether a run is printed by where it stands: `(*)`, `3*4`, `a * b`, `MAU__SO`."""
    if before.isspace() and after.isspace():
        return True
    if before == "(" and after == ")":
        return True
    if mark == "_":
        return before.isalnum() and after.isalnum()
    return before.isdigit() and after.isdigit()


def _emphasis(
    text: str, run: tuple[int, int], steps: list[tuple[int, int]], segment: int, left: int
) -> Emphasis:
    bold = sum(step for step, width in steps if width >= 2)
    italic = sum(step for step, width in steps if width != 2)
    return Emphasis(
        bold=bold,
        italic=italic,
        breaks=segment >= MIN_SEGMENT and _meet(text, *run),
        literal=(run[1] - left, run[1]) if left else None,
    )


def _meet(text: str, first: int, last: int) -> bool:
    """Tell whether two titles touch at a run: a word or bracket ends, a capital begins."""
    if first < 2 or last >= len(text):
        return False
    before, after = text[first - 1], text[last]
    if not (after.isupper() or after in "([“"):
        return False
    if before.isalpha():
        return text[first - 2].isalnum()  # not a single letter: `Q**UYẾT ĐỊNH**`
    return before.isdigit() or before in ")].”:"
