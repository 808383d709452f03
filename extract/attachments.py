"""What a document says it encloses, and what an annex says it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.pieces import is_shouted, plain

# "(kèm theo Báo cáo số /BC-STC ngày /2/2023 của Sở Tài chính)"; one level of inner brackets.
_HEADING = re.compile(
    r"\(\s*\*{0,3}\s*(?:(?:BAN HANH|DINH|GUI|PHE DUYET|CONG BO)\s+)?KEM(?:\s+THEO)?\b[^()]{3,400}"
    r"(?:\([^()]*\)[^()]*)?(?:\)|$)"
)
_CAPTION = re.compile(r"^(?:PHU LUC|BIEU|MAU)\b")
_CLOSES = re.compile(r"^[^()]{0,200}\)")
_OPENED = re.compile(r"\([^()]{0,30}\bKEM\b")
_OWN = re.compile(
    r"KEM(?:\s+THEO)?\s+(?:CAC\s+)?(?P<kind>[A-Z][A-Z ]*?)\s+SO\s*:?\s*"
    r"(?P<number>[0-9][0-9. ]*[A-Z]?)?[\s.…_]*(?P<slash>[/-])\s*"
    r"(?P<symbol>[A-Z][A-Z&]*(?:\s*[-/]\s*[A-Z&]+)*[0-9]*)"
)
_DATE = re.compile(
    r"\bNGAY\s*:?\s*(?P<day>[0-9][0-9 ]*)?[\s.…_]*"
    r"(?:/|-|\bTHANG\b)\s*(?P<month>[0-9][0-9 ]*)?[\s.…_]*"
    r"(?:/|-|\bNAM\b)\s*(?P<year>[0-9][0-9 ]{3,5})?"
)
_ORGAN = re.compile(r"\bCUA\s+(?P<organ>(?!\s)[^()]+?)\s*(?=\)|\bVE\b|$)")

_LIST = re.compile(
    r"^\W*+(?:(?:HO SO|TAI LIEU|BIEU MAU|CAC TAI LIEU|CAC BIEU)\s*)?"
    r"(?:KEM THEO|GUI KEM|DINH KEM|GUI KEM THEO)\s*:"
    r"|^\W*+(?:HO SO|TAI LIEU)\s+(?:GUI\s+)?KEM(?:\s+THEO)?\s*:?$"
    r"|^\W*(?:HO SO|TAI LIEU)\s+(?:GUI\s+)?KEM(?:\s+THEO)?\s*:"
)
_LIST_END = re.compile(r"^\W*(?:NOI NHAN|TM\.|KT\.|TL\.|TUQ\.|Q\.|GIAM DOC|CHU TICH|KINH GUI)")
_FORM_CODE = r"(?:[IVX]+\s*\.\s*)?[0-9]{1,2}[A-Z]?(?:\s*/\s*[A-Z&]+)+|[IVX]+\.[0-9]{1,2}[A-Z]?\b"
_FORM = re.compile(rf"\b(?:BIEU(?:\s+MAU)?|MAU(?:\s+BIEU)?)\s+SO\s*:?\s*(?:{_FORM_CODE})")
_CITED = re.compile(
    r"\((?:CHI TIET|CO|XEM|KEM|THEO|SO LIEU|NHU|GUI|DINH)"
    r"[^()]{0,40}\b(?:BIEU|MAU|PHU LUC)[^()]{0,200}\)"
)
_ANNEX = re.compile(r"\bPHU LUC(?:\s+SO)?\s+(?:[0-9]{1,2}|[IVX]{1,5})\b")


@dataclass(frozen=True, slots=True)
class AttachedHeading:
    """The heading by which a form or annex names its parent; blanks are None.

    `start`/`end` index the searched text. `organ` is the name after "của", as printed. `alone`
    tells a heading, on a line of its own or below a title in capitals, from brackets in a sentence.
    """

    text: str
    start: int
    end: int
    kind_word: str | None = None
    number: str | None = None
    symbol: str | None = None
    date_text: str | None = None
    day: str | None = None
    month: str | None = None
    year: str | None = None
    organ: str | None = None
    alone: bool = True


def find_headings(text: str) -> tuple[AttachedHeading, ...]:
    """Return every "(kèm theo …)" of the text; one that is cut off counts when it has a number."""
    folded = plain(text)
    found = [_heading(text, folded, m.start(), m.end()) for m in _HEADING.finditer(folded)]
    return tuple(h for h in found if text[h.end - 1] == ")" or h.symbol)


def find_all_headings(texts: Sequence[str]) -> Iterator[tuple[int, AttachedHeading]]:
    """Yield every heading with the index of its text; one may run on into the next text."""
    for i, text in enumerate(texts):
        if "K" not in plain(text) or not _OPENED.search(plain(text)):
            continue
        follows = texts[i + 1] if i + 1 < len(texts) else ""
        joined = f"{text} {follows}" if _CLOSES.match(follows) else text
        inside = find_headings(text)
        if inside and text[inside[-1].end - 1] == ")":
            joined = text
        for heading in find_headings(joined):
            if heading.start < len(text):
                yield i, heading


def _heading(text: str, folded: str, start: int, end: int) -> AttachedHeading:
    own = _OWN.search(folded, start, end)
    date = _DATE.search(folded, own.end() if own else start, end)
    organ = _ORGAN.search(folded, date.end() if date else own.end() if own else start, end)
    return AttachedHeading(
        text=" ".join(text[start:end].replace("*", "").split()),
        start=start,
        end=end,
        kind_word=text[own.start("kind") : own.end("kind")].strip()
        if own
        else _kind(text, folded, start, end),
        number=digits(text[slice(*own.span("number"))]) if own and own["number"] else None,
        symbol="".join(text[slice(*own.span("symbol"))].split()) if own else None,
        date_text=" ".join(text[date.start() : date.end()].split()) if date else None,
        day=digits(date["day"]) if date else None,
        month=digits(date["month"]) if date else None,
        year=digits(date["year"]) if date else None,
        organ=_name(text[slice(*organ.span("organ"))]) if organ else None,
        alone=_stands_alone(text[:start]),
    )


_NAMELESS = re.compile(
    r"KEM(?:\s+THEO)?\s+(?P<kind>BAO CAO|QUYET DINH|TO TRINH|KE HOACH|CONG VAN|THONG BAO)\b"
)


def _kind(text: str, folded: str, start: int, end: int) -> str | None:
    match = _NAMELESS.search(folded, start, end)
    return text[match.start("kind") : match.end("kind")] if match else None


def _stands_alone(before: str) -> bool:
    line = re.split(r"[\n\t]", before)[-1].strip(" *_:")
    return not line or is_shouted(line) or bool(_CAPTION.match(plain(line)))


def _name(text: str) -> str | None:
    return " ".join(text.replace("*", " ").split()).strip(" .,;") or None


def digits(text: str | None) -> str | None:
    """Return the text without blanks, None when nothing is left: "1 2" → "12"."""
    return "".join((text or "").split()).rstrip(".") or None


def find_announced(lines: list[str]) -> tuple[str, ...]:
    """Return the forms and annexes that the lines of a body announce, as printed, in order, once.

    Listed after "Hồ sơ kèm theo:", or cited in brackets "(Chi tiết theo biểu số …)".
    """
    found: dict[str, str] = {}
    for item in [*_listed(lines), *_cited(lines)]:
        found.setdefault(plain(item).replace(" ", ""), item)
    return tuple(found.values())


def _listed(lines: list[str]) -> Iterator[str]:
    inside = False
    for line in lines:
        folded = plain(line).strip()
        if match := _LIST.search(folded):
            inside = True
            yield from _items(line.strip()[match.end() :])
        elif inside and (not folded or _LIST_END.search(folded)):
            inside = bool(not folded)
        elif inside and (
            re.match(r"^[-–+•*]|^[0-9]{1,2}[.)]|^PHU LUC|^BIEU|^MAU", folded)
            or _FORM.search(folded)
        ):
            yield from _items(line)
        elif inside:
            inside = False


def _items(line: str) -> Iterator[str]:
    for part in re.split(r";", line):
        folded = plain(part)
        match = _FORM.search(folded)
        text = part[match.start() :] if match else part
        text = " ".join(text.split()).strip(" -–+•*.:,")
        if text:
            yield text


def _cited(lines: list[str]) -> Iterator[str]:
    for line in lines:
        folded = plain(line)
        for group in _CITED.finditer(folded):
            if _HEADING.match(folded, group.start()) and _OWN.search(folded, *group.span()):
                continue
            for pattern in (_FORM, _ANNEX):
                for match in pattern.finditer(folded, *group.span()):
                    yield " ".join(line[match.start() : match.end()].split())
