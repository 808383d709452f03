"""Two versions of a report compared: letterhead, figures, references, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal, TypeVar

from extract.folding import skeleton
from normalize.citing import write_date, write_number
from normalize.places import Places
from normalize.schema import CellRecord, DocumentRecord, Figure, Mention, Report, TableRecord
from store.versions import load_version, load_with_earlier

Change = Literal["added", "removed", "changed"]
Field = Literal["department", "number", "issued_on", "title", "period", "signer"]
Key = tuple[object, ...]
K = TypeVar("K", bound=Hashable)

_CONTEXT = 4  # words before a figure in prose that tell which one it is


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two documents."""

    doc_id: str
    file_name: str
    department: str | None
    number: str | None


@dataclass(frozen=True, slots=True)
class HeadingChange:
    """What the document says of itself that changed, came or went."""

    change: Change
    field: Field
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A number that changed, came or went; `before` and `after` as printed."""

    change: Change
    where: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ReferenceChange:
    """A citation that came, went, or got another date; dates as the decrees write them."""

    change: Change
    citation: str
    before: str | None
    after: str | None
    where: str


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that came (added) or was put right (removed)."""

    change: Change
    rule: str
    level: str
    message: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two documents."""

    a: Side
    b: Side
    heading: tuple[HeadingChange, ...]
    figures: tuple[FigureChange, ...]
    references: tuple[ReferenceChange, ...]
    findings: tuple[FindingChange, ...]


def compare_documents(a: str, b: str | None = None, db: Path | None = None) -> Difference:
    """Return what differs between two documents, files on disk or of the store.

    One alone is compared with the version that it supersedes in the store.

    Raises:
        UsageError: when a name is of no document, or of several, or one alone supersedes none.
        ReadError: when a file cannot be read.
        StoreError: when the store cannot be opened.
    """
    if b is None:
        return compare_reports(*load_with_earlier(a, db))
    return compare_reports(load_version(a, db), load_version(b, db))


def compare_reports(a: Report, b: Report) -> Difference:
    """Return what differs between two reports."""
    return Difference(
        a=_side(a),
        b=_side(b),
        heading=tuple(_heading_changes(a.document, b.document)),
        figures=tuple(_figure_changes(a, b)),
        references=tuple(_reference_changes(a, b)),
        findings=tuple(_finding_changes(a, b)),
    )


def _side(report: Report) -> Side:
    document = report.document
    return Side(document.doc_id, document.file_name, document.agency_name, _own_number(document))


def _own_number(document: DocumentRecord) -> str | None:
    return f"{document.number or '…'}/{document.symbol}" if document.symbol else document.number


# Letterhead


def _heading_changes(a: DocumentRecord, b: DocumentRecord) -> Iterator[HeadingChange]:
    before, after = _heading(a), _heading(b)
    for field, one in before.items():
        other = after[field]
        if _bare(one) != _bare(other):
            change: Change = "added" if one is None else "removed" if other is None else "changed"
            yield HeadingChange(change, field, one, other)


def _bare(text: str | None) -> str | None:
    """Return a text without accents, case and a number's leading zeros."""
    return skeleton(text).lstrip("0") if text else None


def _heading(document: DocumentRecord) -> Mapping[Field, str | None]:
    """Return what a document says of itself, as a reader knows it; None where it says nothing."""
    day, start, end = document.issued_on, document.period_from, document.period_to
    return {
        "department": document.agency_name,
        "number": _own_number(document),
        "issued_on": write_date(day) if day else document.date_text,
        "title": document.title,
        "period": f"{write_date(start)}–{write_date(end)}" if start and end else None,
        "signer": document.signer_name,
    }


# Figures


@dataclass(frozen=True, slots=True)
class _Printed:
    """A number as printed, what it is worth, and where it stands."""

    text: str
    value: Decimal | None
    where: str

    @property
    def worth(self) -> object:
        return self.text.strip() if self.value is None else self.value.normalize()


def _figure_changes(a: Report, b: Report) -> Iterator[FigureChange]:
    before, after = dict(_numbers(a)), dict(_numbers(b))
    _forget_moved(before, after)
    for key in _merged(list(before), list(after)):
        one, other = before.get(key), after.get(key)
        if one is None and other is not None:
            yield FigureChange("added", other.where, None, other.text)
        elif other is None and one is not None:
            yield FigureChange("removed", one.where, one.text, None)
        elif one is not None and other is not None and one.worth != other.worth:
            yield FigureChange("changed", other.where, one.text, other.text)


def _forget_moved(before: dict[Key, _Printed], after: dict[Key, _Printed]) -> None:
    """Drop numbers of the prose that only stand among other words now."""
    lost: dict[tuple[object, object], list[Key]] = {}
    for key in before:
        if key[0] == "prose" and key not in after:
            lost.setdefault((key[1], before[key].worth), []).append(key)
    for key in [key for key in after if key not in before and key[0] == "prose"]:
        same = lost.get((key[1], after[key].worth))
        if same:
            del before[same.pop()], after[key]


def _merged(before: Sequence[K], after: Sequence[K]) -> list[K]:
    """Return all keys in the order of `after`, those that went in their old place among them."""
    kept = set(after)
    gone: dict[K | None, list[K]] = {}
    last: K | None = None
    for key in before:
        if key in kept:
            last = key
        else:
            gone.setdefault(last, []).append(key)
    merged = gone.get(None, [])
    for key in after:
        merged += [key, *gone.get(key, [])]
    return merged


def _numbers(report: Report) -> Iterator[tuple[Key, _Printed]]:
    """Yield every number of forms, prose and other tables under what tells it from the others."""
    blocks = {block.block_id: block for block in report.blocks}
    seen: Counter[Key] = Counter()

    def counted(key: Key) -> Key:
        seen[key] += 1
        return (*key, seen[key])

    for figure in report.figures:
        if figure.source == "form":
            path = tuple(
                skeleton(step) for step in (*(figure.row_path or ()), figure.row_label or "")
            )
            key = ("form", figure.form_code, figure.part, figure.column_no, *path)
            yield counted(key), _Printed(figure.raw_text, _worth(figure), _form_place(figure))
            continue
        block = blocks.get(figure.block_id or "")
        words = _words_before(block.text if block else "", figure.char_start or 0)
        section = f"mục {block.section}: " if block and block.section else ""
        place = f"{section}… {words} …"
        yield (
            counted(("prose", figure.unit, skeleton(words))),
            _Printed(figure.raw_text, figure.value, place),
        )
    for table in report.tables:
        if table.form_code is None:
            for spot, printed in _cells(table):
                yield counted(spot), printed


def _worth(figure: Figure) -> Decimal | None:
    return Decimal(0) if figure.nil == "dash" else figure.value


def _form_place(figure: Figure) -> str:
    part = f" phần {figure.part}" if figure.part else ""
    label = " / ".join((*(figure.row_path or ()), figure.row_label or ""))
    return f"Biểu {figure.form_code}{part}, dòng “{label}”, cột ({figure.column_no})"


def _words_before(text: str, at: int) -> str:
    words = text[:at].split()[-_CONTEXT:]
    return " ".join("#" if any(c.isdigit() for c in word) else word for word in words)


def _cells(table: TableRecord) -> Iterator[tuple[Key, _Printed]]:
    rows: dict[int, list[CellRecord]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    name = table.title or f"bảng {table.ordinal + 1}"
    for row, cells in sorted(rows.items()):
        if row < table.header_rows or row == table.index_row:
            continue
        label = next((c.text for c in cells if c.text.strip() and c.value is None), "")
        for cell in sorted(cells, key=lambda c: c.col):
            if cell.value is not None:
                key = ("table", skeleton(name), skeleton(label), cell.col)
                where = f"{name}, dòng “{' '.join(label.split())}”, ô {cell.col + 1}"
                yield key, _Printed(cell.text, cell.value, where)


# References


def _reference_changes(a: Report, b: Report) -> Iterator[ReferenceChange]:
    before, after = _citations(a), _citations(b)
    places = (Places(a), Places(b))
    for citation in sorted(before.keys() | after.keys(), key=_natural):
        gone = _beyond(before.get(citation, []), after.get(citation, []))
        come = _beyond(after.get(citation, []), before.get(citation, []))
        for one, other in zip(gone, come, strict=False):
            where = places[1].where(other)
            yield ReferenceChange("changed", citation, _date(one), _date(other), where)
        for one in gone[len(come) :]:
            yield ReferenceChange("removed", citation, _date(one), None, places[0].where(one))
        for other in come[len(gone) :]:
            yield ReferenceChange("added", citation, None, _date(other), places[1].where(other))


def _citations(report: Report) -> Mapping[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    for mention in report.mentions:
        if not mention.is_own:
            found.setdefault(write_number(mention), []).append(mention)
    return found


def _beyond(some: Sequence[Mention], others: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of `some` whose dates the others do not bear as often."""
    left = Counter(m.issued_on or m.date_text for m in others)
    beyond = []
    for mention in some:
        day = mention.issued_on or mention.date_text
        if left[day]:
            left[day] -= 1
        else:
            beyond.append(mention)
    return beyond


def _date(mention: Mention) -> str:
    if mention.issued_on:
        return write_date(mention.issued_on)
    return " ".join((mention.date_text or "").split())


def _natural(citation: str) -> tuple[str, int, str]:
    number, _, symbol = citation.replace("-", "/", 1).partition("/")
    return symbol, int(number) if number.isdigit() else 0, citation


# Findings


def _finding_changes(a: Report, b: Report) -> Iterator[FindingChange]:
    before = Counter((f.rule, f.level, f.message, f.message_en) for f in a.findings)
    after = Counter((f.rule, f.level, f.message, f.message_en) for f in b.findings)
    for finding in sorted((before - after).elements()):
        yield FindingChange("removed", *finding)
    for finding in sorted((after - before).elements()):
        yield FindingChange("added", *finding)
