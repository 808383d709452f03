"""Markup crumbs inside a text: told from the words, never taken for them.

Nothing is rewritten: what is printed stays a range of the source, and the crumbs lie between the
ranges. Only what the source spells otherwise (`&amp;`) is put in its place.
Every pattern here is linear: no part of the text is looked at more than a few times.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.markup.emphasis import Emphasis, pair_stars
from extract.markup.formulas import read_formula

LINE_END = r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]"

_SUSPECT = re.compile(r"[*<&$\\\n\r\x0b\x0c\x85\u2028\u2029]|__|!\[")
_TOKEN = re.compile(
    r"\\(?P<escape>[*_#\[\]().+|~>`-])"
    r"|(?P<stars>\*+|__+)"
    r"|<(?P<link>(?:https?://|ftp://|mailto:|www\.)[^<>\s]+)>"
    r"|<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9:]{0,15})(?:\s[^<>]*)?/?>"
    r"|(?P<comment><!--[^<>]*-->)"
    r"|&(?P<entity>#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
    r"|\$(?P<math>[^$\n]{1,200})\$"
    r"|(?P<image>!\[(?P<alt>[^\[\]\n]{0,200})\]\([^()\s]{0,500}\))"
    rf"|(?P<newline>{LINE_END})"
)
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_ITALIC = frozenset({"i", "em"})
_LIST = frozenset({"ul", "ol"})
_BREAK = frozenset(
    {"p", "br", "li", "div", "tr", "td", "th", "hr", "center", "blockquote", "pre", "table"}
    | {"thead", "tbody", "h1", "h2", "h3", "h4", "h5", "h6"}
    | _LIST
)
_INLINE = frozenset(
    {"u", "s", "del", "ins", "sup", "sub", "span", "font", "small", "big", "a", "mark", "code"}
    | {"o:p", "img", "body", "html", "strike", "tt"}
    | _BOLD
    | _ITALIC
)


class Piece(NamedTuple):
    """A range of the text that is printed; `put` is what it prints when it is spelled otherwise."""

    start: int
    end: int
    put: str | None = None


@dataclass(slots=True)
class Line:
    """One printed line of a marked-up text.

    `soft`: the line break before it stood inside an emphasis, so both lines are one title.
    `glued`: nothing but a change of emphasis stood before it. `listed`: inside `<ul>` or `<ol>`.
    """

    pieces: list[Piece] = field(default_factory=list)
    bold: bool = False
    italic: bool = False
    soft: bool = False
    glued: bool = False
    listed: bool = False


def is_bare(text: str, start: int, end: int) -> bool:
    """Tell whether a range is of one line and without anything that might be a crumb."""
    return _SUSPECT.search(text, start, end) is None


def read_lines(text: str, start: int, end: int) -> list[Line]:
    """Return the printed lines of `text[start:end]`, without crumbs; empty lines are left out."""
    if is_bare(text, start, end):
        return _trimmed(text, [Line([Piece(start, end)])])
    return _trimmed(text, _Reader(text, start, end).lines())


def printed(text: str, line: Line) -> str:
    """Return what a line prints."""
    return "".join(text[p.start : p.end] if p.put is None else p.put for p in line.pieces)


class _Reader:
    """Walks over the crumbs of one text; the state is what is open."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.bold = self.italic = self.lists = 0
        self.out = [Line()]
        self.seen_plain = self.seen_bold = False

    def lines(self) -> list[Line]:
        tokens = list(_TOKEN.finditer(self.text, self.start, self.end))
        stars = [m.span() for m in tokens if m["stars"]]
        emphasis = pair_stars(self.text, stars, self.start, self.end)
        at = self.start
        for token in tokens:
            self._print(at, token.start())
            at = token.start()
            put = self._meaning(token, emphasis.get(at))
            if put is None:
                continue  # the token is part of the text
            at = token.end()
            for piece in put:
                self.out[-1].pieces.append(piece)
        self._print(at, self.end)
        return self.out

    def _print(self, start: int, end: int) -> None:
        if start >= end:
            return
        line = self.out[-1]
        if not self.text[start:end].isspace():
            # A line is bold when all its words are.
            fresh = not any(p.put or self.text[p.start : p.end].strip() for p in line.pieces)
            line.bold = bool(self.bold) and (fresh or line.bold)
            line.italic = bool(self.italic) and (fresh or line.italic)
        line.pieces.append(Piece(start, end))

    def _break(self, *, soft: bool = False, glued: bool = False) -> None:
        self.out.append(Line(soft=soft, glued=glued, listed=self.lists > 0))

    def _meaning(self, token: re.Match[str], emphasis: Emphasis | None) -> list[Piece] | None:
        """Return what a token prints, an empty list for a crumb, None when it is text itself."""
        kind = token.lastgroup
        if token["newline"]:
            self._break(soft=self.bold > 0 or self.italic > 0)
            return []
        if token["stars"]:
            return self._stars(token, emphasis)
        if token["escape"]:
            return [Piece(token.start("escape"), token.end())]
        if token["link"]:
            return [Piece(*token.span("link"))]
        if token["tag"]:
            return self._tag(token["tag"].lower(), closing=bool(token["close"]))
        if token["entity"]:
            char = html.unescape(token[0])
            return None if char == token[0] else [Piece(*token.span(), char.replace("\xa0", " "))]
        if token["math"]:
            pieces = read_formula(self.text, token.start("math"), token.end("math"))
            return None if pieces is None else [Piece(*piece) for piece in pieces]
        if token["image"]:
            return [Piece(*token.span("alt"))] if token["alt"] else []
        return [] if kind == "comment" else None

    def _stars(self, token: re.Match[str], emphasis: Emphasis | None) -> list[Piece] | None:
        if emphasis is None:
            return None
        if emphasis.breaks:
            self._break(glued=True)
        self.bold += emphasis.bold
        self.italic += emphasis.italic
        return [Piece(*emphasis.literal)] if emphasis.literal else []

    def _tag(self, tag: str, *, closing: bool) -> list[Piece] | None:
        if tag not in _INLINE and tag not in _BREAK:
            return None
        step = -1 if closing else 1
        if tag in _BOLD:
            self.bold = max(0, self.bold + step)
        if tag in _ITALIC:
            self.italic = max(0, self.italic + step)
        if tag in _LIST:
            self.lists = max(0, self.lists + step)
        if tag in _BREAK:
            self._break()
        return []


def _trimmed(text: str, lines: list[Line]) -> list[Line]:
    """Return the lines without blanks at their ends; those that print nothing are left out."""
    out: list[Line] = []
    owed_soft = owed_glued = False
    for line in lines:
        pieces = list(_without_ends(text, line.pieces))
        if not pieces:
            owed_soft, owed_glued = owed_soft or line.soft, owed_glued or line.glued
            continue
        line.pieces = pieces
        line.soft = line.soft or (owed_soft and bool(out))
        line.glued = line.glued or owed_glued
        owed_soft = owed_glued = False
        out.append(line)
    return out


def _without_ends(text: str, pieces: list[Piece]) -> Iterator[Piece]:
    kept = list(pieces)
    while kept and (first := kept[0]):
        value = text[first.start : first.end] if first.put is None else first.put
        if value.strip():
            if first.put is None:
                lead = len(value) - len(value.lstrip())
                kept[0] = Piece(first.start + lead, first.end)
            break
        kept.pop(0)
    while kept and (last := kept[-1]):
        value = text[last.start : last.end] if last.put is None else last.put
        if value.strip():
            if last.put is None:
                kept[-1] = Piece(last.start, last.start + len(value.rstrip()))
            break
        kept.pop()
    yield from kept
