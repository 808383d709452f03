"""The letterhead as printed: body, number, place and date, kind, title, recipient.

A letterhead is two columns; readers give them as two blocks, as a small table, as lines with wide
gaps or as single lines that hold both sides. All become `Piece`s, and each piece says by its own
words what it is (Nghị định 30/2020/NĐ-CP, Phụ lục I, zones 1–5 and 9a). What is blank stays None;
nothing is taken from the first citation of the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, takewhile, zip_longest

from extract.attachments import AttachedHeading, find_all_headings, find_announced, find_headings
from extract.closing import NO_CLOSING, Closing, find_closing
from extract.document import WORKBOOKS, Block, BlockKind, Document
from extract.number_line import DATE, NUMBER, fill_gaps, read_date, read_number
from extract.organs import find_organs
from extract.period_lines import PeriodLine, find_period_lines, is_opening
from extract.pieces import MOTTO, NATION, PARTY, Piece, plain, split_block
from extract.titles import Heading, find_kind, find_recipients, find_subject, find_title

MAX_HEAD = 60  # pieces from the top in which a letterhead begins

_PLACED = re.compile(r"[,.;]\s*NGAY\b")  # "Nha Trang, ngày …"
_ANCHOR = re.compile(rf"^\W*(?:{NATION}|{MOTTO}|{PARTY})")
_WORDED = re.compile(r"^\W*(?:NAM|QUY|THANG|[0-9]+ THANG)\b.*")  # a caption without its label
_YEARLESS = re.compile(r"\bTHANG\s+[0-9]{1,2}\s+NAM$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_RECIPIENT = re.compile(r"^\W*KINH GUI\b")


@dataclass(frozen=True, slots=True)
class RawLetterhead:
    """What a document prints about itself; None or empty where nothing is printed.

    `organs` are the bodies from the outermost to the issuer. `number_text` and `date_text` hold
    the whole line; `day`, `month`, `year` its filled-in parts. `has_head` tells a letterhead
    (national motto, Party name or a number line) from a text that starts without one.
    """

    has_head: bool = False
    organs: tuple[str, ...] = ()
    number_text: str | None = None
    number: str | None = None
    year_part: str | None = None
    symbol: str | None = None
    place: str | None = None
    date_text: str | None = None
    day: str | None = None
    month: str | None = None
    year: str | None = None
    kind_word: str | None = None
    title: str | None = None
    subject: str | None = None  # "V/v …" of a công văn
    recipients: tuple[str, ...] = ()
    closing: Closing = NO_CLOSING
    attachments: tuple[str, ...] = ()
    headings: tuple[AttachedHeading, ...] = ()  # every "(kèm theo …)"
    is_attached: bool = False  # an annex or a workbook, without a letterhead of its own
    body_organs: tuple[str, ...] = ()  # who speaks: "Sở … báo cáo", "Sở … kính gửi"
    period_lines: tuple[PeriodLine, ...] = ()
    block: int | None = None  # ordinal of the block that holds the number, else of the heading
    number_piece: Piece | None = None  # the line that holds the number
    date_piece: Piece | None = None


def find_letterhead(document: Document) -> RawLetterhead:
    """Return what the document prints about itself."""
    pieces = _head_pieces(document)
    kind = _own_kind(pieces)
    common = RawLetterhead(
        headings=tuple(h for _, h in find_all_headings(_texts(document))),
        attachments=find_announced([n for b in document.blocks for n in b.text.split("\n")]),
        period_lines=tuple(_period_lines(document)),
    )
    if _is_attached(document, pieces, kind):
        # A workbook may bear its bodies on top; an annex names them in its heading only.
        top = _sheet_top(document, pieces) if document.media_type in WORKBOOKS else ()
        return replace(common, is_attached=True, organs=find_organs(top, _is_fixed))
    return _read_head(document, pieces, kind, common)


def _sheet_top(document: Document, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return what stands over a sheet's first form, its code and title left out."""

    def is_caption(piece: Piece) -> bool:
        return document.blocks[piece.block].kind is BlockKind.CAPTION

    below = dropwhile(is_caption, pieces[:6])
    return tuple(takewhile(lambda piece: not is_caption(piece), below))


def _own_kind(pieces: Sequence[Piece]) -> Heading | None:
    """Return the kind's heading; below the "Kính gửi" of a "V/v …" stands an enclosure's."""
    kind = find_kind(pieces)
    recipient = next((i for i, p in enumerate(pieces) if _RECIPIENT.match(p.plain)), None)
    if kind is None or recipient is None or kind.at < recipient:
        return kind
    return None if find_subject(pieces[:recipient], _is_fixed) else kind


def _read_head(
    document: Document, pieces: tuple[Piece, ...], kind: Heading | None, common: RawLetterhead
) -> RawLetterhead:
    end = _head_end(pieces, kind)
    head = pieces[:end]
    number_at = next((i for i, p in enumerate(head) if NUMBER.match(p.plain)), None)
    numbers = ((p, number) for p in head if (number := read_number(p)))
    dates = ((p, date) for p in _rejoined(head) if (date := read_date(p)))
    first_number, first_date = next(numbers, None), next(dates, None)
    anchored = any(_ANCHOR.match(p.plain) for p in head)
    if first_date and not (first_number or anchored or kind):
        # No letterhead stands here: a list's cell "…/QĐ-SYT ¶ ngày 12/3/2024", a sentence's end.
        placed = first_date[1].place and _PLACED.search(first_date[0].plain)
        first_date = first_date if placed and not first_date[0].in_table else None
    own_number, own_date = fill_gaps(first_number, first_date, document)
    left = head[:number_at]
    organs = (
        find_organs(left, _is_fixed)
        or find_organs(head, _is_fixed)
        or find_organs(left, _is_fixed, any_name=own_number is not None)
    )
    title = find_title(pieces, kind) if kind else None
    at = head[number_at].block if number_at is not None else pieces[kind.at].block if kind else None
    return replace(
        common,
        has_head=own_number is not None or anchored,
        organs=organs,
        number_text=own_number.text if own_number else None,
        number=own_number.number if own_number else None,
        year_part=own_number.year if own_number else None,
        symbol=own_number.symbol if own_number else None,
        place=own_date.place if own_date else None,
        date_text=own_date.text if own_date else None,
        day=own_date.day if own_date else None,
        month=own_date.month if own_date else None,
        year=own_date.year if own_date else None,
        kind_word=kind.word if kind else None,
        title=title,
        subject=find_subject(head, _is_fixed),
        recipients=find_recipients(pieces),
        closing=find_closing(document),
        body_organs=_body_organs(document, pieces, kind),
        block=at,
        number_piece=first_number[0] if first_number else None,
        date_piece=first_date[0] if first_date else None,
    )


def _rejoined(head: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, a date line with the year that a narrow column broke off it."""
    for piece, after in zip_longest(head, head[1:]):
        if after is None or not _YEARLESS.search(piece.plain) or not _YEAR.fullmatch(after.plain):
            yield piece
        else:
            yield replace(piece, text=f"{piece.text} {after.text}")


def _head_pieces(document: Document) -> tuple[Piece, ...]:
    """Return the first pieces; of a workbook the first cells of each sheet."""
    found: list[Piece] = []
    for block in document.blocks:
        found.extend(_top_cells(block) if document.media_type in WORKBOOKS else split_block(block))
        if len(found) >= MAX_HEAD:
            break
    return tuple(found[:MAX_HEAD])


def _top_cells(block: Block) -> tuple[Piece, ...]:
    if block.table is None:
        return split_block(block)
    cells = [c.text for c in block.table.cells if c.row < 8 and c.text.strip()]
    return tuple(Piece(text, block.ordinal, 0, in_table=True) for text in cells[:24])


def _is_fixed(piece: Piece) -> bool:
    """Tell whether the piece is one of the head's fixed lines: motto, number, date."""
    return bool(_ANCHOR.match(piece.plain) or NUMBER.match(piece.plain) or DATE.match(piece.plain))


def _is_attached(document: Document, pieces: Sequence[Piece], kind: Heading | None) -> bool:
    """Tell an annex or a workbook: "(kèm theo …)" stands before any letterhead or kind."""
    heading = next(
        (i for i, p in enumerate(pieces) if any(h.alone for h in find_headings(p.text))), None
    )
    own = next((i for i, p in enumerate(pieces) if _ANCHOR.match(p.plain)), len(pieces))
    number = next((i for i, p in enumerate(pieces) if NUMBER.match(p.plain)), None)
    # A number without a body above it is a signing stamp, "Số: 250/QĐ-UBND, Thời gian ký …".
    if number is not None and find_organs(pieces[:number], _is_fixed):
        own = min(own, number)
    if kind is not None:
        own = min(own, kind.at)
    if document.media_type in WORKBOOKS:
        return own == len(pieces) or heading is not None
    annex = next((i for i, p in enumerate(pieces) if re.match(r"^PHU LUC\b", p.plain)), None)
    first = min(i for i in (heading, annex, len(pieces)) if i is not None)
    return first < own


def _head_end(pieces: Sequence[Piece], kind: Heading | None) -> int:
    """Return where the head ends: at the kind, else at "Kính gửi", else after the last motto."""
    recipient = next((i for i, p in enumerate(pieces) if _RECIPIENT.match(p.plain)), None)
    ends = [i for i in (kind.at if kind else None, recipient) if i is not None]
    if ends:
        return min(ends)
    last = max((i for i, p in enumerate(pieces[:20]) if _is_fixed(p)), default=-1)
    return last + 1


_SPEAKER = re.compile(
    r"(?:^|[,;:]\s*|\n\s*)(?P<organ>(?:Sở|Ban|UBND|HĐND|Ủy ban|Uỷ ban|Văn phòng|Thanh tra|Bộ|Cục"
    r"|Chi cục|Trung tâm|Phòng|Công an|Bảo hiểm|Kho bạc|Ngân hàng|Thuế|Hải quan)\b"
    r"[^.;:()\n]{0,90}?)\s+"
    r"(?:xin\s+)?(?:(?:kính|trân trọng)\s+)*(?:báo cáo|kính gửi|gửi|đề nghị)\b"
)


def _body_organs(
    document: Document, pieces: Sequence[Piece], kind: Heading | None
) -> tuple[str, ...]:
    """Return who speaks in the opening and closing sentences, each name once."""
    if not pieces:
        return ()
    first = pieces[kind.at].block + 1 if kind else pieces[0].block
    blocks = [b for b in document.blocks if b.table is None]
    closing = next(
        (i for i, b in enumerate(blocks) if plain(b.text).lstrip().startswith("NOI NHAN")), 0
    )
    opening = [b for b in blocks if b.ordinal >= first][:8]
    ending = blocks[max(0, closing - 12) : closing]
    names: dict[str, str] = {}
    for block in [*opening, *ending]:
        for match in _SPEAKER.finditer(block.text):
            name = " ".join(match["organ"].split())
            names.setdefault(plain(name), name)
    return tuple(names.values())


def _texts(document: Document) -> list[str]:
    """Return the blocks' texts and the captions that a reader took off a sheet's table."""
    return [text for block in document.blocks for text in (*_left_out(block), block.text)]


def _left_out(block: Block) -> list[str]:
    caption = block.table.caption if block.table else None
    if caption is None or caption.blocks:
        return []
    printed = (caption.period_text, caption.attached_text)
    return [text for text in printed if text and text not in block.text]


def _period_lines(document: Document) -> Iterator[PeriodLine]:
    for block in document.blocks:
        for text in _left_out(block):
            for line in find_period_lines(text, block.ordinal):
                yield replace(line, start=0)
            if period := _WORDED.match(plain(text)):
                yield PeriodLine("caption", text[: period.end()], block.ordinal, 0)
        yield from find_period_lines(block.text, block.ordinal)
    for block in document.blocks[:40]:
        if block.table is None and is_opening(block.text):
            yield PeriodLine("opening", block.text, block.ordinal, 0)
            return
