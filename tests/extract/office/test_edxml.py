"""edXML messages: the header as evidence, the files inside, and what is spoiled or hostile."""

import base64
from datetime import date

import pytest

from extract.errors import DamagedFileError
from extract.office.containers import members
from extract.office.edxml import Enclosed, MessageHeader, read_message
from extract.options import ReadOptions
from extract.sniff import sniff

BYTES = "Số: 310/BC-STC".encode()
CODED = base64.b64encode(BYTES).decode()
HEADER = """<MessageHeader><From><OrganId>H32</OrganId><OrganName>Sở  Tài chính</OrganName></From>
<Code><CodeNumber>310</CodeNumber><CodeNotation>BC-STC</CodeNotation></Code>
<PromulgationInfo><Place>Khánh Hòa</Place>
<PromulgationDate>{day}</PromulgationDate></PromulgationInfo>
<DocumentType><Type>1</Type><TypeName>Báo cáo</TypeName></DocumentType><Subject>Quý I</Subject>
</MessageHeader>"""


def message(day: str = "2023-03-20", body: str = "", root: str = "edXML") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="http://www.mic.gov.vn/TBT/QCVN">'
        f"{HEADER.format(day=day)}{body}</{root}>"
    ).encode()


def attached(name: str, content: str, element: str = "ContentTransferEncoded") -> str:
    return (
        f"<Attachment><AttachmentName>{name}</AttachmentName><{element}>{content}</{element}>"
        "</Attachment>"
    )


def test_the_header_is_read() -> None:
    found = read_message(message())
    assert found is not None
    assert found.header == MessageHeader(
        "310", "BC-STC", date(2023, 3, 20), "Khánh Hòa", "Sở Tài chính", "Quý I", "Báo cáo"
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-03-20", date(2023, 3, 20)),
        ("2023-03-20T08:00:00", date(2023, 3, 20)),
        ("20/3/2023", date(2023, 3, 20)),
        ("2023-02-30", None),
        ("", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    found = read_message(message(text))
    assert found is not None and found.header.issued_on == day


def test_prefixes_do_not_matter() -> None:
    data = (
        b'<e:edXMLEnvelope xmlns:e="http://www.e-doc.vn/Schema/"><e:MessageHeader><e:Code>'
        b"<e:CodeNumber>7</e:CodeNumber></e:Code></e:MessageHeader></e:edXMLEnvelope>"
    )
    found = read_message(data)
    assert found is not None and found.header == MessageHeader(number="7")
    assert sniff(data, "a.xml") == "edxml"


@pytest.mark.parametrize("element", ["ContentTransferEncoded", "AttachmentContent", "Content"])
def test_files_are_decoded(element: str) -> None:
    found = read_message(message(body=attached("bc.txt", f"\n{CODED[:8]}\n{CODED[8:]}", element)))
    assert found is not None and found.files == (Enclosed("bc.txt", BYTES),)


def test_a_spoiled_file_costs_itself() -> None:
    body = attached("a.txt", "???") + attached("../../b.txt", CODED)
    found = members(message(body=body), "m.edxml", ReadOptions())
    assert [member.name for member in found] == ["m.edxml/a.txt", "m.edxml/b.txt"]
    assert isinstance(found[0].error, DamagedFileError)
    assert found[1].data == BYTES


def test_entities_are_not_expanded() -> None:
    data = (
        b'<?xml version="1.0"?><!DOCTYPE edXML [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        b"<edXML><MessageHeader><Subject>a&x;b</Subject></MessageHeader></edXML>"
    )
    found = read_message(data)
    assert found is not None and found.header.subject == "a&x;b"


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (b'<?xml version="1.0"?><!-- x --><edXML/>', "edxml"),
        (b'<?xml version="1.0"?><invoice/>', "xml"),
    ],
)
def test_sniff(data: bytes, media: str) -> None:
    assert sniff(data, "a.xml") == media


def test_what_is_no_message_is_none() -> None:
    assert read_message(b"<edXML><a/></edXML>") is None
    assert read_message(b"<edXML><MessageHeader>") is None
