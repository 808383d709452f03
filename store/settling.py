"""After every batch: each document's role, the store's decisions, the names files came under."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import normalize
from extract.folding import skeleton
from extract.office.containers import CONTAINERS
from store.cross import compare
from store.database import Store, set_state, state
from store.keepsakes import keep_tables
from store.renditions import assign_roles
from store.roles import Content, DocumentFacts, FigureKey, Role

AGENCIES = Path(normalize.__file__).parent / "lexicon" / "agencies.csv"
STEPS = Path(__file__).parent / "steps"
UNSETTLED = "unsettled"

_FACTS = (
    "doc_id, file_name, media_type, text_source, status, agency_id, agency_name, parent_name, "
    "issued_place, kind, number, symbol, issued_on, title, period_kind, period_from, period_to, "
    "attached_to, parent_doc, content_key, modified_at"
)
_ROLE = (
    "report_id, role, is_current, precedence, attached_to_doc, supersedes, superseded_by, "
    "version, rendition"
)


def mark_unsettled(store: Store) -> None:
    """Remember, in the transaction that changes a document, that `settle` is due."""
    if state(store, UNSETTLED) is None:
        set_state(store, UNSETTLED, "yes")


def settle(store: Store) -> bool:
    """Bring up to date what depends on several documents; return whether anything was due.

    One transaction; the outcome depends on what is stored, not on the order it came in.
    """
    agencies = hashlib.sha256(AGENCIES.read_bytes()).hexdigest() if AGENCIES.exists() else ""
    if state(store, UNSETTLED) is None and state(store, "agencies") == agencies:
        return False
    with store.transaction():
        store.run((STEPS / "names.sql").read_text(encoding="utf-8"))
        _assign(store)
        store.run((STEPS / "counted.sql").read_text(encoding="utf-8"))
        store.run((STEPS / "decisions.sql").read_text(encoding="utf-8"))
        compare(store)
        store.run((STEPS / "citations.sql").read_text(encoding="utf-8"))
        if state(store, "agencies") != agencies:
            _load_agencies(store)
            set_state(store, "agencies", agencies)
        store.run("DELETE FROM store_state WHERE key = ?", [UNSETTLED])
    store.checkpoint()
    keep_tables(store)
    return True


def _assign(store: Store) -> None:
    forms: dict[str, set[tuple[str, str | None]]] = {}
    for doc_id, code, part in store.rows(
        "SELECT DISTINCT doc_id, form_code, part FROM tables WHERE form_code IS NOT NULL"
    ):
        forms.setdefault(doc_id, set()).add((code, part))
    facts = [
        replace(DocumentFacts(*row), forms=frozenset(forms.get(row[0], ())))
        for row in store.rows(f"SELECT {_FACTS} FROM documents")
    ]
    containers = {
        f.doc_id: Role(f.doc_id, f.doc_id, "container", is_current=False)
        for f in facts
        if f.media_type in CONTAINERS
    }
    documents = [f for f in facts if f.doc_id not in containers]
    roles = assign_roles(documents, lambda doc_ids: _contents(store, doc_ids)) | containers
    before = {row[0]: row[1:] for row in store.rows(f"SELECT doc_id, {_ROLE} FROM documents")}
    changed = [
        row for role in roles.values() if _values(row := asdict(role)) != before[role.doc_id]
    ]
    store.revise("documents", "doc_id", changed)


def _values(row: dict[str, object]) -> tuple[object, ...]:
    return tuple(row[name] for name in _ROLE.split(", "))


def _contents(store: Store, doc_ids: Sequence[str]) -> Mapping[str, Content]:
    contents = {doc_id: Content(Counter(), {}) for doc_id in doc_ids}
    for doc_id, key, count in store.rows(
        "SELECT doc_id, citation_key, count(*) FROM mentions "
        "WHERE list_contains(?, doc_id) AND NOT is_own GROUP BY ALL",
        [list(doc_ids)],
    ):
        contents[doc_id].references[key] = count
    for doc_id, figures in _whole_numbers(store, doc_ids).items():
        contents[doc_id] = Content(contents[doc_id].references, figures)
    return contents


def _whole_numbers(store: Store, doc_ids: Sequence[str]) -> dict[str, dict[FigureKey, int]]:
    """Return the whole numbers of the forms whose row and column stand once in their document.

    Percentages are left out: one file prints 98 %, the other keeps 0.98.
    """
    found: dict[str, dict[FigureKey, int]] = {}
    twice: set[tuple[str, FigureKey]] = set()
    for doc_id, code, part, column, path, label, value in store.rows(
        "SELECT doc_id, form_code, part, column_no, row_path, row_label, value FROM figures "
        "WHERE list_contains(?, doc_id) AND source = 'form' AND value = floor(value) "
        "AND coalesce(unit, '') NOT LIKE '%\\%%' ESCAPE '\\' AND form_code IS NOT NULL",
        [list(doc_ids)],
    ):
        row = " / ".join(skeleton(step or "") for step in [*(path or []), label])
        key: FigureKey = (code, part, column, row)
        if key in found.setdefault(doc_id, {}):
            twice.add((doc_id, key))
        found[doc_id][key] = int(value)
    for doc_id, key in twice:
        del found[doc_id][key]
    return found


def _load_agencies(store: Store) -> None:
    store.run("DELETE FROM agencies")
    with AGENCIES.open(encoding="utf-8", newline="") as file:
        rows = [{key: value or None for key, value in row.items()} for row in csv.DictReader(file)]
    for row in rows:
        store.run(
            "INSERT INTO agencies VALUES ($agency_id, $name, $level, $place, $parent_id, $symbols, "
            "$valid_from::DATE, $valid_to::DATE, $basis)",
            row,
        )
