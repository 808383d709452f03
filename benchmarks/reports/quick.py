"""Writes a made-up report as DOCX and PDF without libraries: a hundred a second."""

from __future__ import annotations

import textwrap
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from model import FormTable, SampleReport
from writers import MOTTO, NATION, caption, placed

# --- DOCX -----------------------------------------------------------------------------------------

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def write_docx(report: SampleReport, path: Path) -> None:
    """Write the report as a Word file: the same bytes for the same report."""
    body = [
        _plain_table((((report.parent, report.agency), (NATION, MOTTO)),)),
        _plain_table((((report.number,), (report.place_date,)),)),
        *(_paragraph(text, "center") for text in (report.kind, report.title, report.recipient)),
        *(_paragraph(text) for text in report.body),
        _plain_table(
            (
                (
                    ("Nơi nhận:", *report.receivers),
                    (*report.signer_title.split("\n"), "", report.signer_name),
                ),
            )
        ),
    ]
    for table in report.forms:
        body += [_paragraph(line, "center") for line in caption(table)]
        body += [_paragraph(f"Đơn vị tính: {table.unit}", "right"), _grid(table), _paragraph("")]
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{_W}">'
        f"<w:body>{''.join(body)}</w:body></w:document>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
        ):
            package.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)


def _paragraph(text: str, align: str = "") -> str:
    side = f'<w:pPr><w:jc w:val="{align}"/></w:pPr>' if align else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p>{side}{run}</w:p>"


def _cell(lines: Iterable[str], width: int = 1, merge: str = "") -> str:
    span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{''.join(map(_paragraph, lines))}</w:tc>"


def _plain_table(rows: Iterable[Iterable[tuple[str, ...]]]) -> str:
    lines = ("<w:tr>" + "".join(map(_cell, row)) + "</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(lines)}</w:tbl>"


def _grid(table: FormTable) -> str:
    cells = {
        (row, col): (height, width, text) for row, col, height, width, text in placed(table.header)
    }
    rows = []
    for row in range(len(table.header)):
        line, col = [], 0
        while col < len(table.index):
            if (row, col) in cells:
                height, width, text = cells[row, col]
                merge = '<w:vMerge w:val="restart"/>' if height > 1 else ""
                line.append(_cell((text,), width, merge))
            else:  # below a cell that goes on
                width = next(
                    w for (r, c), (h, w, _) in cells.items() if c <= col < c + w and r < row < r + h
                )
                line.append(_cell(("",), width, "<w:vMerge/>"))
            col += width
        rows.append(f"<w:tr>{''.join(line)}</w:tr>")
    for texts in (table.index, *table.rows):
        rows.append("<w:tr>" + "".join(_cell((text,)) for text in texts) + "</w:tr>")
    columns = '<w:gridCol w:w="1000"/>' * len(table.index)
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


# --- PDF ------------------------------------------------------------------------------------------

_PORTRAIT, _LANDSCAPE = (595, 842), (842, 595)
_MARGIN, _SIZE, _LEADING, _SMALL = 56, 13, 18, 8
_NARROW, _WIDE = set("iíìỉĩịjltfrIJ.,;:'!()[]|/ -"), set("mMwWOÔƠQG@%ĐD")
_CMAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange 4 beginbfrange "
    "<0000> <00FF> <0000> <0100> <01FF> <0100> <1E00> <1EFF> <1E00> <2000> <20FF> <2000> "
    "endbfrange endcmap CMapName currentdict /CMap defineresource pop end end"
)
_CODES = (*range(0x20, 0x200), *range(0x1E00, 0x1F00), *range(0x2010, 0x2030))


def write_pdf(report: SampleReport, path: Path) -> None:
    """Write the report as a PDF of ruled tables and justified lines; the font is not embedded."""
    pages = [*_prose(report), *(page for table in report.forms for page in _form(table))]
    objects: list[bytes] = [b"", b"", b"", b"", b""]
    kids = []
    for (width, height), content in pages:
        packed = zlib.compress(content.encode("ascii"), 1)
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed)
        objects[-1] += b"\nendstream"
        kids.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{listed}]>>".encode()
    objects[2] = (
        b"<</Type/Font/Subtype/Type0/BaseFont/TimesNewRomanPSMT/Encoding/Identity-H"
        b"/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>"
    )
    objects[3] = _descendant()
    objects[4] = f"<</Length {len(_CMAP)}>>stream\n{_CMAP}\nendstream".encode()
    path.write_bytes(_assembled(objects))


def _assembled(objects: list[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


@cache
def _descendant() -> bytes:
    widths = " ".join(f"{code}[{_width(chr(code))}]" for code in _CODES)
    return (
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/TimesNewRomanPSMT"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500"
        f"/W[{widths}]/FontDescriptor<</Type/FontDescriptor/FontName/TimesNewRomanPSMT/Flags 34"
        "/FontBBox[-568 -307 2000 1007]/Ascent 891/Descent -216/CapHeight 662/ItalicAngle 0"
        "/StemV 80>>>>"
    ).encode()


def _width(letter: str) -> int:
    return (
        290 if letter in _NARROW else 780 if letter in _WIDE else 620 if letter.isupper() else 490
    )


def _measure(text: str, size: float) -> float:
    return sum(map(_width, text)) * size / 1000


def _show(x: float, y: float, text: str, size: float) -> str:
    codes = text.encode("utf-16-be").hex()
    return f"BT /F {size} Tf {x:.2f} {y:.2f} Td <{codes}> Tj ET\n"


def _centered(x: float, y: float, text: str, size: float) -> str:
    return _show(x - _measure(text, size) / 2, y, text, size)


def _prose(report: SampleReport) -> Iterator[tuple[tuple[int, int], str]]:
    width, height = _PORTRAIT
    left, right = width * 0.27, width * 0.7
    top, out = height - _MARGIN, []
    for x, y, text in (
        (left, top, report.parent),
        (left, top - 16, report.agency),
        (right, top, NATION),
        (right, top - 16, MOTTO),
        (left, top - 44, report.number),
        (right, top - 44, report.place_date),
    ):
        out.append(_centered(x, y, text, 11))
    y = top - 84
    centered = [
        (True, line)
        for text in (report.kind, report.title, report.recipient)
        for line in textwrap.wrap(text, 62)
    ]
    lines = [(False, line) for text in report.body for line in _wrapped(text)]
    ending = [(False, line) for line in ("Nơi nhận:", *report.receivers)]
    for middle, text in (*centered, (False, ""), *lines, *ending):
        if y < _MARGIN:
            yield _PORTRAIT, "".join(out)
            y, out = height - _MARGIN, []
        out.append(_centered(width / 2, y, text, _SIZE) if middle else _show(57, y, text, _SIZE))
        y -= _LEADING
    y -= 2 * _LEADING
    if y < 3 * _MARGIN:
        yield _PORTRAIT, "".join(out)
        y, out = height - _MARGIN, []
    for line in (*report.signer_title.split("\n"), "", "", report.signer_name):
        out.append(_centered(right, y, line, _SIZE))
        y -= _LEADING
    yield _PORTRAIT, "".join(out)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 76, initial_indent="      ", break_on_hyphens=False)


def _form(table: FormTable) -> Iterator[tuple[tuple[int, int], str]]:
    width, height = _LANDSCAPE
    columns = len(table.index)
    edges = [40.0, 68.0, 200.0]
    step = (width - 40 - edges[-1]) / (columns - 2)
    edges += [edges[-1] + step * number for number in range(1, columns - 1)]
    y, out = float(height - 40), []
    for line in caption(table):
        out.append(_centered(width / 2, y, line, 10))
        y -= 14
    unit = f"Đơn vị tính: {table.unit}"
    out.append(_show(width - 40 - _measure(unit, 10), y, unit, 10))
    y -= 8
    deep, top = 46.0, y
    for row, col, tall, wide, text in placed(table.header):
        box = (edges[col], top - deep * (row + tall), edges[col + wide], top - deep * row)
        out.append(_boxed(box, text))
    y = top - deep * len(table.header)
    for texts in (table.index, *table.rows):
        lines = max(len(_fitted(t, edges[c + 1] - edges[c])) for c, t in enumerate(texts))
        tall_row = 6 + 10.0 * lines
        if y - tall_row < 40:
            yield _LANDSCAPE, "".join(out)
            y, out = float(height - 40), []
        for col, text in enumerate(texts):
            out.append(_boxed((edges[col], y - tall_row, edges[col + 1], y), text))
        y -= tall_row
    yield _LANDSCAPE, "".join(out)


def _boxed(box: tuple[float, float, float, float], text: str) -> str:
    x0, y0, x1, y1 = box
    lines = _fitted(text, x1 - x0)
    first = (y0 + y1) / 2 + 5.0 * len(lines) - 8
    return f"0.5 w {x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re S\n" + "".join(
        _centered((x0 + x1) / 2, first - 10.0 * place, line, _SMALL)
        for place, line in enumerate(lines)
    )


@cache
def _fitted(text: str, width: float) -> tuple[str, ...]:
    lines: list[str] = []
    for word in text.split():
        if lines and _measure(f"{lines[-1]} {word}", _SMALL) < width - 4:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)
