"""Lines of running text gathered into paragraphs, by indent, gap, list marker and style."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.document import Style
from extract.pdf.lines import Line, begins_item, ends_sentence, is_full, joint
from extract.pdf.words import BOLD, ITALIC

_INDENT = 6.0  # points; less is a crooked margin
_LOOSE = 1.45  # leadings between lines that cannot belong together
_WIDE = 2.2  # the same for a line that plainly goes on


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the running text of a page begins and ends, and its usual leading, in points."""

    left: float
    right: float
    leading: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, each with its joint to the one before."""

    joined: tuple[tuple[str, Line], ...]
    style: Style


def margins_of(lines: Sequence[Line], width: float) -> Margins:
    """Return the margins of a page's (or document's) lines of running text."""
    long = [line for line in lines if line.x1 - line.x0 > 0.4 * width] or list(lines)
    if not long:
        return Margins(0.0, width, 15.0)
    lefts = Counter(round(line.x0) for line in long)
    common = max(lefts.values())
    # The first lines of paragraphs may be the most frequent: the margin lies left of them.
    left = float(min(x for x, n in lefts.items() if n >= max(2, 0.25 * common) or n == common))
    rights = Counter(round(line.x1) for line in long)
    value, count = max(rights.items(), key=lambda item: (item[1], item[0]))
    # Lines that are all short do not show the right margin; it is no wider than the left one.
    right = float(value) if count >= 3 else max(*(line.x1 for line in long), width - left)
    steps = sorted(
        b.y1 - a.y1 for a, b in pairwise(lines) if 0.5 * a.height < b.y1 - a.y1 < 2.5 * a.height
    )
    leading = steps[len(steps) // 4] if steps else 15.0
    return Margins(left, right, leading)


def gather(lines: Sequence[Line], margins: Margins, *, titles: bool = True) -> list[Paragraph]:
    """Return the paragraphs of consecutive lines.

    Args:
        lines: lines of one column, top to bottom.
        margins: the column's margins.
        titles: whether a centered line that fills the column goes on in the next one; in a
            letterhead it does not, each line stands for itself there.
    """
    groups: list[list[tuple[str, Line]]] = []
    for line in lines:
        if groups and _goes_on([item for _, item in groups[-1]], line, margins, titles):
            groups[-1].append((joint(groups[-1][-1][1], line, margins.right), line))
        else:
            groups.append([("", line)])
    return [_paragraph(group, margins) for group in groups]


def is_centered(line: Line, margins: Margins) -> bool:
    """Tell whether the line stands in the middle of the text with room on both sides."""
    before, after = line.x0 - margins.left, margins.right - line.x1
    return before > 8 and after > 8 and abs(before - after) <= 0.15 * (before + after) + 2


def _paragraph(group: list[tuple[str, Line]], margins: Margins) -> Paragraph:
    lines = [line for _, line in group]
    style = BOLD | ITALIC
    for line in lines:
        style &= line.style
    # A wrapped centered title fills its first lines; the last one tells.
    alone = len(lines) == 1
    even = is_centered(lines[-1], margins) and (alone or _evenly_set(lines, margins))
    shared = not alone and all(_share_a_middle(a, b) for a, b in pairwise(lines))
    centered = not begins_item(lines[0]) and (even or shared)
    return Paragraph(
        tuple(group),
        Style(bool(style & BOLD), bool(style & ITALIC), centered, lines[0].size or None),
    )


def _share_a_middle(before: Line, line: Line) -> bool:
    """Tell whether two lines of different length are centered on each other."""
    apart = abs(line.x0 + line.x1 - before.x0 - before.x1) / 2
    return apart <= 4 and abs(line.x0 - before.x0) > _INDENT


def _evenly_set(lines: list[Line], margins: Margins) -> bool:
    middle = (margins.left + margins.right) / 2
    return all(abs((line.x0 + line.x1) / 2 - middle) <= 12 for line in lines)


def _goes_on(lines: list[Line], line: Line, margins: Margins, titles: bool) -> bool:
    """Tell whether the line continues the paragraph of the lines before it."""
    before = lines[-1]
    step = line.y1 - before.y1
    leading = max(margins.leading, 0.9 * before.height)
    if step > _WIDE * leading or step < 0.3 * before.height:
        return False
    if abs(before.size - line.size) > 1.5:
        return False
    even = _evenly_set([*lines, line], margins) and (
        not titles or is_centered(line, margins) or is_centered(before, margins)
    )
    if even or _share_a_middle(before, line):
        close = before.style == line.style and step <= _LOOSE * leading
        return close and _title_goes_on(before, line, margins, titles)
    if before.x0 - margins.left > 0.35 * (margins.right - margins.left):
        # A line set to the right, "Biểu số …", ends at the margin without going on.
        return abs(line.x0 - before.x0) <= _INDENT and not _sentence_case(line)
    if not titles and not _sentence_case(line) and not ends_sentence(before):
        return step <= _LOOSE * leading
    if not titles and not begins_item(lines[0]):
        return False
    if not is_full(before, line, margins.right):
        return False
    offset = line.x0 - margins.left
    # Where first lines are indented, a line at the margin goes on, whatever its style.
    indented = lines[0].x0 - margins.left > _INDENT and abs(offset) <= _INDENT
    if before.style != line.style and _sentence_case(line) and not indented:
        return False
    if begins_item(line) and (offset > _INDENT or ends_sentence(before)):
        return False
    if offset <= _INDENT:
        return step <= _WIDE * leading
    # Deeper than the margin: a hanging item, a quotation — or the next paragraph's first line.
    if step > _LOOSE * leading:
        return False
    same = abs(line.x0 - before.x0) <= _INDENT
    if len(lines) == 1:
        hangs = begins_item(before) and 0 < line.x0 - before.x0 < 45
        shallower = not same and line.x0 < before.x0
        return hangs or shallower or not _sentence_case(line)
    return same


def _title_goes_on(before: Line, line: Line, margins: Margins, titles: bool) -> bool:
    """Tell whether a centered line goes on in the next one of the same style."""
    if line.words[0].text.startswith(("(", "[")):
        return False
    if not _sentence_case(line) or (titles and is_full(before, line, margins.right)):
        return True
    # "… trong lĩnh vực⏎Giáo dục trung học": a title in small letters, broken by hand
    long = before.x1 - before.x0 > 0.55 * (margins.right - margins.left)
    small = not before.text.isupper() and not line.text.isupper()
    return titles and long and small and not ends_sentence(before)


def _sentence_case(line: Line) -> bool:
    """Tell whether the line begins as a sentence does: with a capital, a digit or a marker."""
    first = next((c for c in line.text if c.isalnum()), "A")
    return not first.islower() or begins_item(line)
