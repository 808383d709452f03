"""What a sheet shows for a stored number: Excel's number formats, as Vietnamese Excel prints them.

Thousands take a point, decimals a comma, dates are day first. Widths are not imitated: a number
that a narrow column would show as `####` or `1E+11` is shown whole.

Source: ECMA-376 part 1, §18.8.30 (numFmt: built-in formats) and §18.8.31 (format codes).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import takewhile

from extract.office.date_formats import show_date

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)", 39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);(#,##0.00)", 41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    42: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)', 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    # The system's own short date, which is day first in Vietnam (TCVN 6398-1, Windows vi-VN).
    14: "dd/mm/yyyy", 22: "dd/mm/yyyy h:mm",
}  # fmt: skip
MAX_CODE = 255  # characters, Excel's own limit
GENERAL_DIGITS = 10

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<skip>[_*].)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>General)|(?P<clock>AM/PM|A/P)|(?P<exponent>E[+-])|(?P<digit>[0#?])"
    r"|(?P<mark>[.,%@])|(?P<date>y+|m+|d+|h+|s+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(?P<sign><=|>=|<>|<|>|=)\s*(?P<bound>-?\d+(?:\.\d+)?)")
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
    "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a format code: `kind` is a group of the grammar, `text` what it says."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four parts of a format code."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, kind: str, text: str | None = None) -> bool:
        """Tell whether a token of the kind (and text) stands in it."""
        return any(t.kind == kind and text in (None, t.text) for t in self.tokens)

    @property
    def is_date(self) -> bool:
        """Tell whether it shows a date or a time."""
        return self.has("date") or self.has("elapsed")


def is_date(code: str) -> bool:
    """Tell whether a format code shows numbers as dates or times."""
    return _sections(code)[0].is_date


def show_number(value: Decimal, code: str, *, from_1904: bool = False) -> str:
    """Return the text that a cell of this format shows for the number.

    Args:
        value: the stored number; a date is the days since 1899-12-30 (`from_1904`: 1904-01-01).
        code: the format code as the file holds it, `0.00%`, `dd/mm/yyyy`.
        from_1904: whether the workbook counts its days from 1904.
    """
    if code == "General":
        return _general(value)
    sections = _sections(code)
    section, signed = _choose(sections, value)
    if section.is_date:
        pieces = [(t.kind, t.text) for t in section.tokens]
        shown = show_date(value, pieces, from_1904=from_1904)
        return _general(value) if shown is None else shown.strip()
    if section.has("general") or (section.has("mark", "@") and not section.has("digit")):
        return _literal(section, _general(value if signed else abs(value)))
    if section.has("digit") and section.has("other", "/"):
        return _general(value)  # a fraction: its decimals say the same
    return _digits(section, value, signed=signed).strip()


def show_text(text: str, code: str) -> str:
    """Return what a cell of this format shows for a text."""
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else sections[-1]
    if len(sections) > 3 or section.has("mark", "@"):
        return _literal(section, text)
    return text


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[Section, ...]:
    sections: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    for match in _TOKEN.finditer(code[:MAX_CODE]):
        kind = match.lastgroup or "other"
        text = match[kind]
        if kind == "other" and text == ";":
            sections.append(Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif kind == "bracket":
            if found := _CONDITION.fullmatch(text.strip()):
                condition = found["sign"], Decimal(found["bound"])
            else:
                tokens += _bracket(text)
        elif kind in ("quoted", "escaped"):
            tokens.append(Token("text", text))
        elif kind != "skip":
            tokens.append(Token(kind, text))
    sections.append(Section(tuple(tokens), condition))
    return tuple(sections)


def _bracket(text: str) -> list[Token]:
    """Return what `[$₫-42A]` and `[h]` show; colors and locales show nothing."""
    if text.startswith("$"):
        symbol = text[1:].rpartition("-")[0] if "-" in text else text[1:]
        return [Token("text", symbol)] if symbol else []
    if _ELAPSED.fullmatch(text):
        return [Token("elapsed", text.lower())]
    return []


def _choose(sections: Sequence[Section], value: Decimal) -> tuple[Section, bool]:
    """Return the section for a number and whether the number keeps its sign in it."""
    numeric = sections[:3]
    if any(s.condition for s in numeric):
        for section in numeric[:2]:
            if section.condition and _COMPARE[section.condition[0]](value, section.condition[1]):
                return section, section.condition[0] not in ("<", "<=") or value >= 0
        return numeric[-1], True
    if value < 0 and len(numeric) > 1:
        return numeric[1], False
    if value == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], True


def _literal(section: Section, inner: str) -> str:
    parts: list[str] = []
    for token in section.tokens:
        if token.kind == "general" or (token.kind == "mark" and token.text == "@"):
            parts.append(inner)
        elif token.kind in ("text", "other"):
            parts.append(token.text)
    return "".join(parts).strip()


def _general(value: Decimal) -> str:
    whole = len(str(abs(int(value))))
    places = max(0, GENERAL_DIGITS - whole)
    if value != value.to_integral_value():
        rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        # What the eleven places of a cell would round to nothing is shown with its digits.
        value = rounded or value
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")


def _digits(section: Section, value: Decimal, *, signed: bool) -> str:
    tokens = section.tokens
    point = next((i for i, t in enumerate(tokens) if t == Token("mark", ".")), len(tokens))
    exponent = next((i for i, t in enumerate(tokens) if t.kind == "exponent"), len(tokens))
    number = abs(value).scaleb(2 * sum(t == Token("mark", "%") for t in tokens))
    commas = _scaling(tokens[: min(point, exponent)]) + _scaling(tokens[point:exponent])
    number = number.scaleb(-3 * commas)
    places = [t.text for t in tokens[point:exponent] if t.kind == "digit"]
    power = 0
    if exponent < len(tokens) and number:
        power = number.adjusted()
        number = number.scaleb(-power)
    number = number.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    whole, _, fraction = format(number, "f").partition(".")
    least = max((i + 1 for i, place in enumerate(places) if place == "0"), default=0)
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    head = _whole(tokens[: min(point, exponent)], whole.lstrip("0"))
    tail = _fraction(tokens[point:exponent], fraction)
    if exponent < len(tokens):
        tail += _exponent(tokens[exponent:], power)
    minus = "-" if signed and value < 0 and (number or power) else ""
    return minus + head + tail


def _scaling(tokens: Sequence[Token]) -> int:
    """Return how many commas stand right after the last digit: each divides by a thousand."""
    last = max((i for i, t in enumerate(tokens) if t.kind == "digit"), default=-1)
    comma = Token("mark", ",")
    return sum(1 for _ in takewhile(lambda t: t == comma, tokens[last + 1 :])) if last >= 0 else 0


def _whole(tokens: Sequence[Token], digits: str) -> str:
    """Return the part before the decimal point, digits filled in from the right."""
    last = max((i for i, t in enumerate(tokens) if t.kind == "digit"), default=-1)
    first = next((i for i, t in enumerate(tokens) if t.kind == "digit"), -1)
    grouped = Token("mark", ",") in tokens[first : last + 1] if first >= 0 else False
    out: list[str] = []  # from right to left
    left, count = digits, 0

    def put(digit: str) -> None:
        nonlocal count
        if grouped and count and count % 3 == 0:
            out.append(".")
        out.append(digit)
        count += 1

    for position in range(len(tokens) - 1, -1, -1):
        token = tokens[position]
        if token.kind == "digit":
            if left:
                put(left[-1])
                left = left[:-1]
            elif token.text == "0":
                put("0")
            while position == first and left:
                put(left[-1])
                left = left[:-1]
        elif token.kind in ("text", "other"):
            out.append(token.text)
        elif token.text == "%":
            out.append("%")
    return "".join(reversed(out))


def _fraction(tokens: Sequence[Token], digits: str) -> str:
    out: list[str] = []
    left = digits
    for token in tokens:
        if token == Token("mark", "."):
            # Excel leaves the comma of `0.##` even before nothing ("50,%"): no one reads it.
            out.append("," if digits else "")
        elif token.kind == "digit":
            out.append(left[:1])
            left = left[1:]
        elif token.kind in ("text", "other") or token.text == "%":
            out.append(token.text)
    return "".join(out)


def _exponent(tokens: Sequence[Token], power: int) -> str:
    width = sum(t.kind == "digit" for t in tokens)
    sign = "-" if power < 0 else "+" if "+" in tokens[0].text else ""
    return f"E{sign}{abs(power):0{width}d}"
