"""How Word formats a paragraph and its runs: styles, defaults, direct settings.

Source: ECMA-376 part 1, §17.7 (styles) and §17.3 (paragraphs and runs).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

Element = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = frozenset({"0", "false", "off", "none", "nil"})
MAX_CHAIN = 32  # a basedOn chain longer than this is a circle


@dataclass(frozen=True, slots=True)
class RunFormat:
    """How a run of text is set; None where nothing says so."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    size: float | None = None  # points
    font: str | None = None

    def over(self, under: RunFormat) -> RunFormat:
        """Return this format where it says something, `under` elsewhere."""
        if self is UNSET:
            return under
        return RunFormat(
            bold=under.bold if self.bold is None else self.bold,
            italic=under.italic if self.italic is None else self.italic,
            caps=under.caps if self.caps is None else self.caps,
            hidden=under.hidden if self.hidden is None else self.hidden,
            size=under.size if self.size is None else self.size,
            font=under.font if self.font is None else self.font,
        )


UNSET = RunFormat()


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """How a paragraph is set; None where nothing says so. `level` counts from 1."""

    alignment: str | None = None
    level: int | None = None
    number_id: str | None = None
    number_level: int | None = None
    run: RunFormat = UNSET
    style: str | None = None

    def over(self, under: ParagraphFormat) -> ParagraphFormat:
        """Return this format where it says something, `under` elsewhere."""
        return ParagraphFormat(
            alignment=self.alignment or under.alignment,
            level=under.level if self.level is None else self.level,
            number_id=under.number_id if self.number_id is None else self.number_id,
            number_level=under.number_level if self.number_level is None else self.number_level,
            run=self.run.over(under.run),
            style=self.style or under.style,
        )


def value(element: Element, tag: str) -> str | None:
    """Return the `w:val` of a child element, None when the child is not there."""
    child = None if element is None else element.find(W + tag)
    return None if child is None else child.get(W + "val", "")


def toggle(element: Element, tag: str) -> bool | None:
    """Return an on/off property, None when it is not set."""
    setting = value(element, tag)
    return None if setting is None else setting.lower() not in OFF


def number(text: str | None) -> int | None:
    """Return a whole number, None when the text is none."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def run_format(properties: Element) -> RunFormat:
    """Return what one `w:rPr` says."""
    if properties is None:
        return UNSET
    size = number(value(properties, "sz"))
    fonts = properties.find(W + "rFonts")
    font = None if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
    return RunFormat(
        bold=toggle(properties, "b"),
        italic=toggle(properties, "i"),
        caps=toggle(properties, "caps"),
        hidden=toggle(properties, "vanish"),
        size=None if size is None else size / 2,
        font=font,
    )


def paragraph_format(properties: Element) -> ParagraphFormat:
    """Return what one `w:pPr` says; its `w:rPr` is the paragraph mark's and is left out."""
    if properties is None:
        return ParagraphFormat()
    outline = number(value(properties, "outlineLvl"))
    numbering = properties.find(W + "numPr")
    return ParagraphFormat(
        alignment=value(properties, "jc"),
        # 9 means body text, and must overrule a heading style's level
        level=None if outline is None else (outline + 1 if 0 <= outline < 9 else 0),
        number_id=value(numbering, "numId"),
        number_level=number(value(numbering, "ilvl")),
        style=value(properties, "pStyle"),
    )


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document, each with what it inherits."""

    paragraphs: dict[str, ParagraphFormat]
    characters: dict[str, RunFormat]
    bordered: frozenset[str]  # table styles that draw vertical lines
    default: ParagraphFormat

    def paragraph(self, properties: Element) -> ParagraphFormat:
        """Return a paragraph's format: its own settings over its style's over the defaults."""
        if properties is None:
            return self.paragraphs.get("", self.default)
        own = paragraph_format(properties)
        named = self.paragraphs.get(own.style or "", self.default)
        return own.over(named)

    def run(self, properties: Element, paragraph: ParagraphFormat) -> RunFormat:
        """Return a run's format within its paragraph."""
        own = run_format(properties)
        named = self.characters.get(value(properties, "rStyle") or "")
        return own.over(named.over(paragraph.run) if named else paragraph.run)


def read_styles(root: Element | None) -> Styles:
    """Return the styles of `word/styles.xml`; None gives Word's bare defaults."""
    if root is None:
        return Styles({}, {}, frozenset(), ParagraphFormat())
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    ground = ParagraphFormat(run=run_format(defaults))
    elements = {style.get(W + "styleId", ""): style for style in root.iter(W + "style")}
    kinds = {key: style.get(W + "type", "") for key, style in elements.items()}
    paragraphs = {
        key: replace(_inherited(key, elements).over(ground), style=key)
        for key, kind in kinds.items()
        if kind == "paragraph"
    }
    usual = next(
        (
            key
            for key, style in elements.items()
            if kinds[key] == "paragraph" and (style.get(W + "default") or "0").lower() not in OFF
        ),
        None,
    )
    return Styles(
        paragraphs=paragraphs,
        characters={
            key: _inherited(key, elements).run for key, kind in kinds.items() if kind == "character"
        },
        bordered=frozenset(
            key for key, kind in kinds.items() if kind == "table" and _lined(key, elements)
        ),
        default=paragraphs[usual] if usual else ground,
    )


def _chain(key: str, elements: dict[str, Element]) -> list[Element]:
    chain: list[Element] = []
    while key in elements and len(chain) < MAX_CHAIN:
        chain.append(elements[key])
        key = value(elements[key], "basedOn") or ""
    return chain


def _inherited(key: str, elements: dict[str, Element]) -> ParagraphFormat:
    found = ParagraphFormat()
    for style in _chain(key, elements):
        own = replace(
            paragraph_format(style.find(W + "pPr")), run=run_format(style.find(W + "rPr"))
        )
        name = (value(style, "name") or "").lower()
        if own.level is None and name.startswith("heading ") and name[8:].isdecimal():
            own = replace(own, level=int(name[8:]))
        found = found.over(own)
    return found


def _lined(key: str, elements: dict[str, Element]) -> bool:
    for style in _chain(key, elements):
        borders = style.find(f"{W}tblPr/{W}tblBorders")
        if borders is not None:
            return has_vertical_lines(borders)
    return False


def has_vertical_lines(borders: Element) -> bool:
    """Return whether a border set draws a line beside or between cells."""
    return any(
        edge is not None
        and edge.get(W + "val", "nil").lower() not in OFF
        and edge.get(W + "color", "auto").upper() != "FFFFFF"
        for edge in (
            borders.find(W + side) for side in ("left", "start", "right", "end", "insideV")
        )
    )
