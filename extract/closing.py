"""The closing of a document: signer's office and name, and "Nơi nhận" item by item."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.document import Document
from extract.pieces import Piece, is_shouted, plain, split_blocks

MAX_CLOSING = 40  # pieces after "Nơi nhận" that may still be of the closing
MAX_OFFICES = 8  # that one line may name
MAX_BEFORE = 6  # pieces before it that may hold the office, when the right column comes first

_RECEIVERS = re.compile(r"NOI\s+NHAN\b")
_ITEM = re.compile(r"^\s*[-–—+•]\s*")
_DELEGATION = re.compile(r"^(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s*[./]?\s*[A-Z]")
_END = re.compile(r"^\W*(?:PHU LUC|BIEU|MAU SO|KET QUA|TINH HINH|TONG HOP|DANH MUC|PHAN\b)")
_PHAN = re.compile(r"Phan\s")  # a family name; "Phần I" begins an annex
_TITLES = r"(?:(?:TS|THS|PGS|GS|BS|BSCK[I]*|BS\.?CK[I]*|KS|CN|DS|LS|NGUT|TTUT|TTND)\.?\s*)*"
_RANK = r"(?:(?:DAI|THUONG|TRUNG|THIEU) (?:TUONG|TA|UY)\s+)?"
_SYLLABLE = r"[^\W\d_]+"
_LAST_ITEM = re.compile(r"(?<=[.;/])\s+(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Closing:
    """Who signs, in which office, and who receives a copy; as printed."""

    signer_title: str | None = None
    signer_name: str | None = None
    receivers: tuple[str, ...] = ()


NO_CLOSING = Closing()


@cache
def _offices() -> re.Pattern[str]:
    data = tomllib.loads((Path(__file__).parent / "letterhead.toml").read_text(encoding="utf-8"))
    names = sorted(data["offices"], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?![A-Z])")


def is_office(piece: Piece) -> bool:
    """Tell whether the piece is a signer's office in capitals: "KT. GIÁM ĐỐC"."""
    if not is_shouted(piece.bare) or len(piece.bare) > 80:
        return False
    folded = piece.plain.lstrip("-–. ")
    return bool(_DELEGATION.match(folded) or _offices().match(folded))


def find_closing(document: Document) -> Closing:
    """Return the closing of the main document, before its annexes."""
    pieces = _cut_offices(split_blocks(document.blocks))
    at = next((i for i, p in enumerate(pieces) if _RECEIVERS.match(p.plain)), None)
    if at is None:
        return _unlisted(pieces)
    start = at
    while start > max(0, at - MAX_BEFORE) and not _is_body(pieces[start - 1]):
        start -= 1
    end = next((i for i in range(at + 1, len(pieces)) if _ends(pieces[i])), len(pieces))
    region = list(pieces[start : min(end, at + MAX_CLOSING)])
    return _read(region, at - start)


def _ends(piece: Piece) -> bool:
    """Tell whether an annex begins with the piece; Phan is a family name, Phần is a part."""
    if not _END.match(piece.plain):
        return False
    return not (is_name(piece.bare) and _PHAN.match(piece.bare))


def _cut_offices(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Cut "Nơi nhận: GIÁM ĐỐC" and "- Như trên; CHỦ TỊCH", two columns read as one line."""
    result: list[Piece] = []
    for piece in pieces:
        cut = _office_at(piece.text)
        if cut is None:
            result.append(piece)
            continue
        result.append(_part(piece, 0, cut))
        result.append(_part(piece, cut, len(piece.text)))
    return tuple(result)


def _office_at(text: str) -> int | None:
    """Return where an office that is printed in capitals to the end begins beside a receiver."""
    folded = plain(text)
    if not (_RECEIVERS.match(folded) or _ITEM.match(folded)):
        return None
    places = [m.start() for m in _offices().finditer(folded)]
    for at in places[:MAX_OFFICES]:
        if at and folded[at - 1].isspace() and is_shouted(text[at:]):
            return at
    return None


def _part(piece: Piece, start: int, end: int) -> Piece:
    text = piece.text[start:end].rstrip()
    return Piece(text, piece.block, piece.start + start, piece.runs, in_table=piece.in_table)


def _is_body(piece: Piece) -> bool:
    return len(piece.bare) > 90 or (piece.bare.endswith((".", ";", "/.")) and not is_office(piece))


def _read(region: list[Piece], marker: int) -> Closing:
    offices = [i for i, p in enumerate(region) if is_office(p) and i != marker]
    offices = _together(region, offices)
    name_at = None
    name = None
    if offices:
        name_at, name = _name_after(region, offices[-1])
    return Closing(
        signer_title=" ".join(region[i].bare for i in offices) or None,
        signer_name=name,
        receivers=_receivers(region, marker, {*offices, *([name_at] if name_at else [])}, name),
    )


def _together(region: list[Piece], offices: list[int]) -> list[int]:
    """Take the first run of office lines; lines of the left column may stand between them."""
    taken: list[int] = []
    for i in offices:
        if taken and i - taken[-1] > 4:
            break
        if taken and any(is_name(region[j].bare) for j in range(taken[-1] + 1, i)):
            break
        taken.append(i)
    if not taken:
        return taken
    # "TM. ỦY BAN NHÂN DÂN" may wrap: "TỈNH KHÁNH HÒA" below it belongs to the office.
    return taken


def _name_after(region: list[Piece], start: int) -> tuple[int | None, str | None]:
    for i in range(start + 1, len(region)):
        text = region[i].bare
        if is_name(text):
            return i, text
        # "- Lưu: VT, VP. Vĩnh Thông": the last item and the name read as one line.
        parts = _LAST_ITEM.split(text)
        if _ITEM.match(text) and len(parts) > 1 and is_name(parts[-1]):
            return None, parts[-1]
    return None, None


_NAME = re.compile(rf"^{_TITLES}{_RANK}(?P<name>{_SYLLABLE}(?: {_SYLLABLE}){{1,5}})$")


def is_name(text: str) -> bool:
    """Tell whether the text is a person's name: two to six words, each with a capital."""
    text = " ".join(text.split()).strip(" .,*")
    match = _NAME.match(plain(text))
    if match is None or len(text) > 60:
        return False
    words = text[match.start("name") :].split()
    return (
        2 <= len(words) <= 6
        and all(w[0].isupper() and (len(w) == 1 or w[1:].islower()) for w in words)
        and not _NOT_NAME.match(plain(text))
    )


_NOT_NAME = re.compile(r"^(?:NHU TREN|NHU DIEU|LUU|NOI NHAN|VAN PHONG|SO |BO |UBND|DA KY|KY BOI)")


def _receivers(
    region: list[Piece], marker: int, others: set[int], name: str | None
) -> tuple[str, ...]:
    items: list[str] = []
    head = re.sub(r"^[^:]*:?", "", region[marker].bare, count=1).strip()
    if head and not head.startswith("("):
        items += [part for part in re.split(r";\s*", head) if part.strip(" -–.")]
    for i in range(marker + 1, len(region)):
        text = region[i].bare
        if i in others or not text:
            continue
        if name and text.endswith(name) and text != name:
            text = text[: -len(name)].strip()
        if _ITEM.match(text):
            items += [p for p in re.split(r";\s+(?=[-–+])", text) if p.strip(" -–.")]
        elif items and region[i].text and not is_office(region[i]) and not is_name(text):
            if not items[-1].rstrip().endswith((";", ".")) and len(text) < 60:
                items[-1] = f"{items[-1]} {text}"
            elif items[-1].rstrip().endswith("."):
                break
    return tuple(_ITEM.sub("", item).strip(" ;.") for item in items)


def _unlisted(pieces: Sequence[Piece]) -> Closing:
    """Return the closing of a document without "Nơi nhận": an office line that a name follows."""
    for i in range(len(pieces) - 1, -1, -1):
        if not is_office(pieces[i]) or any(is_office(p) for p in pieces[i + 1 : i + 3]):
            continue
        for j in range(i + 1, min(i + 8, len(pieces))):
            if is_name(pieces[j].bare):
                start = i
                while start and is_office(pieces[start - 1]):
                    start -= 1
                title = " ".join(p.bare for p in pieces[start : i + 1])
                return Closing(title, pieces[j].bare)
            if len(pieces[j].bare) > 60:
                break
    return Closing()
