"""Formulas set between dollar signs by a converter: `$(3) = (4) + (5)$` prints what is inside."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[\d\s()\[\]=+\-–×x*/:.,%<>≤≥]+")
_COMMAND = re.compile(
    r"\\(?:text|mathrm|mathbf|mathit)\s?\{(?P<text>[^{}\\$]*)\}"
    r"|\\(?P<name>[A-Za-z]+|[%,;:!{} ])"
    r"|[\^_]\{(?P<script>[^{}\\$]*)\}"
)
_SIGNS = {
    "times": "×",
    "cdot": "·",
    "div": "÷",
    "pm": "±",
    "le": "≤",
    "leq": "≤",
    "ge": "≥",
    "geq": "≥",
    "neq": "≠",
    "approx": "≈",
    "to": "→",
    "rightarrow": "→",
    "Rightarrow": "⇒",
    "Sigma": "Σ",
    "sum": "Σ",
    "circ": "°",
    "%": "%",
    "quad": " ",
    ",": " ",
    ";": " ",
    ":": " ",
    " ": " ",
    "!": "",
    "left": "",
    "right": "",
}


def read_formula(text: str, start: int, end: int) -> list[tuple[int, int, str | None]] | None:
    """Return what `text[start:end]`, found between dollar signs, prints; None for no formula.

    Each piece is its range and the sign it is put for (None: printed as it stands). Sums of money
    (`$500 - $600`) are no formulas.
    """
    inner = text[start:end]
    if "\\" not in inner and "^" not in inner:
        if not _PLAIN.fullmatch(inner) or not inner.strip():
            return None
        loose = inner[0].isspace() or inner[-1].isspace()
        if loose and not ("(" in inner and "=" in inner):
            return None
        return [(start, end, None)]
    pieces: list[tuple[int, int, str | None]] = []
    at = start
    for match in _COMMAND.finditer(text, start, end):
        if not _PLAIN.fullmatch(text[at : match.start()] or " "):
            return None
        pieces.append((at, match.start(), None))
        if match["text"] is not None:
            pieces.append((*match.span("text"), None))
        elif match["script"] is not None:
            pieces.append((*match.span("script"), None))
        elif (sign := _SIGNS.get(match["name"])) is not None:
            pieces.append((*match.span(), sign))
        else:
            return None
        at = match.end()
    if not _PLAIN.fullmatch(text[at:end] or " "):
        return None
    return [*pieces, (at, end, None)]
