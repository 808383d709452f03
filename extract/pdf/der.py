"""The signer's certificate out of a PKCS #7 signature: its names, read from the tree of elements.

Source: RFC 5652 (signed data), RFC 5280 (certificates), X.690 (BER, DER).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

COMMON_NAME = bytes.fromhex("550403")
ORGANIZATION = bytes.fromhex("55040a")
UNIT = bytes.fromhex("55040b")
SIGNING_TIME = bytes.fromhex("2a864886f70d010905")

_SEQUENCE, _SET, _INTEGER, _OBJECT = 0x30, 0x31, 0x02, 0x06
_CONTEXT_0 = 0xA0
_BMP_STRING = 0x1E
_DEPTH = 24


@dataclass(frozen=True, slots=True)
class Node:
    """An element: its tag and the bytes of its value."""

    tag: int
    value: bytes

    def children(self) -> list[Node]:
        """Return the elements inside; empty when the value is no run of whole elements."""
        nodes, at = [], 0
        while at < len(self.value):
            node, at = _read(self.value, at)
            if node is None:
                return []
            nodes.append(node)
        return nodes


def parse(data: bytes) -> Node | None:
    """Return the first element of the bytes; None when they are no DER."""
    return _read(data, 0)[0]


def _read(data: bytes, at: int) -> tuple[Node | None, int]:
    if at + 2 > len(data):
        return None, at
    tag, size, at = data[at], data[at + 1], at + 2
    if size == 0x80:  # of indefinite length: up to an end-of-contents element
        start = at
        while data[at : at + 2] != b"\0\0":
            inner, at = _read(data, at)
            if inner is None:
                return None, at
        return Node(tag, data[start:at]), at + 2
    if size & 0x80:
        count = size & 0x7F
        if not 1 <= count <= 4 or at + count > len(data):
            return None, at
        size, at = int.from_bytes(data[at : at + count], "big"), at + count
    if at + size > len(data):
        return None, at
    return Node(tag, data[at : at + size]), at + size


def signer_names(signature: bytes) -> dict[bytes, str]:
    """Return the subject of the certificate that signed, by attribute (`COMMON_NAME`, …)."""
    content = parse(signature)
    wrapped = content.children() if content else []
    signed = wrapped[1].children()[:1] if len(wrapped) > 1 else []
    parts = signed[0].children() if signed else []
    certificates = [c for part in parts if part.tag == _CONTEXT_0 for c in part.children()]
    serial = _signer_serial(parts)
    found: dict[bytes, str] = {}
    for certificate in certificates:
        number, subject = _identity(certificate)
        if subject is not None and (number == serial or not found):
            found = _attributes(subject)
            if number == serial:
                break
    return found


def signed_attribute(signature: bytes, kind: bytes) -> bytes | None:
    """Return the value of a signed attribute, such as `SIGNING_TIME`."""
    content = parse(signature)
    for node in _walk(content, 0) if content else ():
        pair = node.children() if node.tag == _SEQUENCE else []
        if len(pair) == 2 and pair[0] == Node(_OBJECT, kind):
            values = pair[1].children()
            return values[0].value if values else None
    return None


def _walk(node: Node, depth: int) -> Iterator[Node]:
    yield node
    if node.tag & 0x20 and depth < _DEPTH:
        for child in node.children():
            yield from _walk(child, depth + 1)


def _signer_serial(parts: list[Node]) -> bytes | None:
    """Return the serial number by which the first signer names its certificate."""
    signers = parts[-1].children() if parts and parts[-1].tag == _SET else []
    fields = signers[0].children() if signers else []
    issuer_and_serial = fields[1].children() if len(fields) > 1 else []
    return issuer_and_serial[-1].value if issuer_and_serial else None


def _identity(certificate: Node) -> tuple[bytes | None, Node | None]:
    """Return a certificate's serial number and its subject's name."""
    outer = certificate.children()
    fields = [f for f in (outer[0].children() if outer else []) if f.tag != _CONTEXT_0]
    # serial number, algorithm, issuer, validity, subject, …
    if len(fields) < 5 or fields[0].tag != _INTEGER:
        return None, None
    return fields[0].value, fields[4]


def _attributes(name: Node) -> dict[bytes, str]:
    found: dict[bytes, str] = {}
    for part in name.children():
        for pair in part.children():
            fields = pair.children()
            if len(fields) == 2:
                encoding = "utf-16-be" if fields[1].tag == _BMP_STRING else "utf-8"
                text = fields[1].value.decode(encoding, "replace").strip()
                if text:
                    found[fields[0].value] = text
    return found
