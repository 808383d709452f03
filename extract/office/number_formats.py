"""A workbook's numbers as a Vietnamese Excel shows them: `1.451`, `33,33%`, `01`, `14/12/2023`.

Source: ECMA-376 part 1, §18.8.30–31 (number formats); Excel's Vietnamese separators.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '#,##0.00;-#,##0.00;"-"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0",
    49: "@",
}  # fmt: skip
GENERAL_DIGITS = 11  # what a General cell shows at most
_PIECE = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(.)', re.DOTALL)
_DATE_TOKEN = re.compile(r"(y+|m+|d+|h+|s+)|(AM/PM|A/P)", re.IGNORECASE)
_NUMBER_SIGNS = "0#?.,%"
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format: literal text around a number pattern, or a date pattern."""

    pattern: str  # the signs 0 # ? . , % in order, or the date's letters
    before: str = ""
    after: str = ""
    is_date: bool = False
    is_general: bool = False
    is_text: bool = False


def is_date(code: str) -> bool:
    """Tell whether a format shows a date or a time."""
    return any(section.is_date for section in _sections(code))


def show(value: Decimal, code: str, *, from_1904: bool = False) -> str:
    """Return a stored number as its cell shows it."""
    sections = _sections(code)
    if _has_condition(code) or not sections:
        return _general(value)
    position = 0
    if len(sections) > 1 and value < 0:
        position = 1
    elif len(sections) > 2 and value == 0:
        position = 2
    section = sections[position]
    if section.is_date:
        return _date(value, section.pattern, from_1904)
    if section.is_general or section.is_text:
        return section.before + _general(value) + section.after
    shown = abs(value) if position == 1 else value
    return section.before + _number(shown, section.pattern) + section.after


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[Section, ...]:
    parts = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    return tuple(_section(part) for part in parts[:4])


def _has_condition(code: str) -> bool:
    return bool(re.search(r"\[[<>=]", code))


def _section(code: str) -> Section:
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', "", code, flags=re.IGNORECASE)
    if "general" in bare.lower():
        before, _, after = re.sub(r'["\\]', "", code).partition("General")
        return Section("", before.strip(), after, is_general=True)
    if "@" in bare:
        return Section("", is_text=True)
    if re.search(r"[ymdhs]", bare, re.IGNORECASE) and not re.search(r"[0#?](?!\.?0*$)", bare):
        return Section(code, is_date=True)
    return _number_section(code)


def _number_section(code: str) -> Section:
    pattern, before, after = "", "", ""
    for match in _PIECE.finditer(code):
        literal = match[1] or match[2] or ""
        sign = match[3] or ""
        if sign and sign in _NUMBER_SIGNS:
            # Words inside a pattern ("0 hồ sơ 0") are rare; they are shown after it.
            pattern += sign
        elif sign.upper() == "E" and pattern:
            pattern += "E"
        elif sign == "+" and pattern.endswith("E"):
            continue
        elif pattern:
            after += literal or sign
        else:
            before += literal or sign
    return Section(pattern, before.lstrip(), after.rstrip())


def _number(value: Decimal, pattern: str) -> str:
    if not pattern:
        return ""  # a section of words only, such as "-" for zero
    if "E" in pattern:
        return _general(value)
    percent = pattern.count("%")
    bare = pattern.replace("%", "")
    whole, _, decimals = bare.partition(".")
    scaled = value * Decimal(100) ** percent / Decimal(1000) ** _thousands(whole)
    places = sum(decimals.count(sign) for sign in "0#?")
    number = scaled.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    sign = "-" if number < 0 else ""
    digits, _, fraction = f"{abs(number):f}".partition(".")
    optional = len(decimals) - len(decimals.rstrip("#?"))
    while optional and fraction.endswith("0"):
        fraction, optional = fraction[:-1], optional - 1
    digits = digits.zfill(whole.count("0")) if digits != "0" or "0" in whole else ""
    if "," in whole.rstrip(","):
        digits = _grouped(digits)
    return sign + digits + ("," + fraction if fraction else "") + "%" * percent


def _thousands(whole: str) -> int:
    """Return how often a pattern divides by a thousand: its commas at the end."""
    return len(whole) - len(whole.rstrip(","))


def _grouped(digits: str) -> str:
    return re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", digits)


def _general(value: Decimal) -> str:
    if value == value.to_integral_value():
        return f"{value:.0f}"
    places = max(GENERAL_DIGITS - len(f"{abs(value):.0f}") - 1, 1)
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    # A tiny number keeps its digits: rounding it to zero would print what is not stored.
    shown = rounded if rounded else value
    return f"{shown:f}".rstrip("0").rstrip(".").replace(".", ",")


def _date(value: Decimal, code: str, from_1904: bool) -> str:
    days = value + (1462 if from_1904 else 0)
    if not 0 <= days < 2_958_466:  # 31/12/9999 is the last day Excel knows
        return _general(value)
    # Excel takes 1900 for a leap year: serial 60 is a day that never was.
    start = datetime(1899, 12, 31) if days < 60 else datetime(1899, 12, 30)
    moment = start + timedelta(seconds=round(float(days) * 86400))
    code = re.sub(r"\[\$?-?[^\]hms]*\]", "", code)
    parts: list[str] = []
    hours = False
    for match in re.finditer(r'"([^"]*)"|\\(.)|_.|\*.|([A-Za-z]+(?:/P\w?)?)|(.)', code):
        token = match[3]
        if token is None:
            parts.append(match[1] or match[2] or match[4] or "")
            continue
        shown, hours = _date_part(moment, token.lower(), hours)
        parts.append(shown)
    return "".join(parts).replace("@", "").strip().rstrip(";")


def _date_part(moment: datetime, token: str, hours: bool) -> tuple[str, bool]:
    """Return one part of a date and whether an hour stands before the next `m`."""
    if token.startswith("y"):
        return (f"{moment:%y}" if len(token) <= 2 else f"{moment.year:04d}"), False
    if token.startswith("d"):
        return f"{moment.day:0{min(len(token), 2)}d}", False
    if token.startswith("h"):
        return f"{moment.hour:0{min(len(token), 2)}d}", True
    if token.startswith("s"):
        return f"{moment.second:02d}", False
    if token.startswith("m"):
        number = moment.minute if hours else moment.month
        return f"{number:0{min(len(token), 2)}d}", False
    return "", hours
