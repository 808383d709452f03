"""Which report an annex or workbook belongs to: by what it says, its agency and its period."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.document import WORKBOOKS
from store.roles import DocumentFacts, agree, squash

# "số 123/BC-STC" or "số /BC-STC" in "(kèm theo Báo cáo số 123/BC-STC ngày … của …)".
_NUMBER = re.compile(r"(?<![\w/])(?P<number>\d+)?\s*/\s*(?P<symbol>[^\W\d_][\w-]*-[\w.-]*\w)")


def is_attachment(document: DocumentFacts) -> bool:
    """Tell whether a document is no report of its own: it has no letterhead, or is a workbook."""
    if document.media_type in WORKBOOKS:
        return document.attached_to is not None or document.kind is None
    return document.attached_to is not None and document.kind is None


def find_owner(document: DocumentFacts, reports: Sequence[DocumentFacts]) -> DocumentFacts | None:
    """Return the report that the document belongs to; None when none fits, or several do alike."""
    fitting = [r for r in reports if _fits(document, r)]
    for sign in (_same_parent, _same_number, _same_period, _has_forms):
        if len(fitting) > 1:
            fitting = [r for r in fitting if sign(document, r)] or fitting
    return fitting[0] if len(fitting) == 1 else None


def annex_key(document: DocumentFacts, *, alone: bool) -> str:
    """Return what is the same for the renditions and versions of one annex.

    `alone`: its report is not in the store, so that agency and period must be told, too.
    """
    if document.forms:
        what = ",".join(sorted(f"{code}/{part}" for code, part in document.forms))
    else:
        what = squash(document.title) or document.doc_id
    if not alone:
        return what
    agency = document.agency_id or squash(document.agency_name)
    if not agency or document.period_to is None:
        return document.doc_id
    period = f"{document.period_kind}|{document.period_to}"
    return f"{what}|{agency}|{squash(document.parent_name)}|{period}"


def _fits(document: DocumentFacts, report: DocumentFacts) -> bool:
    """Tell whether nothing speaks against the report and its agency speaks for it."""
    said = _said(document)
    return (
        _agency_fits(document, report)
        and agree(document.period_to, report.period_to)
        and agree(document.period_kind, report.period_kind)
        and agree(said[0], report.number)
        and agree(squash(said[1]), squash(report.symbol))
    )


def _agency_fits(document: DocumentFacts, report: DocumentFacts) -> bool:
    if not agree(squash(document.parent_name), squash(report.parent_name)):
        return False
    if document.agency_id and report.agency_id:
        return document.agency_id == report.agency_id
    name = squash(report.agency_name)
    if not name:
        return _same_parent(document, report)
    if document.agency_name:
        return squash(document.agency_name) == name
    return name in squash(document.attached_to) or _same_parent(document, report)


def _said(document: DocumentFacts) -> tuple[str | None, str | None]:
    match = _NUMBER.search(document.attached_to or "")
    return (match["number"], match["symbol"]) if match else (None, None)


def _same_parent(document: DocumentFacts, report: DocumentFacts) -> bool:
    return document.parent_doc is not None and document.parent_doc == report.parent_doc


def _same_number(document: DocumentFacts, report: DocumentFacts) -> bool:
    number, symbol = _said(document)
    return number is not None and (number, squash(symbol)) == (report.number, squash(report.symbol))


def _same_period(document: DocumentFacts, report: DocumentFacts) -> bool:
    return document.period_to is not None and document.period_to == report.period_to


def _has_forms(document: DocumentFacts, report: DocumentFacts) -> bool:
    return bool(document.forms & report.forms)
