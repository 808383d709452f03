"""HTML, as Word, browsers and reporting systems save it: paragraphs, lists, tables with spans.

Nothing is fetched, no script runs, entities are only HTML's own.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree, html

from extract.document import Block, BlockKind, Document, ReadNote, Style, Table, TextSpan
from extract.encodings import decode, detect_legacy
from extract.errors import DamagedFileError, EmptyFileError, LimitError
from extract.markup.html_walk import HtmlLine, Item, Walker
from extract.options import ReadOptions

MEDIA_TYPES = frozenset({"html"})

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def read(data: bytes, name: str, options: ReadOptions) -> Document:
    """Return the document of an HTML file.

    Raises:
        DamagedFileError: when no element can be read.
        EmptyFileError: when it prints nothing.
        LimitError: when it is nested too deeply or its tables have too many cells.
    """
    text, encoding = _decode(data)
    legacy = detect_legacy(_TAG.sub(" ", text[: 1 << 20]))
    parser = _parser()
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise _damaged(name) from None
    # The parser stops at a limit without a word and would lose what comes after.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise LimitError(
            "Tệp HTML lồng nhau quá sâu.",
            "The HTML file is nested too deeply.",
            remedy="Hãy lưu lại thành văn bản thuần hoặc DOCX.",
            remedy_en="Save it as plain text or DOCX.",
            file=name,
        )
    walker = Walker(legacy, options.max_cells)
    try:
        items = walker.walk(root)
    except LimitError as error:
        error.file = name
        raise
    blocks = tuple(_block(number, item) for number, item in enumerate(items))
    if not blocks:
        raise EmptyFileError("Tệp không có chữ nào.", "The file prints nothing.", file=name)
    return Document(
        media_type="html",
        blocks=blocks,
        notes=tuple(_notes(walker, legacy, lossy="\ufffd" in text)),
        properties=_properties(root, encoding),
    )


def _parser() -> html.HTMLParser:
    """Return a parser that takes its input as UTF-8, whatever the file's own header says.

    Nothing here recurses, so `huge_tree` only lifts the depth that is read from 256 to 2048.
    """
    return html.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        no_network=True,
        huge_tree=True,
        recover=True,
    )


def _decode(data: bytes) -> tuple[str, str]:
    """Return the text: by its bytes when they are Unicode, else by what the header claims."""
    decoded = decode(data)
    if decoded.encoding.startswith("utf") and not decoded.lossy:
        return decoded.text, decoded.encoding
    if match := _CHARSET.search(data[:4096]):
        claimed = match[1].decode("ascii", errors="replace").lower()
        try:
            known = codecs.lookup(claimed).name
        except LookupError:
            known = ""
        if known and not known.startswith("utf"):
            return data.decode(known, errors="replace"), known
    if decoded.encoding == "tcvn3":
        return data.decode("latin-1"), "latin-1"
    return decoded.text, decoded.encoding


def _block(number: int, item: Item) -> Block:
    if isinstance(item, Table):
        text, offsets = item.layout()
        spans = tuple(
            TextSpan(offsets[c.row, c.col], offsets[c.row, c.col] + len(c.text))
            for c in item.cells
            if c.text
        )
        return Block(number, BlockKind.TABLE, text, spans, item)
    return Block(
        number,
        _kind(item),
        item.text,
        (TextSpan(0, len(item.text)),),
        style=Style(item.bold, item.italic, item.centered, level=item.level),
        marker=item.marker,
    )


def _kind(line: HtmlLine) -> BlockKind:
    if line.level is not None:
        return BlockKind.HEADING
    return BlockKind.LIST_ITEM if line.marker is not None else BlockKind.PARAGRAPH


def _notes(walker: Walker, legacy: str | None, *, lossy: bool) -> list[ReadNote]:
    notes = []
    if legacy:
        notes.append(
            ReadNote(
                "legacy-encoding",
                f"Văn bản dùng bảng mã {legacy.upper()}, đã chuyển sang Unicode.",
                f"The text is in {legacy.upper()}; it was converted to Unicode.",
            )
        )
    if lossy:
        notes.append(
            ReadNote(
                "repaired",
                "Một số byte không giải mã được, được thay bằng ký tự \ufffd.",
                "Some bytes could not be decoded and show as \ufffd.",
            )
        )
    if walker.deleted:
        notes.append(
            ReadNote(
                "deleted-text",
                f"Có {walker.deleted} đoạn đã xóa (theo dõi thay đổi), không được đọc.",
                f"{walker.deleted} deleted passages (tracked changes) were left out.",
            )
        )
    if walker.inserted:
        notes.append(
            ReadNote(
                "inserted-text",
                f"Có {walker.inserted} đoạn chèn thêm (theo dõi thay đổi) chưa được chấp nhận.",
                f"{walker.inserted} inserted passages (tracked changes) are not accepted yet.",
            )
        )
    return notes


def _properties(root: etree._Element, encoding: str) -> tuple[tuple[str, str], ...]:
    found = [("encoding", encoding)]
    title = root.findtext(".//title")
    if title and title.strip():
        found.append(("title", " ".join(title.split())))
    for meta in root.iter("meta"):
        key, content = meta.get("name", "").lower(), meta.get("content", "")
        if key in ("generator", "author") and content:
            found.append((key, content))
    return tuple(found)


def _damaged(name: str) -> DamagedFileError:
    return DamagedFileError(
        "Tệp HTML bị hỏng, không đọc được.",
        "The HTML file is damaged and cannot be read.",
        remedy="Hãy lưu lại bằng phần mềm đã tạo ra tệp.",
        remedy_en="Save it again in the program that made it.",
        file=name,
    )
