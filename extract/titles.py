"""Kind, title, subject and recipient: the middle of a document's first page."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.pieces import Piece, is_shouted, plain

MAX_TITLE = 1500  # characters
MAX_TITLE_PIECES = 16

_STOP = re.compile(
    r"^\W*(?:KINH GUI|CAN CU|THUC HIEN\b.*\b(?:SO|CUA)\b|THEO (?:DE NGHI|CHUONG TRINH)"
    r"|[IVX]{1,4}\s*[.)/-]\s|[0-9]{1,2}\s*[.)]\s"
    r"|PHAN (?:THU|[IVX]+|MOT)\b|DIEU 1\b|XET\b|NOI NHAN)"
)
_CHIEF = re.compile(
    r"^(?:QUYEN )?(?:CHU TICH|PHO CHU TICH|BO TRUONG|GIAM DOC|THU TRUONG|THONG DOC"
    r"|TONG|CHANH|CUC TRUONG|CHI CUC TRUONG|TRUONG BAN|UY BAN NHAN DAN|UBND"
    r"|HOI DONG NHAN DAN|CHINH PHU|THU TUONG|QUOC HOI)\b"
)
_RULE = re.compile(r"^[\W_]*$")
_ATTACHED = re.compile(r"^\W*(?:BAN HANH |DINH |GUI )?KEM(?: THEO)?\b")
# A title goes on after such a last word, or before a line that starts with such a first one.
_OPEN_END = re.compile(
    r"(?:[,;–-]|\b(?:CUA|VA|TAI|TRONG|VE|THUOC|CHO|VOI|THEO|CAC|DUOC|LINH VUC|DEN|TU|HOAC"
    r"|NAM|QUY|THANG|SO))\s*$"
)
_RECIPIENT = re.compile(r"^\W*KINH GUI\s*(?:\([0-9]\))?\s*[:.]?\s*")
_ITEM = re.compile(r"^\s*[-–—+•]\s*")


@dataclass(frozen=True, slots=True)
class Heading:
    """The kind as a heading: its words as printed, the piece it stands in, the offset behind it."""

    word: str
    at: int
    rest: int


@cache
def kind_words() -> dict[str, str]:
    """Return the kinds that stand as a heading, in plain capitals, with their abbreviations."""
    path = Path(__file__).parent / "letterhead.toml"
    kinds: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))["kinds"]
    return kinds


@cache
def _kind() -> re.Pattern[str]:
    words = sorted(kind_words(), key=len, reverse=True)
    return re.compile(rf"^\W*(?P<word>{'|'.join(w.replace(' ', ' +') for w in words)})(?![A-Z])")


def find_kind(pieces: Sequence[Piece]) -> Heading | None:
    """Return the first heading that is a kind of document: "BÁO CÁO", alone or before its title."""
    for i, piece in enumerate(pieces):
        text = piece.bare
        match = _kind().match(plain(text))
        if match is None or not text[match.start("word") : match.end("word")].isupper():
            continue
        rest = text[match.end("word") :].strip()
        # "QUY ĐỊNH CHUNG" or a sentence in capitals is no heading; "BÁO CÁO Kết quả …" is one.
        if rest and (len(rest) < 12 or piece.in_table):
            continue
        word = " ".join(text[match.start("word") : match.end("word")].split())
        return Heading(word, i, match.end("word"))
    return None


def find_title(pieces: Sequence[Piece], kind: Heading) -> str | None:
    """Return the title (trích yếu) below the kind, its wrapped lines joined."""
    parts: list[str] = []
    rest = pieces[kind.at].bare[kind.rest :].strip(" :")
    if rest:
        parts.append(rest)
    last = pieces[kind.at]
    for piece in pieces[kind.at + 1 : kind.at + 1 + MAX_TITLE_PIECES]:
        text = piece.bare
        if _RULE.match(piece.plain) or _ATTACHED.match(piece.plain):
            if parts and _ATTACHED.match(piece.plain):
                break
            continue
        if _ends_title(piece, parts) or not _goes_on(parts, last, piece):
            break
        parts.append(text)
        last = piece
    return " ".join(" ".join(parts).split())[:MAX_TITLE].strip() or None


def _ends_title(piece: Piece, parts: list[str]) -> bool:
    folded = piece.plain
    if _STOP.match(folded):
        return True
    chief = _CHIEF.match(folded) and is_shouted(piece.bare)
    return bool(chief and parts and not _OPEN_END.search(plain(parts[-1])))


def _goes_on(parts: list[str], last: Piece, piece: Piece) -> bool:
    if not parts or piece.block == last.block:
        return True
    text = piece.bare
    if text[:1].islower() or text.startswith("(") or _OPEN_END.search(plain(parts[-1])):
        return True
    if is_shouted(text) and is_shouted(parts[-1]):
        return True
    alike = (piece.bold, piece.centered) == (last.bold, last.centered)
    return alike and (piece.bold or piece.centered) and len(text) < 200


def find_subject(pieces: Sequence[Piece], is_other: Callable[[Piece], bool]) -> str | None:
    """Return the subject of a công văn, "V/v …"; lines of the right column stand between."""
    at = next((i for i, p in enumerate(pieces) if re.match(r"^\W*V\s*/\s*V\b", p.plain)), None)
    if at is None:
        return None
    parts = [pieces[at].bare]
    for piece in pieces[at + 1 : at + 8]:
        if is_other(piece):
            continue
        if _STOP.match(piece.plain) or len(piece.bare) > 120 or _RULE.match(piece.plain):
            break
        parts.append(piece.bare)
    return " ".join(parts)


def find_recipients(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Return the names after "Kính gửi:", one or a list."""
    for i, piece in enumerate(pieces):
        match = _RECIPIENT.match(piece.plain)
        if match is None:
            continue
        items = [p for p in re.split(r";\s*(?=[-–+•])?", piece.bare[match.end() :]) if p.strip()]
        for after in pieces[i + 1 : i + 40]:
            if _ITEM.match(after.bare) and (not items or _listed(items, piece, after)):
                items.append(after.bare)
            elif items and after.block == piece.block and not items[-1].rstrip().endswith("."):
                items[-1] = f"{items[-1]} {after.bare}"
            else:
                break
        return tuple(_ITEM.sub("", item).strip(" ;.") for item in items if item.strip(" ;.-"))
    return ()


def _listed(items: list[str], first: Piece, after: Piece) -> bool:
    """Tell whether a dash line still lists recipients: the one before ended with a semicolon."""
    return after.block == first.block or not items[-1].rstrip().endswith(".")
