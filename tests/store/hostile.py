"""Files that were made to do harm, or that accidents made so: each as bytes."""

import io
import struct
import zipfile
import zlib

import openpyxl
import pikepdf

TYPES = (
    '<?xml version="1.0"?><Types '
    'xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
RELATIONS = (
    '<?xml version="1.0"?><Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SENTENCE = "Thực hiện Quyết định số 468/QĐ-TTg ngày 27/3/2021 của Thủ tướng Chính phủ."


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def word(
    body: str = f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>",
    doctype: str = "",
    main: str = MAIN,
    more: dict[str, bytes] | None = None,
) -> bytes:
    document = f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{WORD}"><w:body>{body}'
    return zipped(
        {
            "[Content_Types].xml": TYPES.format(main=main).encode(),
            "_rels/.rels": RELATIONS.encode(),
            "word/document.xml": f"{document}</w:body></w:document>".encode(),
            **(more or {}),
        }
    )


def outer_entity(path: str) -> bytes:
    doctype = f'<!DOCTYPE d [<!ENTITY secret SYSTEM "file://{path}">]>'
    return word(f"<w:p><w:r><w:t>{SENTENCE} &secret;</w:t></w:r></w:p>", doctype)


def billion_laughs() -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11)
    )
    return word("<w:p><w:r><w:t>&a10;</w:t></w:r></w:p>", f"<!DOCTYPE d [{entities}]>")


def word_bomb(megabytes: int = 300) -> bytes:
    out = io.BytesIO(word())
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/image1.png", "w") as file,
    ):
        for _ in range(megabytes):
            file.write(bytes(1 << 20))
    return out.getvalue()


def nested_bomb(depth: int = 6) -> bytes:
    data = zipped({"bao-cao.txt": bytes(20 << 20)})
    for level in range(depth):
        data = zipped({f"{level}-{n}.zip": data for n in range(8)})
    return data


def workbook(sheets: int = 1, **more: bytes) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for _ in range(sheets):
        book.active.append(["STT", SENTENCE, 5])
    book.save(out)
    data = out.getvalue()
    if more:
        out = io.BytesIO(data)
        with zipfile.ZipFile(out, "a") as archive:
            for name, content in more.items():
                archive.writestr(name.replace("__", "/").replace("_", "."), content)
        data = out.getvalue()
    return data


def locked_office(mark: int = 0) -> bytes:
    """Return an Office file behind a password: a compound file with an encrypted package."""
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    struct.pack_into("<HH", header, 24, 62, 3)
    struct.pack_into("<HHH", header, 28, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 44, 1, 1, 0, 4096, END, 0, END, 0, 0)
    header[80:] = b"\xff" * 432
    sectors = struct.pack("<128I", FAT, END, *[0xFFFFFFFF] * 126)
    directory = _entry("Root Entry", 5, child=1) + _entry("EncryptedPackage", 2)
    return bytes(header) + sectors + directory.ljust(512, b"\0") + bytes([mark])


FAT, END, NO_ENTRY = 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF


def _entry(name: str, kind: int, child: int = NO_ENTRY) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    entry = bytearray(128)
    entry[: len(text)] = text
    struct.pack_into("<HBBIII", entry, 64, len(text), kind, 1, NO_ENTRY, NO_ENTRY, child)
    struct.pack_into("<I", entry, 116, END)
    return bytes(entry)


def pdf(*objects: str, streams: dict[int, bytes] | None = None) -> bytes:
    """Return a PDF of numbered objects from 1; streams are compressed, by their object's number."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode()
        packed = (streams or {}).get(number)
        if packed is None:
            out += text.encode()
        else:
            packed = zlib.compress(packed)
            out += f"<<{text}/Length {len(packed)}/Filter/FlateDecode>>stream\n".encode()
            out += packed + b"\nendstream"
        out += b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer<</Size {len(places) + 1}/Root 1 0 R>>\n".encode()
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


FONT = "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
CATALOG = "<</Type/Catalog/Pages 2 0 R>>"
PAGES = "<</Type/Pages/Count 1/Kids[3 0 R]>>"


def one_page(content: bytes, box: str = "0 0 595 842") -> bytes:
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources{FONT}>>"
    return pdf(CATALOG, PAGES, page, "", streams={4: content})


TEXT = b"BT /F 12 Tf 72 700 Td (So: 12/BC-STC) Tj ET\n"


def page_tree_loop() -> bytes:
    inner = "<</Type/Pages/Parent 2 0 R/Count 9/Kids[2 0 R 3 0 R]>>"
    return pdf(CATALOG, "<</Type/Pages/Count 9/Kids[3 0 R]>>", inner)


def object_loop() -> bytes:
    page = "<</Type/Page/Parent 2 0 R/MediaBox 4 0 R/Contents 5 0 R/Resources 6 0 R>>"
    stream = "<</Length 5 0 R>>stream\nBT ET\nendstream"
    return pdf(CATALOG, PAGES, page, "[4 0 R 4 0 R 4 0 R 4 0 R]", stream, "6 0 R")


def form_loop() -> bytes:
    resources = "<</XObject<</X 4 0 R>>>>"
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources{resources}>>"
    form = f"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources{resources}"
    return pdf(CATALOG, PAGES, page, "", "", streams={4: b"/X Do /X Do", 5: b"/X Do"}).replace(
        b"4 0 obj\n<<", f"4 0 obj\n<<{form}".encode()
    )


def many_lines(count: int = 300_000) -> bytes:
    lines = b"".join(
        b"%d %d m %d %d l S\n" % (n % 595, n // 595, n % 595 + 40, n // 595) for n in range(count)
    )
    return one_page(TEXT + lines)


def locked_pdf(password: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(one_page(TEXT))) as document:
        document.save(out, encryption=pikepdf.Encryption(user=password, owner="chu"))
    return out.getvalue()
