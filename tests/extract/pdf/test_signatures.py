import io

import pikepdf
import pytest

from extract.options import ReadOptions
from extract.pdf.der import COMMON_NAME, ORGANIZATION, SIGNING_TIME, parse, signer_names
from extract.readers.pdf import read

SIGNED_DATA = bytes.fromhex("2a864886f70d010702")


def element(tag: int, *parts: bytes) -> bytes:
    value = b"".join(parts)
    size = len(value)
    head = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return bytes([tag]) + head + value


def name(common: str, office: str = "") -> bytes:
    pairs = [(COMMON_NAME, common), (ORGANIZATION, office)]
    return element(
        0x30,
        *(
            element(0x31, element(0x30, element(6, kind), element(0x0C, text.encode())))
            for kind, text in pairs
            if text
        ),
    )


def certificate(serial: int, issuer: bytes, subject: bytes) -> bytes:
    times = element(0x17, b"240101000000Z")
    fields = (
        element(0xA0, element(2, b"\2")),
        element(2, bytes([serial])),
        element(0x30),
        issuer,
        element(0x30, times, times),
        subject,
    )
    return element(0x30, element(0x30, *fields), element(0x30), element(3, b"\0"))


def signature(indefinite: bool = False) -> bytes:
    """Return a PKCS #7 signature by the second of two certificates."""
    root = name("CA phục vụ các cơ quan Nhà nước")
    chain = certificate(1, root, root) + certificate(7, root, name("Nguyễn Văn A", "Sở Tài chính"))
    time = element(0x30, element(6, SIGNING_TIME), element(0x31, element(0x17, b"231215030000Z")))
    signer = element(
        0x30,
        element(2, b"\1"),
        element(0x30, root, element(2, b"\7")),
        element(0x30),
        element(0xA0, time),
    )
    signed = element(
        0x30,
        element(2, b"\1"),
        element(0x31),
        element(0x30),
        element(0xA0, chain),
        element(0x31, signer),
    )
    parts = element(6, SIGNED_DATA) + element(0xA0, signed)
    return b"\x30\x80" + parts + b"\0\0" if indefinite else element(0x30, parts)


def signed_pdf(contents: bytes, stated: str | None, tail: int) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    value = pikepdf.Dictionary(
        Type=pikepdf.Name.Sig,
        Filter=pikepdf.Name("/Adobe.PPKLite"),
        SubFilter=pikepdf.Name("/adbe.pkcs7.detached"),
        Contents=pikepdf.String(contents),
        ByteRange=[0, 100, 200, 111111111],
    )
    if stated:
        value.M = pikepdf.String(stated)
    field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="Signature1", V=pdf.make_indirect(value))
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.make_indirect(field)], SigFlags=3)
    out = io.BytesIO()
    pdf.save(out)
    data = out.getvalue().rstrip()
    length = str(len(data) - 200 - tail).ljust(9).encode()
    return data.replace(b"111111111", length)


@pytest.mark.parametrize("indefinite", [False, True])
def test_the_signer_is_whom_the_signature_names(indefinite: bool) -> None:
    names = signer_names(signature(indefinite))
    assert names == {COMMON_NAME: "Nguyễn Văn A", ORGANIZATION: "Sở Tài chính"}


@pytest.mark.parametrize("data", [b"", b"\x30", b"\x30\x82\xff\xff", b"\x30\x80", bytes(40)])
def test_what_is_no_signature_names_nobody(data: bytes) -> None:
    assert signer_names(data) == {}
    assert parse(b"") is None


@pytest.mark.parametrize(
    ("stated", "signed_at"),
    [
        ("D:20231215100000+07'00'", "2023-12-15T10:00:00+07:00"),
        ("D:20231215", "2023-12-15"),
        (None, "2023-12-15T03:00:00Z"),
    ],
    ids=["with-zone", "day-only", "from-the-signed-attributes"],
)
def test_the_time_of_signing(stated: str | None, signed_at: str) -> None:
    document = read(signed_pdf(signature(), stated, tail=0), "a.pdf", ReadOptions())
    (found,) = document.signatures
    assert (found.signer, found.office) == ("Nguyễn Văn A", "Sở Tài chính")
    assert found.signed_at == signed_at


@pytest.mark.parametrize(
    ("tail", "codes"),
    [(0, ["signed", "empty-page"]), (40, ["signed", "changed-after-signing", "empty-page"])],
)
def test_what_was_added_after_signing_is_said(tail: int, codes: list[str]) -> None:
    document = read(signed_pdf(signature(), None, tail), "a.pdf", ReadOptions())
    assert [note.code for note in document.notes] == codes
    assert document.signatures[0].covers_whole_file is (tail == 0)
