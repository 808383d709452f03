"""What tells which report a document is, and the role it gets; plain records and comparisons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from extract.folding import skeleton

FigureKey = tuple[str | None, str | None, int | None, str]


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is known of one stored document, as far as it tells which report it is."""

    doc_id: str
    file_name: str = ""
    media_type: str = "docx"
    text_source: str = "native"
    status: str = "ok"
    agency_id: str | None = None
    agency_name: str | None = None
    parent_name: str | None = None
    issued_place: str | None = None
    kind: str | None = None
    number: str | None = None
    symbol: str | None = None
    issued_on: date | None = None
    title: str | None = None
    period_kind: str | None = None
    period_from: date | None = None
    period_to: date | None = None
    attached_to: str | None = None
    parent_doc: str | None = None
    content_key: str | None = None
    modified_at: datetime | None = None
    forms: frozenset[tuple[str, str | None]] = frozenset()


@dataclass(frozen=True, slots=True)
class Content:
    """A document's references and whole-number form figures, to compare it with its like."""

    references: Counter[str] = field(default_factory=Counter)
    figures: Mapping[FigureKey, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Role:
    """What a document is in its report; the columns of `documents` of the same names."""

    doc_id: str
    report_id: str
    role: str = "report"
    is_current: bool = True
    precedence: int = 0
    attached_to_doc: str | None = None
    supersedes: str | None = None
    superseded_by: str | None = None
    version: int = 1
    rendition: int = 0


def same_agency(a: DocumentFacts, b: DocumentFacts) -> bool:
    """Tell whether two documents are of one agency, as far as both say whose they are."""
    if a.agency_id and b.agency_id:
        same = a.agency_id == b.agency_id
    else:
        same = bool(squash(a.agency_name)) and squash(a.agency_name) == squash(b.agency_name)
    return (
        same
        and agree(squash(a.parent_name), squash(b.parent_name))
        and agree(squash(a.issued_place), squash(b.issued_place))
    )


def agree(a: object, b: object) -> bool:
    """Tell whether two facts may be one: equal, or one of them not printed."""
    return not a or not b or a == b


def squash(text: str | None) -> str:
    """Return the folded text without spaces: the same for lines broken or accented otherwise."""
    return skeleton(text or "").replace(" ", "")
