"""Office packages: hostile, damaged and strict ones."""

import zipfile
from io import BytesIO

import pytest

from extract.errors import DamagedFileError, EncryptedFileError, LimitError, ReadError
from extract.office.package import Package
from extract.options import ReadOptions

PART = "word/document.xml"


def package(xml: bytes | str, options: ReadOptions | None = None, **parts: str) -> Package:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(PART, xml)
        for name, text in parts.items():
            archive.writestr(name, text)
    return Package(buffer.getvalue(), "a.docx", options or ReadOptions())


def nested(depth: int) -> str:
    return "<a>" * depth + "</a>" * depth


LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'


@pytest.mark.parametrize("xml", [LAUGHS, OUTSIDE], ids=["entities", "outside file"])
def test_a_document_type_is_refused(xml: str) -> None:
    with pytest.raises(DamagedFileError):
        package(xml).tree(PART)


@pytest.mark.parametrize("depth", [31, 250, 300, 5000])
def test_deep_nesting_is_refused(depth: int) -> None:
    with pytest.raises(LimitError):
        package(nested(depth), ReadOptions(max_xml_depth=30)).tree(PART)


def test_nesting_up_to_the_limit_is_read() -> None:
    assert package(nested(30), ReadOptions(max_xml_depth=30)).tree(PART).tag == "a"


def test_broken_xml_is_mended_and_said() -> None:
    found = package("<a><b>một</b><c>hai")
    assert "".join(found.tree(PART).itertext()) == "mộthai"
    assert found.repaired == [PART]


@pytest.mark.parametrize("xml", ["", "   ", "\x00\x01 no markup"])
def test_a_part_without_markup_is_damaged(xml: str) -> None:
    with pytest.raises(DamagedFileError):
        package(xml).tree(PART)


def test_strict_names_are_read_as_the_usual_ones() -> None:
    found = package('<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>')
    usual = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}document"
    assert found.tree(PART).tag == usual


def test_what_unpacks_to_too_much_is_refused_unread() -> None:
    with pytest.raises(LimitError):
        package("<a>" + " " * 5000 + "</a>", ReadOptions(max_archive_bytes=1000))


def test_what_grows_like_a_bomb_is_refused_unread() -> None:
    with pytest.raises(LimitError):
        package("<a>" + " " * 50_000_000 + "</a>")


def test_an_encrypted_package_needs_its_password() -> None:
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")
    )
    with pytest.raises(EncryptedFileError):
        Package(data, "a.docx", ReadOptions())


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all"])
def test_what_is_no_archive_is_damaged(data: bytes) -> None:
    with pytest.raises(ReadError):
        Package(data, "a.docx", ReadOptions())


def test_links_lead_inside_the_package_only() -> None:
    links = (
        '<Relationships><Relationship Id="a" Type="x/styles" Target="styles.xml"/>'
        '<Relationship Id="b" Type="x/header" Target="/word/header1.xml"/>'
        '<Relationship Id="c" Type="x/image" Target="http://a.vn/x.png" TargetMode="External"/>'
        "</Relationships>"
    )
    found = package("<a/>", **{"word/_rels/document.xml.rels": links}).relationships(PART)
    assert [(link.kind, link.target) for link in found] == [
        ("styles", "word/styles.xml"),
        ("header", "word/header1.xml"),
    ]


def test_a_property_with_an_undeclared_prefix_is_read_all_the_same() -> None:
    core = "<cp:coreProperties><dc:creator>Văn thư</dc:creator></cp:coreProperties>"
    found = package("<a/>", **{"docProps/core.xml": core})
    assert found.properties() == (("creator", "Văn thư"),)
