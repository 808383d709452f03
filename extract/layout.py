"""From what a reader saw to what a person reads: whole paragraphs, headings, lists, an outline.

Works on every reader's blocks. Nothing is dropped: a block keeps its text, or becomes one with the
block it was torn from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from extract.document import FURNITURE, Block, BlockKind, Document
from extract.joining import continues, is_shouted, joint
from extract.organs import words
from extract.outline import Level, Marker, Outline, read_annex, read_form, read_marker
from extract.pieces import plain
from extract.titles import kind_words

MAX_CAPTION = 10  # blocks from a caption to its table
MAX_HEADING = 250  # characters
MAX_HEAD = 30  # blocks from the top in which the kind of document stands
MAX_OFFICE = 60  # characters
MAX_TAIL = 400  # characters

_CAPTION = re.compile(
    r"\(?\s*(?:(?:Đơn vị tính|ĐVT|Đơn vị)\s*:|Kỳ báo cáo\b|Tính từ ngày\b|từ (?:ngày )?\d"
    r"|(?:(?:Ban hành|Đính|Gửi) )?kèm(?: theo)?\b|(?:Bảng|Hình|Biểu đồ)\s+(?:số\s+)?\d)",
    re.IGNORECASE,
)
# Lines of the letterhead and the closing: never part of a paragraph, never a heading.
_FIXED = re.compile(
    r"\W*(?:CỘNG HO[ÀA] ?XÃ HỘI|CỘNG HÒA|CỘNG HOÀ|Độc lập\s*[-–]|ĐẢNG CỘNG SẢN"
    r"|Số\s*:|Kính gửi\b|Nơi nhận\b"
    r"|(?:KT|TM|TL|TUQ|Q|T/M|K/T|T/L)\s?\.?\s+[A-ZĐÀ-Ỹ]{2}|Người ký\s*:|V/v\b)"
    r"|[^,]{2,40},\s*ngày\b.{0,20}\btháng\b.{0,20}\bnăm\b.{0,10}$"
)
_CLOSING = re.compile(r"\W*Nơi nhận\b")
_END_OF_TEXT = re.compile(r"\./\.?\s*$|\.\s*/\.\s*$")
_PAGE_NUMBER = re.compile(
    r"(?:[-–]\s*)?(?P<number>\d{1,4})(?:\s*[-–])?|(?:Trang|Page)\s+\d{1,4}(?:\s*/\s*\d{1,4})?"
)


def arrange(document: Document) -> Document:
    """Return the document with torn paragraphs joined, blocks told apart and placed in the outline.

    Joined text is left + a space + right (nothing inside a torn symbol), spans moved along. Blocks
    are numbered anew.
    """
    blocks = list(document.blocks)
    if document.media_type == "text":
        blocks = _page_numbers(blocks)
    blocks = _joined(blocks)
    blocks = _told(blocks)
    blocks = list(_placed(blocks))
    numbered = tuple(replace(block, ordinal=number) for number, block in enumerate(blocks))
    return replace(document, blocks=numbered)


def _page_numbers(blocks: list[Block]) -> list[Block]:
    """Tell page numbers, alone between blank lines and counting up by one, from text."""
    found = [
        (position, int(match["number"]) if match["number"] else None)
        for position, block in enumerate(blocks)
        if block.table is None and (match := _PAGE_NUMBER.fullmatch(block.text))
    ]
    out = list(blocks)
    numbers = [number for _, number in found if number is not None]
    counts_up = len(numbers) >= 3 and all(b - a == 1 for a, b in pairwise(numbers))
    for position, number in found:
        if number is None or counts_up:
            out[position] = replace(blocks[position], kind=BlockKind.FOOTER)
    return out


@dataclass(slots=True)
class _Group:
    """Blocks that become one, with enough of their text to tell whether it goes on."""

    blocks: list[Block]
    tail: str
    closing: bool = False

    def add(self, blocks: Sequence[Block], tail: str) -> None:
        self.tail = (self.tail + joint(self.tail, blocks[0].text) + tail)[-MAX_TAIL:]
        self.blocks += blocks


def _joined(blocks: Sequence[Block]) -> list[Block]:
    groups: list[_Group] = []
    open_groups: list[_Group] = []  # those that are no furniture, in order
    closing = False
    for block in blocks:
        closing = _in_closing(closing, block)
        if block.kind in FURNITURE:
            groups.append(_Group([block], ""))
            continue
        while open_groups and not closing:
            left = open_groups[-1]
            if _belongs(left.blocks[0], left.tail, block):
                left.add([block], block.text[-MAX_TAIL:])
                break
            if not _settle(open_groups):
                open_groups.append(_Group([block], block.text[-MAX_TAIL:]))
                groups.append(open_groups[-1])
                break
        else:
            while _settle(open_groups):
                pass
            open_groups.append(_Group([block], block.text[-MAX_TAIL:], closing))
            groups.append(open_groups[-1])
    while _settle(open_groups):
        pass
    return [_merged(group.blocks) for group in groups if group.blocks]


def _settle(groups: list[_Group]) -> bool:
    """Join the last group to the one before when its longer text now belongs there; tell so.

    A line that looked like a title alone may go on with a symbol: then it is none.
    """
    if len(groups) < 2 or groups[-1].closing or len(groups[-1].blocks) < 2:
        return False
    left, right = groups[-2:]
    whole = _merged(right.blocks[:8])  # as far as it matters how a text begins
    if not _belongs(left.blocks[0], left.tail, whole):
        return False
    left.add(right.blocks, right.tail)
    right.blocks = []
    groups.pop()
    return True


def _in_closing(closing: bool, block: Block) -> bool:
    """Tell whether a block stands between `Nơi nhận` and what follows the signature."""
    if _CLOSING.match(block.text):
        return True
    if not closing or block.table is not None or len(block.text) > MAX_HEADING:
        return False
    return _attachment(block) is None


def _belongs(left: Block, tail: str, right: Block) -> bool:
    if left.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return False
    if right.kind is not BlockKind.PARAGRAPH or right.marker is not None:
        return False
    if left.table is not None or right.table is not None:
        return False
    if left.style.level is not None or right.style.level is not None or right.style.centered:
        return False
    if not continues(tail, right.text):
        return False
    return not any(
        _FIXED.match(b.text) or _CAPTION.match(b.text) or _attachment(b) for b in (left, right)
    )


def _merged(group: Sequence[Block]) -> Block:
    if len(group) == 1:
        return group[0]
    parts = [group[0].text]
    spans = list(group[0].spans)
    length = len(group[0].text)
    for before, block in pairwise(group):
        between = joint(before.text[-MAX_TAIL:], block.text)
        length += len(between)
        spans += (span.moved(length) for span in block.spans)
        length += len(block.text)
        parts += (between, block.text)
    return replace(group[0], text="".join(parts), spans=tuple(spans))


def _attachment(block: Block) -> str | None:
    """Return the outline label of the annex or form that a block heads, or None."""
    if block.table is not None or block.kind is BlockKind.LIST_ITEM:
        return None
    return read_annex(block.text) or read_form(block.text)


def _told(blocks: Sequence[Block]) -> list[Block]:
    near = _near_tables(blocks)
    body = _body_start(blocks)
    out = []
    closing = False
    for position, block in enumerate(blocks):
        closing = _in_closing(closing, block)
        if block.kind is BlockKind.PARAGRAPH and block.table is None:
            plain = position < body or (closing and not near[position])
            block = _kind(block, near[position], plain)
        elif block.kind in (BlockKind.LIST_ITEM, BlockKind.HEADING) and block.marker is None:
            marker = read_marker(block.text)
            block = replace(block, marker=marker.text if marker else None)
        out.append(block)
    return out


def _kind(block: Block, near_table: bool, fixed: bool) -> Block:
    if _FIXED.match(block.text):
        return block
    if near_table and (_CAPTION.match(block.text) or _attachment(block)):
        return replace(block, kind=BlockKind.CAPTION)
    marker = read_marker(block.text)
    if marker is not None:
        kind = _marked(block, marker)
        return replace(block, kind=kind, marker=marker.text)
    titled = block.style.level is not None or _attachment(block) is not None
    shouted = is_shouted(block.text) and len(block.text) <= 2 * MAX_HEADING
    if shouted and _is_office(block):
        return block
    if not fixed and (titled or (shouted and " " in block.text.strip())):
        return replace(block, kind=BlockKind.HEADING)
    return block


def _marked(block: Block, marker: Marker) -> BlockKind:
    """Return whether a numbered block is a heading or an item: a heading is no sentence."""
    if marker.level is Level.BULLET:
        return BlockKind.LIST_ITEM
    rest = block.text[len(marker.text) :].strip()
    if block.style.level is not None or is_shouted(rest.split(":")[0]):
        return BlockKind.HEADING
    if marker.level < Level.SECTION or (len(rest) <= MAX_HEADING and rest[-1:] not in ".;,"):
        return BlockKind.HEADING
    return BlockKind.LIST_ITEM


def _near_tables(blocks: Sequence[Block]) -> list[bool]:
    """Tell for each block whether a table follows closely, with only short lines in between."""
    near = [False] * len(blocks)
    distance = MAX_CAPTION + 1
    for position in range(len(blocks) - 1, -1, -1):
        block = blocks[position]
        if block.kind in FURNITURE:
            continue
        if block.table is not None:
            distance = 0
            continue
        distance += 1
        if len(block.text) > 2 * MAX_HEADING or _CLOSING.match(block.text):
            distance = MAX_CAPTION + 1
        near[position] = distance <= MAX_CAPTION
    return near


def _body_start(blocks: Sequence[Block]) -> int:
    """Return the position of the kind of document; what stands above is letterhead."""
    for position, block in enumerate(blocks[:MAX_HEAD]):
        if block.table is None and is_shouted(block.text) and _begins(block.text, _kinds()):
            return position
    return 0


def _is_office(block: Block) -> bool:
    """Tell whether a block is the office that signs: `GIÁM ĐỐC`, `PHÓ CHỦ TỊCH`."""
    return len(block.text) <= MAX_OFFICE and _begins(block.text, words("offices"))


def _begins(text: str, names: tuple[str, ...]) -> bool:
    bare = plain(text.strip())
    return any(bare == name or bare.startswith(name + " ") for name in names)


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(kind_words())


def _placed(blocks: Sequence[Block]) -> Iterator[Block]:
    outline = Outline()
    near = _near_tables(blocks)
    closing = ended = False
    unnamed = 0
    for position, block in enumerate(blocks):
        if block.kind in FURNITURE:
            yield block
            continue
        label = _attachment(block)
        if label is not None and (block.kind in (BlockKind.CAPTION, BlockKind.HEADING)):
            outline.begin(label)
            closing = ended = False
        elif _CLOSING.match(block.text) or ended:
            closing, ended = True, False
            outline.begin(None)
        if closing and near[position] and block.kind is BlockKind.HEADING:
            unnamed += 1
            outline.begin(f"Kèm theo {unnamed}")
            closing = False
        if not closing and block.marker is not None and block.table is None:
            marker = read_marker(block.text)
            if marker is not None:
                outline.enter(marker)
        yield replace(block, section=None if closing else outline.path)
        ended = ended or bool(_END_OF_TEXT.search(block.text))
