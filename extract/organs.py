"""The bodies of a letterhead: parent and issuer, their wrapped lines joined."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from extract.pieces import Piece, is_shouted, plain

MAX_NAME = 160  # characters of a line that may begin a body's name
MAX_QUIET_NAME = 80  # the same when it is not in capitals

# Parent and issuer on one line: "UBND TỈNH LONG AN - SỞ Y TẾ", "UBND TỈNH LONG AN SỞ Y TẾ".
_ONE_LINE = re.compile(
    r"\s+[-–]\s+(?=(?:SỞ|BAN|UBND|VĂN PHÒNG|PHÒNG|CỤC)\b)|(?<=[^\W\d_])\s+(?=SỞ [^\W\d_])"
)
_LABEL = re.compile(r"^(?:DON VI|(?:TEN )?CO QUAN|DON VI BAO CAO)\s*:\s*")


@cache
def _lists() -> dict[str, list[str]]:
    path = Path(__file__).parent / "letterhead.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def words(name: str) -> tuple[str, ...]:
    """Return a list of `letterhead.toml`, in capitals without accents, the longest first."""
    return tuple(sorted(_lists()[name], key=len, reverse=True))


@cache
def _any_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, words(name)))})(?![A-Z])")


def find_organs(
    pieces: Sequence[Piece], is_fixed: Callable[[Piece], bool], any_name: bool = False
) -> tuple[str, ...]:
    """Return the bodies of the left column, outermost first, as printed.

    `is_fixed` tells the head's other lines (motto, number, date); `any_name` takes lines in
    capitals for a body even when no word of theirs is known.
    """
    names: list[str] = []
    for piece in pieces:
        folded = piece.plain.strip(" *_-–—.")
        if not folded or is_fixed(piece) or _starts(folded, "not_organs"):
            continue
        label = _LABEL.match(folded)
        text = piece.bare.strip(" *_–—.")[label.end() if label else 0 :]
        for name in _ONE_LINE.split(text):
            _take(names, name.strip(" *_–—."), any_name)
    return tuple(dict.fromkeys(names))


def _take(names: list[str], text: str, any_name: bool) -> None:
    """Add a line to the names: a new one, or the end of the last."""
    begins = _begins(text) or (any_name and not names)
    if not is_shouted(text) and not (begins and len(text) < MAX_QUIET_NAME):
        return
    if re.match(r"^V\s*/\s*V\b", plain(text)) or text[:2] in ("Số", "SỐ"):
        return
    if names and (not begins or _goes_on(names[-1])):
        names[-1] = f"{names[-1]} {text}"
    elif begins and len(text) < MAX_NAME:
        names.append(text)


def _begins(text: str) -> bool:
    return _starts(plain(text), "organs") and not text.startswith(words("look_alikes"))


def _goes_on(name: str) -> bool:
    """Tell a name that its line does not end: "VĂN PHÒNG", "UBND HUYỆN"."""
    folded = plain(name)
    if folded.endswith(words("closed_ends")):
        return False
    ends = "|".join(map(re.escape, words("open_ends")))
    return folded in words("incomplete") or bool(re.search(rf"(?:^|[\s,])(?:{ends})$", folded))


def _starts(folded: str, name: str) -> bool:
    return bool(_any_of(name).match(folded))
