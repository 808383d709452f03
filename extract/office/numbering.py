"""The numbers and bullets Word generates before paragraphs.

Source: ECMA-376 part 1, §17.9 (numbering).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from extract.office.formats import OFF, ParagraphFormat, W, number, value
from extract.office.symbols import symbol

Element = Any

LEVELS = 9
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
DIGIT_WORDS = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how its number is written, what stands around it."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False  # all numbers of the marker in Arabic digits
    restart: int | None = None  # restarts only after this level (from 1); 0 never
    style: str | None = None
    font: str | None = None


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """One numbered list as paragraphs refer to it; lists of one `family` share their counters."""

    family: str
    levels: tuple[Level, ...]
    overrides: frozenset[tuple[int, int]] = frozenset()  # (level, start) of a forced restart


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted; ask in reading order."""

    lists: dict[str, ListDefinition]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _restarted: set[tuple[str, int]] = field(default_factory=set)

    def marker(self, paragraph: ParagraphFormat) -> tuple[str, str] | None:
        """Count one paragraph; return its marker and what separates it, None when it has none."""
        definition = self.lists.get(paragraph.number_id or "0")
        if definition is None:
            return None
        depth = self._depth(definition, paragraph)
        if depth >= len(definition.levels):
            return None
        self._count(definition, paragraph.number_id or "", depth)
        level = definition.levels[depth]
        counts = self._counts[definition.family]
        text = _filled(definition, level, depth, counts)
        return (text, "" if level.suffix == "nothing" else " ") if text else None

    @staticmethod
    def _depth(definition: ListDefinition, paragraph: ParagraphFormat) -> int:
        if paragraph.number_level is not None:
            return paragraph.number_level
        for depth, level in enumerate(definition.levels):
            if level.style and level.style == paragraph.style:
                return depth
        return 0

    def _count(self, definition: ListDefinition, list_id: str, depth: int) -> None:
        counts = self._counts.setdefault(definition.family, [None] * LEVELS)
        forced = dict(definition.overrides).get(depth)
        if forced is not None and (list_id, depth) not in self._restarted:
            self._restarted.add((list_id, depth))
            counts[depth] = forced
        else:
            before = counts[depth]
            counts[depth] = definition.levels[depth].start if before is None else before + 1
        for deeper in range(depth + 1, len(definition.levels)):
            restart = definition.levels[deeper].restart
            if restart is None or depth < restart:
                counts[deeper] = None


def _filled(definition: ListDefinition, level: Level, depth: int, counts: list[int | None]) -> str:
    if level.format == "bullet":
        return "".join(symbol(char, level.font) for char in level.text).strip()
    text = level.text
    for other in range(depth, -1, -1):
        if f"%{other + 1}" in text:
            source = definition.levels[other]
            count = counts[other]
            shown = spell_number(
                source.start if count is None else count,
                "decimal" if level.legal else source.format,
            )
            text = text.replace(f"%{other + 1}", shown)
    return text.strip()


def spell_number(count: int, style: str) -> str:
    """Return a list number in one of Word's number formats, in digits when it is a rare one."""
    if style == "none":
        return ""
    if style in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        return _roman(count) if style == "lowerRoman" else _roman(count).upper()
    if style in {"lowerLetter", "upperLetter"} and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if style == "lowerLetter" else letters.upper()
    if style == "decimalZero":
        return f"{count:02d}"
    if style == "vietnameseCounting" and 0 < count < 100:
        return _counted(count)
    return str(count)


def _roman(count: int) -> str:
    parts: list[str] = []
    for worth, letters in ROMAN:
        parts.append(letters * (count // worth))
        count %= worth
    return "".join(parts)


def _counted(count: int) -> str:
    tens, units = divmod(count, 10)
    if tens == 0:
        return DIGIT_WORDS[units]
    head = "mười" if tens == 1 else f"{DIGIT_WORDS[tens]} mươi"
    if units == 0:
        return head
    if units == 5:
        return f"{head} lăm"
    return f"{head} {'mốt' if units == 1 and tens > 1 else DIGIT_WORDS[units]}"


def read_numbering(root: Element | None) -> Numbering:
    """Return the lists of `word/numbering.xml`; None gives a document without lists."""
    if root is None:
        return Numbering({})
    abstracts = {
        element.get(W + "abstractNumId", ""): element for element in root.iter(W + "abstractNum")
    }
    named = {
        style: key for key, element in abstracts.items() if (style := value(element, "styleLink"))
    }
    lists: dict[str, ListDefinition] = {}
    for element in root.findall(W + "num"):
        family = value(element, "abstractNumId") or ""
        abstract = abstracts.get(family)
        linked = value(abstract, "numStyleLink")
        if linked in named:
            family = named[linked]
            abstract = abstracts[family]
        if abstract is not None:
            lists[element.get(W + "numId", "")] = _definition(element, family, abstract)
    lists.pop("0", None)  # numId 0 takes a paragraph out of its style's list
    return Numbering(lists)


def _definition(element: Element, family: str, abstract: Element) -> ListDefinition:
    levels = [Level() for _ in range(LEVELS)]
    for child in abstract.findall(W + "lvl"):
        _place(levels, child)
    overrides: set[tuple[int, int]] = set()
    for override in element.findall(W + "lvlOverride"):
        depth = number(override.get(W + "ilvl"))
        if depth is None or not 0 <= depth < LEVELS:
            continue
        if (child := override.find(W + "lvl")) is not None:
            child.set(W + "ilvl", str(depth))
            _place(levels, child)
        if (start := number(value(override, "startOverride"))) is not None:
            overrides.add((depth, start))
            levels[depth] = replace(levels[depth], start=start)
    return ListDefinition(family, tuple(levels), frozenset(overrides))


def _place(levels: list[Level], element: Element) -> None:
    depth = number(element.get(W + "ilvl"))
    if depth is None or not 0 <= depth < LEVELS:
        return
    fonts = element.find(f"{W}rPr/{W}rFonts")
    start = number(value(element, "start"))
    legal = value(element, "isLgl")
    levels[depth] = Level(
        start=1 if start is None else start,
        format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        suffix=value(element, "suff") or "tab",
        legal=legal is not None and legal.lower() not in OFF,
        restart=number(value(element, "lvlRestart")),
        style=value(element, "pStyle"),
        font=None if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi"),
    )
