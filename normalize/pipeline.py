"""From what is printed to the canonical report with its findings: the way through `normalize`."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version

from extract.document import Document
from extract.pipeline import Extraction
from normalize.catalogue import run_checks
from normalize.citations.spots import Places
from normalize.figures import normalize_figures
from normalize.identity import Identity, locate
from normalize.indirect import normalize_indirect
from normalize.letterhead import normalize_letterhead
from normalize.references import normalize_references
from normalize.schema import (
    BlockRecord,
    Finding,
    Mention,
    Note,
    PageRecord,
    Report,
    SignatureRecord,
)
from normalize.slots import normalize_slots
from normalize.tables import normalize_tables

# Reading notes that mean a part of the file is not in the report.
UNREAD = frozenset({"needs-ocr", "garbage-text", "truncated", "unassigned-text"})


@cache
def program_version() -> str:
    """Return the version that every document is stamped with."""
    return version("trichluc")


def normalize(extraction: Extraction, data: bytes, name: str) -> Report:
    """Return the canonical, checked report of one file.

    `data` gives the document its identity (sha-256) and size, `name` its file name.
    """
    document = extraction.document
    ids = Identity(hashlib.sha256(data).hexdigest())
    unread = [note for note in document.notes if note.code in UNREAD]
    record = normalize_letterhead(extraction.letterhead, document).model_copy(
        update={
            "doc_id": ids.doc_id,
            "file_name": name,
            "byte_size": len(data),
            "extractor_version": program_version(),
            "status": "partial" if unread else "ok",
            "error": " ".join(note.message for note in unread) or None,
            "error_en": " ".join(note.message_en for note in unread) or None,
        }
    )
    tables = normalize_tables(document, ids, record)
    places = Places(document, ids)
    mentions, decisions = normalize_references(extraction.references, document, ids, record)
    letterhead = extraction.letterhead
    figures = normalize_figures(extraction.figures, document, tables, ids, record)
    report = Report(
        document=record,
        pages=tuple(
            PageRecord(
                number=page.number,
                width=page.width,
                height=page.height,
                route=page.route,
                confidence=page.confidence,
                unassigned=page.unassigned,
            )
            for page in document.pages
        ),
        blocks=_blocks(document, ids),
        mentions=mentions,
        indirect=normalize_indirect(extraction.indirect, mentions, places, ids, letterhead, record),
        decisions=decisions,
        tables=tables,
        figures=figures,
        notes=tuple(
            Note(code=n.code, message=n.message, message_en=n.message_en, page=n.place.page)
            for n in document.notes
        ),
        slots=normalize_slots(extraction.letterhead, document, ids),
        signatures=tuple(
            SignatureRecord(
                signer=s.signer,
                office=s.office,
                signed_at=s.signed_at,
                covers_whole_file=s.covers_whole_file,
            )
            for s in document.signatures
        ),
    )
    findings = tuple(
        found.model_copy(update={"finding_id": ids.finding(ordinal)})
        for ordinal, found in enumerate(run_checks(report))
    )
    return report.model_copy(update={"findings": findings, "mentions": _judged(mentions, findings)})


def _blocks(document: Document, ids: Identity) -> tuple[BlockRecord, ...]:
    records = []
    for block in document.blocks:
        page, box = locate(block.spans, 0, max(len(block.text), 1))
        records.append(
            BlockRecord(
                block_id=ids.block(block.ordinal),
                ordinal=block.ordinal,
                type=block.kind.value,
                section=block.section,
                text=block.text,
                page=page,
                bbox=box,
            )
        )
    return tuple(records)


def _judged(mentions: tuple[Mention, ...], findings: tuple[Finding, ...]) -> tuple[Mention, ...]:
    wrong = {f.mention_id for f in findings if f.level == "error" and f.mention_id}
    return tuple(
        m.model_copy(update={"well_formed": False}) if m.mention_id in wrong else m
        for m in mentions
    )
