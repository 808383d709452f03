"""Plain text and Markdown, as people type it and as OCR engines and converters write it.

Blank lines part paragraphs, tabs or bars draw tables, `#` and asterisks mark titles, HTML crumbs
lie in between. `Document.source` is the decoded text, and every run of every block says where in it
it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.document import Block, BlockKind, Document, ReadNote, Style, Table, TextSpan
from extract.encodings import LEGACY, Decoded, convert_legacy, decode, to_unicode
from extract.errors import EmptyFileError
from extract.joining import Wrapping, measure_wrapping, wraps
from extract.markup.cells import build_table, read_cell
from extract.markup.drawn import Range, Segment, segments
from extract.markup.html_tables import find_tables, read_table
from extract.markup.inline import LINE_END, Line, Piece, printed, read_lines
from extract.markup.runs import compose
from extract.options import ReadOptions
from extract.text import Folded

MEDIA_TYPES = frozenset({"text"})

_END = re.compile(LINE_END)
# Spaces only: `-` between tabs is a row of nil counts.
_RULE = re.compile(r" *(?:[-=_~] *){3,}| *(?:\* *){3,}| *```.*| *~~~.*")
_HASHES = re.compile(r"(#{1,6})\s+")
# A letterhead's two sides, on one line; not what is left blank: "số      /STP", "ngày    tháng".
_COLUMNS = re.compile(r"\S {4,}(?!/|(?:tháng|năm)\b)\S")
_QUOTE = re.compile(r"(?:> ?)+(?![\s\d=])")  # not `> 50%`


def read(data: bytes, name: str, options: ReadOptions) -> Document:
    """Return the document of a text file.

    Raises:
        EmptyFileError: when it prints nothing.
    """
    decoded = decode(data)
    source, legacy = _unicode(decoded)
    blocks = tuple(_blocks(source))
    if not blocks:
        raise EmptyFileError("Tệp không có chữ nào.", "The file prints nothing.", file=name)
    return Document(
        media_type="text",
        blocks=tuple(replace(block, ordinal=number) for number, block in enumerate(blocks)),
        notes=tuple(_notes(decoded, legacy)),
        source=decoded.text,
    )


def _unicode(decoded: Decoded) -> tuple[Folded, frozenset[str]]:
    if decoded.encoding in LEGACY:
        return to_unicode(decoded.text, decoded.encoding), frozenset({decoded.encoding})
    return convert_legacy(decoded.text)


def _notes(decoded: Decoded, legacy: frozenset[str]) -> Iterator[ReadNote]:
    for encoding in sorted(legacy):
        yield ReadNote(
            "legacy-encoding",
            f"Văn bản dùng bảng mã {encoding.upper()}, đã chuyển sang Unicode.",
            f"The text is in {encoding.upper()}; it was converted to Unicode.",
        )
    if decoded.lossy:
        yield ReadNote(
            "repaired",
            "Một số byte không giải mã được, được thay bằng ký tự \ufffd.",
            "Some bytes could not be decoded and show as \ufffd.",
        )


def _blocks(source: Folded) -> Iterator[Block]:
    chunks = list(_chunks(source.text))
    wrapping = measure_wrapping(
        [[end - start for start, end in chunk] for chunk in chunks if isinstance(chunk, list)]
    )
    for chunk in chunks:
        if isinstance(chunk, tuple):
            table = read_table(source, *chunk)
            if table is not None:
                yield _table_block(table)
            continue
        for segment in segments(source.text, chunk):
            if segment.rows:
                yield _drawn(source, segment)
            else:
                yield from _paragraphs(source, segment.lines, wrapping)


def _chunks(text: str) -> Iterator[list[Range] | Range]:
    """Yield the stretches of lines between blank lines, and the range of each HTML table."""
    at = 0
    for start, end in find_tables(text):
        yield from _stretches(text, at, start)
        yield start, end
        at = end
    yield from _stretches(text, at, len(text))


def _stretches(text: str, first: int, last: int) -> Iterator[list[Range]]:
    """Yield the lines between blank ones; rules and code fences count as blank."""
    stretch: list[Range] = []
    for start, end in _lines(text, first, last):
        shown = text[start:end]
        if not shown.strip("\t ") or shown.isspace() or _RULE.fullmatch(shown):
            if stretch and "\t" not in shown:  # tabs alone are a row of empty cells
                yield stretch
                stretch = []
            continue
        stretch.append((start, end))
    if stretch:
        yield stretch


def _lines(text: str, first: int, last: int) -> Iterator[Range]:
    at = first
    for match in _END.finditer(text, first, last):
        yield at, match.start()
        at = match.end()
    yield at, last


def _drawn(source: Folded, segment: Segment) -> Block:
    rows = [[read_cell(source, cell) for cell in row] for row in segment.rows]
    return _table_block(build_table(rows, segment.header_rows))


def _table_block(table: Table) -> Block:
    text, offsets = table.layout()
    return Block(0, BlockKind.TABLE, text, _table_spans(table, offsets), table)


def _table_spans(table: Table, offsets: dict[tuple[int, int], int]) -> tuple[TextSpan, ...]:
    return tuple(
        span.moved(offsets[cell.row, cell.col]) for cell in table.cells for span in cell.spans
    )


def _paragraphs(source: Folded, lines: Sequence[Range], wrapping: Wrapping) -> Iterator[Block]:
    """Yield the paragraphs that consecutive lines print."""
    text = source.text
    open_lines: list[Line] = []
    level: int | None = None
    for line in read_lines(text, lines[0][0], lines[-1][1]):
        depth = _marks(text, line)
        if not line.pieces:
            continue
        joined = open_lines and depth is None and level is None
        if (
            joined
            and not line.glued
            and (
                line.soft or _goes_on(printed(text, open_lines[-1]), printed(text, line), wrapping)
            )
        ):
            open_lines.append(line)
            continue
        if open_lines:
            yield _paragraph(source, open_lines, level)
        open_lines, level = [line], depth
    if open_lines:
        yield _paragraph(source, open_lines, level)


def _goes_on(left: str, right: str, wrapping: Wrapping) -> bool:
    """Tell whether a line goes on in the next one; lines of two columns do not."""
    if _COLUMNS.search(left) or _COLUMNS.search(right):
        return False
    return wraps(left, right, wrapping)


def _marks(text: str, line: Line) -> int | None:
    """Take `#` and `>` off a line's front; return the heading level they give."""
    first = line.pieces[0]
    if first.put is not None:
        return None
    start = first.start
    if quote := _QUOTE.match(text, start, first.end):
        start = quote.end()
    level = None
    if hashes := _HASHES.match(text, start, first.end):
        level = len(hashes[1])
        start = hashes.end()
    line.pieces[0] = Piece(start, first.end)
    if start >= first.end:
        line.pieces.pop(0)
    return level


def _paragraph(source: Folded, lines: Sequence[Line], level: int | None) -> Block:
    text, spans = compose(source, lines, " ")
    style = Style(
        bold=all(line.bold for line in lines),
        italic=all(line.italic for line in lines),
        level=level,
    )
    return Block(0, BlockKind.PARAGRAPH, text, spans, style=style)
