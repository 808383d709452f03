"""A finding told by comparing several documents, and the key under which a review finds it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from normalize.schema import Finding
from store.reviews import named


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A finding on one document that others, or a register, give rise to.

    `about` is what the reviewer judges: the rule's object as this document prints it, and no part
    of it that changes when another report joins in. A decision on it then holds.
    """

    doc_id: str
    finding: Finding
    about: tuple[str, ...]


def to_rows(contradictions: Iterable[Contradiction]) -> list[dict[str, object]]:
    """Return the rows of `document_findings`, sorted; keys and identifiers are made of `about`."""
    seen: Counter[tuple[str, ...]] = Counter()
    rows = []
    for each in sorted(contradictions, key=_order):
        about = (each.doc_id, each.finding.rule, "store", *each.about)
        seen[about] += 1
        name = named(*about, str(seen[about]))
        evidence = [e.model_dump(mode="json", exclude_none=True) for e in each.finding.evidence]
        rows.append(
            {
                **each.finding.model_dump(),
                "finding_id": f"{each.doc_id[:16]}-x{name.key[:8]}",
                "finding_key": name.key,
                "finding_about": name.about,
                "doc_id": each.doc_id,
                "evidence": json.dumps(evidence, ensure_ascii=False),
                "origin": "store",
            }
        )
    return rows


def _order(each: Contradiction) -> tuple[object, ...]:
    found = each.finding
    return each.doc_id, found.rule, found.mention_id or "", found.table_id or "", each.about
