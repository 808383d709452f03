"""Mails and archives: which files they hold, how they are named, where they are refused."""

import io
import zipfile
from email.message import EmailMessage

import pytest

from extract.errors import EncryptedFileError, LimitError, ReadError, UnsupportedFileError
from extract.office.containers import Member, members
from extract.options import ReadOptions
from extract.sniff import sniff

OPTIONS = ReadOptions()
REPORT = "Báo cáo số 5/BC-STC ngày 03/4/2024".encode()


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def mail(*attachments: tuple[str, bytes], text: str = "Kính gửi Văn phòng") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "stc@example.vn"
    message["To"] = "vp@example.vn"
    message["Subject"] = "Báo cáo quý I"
    message.set_content(text)
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def names(found: tuple[Member, ...]) -> list[str]:
    return [member.name for member in found]


def test_an_archive_holds_its_files_by_their_way() -> None:
    data = zipped({"Sở Y tế/bc.txt": REPORT, "Sở Y tế/": b"", "bc2.txt": b"hai"})
    assert members(data, "q1.zip", OPTIONS) == (
        Member("q1.zip/Sở Y tế/bc.txt", REPORT),
        Member("q1.zip/bc2.txt", b"hai"),
    )


@pytest.mark.parametrize(
    "litter", ["__MACOSX/._bc.txt", ".DS_Store", "a/Thumbs.db", "~$bc.docx", "a/._bc.txt"]
)
def test_what_packing_programs_leave_is_no_member(litter: str) -> None:
    assert names(members(zipped({litter: b"x", "bc.txt": REPORT}), "a.zip", OPTIONS)) == [
        "a.zip/bc.txt"
    ]


@pytest.mark.parametrize(
    ("inside", "shown"),
    [("../../etc/passwd", "etc/passwd"), ("/a.txt", "a.txt"), ("..\\b.txt", "b.txt")],
)
def test_a_name_cannot_lead_out(inside: str, shown: str) -> None:
    assert names(members(zipped({inside: b"x y"}), "a.zip", OPTIONS)) == [f"a.zip/{shown}"]


def test_a_mail_holds_its_text_and_its_attachments() -> None:
    data = bytes(mail(("bc.txt", REPORT), ("Biểu mẫu.xlsx", b"PK")))
    assert sniff(data, "a.eml") == "eml"
    found = members(data, "a.eml", OPTIONS)
    assert names(found) == ["a.eml/thu.txt", "a.eml/bc.txt", "a.eml/Biểu mẫu.xlsx"]
    assert found[0].data.decode() == "Kính gửi Văn phòng\n"
    assert found[1].data == REPORT


def test_a_mail_of_html_alone_gives_its_html() -> None:
    message = EmailMessage()
    message["From"], message["To"] = "a@example.vn", "b@example.vn"
    message.set_content("<p>Kính gửi</p>", subtype="html")
    (body,) = members(bytes(message), "a.eml", OPTIONS)
    assert body.name == "a.eml/thu.html"


def test_what_is_nested_is_opened_once() -> None:
    inner = mail(("bc.zip", zipped({"bc.txt": REPORT})), text="")
    outer = mail(text="Chuyển tiếp")
    outer.add_attachment(inner)
    found = members(bytes(outer), "a.eml", OPTIONS)
    assert names(found) == ["a.eml/thu.txt", "a.eml/dinh-kem-1.eml/bc.zip/bc.txt"]
    assert found[1].data == REPORT


def test_a_damaged_archive_inside_stands_itself() -> None:
    torn = zipped({"bc.txt": REPORT * 50})[:-30]
    found = members(zipped({"b.zip": torn, "bc.txt": REPORT}), "a.zip", OPTIONS)
    assert names(found) == ["a.zip/b.zip", "a.zip/bc.txt"]
    assert (found[1].data, found[1].error) == (REPORT, None)


def test_too_deep_nesting_is_refused() -> None:
    data = zipped({"bc.txt": REPORT})
    for _ in range(6):
        data = zipped({"a.zip": data})
    with pytest.raises(LimitError):
        members(data, "a.zip", OPTIONS)


def test_nested_archives_share_one_budget() -> None:
    inner = zipped({"a.txt": bytes(range(256)) * 4000})
    data = zipped({f"{number}.zip": inner for number in range(5)})
    found = members(data, "a.zip", ReadOptions(max_archive_bytes=4_000_000))
    assert [member.error is None for member in found] == [True] * 3 + [False] * 2


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(LimitError):
        members(zipped({"a.txt": b"\0" * 30_000_000}), "a.zip", OPTIONS)


def test_a_locked_archive_says_so() -> None:
    with pytest.raises(EncryptedFileError):
        members(locked(zipped({"bc.txt": REPORT})), "a.zip", OPTIONS)


def test_a_locked_member_costs_itself() -> None:
    found = members(locked(zipped({"a.txt": REPORT, "b.txt": REPORT})), "a.zip", OPTIONS)
    assert [type(member.error) for member in found] == [EncryptedFileError, type(None)]
    assert found[0].error is not None and found[0].error.file == "a.zip/a.txt"


def test_a_member_packed_by_an_unknown_method_costs_itself() -> None:
    data = changed(zipped({"a.txt": REPORT, "b.txt": REPORT}), 8, 10, 9)
    found = members(data, "a.zip", OPTIONS)
    assert [type(member.error) for member in found] == [UnsupportedFileError, type(None)]


@pytest.mark.parametrize(
    ("inside", "shown"),
    [("a\nb.txt", "a b.txt"), ("So\u031b\u0309 Y te\u0302\u0301.txt", "Sở Y tế.txt")],
    ids=["line-break", "decomposed"],
)
def test_names_are_fit_to_be_stored(inside: str, shown: str) -> None:
    assert names(members(zipped({inside: b"x y"}), "a.zip", OPTIONS)) == [f"a.zip/{shown}"]


def test_a_mail_header_of_broken_bytes_gives_a_name_all_the_same() -> None:
    data = bytes(mail(("bc.txt", REPORT))).replace(b'"bc.txt"', b'"b\xff\xfec.txt"')
    (name,) = [member.name for member in members(data, "a.eml", OPTIONS) if not member.is_body]
    assert name.encode("utf-8").endswith(b"c.txt")


def locked(data: bytes) -> bytes:
    """Mark the first member as encrypted."""
    return changed(data, 6, 8, 1)


def changed(data: bytes, local: int, central: int, value: int) -> bytes:
    """Set bits of the first member's headers: at one place in the local, another in the central."""
    raw = bytearray(data)
    for mark, at in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        raw[raw.index(mark) + at] |= value
    return bytes(raw)


def test_what_is_no_archive_is_refused() -> None:
    with pytest.raises(ReadError):
        members(b"PK\x03\x04 torn", "a.zip", OPTIONS)
