"""Values that a reviewer put right: kept beside what was read, and used wherever people sum.

A correction is tied to what it speaks of (a form's row and column, the words of a citation), not to
an identifier that counts: it finds its value again after a new reading.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal

from extract.errors import UsageError
from normalize.citations.clusters import citation_key
from normalize.dates import read_date
from normalize.numbers import parse_number, show
from normalize.schema import Grammar
from store.database import Store
from store.keepsakes import keep_tables

Target = Literal["figure", "mention"]
Slot = Literal["value", "number", "symbol", "issued_on"]
SLOTS: tuple[Slot, ...] = ("number", "symbol", "issued_on")

STEPS = Path(__file__).parent / "steps"
# What is told from citations after every batch, and after every correction of one.
_RETOLD = tuple(
    (STEPS / f"{n}.sql").read_text(encoding="utf-8") for n in ("decisions", "citations")
)


@dataclass(frozen=True, slots=True)
class Correctable:
    """One value that can be corrected: what is printed, and what holds now."""

    target: Target
    identifier: str  # figure_id or mention_id
    slot: Slot
    key: str
    doc_id: str
    place: str
    printed: str | None
    corrected: str | None
    by: str | None = None
    at: datetime | None = None
    note: str | None = None


def figure_value(store: Store, figure_id: str) -> Correctable:
    """Return a figure's number with what was corrected of it.

    Raises:
        UsageError: when the store has no such figure.
    """
    found = store.row(_FIGURE, {"id": figure_id, "doc": _document(store, "figure", figure_id)})
    assert found is not None
    doc_id, key, code, part, label, column, raw, *latest = found
    words = (
        f"biểu {code}{f' phần {part}' if part else ''}" if code else None,
        f"dòng {label}" if label else None,
        f"cột ({column})" if column is not None else None,
    )
    place = ", ".join(word for word in words if word) or f"“{raw}”"
    return Correctable("figure", figure_id, "value", key, doc_id, place, raw, *latest)


def mention_slots(store: Store, mention_id: str) -> tuple[Correctable, ...]:
    """Return what can be corrected of a citation: number, symbol, date.

    Raises:
        UsageError: when the store has no such mention.
    """
    doc_id = _document(store, "mention", mention_id)
    found = store.row(_MENTION, {"id": mention_id, "doc": doc_id})
    assert found is not None
    key, raw, number, symbol, day = found
    printed = dict(zip(SLOTS, (number, symbol, day), strict=True))
    latest = {
        slot: rest
        for slot, *rest in store.rows(
            "SELECT slot, corrected, corrected_by, corrected_at, note FROM current_corrections "
            "WHERE correction_key = ?",
            [key],
        )
    }
    return tuple(
        Correctable(
            "mention", mention_id, slot, key, doc_id, f"“{raw}”", printed[slot],
            *latest.get(slot, (None,) * 4),
        )
        for slot in SLOTS
    )  # fmt: skip


def correct(
    store: Store, target: Target, identifier: str, slot: str, text: str, by: str, note: str
) -> str:
    """Keep a corrected value; the latest holds. Return the name of the act, to undo it by.

    Args:
        store: open for writing.
        target: what is corrected, a figure or a mention.
        identifier: its identifier.
        slot: "value" of a figure; "number", "symbol" or "issued_on" of a mention.
        text: what holds, as people write it: "1.234,5", "14/9/2023"; "-" for no number.
        by: who corrects.
        note: why.

    Raises:
        UsageError: when there is nothing so called, the value cannot be read, or no reason is told.
    """
    if not note.strip():
        raise _refused("Cần ghi lý do đính chính.", "A correction needs a reason.")
    known = (
        (figure_value(store, identifier),)
        if target == "figure"
        else mention_slots(store, identifier)
    )
    old = next((c for c in known if c.slot == slot), None)
    if old is None:
        raise _refused(f"Không đính chính được “{slot}”.", f"“{slot}” cannot be corrected.")
    value, plain = _read(old.slot, text.strip())
    key = _key(store, identifier, known, old.slot, plain) if target == "mention" else None
    act = new_action()
    row: dict[str, object] = {
        "action_id": act,
        "correction_key": old.key,
        "doc_id": old.doc_id,
        "target": target,
        "slot": slot,
        "place": old.place,
        "printed": old.printed,
        "corrected": plain,
        "value": value,
        "citation_key": key,
        "corrected_by": by,
        "corrected_at": now(),
        "note": note.strip(),
        "undoes": None,
    }
    with store.transaction():
        store.append("corrections", [row])
        if target == "mention":
            _retell(store)
    keep_tables(store)
    return act


def take_back(store: Store, act: str, by: str) -> None:
    """Undo a correction: the one before it holds again, or what is printed. Part of a transaction.

    Args:
        store: open for writing.
        act: what `correct` returned.
        by: who undoes.
    """
    store.run(_TAKE_BACK, {"act": act, "by": by, "now": now(), "new": new_action()})
    if store.row("SELECT 1 FROM corrections WHERE action_id = ? AND target = 'mention'", [act]):
        _retell(store)


def _retell(store: Store) -> None:
    for step in _RETOLD:
        store.run(step)


def new_action() -> str:
    """Return a new name for an act."""
    return uuid.uuid4().hex


def now() -> datetime:
    """Return the time as the store keeps it: UTC, without zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def _read(slot: Slot, text: str) -> tuple[Decimal | None, str]:
    """Return the value as a number, of a figure, and in its plain form."""
    if slot == "value":
        if text in ("", "-", "–"):
            return None, "-"
        number = parse_number(text)
        if number is None:
            raise _refused(f"“{text}” không phải là số.", f"“{text}” is not a number.")
        return number.value, "-" if number.value is None else show(number.value)
    if slot == "issued_on":
        day = read_date(text).value
        if day is None:
            raise _refused(f"“{text}” không phải là ngày.", f"“{text}” is not a date.")
        return None, day.isoformat()
    if not text or len(text) > 60 or any(c.isspace() for c in text):
        raise _refused(f"“{text}” không hợp lệ.", f"“{text}” is not valid.")
    return None, (text.lstrip("0") or "0") if slot == "number" else text


def _key(
    store: Store, mention_id: str, known: tuple[Correctable, ...], slot: Slot, text: str
) -> str:
    """Return the citation key that a mention has with all that is corrected of it."""
    holds = {c.slot: c.corrected or c.printed for c in known} | {slot: text}
    found = store.row(
        "SELECT grammar, year_part, citation_key FROM mentions WHERE mention_id = ?", [mention_id]
    )
    assert found is not None
    grammar, year_part, old = found
    day = holds["issued_on"]
    year = day[:4] if day else old.rpartition("/")[2]
    kind: Grammar = grammar
    return citation_key(kind, holds["number"], holds["symbol"] or "?", year_part, year)


def _document(store: Store, target: Target, identifier: str) -> str:
    found = store.row(f"SELECT doc_id FROM {target}s WHERE {target}_id = ?", [identifier])
    if found is None:
        raise _refused(f"Không có {identifier}.", f"There is no {identifier}.")
    doc_id: str = found[0]
    return doc_id


def _refused(message: str, message_en: str) -> UsageError:
    return UsageError(message, message_en)


_FIGURE = """
SELECT f.doc_id, k.correction_key, f.form_code, f.part, f.row_label, f.column_no, f.raw_text,
       c.corrected, c.corrected_by, c.corrected_at, c.note
FROM figures f JOIN figure_keys([$doc]) k USING (figure_id)
LEFT JOIN current_corrections c USING (correction_key)
WHERE f.doc_id = $doc AND f.figure_id = $id
"""
_MENTION = """
SELECT k.correction_key, m.raw_text, m.number, m.symbol, m.issued_on::VARCHAR
FROM mentions m JOIN mention_keys([$doc]) k USING (mention_id)
WHERE m.doc_id = $doc AND m.mention_id = $id
"""
# What held before: the latest act on the same slot that is neither this one nor an undoing of one.
_TAKE_BACK = """
INSERT INTO corrections BY NAME
WITH act AS (SELECT * FROM corrections WHERE action_id = $act),
before AS (
    SELECT c.* FROM corrections c JOIN act a USING (correction_key, slot)
    WHERE c.corrected_at < a.corrected_at AND c.undoes IS NULL
      AND c.action_id NOT IN (SELECT undoes FROM corrections WHERE undoes IS NOT NULL)
    ORDER BY c.corrected_at DESC LIMIT 1
)
SELECT $new AS action_id, a.correction_key, a.doc_id, a.target, a.slot, a.place, a.printed,
       b.corrected, b.value, b.citation_key, $by AS corrected_by, $now AS corrected_at,
       a.note, a.action_id AS undoes
FROM act a LEFT JOIN before b ON true
"""
