"""Citations as OCR mars them, made readable for the grammar: every character keeps its place.

What is stored stays as it was read. A sign is read as another one only where a citation's own make
leaves no other: a bar between a number and a known kind is a slash, a hook between kind and issuer
a hyphen, "0Đ" before an issuer is QĐ.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from extract.citations.patterns import one_of, words

# Letters that stand for the digits they look like, in a number's place.
DIGITS = str.maketrans(dict(zip("OoQDIlitT|!]SBZGgqA", "0000111171115826994", strict=True)))
_LETTERS = {"0": "QOD", "1": "IT", "2": "Z", "4": "A", "5": "S", "6": "GC", "8": "B"}
_BARS = r"Il|\\!\]1"
_HOOKS = r"'’‘`´_~=:•·*\"“”"
_SPOILED = re.compile(r"[0-9]")
Change = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def unmarred(text: str) -> str:
    """Return a scanned text with the marred signs of its citations as they can only have been.

    Of the same length; for matching only.
    """
    if not _SPOILED.search(text):
        return text
    for pattern, change in _changes():
        text = pattern.sub(change, text)
    return text


@cache
def _changes() -> tuple[Change, ...]:
    known = words()
    kinds = one_of(k for k in known.kinds if len(k) > 1)
    organs = one_of(o for o in known.organs if len(o) > 1)
    parts = one_of({*known.organs, *known.units} - {"T"})
    year = r"(?:19|20)[0-9]{2}"
    symbol = rf"(?:(?:{kinds})[-{_HOOKS}][A-ZĐ]|(?:{organs})[-{_HOOKS}](?:{parts})(?![A-ZĐ]))"
    made: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
        # số 74I2024INQ-HĐND, số 4415|QĐ-UBND, số 77IBC-SYT; a 1 may be the number's own
        (
            rf"(?<=[0-9])[{_BARS}](?={year}[/{_BARS}](?:{kinds})-)|"
            rf"(?<=[0-9]{{4}})[Il|\\!\]](?={symbol})|(?<=[0-9])[|\\!\]](?={symbol})",
            lambda m: "/",
        ),
        (rf"(?<=/{year})[{_BARS}7](?=(?:{kinds})-)", lambda m: "/"),
        # số 1911/0Đ-UBND, số 3149/5XD-QLCL
        (r"(?<=[0-9]/)[0-9][A-ZĐ&]{1,8}(?=[-_'’~=])", lambda m: _lettered(m[0])),
        # Luật số 77/2015/OH13, 77/2015/QHI3
        (rf"(?<=/{year}/)[O0Q]H[1Il|\]][0-9](?![0-9A-Za-z])", lambda m: "QH1" + m[0][-1]),
        # số 220/SGDĐT'VP, 4415/QĐ_UBND
        (
            rf"(?<=[0-9]/)(?P<a>{kinds}|{organs})[{_HOOKS}.](?=(?:{parts})(?![A-ZĐa-z]))",
            lambda m: m["a"] + "-",
        ),
        # 30-NO/TU
        (r"(?<=[0-9]-)N[O0](?=/T[UW](?![A-ZĐ]))", lambda m: "NQ"),
        # số 12/SY T-VP: the blank goes behind the issuer
        (
            r"(?<=[0-9]/)(?P<a>[A-ZĐ]{1,6}) (?P<b>[A-ZĐ]{1,6})(?=-[A-ZĐ])",
            lambda m: _joined(m["a"], m["b"]) or m[0],
        ),
        # số S12/BC-SNV, số 4T/KH-UBND
        (
            r"(?<=số )(?=[0-9]*[A-Z|!\]])(?=[A-Z|!\]]*[0-9])"
            rf"[0-9SBTZGQDOIl|!\]]{{2,5}}(?=/{symbol})",
            lambda m: m[0].translate(DIGITS),
        ),
        # 1079/BC-SYT TT ngày, 12/QĐ-UBND ¬ ngày: dirt before the date
        (
            r"(?P<a>[0-9][-/](?:[A-ZĐ]{2,8}[-/])?[A-ZĐ]{2,8}) (?P<b>[A-ZĐ]{1,2}|[^\w\s(),;]{1,2})"
            r"(?= ngày [0-9])",
            lambda m: m["a"] + " " * (1 + len(m["b"])),
        ),
        # 92/201 7/NĐ-CP, tháng 8 năm 201 7, 23/4/201 7: the blank goes behind the year
        (
            rf"(?P<a>[0-9]/(?:19|20)[0-9]) (?P<b>[0-9])(?=/(?:{kinds})-|(?:[\s;,.)]|$))",
            lambda m: f"{m['a']}{m['b']} ",
        ),
        (
            r"(?<=tháng )(?P<a>[0-9]{1,2} năm (?:19|20)[0-9]) (?P<b>[0-9])(?![0-9])",
            lambda m: f"{m['a']}{m['b']} ",
        ),
        # 02/2017/TT:-VPCP
        (rf"(?<=[0-9]/)(?P<a>{kinds}|{organs})[:.'](?=-[A-ZĐ])", lambda m: m["a"] + " "),
        # ngày 28 thắng 4 năm 2025
        (r"(?<=[0-9] )[t1]h[^\W\d_]ng(?= [0-9]{1,2} n[^\W\d_]m )", lambda m: "tháng"),
        (r"(?<=tháng [0-9] )n[^\W\d_]m(?= (?:19|20)[0-9])", lambda m: "năm"),
        (r"(?<=tháng [0-9]{2} )n[^\W\d_]m(?= (?:19|20)[0-9])", lambda m: "năm"),
        # ngày. 08/11/2024
        (r"(?<= ngày)[.,;'](?= [0-9])", lambda m: " "),
        # Igày 31] tháng 10
        (r"(?<= )[IlJH1]gày(?= [0-9])", lambda m: "ngày"),
        (
            r"(?<=ngày )(?P<d>[0-9]{1,2})[\]|!](?= tháng )",
            lambda m: m["d"] + (" " if len(m["d"]) > 1 else "1"),
        ),
        # tháng ð năm 2017, 23/4/201§; Š is a 5 as often as an 8
        (r"(?<=tháng )[ðöß§](?= năm )", lambda m: "8"),
        (r"(?<=[0-9]/(?:19|20)[0-9])(?P<a> ?)[ðöß§](?![\w/])", lambda m: "8" + m["a"]),
        # ngày 31/102017: the blank before it makes room
        (
            rf"(?<=ngày) (?P<d>[0-9]{{1,2}}/(?:1[0-2]|0?[1-9]))(?P<y>{year})(?![0-9/])",
            lambda m: f"{m['d']}/{m['y']}",
        ),
        # QĐ-UBND: ngày
        (rf"(?<=[A-ZĐg])[{_HOOKS}](?= ngày [0-9])", lambda m: "."),
        # ngày 12/7I2021, ngày 171412024, ngày 2713/2024, ngày 10/1 1/2021
        (
            rf"(?<=ngày )(?P<d>[0-9]{{1,2}})[/{_BARS}](?P<m>[0-9]{{1,2}})[/{_BARS}]"
            rf"(?P<y>{year})(?![0-9/])",
            lambda m: f"{m['d']}/{m['m']}/{m['y']}" if _is_day(m["d"], m["m"]) else m[0],
        ),
        (
            rf"(?<=ngày )(?P<d>[0-9]{{1,2}})/(?P<m>1) (?P<n>[0-2])/(?P<y>{year})(?![0-9/])",
            lambda m: f"{m['d']}/1{m['n']} /{m['y']}",
        ),
    )
    return tuple((re.compile(pattern), change) for pattern, change in made)


@lru_cache(maxsize=1024)
def _lettered(token: str) -> str:
    """Return a token whose first letter was read as a digit; as it is when nothing known fits."""
    known = words()
    fitting = [
        letter + token[1:]
        for letter in _LETTERS.get(token[0], "")
        if letter + token[1:] in known.kinds or letter + token[1:] in known.organs
    ]
    return fitting[0] if len(fitting) == 1 else token


def _joined(first: str, second: str) -> str | None:
    """Return an issuer that a blank tears, with the blank behind it; None when it is none."""
    known = words()
    whole = first + second in known.organs and (first not in known.organs or len(first) < 3)
    return f"{first}{second} " if whole else None


def _is_day(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12
